package check

import (
	"bytes"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"dafu/internal/reply"
)

const head = "表,词,改为,例外,说明\n"

func TestShippedTableIsGood(t *testing.T) {
	table, err := ReadTable("系统默认词表", shippedCSV)
	if err != nil {
		for _, p := range reply.ProblemsOf(err) {
			t.Error(p.Text)
		}
		t.Fatal(err)
	}
	if len(table.Rows) < 250 || table.Version == "" {
		t.Errorf("%d rows, version %q", len(table.Rows), table.Version)
	}
	again, err := ReadTable(table.Name, table.CSV())
	if err != nil || !reflect.DeepEqual(again, table) {
		t.Errorf("written and read again it is another: %v", err)
	}
	again, err = ParseTable(table.Name, table.Records())
	if err != nil || !reflect.DeepEqual(again, table) {
		t.Errorf("as a spreadsheet it is another: %v", err)
	}
}

// No word of a table stands in what another row would write: fixes would chase
// each other.
func TestShippedWordsComeToRest(t *testing.T) {
	for _, l := range []*lexicon{&Shipped().typos, &Shipped().terms} {
		for _, list := range l.entries {
			for _, e := range list {
				Shipped().typos.each([]rune(e.row.Use), func(_ int, other *entry) {
					t.Errorf("%s becomes %s, in which %s is wrong", e.row.Word, e.row.Use, other.row.Word)
				})
				for _, x := range e.except {
					if !strings.Contains(string(x.word), e.row.Word) {
						t.Errorf("%s has the exception %s", e.row.Word, string(x.word))
					}
				}
			}
		}
	}
}

func TestFaultyTablesAreRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		in   string
		want []string
	}{
		"empty":             {"", []string{"第 1 行：应是表头"}},
		"no header":         {"错别字,帐户,账户\n", []string{"第 1 行：应是表头"}},
		"no such kind":      {head + "错字,帐户,账户,,\n", []string{"第 2 行：没有“错字”这种表"}},
		"no word":           {head + "错别字,,账户,,\n", []string{"第 2 行：没有写“词”"}},
		"no replacement":    {head + "错别字,帐户,,,\n", []string{"第 2 行：没有写“改为”"}},
		"one character":     {head + "错别字,帐,账,,\n", []string{"第 2 行：“帐”只有一个字"}},
		"itself":            {head + "错别字,账户,账户名,,\n", []string{"第 2 行：“账户名”里又有“账户”"}},
		"a stray exception": {head + "错别字,帐户,账户,账户,\n", []string{"第 2 行：例外“账户”里没有“帐户”"}},
		"twice":             {head + "用语,甲乙,丙丁,,\n\n用语,甲乙,戊己,,\n", []string{"第 4 行：与第 2 行重复"}},
		"no number":         {head + "阈值,句长,很长,,\n", []string{"第 2 行：“阈值”的“改为”应是"}},
		"no such rule":      {head + "规则,99,E,,\n", []string{"第 2 行：没有第 99 条规则"}},
		"no such severity":  {head + "规则,10,X,,\n", []string{"第 2 行：“规则”的“改为”应是 E、W 或 关"}},
		"one mixed word":    {head + "混用,制定,,,\n", []string{"第 2 行：“混用”要在“改为”里写另一个词"}},
		"a torn quote":      {head + "\"错别字,帐户\n", []string{"引号没有配对"}},
		"a long word":       {head + "用语," + strings.Repeat("长", 61) + ",短,,\n", []string{"最多 60 字"}},
		"several": {head + "错别字,帐户,账户,,\n错别字,帐,账,,\n规则,0,E,,\n",
			[]string{"第 3 行：", "第 4 行："}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadTable("本单位", []byte(tc.in))
			problems := reply.ProblemsOf(err)
			if len(problems) != len(tc.want) {
				t.Fatalf("complains of %v", err)
			}
			for i, p := range problems {
				if !strings.Contains(p.Text, tc.want[i]) {
					t.Errorf("says %q, want %q", p.Text, tc.want[i])
				}
			}
		})
	}
}

func own(t *testing.T, rows string) *Tables {
	t.Helper()
	table, err := ReadTable("本单位", []byte(head+"版本,7,,,\n"+rows))
	if err != nil {
		t.Fatal(err)
	}
	return Shipped().With(table)
}

