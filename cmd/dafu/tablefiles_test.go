package main

import (
	"slices"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dafu/internal/check"
	"dafu/internal/reply"
)

// TestTablesGoRound takes a table through every file that it can stand in.
func TestTablesGoRound(t *testing.T) {
	own, err := check.ReadTable("词表", []byte("表,词,改为,例外,说明\n版本,2026-11,,,\n错别字,布署,部署,宣布署名,常见\n规则,35,关,,\n阈值,句长,100,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	xlsx, err := tableFiles{}.Sheet(own)
	if err != nil {
		t.Fatal(err)
	}
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(own.CSV()[3:]) // as spreadsheets here save it
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"csv": own.CSV(), "xlsx": xlsx, "csv in GB 18030": gbk} {
		got, err := tableFiles{}.Read("词表", file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if changes := got.Changes(own); len(changes) > 0 || got.Version != own.Version || !slices.EqualFunc(got.Records(), own.Records(), slices.Equal) {
			t.Errorf("%s changes %q", name, changes)
		}
	}
	for name, file := range map[string]string{"a picture": "\x89PNG\r\n\x1a\n\x00\x00", "a broken package": "PK\x03\x04broken", "a PDF": "%PDF-1.7"} {
		if _, err := (tableFiles{}).Read("词表", []byte(file)); reply.CodeOf(err) != reply.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
