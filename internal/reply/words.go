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
	SaveOpinion: "暂存会办意见", SubmitContribution: "报送会办意见", WaiveContribution: "不再等候会办意见",
	SendOpinion: "送负责人审核", RecallOpinion: "撤回送审", ReturnOpinion: "退回承办人修改",
	WithdrawContribution: "撤回报送", ReturnContribution: "退回重报",
	ViewRequests: "查看会办事项", AskPart: "提出会办事项", AskAgain: "再次要求", MoveRequest: "调整所属标题", WithdrawRequest: "撤销会办事项",
	ReceiveAnswer: "报送会办事项", DeclineRequest: "不承担会办事项", DropAnswer: "不再报送会办事项",
	SaveDraft: "保存答复稿", Merge: "合并会办意见", SendForApproval: "送签", Recall: "撤回送签",
	ReturnDraft: "退回修改", PrepareIssue: "生成待签发文本", Issue: "签发并用印",
	RetrySigning: "重试签章", AbandonSigning: "放弃签章",
	WithdrawLetter: "撤回答复", Revise: "重新答复", CreateCase: "登记提案", ManageRegistry: "管理单位和账号",
	LeaveFinding: "确认体检提示“这里不改”", OverruleFindings: "放行体检错误", ReadTables: "查看校核词表", KeepTables: "修改校核词表",
	PrintUnsealed: "下载供盖章的打印件", ViewOpinionLetter: "查看本单位会办意见函", ReadOpinionLetter: "查阅会办意见函",
	PrepareOpinionLetter: "生成待签发的会办意见函", IssueOpinionLetter: "签发会办意见函",
	RetryOpinionLetter: "重试会办意见函签章", AbandonOpinionLetter: "放弃会办意见函签章",
	ViewComments: "查看批注", WriteComment: "答复批注", BeginComment: "写批注", ResolveComment: "解决批注",
	ViewCountersign: "查看会签", AskCountersign: "送会签", ConfirmCountersign: "会签确认",
	ObjectCountersign: "提出会签异议", OverrideCountersign: "不再等候会签",
	ListLetters: "查阅已签发答复", ListWork: "查看待办", ManagePhrases: "修改常用语", UsePhrases: "使用常用语", SignIn: "登录", SignOut: "退出登录", ChangePassword: "修改密码",
}

// Han returns the act's Chinese term.
func (a Act) Han() string { return actWords[a] }

var requestStateWords = map[RequestState]string{
	Asked: "待报送", Received: "已报送", AskedToRedo: "退回重报", NotTaken: "不承担", NoLongerAsked: "已撤销",
}

// Han returns the state's Chinese term.
func (s RequestState) Han() string { return requestStateWords[s] }

var stageWords = map[Stage]string{
	Writing: "起草中", WithHead: "待负责人审核", SentBack: "负责人退回修改",
}

// Han returns the stage's Chinese term.
func (s Stage) Han() string { return stageWords[s] }

var endingWords = map[Ending]string{SentForRedoing: "已退回重报", TakenBack: "已撤回报送"}

// Han returns the ending's Chinese term.
func (e Ending) Han() string { return endingWords[e] }

var collectionWords = map[Collection]string{AllIn: "已报送", Refused: "不承担", Awaited: "待报送", DueToday: "今日到期", PastDue: "逾期"}

// Han returns the state's Chinese term, "" where nothing was asked for.
func (c Collection) Han() string { return collectionWords[c] }

var audienceWords = map[Audience]string{ForLead: "本单位内部", ForAll: "各承办单位"}

// Han returns the audience's Chinese term.
func (a Audience) Han() string { return audienceWords[a] }

var commentStateWords = map[CommentState]string{OpenComment: "未解决", ResolvedComment: "已解决"}

// Han returns the state's Chinese term.
func (s CommentState) Han() string { return commentStateWords[s] }

var countersignWords = map[CountersignState]string{
	NothingToSign: "无须会签", NotAsked: "未送会签", Waiting: "未会签", WaitingAgain: "改动待会签", Agreed: "已会签",
	Objecting: "有异议", PassedOver: "不再等候",
}

// Han returns the state's Chinese term.
func (s CountersignState) Han() string { return countersignWords[s] }
