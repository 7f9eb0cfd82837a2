package layout

import (
	"strings"

	"dafu/internal/gongwen"
)

type dumpCase struct {
	letter  gongwen.Letter
	options Options
}

const (
	longTitle  = "关于政协昆明市第十五届委员会第三次会议第2024-153号提案《关于优化营商环境、促进民营经济高质量发展的建议》的答复"
	firstTitle = "关于政协云南省第十三届委员会第二次会议第0123号提案的答复"
	bodyText   = "杨建林委员：\n您提出的《关于加快推动新质生产力发展的提案》收悉。现答复如下。\n省科技厅共认定36个中心，增长29%。\n感谢您的关心支持。\n"
	two        = "云南省科学技术厅\n云南省教育厅\n2024年5月31日\n"
	three      = "云南省科学技术厅\n云南省教育厅\n云南省市场监督管理局\n2024年12月31日\n"
	five       = "省科技厅\n省教育厅\n省财政厅\n省商务厅\n省民政厅\n2024年5月31日\n"
	contact    = "（联系人及电话：战略规划处，63104060）\n"
)

func inLetterForm(l gongwen.Letter) gongwen.Letter {
	l.Form = gongwen.LetterForm
	return l
}

func duplex(l gongwen.Letter) gongwen.Letter {
	l.Duplex = true
	return l
}

// everyMark has all that can stand above the title.
func everyMark(l gongwen.Letter) gongwen.Letter {
	l.CopyNumber, l.Urgency, l.Issuer = "000001", "特急", "王学勤"
	return l
}

// withForm encloses the 征询意见表 and a text.
func withForm(l gongwen.Letter) gongwen.Letter {
	l.Attachments = []gongwen.Annex{
		{Title: "提案办理情况征询意见表", Forms: []gongwen.Feedback{{
			Number: "第0123号", Member: "杨建林", Subject: "关于充分发挥云南区位和开放优势加快推动新质生产力发展的提案",
			Department: "云南省科学技术厅（主办），云南省教育厅、云南省市场监督管理局（会办）",
			Note:       "请在相应的□内打“√”，于收到答复之日起15个工作日内寄回。",
		}}},
		{Title: "2023年度云南省科技创新工作情况说明", Body: gongwen.Parse("一、总体情况\n全省研发投入增长12.5%。\n", gongwen.Source{})},
	}
	return l
}

// oneForm encloses the form alone.
func oneForm(l gongwen.Letter) gongwen.Letter {
	l.Attachments = withForm(l).Attachments[:1]
	return l
}

