package service

import (
	"sync"

	"dafu/internal/reply"
)

// earlier keeps revisions of drafts that were read lately. They never change;
// one that was thinned out since does no harm, for it was a revision once.
type earlier struct {
	mu   sync.Mutex
	kept map[draftKey]reply.Draft
	// order is the kept keys, the longest kept first.
	order      []draftKey
	characters int // of all texts that are kept, about
}

type draftKey struct {
	caseID   int64
	revision int
}

// What is kept is bounded by number and by length: a draft of 15 pages takes about
// 60 KB, one of 200,000 characters several MB.
const (
	maxEarlier           = 256
	maxEarlierCharacters = 4_000_000
)

// upTo returns the latest revision up to the one named, from memory if it was
// read before.
func (e *earlier) upTo(tx Tx, caseID int64, revision int) (reply.Draft, error) {
	key := draftKey{caseID, revision}
	if d, ok := e.get(key); ok {
		return d, nil
	}
	d, err := tx.DraftUpTo(caseID, revision)
	if err == nil {
		e.put(key, d)
	}
	return d, err
}

func (e *earlier) get(key draftKey) (reply.Draft, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	d, ok := e.kept[key]
	return d, ok
}

func (e *earlier) put(key draftKey, d reply.Draft) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.kept == nil {
		e.kept = map[draftKey]reply.Draft{}
	}
	if _, ok := e.kept[key]; ok {
		return
	}
	n := weight(d)
	for len(e.order) > 0 && (len(e.order) == maxEarlier || e.characters+n > maxEarlierCharacters) {
		e.characters -= weight(e.kept[e.order[0]])
		delete(e.kept, e.order[0])
		e.order = e.order[1:]
	}
	e.kept[key], e.order = d, append(e.order, key)
	e.characters += n
}

// weight is about how many characters a draft takes, its blocks and runs among them.
func weight(d reply.Draft) int {
	const perBlock, perRun = 60, 20 // what they take beside their words
	n := 0
	for _, b := range d.Body.Blocks {
		n += perBlock
		for _, r := range b.Runs {
			n += perRun + len(r.Text)/3
		}
	}
	return n
}
