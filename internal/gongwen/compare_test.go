package gongwen

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// redlined shows a comparison: [-deleted-], {+inserted+}, ¶ for a line end that
// changed, behind each piece its department; a line a block.
func redlined(all []Changed) string {
	var s strings.Builder
	for _, c := range all {
		for _, p := range c.Pieces {
			text, who := p.Text, ""
			if text == "\n" {
				if text = "¶"; p.Change == Kept {
					continue
				}
			}
			if p.Source.Department != 0 {
				who = fmt.Sprint(p.Source.Department)
			}
			switch p.Change {
			case Kept:
				s.WriteString(text + who)
			case Deleted:
				s.WriteString("[-" + text + who + "-]")
			case Inserted:
				s.WriteString("{+" + text + who + "+}")
			}
		}
		if c.MovedFrom >= 0 {
			fmt.Fprintf(&s, " from %d", c.MovedFrom)
		}
		if c.MovedTo >= 0 {
			fmt.Fprintf(&s, " to %d", c.MovedTo)
		}
		s.WriteByte('\n')
	}
	return s.String()
}

func TestCompare(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing changed", draft().Text(), "一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"a word", strings.Replace(draft().Text(), "昆明", "玉溪", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成3[-昆明3-]{+玉溪9+}分中心。3\n"},
		{"a number", strings.Replace(draft().Text(), "一是", "二是", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n[-一是-]{+二是+}保护知识产权。建成昆明分中心。3\n"},
		{"a line goes", strings.Replace(draft().Text(), "省科技厅按照三比三比四的比例出资。\n", "", 1),
			"一、工作情况1\n[-省科技厅按照三比三比四的比例出资。1-][-¶-]\n组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"a line comes", strings.Replace(draft().Text(), "一是", "新的一行。\n一是", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n{+新的一行。9+}{+¶+}\n一是保护知识产权。建成昆明分中心。3\n"},
		{"a line is split", strings.Replace(draft().Text(), "教育厅", "\n教育厅", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1{+¶+}\n教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"two lines are joined", strings.Replace(draft().Text(), "出资。\n", "出资。", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1[-¶-]组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"a line moves and gets another number", "一、工作情况\n二是保护知识产权。建成昆明分中心。\n省科技厅按照三比三比四的比例出资。\n组织实施人才项目。教育厅调整学科专业布局。\n",
			"一、工作情况1\n{+二是+}{+保护知识产权。建成昆明分中心。3+}{+¶+} from 3\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n[-一是-][-保护知识产权。建成昆明分中心。3-][-¶-] to 1\n"},
		{"a sentence is written anew", strings.Replace(draft().Text(), "按照三比三比四的比例出资", "与高新区共同拿出的资金比较有限", 1),
			"一、工作情况1\n省科技厅1[-按照三比三比四的比例出资1-]{+与高新区共同拿出的资金比较有限9+}。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"everything goes", "", "[-一、-][-工作情况1-][-¶-]\n[-省科技厅按照三比三比四的比例出资。1-][-¶-]\n[-组织实施人才项目。1-][-教育厅调整学科专业布局。2-][-¶-]\n[-一是-][-保护知识产权。建成昆明分中心。3-][-¶-]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := redlined(Compare(draft(), Retrace(draft(), c.text, editor)))
			if got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestCompareDoesNotShred(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"single characters left by chance", "建成国家平台九个。", "建成省级大台十七个。", "建成[-国家平台九-]{+省级大台十七+}个。\n"},
		{"two characters put in", "建成国家平台九个。", "建成国家级平台九十个。", "建成国家{+级+}平台[-九-]{+九十+}个。\n"},
		{"a date", "2023年5月底前完成。", "2024年6月底前完成。", "[-2023年5月-]{+2024年6月+}底前完成。\n"},
		{"a word between two others", "我厅将推进工作落实。", "我厅将开展工作部署。", "我厅将[-推进-]{+开展+}工作[-落实-]{+部署+}。\n"},
		{"clauses that were written anew", "加强组织领导，落实工作责任，完善体制机制。", "强化统一协调，压实各方职责，健全保障体系。",
			"[-加强组织领导-]{+强化统一协调+}，[-落实工作责任-]{+压实各方职责+}，[-完善体制机制-]{+健全保障体系+}。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := redlined(Compare(Parse(c.before, Source{}), Parse(c.after, Source{}))); got != c.want {
				t.Errorf("got  %swant %s", got, c.want)
			}
		})
	}
}

func TestCompareChangesUnitsAsAWhole(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"a number", "新增车位1200个。", "新增车位1300个。", "新增车位[-1200-]{+1300+}个。\n"},
		{"a decimal", "增长4.5个百分点。", "增长4.6个百分点。", "增长[-4.5-]{+4.6+}个百分点。\n"},
		{"a digit more", "新增12个。", "新增120个。", "新增[-12-]{+120+}个。\n"},
		{"a digit less", "新增120个。", "新增12个。", "新增[-120-]{+12+}个。\n"},
		{"a number is split", "投入1200万元。", "投入12万元，又投入00万元。", "投入[-1200万-]{+12万元，又投入00万+}元。\n"},
		{"a magnitude", "投入3万元。", "投入3亿元。", "投入[-3万-]{+3亿+}元。\n"},
		{"a percentage", "占36%以上。", "占36.5%以上。", "占[-36%-]{+36.5%+}以上。\n"},
		{"a number in characters", "百分之三十五以上。", "百分之四十五以上。", "[-百分之三十五-]{+百分之四十五+}以上。\n"},
		{"a telephone", "拨打0871-63100001。", "拨打0871-63100002。", "拨打[-0871-63100001-]{+0871-63100002+}。\n"},
		{"a day", "2024年5月31日印发。", "2024年5月30日印发。", "[-2024年5月31日-]{+2024年5月30日+}印发。\n"},
		{"a year in characters", "二〇二三年五月完成。", "二〇二四年五月完成。", "[-二〇二三年五月-]{+二〇二四年五月+}完成。\n"},
		{"a Latin word", "推广Wi-Fi覆盖。", "推广WiFi覆盖。", "推广[-Wi-Fi-]{+WiFi+}覆盖。\n"},
		{"an address", "见www.example.cn/a1。", "见www.example.cn/a2。", "见[-www.example.cn/a1-]{+www.example.cn/a2+}。\n"},
		{"a quoted title", "《停车场管理办法》已施行。", "《停车场管理条例》已施行。", "[-《停车场管理办法》-]{+《停车场管理条例》+}已施行。\n"},
		{"a department", "会同省教育厅推进。", "会同省科技厅推进。", "会同[-省教育厅-]{+省科技厅+}推进。\n"},
		{"a person of the case", "感谢欧阳明委员。", "感谢欧阳鸣委员。", "感谢[-欧阳明-]{+欧阳鸣+}委员。\n"},
		{"a word beside a number stays", "新增1200个车位。", "新建1200个车位。", "新[-增-]{+建+}1200个车位。\n"},
		{"the number of a heading is not one of the text", "1.2024年建成。", "2.2024年建成。", "[-1.-]{+2.+}2024年建成。\n"},
		{"a bracket that is not closed", "《停车场管理办法已施行。", "《停车场管理条例已施行。", "《停车场管理[-办法-]{+条例+}已施行。\n"},
		{"units on two lines", "新增12个。\n新增13个。", "新增12个。\n新增23个。", "新增12个。\n新增[-13-]{+23+}个。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := redlined(Compare(Parse(c.before, Source{}), Parse(c.after, Source{}), "欧阳明")); got != c.want {
				t.Errorf("got  %swant %s", got, c.want)
			}
		})
	}
}

