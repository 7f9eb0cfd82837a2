package check

import (
	"strings"

	"dafu/internal/gongwen"
)

var longSentence = "我们将进一步加强组织领导，健全工作机制，明确责任分工，细化任务清单，强化督促检查，完善考核评价，加大资金投入，优化资源配置，创新服务方式，拓宽服务渠道，提升服务能力，规范服务行为，改善服务环境，强化队伍建设，加强业务培训，提高专业水平，营造良好氛围，推动各项任务落地见效，更好满足人民群众的需要"

var sentenceRules = []Rule{
	{
		ID: 35, Severity: Advice, Title: "句子过长，段末缺标点，标点重复",
		About:  "一句话不宜超过120字；一段结束要有句末标点；标点不要重复。",
		Source: gb15834 + " 4.1；词表“阈值”",
		Wrong: texts(
			longSentence+"。",
			"感谢您对我省养老服务工作的关心和支持，我们将认真办理",
			"感谢您的关心。。",
			"感谢您的关心，。我们将认真办理。",
			"工作已经完成，，效果良好。",
			"我们将认真办理、。",
		),
		Right: texts(
			strings.Replace(longSentence, "，优化", "。优化", 1)+"。",
			"感谢您对我省养老服务工作的关心和支持，我们将认真办理。",
			"工作任务如下：",
			"他说：“大家都满意。”",
			"效果如何？！请您指正。",
			"省科技厅、省教育厅……共同推进。",
			"某某省教育厅办公室2024年5月31日印发",
		),
		find: findSentences,
	},
}

// minParagraph is from how many characters on a line must end with a mark.
const minParagraph = 20

func findSentences(s *scan) {
	limit := s.tables.threshold("句长", 120)
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph {
			continue
		}
		s.longSentences(b, limit)
		s.doubledMarks(b)
	}
	s.unended()
}

// longSentences counts the characters of every sentence, its marks and all.
func (s *scan) longSentences(b *block, limit int) {
	from := b.head
	for i := b.head; i <= len(b.r); i++ {
		if i < len(b.r) && !endsSentence(b.r[i]) {
			continue
		}
		to := min(i+1, len(b.r))
		if n := to - from; n > limit {
			s.find(b, from, to, nil, "这句话有%d字，超过%d字，宜断开", n, limit)
		}
		from = to
	}
}

func (s *scan) doubledMarks(b *block) {
	for i := 1; i < len(b.r); i++ {
		a, c := b.r[i-1], b.r[i]
		if !isMark(a) || !isMark(c) || !oneOf(a, "，、；。") || !oneOf(c, "，、；。：") || a == '。' && c != '。' && c != '，' && c != '、' && c != '；' {
			continue
		}
		s.find(b, i-1, i+1, nil, "标点“%c%c”重复", a, c)
	}
}

// unended finds paragraphs without a mark at their end. A text broken at every
// line has many: then it is one finding.
func (s *scan) unended() {
	var all []*block
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != gongwen.Paragraph || len(b.r) < minParagraph {
			continue
		}
		last := b.r[len(b.r)-1]
		if oneOf(last, "。！？；：…”’）》】—") || last < 0x7F || strings.HasSuffix(string(b.r), "印发") {
			continue
		}
		all = append(all, b)
	}
	if len(all) > 5 {
		b := all[0]
		f := s.find(b, len(b.r)-1, len(b.r), nil, "段末缺少句末标点%s", countNote(len(all)))
		f.Count = len(all)
		return
	}
	for _, b := range all {
		s.find(b, len(b.r)-1, len(b.r), nil, "段末缺少句末标点")
	}
}
