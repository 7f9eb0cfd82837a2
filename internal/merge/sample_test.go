package merge

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// placement is one line of placements.json: where a lead put an entry.
type placement struct {
	Department, Part, Entry, Under, Kind, After string
}

// scene is a case with the texts of all sides, and where the lead put them.
type scene struct {
	draft      gongwen.Document
	entries    map[string][]Entry
	placements []placement
}

const leadID = 1

// scenes are the cases that the suggestions are measured on: the real sample,
// and invented ones of other subjects. The weights were chosen looking at the
// first three; school-meals was written afterwards and changed none of them.
var scenes = map[string]struct {
	dir   string
	files map[string]string
}{
	"sample": {"../sample/data", map[string]string{
		"省教育厅": "cohandler-jiaoyuting.txt", "省市场监管局": "cohandler-shichangjianguanju.txt"}},
	"elderly-care": {"testdata/elderly-care", map[string]string{
		"市卫生健康委": "cohandler-weijianwei.txt", "市人社局": "cohandler-renshe.txt", "市自然资源局": "cohandler-ziranziyuan.txt"}},
	"rural-roads": {"testdata/rural-roads", map[string]string{
		"县财政局": "cohandler-caizheng.txt", "县公安局": "cohandler-gongan.txt",
		"县文化广电和旅游局": "cohandler-wenlv.txt", "县农业农村局": "cohandler-nongye.txt"}},
	"school-meals": {"testdata/school-meals", map[string]string{
		"市市场监管局": "cohandler-shichangjianguan.txt", "市卫生健康委": "cohandler-weishengjiankang.txt", "市农业农村局": "cohandler-nongyenongcun.txt"}},
}

func read(t testing.TB, elem ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func load(t testing.TB, name string) scene {
	t.Helper()
	from := scenes[name]
	s := scene{entries: map[string][]Entry{}}
	s.draft = gongwen.Parse(read(t, from.dir, "lead.txt"), gongwen.Source{Department: leadID})
	id := int64(leadID)
	for department, file := range from.files {
		id++
		o := SplitOpinion(read(t, from.dir, file))
		s.entries[department] = Entries(reply.Contribution{DepartmentID: id, Revision: 1, Opinion: o})
	}
	if err := json.Unmarshal([]byte(read(t, from.dir, "placements.json")), &s.placements); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s scene) entry(t testing.TB, p placement) Entry {
	t.Helper()
	e, ok := FindEntry(s.entries[p.Department], Part(p.Part), p.Entry)
	if !ok {
		t.Fatalf("no entry %q of %s", p.Entry, p.Department)
	}
	return e
}

func (s scene) place(t testing.TB, p placement) Place {
	t.Helper()
	place, err := Resolve(s.draft, p.Under, p.Kind, p.After, Part(p.Part))
	if err != nil {
		t.Fatal(err)
	}
	return place
}

func (s scene) insertions(t testing.TB) []Insertion {
	var ins []Insertion
	for _, p := range s.placements {
		ins = append(ins, Insertion{s.entry(t, p), s.place(t, p)})
	}
	return ins
}
