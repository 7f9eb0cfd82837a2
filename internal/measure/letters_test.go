package measure

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/sample"
	"dafu/internal/typeface"
)

// shippedFaces are the faces that the project prints with.
var shippedFaces = sync.OnceValue(func() *typeface.Set {
	return typeface.NewSet(typeface.Shipped(), func(file string) ([]byte, error) {
		return os.ReadFile(filepath.Join("..", "..", "fonts", file))
	})
})

func letterOf(text string) gongwen.Letter {
	return gongwen.Letter{Body: gongwen.Parse(text, gongwen.Source{})}
}

func sampleLetter() gongwen.Letter {
	m := sample.Real()
	return m.File.Letter(gongwen.Parse(m.Printed, gongwen.Source{}))
}

func set(t testing.TB, l gongwen.Letter, o layout.Options) layout.Pages {
	t.Helper()
	p, err := layout.Set(l, shippedFaces(), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// complaints names the rules that something on the page does not hold.
func complaints(all []Measurement) []string {
	var found []string
	for _, m := range all {
		if !m.Holds {
			found = append(found, fmt.Sprintf("%s·%s 第%d面：求%.2f至%.2f，得%.2f%s：%s",
				m.Element, m.Name, m.Page, m.Least, m.Most, m.Found, m.Unit, m.Near))
		}
	}
	return found
}

func mustHold(t *testing.T, l gongwen.Letter, o layout.Options) {
	t.Helper()
	all := Letter(l, set(t, l, o), shippedFaces(), o)
	if bad := complaints(all); len(bad) > 0 {
		t.Errorf("%d measurements do not hold:\n%s", len(bad), strings.Join(bad, "\n"))
	}
	if Hold(all) != (len(complaints(all)) == 0) {
		t.Error("Hold and the measurements do not agree")
	}
}

const shortText = `关于政协云南省第十三届委员会第二次会议第0123号提案的答复
杨建林委员：
您提出的《关于加快推动新质生产力发展的提案》收悉。现答复如下。
一、工作开展情况
（一）加强协同。省科技厅共认定36个中心，增长29%。
一是建立机制。联系电话0871-63104060。
感谢您的关心支持。
云南省科学技术厅
2024年5月31日
（联系人及电话：战略规划处，63104060）
`

// attached is the short letter with two attachments, the first of which takes
// more than one line.
var attached = strings.Replace(shortText, "云南省科学技术厅\n2024",
	"附件：1.征询意见表以及关于本提案办理情况的若干说明材料汇编（第一至第三部分）\n2.办理结果\n云南省科学技术厅\n2024", 1)

// dressed puts a case around a letter.
func dressed(l gongwen.Letter) gongwen.Letter {
	l.Letterhead = "云南省科学技术厅"
	l.DocNumber = "云科提〔2024〕12号"
	l.HandlingClass = "B"
	l.Publicity = "主动公开"
	l.CopyTo = []string{"省政府督查室", "省政协提案委员会", "省市场监管局", "省教育厅", "昆明市科学技术局"}
	l.Printer = "云南省科学技术厅办公室"
	l.PrintedOn = "2024年5月31日"
	return l
}

func sealed(l gongwen.Letter) gongwen.Letter {
	l.Sealed = true
	return l
}

func TestTheSampleHolds(t *testing.T) {
	l := sampleLetter()
	mustHold(t, l, layout.Options{Specimen: true})
	mustHold(t, l, layout.Options{Draft: "草稿 省科技厅承办人 2024年5月20日"})
	l.Sealed = false
	mustHold(t, l, layout.Options{})
}
