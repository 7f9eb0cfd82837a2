package check

import "fmt"

var amountRules = []Rule{
	{
		ID: 21, Severity: Advice, Title: "大数写法不统一",
		About:  "同一篇文章里，大数的写法（10000、10,000、1万）要统一。",
		Source: gb15835 + " 5.1.1",
		Wrong: texts(
			"安置12,000人，新增岗位30000个。",
			"安置12,000人，新增岗位3万个。",
			"投入34万元，其中中央资金50000元。",
			"覆盖10000户，惠及5万人。",
			"培训20,000人次，发放资料8万份。",
		),
		Right: texts(
			"安置1.2万人，新增岗位3万个。",
			"安置12000人，新增岗位30000个。",
			"安置12,000人，新增岗位30,000个。",
			"投入3.4亿元，登记合同12602份。",
			"提案编号13020780，投入3.4亿元。",
			"县道每公里补助10000元，乡道补助5000元。全省建成公路6万公里。",
			"共有机构1,246个，筛查18.3万人次。",
			"联系电话：63104060，投入3万元。",
		),
		find: findMixedThousands,
	},
	{
		ID: 22, Severity: Advice, Title: "约数重复", Fixable: true,
		About:  "“超”“近”“约”和“余”“多”“左右”只用一个。",
		Source: "行文惯例",
		Wrong: texts(
			"申请专利超100余件。",
			"带动就业近500余人。",
			"投资约3.4亿元左右。",
			"服务群众超百余次。",
			"约有200人左右参加。",
			"超过300多家企业入驻。",
		),
		Right: texts(
			"申请专利超100件。",
			"带动就业500余人。",
			"投资约3.4亿元。",
			"附近30余户居民受益。",
			"最近10余天没有降雨。",
			"依约支付20余万元。",
			"约谈企业10余家。",
			"高度超过3米，余下部分另行处理。",
		),
		find: findTwiceApproximate,
	},
	{
		ID: 23, Severity: Advice, Title: "同类数量写法不统一",
		About:  "同类数量，汉字和阿拉伯数字不要混用。",
		Source: gb15835 + " 4.3",
		Wrong: texts(
			"建成四个示范园区，另有4个示范园区在建。",
			"三家医院已开业，5家医院在建。",
			"新增3所学校，改造两所学校。",
			"培育了6个创新联合体。去年的四个创新联合体已见成效。",
			"五项措施已落实，其余7项措施正在推进。",
			"四个县和4个县。",
		),
		Right: texts(
			"建成4个示范园区，另有5个示范园区在建。",
			"建成一个示范园区，另有5个示范园区在建。",
			"坚持两个维护，建成2个示范园区。",
			"组建四个创新联合体，获批国家工程技术研究中心4个。",
			"第三次会议审议通过了3项议题。",
			"统筹推进三个层面工作，完成3个项目。",
		),
		find: findMixedCounts,
	},
}

var (
	beforeNumber = []string{"超过", "接近", "将近", "约有", "大约", "超", "近", "约", "逾"}
	notApprox    = []string{"附", "最", "邻", "亲", "临", "公", "契", "合", "条", "节", "预", "制", "依", "如", "大", "靠", "相", "新", "高", "赶", "反", "解", "特", "履", "违"}
)

// approximates tells the first characters of beforeNumber.
func approximates(r rune) bool {
	switch r {
	case '超', '近', '约', '逾', '接', '将', '大':
		return true
	}
	return false
}

// findTwiceApproximate looks behind 超, 近, 约 for a number with 余, 多 or 左右.
func findTwiceApproximate(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := 0; j < len(b.r); j++ {
			if !approximates(b.r[j]) || b.framed(j, j+1, inFrame) {
				continue
			}
			w := anyAt(b.r, j, beforeNumber...)
			if w == "" || size(w) == 1 && anyBefore(b.r, j, notApprox...) != "" {
				continue
			}
			s.approximate(b, j, size(w), w)
		}
	}
}

func (s *scan) approximate(b *block, at, n int, w string) {
	from := at + n
	to := from
	if f, ok := figureAt(b.r, from); ok {
		to = f.to
	} else if _, end := hanAt(b.r, from); end > from {
		to = end
		for to < len(b.r) && oneOf(b.r[to], "万亿") {
			to++
		}
	}
	if to == from {
		return
	}
	if c := runeAt(b.r, to); c == '余' || c == '多' && runeAt(b.r, to+1) != '媒' {
		s.find(b, at, to+1, b.edit(to, to+1, ""), "“%s”和“%c”意思重复，只用一个", w, c)
		return
	}
	if w == "超过" || w == "超" || w == "逾" {
		return
	}
	for i := to; i < len(b.r) && i-to < 8 && isHan(b.r[i]); i++ {
		if has(b.r, i, "左右") {
			s.find(b, at, i+2, b.edit(i, i+2, ""), "“%s”和“左右”意思重复，只用一个", w)
			return
		}
	}
}

// measure tells the classifiers that are compared; 年 and 次 count otherwise.
func measure(r rune) bool {
	switch r {
	case '个', '家', '所', '项', '名', '座', '件', '台', '辆', '户', '处', '条', '支', '批':
		return true
	}
	return false
}

// findMixedCounts compares 四个示范园区 with 4个示范园区: the same classifier with
// the same two characters behind.
func findMixedCounts(s *scan) {
	type place struct {
		b        *block
		from, to int
	}
	han, arabic := map[[3]rune]place{}, map[[3]rune]place{}
	var order [][3]rune
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		for j := b.head + 1; j+2 < len(b.r); j++ {
			if !measure(b.r[j]) || !isHan(b.r[j+1]) || b.framed(j, j+1, inFrame) {
				continue
			}
			key, to := [3]rune{b.r[j], b.r[j+1], b.r[j+2]}, j+3
			if oneOf(key[2], "和与及的在已均都等将是为有，。、；") {
				key[2], to = 0, j+2
			}
			into, from := han, j-1
			switch {
			case isDigit(b.r[j-1]):
				into = arabic
				for from > 0 && isDigit(b.r[from-1]) {
					from--
				}
				if v, _ := digitsAt(b.r, from, 2); v < 2 || runeAt(b.r, from-1) == '.' {
					continue
				}
			case hanDigit(b.r[j-1]) < 2 || from > 0 && (oneOf(b.r[from-1], "第十百千万之分") || hanDigit(b.r[from-1]) > 0):
				continue
			}
			if _, known := into[key]; !known {
				into[key] = place{b, from, to}
				order = append(order, key)
			}
		}
	}
	for _, key := range order {
		h, a := han[key], arabic[key]
		if h.b != nil && a.b != nil {
			s.find(h.b, h.from, h.to, nil, "这里写“%s”，别处写“%s”，数字写法宜统一", string(h.b.r[h.from:h.to]), string(a.b.r[a.from:a.to]))
			delete(han, key)
		}
	}
}

// plain writes a number as people do, without an exponent.
func plain(v float64) string { return fmt.Sprintf("%.10g", v) }
