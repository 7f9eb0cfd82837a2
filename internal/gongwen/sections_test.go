package gongwen

import (
	"reflect"
	"testing"
)

const outlined = `关于第0123号提案的答复
张三委员：
提案收悉，现答复如下：
一、工作情况
总的情况。
（一）平台
建成9个。
1.重点实验室
建成3个。
（二）人才
引进5人。
二、下一步工作
继续努力。
感谢您的关心支持。
省科技厅
2024年5月31日
（联系人及电话：某处，某某，63100000）`

func TestSections(t *testing.T) {
	d := Parse(outlined, Source{})
	want := []Section{
		{-1, 0, 2, 3}, {3, 1, 4, 11}, {5, 2, 6, 9}, {7, 3, 8, 9}, {9, 2, 10, 11}, {11, 1, 12, 14},
	}
	if got := d.Sections(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if from, to := d.BodyRange(); from != 2 || to != 14 {
		t.Errorf("body %d to %d, want 2 to 14", from, to)
	}
	if got := d.Closing(); got != 13 {
		t.Errorf("closing begins at %d, want 13", got)
	}
}

func TestPath(t *testing.T) {
	d := Parse(outlined, Source{})
	for i, want := range map[int][]int{
		0: nil, 2: nil, 3: nil, 4: {3}, 5: {3}, 7: {3, 5}, 8: {3, 5, 7}, 9: {3}, 10: {3, 9}, 11: nil, 12: {11}, 14: nil, 16: nil,
	} {
		if got := d.Path(i); !reflect.DeepEqual(got, want) {
			t.Errorf("path of block %d is %v, want %v", i, got, want)
		}
	}
}

func TestBodyRange(t *testing.T) {
	for _, c := range []struct {
		name, text        string
		from, to, closing int
	}{
		{"empty", "", 0, 0, 0},
		{"nothing but text", "甲。\n感谢您。", 0, 2, 2},
		{"no addressee", "一、甲\n乙。\n省科技厅\n2024年5月31日", 0, 2, 2},
		{"attachments stand behind the text", "张三委员：\n甲。\n附件：1.名单\n2.台账\n省科技厅\n2024年5月31日", 1, 2, 2},
		{"contact without a date", "张三委员：\n甲。\n（联系人：某某）", 1, 2, 2},
		{"a heading's only paragraph is no closing", "一、甲\n感谢您。", 0, 2, 2},
		{"closing of two paragraphs", "一、甲\n乙。\n感谢您。\n特此答复。", 0, 4, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse(c.text, Source{})
			if from, to := d.BodyRange(); from != c.from || to != c.to || d.Closing() != c.closing {
				t.Errorf("body %d to %d, closing %d; want %d, %d, %d", from, to, d.Closing(), c.from, c.to, c.closing)
			}
		})
	}
}

func TestSlice(t *testing.T) {
	b := Block{Number: Number{Mark: "一是"}, Runs: []Run{{Text: "加强𠮷地", Source: lead}, {Text: "GMS合作", Source: education}}}
	for _, c := range []struct {
		from, to int
		want     []Run
	}{
		{0, 9, b.Runs},
		{2, 6, []Run{{Text: "𠮷地", Source: lead}, {Text: "GM", Source: education}}},
		{4, 5, []Run{{Text: "G", Source: education}}},
		{-3, 1, []Run{{Text: "加", Source: lead}}},
		{8, 99, []Run{{Text: "作", Source: education}}},
		{3, 3, nil},
		{9, 4, nil},
	} {
		if got := b.Slice(c.from, c.to); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Slice(%d, %d) = %v, want %v", c.from, c.to, got, c.want)
		}
	}
}
