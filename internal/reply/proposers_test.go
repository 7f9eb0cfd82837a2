package reply

import (
	"slices"
	"strings"
	"testing"
)

func persons(names ...string) (all []Proposer) {
	for _, n := range names {
		all = append(all, Proposer{Name: n})
	}
	return all
}

// TestProposersOnOneLineAreParted holds where a line surely names several, and
// where it is asked about instead (faults U6).
func TestProposersOnOneLineAreParted(t *testing.T) {
	three := persons("李建国", "王秀英", "赵志强")
	whole := func(line string) []Proposer { return persons(line) }
	group := func(names ...string) (all []Proposer) {
		for _, n := range names {
			all = append(all, Proposer{Name: n, Collective: true})
		}
		return all
	}
	for _, c := range []struct {
		line string
		want []Proposer
		ask  string // a part of the question
	}{
		{"李建国、王秀英、赵志强", three, ""},
		{"李建国，王秀英,赵志强", three, ""},
		{"李建国；王秀英; 赵志强；", three, ""},
		{"李建国 王秀英　赵志强", three, ""},
		{"李建国、王秀英、赵志强等3人", three, ""},
		{"李建国、王秀英、赵志强等三位委员", three, ""},
		{"李建国委员、王秀英委员、赵志强委员", three, ""},
		{"李　伟　王秀英", persons("李伟", "王秀英"), ""},
		{"李　伟、欧阳建国", persons("李伟", "欧阳建国"), ""},
		{"李 伟", persons("李伟"), ""},
		{"阿卜杜拉·买买提、王秀英", persons("阿卜杜拉·买买提", "王秀英"), ""},
		{"民革某市委、民盟某市委", group("民革某市委", "民盟某市委"), ""},
		{"王秀英、民盟某市委", append(persons("王秀英"), group("民盟某市委")...), ""},
		// one name stays one
		{"李建国", persons("李建国"), ""},
		{"李建国委员", persons("李建国"), ""},
		{"阿卜杜拉·买买提", persons("阿卜杜拉·买买提"), ""},
		{"禤国维", persons("禤国维"), ""},
		{"扎西次仁", persons("扎西次仁"), ""},
		{"𬭎𠮷", persons("𬭎𠮷"), ""},
		{"和志强", persons("和志强"), ""},
		{"致公党某省委", group("致公党某省委"), ""},
		{"民盟某省委(集体)", group("民盟某省委"), ""},
		{"教育、科技界（集体）", group("教育、科技界"), ""},
		{"教育、科技界(集体)", group("教育、科技界"), ""},
		{"约翰 史密斯（一位）", persons("约翰 史密斯"), ""},
		// asked about
		{"教育、科技界", whole("教育、科技界"), "（集体）"},
		{"人口、资源环境委员会", whole("人口、资源环境委员会"), "（集体）"},
		{"禤国维、王秀英", whole("禤国维、王秀英"), "2位"},
		{"约翰 史密斯", whole("约翰 史密斯"), "（一位）"},
		{"扎西、卓玛", whole("扎西、卓玛"), "2位"},
		{"李建国等3人", whole("李建国等3人"), "写明3位，只写出1位"},
		{"李建国、王秀英等十二人", whole("李建国、王秀英等十二人"), "写明12位，只写出2位"},
		{"李建国、王秀英等", whole("李建国、王秀英等"), "没有写全"},
		{"李建国和王秀英", persons("李建国和王秀英"), "两位"},
	} {
		got, asks := ReadProposers("\n " + c.line + "\r\n\n")
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.line, got, c.want)
		}
		if ask := strings.Join(asks, ""); (ask == "") != (c.ask == "") || !strings.Contains(ask, c.ask) {
			t.Errorf("%s asks %q, want %q in it", c.line, ask, c.ask)
		}
		if len(asks) > 0 {
			continue
		}
		if again, asks := ReadProposers(ProposerLines(got)); !slices.Equal(again, got) || len(asks) > 0 {
			t.Errorf("%s: written as lines and read again: %v, %v", c.line, again, asks)
		}
	}
}

func TestProposersStayInTheirOrder(t *testing.T) {
	got, asks := ReadProposers("王秀英\n李建国、赵志强\n某市工商业联合会（集体）")
	want := append(persons("王秀英", "李建国", "赵志强"), Proposer{"某市工商业联合会", true})
	if !slices.Equal(got, want) || len(asks) > 0 {
		t.Errorf("%v, asks %v", got, asks)
	}
}

// FuzzReadProposers: what was read is read again from what is shown of it.
func FuzzReadProposers(f *testing.F) {
	for _, s := range []string{"李建国、王秀英等2人", "李 伟 王 芳", "教育、科技界", "a（一位）（集体）", "等", "、、", "一等"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, _ := ReadProposers(text)
		if strings.Contains(text, "一位") || strings.Contains(text, "集体") {
			return // somebody has said what it is, in another place of the line
		}
		if again, asks := ReadProposers(ProposerLines(got)); !slices.Equal(again, got) || len(asks) > 0 {
			t.Errorf("%q: %v, then %v, asks %v", text, got, again, asks)
		}
	})
}
