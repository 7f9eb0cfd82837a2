package gongwen

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSalutation is how long the salutation of many can be, in characters:
// forty names of three characters with their marks, and some more.
const maxSalutation = 400

// dateShape tells how much a line is a date: 9 for a whole one, 6 for one in
// another form, 4 for one that is not complete, 0 for none. Wrong dates are
// dates: 2023531, 2024年6月, 2024年2月30日.
func dateShape(line string) int {
	line = strings.TrimSuffix(line, "盖章")
	for _, label := range []string{"日期:", "答复日期:", "时间:"} {
		line = strings.TrimPrefix(line, label)
	}
	if line == "" || len(line) > 60 {
		return 0
	}
	if y, rest, ok := strings.Cut(line, "年"); ok && dateDigits(y, 2, 4) {
		return dateBehindYear(y, rest)
	}
	switch n := digitsOf(line); {
	case n == len(line) && (n == 7 || n == 8) && strings.HasPrefix(line, "20"):
		return 6
	case len(line) >= 6 && len(line) <= 10 && n >= 5 && strings.HasPrefix(line, "20") && strings.Trim(line, "0123456789-./") == "":
		return 6
	}
	return 0
}

func dateBehindYear(y, rest string) int {
	m, d, ok := strings.Cut(rest, "月")
	if !ok {
		return 0
	}
	whole := strings.HasSuffix(d, "日") || strings.HasSuffix(d, "号")
	d = strings.TrimSuffix(strings.TrimSuffix(d, "日"), "号")
	switch {
	case !dateDigits(m, 0, 3) || !dateDigits(d, 0, 3):
		return 0
	case m != "" && d != "" && whole && utf8.RuneCountInString(y) == 4:
		return 9
	case m == "" && d == "" && !whole:
		return 4
	}
	return 6
}

// dateDigits tells whether s is least to most figures as dates have them, be
// they circles and letters that were taken for zero.
func dateDigits(s string, least, most int) bool {
	n := 0
	for _, r := range s {
		if !strings.ContainsRune("0123456789〇○零一二三四五六七八九十廿卅OoΟ×X_*", r) {
			return false
		}
		n++
	}
	return n >= least && n <= most
}

// tailDate is the date at the end of a line, or "".
func tailDate(line string) string {
	i := strings.LastIndex(line, "年")
	if i < 0 || !strings.HasSuffix(line, "日") && !strings.HasSuffix(line, "月") && !strings.HasSuffix(line, "号") {
		return ""
	}
	from := i
	for n := 0; from > 0 && n < 4; n++ {
		r, size := utf8.DecodeLastRuneInString(line[:from])
		if !dateDigits(string(r), 1, 1) {
			break
		}
		from -= size
	}
	return line[from:]
}

// numberShape tells how much a line is a 发文字号: some characters, a year in
// brackets, a number, 号; then nothing, or the 签发人 or the class.
func numberShape(line string) int {
	line = strings.TrimPrefix(strings.TrimPrefix(line, "文号:"), "发文字号:")
	open := strings.IndexAny(line, "〔[(【〈《")
	if open <= 0 || open > 60 || longer(line, 60) {
		return 0
	}
	_, size := utf8.DecodeRuneInString(line[open:])
	end := open + size
	from := end
	for end < len(line) && line[end] >= '0' && line[end] <= '9' {
		end++
	}
	if n := end - from; n != 4 && n != 2 {
		return 0
	}
	closing, size := utf8.DecodeRuneInString(line[end:])
	i := strings.Index(line, "号")
	if !strings.ContainsRune("〕])】〉》", closing) || i < end || i > end+size+24 || strings.ContainsAny(line[:open], ",。:;、“《") {
		return 0
	}
	switch rest := line[i+len("号"):]; {
	case rest == "":
		return 9
	case strings.HasPrefix(rest, "签发") || strings.HasPrefix(rest, "签批") || strings.HasPrefix(rest, "类别") || strings.HasPrefix(rest, "办理"):
		return 9
	case !longer(rest, 12) && !strings.ContainsAny(rest, "。;"):
		return 5
	}
	return 0
}

