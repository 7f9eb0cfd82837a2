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
	// Signatures are those that hold, in order; a file that is refused has none.
	Signatures []Signature `json:"signatures"`
}

// Signature is one signature that holds.
type Signature struct {
	Verdict    Verdict   `json:"verdict"`     // of this one alone
	Signer     string    `json:"signer"`      // common name of the signer's certificate
	Chain      []string  `json:"chain"`       // common names, the signer's first
	Root       string    `json:"root"`        // common name of the last in the chain
	RootSHA256 string    `json:"root_sha256"` // hex, of its DER
	Time       time.Time `json:"time"`
	TimeSource string    `json:"time_source"` // whose word the time is
	Declared   time.Time `json:"declared"`    // the signer's word
	Authority  []string  `json:"authority"`   // the timestamp's chain, common names; empty without one
	WholeFile  bool      `json:"whole_file"`  // nothing came after it, save data to verify it with
	Later      []string  `json:"later"`       // what came after it, all of it allowed
	Level      string    `json:"level"`       // B-B, B-T, B-LT (EN 319 142-1)
}

// Time sources.
const (
	SelfDeclared     = "self-declared"     // no timestamp: the signer's own word
	Timestamped      = "timestamp"         // an authority's that is believed
	UnknownAuthority = "unknown-authority" // there is a timestamp, by nobody who is believed: the signer's own word
)

// What may come after a signature.
const (
	LaterSignature = "signature" // in a field that the first one left for it
	LaterMaterial  = "material"  // certificates and revocation data (DSS)
)

// signatures reports the examined signatures in order.
func signatures(steps []step, all []examined) (list []Signature) {
	for _, e := range all {
		s := e.worth.signature()
		s.Time, s.Declared, s.TimeSource, s.Level = e.declared, e.declared, SelfDeclared, e.level()
		s.Authority, s.Later = []string{}, []string{}
		switch {
		case e.stamp.known:
			s.Time, s.TimeSource, s.Authority = e.stamp.at, Timestamped, commonNames(e.stamp.chain)
		case e.signer.token != nil:
			s.TimeSource, s.Authority = UnknownAuthority, commonNames(e.stamp.chain)
		}
		s.WholeFile = true
		for _, later := range steps[min(len(steps), e.step.revision):] {
			if later.addendum {
				s.Later = append(s.Later, LaterMaterial)
				continue
			}
			s.Later, s.WholeFile = append(s.Later, LaterSignature), false
		}
		list = append(list, s)
	}
	return list
}

func (e examined) level() string {
	switch {
	case e.stamp.known && e.material:
		return "B-LT"
	case e.stamp.known:
		return "B-T"
	}
	return "B-B"
}

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

// accepted words the verdict on signatures that hold: the worst of theirs.
func accepted(all []Signature) Report {
	r := Report{Verdict: Trusted, Signatures: all}
	worse := map[Verdict]int{TrialOnly: 1, UnknownRoot: 2}
	for _, s := range all {
		if worse[s.Verdict] > worse[r.Verdict] {
			r.Verdict = s.Verdict
		}
	}
	holds, one := "签名完好，覆盖整个文件，文件签名之后未被改动", ""
	if len(all) > 1 {
		holds, one = "各签名完好，依次覆盖整个文件，除后来的签名外未被改动", "有的签名"
	}
	r.Reason = holds + map[Verdict]string{
		Trusted:     "；签名证书由受信任的机构签发。",
		TrialOnly:   "；但" + one + "所用的是试用证书，不能证明签名人身份，文件不作为正式公文。",
		UnknownRoot: "；但签发证书的机构不在受信任之列，不能确认签名人身份。",
	}[r.Verdict]
	return r
}
