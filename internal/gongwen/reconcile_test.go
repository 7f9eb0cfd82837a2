package gongwen

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

const three = "一、工作情况\n省科技厅制定规划，投入资金三亿元。建成平台九个。\n省教育厅调整学科专业，开设课程。\n"

func TestReconcile(t *testing.T) {
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(three) }
	for _, c := range []struct{ name, mine, theirs, want string }{
		{"two lines", change("九个", "十个"), change("开设课程", "开设新课"), change("九个", "十个", "开设课程", "开设新课")},
		{"two clauses of one line", change("制定规划", "修订规划"), change("三亿元", "四亿元"), change("制定规划", "修订规划", "三亿元", "四亿元")},
		{"the same change", change("九个", "十个"), change("九个", "十个"), change("九个", "十个")},
		{"the same change and others", change("九个", "十个", "制定", "修订"), change("九个", "十个", "课程", "新课"), change("九个", "十个", "制定", "修订", "课程", "新课")},
		{"a line is put in, another changed", change("省教育厅", "新的一行。\n省教育厅"), change("九个", "十个"), change("省教育厅", "新的一行。\n省教育厅", "九个", "十个")},
		{"a line is put in before one whose head is changed", change("省教育厅", "新的一行。\n省教育厅"), change("省教育厅", "市教育厅"), change("省教育厅", "新的一行。\n市教育厅")},
		{"one deletes a line, the other changes the next", change("省科技厅制定规划，投入资金三亿元。建成平台九个。\n", ""), change("省教育厅", "市教育厅"), "一、工作情况\n市教育厅调整学科专业，开设课程。\n"},
		{"one renumbers, the other changes the words", change("一、", "二、"), change("工作情况", "工作开展情况"), change("一、", "二、", "工作情况", "工作开展情况")},
		{"one moves a line, the other edits it", "一、工作情况\n省教育厅调整学科专业，开设课程。\n省科技厅制定规划，投入资金三亿元。建成平台九个。\n", change("课程", "新课", "九个", "十个"),
			"一、工作情况\n省教育厅调整学科专业，开设新课。\n省科技厅制定规划，投入资金三亿元。建成平台十个。\n"},
		{"one splits a line, the other edits both halves", change("建成", "\n建成"), change("三亿", "四亿", "九个", "十个"), change("建成", "\n建成", "三亿", "四亿", "九个", "十个")},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range []Reconciled{Reconcile(three, c.mine, c.theirs), Reconcile(three, c.theirs, c.mine)} {
				if r.Text != c.want || r.Conflicts != nil {
					t.Errorf("got\n%s%+v\nwant\n%s", r.Text, r.Conflicts, c.want)
				}
			}
		})
	}
}

func TestReconcileKeepsBothWhereChangesTouch(t *testing.T) {
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(three) }
	for _, c := range []struct{ name, mine, theirs, want string }{
		{"one word", change("九个", "十个"), change("九个", "八个"), "建成平台九个|建成平台十个|建成平台八个"},
		{"two words side by side", change("投入", "拿出"), change("资金", "经费"), "投入资金三亿元|拿出资金三亿元|投入经费三亿元"},
		{"a word in a line that goes", change("省教育厅调整学科专业，开设课程。\n", ""), change("课程", "新课"), "省教育厅调整学科专业，开设课程。\n||省教育厅调整学科专业，开设新课。\n"},
		{"two lines at one place", change("省教育厅", "我的一行。\n省教育厅"), change("省教育厅", "别人写的。\n省教育厅"), "|我的一行。\n|别人写的。\n"},
		{"words at the end", three + "我的", three + "别人的", "|我的|别人的"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Reconcile(three, c.mine, c.theirs)
			if r.Text != c.mine || len(r.Conflicts) != 1 {
				t.Fatalf("got\n%s%+v", r.Text, r.Conflicts)
			}
			k := r.Conflicts[0]
			if got := k.Base + "|" + k.Mine + "|" + k.Theirs; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := string([]rune(r.Text)[k.From:k.To]); got != k.Mine {
				t.Errorf("Text has %q there", got)
			}
		})
	}
}

// Both numbered a line anew, each to another number: that is less than a conflict
// about words.
func TestReconcileOfNumbers(t *testing.T) {
	const base = "一是甲事已办。\n二是乙事已办。\n三是丙事已办。\n"
	for _, c := range []struct{ name, mine, theirs, want string }{
		{"numbers", "四是丙事已办", "十一是丙事已办", "三是丙事已办/四是丙事已办/十一是丙事已办 true;"},
		{"a number and words, which are mine", "四是丁事已办", "十一是丙事已办", "三是/四是/十一是 true;"},
		{"numbers and words", "四是丁事已办", "十一是戊事已办", "三是/四是/十一是 true;丙事已办/丁事已办/戊事已办 false;"},
		{"a number that becomes words", "三丁是丙事已办", "四是丙事已办", "三是丙事已办/三丁是丙事已办/四是丙事已办 false;"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got strings.Builder
			for _, k := range Reconcile(base, strings.Replace(base, "三是丙事已办", c.mine, 1), strings.Replace(base, "三是丙事已办", c.theirs, 1)).Conflicts {
				fmt.Fprintf(&got, "%s/%s/%s %v;", k.Base, k.Mine, k.Theirs, k.Numbers)
			}
			if got.String() != c.want {
				t.Errorf("got %s, want %s", got.String(), c.want)
			}
		})
	}
}

