package gongwen

// Letter is the whole paper: the text and what stands around it. It is what
// layout sets and nothing else; where its values come from is reply's affair.
// An empty string means that the element is not printed.
type Letter struct {
	Form          Form   // 文件格式 or 信函格式
	Letterhead    string // 发文机关标志
	DocNumber     string // 发文字号 “云科提〔2024〕12号”
	Issuer        string // 签发人; 文件格式 only
	CopyNumber    string // 份号 “000001”
	Urgency       string // 紧急程度 “特急”, “加急”
	HandlingClass string // 办理类别 “B”
	Publicity     string // 公开属性 “主动公开”
	Body          Document
	Attachments   []Annex
	CopyTo        []string // 抄送
	Printer       string   // 印发机关
	PrintedOn     string   // 印发日期 “2024年5月31日”
	// Sealed tells that a seal will stand over 署名 and date, which then are
	// placed for it (GB/T 9704-2012 7.3.5.1).
	Sealed bool
	// Duplex puts the 版记 on an even page, the back of the last sheet, for
	// letters that are printed on both sides.
	Duplex bool

	// Properties of the file.
	Subject  string   // 提案编号
	Keywords []string // words to find the file by
}

// Form is the form of the paper (GB/T 9704-2012 7 and 10.1).
type Form uint8

// The forms. The zero Form is 文件格式.
const (
	FileForm   Form = iota // 文件格式: red rule below the number, 版记 with rules
	LetterForm             // 信函格式: double rules, no number on page 1
)

// Annex is a paper that goes with the letter (附件): a text, or the form on
// which the member says what they think of the reply.
type Annex struct {
	Title string
	Body  Document
	// Forms are the 征询意见表, one for each who asked. The first is printed below the
	// body's text, each further one on a page of its own, under the same mark and title.
	Forms []Feedback
}

// Feedback is what the 征询意见表 already says when it is sent.
type Feedback struct {
	Suggestion bool   // the form is about a 建议 and for a 代表, not a 提案 and a 委员
	Number     string // 提案编号
	Subject    string // 案由
	Member     string // 委员, or the collective that asked
	Collective bool   // a collective fills it in: 提案单位, not 委员
	Department string // 承办单位
	Note       string // below the form: whom to send it to
}

// Labels are what the form calls the number, who fills it in and where they sign.
func (f Feedback) Labels() (number, member, sign string) {
	number, member, sign = "提案编号", "委员", "委员签名"
	if f.Suggestion {
		number, member, sign = "建议编号", "代表", "代表签名"
	}
	if f.Collective {
		member, sign = "提案单位", "盖　　章"
		if f.Suggestion {
			member = "提出单位"
		}
	}
	return number, member, sign
}

// Title returns the letter's title (标题), its lines put together, or "".
func (l Letter) Title() string { return l.Body.Title() }

// Signatory returns the letter's 署名, or "".
func (l Letter) Signatory() string { return l.wordsOf(Signatory) }

func (l Letter) wordsOf(k Kind) string {
	if i := l.Body.First(k); i >= 0 {
		return l.Body.Blocks[i].Words()
	}
	return ""
}
