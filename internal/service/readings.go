package service

import (
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// reading is how an entry of a contribution that counts stands to the draft. A
// verdict is carried over, unasked, from the same words of an earlier
// contribution: those words keep their place, and the source of the revision
// that they came with.
type reading struct {
	Entry   merge.Entry
	Verdict *reply.Decision
	Words   merge.Entry // the entry whose words stand in the draft, where they do
	// Was is the entry of an earlier contribution that this one rewords, with its
	// verdict; its words stand in the draft until this one is decided.
	Was    *merge.Entry
	Before *reply.Decision
}

// vanished is an entry whose words stand in the draft and which the department's
// newer contribution does not have any more.
type vanished struct {
	Entry  merge.Entry
	Stands []merge.Stretch
}

// readings are those of all entries that count, in the order of entries.
func (d dossier) readings() []reading {
	var all []reading
	for _, id := range d.Case.CoHandlerIDs {
		if c := d.latest(id); c != nil {
			all = append(all, d.readingsOf(*c)...)
		}
	}
	return all
}

func (d dossier) readingsOf(c reply.Contribution) []reading {
	var all []reading
	var open []merge.Entry
	at := map[int]int{} // entry index → place in all
	for _, e := range d.entriesOf(c) {
		r := reading{Entry: e, Verdict: d.decision(e), Words: e}
		at[e.Index] = len(all)
		if r.Verdict == nil {
			open = append(open, e)
		}
		all = append(all, r)
	}
	old := d.decidedBefore(c)
	if len(old) == 0 {
		return all
	}
	for _, change := range merge.Compare(old, open) {
		if change.New == nil || change.Old == nil {
			continue
		}
		r := &all[at[change.New.Index]]
		if change.Same {
			r.Verdict, r.Words = d.decision(*change.Old), *change.Old
		} else {
			r.Was, r.Before = change.Old, d.decision(*change.Old)
		}
	}
	return all
}

// decidedBefore are the entries of the department's earlier contributions whose
// verdict still stands.
func (d dossier) decidedBefore(c reply.Contribution) []merge.Entry {
	var old []merge.Entry
	for _, one := range d.contributions {
		if one.DepartmentID != c.DepartmentID || one.Revision >= c.Revision {
			continue
		}
		for _, e := range d.entriesOf(one) {
			if v := d.decision(e); v != nil && v.Verdict != reply.TakenOut && v.Verdict != reply.Kept {
				old = append(old, e)
			}
		}
	}
	return old
}

// vanished are the entries to ask the lead about: take their words out, or keep
// them as its own.
func (d dossier) vanished() []vanished {
	var all []vanished
	for _, id := range d.Case.CoHandlerIDs {
		c := d.latest(id)
		if c == nil {
			continue
		}
		old := d.decidedBefore(*c)
		if len(old) == 0 {
			continue
		}
		var open []merge.Entry
		for _, e := range d.entriesOf(*c) {
			if d.decision(e) == nil {
				open = append(open, e)
			}
		}
		for _, change := range merge.Compare(old, open) {
			if change.New != nil {
				continue
			}
			if stands := d.standing(*change.Old); len(stands) > 0 {
				all = append(all, vanished{*change.Old, stands})
			}
		}
	}
	return all
}

// standing is where the words of an entry stand in the draft.
func (d dossier) standing(e merge.Entry) []merge.Stretch {
	for _, c := range d.contributions {
		if c.DepartmentID == e.Department && c.Revision == e.Revision {
			return merge.Standing(d.draft.Body, e, merge.Entries(c))
		}
	}
	return nil
}

func (d dossier) decision(e merge.Entry) *reply.Decision {
	for i, one := range d.draft.Decisions {
		if one.Department == e.Department && one.Revision == e.Revision && one.Entry == e.Index {
			return &d.draft.Decisions[i]
		}
	}
	return nil
}

func (d dossier) undecided() []merge.Entry {
	var all []merge.Entry
	for _, r := range d.readings() {
		if r.Verdict == nil {
			all = append(all, r.Entry)
		}
	}
	return all
}

// superseded are the departments of whose older contributions words stand in
// the draft that a newer one changes.
func (d dossier) superseded() []reply.Department {
	changed := map[int64]bool{}
	for _, r := range d.readings() {
		if r.Was != nil {
			changed[r.Entry.Department] = true
		}
	}
	for _, v := range d.vanished() {
		changed[v.Entry.Department] = true
	}
	var all []reply.Department
	for _, dep := range d.coHandlingDepartments() {
		if changed[dep.ID] {
			all = append(all, dep)
		}
	}
	return all
}
