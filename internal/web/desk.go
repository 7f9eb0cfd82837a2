package web

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
	"dafu/internal/typeface"
)

// deskView is the desk (文稿台): its page carries everything that the script
// begins with.
type deskView struct {
	service.DeskView
	Start   deskStart
	Nonce   string // for the style sheet that the editor makes
	Chosen  string // the outline that fills an empty draft
	Next    string // what the case waits for
	CanSave bool
}

// deskStart is what the desk's script begins with.
type deskStart struct {
	Case        int64            `json:"case"`
	Account     int64            `json:"account"`
	Name        string           `json:"name"`
	Revision    int              `json:"revision"`
	Edition     int              `json:"edition"`
	SavedBy     string           `json:"savedBy"`
	SavedAt     string           `json:"savedAt"`
	Text        string           `json:"text"`
	CanSave     bool             `json:"canSave"`
	Glyphs      string           `json:"glyphs"` // address of the outlines
	Faces       string           `json:"faces"`  // address of the editor's faces
	Departments []deskDepartment `json:"departments"`
	// Recommendations are the proposal's, in its order.
	Recommendations []string `json:"recommendations"`
	// HandedIn says when a contribution came, by “department.revision”.
	HandedIn map[string]string `json:"handedIn"`
	Parts    []partName        `json:"parts"`
	Idle     int               `json:"idle"` // seconds without a request until the session ends
}

type deskDepartment struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Tag  string `json:"tag"`
	Tint int    `json:"tint"`
	Lead bool   `json:"lead,omitempty"`
	// Countersign is how it stands to its words (会签) as the desk is opened, "" if
	// it was not asked.
	Countersign string `json:"countersign,omitempty"`
}

func (s *server) deskPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		who := actor(c)
		v, err := s.Service.Desk(c.Request.Context(), who, id, c.Query("skeleton"))
		if err != nil {
			return err
		}
		start := deskStart{
			Case: id, Account: who.Account.ID, Name: who.Account.Name, Revision: v.Draft.Revision, Edition: v.Draft.Edition,
			SavedBy: v.SavedBy, SavedAt: momentWords(v.Draft.SavedAt, s.year()), Text: strings.TrimSuffix(v.Text, "\n"),
			CanSave: v.Can[reply.SaveDraft], Glyphs: glyphRoot + s.glyphs, Faces: faceRoot + s.glyphs, Idle: int(s.IdleTimeout.Seconds()),
			Recommendations: v.Case.Recommendations, Parts: partNames(),
		}
		for _, d := range v.Departments {
			start.Departments = append(start.Departments, deskDepartment{
				ID: d.ID, Name: d.ShortName, Tag: d.Tag(), Tint: int(d.ID % 6), Lead: d.ID == v.Case.LeadID,
				Countersign: v.Agreements[d.ID].Han(),
			})
		}
		start.HandedIn = make(map[string]string, len(v.HandedIn))
		for _, one := range v.HandedIn {
			start.HandedIn[fmt.Sprintf("%d.%d", one.DepartmentID, one.Revision)] = momentWords(one.SubmittedAt, s.year())
		}
		page, err := s.Service.Case(c.Request.Context(), who, id)
		if err != nil {
			return err
		}
		nonce := rand.Text()
		c.Header("Content-Security-Policy", strings.Replace(contentPolicy, "style-src 'self'", "style-src 'self' 'nonce-"+nonce+"'", 1))
		view := deskView{DeskView: v, Next: page.Next.Text, Start: start, Nonce: nonce, Chosen: cmp.Or(c.Query("skeleton"), v.Case.Skeleton), CanSave: start.CanSave}
		s.show(c, http.StatusOK, "desk", screenTitle(v.Case, "文稿台"), view)
		return nil
	})
}

// The desk's script talks JSON. What it sends is small structs, what it hears
// is one of them or a jsonProblem.

type jsonProblem struct {
	Error  string `json:"error"`
	Code   string `json:"code"`
	Number string `json:"number,omitempty"` // to quote, for faults of ours
	Login  bool   `json:"login,omitempty"`  // the session is over
}