func dumpCases() map[string]dumpCase {
	attached := strings.Replace(shortText, "云南省科学技术厅\n2024",
		"附件：1.征询意见表以及关于本提案办理情况的若干说明材料汇编（第一至第三部分）\n2.办理结果\n云南省科学技术厅\n2024", 1)
	titled := func(title string) gongwen.Letter { return dressed(letterOf(title + "\n" + bodyText + signature)) }
	signedBy := func(names string) gongwen.Letter { return dressed(letterOf(firstTitle + "\n" + bodyText + names)) }
	issued := dressed(letterOf(shortText))
	issued.Issuer = "王学勤"
	bare := gongwen.Letter{Form: gongwen.LetterForm, DocNumber: "云科提函〔2024〕12号", Body: letterOf(shortText).Body}
	suggestion := oneForm(letterOf(shortText))
	suggestion.Attachments[0].Forms = []gongwen.Feedback{{Suggestion: true, Subject: strings.Repeat("关于加强科技创新的建议，", 60)}}
	small := Options{SealDiameter: 38 * MM}

	cases := map[string]dumpCase{
		"text-alone":     {letterOf(shortText), Options{}},
		"sealed":         {sealed(dressed(letterOf(shortText))), Options{Specimen: true}},
		"sealed-38mm":    {sealed(dressed(letterOf(shortText))), small},
		"draft":          {dressed(letterOf(shortText)), Options{Draft: "草稿 省科技厅承办人 2024年5月20日"}},
		"attachment":     {sealed(letterOf(attached)), Options{}},
		"long-signatory": {letterOf(strings.ReplaceAll(shortText, "云南省科学技术厅\n", "云南省市场监督管理局（云南省知识产权局）\n")), Options{}},
		"one-line":       {letterOf("同意。\n"), Options{}},
		"empty":          {gongwen.Letter{}, Options{}},
		"issuer":         {issued, Options{}},
		"issuer-alone":   {gongwen.Letter{Letterhead: "云南省科学技术厅", Issuer: "王学勤", Body: issued.Body}, Options{}},

		"letter-form":                  {inLetterForm(dressed(letterOf(shortText))), Options{}},
		"letter-form-sealed":           {inLetterForm(sealed(dressed(letterOf(shortText)))), Options{Specimen: true}},
		"letter-form-draft":            {inLetterForm(dressed(letterOf(shortText))), Options{Draft: "草稿 省科技厅承办人"}},
		"letter-form-without-head":     {bare, Options{}},
		"letter-form-attachments":      {inLetterForm(sealed(withForm(dressed(letterOf(shortText))))), Options{}},
		"letter-form-long-title":       {inLetterForm(titled(longTitle)), Options{}},
		"letter-form-joint":            {inLetterForm(sealed(signedBy(three))), Options{}},
		"letter-form-duplex":           {inLetterForm(duplex(sealed(dressed(letterOf(shortText))))), Options{}},
		"letter-form-joint-unsealed":   {inLetterForm(signedBy(three)), Options{}},
		"letter-form-two-pages-duplex": {inLetterForm(duplex(dressed(bodyLines(40, signature)))), Options{}},

		"attachments":           {sealed(withForm(dressed(letterOf(shortText)))), Options{}},
		"attachments-unsealed":  {withForm(dressed(letterOf(shortText))), Options{}},
		"attachments-in-text":   {withForm(letterOf(attached)), Options{}},
		"one-attachment":        {oneForm(letterOf(shortText)), Options{}},
		"form-for-a-suggestion": {suggestion, Options{}},

		"joint-two":            {sealed(signedBy(two)), Options{}},
		"joint-three":          {sealed(signedBy(three + contact)), Options{}},
		"joint-five":           {sealed(signedBy(five)), Options{}},
		"joint-38mm":           {sealed(signedBy(five)), small},
		"joint-two-unsealed":   {signedBy(two), Options{}},
		"joint-three-unsealed": {signedBy(three + contact), Options{}},
		"joint-long-names": {sealed(signedBy("西双版纳傣族自治州人力资源和社会保障局（州医疗保障局）\n" +
			"云南省市场监督管理局（云南省知识产权局）\n2024年5月31日\n")), Options{}},

		"names-of-many-faces": {dressed(letterOf("关于第0123号提案的答复\n𠮷𬭎、王㛃、赵珺玥委员：\nBouzizze\u0301n、e\u0302、ê\u0304、X\u0302，葛\U000E0100城、㐂寿、二〇二四年、李××来函收悉。\n" +
			"一、𬭎的工作\n（一）𠮷与e\u0302\n完。\n𠮷省科技厅\n2024年5月31日\n")), Options{}},
		"numbers-and-addresses": {letterOf("按照3∶3∶4的比例增长3.4%，电话0871-63104060，见https://www.yn.gov.cn/kjt/2024/05/31/t20240531_1234567890.html（附GMS合作清单）。\n" +
			"“十四五”以来——2021年至2024年——投入1234.5万元……共100余项、12家、7个。\n" + signature), Options{}},
		"every-mark":             {everyMark(dressed(letterOf(shortText))), Options{}},
		"letter-form-every-mark": {inLetterForm(everyMark(dressed(letterOf(shortText)))), Options{}},

		"title-short":   {titled("关于甲的答复"), Options{}},
		"title-name":    {titled("关于《关于充分发挥云南区位优势的提案》的答复"), Options{}},
		"title-3-lines": {titled(longTitle), Options{}},
		"title-400":     {titled("关于" + strings.Repeat("加强高原特色农业现代化建设", 30) + "的答复"), Options{}},
	}
	for name, c := range pageEndCases() {
		cases[name] = c
	}
	return cases
}

// pageEndCases are letters that end about the end of a page.
func pageEndCases() map[string]dumpCase {
	imprinted := func(l gongwen.Letter) gongwen.Letter {
		l.CopyTo, l.Printer, l.PrintedOn = []string{"省教育厅", "省政府督查室"}, "办公室", "2024年5月31日"
		return l
	}
	return map[string]dumpCase{
		"end-line-22":          {bodyLines(22, ""), Options{}},
		"end-one-line-over":    {bodyLines(23, ""), Options{}},
		"end-date-at-22":       {bodyLines(19, signature), Options{}},
		"end-date-over":        {bodyLines(20, signature), Options{}},
		"end-seal-fits":        {sealed(bodyLines(17, signature)), Options{}},
		"end-seal-over":        {sealed(bodyLines(18, signature)), Options{}},
		"end-heading":          {bodyLines(20, "一、下一步工作\n（一）加强协同创新\n后文。\n"+signature), Options{}},
		"end-imprint-over":     {imprinted(bodyLines(21, "")), Options{}},
		"end-duplex-odd":       {duplex(imprinted(bodyLines(10, signature))), Options{}},
		"end-duplex-even":      {duplex(imprinted(bodyLines(30, signature))), Options{}},
		"end-duplex-blank":     {duplex(imprinted(bodyLines(41, signature))), Options{}},
		"end-short-joint":      {sealed(dressed(letterOf("关于甲的答复\n甲委员：\n正文第一段。\n正文第二段。\n" + five))), Options{}},
		"end-contact-and-seal": {sealed(bodyLines(18, signature+contact)), Options{}},
	}
}
