package gongwen

// Characters that look like a Han character and are none come out of PDF files
// and some input methods: the radicals of Unicode's own blocks, ⼀ for 一.

// kangxi are the characters that U+2F00 to U+2FD5 (Kangxi Radicals) look like,
// by their compatibility decomposition (Unicode Character Database).
var kangxi = []rune("一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠")

// radicals are those of the block CJK Radicals Supplement that official texts
// have been seen with.
var radicals = map[rune]rune{
	'⺟': '母', '⺠': '民', '⺩': '王', '⺬': '示', '⺮': '竹', '⺷': '羊', '⺼': '月',
	'⻄': '西', '⻅': '见', '⻆': '角', '⻉': '贝', '⻋': '车', '⻓': '长', '⻔': '门', '⻘': '青', '⻙': '韦',
	'⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻢': '马', '⻣': '骨', '⻤': '鬼', '⻥': '鱼', '⻦': '鸟',
	'⻧': '卤', '⻨': '麦', '⻩': '黄', '⻬': '齐', '⻮': '齿', '⻰': '龙', '⻳': '龟', '⻁': '虎', '⺫': '目',
}

// LookAlike returns the Han character that r looks like and is not: 一 for the
// Kangxi radical ⼀ (U+2F00). It returns r for all others.
func LookAlike(r rune) rune {
	switch {
	case r < 0x2E80 || r > 0x2FD5:
		return r
	case r >= 0x2F00:
		return kangxi[r-0x2F00]
	}
	if c, ok := radicals[r]; ok {
		return c
	}
	return r
}
