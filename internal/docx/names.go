package docx

// The paragraph styles of a letter, by the names that Word and WPS show. Write
// makes them; Read knows a letter that was written here, and then edited
// elsewhere, by them: other programs keep names and change IDs.
const (
	styleTitle      = "公文标题"
	styleAddressee  = "主送"
	styleBody       = "公文正文"
	styleHeading1   = "一级标题"
	styleHeading2   = "二级标题"
	styleHeading3   = "三级标题"
	styleHeading4   = "四级标题"
	styleUnnumbered = "无编号标题"
	styleAttachment = "附件说明"
	styleSignatory  = "署名"
	styleDate       = "成文日期"
	styleContact    = "附注"
	styleCopyTo     = "抄送" // of the text's own

	// What stands around the text comes from the case and is made anew in every
	// print: Read leaves it out, with a notice.
	styleCorner     = "份号与公开属性"
	styleLetterhead = "发文机关标志"
	styleDocNumber  = "发文字号"
	styleOwnNote    = "附件说明（自动）"
	styleCopyList   = "版记抄送"
	styleImprint    = "版记印发"
	styleAnchor     = "版记位置"
	styleAnnexMark  = "附件标记"
	styleAnnexTitle = "附件标题"
	styleAnnexText  = "附件正文"
	styleForm       = "征询意见表"
	stylePageNumber = "页码"
)

// surroundings are the styles that Read leaves out, by what they are to the
// reader of the notice.
var surroundings = map[string]string{
	styleCorner: "版头", styleLetterhead: "版头", styleDocNumber: "版头",
	styleOwnNote: "附件说明", styleCopyList: "版记", styleImprint: "版记", styleAnchor: "版记",
	styleAnnexMark: "附件", styleAnnexTitle: "附件", styleAnnexText: "附件", styleForm: "附件",
}
