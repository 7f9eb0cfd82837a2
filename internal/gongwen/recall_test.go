package gongwen

import (
	"strings"
	"testing"
)

const (
	longWords  = "联合高校院所建成跨境电商人才实训基地十二个，开设小语种课程四十门"
	otherWords = "组织专家逐县核查茶园面积并公布结果"
)

func contribution(text string, src Source) Document { return Parse(text, src) }

// What is new against the draft is looked for in earlier drafts and contributions.
func TestRetraceRemembers(t *testing.T) {
	earlier := draft()
	opinion := contribution("（一）实训基地\n"+longWords+"。\n"+otherWords+"。再办三期培训班。\n深入贯彻落实党的二十大精神，切实抓好落实。\n小标题", education)
	typed := func(more string) string { return draft().Text() + more + "\n" }
	cut := func(s string) Document { return Parse(strings.Replace(draft().Text(), s, "", 1), lead) }
	for _, c := range []struct {
		name   string
		old    Document
		text   string
		memory []Document
		want   string // the last line, or more of them
	}{
		{"a line is pasted", draft(), typed(longWords + "。"), []Document{opinion}, longWords + "。2\n"},
		{"a line is pasted under another number", draft(), typed("二是" + longWords + "。"), []Document{opinion}, "二是" + longWords + "。2\n"},
		{"a sentence is pasted behind typed words", draft(), typed("此外，我厅也做了工作。" + otherWords + "。"), []Document{opinion},
			"此外，我厅也做了工作。9" + otherWords + "。2\n"},
		{"a long stretch is pasted into a sentence", draft(), typed("据了解，教育部门已经" + longWords + "，成绩不小，值得肯定，望再接再厉。"), []Document{opinion},
			"据了解，教育部门已经9" + longWords + "2，成绩不小，值得肯定，望再接再厉。9\n"},
		{"a sentence but for its first words", draft(), typed("另外" + otherWords + "。"), []Document{opinion}, "另外9" + otherWords + "。2\n"},
		{"an official phrase is typed", draft(), typed("我厅深入贯彻落实党的二十大精神，加强统筹。"), []Document{opinion}, "我厅深入贯彻落实党的二十大精神，加强统筹。9\n"},
		{"a longer official phrase is typed", draft(), typed("以习近平新时代中国特色社会主义思想为指导，全面加强统筹。"),
			[]Document{contribution("以习近平新时代中国特色社会主义思想为指导，推进工作。", education)}, "以习近平新时代中国特色社会主义思想为指导，全面加强统筹。9\n"},
		{"a sentence that two departments have", draft(), typed("此外还有。" + otherWords + "。"),
			[]Document{opinion, contribution("某事。"+otherWords+"。另一事。", market)}, "此外还有。" + otherWords + "。9\n"},
		{"the editor has the line too", draft(), typed(longWords + "。"), []Document{opinion, contribution(longWords+"。", editor)}, longWords + "。9\n"},
		{"the editor has the stretch too", draft(), typed("新增：" + longWords + "。"), []Document{opinion, contribution("我厅也"+longWords+"。", editor)}, "新增：" + longWords + "。9\n"},
		{"a short heading is typed", draft(), typed("小标题"), []Document{opinion}, "小标题9\n"},
		{"a line comes back", cut("一是保护知识产权。建成昆明分中心。\n"), draft().Text(), []Document{earlier}, "一是保护知识产权。建成昆明分中心。3\n"},
		{"a short line comes back", contribution("教育厅调整学科专业布局。\n", market), "小标题\n教育厅调整学科专业布局。\n",
			[]Document{contribution("小标题\n教育厅调整学科专业布局。\n", education)}, "小标题2\n教育厅调整学科专业布局。3\n"},
		{"a word comes back", contribution("组织实施人才项目教育厅调整专业布局适应产业需要。末句。", education), "组织实施人才项目教育厅调整学科专业布局适应产业需要。末句改。",
			[]Document{contribution("组织实施人才项目教育厅调整学科专业布局适应产业需要。末句。", education)}, "组织实施人才项目教育厅调整学科专业布局适应产业需要。末句2改9。2\n"},
		{"a word comes where it was, but the words around it are another's", contribution("组织实施人才项目教育厅调整专业布局适应产业需要。末句。", lead), "组织实施人才项目教育厅调整学科专业布局适应产业需要。末句改。",
			[]Document{contribution("组织实施人才项目教育厅调整学科专业布局适应产业需要。末句。", education)}, "组织实施人才项目教育厅调整1学科9专业布局适应产业需要。末句1改9。1\n"},
		{"the last letter of a line that was typed", contribution(longWords, editor), longWords + "。\n", []Document{opinion}, longWords + "。9\n"},
		{"the newest draft counts", cut("一是保护知识产权。建成昆明分中心。\n"), draft().Text(),
			[]Document{contribution("一是保护知识产权。建成昆明分中心。", education), earlier}, "一是保护知识产权。建成昆明分中心。2\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := owners(Retrace(c.old, c.text, editor, c.memory...)); !strings.HasSuffix("\n"+got, "\n"+c.want) {
				t.Errorf("got\n%swant at the end\n%s", got, c.want)
			}
		})
	}
}

// Who types a co-handler's line by hand, a few characters a save, keeps it.
func TestRetraceOfALineTypedByHand(t *testing.T) {
	line := []rune(longWords + "。")
	opinion := contribution(string(line)+"\n另一行在后面。", education)
	for step := 1; step < 8; step++ {
		old := draft()
		memory := []Document{opinion}
		for n := step; n < len(line)+step; n += step {
			text := draft().Text() + string(line[:min(n, len(line))]) + "\n"
			memory = append([]Document{old}, memory...)
			old = Retrace(old, text, editor, memory...)
		}
		if got := owners(old); !strings.HasSuffix(got, "\n"+string(line)+"9\n") {
			t.Errorf("%d characters a save: got\n%s", step, got)
		}
	}
}
