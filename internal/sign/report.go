package sign

import "time"

// Verdict is what the verification comes to.
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

// Report is the outcome of a verification.
type Report struct {
	Verdict Verdict `json:"verdict"`
	// Check names the check that refused the file, "" if none did.
	Check  string `json:"check,omitempty"`
	Reason string `json:"reason"` // a Chinese sentence to show
	// Signatures are those that hold; a file that is refused has none.
	Signatures []Signature `json:"signatures"`
}

// Signature is one signature that holds.
type Signature struct {
	Signer     string    `json:"signer"`      // common name of the signer's certificate
	Chain      []string  `json:"chain"`       // common names, the signer's first
	Root       string    `json:"root"`        // common name of the last in the chain
	RootSHA256 string    `json:"root_sha256"` // hex, of its DER
	Time       time.Time `json:"time"`
	TimeSource string    `json:"time_source"` // whose word the time is
	WholeFile  bool      `json:"whole_file"`
	Level      string    `json:"level"`
}

// SelfDeclared is the time source of a signature without a timestamp: the
// signer's own word.
const SelfDeclared = "self-declared"

// refused turns a problem into a report.
func refused(pdf []byte, p *problem) Report {
	r := Report{CannotJudge, p.check, p.reason + "。", []Signature{}}
	switch {
	case p.kind == broken:
		r.Verdict = Invalid
	case p.kind == structural && claimsToBeOurs(pdf):
		r.Verdict = Invalid
		r.Reason = p.reason + "，文件签名之后被改动过。"
	case p.kind == structural:
		r.Reason = p.reason + "，本软件不能判断。"
	}
	return r
}

// accepted words the verdict on a signature that holds.
func accepted(v Verdict, s Signature) Report {
	const holds = "签名完好，覆盖整个文件，文件签名之后未被改动"
	reason := map[Verdict]string{
		Trusted:     holds + "；签名证书由受信任的机构签发。",
		TrialOnly:   holds + "；但所用的是试用证书，不能证明签名人身份，文件不作为正式公文。",
		UnknownRoot: holds + "；但签发证书的机构不在受信任之列，不能确认签名人身份。",
	}[v]
	return Report{Verdict: v, Reason: reason, Signatures: []Signature{s}}
}
