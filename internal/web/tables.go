package web

import (
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	rules "dafu/internal/check"
	"dafu/internal/reply"
	"dafu/internal/service"
)

const tablesImportPath = "/tables/import"

// rowForm adds a row to the department's own table. Version is the one that was
// looked at.
type rowForm struct {
	Version int    `form:"version" label:"版本"`
	Kind    string `form:"kind" label:"表" ask:"选择" binding:"filled,max=20,text"`
	Word    string `form:"word" label:"词" binding:"filled,max=60,text"`
	Use     string `form:"use" label:"改为" binding:"max=60,text"`
	Except  string `form:"except" label:"例外" binding:"max=200,text"`
	Note    string `form:"note" label:"说明" binding:"max=200,text"`
}

type tablesView struct {
	service.TablesView
	Row        form
	Kinds      []choice
	Rules      []ruleSetting
	Words      []rules.Row
	Complaints []complaint // of a file or of the settings
}

// ruleSetting is a rule with what the department makes of it.
type ruleSetting struct {
	rules.Rule
	Choices []choice
}

// settingWords are what a rule's setting is called.
var settingWords = map[string]string{string(rules.Error): "错误", string(rules.Advice): "提示", "关": "不查"}

func (s *server) tablesPage(c *gin.Context) { s.showTables(c, http.StatusOK, form{}, nil) }

func (s *server) showTables(c *gin.Context, code int, row form, wrong []complaint) {
	v, err := s.Service.Tables(c.Request.Context(), actor(c))
	if err != nil {
		s.fail(c, err)
		return
	}
	if row.values == nil {
		row.values = rowForm{Version: v.Version}
	}
	view := tablesView{TablesView: v, Row: row, Words: v.Own.Words(), Complaints: wrong}
	for _, kind := range rules.Kinds() {
		view.Kinds = append(view.Kinds, choice{Value: kind, Label: kind, Chosen: row.values.(rowForm).Kind == kind})
	}
	for _, r := range rules.Rules() {
		one := ruleSetting{Rule: r}
		now := v.Own.Setting(strconv.Itoa(r.ID))
		for _, setting := range rules.Settings {
			label := settingWords[setting]
			if setting == "" {
				label = "系统默认（" + settingWords[string(r.Severity)] + "）"
			}
			one.Choices = append(one.Choices, choice{Value: setting, Label: label, Chosen: setting == now})
		}
		view.Rules = append(view.Rules, one)
	}
	s.show(c, code, "tables", "校核词表", view)
}

// saveRules takes the setting of every rule: fields rule-1 to rule-48.
func (s *server) saveRules(c *gin.Context) {
	var f struct {
		Version int `form:"version" label:"版本"`
	}
	s.changeTable(c, func(values map[string][]string, own rules.Table) (int, rules.Table, error) {
		if err := bindKnown(values, &f, func(name string) bool { return strings.HasPrefix(name, "rule-") }); err != nil {
			return 0, own, err
		}
		for _, r := range rules.Rules() {
			id := strconv.Itoa(r.ID)
			given := values["rule-"+id]
			if len(given) != 1 || !slices.Contains(rules.Settings, given[0]) {
				return 0, own, errUnknown
			}
			if given[0] != own.Setting(id) {
				own = own.WithSetting(id, given[0])
			}
		}
		return f.Version, own, nil
	})
}

func (s *server) dropRow(c *gin.Context) {
	var f struct {
		Version int    `form:"version" label:"版本"`
		Kind    string `form:"kind" label:"表"`
		Word    string `form:"word" label:"词"`
	}
	s.changeTable(c, func(values map[string][]string, own rules.Table) (int, rules.Table, error) {
		if err := bindKnown(values, &f, func(string) bool { return false }); err != nil {
			return 0, own, err
		}
		own.Rows = slices.DeleteFunc(slices.Clone(own.Rows), func(r rules.Row) bool { return r.Kind == f.Kind && r.Word == f.Word })
		return f.Version, own, nil
	})
}

// restoreTable makes an earlier version the next one.
func (s *server) restoreTable(c *gin.Context) {
	var f struct {
		Version int `form:"version" label:"版本"`
		Earlier int `form:"earlier" label:"较早的版本"`
	}
	s.changeTable(c, func(values map[string][]string, own rules.Table) (int, rules.Table, error) {
		if err := bindKnown(values, &f, func(string) bool { return false }); err != nil {
			return 0, own, err
		}
		earlier, err := s.Service.TableAt(c.Request.Context(), actor(c), f.Earlier)
		return f.Version, earlier, err
	})
}

