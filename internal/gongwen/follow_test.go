package gongwen

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// spanOf is the span of words that stand once in the text.
func spanOf(t *testing.T, d Document, words string) Span {
	t.Helper()
	for i, b := range d.Blocks {
		if before, _, ok := strings.Cut(b.Text(), words); ok {
			at := len([]rune(before))
			return Span{From: Place{i, at}, To: Place{i, at + len([]rune(words))}}
		}
	}
	t.Fatalf("%q is not in the text", words)
	return Span{}
}

const followed = "一、工作情况\n省科技厅按照三比三比四的比例出资，共同支持高新区。\n组织实施人才项目，引进高层次人才。教育厅调整学科专业布局。\n一是保护知识产权。建成昆明分中心。\n"

func TestFollow(t *testing.T) {
	for _, c := range []struct{ name, words, from, to, want string }{
		{"nothing changed", "按照三比三比四的比例", "", "", "按照三比三比四的比例"},
		{"a line comes before", "按照三比三比四的比例", "省科技厅按照", "近年来，成效明显。\n省科技厅按照", "按照三比三比四的比例"},
		{"words before and behind do not belong to it", "人才项目", "人才项目", "重大人才项目建设", "人才项目"},
		{"words inside do", "组织实施人才项目", "人才", "高层次和急需紧缺人才", "组织实施高层次和急需紧缺人才项目"},
		{"some of its words go", "按照三比三比四的比例出资", "的比例出资", "", "按照三比三比四"},
		{"its first words go", "按照三比三比四的比例", "按照三比", "", "三比四的比例"},
		{"its line is split inside", "引进高层次人才。教育厅调整", "人才。教育厅", "人才。\n教育厅", "引进高层次人才。\n教育厅调整"},
		{"two lines are joined", "引进高层次人才", "高新区。\n组织", "高新区。组织", "引进高层次人才"},
		{"its line gets another number", "保护知识产权", "一是保护", "二是保护", "保护知识产权"},
		{"the number is in it", "一是保护知识产权", "一是保护", "（三）保护", "（三）保护知识产权"},
		{"its line moves", "按照三比三比四的比例", followed, "一、工作情况\n组织实施人才项目，引进高层次人才。教育厅调整学科专业布局。\n一是保护知识产权。建成昆明分中心。\n省科技厅按照三比三比四的比例出资，共同支持高新区。\n", "按照三比三比四的比例"},
		{"its sentence moves", "调整学科专业", followed, "一、工作情况\n教育厅调整学科专业布局。省科技厅按照三比三比四的比例出资，共同支持高新区。\n组织实施人才项目，引进高层次人才。\n一是保护知识产权。建成昆明分中心。\n", "调整学科专业"},
		{"a sentence moves in between its words", "引进高层次人才。教育厅调整", followed, "一、工作情况\n省科技厅按照三比三比四的比例出资，共同支持高新区。\n组织实施人才项目，引进高层次人才。建成昆明分中心。教育厅调整学科专业布局。\n一是保护知识产权。\n", "引进高层次人才。建成昆明分中心。教育厅调整"},
		{"all its words go", "三比三比四", "按照三比三比四的比例", "", "gone"},
		{"its line goes", "保护知识产权", "一是保护知识产权。建成昆明分中心。\n", "", "gone"},
		{"everything goes", "保护知识产权", followed, "", "gone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			old := Parse(followed, lead)
			text := followed
			if c.from != "" {
				text = strings.Replace(text, c.from, c.to, 1)
			}
			new := Retrace(old, text, editor)
			got := Follow(old, new, []Span{spanOf(t, old, c.words)})[0]
			words := new.Quote(got)
			if got.Gone {
				words = "gone"
			}
			if words != c.want {
				t.Errorf("got %q (%+v), want %q", words, got, c.want)
			}
			checkSpan(t, new, got)
		})
	}
}

