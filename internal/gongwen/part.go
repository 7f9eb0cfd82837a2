package gongwen

import "fmt"

// Part is what a line of a letter is, finer than its Kind: it tells heading
// levels, items and formulas apart that layout treats alike. The zero Part
// means that nobody has said what the line is.
type Part uint8

// The parts of a letter, in the order in which a letter has them, then what is
// no part of it.
const (
	NoPart         Part = iota
	PartLetterhead      // 发文机关标志
	PartClass           // 办理类别
	PartUrgency         // 紧急程度
	PartNumber          // 发文字号
	PartIssuer          // 签发人
	PartPublicity       // 公开属性
	PartTitle           // 标题
	PartAddressee       // 主送 / 称谓
	PartHeading1        // 一、
	PartHeading2        // （一）
	PartHeading3        // 1.
	PartHeading4        // （1）
	PartItem            // a numbered paragraph
	PartBody            // 正文
	PartClosing         // 此复, 此致, 敬礼
	PartSignatory       // 署名
	PartDate            // 成文日期
	PartContact         // 附注 that names a person or a telephone
	PartNote            // any other 附注
	PartAnnexNote       // 附件说明
	PartAnnex           // 附件
	PartCopy            // 抄送
	PartImprint         // 印发
	PartProposal        // the proposal's own text
	PartLeftover        // remains of a web page; a second letter
	parts
)

var partNames = [parts]string{
	"", "letterhead", "class", "urgency", "number", "issuer", "publicity", "title", "addressee",
	"heading1", "heading2", "heading3", "heading4", "item", "body", "closing", "signatory", "date",
	"contact", "note", "annex-note", "annex", "copy", "imprint", "proposal", "leftover",
}

var partTitles = [parts]string{
	"", "发文机关", "办理类别", "紧急程度", "发文字号", "签发人", "公开属性", "标题", "称谓",
	"一级标题", "二级标题", "三级标题", "四级标题", "分项", "正文", "结束语", "署名", "成文日期",
	"联系人", "附注", "附件说明", "附件", "抄送", "印发", "提案原文", "残留文字",
}

// String is the part's name in files: “annex-note”.
func (p Part) String() string {
	if p < parts {
		return partNames[p]
	}
	return fmt.Sprintf("Part(%d)", uint8(p))
}

// Title is the part's name for people: 附件说明.
func (p Part) Title() string {
	if p < parts {
		return partTitles[p]
	}
	return ""
}

// Parts returns all parts in their order.
func Parts() []Part {
	all := make([]Part, 0, parts-1)
	for p := NoPart + 1; p < parts; p++ {
		all = append(all, p)
	}
	return all
}

// PartNamed returns the part of a name.
func PartNamed(name string) (Part, bool) {
	for p := NoPart + 1; p < parts; p++ {
		if partNames[p] == name {
			return p, true
		}
	}
	return NoPart, false
}

// MarshalText writes the part's name.
func (p Part) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a name; one that nobody knows is an error.
func (p *Part) UnmarshalText(name []byte) error {
	if len(name) == 0 {
		*p = NoPart
		return nil
	}
	found, ok := PartNamed(string(name))
	if !ok {
		return fmt.Errorf("no part of a letter is called %q", name)
	}
	*p = found
	return nil
}

// kind is the Kind of a line of the part. Headings and items are told apart by
// their numbers, in body.
func (p Part) kind() Kind {
	switch p {
	case PartTitle:
		return Title
	case PartAddressee:
		return Addressee
	case PartSignatory:
		return Signatory
	case PartDate:
		return IssueDate
	case PartContact:
		return Contact
	case PartCopy:
		return CopyTo
	case PartAnnexNote:
		return Attachment
	case PartLetterhead:
		return Letterhead
	case PartClass:
		return HandlingClass
	case PartUrgency:
		return Urgency
	case PartNumber:
		return DocNumber
	case PartIssuer:
		return Issuer
	case PartPublicity:
		return Publicity
	case PartClosing:
		return Closing
	case PartNote:
		return Note
	case PartAnnex:
		return Enclosure
	case PartImprint:
		return Imprint
	case PartProposal:
		return Proposal
	case PartLeftover:
		return Leftover
	}
	return Paragraph
}

// Part is what the block is in the letter.
func (b Block) Part() Part {
	switch b.Kind {
	case Paragraph:
		if l := b.Number.Style.Level(); l > 0 {
			return PartItem
		}
		return PartBody
	case Heading:
		if l := b.Number.Style.Level(); l >= 1 && l <= 4 {
			return PartHeading1 + Part(l-1)
		}
		return PartBody
	}
	for p := NoPart + 1; p < parts; p++ {
		if p.kind() == b.Kind {
			return p
		}
	}
	return PartBody
}
