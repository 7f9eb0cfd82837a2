package check

import (
	"strings"

	"dafu/internal/gongwen"
)

var leftoverRules = []Rule{
	{
		ID: 33, Severity: Error, Title: "占位文字没有填写",
		About:  "××、待补、【…】、TODO等占位文字要填好或删去。",
		Source: "公文核稿惯例",
		Wrong: texts(
			"全省共有××个示范点。",
			"由XX市人民政府负责实施。",
			"投入资金（待补）万元。",
			"已建成【此处填写数量】个站点。",
			"TODO：补充数据。",
			"共完成____项任务。",
			"联系人：王建国，6310××××。",
			"具体情况待补充。",
			"会议于2024年×月×日召开。",
			"数量[待定]个，资金（）万元。",
			"开展“”活动，印发《》。",
			"感谢您的关心。\n领导签字：",
		),
		Right: texts(
			"标牌尺寸为3×4米。",
			"发放待补贴资金3.4亿元。",
			"相关资料有待补充完善。",
			"面积为120×80×60毫米。",
			"第二十届运动会在我省举办。",
			"该区块链平台（XBRL）已上线。",
			"请某某省教育厅研究办理。",
			"落实领导签字背书制度。",
			"采用f(x)函数计算得分。",
		),
		find: findPlaceholders,
	},
	{
		ID: 38, Severity: Error, Title: "涉密标志",
		About:  "本系统不办理涉密事项，文中不得有密级标志。",
		Source: "《中华人民共和国保守国家秘密法》；GB/T 9704-2012 7.2.2",
		Wrong: texts(
			"秘密\n关于加强养老服务的答复",
			"机密★1年\n关于加强养老服务的答复",
			"绝密\n某某省教育厅",
			"本件为秘密★10年。",
			"★一年\n关于加强养老服务的答复",
			"秘 密★\n关于加强养老服务的答复",
		),
		Right: texts(
			"依法保护企业商业秘密。",
			"加强保密教育，严守国家秘密。",
			"评为五星级旅游景区。",
			"特急\n关于加强养老服务的答复",
			"涉及商业秘密、个人隐私的信息不予公开。",
		),
		find: findSecretMark,
	},
}

// pending are words that stand for something to come when nothing but a mark
// follows, or in brackets.
var pending = []string{"待补充", "待核实", "待填写", "待补", "待定", "待填", "待核", "略待"}

func findPlaceholders(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if emptyField(b) {
			s.find(b, 0, len(b.r), nil, "“%s”是表单的栏目，没有填写", string(b.r))
			continue
		}
		for j := 0; j < len(b.r); j++ {
			to := 0
			switch c := b.r[j]; {
			case c == '×', c == '╳', c == '✕':
				if to = runOf(b.r, j, "×╳✕", 2); to == 0 && dateCross(b.r, j) {
					to = j + 1
				}
			case c == '○' || c == '〇' && !hanAround(b.r, j):
				to = runOf(b.r, j, "○〇", 2)
			case c == '_' || c == '＿':
				to = runOf(b.r, j, "_＿", 2)
			case c == 'X' || c == 'x':
				to = crosses(b, j)
			case c == 'T' || c == 'F':
				to = marker(b, j)
			case c == '待':
				to = pendingAt(b.r, j)
			case c == '【':
				to = bracketed(b.r, j)
			case c == '（' || c == '(' || c == '“' || c == '《' || c == '[':
				to = emptyPair(b.r, j)
			case c == '此':
				if w := anyAt(b.r, j, "此处填写", "此处插入", "此处补充", "此处添加", "此处待"); w != "" {
					to = j + size(w)
				}
			}
			if to > j && b.mask[j]&inURL == 0 {
				s.find(b, j, to, nil, "占位文字“%s”没有填写", string(b.r[j:to]))
				j = to - 1
			}
		}
	}
}

// hanAround tells 二〇二四 from a row of circles.
func hanAround(r []rune, i int) bool {
	return hanDigit(runeAt(r, i-1)) > 0 || hanDigit(runeAt(r, i+1)) > 0
}

// runOf returns where a run of at least n of the characters ends, or 0.
func runOf(r []rune, i int, set string, n int) int {
	to := i
	for to < len(r) && oneOf(r[to], set) {
		to++
	}
	if to-i < n {
		return 0
	}
	return to
}