// Where a span's words stood is known after they are gone, also later on.
func TestFollowGone(t *testing.T) {
	old := Parse(followed, lead)
	cut := Retrace(old, strings.Replace(followed, "人才项目，", "", 1), editor)
	gone := Follow(old, cut, []Span{spanOf(t, old, "人才项目")})
	if want := (Span{Place{2, 4}, Place{2, 4}, true}); gone[0] != want {
		t.Fatalf("got %+v, want %+v", gone[0], want)
	}
	later := Retrace(cut, "新的一行。\n"+cut.Text(), editor)
	if got := Follow(cut, later, gone)[0]; got != (Span{Place{3, 4}, Place{3, 4}, true}) {
		t.Errorf("a line later it stands at %+v", got)
	}
}

func checkSpan(t *testing.T, d Document, s Span) {
	t.Helper()
	if s != d.clamp(s) || s.Gone != (s.From == s.To) {
		t.Fatalf("%+v is not in the text of %d blocks", s, len(d.Blocks))
	}
}

// In a text without a repeated character it is plain where a span's words went: if
// they stay in their order they are all covered, and nothing else is that was
// there before.
func TestFollowAgreesWithTheScribe(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for round := range 120 {
		s := newScribe(random, unique())
		before := document(s.lines)
		spans := make([]Span, 12)
		for i := range spans {
			spans[i] = randomSpan(random, before)
		}
		moved := false
		for range 1 + random.IntN(4) {
			act := s.edit()
			moved = moved || strings.HasPrefix(act, "move")
		}
		after := document(s.lines)
		for i, got := range Follow(before, after, spans) {
			checkSpan(t, after, got)
			was, is := []rune(before.Quote(spans[i])), []rune(after.Quote(got))
			left := kept(was, after.Text())
			if got.Gone && len(left) > 0 || !got.Gone && len(left) == 0 && !slices.Contains(is, '。') {
				t.Fatalf("round %d: %q left of %q, yet %+v", round, string(left), string(was), got)
			}
			if covered := kept(left, string(is)); !moved && len(covered) != len(left) {
				t.Fatalf("round %d: of %q only %q is covered", round, string(left), string(covered))
			}
			if strays := kept(slices.DeleteFunc(is, func(r rune) bool { return slices.Contains(was, r) }), before.Text()); !moved && len(strays) > 0 {
				t.Fatalf("round %d: %q are covered that were outside", round, string(strays))
			}
		}
	}
}

// kept are the characters, stops and line ends left out, that stand in a text.
func kept(words []rune, text string) []rune {
	var out []rune
	for _, r := range words {
		if r >= 0x4F00 && strings.ContainsRune(text, r) {
			out = append(out, r)
		}
	}
	return out
}

func randomSpan(random *rand.Rand, d Document) Span {
	s := Span{}
	for s.From == s.To {
		s.From.Block = random.IntN(len(d.Blocks))
		s.To.Block = min(s.From.Block+random.IntN(2), len(d.Blocks)-1)
		s.From.At, s.To.At = random.IntN(60), random.IntN(60)
		s = d.clamp(s)
	}
	return s
}

func FuzzFollow(f *testing.F) {
	addSeeds(f, func(text string) {
		f.Add(text, strings.Replace(text, "工作", "业务", 1), uint8(3), uint8(9), uint8(1))
	})
	f.Add("一是\n2.\n", "2.\n一是\n", uint8(0), uint8(1), uint8(0))
	f.Fuzz(func(t *testing.T, text, edited string, from, length, blocks uint8) {
		old, new := Parse(text, lead), Parse(edited, editor)
		s := Span{From: Place{int(from) / 8, int(from)}, To: Place{int(from)/8 + int(blocks), int(from) + int(length)}}
		checkSpan(t, new, Follow(old, new, []Span{s})[0])
		if len(old.Blocks) > 0 {
			s = old.clamp(s)
		}
		same := Follow(old, old, []Span{s})[0]
		checkSpan(t, old, same)
		if got, want := strings.TrimSpace(strings.ReplaceAll(old.Quote(same), "\n", "")), strings.TrimSpace(strings.ReplaceAll(old.Quote(s), "\n", "")); got != want {
			t.Fatalf("in the same text %q became %q", want, got)
		}
	})
}
