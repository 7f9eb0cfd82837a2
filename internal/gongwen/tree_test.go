package gongwen

import (
	"fmt"
	"strings"
)

var kindNames = [...]string{"段落", "标题", "主送", "层次标题", "署名", "日期", "附注", "抄送", "附件", "版头", "类别", "紧急程度", "字号", "签发人", "公开", "结束语", "附注（其他）", "附件正文", "印发", "提案原文", "残留"}

// tree prints a document for a reader: a line a block, its kind, level, number,
// run-in heading and words, and the source of every run that has one.
func tree(d Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		fmt.Fprintf(&s, "%s", kindNames[b.Kind])
		if n := b.Number; n.Style != Unnumbered {
			fmt.Fprintf(&s, " %d级 %d [%s]", n.Style.Level(), n.Value, n.Mark)
		}
		words := []rune(b.Words())
		if b.RunIn > 0 {
			fmt.Fprintf(&s, " <%s>", string(words[:b.RunIn]))
			words = words[b.RunIn:]
		}
		fmt.Fprintf(&s, " %s\n", abridged(words))
	}
	return s.String()
}

// abridged keeps trees readable; that nothing is lost is tested elsewhere.
func abridged(words []rune) string {
	if len(words) <= 60 {
		return string(words)
	}
	return fmt.Sprintf("%s……%s（%d字）", string(words[:20]), string(words[len(words)-20:]), len(words))
}
