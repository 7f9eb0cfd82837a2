package main

import (
	"bytes"
	"io"
	"strings"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/casefile"
	"dafu/internal/check"
	"dafu/internal/docx"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/merge"
	"dafu/internal/pdf"
	"dafu/internal/reply"
	"dafu/internal/sheet"
	"dafu/internal/sign"
)

func fileSteps(press *pdf.Press) []step {
	return []step{
		{name: "docx", prepare: func(text string) func() {
			l := reply.Compose(theCase(), theLead, parse(text), "某城函〔2024〕12号", today)
			return func() {
				var b bytes.Buffer
				if docx.Write(l, &b) != nil {
					return
				}
				file, size := bytes.NewReader(b.Bytes()), int64(b.Len())
				read, _, _ := docx.Read(file, size, docx.DefaultLimits())
				var remarks []docx.Remark
				for i := range min(len(read), docx.MaxRemarks) {
					remarks = append(remarks, docx.Remark{Start: i, End: i + 1, Lines: []string{"甲"}})
				}
				_, _ = docx.Annotate(file, size, docx.DefaultLimits(), time.Time{}, remarks, io.Discard)
			}
		}},
		{name: "xlsx", prepare: func(text string) func() {
			rows := rowsOf(text)
			return func() {
				b, err := sheet.Write("词表", rows)
				if err != nil {
					return
				}
				_, _ = sheet.Read(b)
				_, _ = check.ParseTable("词表", rows)
			}
		}},
		{name: "csv", prepare: func(text string) func() {
			quoted := "\"" + strings.ReplaceAll(text, "\"", "\"\"") + "\""
			words := [][]byte{
				[]byte(text), []byte("表,词,改为,例外,说明\n" + text), []byte("表,词,改为,例外,说明\n错别字," + quoted + ",账户,," + quoted + "\n"),
				[]byte("主题,内容,到期日\n" + text), []byte("主题,内容\n甲," + quoted + "\n"),
			}
			return func() {
				for _, b := range words {
					_, _ = check.ReadTable("词表", b)
					_, _ = reply.ReadPhrases(b)
				}
				reply.WritePhrases([]reply.Phrase{{Topic: text, Text: text}})
			}
		}},
		{name: "case file", prepare: func(text string) func() {
			return func() {
				_, _ = casefile.Parse([]byte(text))
				_, _ = casefile.Parse([]byte(`{"title":"` + text + `"}`))
				_, _ = calendar.Parse([]byte(text))
				_, _ = merge.ParseSkeleton("x", text)
			}
		}},
		{name: "verify", prepare: func(text string) func() { return verifying(press, text) }},
	}
}

func rowsOf(text string) (rows [][]string) {
	for line := range strings.SplitSeq(text, "\n") {
		rows = append(rows, []string{"错别字", line, "账户", "", text[:min(len(text), 200)]})
	}
	return rows
}

// verifying puts the text where a reader of PDF looks: alone, behind a file, in an
// object, in a cross-reference table and in the contents of a signature.
func verifying(press *pdf.Press, text string) func() {
	setting, err := press.Set(gongwen.Letter{Body: parse("甲")}, layout.Options{})
	if err != nil {
		return func() {}
	}
	file := string(setting.PDF)
	var files [][]byte
	for _, s := range []string{
		text, "%PDF-1.7\n" + text, file + text, file + "9 0 obj\n<</A " + text + ">>\nendobj\nstartxref\n9\n%%EOF\n",
		strings.Replace(file, "xref", "xref\n"+text, 1), file + "<</Type/Sig/Contents<" + text + ">/ByteRange[" + text + "]>>",
		strings.Replace(file, "trailer", "trailer "+text, 1), file + strings.Repeat(text+"\nstartxref\n0\n%%EOF\n", 3),
	} {
		files = append(files, []byte(s))
	}
	return func() {
		for _, b := range files {
			sign.Verify(b, sign.Trust{})
		}
	}
}