func FuzzCompare(f *testing.F) {
	addSeeds(f, func(text string) {
		f.Add(text, strings.Replace(text, "工作", "业务", 1), uint8(5))
		f.Add(text, strings.Replace(text, "\n", "", 2), uint8(2))
	})
	f.Fuzz(checkCompare)
}

func checkCompare(t *testing.T, text, edited string, step uint8) {
	before := patchwork(Parse(text, lead), int(step)+1)
	after := Retrace(before, edited, editor)
	var was, is strings.Builder
	next := 0
	for _, c := range Compare(before, after) {
		if len(c.Pieces) == 0 || c.Block >= 0 && c.Block != next || c.Was >= len(before.Blocks) {
			t.Fatalf("line %+v, block %d is next", c, next)
		}
		if c.Block >= 0 {
			next++
		}
		gone := true
		for _, p := range c.Pieces {
			if p.Text == "" {
				t.Fatalf("an empty piece in %+v", c)
			}
			if p.Change != Inserted {
				was.WriteString(p.Text)
			}
			if p.Change != Deleted {
				is.WriteString(p.Text)
				gone = false
			}
		}
		if gone != (c.Block < 0) || c.MovedTo >= 0 && c.Block >= 0 || c.MovedFrom >= 0 && c.Block < 0 {
			t.Fatalf("a line that is gone and is not: %+v", c)
		}
	}
	if was.String() != before.Text() || is.String() != after.Text() || next != len(after.Blocks) {
		t.Fatalf("before %q\nis     %q\nafter  %q\nis     %q", before.Text(), was.String(), after.Text(), is.String())
	}
	for _, c := range Compare(after, after) {
		if !c.Same() {
			t.Fatalf("a text is not like itself: %+v", c)
		}
	}
}

func TestCompareRandomTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	for range 6000 {
		text := randomText(random, 60)
		from := random.IntN(len(text) + 1)
		to := from + random.IntN(len(text)-from+1)
		checkCompare(t, text, text[:from]+randomText(random, 12)+text[to:], uint8(random.IntN(9)))
		checkCompare(t, text, text[to:]+text[from:to]+text[:from], 3)
	}
}

// What Compare keeps is what the scribe kept, and each piece has the source of
// its words.
func TestCompareAgreesWithTheScribe(t *testing.T) {
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 23))
		s := newScribe(random, unique())
		before := document(s.lines)
		s.save()
		s.lines = slices.Clone(s.past[0])
		act := s.edit()
		after := document(s.lines)
		old := map[rune]Source{}
		for _, c := range inkedRuns(runsOf(before)) {
			old[c.r] = c.source
		}
		for _, c := range Compare(before, after) {
			for _, w := range c.Pieces {
				for _, r := range w.Text {
					src, there := old[r]
					if strings.ContainsRune("。\n一二三是（）", r) {
						continue
					}
					if w.Change != Inserted && !there || w.Change != Inserted && src != w.Source {
						t.Fatalf("seed %d, %s: %q is %v in %+v", seed, act, r, src, w)
					}
				}
			}
		}
	}
}

func runsOf(d Document) []Run {
	var all []Run
	for _, b := range d.Blocks {
		all = append(all, b.Runs...)
	}
	return all
}

func TestShares(t *testing.T) {
	d := Parse("杨建林委员：\n"+draft().Text()+"省科技厅\n2024年5月31日\n", lead)
	copy(d.Blocks[1:], draft().Blocks)
	d.Blocks[2].Runs[0].Text += " GMS 一"
	if got, want := fmt.Sprint(Shares(d)), "[{1 34} {3 15} {2 12}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := Shares(Document{}); got != nil {
		t.Errorf("an empty letter: %v", got)
	}
}

func TestSourceAt(t *testing.T) {
	d := draft()
	for _, c := range []struct {
		name          string
		block, offset int
		want          Source
		ok            bool
	}{
		{"a number", 3, 1, Source{}, false},
		{"the first word behind it", 3, 2, market, true},
		{"the last character of the first run", 2, 8, lead, true},
		{"the first of the second", 2, 9, education, true},
		{"behind the text", 2, 21, Source{}, false},
		{"before it", 2, -1, Source{}, false},
		{"no such block", 4, 0, Source{}, false},
		{"no such block either", -1, 0, Source{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := d.SourceAt(c.block, c.offset); got != c.want || ok != c.ok {
				t.Errorf("got %v, %v", got, ok)
			}
		})
	}
}
