package check

import (
	"slices"
	"strings"
)

// The settings that a table may make of a rule; "" leaves it as it is shipped.
var Settings = []string{"", string(Error), string(Advice), settingOff}

const settingOff = "关"

// Kinds are the kinds of rows of a table other than settings of rules, in the
// order in which forms offer them.
func Kinds() []string {
	return slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return k == kindRule })
}

// Setting is what the table says of a rule, by its number as text: E, W, 关 or "".
func (t Table) Setting(rule string) string {
	for _, r := range t.Rows {
		if r.Kind == kindRule && r.Word == rule {
			return r.Use
		}
	}
	return ""
}

// WithSetting returns the table with another setting of a rule.
func (t Table) WithSetting(rule, setting string) Table {
	t.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r Row) bool { return r.Kind == kindRule && r.Word == rule })
	if setting != "" {
		t.Rows = append(t.Rows, Row{Kind: kindRule, Word: rule, Use: setting})
	}
	return t
}

// Words are the rows that are no settings of rules.
func (t Table) Words() []Row {
	return slices.DeleteFunc(slices.Clone(t.Rows), func(r Row) bool { return r.Kind == kindRule })
}

// Changes says in Chinese what is other in t than in before, a line each.
func (t Table) Changes(before Table) []string {
	type name struct{ kind, word string }
	old := map[name]Row{}
	for _, r := range before.Rows {
		old[name{r.Kind, r.Word}] = r
	}
	var out []string
	for _, r := range t.Rows {
		was, known := old[name{r.Kind, r.Word}]
		delete(old, name{r.Kind, r.Word})
		switch {
		case !known:
			out = append(out, "增加"+r.sentence())
		case was.sentence() != r.sentence():
			out = append(out, "修改"+was.sentence()+"，改为"+r.sentence())
		}
	}
	for _, r := range before.Rows {
		if _, left := old[name{r.Kind, r.Word}]; left {
			out = append(out, "删去"+r.sentence())
		}
	}
	return out
}

// sentence is the row as it is said of it: 错别字“布署”→“部署”.
func (r Row) sentence() string {
	s := r.Kind + "“" + r.Word + "”"
	if r.Kind == kindRule {
		s = "第" + r.Word + "条规则"
	}
	if r.Use != "" {
		s += "→“" + r.Use + "”"
	}
	if len(r.Except) > 0 {
		s += "（例外 " + strings.Join(r.Except, " ") + "）"
	}
	if r.Note != "" {
		s += "（" + r.Note + "）"
	}
	return s
}
