package service_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
)

// token is a word that somebody typed: a character that nobody types twice, so
// that no comparison finds half of it somewhere else.
var token = regexp.MustCompile(`[\x{8000}-\x{8FFF}]`)

// writers are people who write one draft at the same time, as the desk's script
// lets them.
type writers struct {
	*stage
	id       int64
	rand     *rand.Rand
	typed    int
	cut      map[string]bool // what somebody deleted on purpose
	reported map[string]bool // what stood in a conflict that somebody chose in
	sent     map[string]bool // what reached the server
	twice    bool            // somebody kept both sides of a conflict, or moved a line
}

type writer struct {
	*writers
	who  reply.Actor
	base int
	text string
}

// place is a random place in the text.
func (w *writer) place() int {
	at := w.rand.IntN(len(w.text) + 1)
	for at > 0 && at < len(w.text) && w.text[at]&0xC0 == 0x80 {
		at--
	}
	return at
}

func (w *writer) edit() {
	switch w.rand.IntN(8) {
	default:
		w.typed++
		word := string(rune(0x8000 + w.typed))
		at := w.place()
		w.text = w.text[:at] + word + []string{"", "，", "。", "\n", "。\n一是"}[w.rand.IntN(5)] + w.text[at:]
	case 0:
		if all := token.FindAllStringIndex(w.text, -1); len(all) > 0 {
			t := all[w.rand.IntN(len(all))]
			w.cut[w.text[t[0]:t[1]]] = true
			w.text = w.text[:t[0]] + w.text[t[1]:]
		}
	case 1:
		lines := strings.Split(w.text, "\n")
		i, j := w.rand.IntN(len(lines)), w.rand.IntN(len(lines))
		lines[i], lines[j] = lines[j], lines[i]
		w.text, w.twice = strings.Join(lines, "\n"), true
	}
}

// save sends the text; where answers get lost, the writer goes on as if nothing
// had been sent.
func (w *writer) save(lost bool) {
	if strings.TrimSpace(w.text) == "" {
		return
	}
	out := w.stage.save(w.who, w.id, w.base, w.text, w.rand.IntN(4) > 0)
	for _, word := range token.FindAllString(w.text, -1) {
		w.sent[word] = true
	}
	if lost {
		return
	}
	w.base, w.text = out.Draft.Revision, strings.TrimSuffix(out.Text, "\n")
	if len(out.Conflicts) == 0 {
		return
	}
	runes := []rune(out.Text)
	for i := len(out.Conflicts) - 1; i >= 0; i-- {
		c := out.Conflicts[i]
		for _, word := range token.FindAllString(c.Base+c.Mine+c.Theirs, -1) {
			w.reported[word] = true
		}
		choice := []string{c.Mine, c.Theirs, c.Mine + "\n" + c.Theirs}[w.rand.IntN(3)]
		if string(runes[c.From:c.To]) != c.Mine {
			w.t.Fatalf("a conflict names %q, it is %q", string(runes[c.From:c.To]), c.Mine)
		}
		runes = append(append(append([]rune{}, runes[:c.From]...), []rune(choice)...), runes[c.To:]...)
	}
	w.text, w.twice = strings.TrimSuffix(string(runes), "\n"), true
	w.save(false)
}

// kept is every text that can still be read.
func (w *writers) kept() string {
	var all strings.Builder
	v, err := w.Revisions(w.ctx, w.drafter(), w.id)
	w.must(err)
	for _, r := range v.Revisions {
		c, err := w.Compare(w.ctx, w.drafter(), w.id, r.Revision, r.Revision)
		w.must(err)
		for _, one := range c.Changes {
			for _, p := range one.Pieces {
				all.WriteString(p.Text)
			}
			all.WriteByte('\n')
		}
	}
	return all.String()
}

// Whatever several people type, move and cut at the same time, with answers that
// get lost and pauses in which revisions are thinned: each word that reached the
// server stands in the latest text unless somebody took it out, or chose against it
// in a conflict; then it is in a revision that is kept or was shown in the conflict.
func TestNoWordOfSeveralWritersIsLost(t *testing.T) {
	for seed := range uint64(10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			w := &writers{
				stage: s, id: s.register(), rand: rand.New(rand.NewPCG(seed, 7)),
				cut: map[string]bool{}, reported: map[string]bool{}, sent: map[string]bool{},
			}
			base := "某某委员：\n第一句告知已完成什么，有什么成效。\n第二句告知下一步做什么。\n第三句再三致意。"
			s.save(s.drafter(), w.id, 0, base, false)
			all := make([]*writer, 2+seed%2)
			for i := range all {
				all[i] = &writer{w, []reply.Actor{s.drafter(), s.head(), s.drafter()}[i], 1, base}
			}
			for range 60 {
				one := all[w.rand.IntN(len(all))]
				for range w.rand.IntN(4) {
					one.edit()
				}
				if w.rand.IntN(3) > 0 {
					one.save(w.rand.IntN(8) == 0)
				}
				s.pass(time.Duration(w.rand.IntN(20)) * time.Second)
				if w.rand.IntN(15) == 0 {
					s.pass(2 * time.Hour)
				}
			}
			for _, one := range all {
				one.save(false)
			}
			w.check()
		})
	}
}

func (w *writers) check() {
	w.t.Helper()
	latest := w.stage.text(w.id)
	kept := w.kept()
	for word := range w.sent {
		switch {
		case strings.Contains(latest, word):
		case w.reported[word]:
		case w.cut[word]: // on purpose
		default:
			w.t.Errorf("%s is in no text (in a kept revision: %v)", word, strings.Contains(kept, word))
		}
		if n := strings.Count(latest, word); n > 1 && !w.twice {
			w.t.Errorf("%s stands %d times", word, n)
		}
	}
	if len(w.sent) < 20 {
		w.t.Errorf("only %d words were sent", len(w.sent))
	}
}

// A text whose answer was lost goes once more as it was, whatever others saved
// meanwhile; what was typed since is then no conflict with oneself.
func TestALostAnswerIsNoConflictWithOneself(t *testing.T) {
	s := newStage(t)
	id := s.register()
	base := "某某委员：\n第一段说明已经做了什么。\n第二段。"
	s.save(s.drafter(), id, 0, base, false)
	sent := strings.Replace(base, "什么。", "什么，取得成效。", 1)
	s.save(s.drafter(), id, 1, sent, true) // its answer is lost
	s.save(s.head(), id, 2, sent+"\n负责人写的。", true)
	again := s.save(s.drafter(), id, 1, sent, true)
	if len(again.Conflicts) > 0 || !again.Merged || !strings.Contains(again.Text, "负责人写的") {
		t.Fatalf("sent again, it became %+v", again)
	}
	later := s.save(s.drafter(), id, again.Draft.Revision, strings.Replace(again.Text, "取得成效", "取得成效明显", 1), true)
	if len(later.Conflicts) > 0 || strings.Count(later.Text, "取得成效") != 1 {
		t.Errorf("typed on, it became %+v", later)
	}
}