// people are what members are called behind their names.
var people = []string{"委员", "代表", "同志", "先生", "女士", "主委", "委员们", "代表们", "常委", "副主席", "主席"}

// collectives are what the names of collective proposers and of departments that
// are written to end with, beside those of bodies.
var collectives = []string{"省委", "市委", "县委", "区委", "州委", "支部", "界", "界别", "工商联", "委员会", "代表团", "小组", "活动组", "专委会", "促进会", "联合会", "总工会", "妇联", "团委", "侨联", "台联", "科协", "文联", "提案委", "总支", "基层委员会", "联谊会", "商会", "界别组", "履职小组", "代表小组", "代表组", "党组"}

// salutation tells how much a line is 称谓 or 主送: who is written to, as a rule
// with a colon behind. A greeting may follow on the line.
func salutation(line string) int {
	if longSalutation(line) {
		return 9
	}
	name := strings.TrimSuffix(strings.TrimSuffix(line, "您好!"), "你好!")
	name = strings.TrimSuffix(strings.TrimSuffix(name, "您好"), "你好")
	greeted := name != line
	for _, label := range []string{"提案人:", "提案者:", "主送:", "建议人:", "领衔代表:"} {
		if rest, ok := strings.CutPrefix(strings.TrimSuffix(name, ":"), label); ok && (hasTail(rest, people) || hasTail(rest, collectives)) {
			return 5
		}
	}
	called, colon := strings.CutSuffix(name, ":")
	if greeted {
		called = strings.TrimRight(name, ":,!")
	}
	called = strings.TrimPrefix(strings.TrimPrefix(called, "尊敬的"), "尊敬")
	called = strings.TrimSuffix(called, ",")
	if colon && (called == "委员" || called == "代表" || called == "各位委员" || called == "各位代表") {
		return 8
	}
	n := utf8.RuneCountInString(called)
	if n < 2 || n > maxSalutation || strings.ContainsAny(called, "。;!?:") || strings.HasSuffix(called, "如下") {
		return 0
	}
	list := strings.FieldsFunc(called, func(r rune) bool { return r == '、' || r == ',' || r == '和' || r == '及' })
	if len(list) == 0 {
		return 0
	}
	called = strings.TrimRight(called, ")")
	score := 0
	switch {
	case hasTail(called, people) && namesOnly(list):
		score = 7
	case hasTail(called, people) && n <= 30:
		score = 4
	case hasTail(called, collectives) && bodiesOnly(list):
		score = 5
	case n <= 40 && colon && publicBody(list[len(list)-1]) && bodiesOnly(list):
		score = 5
	case colon && n <= 20 && !greeted && !containsAny(called, ",", "如下", "现", "提出", "意见", "我们", "工作"):
		return 2 // anything short before a colon may be somebody
	default:
		return 0
	}
	if greeted || colon {
		return score + 2
	}
	if strings.ContainsAny(line, ",") || n > 60 {
		return 0
	}
	return score - 2
}

// namesOnly tells whether the parts of a list are short enough for names: with a
// district, a bracket, 等5位.
func namesOnly(list []string) bool {
	long := 0
	for _, s := range list {
		if n := utf8.RuneCountInString(s); n > 16 {
			return false
		} else if n > 8 {
			long++
		}
	}
	return long <= 1+len(list)/2
}

func bodiesOnly(list []string) bool {
	for _, s := range list {
		if utf8.RuneCountInString(s) > 26 {
			return false
		}
	}
	return true
}

func hasTail(s string, tails []string) bool {
	for _, t := range tails {
		if strings.HasSuffix(s, t) && len(s) > len(t) {
			return true
		}
	}
	return false
}

// bodies are the characters that the names of public bodies end with.
const bodies = "厅局委办府院会处室科社署部校司行台站馆队组所"

