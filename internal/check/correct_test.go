package check

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dafu/internal/reply"
)

// maxFalseAdvice is how many pieces of advice on correct writing are put up
// with. None of the errors may be wrong.
const maxFalseAdvice = 1

func correctTexts(t testing.TB) (all []string) {
	t.Helper()
	b, err := os.ReadFile("testdata/correct.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, strings.ReplaceAll(line, `\n`, "\n"))
		}
	}
	return all
}

// Wrong writing that the rules were not written from is found.
func TestWrongWritingIsFound(t *testing.T) {
	b, err := os.ReadFile("testdata/wrong.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		rule, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		id, _ := strconv.Atoi(rule)
		if text = strings.ReplaceAll(text, `\n`, "\n"); len(only(Run(Input{Text: text}), id)) == 0 {
			t.Errorf("rule %d does not find %q", id, text)
		}
	}
	if n < 60 {
		t.Errorf("%d texts", n)
	}
}

// On correct official writing no error is found, and hardly any advice given:
// each text by itself, and in a case.
func TestCorrectWritingIsLeftAlone(t *testing.T) {
	texts := correctTexts(t)
	if len(texts) < 300 {
		t.Fatalf("%d texts, want 300", len(texts))
	}
	errors, advice := 0, 0
	for _, text := range texts {
		for _, f := range Run(Input{Text: text}) {
			if f.Severity == Error {
				errors++
				t.Errorf("E%d on %q: %q: %s", f.Rule, text, f.Text, f.Message)
			} else {
				advice++
				t.Logf("W%d on %q: %q: %s", f.Rule, text, f.Text, f.Message)
			}
		}
	}
	t.Logf("%d correct texts: %d false errors, %d false advice", len(texts), errors, advice)
	if advice > maxFalseAdvice {
		t.Errorf("%d pieces of advice on correct writing, at most %d are put up with", advice, maxFalseAdvice)
	}
}

// Whole letters that paraphrase the recommendations they answer are as right in
// their cases as by themselves.
func TestCorrectLettersInTheirCases(t *testing.T) {
	body := func(full, short string) Body { return Body{Full: full, Short: short} }
	for subject, c := range map[string]Case{
		"四好农村路": {
			Session: "政协某某省第十三届委员会第二次会议", Number: "0562", Title: "关于加快推进“四好农村路”高质量发展的提案",
			Proposers: []reply.Proposer{{Name: "陈志远"}}, Lead: body("某某省交通运输厅", "省交通运输厅"),
			CoHandlers:      []CoHandler{{Body: body("某某省财政厅", "省财政厅")}, {Body: body("某某省自然资源厅", "省自然资源厅")}},
			Recommendations: []Recommendation{{Text: "加大农村公路建设资金投入"}, {Text: "健全农村公路管理养护长效机制"}},
		},
		"老旧小区改造": {
			Session: "某某市第十五届人民代表大会第三次会议", Number: "87", Title: "关于加强老旧小区改造后续管理的建议",
			Proposers: []reply.Proposer{{Name: "李红梅"}}, Lead: body("某某市住房和城乡建设局", "市住房城乡建设局"),
			Recommendations: []Recommendation{{Text: "引进专业物业服务企业"}, {Text: "建立老旧小区长效管理制度"}, {Text: "解决停车难问题"}},
		},
		"校园餐": {
			Session: "政协某某市第十四届委员会第三次会议", Number: "2024-136", Title: "关于深化校园餐改革 保障学生“舌尖上的安全”的提案",
			Proposers: []reply.Proposer{{Name: "致公党某某市委员会", Collective: true}}, Lead: body("某某市教育局", "市教育局"),
			CoHandlers:      []CoHandler{{Body: body("某某市市场监督管理局", "市市场监管局")}, {Body: body("某某市卫生健康委员会", "市卫生健康委")}},
			Recommendations: []Recommendation{{Text: "建立食材集中采购平台"}, {Text: "公开学校食堂账目"}, {Text: "完善校领导陪餐制度"}, {Text: "扩大智慧监管覆盖面"}},
		},
		"专精特新": {
			Session: "政协第十二届某某市委员会第四次会议", Number: "3046", Title: "关于支持专精特新企业发展的提案",
			Proposers: []reply.Proposer{{Name: "马建国"}, {Name: "赵文"}, {Name: "孙丽华"}}, Lead: body("某某新区管理委员会", "新区管委会"),
			Recommendations: []Recommendation{{Text: "出台专项扶持政策"}, {Text: "加强融资、用地、用工保障"}, {Text: "加大政府采购支持力度"}},
		},
	} {
		texts := correctTexts(t)
		i := slices.IndexFunc(texts, func(s string) bool { return strings.Contains(s, subject) && strings.Count(s, "\n") > 8 })
		if i < 0 {
			t.Fatalf("no letter about %s", subject)
		}
		c.HandlingClass, c.Publicity, c.TalksKnown = "B", reply.Open, true
		c.Talks = []reply.Talk{{Way: "座谈"}}
		for _, f := range Run(Input{Text: texts[i], Case: &c}) {
			if f.Severity == Error {
				t.Errorf("%s: E%d %q: %s", subject, f.Rule, f.Text, f.Message)
			}
		}
	}
}
