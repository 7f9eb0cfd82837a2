package reply

// ProperNames returns the names that a comparison of the case's texts treats as
// wholes: its proposers and the full and short names of the departments given.
func ProperNames(c Case, departments []Department) []string {
	var names []string
	for _, p := range c.Proposers {
		names = append(names, p.Name)
	}
	for _, d := range departments {
		names = append(names, d.FullName, d.ShortName)
	}
	return names
}