// bodyTails are what the names of public bodies end with, in more than one
// character.
var bodyTails = []string{"公司", "中心", "政府", "集团", "学校", "医院", "街道", "街道办事处", "工商联", "残联", "妇联", "管委会", "委员会", "联合社", "供销社", "总工会", "电视台", "派出所", "研究所", "事务所", "管理所", "银行", "大学", "学院", "乡", "镇", "协会", "文联", "科协", "档案馆", "园区", "开发区", "中学", "小学", "教育部", "公积金中心", "幼儿园"}

// publicBody tells whether a name ends as names of public bodies do.
func publicBody(name string) bool {
	if i := strings.LastIndex(name, "("); i > 0 && strings.HasSuffix(name, ")") {
		name = name[:i] // 省市场监管局（知识产权局）
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	return utf8.RuneCountInString(name) >= 3 && (strings.ContainsRune(bodies, last) || hasTail(name, bodyTails))
}

// whose are the words that a body's name has as a rule: whose body it is.
const whose = "省市县区州盟旗镇乡国"

// bodySure tells how sure it is that a line is the name of a public body: 0 to 3.
func bodySure(name string) int {
	n := utf8.RuneCountInString(name)
	if n < 3 || n > maxSignatory || strings.ContainsAny(name, ",、:;。“”《》!?") || !publicBody(name) || strings.ContainsFunc(name, unicode.IsDigit) {
		return 0
	}
	switch i := strings.IndexAny(name, whose); {
	case i > 0 && i < len(name)-4 && i <= 24, strings.HasPrefix(name, "国家"), strings.HasPrefix(name, "中共"), strings.HasPrefix(name, "中华"), strings.Contains(name, "人民政府"):
		return 3
	case i == 0:
		return 2 // 市教育局
	}
	return 1
}

// stamps are what stands in brackets behind a 署名.
var stamps = []string{"(盖章)", "(公章)", "(印章)", "(章)", "(单位盖章)", "(单位公章)", "(代章)", "[盖章]", "【盖章】", "(印)", "(签章)", "(加盖公章)", "盖章"}

// signatureShape tells how much a line is a 署名: the name of a body, or of
// several, with a stamp's place and perhaps the date behind.
func signatureShape(line string) int {
	if longer(line, 2*maxSalutation/5) {
		return 0
	}
	score, name := 0, line
	for range 4 {
		for _, label := range []string{"单位(盖章):", "单位盖章:", "(盖章):", "答复单位:", "落款:", "署名:", "承办单位(盖章):", "承办单位:", "单位:", "答复单位(盖章):", "主办单位(盖章):"} {
			if rest, ok := strings.CutPrefix(name, label); ok {
				name, score = rest, 2
			}
		}
		for _, stamp := range stamps {
			if rest, ok := strings.CutSuffix(name, stamp); ok {
				name, score = rest, 4
			}
		}
		if d := tailDate(name); d != "" && dateShape(d) > 0 {
			name, score = strings.TrimSuffix(name, d), max(score, 2)
		}
	}
	if name == "" {
		return max(score, 3) - 3 // （盖章） alone; a date alone is a date
	}
	for _, stamp := range stamps {
		name = strings.ReplaceAll(name, stamp, "、")
	}
	best := 3
	all := strings.FieldsFunc(name, func(r rune) bool { return r == '、' })
	for _, one := range all {
		best = min(best, bodySure(one))
	}
	switch {
	case len(all) == 0 || best == 0 && score < 4:
		return max(score-2, 0)
	case best == 0:
		return score
	}
	return 2 + best + score
}

// letterheadShape tells how much a line is 发文机关标志.
func letterheadShape(line string, n int) int {
	name := strings.TrimSuffix(strings.TrimSuffix(line, "(函)"), "文件")
	name = strings.TrimSuffix(name, "函")
	sure := bodySure(strings.ReplaceAll(name, "、", ""))
	switch {
	case n > maxSignatory+10 || sure == 0:
		return 0
	case name != line:
		return 3 + sure
	}
	return 1 + sure
}

// figure tells whether r is a figure as dates and amounts have them.
func figure(r rune) bool {
	return digit(r) >= 0 || strings.ContainsRune("〇○零一二三四五六七八九十", r)
}
