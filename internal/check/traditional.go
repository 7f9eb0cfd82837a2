package check

import "dafu/internal/gongwen"

var traditionalRules = []Rule{
	{
		ID: 55, Severity: Advice, Title: "夹用繁体字",
		About:  "公文用规范汉字；从别处粘贴的繁体字要改为简体。人名、引文、书名里的不算。",
		Source: "《国家通用语言文字法》第九条；《通用规范汉字表》",
		Wrong: texts(
			"我们将認真落实您的建议。",
			"加强養老服務体系建设。",
			"我市經濟平稳运行。",
			"感谢您對我省教育工作的关心。",
			"我們将继续努力。",
		),
		Right: texts(
			"我们将认真落实您的建议。",
			"展出《資治通鑑》等古籍。",
			"匾额题“萬世師表”四字。",
			"著名的乾坤湾位于黄河之畔。",
			"瞭望塔和徵信无关。",
		),
		find: findTraditional,
	},
}

// traditionalForms are common characters that a simplified text has no use for.
// Those that stand in names or are standard characters too (乾 著 瞭 徵 於 傑) are not
// among them.
const traditionalForms = "認實議發經濟對應為會國學過還這個與務體養們進關開產業動華麗廣無書長車東電話號報導處機構設備環條約級線網絡統計劃組織辦領項資質農鄉鎮醫療衛舊區鐵橋標準規則護職員題問類響該據監測評價獎勵協調聯繫證確權讓給總結續優勢轉變創時間數萬億歲從來將現場"

var traditional = func() map[rune]bool {
	set := map[rune]bool{}
	for _, r := range traditionalForms {
		set[r] = true
	}
	return set
}()

// findTraditional tells of each stretch once, the first of the text with the count.
func findTraditional(s *scan) {
	var first mention
	n := 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind == gongwen.Letterhead || b.Kind == gongwen.Signatory || b.Kind == gongwen.Addressee {
			continue
		}
		for j, c := range b.r {
			if c < 0x4E00 || !traditional[c] || b.framed(j, j+1, inAnyRun) {
				continue
			}
			if n++; first.b == nil {
				first = mention{b, j, j + 1}
			}
		}
	}
	if n == 0 {
		return
	}
	f := s.find(first.b, first.from, first.to, nil, "“%c”是繁体字，公文用规范汉字", first.b.r[first.from])
	if f.Count = n; n > 1 {
		f.Message += countNote(n)
	}
}
