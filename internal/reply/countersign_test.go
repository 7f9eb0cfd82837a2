package reply

import "testing"

func TestAgreementOf(t *testing.T) {
	asked, confirmed, objected, passed := Countersign{DepartmentID: 2, Kind: SentRound, Digest: "x"}, Countersign{DepartmentID: 2, Kind: Confirmed, Digest: "x"},
		Countersign{DepartmentID: 2, Kind: Objected, Digest: "x"}, Countersign{DepartmentID: 2, Kind: Overridden, Digest: "x"}
	sentence := Countersign{DepartmentID: 2, Kind: Objected, Passages: []string{"句"}}
	others := Countersign{DepartmentID: 3, Kind: Confirmed, Digest: "x"}
	for _, tt := range []struct {
		name   string
		all    []Countersign
		digest string
		want   CountersignState
		base   bool
		stands bool // the sentences that were objected to
	}{
		{"no words, nothing asked", nil, "", NothingToSign, false, true},
		{"words, nothing asked", nil, "x", NotAsked, false, true},
		{"another's agreement is not its own", []Countersign{others}, "x", NotAsked, false, true},
		{"asked", []Countersign{asked}, "x", Waiting, false, true},
		{"asked, the words changed since", []Countersign{asked}, "y", Waiting, false, true},
		{"asked, the words went before it looked", []Countersign{asked}, "", NothingToSign, false, true},
		{"agreed", []Countersign{asked, confirmed, others}, "x", Agreed, true, true},
		{"agreed, another edit elsewhere", []Countersign{asked, confirmed}, "x", Agreed, true, true},
		{"agreed, asked once more", []Countersign{asked, confirmed, asked}, "x", Agreed, true, true},
		{"its words changed", []Countersign{asked, confirmed}, "y", WaitingAgain, true, true},
		{"its words are gone", []Countersign{asked, confirmed}, "", WaitingAgain, true, true},
		{"and came back as they were", []Countersign{asked, confirmed, {DepartmentID: 3, Kind: SentRound}}, "x", Agreed, true, true},
		{"objects", []Countersign{asked, objected}, "x", Objecting, false, true},
		{"objects after it agreed", []Countersign{asked, confirmed, objected}, "x", Objecting, true, true},
		{"objects, its words changed", []Countersign{asked, objected}, "y", WaitingAgain, false, true},
		{"objects, put before it once more", []Countersign{asked, objected, asked}, "x", WaitingAgain, false, true},
		{"objects, then agrees", []Countersign{asked, objected, confirmed}, "x", Agreed, true, true},
		{"objects to other words than it agreed to, and they are put back", []Countersign{asked, confirmed, {DepartmentID: 2, Kind: Objected, Digest: "y"}}, "x", Agreed, true, true},
		{"objects to what it agreed to, changed and put back", []Countersign{asked, confirmed, objected, {DepartmentID: 2, Kind: Confirmed, Digest: "y"}}, "x", Objecting, true, true},
		{"passed over", []Countersign{asked, objected, passed}, "x", PassedOver, false, true},
		{"passed over, its words changed", []Countersign{asked, passed}, "y", WaitingAgain, false, true},
		{"passed over, and agrees after all", []Countersign{asked, passed, confirmed}, "x", Agreed, true, true},
		{"objects to a sentence that is not its own", []Countersign{asked, sentence}, "", Objecting, false, true},
		{"which is changed", []Countersign{asked, sentence}, "", WaitingAgain, false, false},
		{"or put before it once more", []Countersign{asked, sentence, asked}, "", WaitingAgain, false, true},
		{"and agrees", []Countersign{asked, sentence, {DepartmentID: 2, Kind: Confirmed}}, "", Agreed, true, true},
		{"objects to a sentence beside words that it agreed to", []Countersign{asked, confirmed, sentence}, "x", Objecting, true, true},
		{"another's objection is not its own", []Countersign{asked, confirmed, {DepartmentID: 3, Kind: Objected, Passages: []string{"句"}}}, "x", Agreed, true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := AgreementOf(tt.all, 2, tt.digest, func(string) bool { return tt.stands })
			if got.State != tt.want || (got.Base != nil) != tt.base {
				t.Errorf("%s, base %v; want %s", got.State, got.Base, tt.want)
			}
		})
	}
	for _, s := range CountersignStates {
		if s.Han() == "" {
			t.Errorf("state %s has no Chinese term", s)
		}
	}
}