// Theirs moves a line to where mine writes too: mine's word in that line must not
// end in a conflict only.
func TestReconcileOfAMoveIntoAConflict(t *testing.T) {
	const moves, last = "省教育厅调整学科专业，开设课程。\n", "省财政厅安排资金。\n省体育局建成场馆。\n"
	base := "一、工作情况\n省科技厅制定规划。\n" + last + moves
	mine := strings.NewReplacer("省科技厅", "市科技厅", "课程", "新课").Replace(base)
	r := Reconcile(base, mine, "一、工作情况\n"+moves+"区科技厅制定规划。\n"+last)
	if r.Text != mine || len(r.Conflicts) != 2 {
		t.Errorf("got\n%s%+v", r.Text, r.Conflicts)
	}
}

func FuzzReconcile(f *testing.F) {
	addSeeds(f, func(text string) {
		f.Add(text, strings.Replace(text, "工作", "业务", 1), strings.Replace(text, "。", "；", 2))
	})
	f.Add("甲\n乙丙丁戊己庚辛壬\n癸\n", "乙丙丁戊己庚辛壬\n甲\n癸\n", "甲\n乙丙丁午己庚辛壬\n癸\n")
	f.Fuzz(checkReconcile)
}

func checkReconcile(t *testing.T, base, mine, theirs string) {
	base, mine, theirs = strings.ToValidUTF8(base, "?"), strings.ToValidUTF8(mine, "?"), strings.ToValidUTF8(theirs, "?")
	r := Reconcile(base, mine, theirs)
	for _, c := range []struct{ got, want string }{
		{Reconcile(base, mine, base).Text, mine}, {Reconcile(base, base, theirs).Text, theirs}, {Reconcile(base, mine, mine).Text, mine},
	} {
		if c.got != c.want {
			t.Fatalf("got %q, want %q", c.got, c.want)
		}
	}
	all, end := r.Text, 0
	text := []rune(r.Text)
	for _, c := range r.Conflicts {
		if c.From < end || c.To < c.From || c.To > len(text) || string(text[c.From:c.To]) != c.Mine {
			t.Fatalf("conflict %+v in %q", c, r.Text)
		}
		if c.Mine == c.Theirs {
			t.Fatalf("no conflict: %+v", c)
		}
		all, end = all+c.Theirs, c.To
	}
	if lost := missing(mine, base, r.Text); lost != "" {
		t.Fatalf("%q of mine is lost\nbase %q\nmine %q\ntheirs %q\n%+v", lost, base, mine, theirs, r)
	}
	if lost := missing(theirs, base, all); lost != "" {
		t.Fatalf("%q of theirs is lost\nbase %q\nmine %q\ntheirs %q\n%+v", lost, base, mine, theirs, r)
	}
	turned := Reconcile(base, theirs, mine)
	if len(turned.Conflicts) != len(r.Conflicts) || len(r.Conflicts) == 0 && missing(turned.Text, "", r.Text)+missing(r.Text, "", turned.Text) != "" {
		t.Fatalf("base %q\nmine %q\ntheirs %q\n%+v\n%+v", base, mine, theirs, r, turned)
	}
}

// missing returns the characters that text has more often than base and that are
// not in found.
func missing(text, base, found string) string {
	count := counts(text)
	for _, s := range []string{base, found} {
		for _, r := range s {
			count[r]--
		}
		if s == base {
			for r := range count {
				count[r] = max(count[r], 0)
			}
		}
	}
	var lost strings.Builder
	for r, n := range count {
		if n > 0 {
			fmt.Fprintf(&lost, "%q×%d ", r, n)
		}
	}
	return lost.String()
}

func TestReconcileRandomTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 13))
	cut := func(text string) string {
		from := random.IntN(len(text) + 1)
		return text[:from] + randomText(random, 6) + text[from+random.IntN(min(len(text)-from, 12)+1):]
	}
	for range 6000 {
		base := strings.ToValidUTF8(randomText(random, 60), "")
		mine, theirs := base, base
		for range 1 + random.IntN(4) {
			mine, theirs = cut(mine), cut(theirs)
		}
		checkReconcile(t, base, mine, theirs)
	}
}

// Two scribes at one text: in a text that repeats nothing, each character of
// theirs is where it belongs, once, if there is no conflict.
func TestReconcileOfTwoScribes(t *testing.T) {
	clean := 0
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 17))
		s := newScribe(random, unique())
		base := s.text()
		s.save()
		s.lines = slices.Clone(s.past[0])
		s.edit()
		mine := s.text()
		s.lines = slices.Clone(s.past[0])
		s.edit()
		theirs := s.text()
		checkReconcile(t, base, mine, theirs)
		if r := Reconcile(base, mine, theirs); len(r.Conflicts) == 0 {
			clean++
			checkBothMade(t, base, mine, theirs, r.Text)
		}
	}
	t.Logf("%d of 300 pairs of edits go together without a conflict", clean)
	if clean < 285 {
		t.Errorf("only %d of 300", clean)
	}
}

// checkBothMade tells whether each character came and went as often as in both
// texts together, or as in each if they did the same.
func checkBothMade(t *testing.T, base, mine, theirs, got string) {
	t.Helper()
	inBase, inMine, inTheirs, inText := counts(base), counts(mine), counts(theirs), counts(got)
	for r := range counts(base + mine + theirs) {
		if strings.ContainsRune("。\n一二三是（）", r) {
			continue
		}
		b := inBase[r]
		m, o := inMine[r]-b, inTheirs[r]-b
		if n := inText[r]; n != b+m+o && (m != o || n != b+m) {
			t.Fatalf("%q stands %d times, in base %d, in mine %+d, in theirs %+d", r, n, b, m, o)
		}
	}
}

func counts(text string) map[rune]int {
	n := map[rune]int{}
	for _, r := range text {
		n[r]++
	}
	return n
}
