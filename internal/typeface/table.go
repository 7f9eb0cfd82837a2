package typeface

import "slices"

// Choice is a face that a role may take.
type Choice struct {
	File string
	// Latin limits the choice to Latin letters, digits and their punctuation
	// (U+0020 to U+007E, accented and phonetic letters, combining accents); marks
	// that Chinese text shares with Latin (“ ” ‘ ’ — … ·) stay with the role's
	// Han face.
	Latin bool
	// Optional: goes unused where it is not installed.
	Optional bool
	// Own: a department's, not one of ours. Only such a face prints private-use
	// characters: who made them knows what they mean.
	Own bool
}

// Table says which faces a role takes, in the order of preference.
type Table struct {
	Roles    [SongTi + 1][]Choice
	Fallback []Choice // for every role, after its own
}

// The shipped files; fonts/README.md says what each covers and why it is there.
const (
	fileFangSong   = "GongwenFangSong-Regular.ttf"
	fileLatin      = "LiberationSerif-Regular.ttf"
	fileHeiTi      = "NotoSansSC-Medium.ttf"
	fileKaiTi      = "LXGWWenKai-Light.ttf"
	fileSongTi     = "NotoSerifSC-Regular.ttf"
	fileSongTiBold = "NotoSerifSC-Bold.ttf"
	fileRare       = "HanaMinB.ttf"           // CJK Ext B to F; Debian fonts-hanazono
	fileYi         = "NotoSansYi-Regular.ttf" // 彝文; Debian fonts-noto-core
)

// Shipped returns the table of the faces that lie in fonts/.
func Shipped() Table {
	var t Table
	t.Roles[FangSong] = []Choice{{File: fileLatin, Latin: true}, {File: fileFangSong}}
	t.Roles[HeiTi] = []Choice{{File: fileHeiTi}}
	t.Roles[KaiTi] = []Choice{{File: fileKaiTi}}
	t.Roles[XiaoBiaoSong] = []Choice{{File: fileSongTiBold}}
	t.Roles[SongTi] = []Choice{{File: fileSongTi}}
	t.Fallback = []Choice{
		{File: fileKaiTi},
		{File: fileRare, Optional: true},
		{File: fileYi, Optional: true},
		{File: fileSongTiBold}, {File: fileHeiTi}, // they have a few that 楷体 lacks
	}
	return t
}

// With returns the table with a department's own face before all others of the
// role.
func (t Table) With(role Role, file string) Table {
	return t.with(role, Choice{File: file, Own: true})
}

// WithLatin returns the table with a department's own face for the digits and
// Latin letters of the body before all others.
func (t Table) WithLatin(file string) Table {
	return t.with(FangSong, Choice{File: file, Latin: true, Own: true})
}

func (t Table) with(role Role, c Choice) Table {
	t.Roles[role] = append([]Choice{c}, t.Roles[role]...)
	return t
}

// Files returns the files that must be there, each once, in a fixed order.
func (t Table) Files() []string {
	var files []string
	for _, c := range t.all() {
		if !c.Optional && !slices.Contains(files, c.File) {
			files = append(files, c.File)
		}
	}
	return files
}

func (t Table) all() []Choice {
	var all []Choice
	for _, cs := range t.Roles {
		all = append(all, cs...)
	}
	return append(all, t.Fallback...)
}

// isLatin tells the characters that a Latin face prints.
func isLatin(r rune) bool {
	return r >= ' ' && r <= '~' || r >= 0xC0 && r <= 0x2AF && r != '×' && r != '÷' ||
		r >= 0x300 && r <= 0x36F || r >= 0x1E00 && r <= 0x1EFF
}
