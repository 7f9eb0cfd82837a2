package reply

import "testing"

func TestAgreementOf(t *testing.T) {
	asked, confirmed, objected, passed := Countersign{DepartmentID: 2, Kind: SentRound, Digest: "x"}, Countersign{DepartmentID: 2, Kind: Confirmed, Digest: "x"},
		Countersign{DepartmentID: 2, Kind: Objected, Digest: "x"}, Countersign{DepartmentID: 2, Kind: Overridden, Digest: "x"}
	others := Countersign{DepartmentID: 3, Kind: Confirmed, Digest: "x"}
	for _, tt := range []struct {
		name   string
		all    []Countersign
		digest string
		want   CountersignState
		base   bool
	}{
		{"no words, nothing asked", nil, "", NothingToSign, false},
		{"words, nothing asked", nil, "x", NotAsked, false},
		{"another's agreement is not its own", []Countersign{others}, "x", NotAsked, false},
		{"asked", []Countersign{asked}, "x", Waiting, false},
		{"asked, the words changed since", []Countersign{asked}, "y", Waiting, false},
		{"asked, the words went before it looked", []Countersign{asked}, "", NothingToSign, false},
		{"agreed", []Countersign{asked, confirmed, others}, "x", Agreed, true},
		{"agreed, another edit elsewhere", []Countersign{asked, confirmed}, "x", Agreed, true},
		{"agreed, asked once more", []Countersign{asked, confirmed, asked}, "x", Agreed, true},
		{"its words changed", []Countersign{asked, confirmed}, "y", WaitingAgain, true},
		{"its words are gone", []Countersign{asked, confirmed}, "", WaitingAgain, true},
		{"and came back as they were", []Countersign{asked, confirmed, {DepartmentID: 3, Kind: SentRound}}, "x", Agreed, true},
		{"objects", []Countersign{asked, objected}, "x", Objecting, false},
		{"objects after it agreed", []Countersign{asked, confirmed, objected}, "x", Objecting, true},
		{"objects, its words changed", []Countersign{asked, objected}, "y", WaitingAgain, false},
		{"objects, put before it once more", []Countersign{asked, objected, asked}, "x", WaitingAgain, false},
		{"objects, then agrees", []Countersign{asked, objected, confirmed}, "x", Agreed, true},
		{"objects to other words than it agreed to, and they are put back", []Countersign{asked, confirmed, {DepartmentID: 2, Kind: Objected, Digest: "y"}}, "x", Agreed, true},
		{"objects to what it agreed to, changed and put back", []Countersign{asked, confirmed, objected, {DepartmentID: 2, Kind: Confirmed, Digest: "y"}}, "x", Objecting, true},
		{"passed over", []Countersign{asked, objected, passed}, "x", PassedOver, false},
		{"passed over, its words changed", []Countersign{asked, passed}, "y", WaitingAgain, false},
		{"passed over, and agrees after all", []Countersign{asked, passed, confirmed}, "x", Agreed, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := AgreementOf(tt.all, 2, tt.digest)
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
