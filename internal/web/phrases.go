package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/calendar"
	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// The phrase library (常用语) of the own department.

const phrasesPath = "/phrases"

type phrasesView struct {
	Form    form // of the import; holds its complaints
	Phrases []phraseLine
	All     int    // how many there are
	Query   string // what the list is narrowed to
	// Standards stand in every department's list at the desk.
	Standards []merge.Standard
}

type phraseLine struct {
	reply.Phrase
	Expired bool
	Unknown []string // slots that no case fills
}

func (s *server) phrasesPage(c *gin.Context) {
	s.showPhrases(c, http.StatusOK, nil)
}

func (s *server) showPhrases(c *gin.Context, code int, wrong []complaint) {
	all, err := s.Service.Phrases(c.Request.Context(), actor(c))
	if err != nil {
		s.fail(c, err)
		return
	}
	v := phrasesView{Form: form{Complaints: wrong}, All: len(all), Query: strings.TrimSpace(c.Query("q")), Standards: s.Service.StandardPhrases()}
	for _, one := range all {
		if holdsAll(one.Topic+"\n"+one.Text, v.Query) {
			v.Phrases = append(v.Phrases, phraseLine{one, one.Expired(s.Service.Today()), merge.UnknownSlots(one.Text)})
		}
	}
	s.show(c, code, "phrases", "常用语", v)
}

// holdsAll reports whether text holds every word of the query.
func holdsAll(text, query string) bool {
	for _, word := range strings.Fields(query) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

type phraseForm struct {
	Topic    string `form:"topic" label:"主题" binding:"filled,max=40,text"`
	Words    string `form:"words" label:"内容" binding:"filled,max=4000,text"`
	Expires  string `form:"expires" label:"到期日" binding:"date"`
	Revision int    `form:"revision"`
}

type phraseView struct {
	Form  form
	ID    int64
	Slots []string
}

func (s *server) phrasePage(c *gin.Context) {
	id, err := registryID(c)
	f := phraseForm{}
	if err == nil && id == 0 {
		err = reply.PermitGeneral(actor(c), reply.ManagePhrases)
	}
	if err == nil && id != 0 {
		var one reply.Phrase
		one, err = s.Service.Phrase(c.Request.Context(), actor(c), id)
		f = phraseForm{one.Topic, one.Text, one.Expires.String(), one.Revision}
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.showPhrase(c, http.StatusOK, id, form{values: f})
}

// beginPhrase shows the form of a new phrase with words that were selected on the
// desk; nothing is kept yet.
func (s *server) beginPhrase(c *gin.Context) {
	var f phraseForm
	err := reply.PermitGeneral(actor(c), reply.ManagePhrases)
	if err == nil {
		err = bind(c, &f)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.showPhrase(c, http.StatusOK, 0, form{values: phraseForm{Words: f.Words}})
}

func (s *server) showPhrase(c *gin.Context, code int, id int64, f form) {
	title := "增加常用语"
	if id != 0 {
		title = "修改常用语"
	}
	s.show(c, code, "phrase", title, phraseView{f, id, merge.PhraseSlots})
}

func (s *server) savePhrase(c *gin.Context) {
	var f phraseForm
	id, err := registryID(c)
	if err == nil {
		err = reply.PermitGeneral(actor(c), reply.ManagePhrases)
	}
	if err == nil {
		err = bind(c, &f)
	}
	var wrong []complaint
	if err == nil {
		wrong, err = s.checked(f, func() error {
			expires, _ := calendar.ParseDate(strings.TrimSpace(f.Expires)) // the form's shape holds: a day or nothing
			_, err := s.Service.SavePhrase(c.Request.Context(), actor(c), service.PhraseInput{
				ID: id, Revision: f.Revision, Topic: f.Topic, Text: f.Words, Expires: expires,
			})
			return err
		})
	}
	switch {
	case reply.CodeOf(err) == reply.Stale:
		s.stalePhrase(c, id, f, err)
	case err != nil:
		s.fail(c, err)
	case len(wrong) > 0:
		s.showPhrase(c, http.StatusUnprocessableEntity, id, form{f, wrong})
	default:
		s.flash(c, "已保存常用语："+strings.TrimSpace(f.Topic))
		seeOther(c, phrasesPath)
	}
}

// stalePhrase shows the form again as it was typed; saved once more it takes the
// other's place.
func (s *server) stalePhrase(c *gin.Context, id int64, f phraseForm, stale error) {
	one, err := s.Service.Phrase(c.Request.Context(), actor(c), id)
	if err != nil {
		s.fail(c, err)
		return
	}
	f.Revision = one.Revision
	s.showPhrase(c, http.StatusConflict, id, form{f, []complaint{{Text: problemOf(stale).Text + "。现在保存的是：" + one.Text}}})
}

type phraseDeleteView struct{ reply.Phrase }

func (s *server) deletePhrasePage(c *gin.Context) {
	id, err := pathID(c, "id")
	var one reply.Phrase
	if err == nil {
		one, err = s.Service.Phrase(c.Request.Context(), actor(c), id)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.show(c, http.StatusOK, "phrasedelete", "删除常用语", phraseDeleteView{one})
}

func (s *server) deletePhrase(c *gin.Context) {
	id, err := pathID(c, "id")
	if err == nil {
		err = s.Service.DeletePhrase(c.Request.Context(), actor(c), id)
	}
	if err != nil && reply.CodeOf(err) != reply.NotFound { // gone already is gone
		s.fail(c, err)
		return
	}
	s.flash(c, "已删除常用语")
	seeOther(c, phrasesPath)
}

func (s *server) exportPhrases(c *gin.Context) {
	all, err := s.Service.Phrases(c.Request.Context(), actor(c))
	if err != nil {
		s.fail(c, err)
		return
	}
	name := "常用语-" + actor(c).Department.ShortName + ".csv"
	saveAs(c, name, false)
	c.Data(http.StatusOK, "text/csv; charset=utf-8", reply.WritePhrases(all))
}

func (s *server) importPhrases(c *gin.Context) {
	err := reply.PermitGeneral(actor(c), reply.ManagePhrases)
	var done service.Imported
	if err == nil {
		var file []byte
		if file, err = phraseFile(c.Request); err == nil {
			done, err = s.Service.ImportPhrases(c.Request.Context(), actor(c), file)
		}
	}
	if wrong, ok := complaintsOf(err); ok {
		s.showPhrases(c, http.StatusUnprocessableEntity, wrong)
		return
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	said := "导入 " + strconv.Itoa(done.Added) + " 条常用语"
	if done.Known > 0 {
		said += "，另有 " + strconv.Itoa(done.Known) + " 条已经有了，没有重复导入"
	}
	s.flash(c, said)
	seeOther(c, phrasesPath)
}