// withJSON reads the request into in and answers with what do returns.
func withJSON[In, Out any](s *server, do func(c *gin.Context, id int64, in In) (Out, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		id, err := pathID(c, "id")
		var in In
		if err == nil && c.Request.Method != http.MethodGet {
			err = readJSON(c, &in)
		}
		var out Out
		if err == nil {
			out, err = do(c, id, in)
		}
		if err != nil {
			s.failJSON(c, err)
			return
		}
		c.JSON(http.StatusOK, out)
	}
}

func readJSON(c *gin.Context, in any) error {
	decoder := json.NewDecoder(c.Request.Body)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(in)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return errTooLarge
	case err != nil:
		return errUnknown
	}
	return nil
}

func (s *server) failJSON(c *gin.Context, err error) {
	p := problemOf(late(c, err))
	s.logFailure(c, p, err)
	c.AbortWithStatusJSON(p.Status, jsonProblem{
		Error: p.Text, Code: strconv.Itoa(p.Status), Number: p.Number, Login: p.Status == http.StatusUnauthorized,
	})
}

// live answers with the pages of a text that is being typed. Have are the keys
// of the pages that the browser has; those are not sent again.
func (s *server) live(c *gin.Context) {
	c.Set(unlogged, true)
	var in struct {
		Text string   `json:"text"`
		Have []string `json:"have"`
	}
	id, err := pathID(c, "id")
	if err == nil {
		err = readJSON(c, &in)
	}
	if err == nil && !utf8.ValidString(in.Text) {
		err = errUnknown
	}
	var v service.LiveView
	if err == nil {
		v, err = s.Service.Live(c.Request.Context(), actor(c), id, in.Text)
	}
	if err != nil {
		s.failJSON(c, err)
		return
	}
	answer := liveOf(in.Text, v)
	answer.Checked = s.liveCheckedOf(v.Checkup)
	head, err := json.Marshal(answer)
	if err != nil {
		s.failJSON(c, err)
		return
	}
	have := make(map[string]bool, len(in.Have))
	for _, key := range in.Have {
		have[key] = true
	}
	b := append(head[:len(head)-1], `,"pages":[`...)
	for i, p := range v.Pages.Pages {
		page, key := livePage(p)
		b = append(comma(b, i), `{"key":"`...)
		b = append(append(b, key...), '"')
		if !have[key] {
			b = append(append(b, `,"page":`...), page...)
		}
		b = append(b, '}')
	}
	b = append(b, `]}`...)
	c.Data(http.StatusOK, jsonType, b)
}

const jsonType = "application/json; charset=utf-8"

// maxOutlines is how many outlines one request may ask for.
const maxOutlines = 600

// outlines answers with the outlines of glyphs: /glyphs/<start>/<face>?g=1,2,3.
// They never change while the process runs, whose start is in the address.
func (s *server) outlines(c *gin.Context) {
	face, err := strconv.Atoi(c.Param("face"))
	ids := strings.Split(c.Query("g"), ",")
	if err != nil || c.Param("start") != s.glyphs || len(ids) > maxOutlines {
		s.failJSON(c, errNoPage)
		return
	}
	paths := make(map[string]string, len(ids))
	for _, id := range ids {
		n, err := strconv.ParseUint(id, 10, 16)
		if err != nil {
			s.failJSON(c, errNoPage)
			return
		}
		outline, err := s.Service.Outline(typeface.FaceID(face), uint16(n))
		if err != nil {
			s.failJSON(c, errNoPage)
			return
		}
		paths[id] = outlineData(outline)
	}
	c.Header("Cache-Control", "private, max-age=31536000, immutable")
	c.JSON(http.StatusOK, paths)
}

// maxFontCharacters is how many characters one font may be asked for.
const maxFontCharacters = 2000

// webFont answers with the face of a role for the editor:
// /faces/<start>/<role>?c=<characters>.
func (s *server) webFont(c *gin.Context) {
	role, err := strconv.Atoi(c.Param("role"))
	characters := []rune(c.Query("c"))
	if err != nil || role < 0 || role >= len(typeface.Roles) || c.Param("start") != s.glyphs || len(characters) > maxFontCharacters {
		s.failJSON(c, errNoPage)
		return
	}
	font, err := s.Service.WebFont(typeface.Role(role), characters)
	if err == nil && font == nil {
		err = errNoPage
	}
	if err != nil {
		s.failJSON(c, err)
		return
	}
	c.Header("Cache-Control", "private, max-age=31536000, immutable")
	c.Data(http.StatusOK, "font/ttf", font)
}

