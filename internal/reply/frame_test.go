package reply

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

// Whatever the letter, with a case it is printed with one title, one 署名 and one
// date, and each of its lines is printed, or named as not printed, once.
func TestCorpusIsPrintedOnceAndNothingIsLost(t *testing.T) {
	files, err := filepath.Glob("../gongwen/testdata/parts/*.txt")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d letters, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		body := gongwen.Parse(string(text), gongwen.Source{})
		c := goodCase()
		lead := science
		for _, b := range body.Blocks {
			if b.Kind == gongwen.Signatory {
				lead.FullName = gongwen.Unstamped(b.Elements()[0].Text)
			}
		}
		f := FrameOf(AroundOf(c, lead, "", day(2024, 6, 7)), body)
		checkAccount(t, file, f)
		l := Compose(c, lead, body, "", day(2024, 6, 7))
		checkOnce(t, file, l)
		bare, f := Bare(body)
		checkAccount(t, file, f)
		if n := kinds(bare.Body)[gongwen.Title]; n > 1 {
			t.Errorf("%s: %d titles without a case", file, n)
		}
	}
}

// checkAccount: each line of the text is in one list of the frame.
func checkAccount(t *testing.T, file string, f Frame) {
	t.Helper()
	seen := make([]int, len(f.Body.Blocks))
	for _, i := range slices.Concat(f.Text, f.Notes, f.Enclosed) {
		seen[i]++
	}
	last := -1
	for _, e := range f.Typed {
		if e.Block != last && f.Body.Blocks[e.Block].Kind != gongwen.Closing {
			seen[e.Block]++
		}
		last = e.Block
	}
	for i, n := range seen {
		if n != 1 {
			t.Errorf("%s: %q is in %d lists", file, f.Body.Blocks[i].Text(), n)
		}
	}
}

func checkOnce(t *testing.T, file string, l gongwen.Letter) {
	t.Helper()
	n := kinds(l.Body)
	if n[gongwen.Title] != 1 || n[gongwen.Signatory] != 1 || n[gongwen.IssueDate] != 1 {
		t.Errorf("%s: %d titles, %d 署名, %d dates", file, n[gongwen.Title], n[gongwen.Signatory], n[gongwen.IssueDate])
	}
	for _, b := range l.Body.Blocks {
		if b.Kind.Foreign() || b.Kind.Text() && (gongwen.Same(b.Text(), l.Title()) || gongwen.Same(b.Text(), l.Signatory())) {
			t.Errorf("%s: %q is printed as text", file, b.Text())
		}
	}
}

func kinds(d gongwen.Document) map[gongwen.Kind]int {
	n := map[gongwen.Kind]int{}
	for _, b := range d.Blocks {
		n[b.Kind]++
	}
	return n
}

const fullText = `某省科学技术厅
某科提〔2024〕13号 签发人：王六
办理类别：A
对政协某省第十三届委员会第二次会议第0123号提案的答复
某某委员：
您提出的提案收悉，现答复如下：
已经做了一些工作。
此复。某省科学技术厅 2024年5月30日
联系人：张某 联系电话：0871-123456
（此件公开发布）
抄送：省政府督查室、省教育厅。
<!--EndFragment-->
`

// What is typed against the case is named with what is printed in its place.
func TestWhatIsTypedAgainstTheCaseIsNamed(t *testing.T) {
	c := goodCase()
	c.HandlingClass, c.Publicity, c.CopyTo = "B", Closed, []string{"省政府督查室"}
	c.Contact = Person{"战略规划处", "桂某", "63104060"}
	f := FrameOf(AroundOf(c, science, "某科提〔2024〕12号", day(2024, 5, 31)), gongwen.Parse(fullText, gongwen.Source{}))
	want := map[gongwen.Part]Fate{
		gongwen.PartLetterhead: Taken, gongwen.PartNumber: Against, gongwen.PartIssuer: Taken, gongwen.PartClass: Against,
		gongwen.PartTitle: Against, gongwen.PartSignatory: Taken, gongwen.PartDate: Against, gongwen.PartContact: Against,
		gongwen.PartPublicity: Against, gongwen.PartCopy: Against, gongwen.PartLeftover: Foreign,
	}
	for _, e := range f.Typed {
		if e.Fate != want[e.Part] {
			t.Errorf("%s %q: fate %d, want %d", e.Part, e.Text, e.Fate, want[e.Part])
		}
		if (e.Fate == Taken) != (e.Message() == "") {
			t.Errorf("%s %q: message %q", e.Part, e.Text, e.Message())
		}
		delete(want, e.Part)
	}
	if len(want) > 0 {
		t.Errorf("not seen: %v", want)
	}
}

// What the case does not know is taken from the text.
func TestWhatTheCaseDoesNotKnowIsTakenFromTheText(t *testing.T) {
	c := goodCase()
	c.HandlingClass, c.Publicity, c.CopyTo = "", "", nil
	l := Compose(c, science, gongwen.Parse(fullText, gongwen.Source{}), "", day(2024, 5, 31))
	if l.HandlingClass != "A" || l.Publicity != string(Open) || l.Issuer != "王六" || !slices.Equal(l.CopyTo, []string{"省政府督查室", "省教育厅"}) {
		t.Errorf("class %q, publicity %q, issuer %q, copies %q", l.HandlingClass, l.Publicity, l.Issuer, l.CopyTo)
	}
	if text := l.Body.Text(); !strings.Contains(text, "此复。\n某省科学技术厅\n2024年5月31日\n") {
		t.Errorf("composed:\n%s", text)
	}
	notes := FrameOf(AroundOf(c, science, "", calendar.Date{}), gongwen.Parse(fullText, gongwen.Source{})).Replacements()
	for _, word := range []string{"没有登记抄送单位", "成文日期为签发当日", "EndFragment"} {
		if !slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, word) }) {
			t.Errorf("no note says %q: %q", word, notes)
		}
	}
}

// A line of the text that says again what the frame prints is not printed again.
func TestALineThatRepeatsTheFrameIsNotPrintedAgain(t *testing.T) {
	c := goodCase()
	text := "某某委员：\n现答复如下。\n" + science.FullName + "\n我们还将继续努力，感谢您的关心。\n" + c.LetterTitle() + "。\n以上。\n" + science.FullName + "\n2024年5月31日\n"
	f := FrameOf(AroundOf(c, science, "", day(2024, 5, 31)), gongwen.Parse(text, gongwen.Source{}))
	twice := 0
	for _, e := range f.Typed {
		if e.Fate == Twice {
			twice++
		}
	}
	l := Compose(c, science, gongwen.Parse(text, gongwen.Source{}), "", day(2024, 5, 31))
	if printed := l.Body.Text(); twice == 0 || strings.Count(printed, science.FullName) != 1 || strings.Count(printed, c.LetterTitle()) != 1 {
		t.Errorf("%d lines are called doubled, printed:\n%s", twice, printed)
	}
}

// Two letters in one text: the first is taken, and it is said where the other begins.
func TestOfTwoLettersTheFirstIsTaken(t *testing.T) {
	one := "关于市政协五届三次会议第12号提案的答复\n某某委员：\n收悉。\n某市教育局\n2024年6月7日\n"
	two := strings.Replace(one, "12号", "13号", 1)
	l, f := Bare(gongwen.Parse(one+two, gongwen.Source{}))
	if l.Body.Text() != one || !f.SecondLetter(5) || f.SecondLetter(6) {
		t.Errorf("printed:\n%s", l.Body.Text())
	}
	if n := len(f.Unplaced()); n != 5 {
		t.Errorf("%d lines are named, want 5", n)
	}
}
