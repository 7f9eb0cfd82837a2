package reply

// The Chinese terms of the glossary, for screens and messages.

var roleWords = map[Role]string{
	Drafter: "承办人", Head: "负责人", Reader: "查阅人员", Coordinator: "督查室", Administrator: "管理员",
}

// Han returns the role's Chinese term.
func (r Role) Han() string { return roleWords[r] }

var stateWords = map[State]string{
	Drafting: "拟稿", Approval: "待签发", Replied: "已签发", Revoked: "已撤回",
}

// Han returns the state's Chinese term.
func (s State) Han() string { return stateWords[s] }

var draftKindWords = map[DraftKind]string{
	Saved: "保存", Autosaved: "自动保存", Merged: "合并", Restored: "恢复",
}

// Han says how the revision came about.
func (k DraftKind) Han() string { return draftKindWords[k] }

var letterStateWords = map[LetterState]string{
	Prepared: "待签发", Abandoned: "未签发", Issued: "有效", Withdrawn: "已撤回", Replaced: "已被新版本替换",
}

// Han returns the state's Chinese term.
func (s LetterState) Han() string { return letterStateWords[s] }

var actWords = map[Act]string{
	ViewCase: "查看提案", ViewLetter: "查阅答复", ViewDraft: "查看答复稿", ViewContributions: "查看会办意见",
	ViewOwnOpinion: "查看本单位会办意见", EditCase: "修改交办信息", RecordTalk: "记录沟通情况",
	SaveOpinion: "暂存会办意见", SubmitContribution: "报送会办意见", WaiveContribution: "不再等待会办意见",
	SaveDraft: "保存答复稿", Merge: "合并会办意见", SendForApproval: "送签", Recall: "撤回送签",
	ReturnDraft: "退回修改", PrepareIssue: "生成待签发文本", Issue: "签发并用印",
	RetrySigning: "重试签章", AbandonSigning: "放弃签章",
	WithdrawLetter: "撤回答复", Revise: "重新答复", CreateCase: "登记提案", ManageRegistry: "管理单位和账号",
	ListLetters: "查阅已签发答复", ListWork: "查看待办", SignIn: "登录", SignOut: "退出登录", ChangePassword: "修改密码",
}

// Han returns the act's Chinese term.
func (a Act) Han() string { return actWords[a] }