// crosses finds XX beside Han: XX市, 第XX号; not within a word of Latin.
func crosses(b *block, i int) int {
	before := runeAt(b.r, i-1)
	if before == 'X' || before == 'x' {
		return 0 // a row is looked at once, from its head
	}
	to := runOf(b.r, i, "Xx", 2)
	after := runeAt(b.r, max(to, 0))
	if to == 0 && dateCross(b.r, i) {
		return i + 1
	}
	if to == 0 || isAlnum(before) || isAlnum(after) || b.mask[i]&inURL != 0 || !isHan(before) && !isHan(after) {
		return 0
	}
	return to
}

// dateCross tells the single cross of ×月×日.
func dateCross(r []rune, i int) bool {
	before, after := runeAt(r, i-1), runeAt(r, i+1)
	return (after == '月' || after == '日') && (before == '年' || before == '月' || before == 0 || oneOf(before, "，。于在（"))
}

func marker(b *block, i int) int {
	w := anyAt(b.r, i, "TODO", "FIXME", "TBD")
	if w == "" || isAlnum(runeAt(b.r, i-1)) || isAlnum(runeAt(b.r, i+size(w))) || b.mask[i]&inURL != 0 {
		return 0
	}
	return i + size(w)
}

func pendingAt(r []rune, i int) int {
	w := anyAt(r, i, pending...)
	before := runeAt(r, i-1)
	if w == "" || before != 0 && oneOf(before, "有亟尚仍急需招等") {
		return 0
	}
	to := i + size(w)
	if after := runeAt(r, to); after == 0 || oneOf(after, "，。；、）】」！？]］") {
		return to
	}
	return 0
}

// emptyPair returns where a pair of marks ends that encloses nothing, or 0.
func emptyPair(r []rune, i int) int {
	shut := map[rune]rune{'（': '）', '(': ')', '“': '”', '《': '》', '[': ']'}[r[i]]
	to := i + 1
	for to < len(r) && to-i < 8 && r[to] == ' ' {
		to++
	}
	if runeAt(r, to) != shut {
		return 0
	}
	return to + 1
}

// signFields are lines of a form that somebody else fills in.
var signFields = []string{"领导签字", "负责人签字", "领导签发", "审核人", "拟稿人", "核稿人", "签字", "审批意见", "领导批示"}

// emptyField tells whether the line is the field of a form, with nothing in it.
func emptyField(b *block) bool {
	if len(b.r) > 12 {
		return false
	}
	text := strings.TrimRight(strings.TrimSpace(string(b.r)), "：: _＿")
	for _, w := range signFields {
		if text == w && b.r[len(b.r)-1] != '。' {
			return true
		}
	}
	return false
}

// bracketed returns where 【…】 ends; a year within is a wrong document number.
func bracketed(r []rune, i int) int {
	for to := i + 1; to < len(r) && to-i < 60; to++ {
		if r[to] == '】' {
			if _, end := digitsAt(r, i+1, 4); end == to && to > i+1 {
				return 0
			}
			return to + 1
		}
	}
	return 0
}

// headLines is how many lines of a letter can be its head.
// and maxHeadLine how many characters such a line can have.
const (
	headLines   = 6
	maxHeadLine = 30
)

func findSecretMark(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		apart := b.Kind == gongwen.Paragraph || b.Kind == gongwen.Leftover || b.Kind == gongwen.Urgency
		if star := index(b.r, 0, "★"); i < headLines && star >= 0 && len(b.r) < maxHeadLine && !contains(b.r, "密") && apart && !oneOf(b.r[len(b.r)-1], clauseMarks) {
			s.find(b, star, star+1, nil, "文件头部有密级标志的“★”，涉密事项不得在本系统办理")
		}
		for j := index(b.r, 0, "密"); j > 0; j = index(b.r, j+1, "密") {
			k := j - 1
			for k > 0 && (b.r[k] == ' ' || b.r[k] == '　') {
				k--
			}
			if !oneOf(b.r[k], "秘机绝") {
				continue
			}
			star := j + 1
			for star < len(b.r) && (b.r[star] == ' ' || b.r[star] == '　') {
				star++
			}
			alone := i < headLines && len(b.r) < maxHeadLine && strings.Trim(string(b.r[:k])+string(b.r[j+1:]), " 　") == ""
			if starred := runeAt(b.r, star); starred != 0 && oneOf(starred, "★☆＊*") || alone && apart {
				s.find(b, k, j+1, nil, "文中有密级标志“%c%c”，涉密事项不得在本系统办理", b.r[k], b.r[j])
			}
		}
	}
}
