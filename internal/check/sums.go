package check

import (
	"fmt"
	"math"
)

var sumRules = []Rule{
	{
		ID: 24, Severity: Advice, Title: "分项之和与总数不符",
		About:  "列出的各项之和应等于总数；“等4个”前面列出的名称不能多于4个。",
		Source: "数据核对惯例；" + gb15834 + " 4.5",
		Wrong: texts(
			"共聚集单位325个，其中高校71所、企业145家、科研院所56个、其他单位51个。",
			"共有车位100个，其中地上30个、地下60个、其余20个。",
			"培训教师71人、校长45人、学生56人，共计180人。",
			"在甲县、乙县、丙县、丁县、戊县等4个县开展试点。",
			"建成甲、乙、丙、丁等三个中心。",
			"全年立项120项，其中重点项目39项、一般项目80项。",
		),
		Right: texts(
			"共聚集单位323个，其中高校71所、企业145家（其中民营中小企业73家）、科研院所56个、其他单位51个。",
			"共有单位323个，其中高校71所、企业145家。",
			"与缅甸、老挝、越南、柬埔寨等17个国家建立合作关系。",
			"在甲县、乙县、丙县、丁县等4个县开展试点。",
			"培训教师71人、校长45人、学生56人，共计172人。",
			"投入3.4亿元，其中中央资金1.2亿元、省级资金1.4亿元、其他资金8000万元。",
			"在工业、农业、教育、医疗等领域建成甲、乙等2个平台。",
			"共有党员100人，其中女性45人、35岁以下60人。",
		),
		find: findSums,
	},
}

func findSums(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind != 0 {
			continue
		}
		for j := 0; j+1 < len(b.r); j++ {
			switch b.r[j] {
			case '其':
				if b.r[j+1] == '中' && runeAt(b.r, j-1) != '（' && b.mask[j]&inFrame == 0 {
					s.partsBehind(b, j)
				}
			case '共', '合', '总':
				if w := anyAt(b.r, j, "共计", "合计", "总计", "共"); w != "" && j > 0 && b.r[j-1] == '，' {
					s.partsBefore(b, j, j+size(w))
				}
			case '等':
				s.namesBefore(b, j)
			}
		}
	}
}

// part is a number with the characters that it counts.
type part struct {
	figure
	unit rune
}

// counted returns the number with a classifier at f, and whether it has one.
func counted(r []rune, f figure) (part, bool) {
	u := runeAt(r, f.to)
	return part{f, u}, u != 0 && oneOf(u, "个家所项名人件台辆户处条元亩座万亿批支公吨")
}

// partsBehind compares the total before “，其中” with the parts behind it.
func (s *scan) partsBehind(b *block, at int) {
	total, ok := lastCount(b.r, at)
	if !ok {
		return
	}
	var sum float64
	var n, end int
	rest := false
	for i := at + 2; i < len(b.r) && i-at < 200; i++ {
		if oneOf(b.r[i], clauseMarks) {
			break
		}
		if b.mask[i]&(inParen|inFrame) != 0 {
			continue
		}
		if b.r[i] == '其' && (runeAt(b.r, i+1) == '他' || runeAt(b.r, i+1) == '余') {
			rest = true
		}
		if b.r[i] == '共' || b.r[i] == '比' || b.r[i] == '新' || b.r[i] == '等' {
			return // another total, or a comparison
		}
		if f, isNumber := figureAt(b.r, i); isNumber {
			p, isCount := counted(b.r, f)
			if !isCount || p.unit == '元' != (total.unit == '元') {
				return
			}
			sum += p.value
			n++
			end = p.to + 1
			i = f.to - 1
		}
	}
	off := math.Abs(sum - total.value)
	near := off <= math.Max(2, total.value*0.05) && n > 1
	if n < 2 || off < 1e-6*math.Max(1, total.value) || !rest && !near {
		return
	}
	s.find(b, total.from, end, nil, "各项之和是%s，与总数%s不符", plain(sum), plain(total.value))
}

// lastCount returns the last counted number before i in the same sentence: the
// total, if nothing but a comma stands between.
func lastCount(r []rune, i int) (part, bool) {
	j := i - 1
	if j < 0 || r[j] != '，' && r[j] != '（' {
		return part{}, false
	}
	from := j
	for from > 0 && j-from < 30 && !oneOf(r[from-1], clauseMarks+"，、") {
		from--
	}
	all := figures(r[from:j])
	if len(all) == 0 {
		return part{}, false
	}
	f := all[len(all)-1]
	f.from, f.digits, f.to = f.from+from, f.digits+from, f.to+from
	return counted(r, f)
}

// partsBefore compares 71人、45人、56人，共计172人.
func (s *scan) partsBefore(b *block, at, from int) {
	if runeAt(b.r, from) == '有' {
		from++
	}
	f, ok := figureAt(b.r, from)
	if !ok {
		return
	}
	total, ok := counted(b.r, f)
	if !ok {
		return
	}
	begin := at - 1
	for begin > 0 && at-begin < 120 && !oneOf(b.r[begin-1], clauseMarks+"，：") {
		begin--
	}
	var sum float64
	n, commas := 0, 0
	for i := begin; i < at-1; i++ {
		if b.r[i] == '、' {
			commas++
		}
		if one, isNumber := figureAt(b.r, i); isNumber {
			p, isCount := counted(b.r, one)
			if !isCount || p.unit != total.unit {
				return
			}
			sum += p.value
			n++
			i = one.to - 1
		}
	}
	if n < 2 || commas != n-1 || math.Abs(sum-total.value) < 1e-6*math.Max(1, total.value) {
		return
	}
	s.find(b, begin, total.to+1, nil, "各项之和是%s，与总数%s不符", plain(sum), plain(total.value))
}

// verbs part a list from what stands before it: behind one, names begin anew.
var verbs = []string{"建成", "建设", "打造", "设立", "支持", "开展", "推进", "完成", "引进", "培育", "组建", "覆盖", "领域", "方面", "成立", "争取", "申报", "获批"}

// namesBefore counts the names of a list that ends in 等4个.
func (s *scan) namesBefore(b *block, at int) {
	n, to := countAt(b.r, at+1)
	if n < 2 || n > 60 || to == at+1 || !oneOf(runeAt(b.r, to), "个家所项名座县市州省区种类方") || runeAt(b.r, to) == 0 || b.mask[at]&inFrame != 0 {
		return
	}
	names, from := 1, at
	for from > 0 && at-from < 300 && !oneOf(b.r[from-1], clauseMarks+"，：等与") {
		from--
		if b.mask[from]&(inParen|inFrame) != 0 {
			continue
		}
		if names > 1 && anyAt(b.r, from, verbs...) != "" {
			if verbInside(b.r, from) {
				break
			}
		}
		if b.r[from] == '、' {
			names++
		}
	}
	if names > n {
		s.find(b, from, to+1, nil, "%s", fmt.Sprintf("前面列出了%d个以上名称，与“等%s”不符", names, string(b.r[at+1:to+1])))
	}
}

// verbInside tells whether a verb at i stands behind another comma of the list.
func verbInside(r []rune, i int) bool {
	for j := i; j > 0 && i-j < 12; j-- {
		if r[j] == '、' {
			return true
		}
	}
	return false
}
