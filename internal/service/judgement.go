package service

import "time"

// Verdict is what judging a file comes to.
type Verdict string

// The verdicts. Only Trusted says that the named signer vouches for the file.
const (
	Trusted     Verdict = "valid-trusted"      // holds, under a trusted root
	TrialOnly   Verdict = "valid-trial"        // holds, made with a trial key
	UnknownRoot Verdict = "valid-unknown-root" // holds, by a signer nobody here vouches for
	Invalid     Verdict = "invalid"            // does not hold, or the file was changed
	Unsigned    Verdict = "unsigned"
	CannotJudge Verdict = "cannot-judge" // built or signed in a way that is not judged here
)

// Holds reports whether the signature holds, whoever vouches for the signer.
func (v Verdict) Holds() bool { return v == Trusted || v == TrialOnly || v == UnknownRoot }

// Han returns the verdict in Chinese.
func (v Verdict) Han() string {
	return map[Verdict]string{
		Trusted: "有效，可信", TrialOnly: "有效，试用证书", UnknownRoot: "有效，签发机构不明",
		Invalid: "无效", Unsigned: "没有签名", CannotJudge: "不能判断",
	}[v]
}

// Judgement is what a Verifier found.
type Judgement struct {
	Verdict Verdict
	// Check names the check that refused the file, "" if none did; for the log.
	Check      string
	Reason     string        // a Chinese sentence to show
	Signatures []SignatureOf // those that hold
}

// SignatureOf is one signature that holds.
type SignatureOf struct {
	Signer    string
	Root      string // who vouches for the signer
	Time      time.Time
	Authority string // whose word the time is; "" if it is the signer's own
	WholeFile bool
	Level     string // of PAdES: B-B, B-T, B-LT
}
