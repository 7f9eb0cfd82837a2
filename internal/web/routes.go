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
	access       access
}

// access is who reaches an address.
type access int

const (
	open       access = iota // everybody
	person                   // who is signed in; others are led to /login
	script                   // the same for a page's script: others hear 401
	unattended               // the same, and nobody has done anything by it
)

const (
	glyphRoot = "/glyphs/"
	faceRoot  = "/faces/"
)

// routes is every address there is.
func (s *server) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	return []route{
		{get, healthPath, s.health, open},
		{get, assetRoot + "*file", s.asset, open},
		{http.MethodHead, assetRoot + "*file", s.asset, open},
		{get, "/login", s.loginPage, open},
		{post, "/login", s.login, open},
		{post, "/logout", s.logout, person},

		{get, verifyPath, s.verifyPage, open},
		{post, verifyPath, s.inTime(s.verifyFile), open},
		{get, verifyPath + "/:sha", s.verifyLink, open},

		{get, "/", s.home, person},
		{get, "/work", s.workPage, person},
		{get, "/password", s.passwordPage, person},
		{get, "/days/:day", s.sayDay, script},
		{post, "/password", s.changePassword, person},

		{get, "/cases/new", s.newCasePage, person},
		{post, "/cases/new", s.createCase, person},
		{get, "/cases/:id", s.casePage, person},
		{get, "/cases/:id/edit", s.editCasePage, person},
		{post, "/cases/:id/edit", s.editCase, person},
		{post, "/cases/:id/conform", s.inTurn(s.conformDraft), person},
		{post, "/cases/:id/talks", s.recordTalk, person},
		{get, "/cases/:id/waive/:department", s.waivePage, person},
		{post, "/cases/:id/waive/:department", s.waive, person},

		{get, "/cases/:id/opinion", s.opinionPage, person},
		{post, "/cases/:id/opinion", s.inTurn(s.saveOpinion), person},
		{post, "/cases/:id/opinion/autosave", s.inTurn(s.autosaveOpinion), script},
		{post, "/cases/:id/opinion/recall", s.recallOpinion, person},
		{get, "/cases/:id/opinion/return", s.returnOpinionPage, person},
		{post, "/cases/:id/opinion/return", s.returnOpinion, person},
		{get, "/cases/:id/contributions/:department/:revision", s.contributionPage, person},
		{get, "/cases/:id/opinion-letter/:revision", s.inTurn(s.opinionLetter), person},
		{get, "/cases/:id/opinion-letter/:revision/issue", s.inTurn(s.opinionIssuePage), person},
		{get, "/cases/:id/opinion-letter/:revision/issue/prepared.pdf", s.inTurn(s.preparedOpinion), person},
		{post, "/cases/:id/opinion-letter/:revision/issue", s.inTurn(s.issueOpinion), person},
		{post, "/cases/:id/opinion-letter/:revision/retry", s.retryOpinion, person},
		{post, "/cases/:id/opinion-letter/:revision/abandon", s.abandonOpinion, person},
		{get, "/cases/:id/contributions/:department/:revision/return", s.returnContributionPage, person},
		{post, "/cases/:id/contributions/:department/:revision/return", s.returnContribution, person},
		{get, "/cases/:id/contributions/:department/:revision/withdraw", s.withdrawContributionPage, person},
		{post, "/cases/:id/contributions/:department/:revision/withdraw", s.withdrawContribution, person},

		{get, "/cases/:id/requests", s.requestsPage, person},
		{post, "/cases/:id/requests", s.askParts, person},
		{get, "/cases/:id/requests/:request", s.requestPage, person},
		{post, "/cases/:id/requests/:request", s.changeRequest, person},
		{get, "/cases/:id/requests/:request/withdraw", s.withdrawRequestPage, person},
		{post, "/cases/:id/requests/:request/withdraw", s.withdrawRequest, person},

		{get, "/cases/:id/draft", s.draftPage, person},
		{post, "/cases/:id/draft", s.inTurn(s.saveDraft), person},
		{get, "/cases/:id/desk", s.deskPage, person},
		{post, "/cases/:id/desk/live", s.inTurn(s.live), script},
		{post, "/cases/:id/desk/save", s.inTurn(withJSON(s, s.deskSave)), script},
		{get, "/cases/:id/desk/text", withJSON(s, s.deskText), script},
		{get, "/cases/:id/desk/entries", s.inTurn(withJSON(s, s.deskEntries)), script},
		{post, "/cases/:id/desk/ask", s.deskAsk, script},
		{post, "/cases/:id/desk/request", s.deskChange, script},
		{post, "/cases/:id/desk/merge", s.inTurn(withJSON(s, s.deskMerge)), script},
		{post, "/cases/:id/desk/leave", withJSON(s, s.deskLeave), script},
		{get, "/cases/:id/desk/phrases", withJSON(s, s.deskPhrases), script},
		{post, "/cases/:id/desk/phrases", withJSON(s, s.deskUsePhrase), script},
		{post, "/cases/:id/desk/tidy", s.inTurn(withJSON(s, s.deskTidy)), script},
		{post, "/cases/:id/desk/part", withJSON(s, s.deskPart), script},
		{post, "/cases/:id/desk/responses", s.inTurn(withJSON(s, s.deskRespond)), script},
		{get, "/cases/:id/matrix", s.inTurn(s.matrixPage), person},
		{post, "/cases/:id/desk/here", withJSON(s, s.deskHere), unattended},
		{post, wordPath, s.inTurn(s.importWord), script},
		{get, "/cases/:id/draft.docx", s.inTurn(s.exportWord), person},
		{post, "/cases/:id/desk/comments", s.inTurn(withJSON(s, s.deskComments)), unattended},
		{post, "/cases/:id/desk/comments/new", withJSON(s, s.deskComment), script},
		{post, "/cases/:id/desk/comments/:comment/answer", withJSON(s, s.deskAnswer), script},
		{post, "/cases/:id/desk/comments/:comment/state", withJSON(s, s.deskSetComment), script},
		{get, "/cases/:id/comments", s.commentsPage, person},
		{post, "/cases/:id/comments", s.writeComment, person},
		{post, "/cases/:id/comments/:comment/answer", s.answerComment, person},
		{post, "/cases/:id/comments/:comment/state", s.setComment, person},
		{get, "/cases/:id/countersign", s.inTurn(s.countersignPage), person},
		{post, "/cases/:id/countersign/ask", s.askCountersign, person},
		{post, "/cases/:id/countersign/confirm", s.confirmCountersign, person},
		{post, "/cases/:id/countersign/object", s.objectCountersign, person},
		{post, "/cases/:id/countersign/override", s.overrideCountersign, person},
		{get, "/cases/:id/revisions", s.revisionsPage, person},
		{get, "/cases/:id/compare", s.inTurn(s.comparePage), person},
		{get, "/cases/:id/redline.pdf", s.inTurn(s.redlineFile), person},
		{post, "/cases/:id/revisions/:revision/restore", s.restore, person},
		{post, "/cases/:id/revisions/:revision/name", s.nameRevision, person},
		{get, glyphRoot + ":start/:face", s.inTurn(s.outlines), unattended},
		{get, faceRoot + ":start/:role", s.inTurn(s.webFont), unattended},
		{get, "/cases/:id/merge", s.inTurn(s.mergePage), person},
		{post, "/cases/:id/merge", s.inTurn(s.merge), person},
		{get, "/cases/:id/preview", s.previewPage, person},
		{get, "/cases/:id/preview.pdf", s.inTurn(s.previewFile), person},

		{post, "/cases/:id/approval", s.sendForApproval, person},
		{post, "/cases/:id/recall", s.recall, person},
		{get, "/cases/:id/check", s.inTurn(s.checkPage), person},
		{post, "/cases/:id/check/overrule", s.overrule, person},
		{post, "/cases/:id/check/leave", s.leaveFinding, person},
		{post, "/cases/:id/check/restore", s.restoreFinding, person},
		{get, "/help/check", s.helpCheckPage, person},
		{get, "/tables", s.tablesPage, person},
		{post, "/tables/rules", s.saveRules, person},
		{post, "/tables/rows", s.saveRow, person},
		{post, "/tables/drop", s.dropRow, person},
		{post, "/tables/restore", s.restoreTable, person},
		{post, tablesImportPath, s.inTurn(s.importTable), person},
		{get, "/tables/export/:file", s.exportTable, person},

		{get, "/cases/:id/issue", s.inTurn(s.issuePage), person},
		{get, "/cases/:id/issue/prepared.pdf", s.inTurn(s.preparedFile), person},
		{post, "/cases/:id/issue", s.inTurn(s.issue), person},
		{post, "/cases/:id/signing", s.retrySigning, person},
		{get, "/cases/:id/signing/abandon", s.abandonPage, person},
		{post, "/cases/:id/signing/abandon", s.abandonSigning, person},
		{get, "/cases/:id/return", s.returnPage, person},
		{post, "/cases/:id/return", s.returnDraft, person},
		{get, "/cases/:id/revise", s.revisePage, person},
		{post, "/cases/:id/revise", s.revise, person},

		{get, "/letters", s.lettersPage, person},
		{get, "/letters/:id/download", s.download, person},
		{post, "/letters/:id/print", s.printUnsealed, person},
		{get, "/cases/:id/withdraw/:letter", s.withdrawPage, person},
		{post, "/cases/:id/withdraw/:letter", s.withdraw, person},

		{get, phrasesPath, s.phrasesPage, person},
		{get, phrasesPath + ".csv", s.exportPhrases, person},
		{post, phrasesPath + "/import", s.inTurn(s.importPhrases), person},
		{post, phrasesPath + "/begin", s.beginPhrase, person},
		{get, phrasesPath + "/:id", s.phrasePage, person},
		{post, phrasesPath + "/:id", s.savePhrase, person},
		{get, phrasesPath + "/:id/delete", s.deletePhrasePage, person},
		{post, phrasesPath + "/:id/delete", s.deletePhrase, person},

		{get, "/registry", s.registryPage, person},
		{get, "/registry/departments/:id", s.departmentPage, person},
		{post, "/registry/departments/:id", s.saveDepartment, person},
		{get, "/registry/accounts/:id", s.accountPage, person},
		{post, "/registry/accounts/:id", s.saveAccount, person},
	}
}

// health says that the process serves; it needs no session and tells nothing.
func (s *server) health(c *gin.Context) { c.String(http.StatusOK, "ok\n") }
