package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

const (
	assetRoot  = "/assets/"
	healthPath = "/healthz"
)

// route is one line of the table of all addresses.
type route struct {
	method, path string
	handle       gin.HandlerFunc
	login        bool // redirects to /login without a session
}

// routes is every address there is.
func (s *server) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	return []route{
		{get, healthPath, s.health, false},
		{get, assetRoot + "*file", s.asset, false},
		{http.MethodHead, assetRoot + "*file", s.asset, false},
		{get, "/login", s.loginPage, false},
		{post, "/login", s.login, false},
		{post, "/logout", s.logout, true},

		{get, verifyPath, s.verifyPage, false},
		{post, verifyPath, s.verifyFile, false},
		{get, verifyPath + "/:sha", s.verifyLink, false},

		{get, "/", s.home, true},
		{get, "/work", s.workPage, true},
		{get, "/password", s.passwordPage, true},
		{post, "/password", s.changePassword, true},

		{get, "/cases/new", s.newCasePage, true},
		{post, "/cases/new", s.createCase, true},
		{get, "/cases/:id", s.casePage, true},
		{get, "/cases/:id/edit", s.editCasePage, true},
		{post, "/cases/:id/edit", s.editCase, true},
		{post, "/cases/:id/talks", s.recordTalk, true},
		{get, "/cases/:id/waive/:department", s.waivePage, true},
		{post, "/cases/:id/waive/:department", s.waive, true},

		{get, "/cases/:id/opinion", s.opinionPage, true},
		{post, "/cases/:id/opinion", s.saveOpinion, true},
		{post, "/cases/:id/opinion/recall", s.recallOpinion, true},
		{get, "/cases/:id/opinion/return", s.returnOpinionPage, true},
		{post, "/cases/:id/opinion/return", s.returnOpinion, true},
		{get, "/cases/:id/contributions/:department/:revision", s.contributionPage, true},
		{get, "/cases/:id/contributions/:department/:revision/return", s.returnContributionPage, true},
		{post, "/cases/:id/contributions/:department/:revision/return", s.returnContribution, true},
		{get, "/cases/:id/contributions/:department/:revision/withdraw", s.withdrawContributionPage, true},
		{post, "/cases/:id/contributions/:department/:revision/withdraw", s.withdrawContribution, true},

		{get, "/cases/:id/requests", s.requestsPage, true},
		{post, "/cases/:id/requests", s.askParts, true},
		{get, "/cases/:id/requests/:request", s.requestPage, true},
		{post, "/cases/:id/requests/:request", s.changeRequest, true},
		{get, "/cases/:id/requests/:request/withdraw", s.withdrawRequestPage, true},
		{post, "/cases/:id/requests/:request/withdraw", s.withdrawRequest, true},

		{get, "/cases/:id/draft", s.draftPage, true},
		{post, "/cases/:id/draft", s.saveDraft, true},
		{get, "/cases/:id/merge", s.mergePage, true},
		{post, "/cases/:id/merge", s.merge, true},
		{get, "/cases/:id/preview", s.previewPage, true},
		{get, "/cases/:id/preview.pdf", s.previewFile, true},

		{post, "/cases/:id/approval", s.sendForApproval, true},
		{post, "/cases/:id/recall", s.recall, true},
		{get, "/cases/:id/issue", s.issuePage, true},
		{post, "/cases/:id/issue", s.issue, true},
		{post, "/cases/:id/signing", s.retrySigning, true},
		{get, "/cases/:id/signing/abandon", s.abandonPage, true},
		{post, "/cases/:id/signing/abandon", s.abandonSigning, true},
		{get, "/cases/:id/return", s.returnPage, true},
		{post, "/cases/:id/return", s.returnDraft, true},
		{get, "/cases/:id/revise", s.revisePage, true},
		{post, "/cases/:id/revise", s.revise, true},

		{get, "/letters", s.lettersPage, true},
		{get, "/letters/:id/prepared.pdf", s.preparedFile, true},
		{get, "/letters/:id/download", s.download, true},
		{get, "/cases/:id/withdraw/:letter", s.withdrawPage, true},
		{post, "/cases/:id/withdraw/:letter", s.withdraw, true},

		{get, "/registry", s.registryPage, true},
		{get, "/registry/departments/:id", s.departmentPage, true},
		{post, "/registry/departments/:id", s.saveDepartment, true},
		{get, "/registry/accounts/:id", s.accountPage, true},
		{post, "/registry/accounts/:id", s.saveAccount, true},
	}
}

// health says that the process serves; it needs no session and tells nothing.
func (s *server) health(c *gin.Context) { c.String(http.StatusOK, "ok\n") }
