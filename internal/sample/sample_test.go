package sample

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

var today = calendar.Date{Year: 2031, Month: time.September, Day: 4}

// parts parses the lead's text and takes the opinions apart, as the service
// does with cases in the database.
func parts(m Material) (gongwen.Document, []merge.Entry, map[string]int64) {
	ids := map[string]int64{}
	var entries []merge.Entry
	for i, d := range m.File.Departments {
		ids[d.ShortName] = int64(i + 1)
		for _, o := range m.Opinions {
			if o.Department == d.FullName {
				entries = append(entries, merge.Entries(reply.Contribution{DepartmentID: int64(i + 1), Revision: 1, Opinion: o.Opinion})...)
			}
		}
	}
	return gongwen.Parse(m.Lead, gongwen.Source{Department: 1}), entries, ids
}

func TestPlacementsFindTheirPlaces(t *testing.T) {
	for name, m := range map[string]Material{"real": Real(), "invented": Invented(today)} {
		t.Run(name, func(t *testing.T) {
			body, entries, ids := parts(m)
			if len(entries) != 7 || len(m.Placements) != 7 {
				t.Fatalf("%d entries, %d placements, want 7 each", len(entries), len(m.Placements))
			}
			for _, p := range m.Placements {
				if _, err := p.Find(entries, body, ids); err != nil {
					t.Errorf("%s: %v", p.Entry, err)
				}
			}
		})
	}
}

func TestPlacementsGiveThePublishedLetterBack(t *testing.T) {
	m := Real()
	body, entries, ids := parts(m)
	var all []merge.Insertion
	for _, p := range m.Placements {
		one, err := p.Find(entries, body, ids)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	merged, err := merge.Merge(body, all)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(merged.Text(), "\n")
	for i, want := range strings.Split(gongwen.Parse(m.Printed, gongwen.Source{}).Text(), "\n") {
		if i >= len(got) || got[i] != want {
			t.Fatalf("line %d differs: want %q", i+1, want)
		}
	}
}

// Names of the real case: places, bodies, people, companies, schools, policies.
var realNames = []string{
	"云南", "滇", "昆明", "楚雄", "玉溪", "文山", "曲靖", "腾冲", "澜湄", "湄公", "崖州", "云锡", "驰宏", "贵研", "锡业", "中国铜业",
	"武汉", "上海", "西安", "湖南", "香港", "中国农业", "热带", "宝藤", "均和", "光谷", "中国科学院", "中科院",
	"杨建林", "桂宝艳", "习近平", "63104060", "0871", "云科", "云教", "云市监", "GMS", "RCEP", "南亚", "东盟", "金砖",
	"缅甸", "老挝", "越南", "柬埔寨", "尼泊尔", "巴基斯坦", "新加坡", "日本", "韩国", "欧洲", "长三角", "京津冀", "大湾区", "成渝",
	"十三届", "29条", "13条", "兴滇", "每月一促", "达沃斯", "十四五", "2024", "2023", "2021", "2020",
}

func TestInventedCaseNamesNobodyReal(t *testing.T) {
	m := Invented(today)
	all, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range realNames {
		if i := strings.Index(string(all), name); i >= 0 {
			t.Errorf("%s is still there: …%s", name, string(all)[i:min(i+90, len(all))])
		}
	}
}

// The list above is worth nothing if its names do not occur in the real case.
func TestRealNamesOccurInTheRealCase(t *testing.T) {
	all, err := json.Marshal(Real())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range realNames {
		if !strings.Contains(string(all), name) {
			t.Errorf("%s does not occur in the real case", name)
		}
	}
}

func TestEverySubstitutionIsNeeded(t *testing.T) {
	all := Real()
	text := all.Printed + all.Lead + read("case.json") + read("cohandler-jiaoyuting.txt") + read("cohandler-shichangjianguanju.txt")
	for _, p := range substitutions() {
		if !strings.Contains(text, p[0]) {
			t.Errorf("%q occurs nowhere", p[0])
		}
		if p[1] == "" {
			t.Errorf("%q has nothing to stand for it", p[0])
		}
	}
}

func TestInventedCaseIsAsLongAndOfToday(t *testing.T) {
	r, m := Real(), Invented(today)
	was, is := utf8.RuneCountInString(r.Lead), utf8.RuneCountInString(m.Lead)
	if is < was*95/100 || is > was*105/100 {
		t.Errorf("the lead's text has %d characters, the real one %d", is, was)
	}
	if !strings.Contains(m.Lead, "2031年,重点推进") || !strings.Contains(m.Opinions[1].Opinion.Status, "截至2031年2月") {
		t.Error("the years are not those around today")
	}
	for _, o := range m.Opinions {
		if err := reply.CheckOpinion(o.Opinion, true); err != nil {
			t.Errorf("%s: %v", o.Department, err)
		}
	}
	if got := m.File.Reply.Contact.Phone; got != "0800-0000001" || !reply.IsPhone(got) {
		t.Errorf("phone %q", got)
	}
}

func TestYearsBeforeMarchLookBack(t *testing.T) {
	m := Invented(calendar.Date{Year: 2031, Month: time.January, Day: 31})
	if !strings.Contains(m.Opinions[1].Opinion.Status, "截至2030年2月") {
		t.Error("the text tells of a February that is still to come")
	}
}

func TestEveryAccountHasItsDepartment(t *testing.T) {
	for name, m := range map[string]Material{"real": Real(), "invented": Invented(today)} {
		known := map[string]bool{}
		for _, d := range append(m.Registry, m.File.Departments...) {
			known[d.FullName] = true
		}
		for _, a := range m.Accounts {
			if !known[a.Department] {
				t.Errorf("%s: %s belongs to %s, which is not there", name, a.Login, a.Department)
			}
		}
	}
}