// changeTable carries out a change of the own table that needs no field of its
// own to complain at.
func (s *server) changeTable(c *gin.Context, change func(map[string][]string, rules.Table) (int, rules.Table, error)) {
	values, err := posted(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	v, err := s.Service.Tables(c.Request.Context(), actor(c))
	if err != nil {
		s.fail(c, err)
		return
	}
	base, own, err := change(values, v.Own)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.keepTable(c, base, own)
}

// keepTable stores the table; what is wrong with it is said on the page.
func (s *server) keepTable(c *gin.Context, base int, own rules.Table) {
	changes, err := s.Service.SaveTable(c.Request.Context(), actor(c), base, own)
	if wrong, ok := complaintsOf(err); ok {
		s.showTables(c, http.StatusUnprocessableEntity, form{}, unplaced(wrong))
		return
	}
	if reply.CodeOf(err) == reply.Stale {
		s.showTables(c, http.StatusConflict, form{}, []complaint{{Text: textOf(err)}})
		return
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.flash(c, tableSaved(changes))
	seeOther(c, "/tables")
}

func tableSaved(changes []string) string {
	if len(changes) == 0 {
		return "没有改动"
	}
	return fmt.Sprintf("已保存，改动 %d 处", len(changes))
}

// unplaced are complaints about lines of a file: no field bears their name.
func unplaced(wrong []complaint) []complaint {
	const most = 50
	out := make([]complaint, 0, len(wrong))
	for i, one := range wrong {
		if i == most {
			out = append(out, complaint{Text: fmt.Sprintf("还有 %d 处问题", len(wrong)-most)})
			break
		}
		out = append(out, complaint{Text: one.Text})
	}
	return out
}

func (s *server) saveRow(c *gin.Context) {
	var f rowForm
	if err := bind(c, &f); err != nil {
		s.fail(c, err)
		return
	}
	v, err := s.Service.Tables(c.Request.Context(), actor(c))
	if err != nil {
		s.fail(c, err)
		return
	}
	own := v.Own
	own.Rows = append(slices.DeleteFunc(slices.Clone(own.Rows), func(r rules.Row) bool { return r.Kind == f.Kind && r.Word == f.Word }),
		rules.Row{Kind: f.Kind, Word: f.Word, Use: f.Use, Except: strings.Fields(f.Except), Note: f.Note})
	var changes []string
	wrong, err := s.checked(f, func() (err error) {
		changes, err = s.Service.SaveTable(c.Request.Context(), actor(c), f.Version, own)
		if faults, ok := complaintsOf(err); ok { // the table's line is this form's row
			return reply.FieldError("word", "%s", afterColon(faults[0].Text))
		}
		return err
	})
	switch {
	case len(wrong) > 0:
		s.showTables(c, http.StatusUnprocessableEntity, form{f, wrong}, nil)
	case reply.CodeOf(err) == reply.Stale:
		f.Version = v.Version
		s.showTables(c, http.StatusConflict, form{values: f}, []complaint{{Text: textOf(err)}})
	case err != nil:
		s.fail(c, err)
	default:
		s.flash(c, tableSaved(changes))
		seeOther(c, "/tables")
	}
}

// afterColon leaves out which line of the table it is.
func afterColon(text string) string {
	if _, rest, ok := strings.Cut(text, "："); ok {
		return rest
	}
	return text
}

// importTable puts a file in the own table's place, or changes nothing.
func (s *server) importTable(c *gin.Context) {
	base, err := strconv.Atoi(c.PostForm("version"))
	header, missing := c.FormFile("file")
	if err != nil {
		s.fail(c, errUnknown)
		return
	}
	if missing != nil {
		s.showTables(c, http.StatusUnprocessableEntity, form{}, []complaint{{Text: "请选择 .csv 或 .xlsx 文件，最大 4 MB"}})
		return
	}
	file, err := header.Open()
	if err != nil {
		s.fail(c, err)
		return
	}
	defer file.Close()
	b, err := io.ReadAll(file)
	if err != nil {
		s.fail(c, err)
		return
	}
	table, err := s.Service.ReadTableFile(actor(c), b)
	if wrong, ok := complaintsOf(err); ok {
		s.showTables(c, http.StatusUnprocessableEntity, form{}, append([]complaint{{Text: "“" + header.Filename + "”没有导入，词表没有变动"}}, unplaced(wrong)...))
		return
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.keepTable(c, base, table)
}

// exportTable answers with own.csv, own.xlsx, all.csv, all.xlsx, or an earlier
// version: 3.csv.
func (s *server) exportTable(c *gin.Context) {
	ext := path.Ext(c.Param("file"))
	name := strings.TrimSuffix(c.Param("file"), ext)
	t, title, err := s.tableNamed(c, name)
	if err != nil {
		s.fail(c, err)
		return
	}
	body, kind := t.CSV(), "text/csv; charset=utf-8"
	switch ext {
	case ".csv":
	case ".xlsx":
		kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		if body, err = s.Service.TableSheet(t); err != nil {
			s.fail(c, err)
			return
		}
	default:
		s.fail(c, errNoPage)
		return
	}
	saveAs(c, title+ext, false)
	c.Data(http.StatusOK, kind, body)
}

func (s *server) tableNamed(c *gin.Context, name string) (rules.Table, string, error) {
	ctx, who := c.Request.Context(), actor(c)
	switch name {
	case "own":
		v, err := s.Service.Tables(ctx, who)
		return v.Own, v.Own.Name, err
	case "all":
		t, err := s.Service.MergedTable(ctx, who)
		return t, "校核词表（全部）", err
	}
	n, err := strconv.Atoi(name)
	if err != nil {
		return rules.Table{}, "", errNoPage
	}
	t, err := s.Service.TableAt(ctx, who, n)
	return t, fmt.Sprintf("%s 第%d版", t.Name, n), err
}
