package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// fillingDisk is the store on a disk that is full for a while: what was written
// by then is lost with its transaction.
type fillingDisk struct {
	service.Store
	full atomic.Bool
}

func (d *fillingDisk) Write(ctx context.Context, fn func(service.Tx) error) error {
	err := d.Store.Write(ctx, func(tx service.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		if d.full.Load() {
			return fmt.Errorf("commit: %w", syscall.ENOSPC)
		}
		return nil
	})
	return err
}

func newSiteOnDisk(t *testing.T) (*testSite, *fillingDisk) {
	t.Helper()
	disk := &fillingDisk{}
	s := newSiteWith(t, func(k service.Signer) service.Signer { return k }, func(p *service.Parts, _ *Config) {
		disk.Store, p.Store = p.Store, disk
	})
	return s, disk
}

// The disk is full when 签发 is pressed: the press says so, the log has a line,
// and nothing is half done; afterwards the same press issues.
func TestSigningOnAFullDiskSaysSo(t *testing.T) {
	s, disk := newSiteOnDisk(t)
	id, seen := s.prepared(t, "0920")
	head := s.as(t, "keji.head")
	disk.full.Store(true)
	head.post(casePath(id)+"/issue", signForm(seen)).want(t, http.StatusServiceUnavailable, "磁盘空间已满", "没有保存")
	if !strings.Contains(s.log.String(), "no space left on device") || !strings.Contains(s.log.String(), "/cases/:id/issue") {
		t.Errorf("the log says nothing of it:\n%s", s.log)
	}
	v, err := s.service.Case(t.Context(), s.actors["keji.head"], id)
	check(t, err)
	if v.Signing != nil || len(v.Letters) != 0 || v.Case.State != reply.Approval {
		t.Errorf("half done: %+v %+v", v.Signing, v.Letters)
	}
	disk.full.Store(false)
	head.post(casePath(id)+"/issue", signForm(seen)).want(t, http.StatusSeeOther)
	head.get(casePath(id)).want(t, http.StatusOK, "已签发并用印："+seen.DocNumber)
}

// afternoon is what the people of a bad afternoon share.
type afternoon struct {
	*testSite
	t    *testing.T
	disk *fillingDisk
	mu   sync.Mutex
	kept map[int64][]kept // what was acknowledged, by case
}

type kept struct {
	revision int
	mark     string
}

// hostile are runs that are long and cost much where something is quadratic.
var hostile = []string{"。", "一、", "（一）", "“", "”", "a\u0301", "1.", "\u00a0", "《关于", "2024年", "附件：", "𠮷", "第一，", "提案"}

func hostileText(mark string, r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("张某某委员：\n一、工作开展情况\n" + mark + "。\n")
	for range 3 {
		b.WriteString(strings.Repeat(hostile[r.IntN(len(hostile))], 50+r.IntN(1500)) + "\n")
	}
	return b.String()
}

// The last afternoon, everything at once: twenty drafters save long hostile texts,
// some of them drop the line, letters are issued side by side, an administrator
// renames and disables, the disk is full for a while. Afterwards every save that
// was acknowledged is there, the numbers have no gap and no double, no letter is
// half issued, and every case goes on.
func TestTheLastAfternoon(t *testing.T) {
	rounds := 1
	if n, err := strconv.Atoi(os.Getenv("DAFU_BADLUCK")); err == nil {
		rounds = n
	}
	s, disk := newSiteOnDisk(t)
	a := &afternoon{testSite: s, t: t, disk: disk, kept: map[int64][]kept{}}
	const drafters, letters = 20, 6
	var cases []int64
	var people []*browser
	for i := range drafters {
		login := fmt.Sprintf("nigao%d", i)
		_, err := s.service.SaveAccount(t.Context(), service.Operator, service.AccountInput{
			DepartmentID: s.departments["省科技厅"], Login: login, Name: login, Role: reply.Drafter, Password: testPassword,
		})
		check(t, err)
		people = append(people, s.as(t, login))
		id, err := s.service.CreateCase(t.Context(), s.actors["keji"], s.caseInput(fmt.Sprintf("2%03d", i)))
		check(t, err)
		cases = append(cases, id)
	}
	var approved []int64
	var heads []*browser
	for i := range letters {
		id, _ := s.prepared(t, fmt.Sprintf("3%03d", i))
		approved, heads = append(approved, id), append(heads, s.as(t, "keji.head"))
	}
	over := make(chan struct{})
	var work, bother sync.WaitGroup
	for i, b := range people {
		work.Go(func() { a.drafts(b, cases[i], rounds*4, rand.New(rand.NewPCG(1, uint64(i)))) })
	}
	for i, id := range approved {
		work.Go(func() { a.issues(heads[i], id, i%2 == 0) })
	}
	bother.Go(func() { a.administers(over) })
	bother.Go(func() { a.fills(over) })
	work.Wait()
	close(over)
	bother.Wait()
	disk.full.Store(false)
	_, err := s.service.ResumeSigning(t.Context())
	check(t, err)
	a.holds(cases, approved)
}