type saveRequest struct {
	// Account is whose desk it is: signed in as somebody else meanwhile, nobody's
	// words are saved under another name.
	Account int64 `json:"account"`

	Base int    `json:"base"`
	Text string `json:"text"`
	Auto bool   `json:"auto"`
}

type saveAnswer struct {
	Revision  int            `json:"revision"`
	Edition   int            `json:"edition"`
	At        string         `json:"at"`
	By        string         `json:"by,omitempty"`
	Self      bool           `json:"self"` // By is the account itself, in another window
	Text      string         `json:"text"`
	Merged    bool           `json:"merged"` // somebody else's changes are in Text
	Conflicts []deskConflict `json:"conflicts,omitempty"`
}

type deskConflict struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	Base   string `json:"base"`
	Mine   string `json:"mine"`
	Theirs string `json:"theirs"`
}

func (s *server) deskSave(c *gin.Context, id int64, in saveRequest) (out saveAnswer, err error) {
	if in.Account != 0 && in.Account != actor(c).Account.ID {
		return out, errOtherAccount
	}
	saved, err := s.Service.SaveText(c.Request.Context(), actor(c), id, service.TextInput{Base: in.Base, Text: in.Text, Auto: in.Auto})
	if err != nil {
		return out, err
	}
	out = saveAnswer{
		Revision: saved.Draft.Revision, Edition: saved.Draft.Edition, At: s.clockWords(), By: saved.By,
		Self: saved.Draft.SavedBy == actor(c).Account.ID, Text: strings.TrimSuffix(saved.Text, "\n"), Merged: saved.Merged, Conflicts: conflictsOf(saved.Conflicts),
	}
	return out, nil
}

func conflictsOf(all []gongwen.Conflict) (out []deskConflict) {
	for _, one := range all {
		out = append(out, deskConflict{one.From, one.To, one.Base, one.Mine, one.Theirs})
	}
	return out
}

type hereRequest struct {
	Tab  string `json:"tab"`
	Line int    `json:"line"`
	Gone bool   `json:"gone"`
}

type hereAnswer struct {
	Others   []herePerson `json:"others"`
	Revision int          `json:"revision"`
	SavedBy  string       `json:"savedBy"`
	Left     int          `json:"left"`     // seconds until the session ends if nothing is done
	Comments int          `json:"comments"` // another number after every comment
}

type herePerson struct {
	Name string `json:"name"`
	Line int    `json:"line"`
}

const maxTab = 64 // characters of a tab's name

func (s *server) deskHere(c *gin.Context, id int64, in hereRequest) (out hereAnswer, err error) {
	c.Set(unlogged, true)
	if len(in.Tab) > maxTab {
		return out, errUnknown
	}
	v, err := s.Service.Here(c.Request.Context(), actor(c), id, in.Tab, in.Line)
	if err != nil {
		return out, err
	}
	if in.Gone {
		s.Service.Away(id, in.Tab)
	}
	out = hereAnswer{Others: []herePerson{}, Revision: v.Draft.Revision, SavedBy: v.SavedBy, Left: s.secondsLeft(c), Comments: v.Comments}
	for _, one := range v.Others {
		out.Others = append(out.Others, herePerson{one.Name, one.Line})
	}
	return out, nil
}

type textAnswer struct {
	Revision int    `json:"revision"`
	Edition  int    `json:"edition"`
	Text     string `json:"text"`
	SavedBy  string `json:"savedBy"`
	Self     bool   `json:"self"` // saved by the account itself, in another window
	At       string `json:"at"`
}

// deskText answers with the latest text.
func (s *server) deskText(c *gin.Context, id int64, _ struct{}) (out textAnswer, err error) {
	v, err := s.Service.Desk(c.Request.Context(), actor(c), id, "")
	if err != nil {
		return out, err
	}
	return textAnswer{
		v.Draft.Revision, v.Draft.Edition, strings.TrimSuffix(v.Text, "\n"), v.SavedBy, v.Draft.SavedBy == actor(c).Account.ID, momentWords(v.Draft.SavedAt, s.year()),
	}, nil
}
