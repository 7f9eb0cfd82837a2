package reply

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"dafu/internal/calendar"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestCheckPhrase(t *testing.T) {
	today := day(2026, 3, 11)
	old := Phrase{Topic: "养护", Text: "文字", Expires: day(2025, 12, 31)}
	for _, test := range []struct {
		name   string
		one    Phrase
		before *Phrase
		want   string // the complaint's beginning
	}{
		{"stands", Phrase{Topic: "养护", Text: "文字", Expires: today}, nil, ""},
		{"no topic", Phrase{Text: "文字"}, nil, "请填写主题"},
		{"no text", Phrase{Topic: "养护", Text: " \n"}, nil, "请填写内容"},
		{"a topic of two lines", Phrase{Topic: "养\n护", Text: "文字"}, nil, "主题里有看不见的字符"},
		{"too long", Phrase{Topic: "养护", Text: strings.Repeat("文", MaxPhrase+1)}, nil, "内容最多 4000 字"},
		{"secret matter", Phrase{Topic: "养护", Text: "机密★1年"}, nil, "内容里有密级标志"},
		{"newly in the past", old, nil, "到期日 2025年12月31日 已经过去"},
		{"was in the past before", old, &old, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := CheckPhrase(test.one, test.before, today)
			if got := ProblemsOf(err); test.want == "" && err != nil || test.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0].Text, test.want)) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
	if old.Expired(day(2025, 12, 31)) || !old.Expired(day(2026, 1, 1)) || (Phrase{}).Expired(today) {
		t.Error("a phrase holds through its last day, and for ever without one")
	}
}

func TestTheTableGoesOutAndIn(t *testing.T) {
	all := []Phrase{
		{Topic: "养护", Text: "一是“逐桥”建档，\n二是逐年\"体检\"。", Expires: day(2027, 3, 1)},
		{Topic: "=SUM(A1)", Text: "-会同【会办单位】办理", Expires: calendar.Date{}},
		{Topic: "'=SUM(A1)", Text: "''@会同"},
		{Topic: "＝全角", Text: "'不是公式"},
	}
	file := WritePhrases(all)
	if regexp.MustCompile(`(?m)(^|,)"?[-=+@＝]`).Match(file) {
		t.Errorf("a spreadsheet would reckon: %s", file)
	}
	got, err := ReadPhrases(file)
	if err != nil || !reflect.DeepEqual(got, all) {
		t.Errorf("%v\n got %+v\nwant %+v", err, got, all)
	}
}

// wide is a text as UTF-16 with its mark.
func wide(s string, order unicode.Endianness) string {
	out, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func TestTablesOfSpreadsheets(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("主题,内容,到期日\r\n养护,一桥一档,2027/3/1\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, file, want string }{
		{"saved as GBK", gbk, "养护 一桥一档 2027-03-01"},
		{"other columns and an empty row", "序号,到期日,内容,主题\n1,2027年3月1日,一桥一档,养护\n,,,\n", "养护 一桥一档 2027-03-01"},
		{"saved as UTF-16", wide("主题,内容,到期日\r\n养护,一桥一档,2027/3/1\r\n", unicode.LittleEndian), "养护 一桥一档 2027-03-01"},
		{"saved as Unicode text", wide("主题\t内容\r\n养护\t一桥，一,档\r\n", unicode.BigEndian), "养护 一桥，一,档 "},
		{"lines that end in CR alone", "主题,内容,到期日\r养护,一桥一档,2027/3/1\r", "养护 一桥一档 2027-03-01"},
		{"half of a UTF-16 character", "\xff\xfe\x3b\x4e\x00\xd8", "读不出文件里的文字"},
		{"a head that stands twice", "主题,内容,主题\n养护,一桥一档,别的\n", "第一行有两列都叫“主题”"},
		{"no dates", "主题,内容\n养护,一桥一档\n", "养护 一桥一档 "},
		{"no such columns", "名称,文字\n养护,一桥一档\n", "第一行没有“主题”“内容”这两列"},
		{"nothing", "", "文件是空的"},
		{"a head alone", "主题,内容\n", "文件里没有常用语"},
		{"a renamed workbook", "PK\x03\x04\x00\x00", "这不是 .csv 文件"},
		{"bytes of no text", "主题,\xff\xfe\xff", "读不出文件里的文字"},
		{"a day that is not", "主题,内容,到期日\n养护,一桥一档,2027-02-30\n", "第 2 行：到期日“2027-02-30”请写成"},
		{"a row without topic", "主题,内容\n,一桥一档\n", "第 2 行：请填写主题"},
		{"a quote left open", "主题,内容\n养护,\"一桥\n", "第 "},
	} {
		t.Run(test.name, func(t *testing.T) {
			all, err := ReadPhrases([]byte(test.file))
			got := ""
			if err != nil {
				got = ProblemsOf(err)[0].Text
			} else {
				got = all[0].Topic + " " + all[0].Text + " " + all[0].Expires.String()
			}
			if !strings.HasPrefix(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
