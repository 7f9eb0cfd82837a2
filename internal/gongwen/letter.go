package gongwen

// Letter is the whole paper: the text and what stands around it. It is what
// layout sets and nothing else; where its values come from is reply's affair.
// An empty string means that the element is not printed.
type Letter struct {
	Letterhead    string // 发文机关标志
	DocNumber     string // 发文字号 “云科提〔2024〕12号”
	HandlingClass string // 办理类别 “B”
	Publicity     string // 公开属性 “主动公开”
	Body          Document
	CopyTo        []string // 抄送
	Printer       string   // 印发机关
	PrintedOn     string   // 印发日期 “2024年5月31日”
	// Sealed tells that a seal will stand over 署名 and date, which then are
	// placed for it (GB/T 9704-2012 7.3.5.1).
	Sealed bool

	// Properties of the file.
	Subject  string   // 提案编号
	Keywords []string // words to find the file by
}

// Title returns the letter's title (标题), or "".
func (l Letter) Title() string { return l.wordsOf(Title) }

// Signatory returns the letter's 署名, or "".
func (l Letter) Signatory() string { return l.wordsOf(Signatory) }

func (l Letter) wordsOf(k Kind) string {
	if i := l.Body.First(k); i >= 0 {
		return l.Body.Blocks[i].Words()
	}
	return ""
}