// drafts saves texts, each on what was saved before; every third time the line
// drops before the answer.
func (a *afternoon) drafts(b *browser, id int64, times int, r *rand.Rand) {
	base := 0
	for i := range times {
		mark := fmt.Sprintf("第%d件第%d次保存的话", id, i)
		body, _ := json.Marshal(map[string]any{"base": base, "text": hostileText(mark, r)})
		ctx, cancel := context.WithCancel(context.Background())
		if r.IntN(3) == 0 {
			time.AfterFunc(time.Duration(r.IntN(40))*time.Millisecond, cancel)
		}
		got, err := b.tryJSON(ctx, casePath(id)+"/desk/save", string(body))
		cancel()
		switch {
		case err != nil: // whether it was kept is open: ask what there is
			if d, err := a.service.Draft(context.Background(), a.actors["keji"], id, ""); err == nil {
				base = d.Draft.Revision
			}
		case got.status == http.StatusOK:
			var saved saveAnswer
			if err := json.Unmarshal([]byte(got.body), &saved); err != nil {
				a.t.Errorf("an answer that is none: %v", err)
				continue
			}
			if len(saved.Conflicts) > 0 {
				base = saved.Revision
				continue
			}
			base = saved.Revision
			a.mu.Lock()
			a.kept[id] = append(a.kept[id], kept{saved.Revision, mark})
			a.mu.Unlock()
		case got.status >= 500 && got.status != http.StatusServiceUnavailable:
			a.t.Errorf("saving %d: %d %s", id, got.status, got.body)
		}
	}
}

// tryJSON sends what a page's script would, on a line that may drop.
func (b *browser) tryJSON(ctx context.Context, path, body string) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.site.URL+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := b.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	return answer{status: res.StatusCode, body: string(all)}, err
}

// issues presses 签发 until the letter is out, sometimes twice at once.
func (a *afternoon) issues(b *browser, id int64, twice bool) {
	// By the clock, for the disk is full by the clock: many quick tries may all fall
	// into that time.
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(2 * time.Millisecond) {
		page := b.get(casePath(id) + "/issue")
		v, err := a.service.Case(context.Background(), a.actors["keji.head"], id)
		if err == nil && v.Case.State == reply.Replied {
			return
		}
		if err == nil && v.Signing != nil && v.Signing.Busy {
			return // ordered; that the attempt failed could not be written either, and the lease runs on
		}
		if page.status != http.StatusOK || !strings.Contains(page.body, `name="sha256"`) {
			b.post(casePath(id)+"/signing", nil) // it may be ordered, and the attempt failed
			continue
		}
		form := shownForm(a.t, page.body)
		var presses sync.WaitGroup
		if twice {
			presses.Go(func() { b.post(casePath(id)+"/issue", form) })
		}
		if got := b.post(casePath(id)+"/issue", form); got.status >= 500 && got.status != http.StatusServiceUnavailable {
			a.t.Errorf("issuing %d: %d", id, got.status)
		}
		presses.Wait()
	}
	a.t.Errorf("letter of case %d never came out", id)
}

