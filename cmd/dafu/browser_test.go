package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/sample"
)

// office is what the administrator sets up: accounts with a first password, in place
// of which everybody chooses an own one.
const (
	firstPassword  = "chu-ci 2031 yong"
	officePassword = "shi-yong 2024 mi"
)

func setUp(t *testing.T, first context.Context, s started, m sample.Material) {
	t.Helper()
	found := regexp.MustCompile(`guanli\s+(\S+)`).FindStringSubmatch(s.banner)
	if found == nil {
		t.Fatalf("no password in\n%s", s.banner)
	}
	admin := loggedIn(t, first, s.url, "guanli", found[1])
	for _, d := range m.File.Departments {
		admin.open("/registry/departments/new")
		admin.fill("full_name", d.FullName)
		admin.fill("short_name", d.ShortName)
		admin.fill("number_prefix", d.NumberPrefix)
		admin.press("保存")
		admin.sees(d.FullName)
	}
	for _, a := range m.Accounts {
		if a.Role == reply.Coordinator || a.Role == reply.Administrator {
			continue
		}
		admin.open("/registry/accounts/new")
		admin.fill("login", a.Login)
		admin.fill("name", a.Name)
		admin.choose("department", a.Department)
		admin.choose("role", string(a.Role))
		admin.choose("way", "自定")
		admin.fill("password", firstPassword)
		admin.press("保存")
		who := loggedIn(t, first, s.url, a.Login, firstPassword)
		who.sees("现在的密码是管理员设置的")
		who.fill("old", firstPassword)
		who.fill("new", officePassword)
		who.fill("repeat", officePassword)
		who.press("修改密码")
	}
}

// TestThreeDepartmentsMakeOneSignedLetter is the main job in a real browser on
// the real program: register, hand in twice, merge, sign off, download.
func TestThreeDepartmentsMakeOneSignedLetter(t *testing.T) {
	m := sample.Real()
	first := chromium(t)
	dir := t.TempDir()
	s := start(t, dir)
	setUp(t, first, s, m)
	today := calendar.On(time.Now())

	drafter := loggedIn(t, first, s.url, "keji.chengban", officePassword)
	registerCase(drafter, m, today)
	caseURL := drafter.path()

	for i, department := range []string{"shijian", "jiaoyu"} {
		who := loggedIn(t, first, s.url, department+".chengban", officePassword)
		handIn(who, caseURL, m.Opinions[i])
		approve(loggedIn(t, first, s.url, department+".fuze", officePassword), caseURL)
	}

	drafter.open(caseURL + "/draft")
	drafter.fill("text", m.Lead)
	drafter.press("保存并合并")
	place(drafter, m)
	drafter.press("合并到答复稿")
	mend(drafter, caseURL, today)
	drafter.open(caseURL + "/preview")
	drafter.seesPages()
	drafter.open(caseURL + "/countersign")
	drafter.press("送会签")
	for _, login := range []string{"shijian.fuze", "jiaoyu.fuze"} {
		who := loggedIn(t, first, s.url, login, officePassword)
		who.open(caseURL + "/countersign")
		who.press("同意会签")
		who.sees("已会签")
	}
	drafter.open(caseURL + "/preview")
	drafter.seesPages()
	drafter.press("送签")
	drafter.sees("等待")

	head := loggedIn(t, first, s.url, "keji.fuze", officePassword)
	head.sees("0123")
	head.open(caseURL + "/issue")
	head.sees("签发并用印")
	head.seesPages()
	head.press("签发并用印")
	head.sees("已签发")

	reader := loggedIn(t, first, s.url, "keji.chayue", officePassword)
	reader.open("/letters?q=" + "新质生产力")
	reader.sees(fmt.Sprintf("云科提〔%d〕1号", today.Year))
	file := reader.download(filepath.Join(dir, "down"))
	checkLetter(t, file, m, today)
	s.stop(t)
}

// mend puts right what 公文体检 finds wrong: the letter says that they talked with
// the member, and no talk is on record.
func mend(c *clerk, caseURL string, today calendar.Date) {
	c.t.Helper()
	c.open(caseURL)
	c.sees("体检错误：")
	c.sees("没有沟通记录")
	c.open(caseURL + "/check")
	c.sees("文中写了与委员、代表沟通，但没有沟通记录")
	c.open(caseURL)
	_ = ask[bool](c, "open the form", `(document.querySelector('form[action$="/talks"]').closest("details").open = true)`)
	c.fill("on", today.String())
	c.fill("way", "座谈")
	c.fill("with", "张某某")
	c.fill("outcome", "达成共识")
	c.press("记录沟通")
	c.sees("体检：0 错误")
}

