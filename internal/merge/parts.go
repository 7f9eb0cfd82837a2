package merge

import (
	"strings"

	"dafu/internal/gongwen"
)

// Either (两部分合写) is the part of what stands under a heading that holds what
// was done and what comes next, as in a letter that answers each recommendation
// under a heading of its own.
const Either Part = ""

// The words that tell the parts of official papers, all of them here.
var (
	// nextLeads open what is to be done, in a heading or a paragraph.
	nextLeads = []string{"下一步", "下一阶段", "下步", "今后", "接下来"}
	// nextWords and statusWords make a heading that consists of nothing but them
	// and fillers the title of a part.
	nextWords   = []string{"打算", "计划", "安排", "思路", "设想", "举措", "措施"}
	statusWords = []string{"开展情况", "情况", "进展", "成效", "做法", "现状"}
	fillers     = []string{"工作", "重点", "主要", "基本", "有关", "相关", "目前", "当前", "已", "所", "做", "的", "办理", "落实", "推进", "取得", "及", "和", "与", "、", "我局", "我委", "我厅", "我单位"}
)

// titlePart tells which part a heading's words open, or Either if they are no
// title of a part: 一、工作情况, 二、下一步的工作计划, but not 关于“制定规划”的建议.
func titlePart(words string) Part {
	if strings.HasPrefix(words, "关于") {
		return Either
	}
	if leadsNext(words) {
		return NextSteps
	}
	rest := strings.TrimRight(words, "：。")
	next, rest := takeOut(rest, nextWords)
	status, rest := takeOut(rest, statusWords)
	_, rest = takeOut(rest, fillers)
	switch {
	case rest != "":
		return Either
	case status:
		return Status
	case next:
		return NextSteps
	}
	return Either
}

// barePartTitle tells whether a heading says nothing but which part it opens.
func barePartTitle(words string) bool {
	if titlePart(words) == Either {
		return false
	}
	rest := strings.TrimRight(words, "：。")
	for _, table := range [][]string{nextLeads, nextWords, statusWords, fillers} {
		_, rest = takeOut(rest, table)
	}
	return rest == ""
}

// leadsNext tells whether the words begin with 下一步 or the like.
func leadsNext(words string) bool {
	for _, w := range nextLeads {
		if strings.HasPrefix(words, w) {
			return true
		}
	}
	return false
}

func takeOut(s string, words []string) (found bool, rest string) {
	for _, w := range words {
		if strings.Contains(s, w) {
			found = true
			s = strings.ReplaceAll(s, w, "")
		}
	}
	return found, s
}

// PartOf tells which part of the letter the block stands in.
func PartOf(d gongwen.Document, block int) Part {
	for _, s := range sectionsOf(d) {
		if block == s.heading || block >= s.from && block < s.to {
			return s.partAt(d, block)
		}
	}
	return Either
}

// partsOf gives each heading its part: its parent's, or else the one that its
// words open, or else the one that a heading before it on its level has opened.
// What stands on one level before the first 下一步 is the status.
func partsOf(d gongwen.Document, tree []gongwen.Section) map[int]Part {
	parts := map[int]Part{}
	spreadParts(d, parts, tree, gongwen.Section{Heading: -1, To: len(d.Blocks)}, Either)
	return parts
}

func spreadParts(d gongwen.Document, parts map[int]Part, tree []gongwen.Section, parent gongwen.Section, inherited Part) {
	children := childrenOf(tree, parent)
	part := inherited
	for _, c := range children {
		if inherited == Either && titlePart(d.Blocks[c.Heading].Words()) == NextSteps {
			part = Status
		}
	}
	for _, c := range children {
		if own := titlePart(d.Blocks[c.Heading].Words()); inherited == Either && own != Either {
			part = own
		}
		parts[c.Heading] = part
		spreadParts(d, parts, tree, c, part)
	}
}

// childrenOf returns the sections right below the parent.
func childrenOf(tree []gongwen.Section, parent gongwen.Section) []gongwen.Section {
	var out []gongwen.Section
	end := 0
	for _, s := range tree {
		if s.Heading < 0 || s.Heading <= parent.Heading || s.Heading >= parent.To || s.From <= end {
			continue
		}
		out = append(out, s)
		end = s.To
	}
	return out
}
