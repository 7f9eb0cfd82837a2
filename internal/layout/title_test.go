package layout

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

// titleLinesOf sets a title and returns its lines.
func titleLinesOf(t *testing.T, title string) []Line {
	t.Helper()
	l := gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{{Kind: gongwen.Title, Runs: []gongwen.Run{{Text: title}}}}}}
	var lines []Line
	for _, p := range elements(mustSet(t, l, Options{}), ElementTitle) {
		lines = append(lines, p.Line)
	}
	return lines
}

func TestTitlesBreakBetweenWords(t *testing.T) {
	for _, want := range []string{
		"关于政协提案的答复",
		"关于政协云南省第十三届委员会第二次会议|第0123号提案的答复",
		"关于省十四届人大二次会议|第123号建议的答复",
		"关于《关于充分发挥云南区位优势的提案》|的答复",
		"关于充分发挥云南区位和开放优势加快|推动新质生产力发展的提案的答复",
		"关于进一步加大对我省边境地区乡村振兴和|基础设施建设支持力度的建议的答复",
		"关于加强西双版纳傣族自治州|生物多样性保护与可持续利用的提案的答复",
		"云南省教育厅云南省科学技术厅|关于政协云南省第十三届委员会第二次会议|第0123号提案的答复",
		"国家市场监督管理总局|关于《关于加强新能源汽车动力电池回收|利用体系建设的提案》办理情况的答复意见",
		"关于大力支持新疆维吾尔自治区|博尔塔拉蒙古自治州建设向西开放重要|节点城市的建议的答复函",
		"关于政协昆明市第十五届委员会第三次会议|第2024-153号提案《关于优化营商环境、|促进民营经济高质量发展的建议》的答复",
		"关于R&D投入和China-ASEAN |Innovation合作的提案的答复",
		"《" + strings.Repeat("国", 10) + "|" + strings.Repeat("国", 7) + "》函", // no line of one character
	} {
		title := strings.ReplaceAll(want, "|", "")
		t.Run(title, func(t *testing.T) {
			var lines []string
			for _, l := range titleLinesOf(t, title) {
				lines = append(lines, string(runesOf(l)))
			}
			if got := strings.Join(lines, "|"); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestTitlesOfManyWordsMakeATrapezoidOrADiamond(t *testing.T) {
	words := []string{"加强", "基础设施", "乡村振兴", "高质量发展", "和", "推动", "科技创新", "中小企业", "的", "建设", "边境地区", "支持"}
	for n := range 40 {
		var title strings.Builder
		title.WriteString("关于")
		for i := range 5 + n%11 {
			title.WriteString(words[(i*i*7+n*5+i)%len(words)])
		}
		title.WriteString("的答复")
		lines := titleLinesOf(t, title.String())
		shrinks := false
		for i, l := range lines {
			near(t, "middle of the line", (leftOf(l)+rightOf(l))/2, 106)
			if i == 0 {
				continue
			}
			wider := (rightOf(l) - leftOf(l)) - (rightOf(lines[i-1]) - leftOf(lines[i-1]))
			shrinks = shrinks || wider < -sizeTitle-hair
			if shrinks && wider > sizeTitle+hair {
				t.Errorf("the title is waisted: %s", title.String())
			}
		}
	}
}

func TestWordsOfATitle(t *testing.T) {
	for _, want := range []string{
		"关于/政协/云南省/第十三届/委员会/第二次/会议/第0123号/提案/的/答复",
		"关于/加快/推动/新质生产力/发展/的/提案",
		"二十三条/措施",
		"龘/靐/齉",
		"",
	} {
		words := []rune(strings.ReplaceAll(want, "/", ""))
		starts := wordStarts(words)
		var got strings.Builder
		for i, r := range words {
			if starts[i] && i > 0 {
				got.WriteByte('/')
			}
			got.WriteRune(r)
		}
		if got.String() != want {
			t.Errorf("got %s, want %s", got.String(), want)
		}
	}
}

func TestTheListOfWordsIsSorted(t *testing.T) {
	last := ""
	for line := range strings.Lines(titleWords) {
		word := strings.TrimRight(line, "123456789\n")
		if word <= last || len(word) != len(line)-2 || len([]rune(word)) < 2 || len([]rune(word)) > longestWord {
			t.Fatalf("%q after %q", line, last)
		}
		last = word
	}
}