func registerCase(c *clerk, m sample.Material, today calendar.Date) {
	c.t.Helper()
	f := m.File
	c.open("/cases/new")
	c.choose("kind", "提案")
	c.fill("body", f.Body)
	c.fill("number", f.Number)
	c.fill("title", f.Title)
	c.fill("proposers", f.Proposers[0].Name)
	c.fill("recommendations", strings.Join(f.Recommendations, "\n"))
	for _, name := range f.CoHandlers {
		c.choose("co_handlers", name)
	}
	c.fill("assigned_on", today.String())
	c.fill("reply_due", today.AddDays(-1).String())
	c.fill("co_handling_due", today.AddDays(28).String())
	c.choose("skeleton", "status-next-steps")
	c.choose("handling_class", f.Reply.HandlingClass)
	c.choose("publicity", string(f.Reply.Publicity))
	c.fill("copy_to", strings.Join(f.Reply.CopyTo, "\n"))
	c.fill("contact_office", f.Reply.Contact.Office)
	c.fill("contact_name", f.Reply.Contact.Name)
	c.fill("contact_phone", f.Reply.Contact.Phone)
	c.press("登记")
	c.sees("答复期限") // a due date in the past is refused, and nothing typed is lost
	if got := c.value("title"); got != f.Title {
		c.t.Fatalf("after a refusal the title is %q", got)
	}
	c.fill("reply_due", today.AddDays(92).String())
	c.press("登记")
	c.sees("请起草答复稿")
}

func handIn(c *clerk, caseURL string, o sample.Opinion) {
	c.t.Helper()
	c.sees("请报送会办意见")
	c.open(caseURL + "/draft")
	c.sees("不能")
	c.open(caseURL + "/opinion")
	c.fill("status", o.Opinion.Status)
	c.fill("next_steps", o.Opinion.NextSteps)
	c.fill("contact_office", o.Opinion.Contact.Office)
	c.fill("contact_name", o.Opinion.Contact.Name)
	c.fill("contact_phone", "电话不详")
	c.press("送负责人审核")
	c.sees("不像")
	if got := c.value("status"); got != o.Opinion.Status {
		c.t.Fatalf("after a refusal the status is %q", got)
	}
	c.fill("contact_phone", o.Opinion.Contact.Phone)
	c.press("送负责人审核")
	c.sees("已送本单位负责人审核")
}

// approve hands in what the drafter has sent to its own head.
func approve(c *clerk, caseURL string) {
	c.t.Helper()
	c.sees("承办人已送审")
	c.open(caseURL)
	c.press("审核会办意见")
	c.press("批准并报送")
	c.sees("已报送")
}

// place makes the choices of placements.json on the merge screen.
func place(c *clerk, m sample.Material) {
	c.t.Helper()
	shown := ask[[]struct{ Key, Department string }](c, "read the entries", `[...document.querySelectorAll('section.entry')].map(s =>
		({Key: s.querySelector('input[type=hidden]').value, Department: s.querySelector('.entry-from').innerText}))`)
	if len(shown) != len(m.Placements) {
		c.t.Fatalf("%d entries on the merge screen, want %d", len(shown), len(m.Placements))
	}
	ids := map[string]int64{}
	var entries []merge.Entry
	for _, one := range m.Opinions {
		for _, d := range m.File.Departments {
			if d.FullName != one.Department {
				continue
			}
			for _, row := range shown {
				if strings.Contains(row.Department, d.ShortName) {
					id, err := strconv.ParseInt(strings.SplitN(row.Key, ".", 2)[0], 10, 64)
					if err != nil {
						c.t.Fatal(err)
					}
					ids[d.ShortName] = id
				}
			}
			entries = append(entries, merge.Entries(reply.Contribution{DepartmentID: ids[d.ShortName], Revision: 1, Opinion: one.Opinion})...)
		}
	}
	draft := gongwen.Parse(m.Lead, gongwen.Source{})
	for _, p := range m.Placements {
		found, err := p.Find(entries, draft, ids)
		if err != nil {
			c.t.Fatal(err)
		}
		for n, row := range shown {
			if row.Key == fmt.Sprintf("%d.%d.%d", found.Entry.Department, found.Entry.Revision, found.Entry.Index) {
				c.choose(fmt.Sprintf("verdict-%d", n), "used")
				c.placeAt(n, fmt.Sprintf("%s:%d", found.Place.Kind, found.Place.After))
			}
		}
	}
}

var pageNumber = regexp.MustCompile(`(?m)^\s*— \d+ —\s*$`)

// checkLetter reads the file with others' tools: poppler for the text and for
// the signature.
func checkLetter(t *testing.T, file string, m sample.Material, today calendar.Date) {
	t.Helper()
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (Debian package: poppler-utils): %v", err)
	}
	printed := bare(pageNumber.ReplaceAllString(strings.ReplaceAll(string(text), "\f", "\n"), ""))
	printed = strings.ReplaceAll(printed, "样张·试用密钥签章，无效", "")
	want := gongwen.Widen(m.Printed)
	want = strings.Replace(want, "云南省科学技厅", "云南省科学技术厅", 1)
	want = bare(strings.Replace(want, "2024年5月31日\n", today.Han()+"\n", 1))
	if !strings.Contains(printed, want) {
		at := 0
		for at < len(want) && strings.Contains(printed, want[:at+1]) {
			at++
		}
		t.Errorf("the letter's text is not in the file; it parts at …%s", want[max(0, at-90):min(len(want), at+90)])
	}
	report, err := exec.CommandContext(t.Context(), "pdfsig", file).CombinedOutput()
	if err != nil && !strings.Contains(string(report), "Signature Validation") {
		t.Fatalf("pdfsig: %v: %s", err, report)
	}
	for _, line := range []string{"Signature is Valid.", "Total document signed"} {
		if !strings.Contains(string(report), line) {
			t.Errorf("pdfsig does not say %q:\n%s", line, report)
		}
	}
}

// bare is text without white space.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
