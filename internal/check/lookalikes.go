package check

import "dafu/internal/gongwen"

var lookAlikeRules = []Rule{
	{
		ID: 51, Severity: Error, Title: "形近的符号代替了汉字", Fixable: true,
		About:  "从PDF等文件中复制的部首符号（如⼀、⽅）不是汉字，查找不到，字体也不同，要换成汉字。",
		Source: "GB 18030-2022；Unicode 康熙部首、中日韩部首补充",
		Wrong: texts(
			"⼀、关于⽅案",
			"我局⾼度重视。",
			"⼈民群众反映强烈。",
			"王⺠委员：\n感谢您的关心。",
			"共建成15处停⻋场。",
		),
		Right: texts(
			"一、关于方案",
			"我局高度重视。",
			"王𬭎、李㛃委员：\n感谢您的关心。",
			"々〇①㈠⑴均为符号。",
			"品尝𰻝𰻝面。",
		),
		find: findLookAlikes,
	},
}

func findLookAlikes(s *scan) {
	var edits []Edit
	var first Edit
	for i := range s.source {
		if c := gongwen.LookAlike(s.source[i]); c != s.source[i] {
			e := Edit{i, i + 1, string(c)}
			if len(edits) == 0 {
				first = e
			}
			edits = append(edits, e)
		}
	}
	if len(edits) == 0 {
		return
	}
	f := s.findAt(first.Start, first.End, edits, "“%s”（U+%04X）不是汉字，应为“%s”", string(s.source[first.Start]), s.source[first.Start], first.Text)
	if f.Count = len(edits); f.Count > 1 {
		f.Message += countNote(f.Count)
	}
}
