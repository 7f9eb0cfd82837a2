package web

import (
	"errors"
	"net/http"
	"net/netip"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type loginForm struct {
	Login    string `form:"login" label:"账号" binding:"filled,max=200,text"`
	Password string `form:"password" label:"密码" binding:"filled,max=200,text"`
	Next     string `form:"next" label:"返回地址" binding:"max=2000"`
}

type loginView struct {
	Form    form
	Expired bool // a form was sent after the session had ended
}

func (s *server) loginPage(c *gin.Context) {
	if _, ok, err := s.signedIn(c, person); err == nil && ok {
		seeOther(c, "/")
		return
	}
	f := loginForm{Next: localPath(c.Query("next"))}
	s.show(c, http.StatusOK, "login", "登录", loginView{Form: form{values: f}, Expired: c.Query("expired") != ""})
}

func (s *server) login(c *gin.Context) {
	var f loginForm
	if err := bind(c, &f); err != nil {
		s.fail(c, err)
		return
	}
	refuse := func(code int, wrong []complaint) {
		f.Password = ""
		s.show(c, code, "login", "登录", loginView{Form: form{f, wrong}})
	}
	if wrong := s.check.complaints(f); len(wrong) > 0 {
		refuse(http.StatusUnprocessableEntity, wrong)
		return
	}
	account, err := s.Service.Authenticate(c.Request.Context(), f.Login, f.Password, clientPlace(s.clientAddress(c.Request)))
	if wrong, ok := complaintsOf(err); ok {
		refuse(http.StatusUnprocessableEntity, wrong)
		return
	}
	if reply.CodeOf(err) == reply.TooMany {
		refuse(http.StatusTooManyRequests, []complaint{{Text: problemOf(err).Text}})
		return
	}
	if err == nil {
		err = s.openSession(c, account)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	seeOther(c, localPath(f.Next))
}

// clientPlace is where failed logins are counted: an address, or the network of
// an IPv6 one, of which a single client has as many as it likes.
func clientPlace(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	network, _ := ip.WithZone("").Prefix(64) // fails beyond 128 bits only
	return network.String()
}

func (s *server) logout(c *gin.Context) {
	ctx, who := c.Request.Context(), actor(c)
	if err := s.sessions.Destroy(ctx); err != nil {
		s.fail(c, err)
		return
	}
	if err := s.Service.SignOut(ctx, who); err != nil {
		s.Logger.Warn("recording a sign-out", "error", err)
	}
	seeOther(c, "/login")
}

// home is where an account starts: readers and administrators have no 待办.
func (s *server) home(c *gin.Context) {
	switch actor(c).Account.Role {
	case reply.Reader:
		seeOther(c, "/letters")
	case reply.Administrator:
		seeOther(c, "/registry")
	default:
		seeOther(c, "/work")
	}
}

type passwordForm struct {
	Old    string `form:"old" label:"现在的密码" binding:"filled,max=200"`
	New    string `form:"new" label:"新密码" binding:"filled,max=200,text"`
	Repeat string `form:"repeat" label:"新密码（再输一次）" binding:"filled,eqfield=New"`
}

type passwordView struct {
	Form form
	Must bool // somebody else has set the password: nothing else can be done before
}

// passwordPath is the only page that an account may use whose password somebody else
// has set.
const passwordPath = "/password"

// mustChange sends an account to the form of its password if somebody else has set
// it; it tells whether it did.
func (s *server) mustChange(c *gin.Context, who reply.Actor, a access) bool {
	if !who.Account.MustChange || c.FullPath() == passwordPath || c.FullPath() == "/logout" {
		return false
	}
	if a == person {
		seeOther(c, passwordPath)
	} else {
		c.JSON(http.StatusForbidden, jsonProblem{Error: "密码是管理员设置的，请先打开“修改密码”换成自己的", Code: "403"})
	}
	return true
}

func (s *server) passwordPage(c *gin.Context) {
	s.show(c, http.StatusOK, "password", "修改密码", passwordView{form{values: passwordForm{}}, actor(c).Account.MustChange})
}

func (s *server) changePassword(c *gin.Context) {
	var f passwordForm
	if err := bind(c, &f); err != nil {
		s.fail(c, err)
		return
	}
	who := actor(c)
	wrong := s.check.complaints(f)
	var err error
	if len(wrong) == 0 {
		err = s.Service.ChangePassword(c.Request.Context(), who, f.Old, f.New)
		wrong, _ = complaintsOf(err)
	}
	status := http.StatusUnprocessableEntity
	switch {
	case errors.Is(err, service.ErrSignInAgain):
		s.signInAgain(c, problemOf(err).Text)
		return
	case reply.CodeOf(err) == reply.TooMany:
		status, wrong = http.StatusTooManyRequests, []complaint{{Text: problemOf(err).Text}}
	}
	if len(wrong) > 0 {
		s.show(c, status, "password", "修改密码", passwordView{form{passwordForm{}, wrong}, who.Account.MustChange})
		return
	}
	if err == nil {
		err = s.reopenSession(c, who.Account.ID)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.flash(c, "密码已修改，其他设备上的登录已经失效")
	seeOther(c, "/")
}

// signInAgain ends the session and asks for the password.
func (s *server) signInAgain(c *gin.Context, why string) {
	if err := s.sessions.Destroy(c.Request.Context()); err != nil {
		s.fail(c, err)
		return
	}
	c.Set(actorKey, reply.Actor{})
	v := loginView{Form: form{loginForm{Next: "/"}, []complaint{{Text: why}}}}
	s.show(c, http.StatusForbidden, "login", "登录", v)
}

// reopenSession keeps this session alive after its password changed; all
// others of the account end.
func (s *server) reopenSession(c *gin.Context, id int64) error {
	who, err := s.Service.Actor(c.Request.Context(), id)
	if err != nil {
		return err
	}
	return s.openSession(c, who.Account)
}