// administers renames a department, changes the prefix of another, and disables
// and enables drafters.
func (a *afternoon) administers(over <-chan struct{}) {
	ctx := context.Background()
	for i := 0; ; i++ {
		select {
		case <-over:
			return
		case <-time.After(10 * time.Millisecond):
		}
		suffix := []string{"", "（新）"}[i%2]
		_, _ = a.service.SaveDepartment(ctx, service.Operator, service.DepartmentInput{
			ID: a.departments["省财政厅"], FullName: "某省财政厅" + suffix, ShortName: "省财政厅" + suffix, NumberPrefix: "某财提",
		})
		_, _ = a.service.SaveDepartment(ctx, service.Operator, service.DepartmentInput{
			ID: a.departments["省科技厅"], FullName: "某省科学技术厅", ShortName: "省科技厅", NumberPrefix: []string{"某科提", "某科新"}[i/6%2],
		})
		accounts, err := a.service.Accounts(ctx, service.Operator)
		if err != nil {
			continue
		}
		for _, one := range accounts {
			if one.Login == "nigao0" || one.Login == "nigao1" {
				_, _ = a.service.SaveAccount(ctx, service.Operator, service.AccountInput{
					ID: one.ID, DepartmentID: one.DepartmentID, Login: one.Login, Name: one.Name, Role: one.Role, Disabled: i%4 == 3,
				})
			}
		}
	}
}

// fills has the disk full for a while, now and then.
func (a *afternoon) fills(over <-chan struct{}) {
	for {
		for _, full := range []bool{false, true} {
			a.disk.full.Store(full)
			select {
			case <-over:
				return
			case <-time.After(map[bool]time.Duration{false: 60, true: 15}[full] * time.Millisecond):
			}
		}
	}
}

// holds looks at what is left of the afternoon.
func (a *afternoon) holds(cases, approved []int64) {
	t, numbers, acknowledged := a.t, map[string][]int{}, 0
	check(t, a.disk.Read(t.Context(), func(tx service.Tx) error {
		for _, id := range cases {
			for _, k := range a.kept[id] {
				acknowledged++
				if d, err := tx.Draft(id, k.revision); err != nil || !strings.Contains(d.Body.Text(), k.mark) {
					t.Errorf("case %d: revision %d was acknowledged and is not there as saved: %v", id, k.revision, err)
				}
			}
		}
		open, err := tx.OpenSigningJobs()
		if err != nil || len(open) != 0 {
			t.Errorf("orders are open: %+v, %v", open, err)
		}
		for _, id := range approved {
			all, err := tx.LettersOf(id)
			if err != nil {
				return err
			}
			issued := slices.DeleteFunc(all, func(l reply.Letter) bool { return l.State == reply.Abandoned })
			if len(issued) != 1 || issued[0].State != reply.Issued || issued[0].DocNumber != issued[0].Number.String() {
				t.Errorf("case %d has letters %+v", id, all)
				continue
			}
			file, err := tx.SignedFile(issued[0].ID)
			job, err2 := tx.SigningJob(issued[0].ID)
			if err != nil || err2 != nil || len(file) == 0 || job.Outcome != reply.JobSigned {
				t.Errorf("half issued: case %d, %v, %v, %+v", id, err, err2, job)
			}
			n := issued[0].Number
			numbers[n.Prefix] = append(numbers[n.Prefix], n.Number)
		}
		for prefix, all := range numbers {
			slices.Sort(all)
			for i, n := range all {
				if n != i+1 {
					t.Errorf("numbers of %s: %v", prefix, all)
					break
				}
			}
			next, err := tx.NextNumber(prefix, testDay.Year(), 1, 0, 0)
			if err != nil || next.Number != len(all)+1 {
				t.Errorf("the next of %s is %s after %v, %v", prefix, next, all, err)
			}
		}
		return nil
	}))
	if acknowledged == 0 {
		t.Error("nothing was acknowledged: the afternoon was no test")
	}
	t.Logf("%d saves acknowledged, numbers %v", acknowledged, numbers)
	for _, id := range append(cases, approved...) {
		if v, err := a.service.Case(t.Context(), a.actors["keji.head"], id); err != nil || v.Next.Text == "" {
			t.Errorf("case %d does not go on: %v, %+v", id, err, v.Next)
		}
	}
	a.issued(t, "4000") // and the next morning goes as ever
}