func TestOwnTable(t *testing.T) {
	for name, tc := range map[string]struct {
		rows, text string
		rule       int
		severity   Severity // "" if nothing is to be found
		table      string
	}{
		"a term":                      {"用语,云大,云南大学,,\n", "与云大合作。", 32, Advice, "本单位 7"},
		"a term beside its exception": {"用语,云大,云南大学,白云大道,\n", "白云大道已经通车。", 32, "", ""},
		"a shipped word stays":        {"用语,云大,云南大学,,\n", "开设帐户。", 31, Advice, "系统默认词表 2026-11"},
		"a shipped word off":          {"错别字,帐户,停用,,\n", "开设帐户。", 31, "", ""},
		"a shipped word otherwise":    {"错别字,帐户,账号,,\n", "开设帐户。", 31, Advice, "本单位 7"},
		"a rule off":                  {"规则,31,关,,\n", "开设帐户。", 31, "", ""},
		"a rule raised":               {"规则,31,E,,\n", "开设帐户。", 31, Error, "系统默认词表 2026-11"},
		"a rule lowered":              {"规则,10,W,,\n", "你好,再见。", 10, Advice, ""},
		"a limit":                     {"阈值,句长,5,,\n", "这句话超过五个字。", 35, Advice, ""},
		"a limit as shipped":          {"", "这句话超过五个字。", 35, "", ""},
		"an abbreviation":             {"缩写,QWX,,,\n", "推进QWX机制。", 27, "", ""},
		"a mixed pair":                {"混用,老人,老年人,,\n", "老人办事。长者办事。", 31, "", ""},
		"a body's name":               {"名称,老龄健康促进局,老健局,,\n", "感谢。\n某某市老龄健康促局\n2024年5月31日", 26, Error, "本单位 7"},
	} {
		t.Run(name, func(t *testing.T) {
			found := only(Run(Input{Text: tc.text, Tables: own(t, tc.rows)}), tc.rule)
			if tc.severity == "" {
				if len(found) > 0 {
					t.Errorf("found %+v", found)
				}
				return
			}
			if len(found) != 1 || found[0].Severity != tc.severity || found[0].Table != tc.table {
				t.Errorf("found %+v", found)
			}
		})
	}
}

func TestMergedTable(t *testing.T) {
	tables := own(t, "错别字,帐户,停用,,\n用语,云大,云南大学,,\n")
	merged := tables.Merged()
	if n := len(merged.Rows) - len(Shipped().Merged().Rows); n != 0 || merged.Version != "7" || merged.Name != "本单位" {
		t.Errorf("%d rows more, %s %s", n, merged.Name, merged.Version)
	}
	if len(Shipped().Layers()) != 1 || len(tables.Layers()) != 2 {
		t.Error("laying one on top changed the one below")
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add(string(shippedCSV))
	f.Add(head + "用语,甲乙,丙丁,甲乙丙,说明\n规则,10,关,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := ReadTable("词表", []byte(text))
		if err != nil {
			return
		}
		tables := Shipped().With(table)
		fixed, _ := Fix(Input{Text: text, Tables: tables})
		if again, _ := Fix(Input{Text: fixed, Tables: tables}); again != fixed {
			t.Fatalf("fixing %q again makes %q", fixed, again)
		}
	})
}

// What a spreadsheet would take for a formula is none in the file, and every cell
// comes back as it was, also one that begins with an apostrophe.
func TestExportedTablesHoldNoFormulas(t *testing.T) {
	own := Table{Name: "本单位词表", Rows: []Row{
		{Kind: kindTypo, Word: "=HYPERLINK(1)", Use: "+1", Except: []string{"@=HYPERLINK(1)"}, Note: "-x"},
		{Kind: kindTypo, Word: "'=1+1", Use: "''@x", Except: []string{}, Note: "'平常"},
		{Kind: kindTypo, Word: "＝＝", Use: "等于", Except: []string{}},
	}}
	file := own.CSV()
	if regexp.MustCompile(`(?m)(^|,)"?[-=+@＝]`).Match(file) {
		t.Errorf("a spreadsheet would reckon:\n%s", file)
	}
	for name, b := range map[string][]byte{"as exported": file, "with CR alone": bytes.ReplaceAll(file, []byte("\n"), []byte("\r"))} {
		got, err := ReadTable(own.Name, b)
		if err != nil || !reflect.DeepEqual(got, own) {
			t.Errorf("%s: %v\n got %+v\nwant %+v", name, err, got, own)
		}
	}
	if _, err := ReadTable("x", []byte("表,词,改为,例外,说明,词\n")); err == nil || !strings.Contains(err.Error(), "有两列都叫“词”") {
		t.Errorf("a doubled head: %v", err)
	}
}
