package service_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dafu/internal/reply"
)

// pdfText is what somebody who copies a file's text gets, without white space.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return unspaced(string(out))
}

func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

// The redline of the real case, from the lead's own text to the merged one: both
// texts can be read out of what is copied from it, each character once.
func TestRedlineOfTheRealCase(t *testing.T) {
	s := newStage(t)
	id, first := s.collected()
	second, err := s.Merge(s.ctx, s.drafter(), id, first, s.choices(id))
	s.must(err)
	file, err := s.Redline(s.ctx, s.drafter(), id, first, second)
	s.must(err)
	if !strings.HasPrefix(file.Name, "花脸稿-第0123号提案答复-第1稿到第2稿") {
		t.Errorf("the file is called %s", file.Name)
	}
	v, err := s.Compare(s.ctx, s.drafter(), id, first, second)
	s.must(err)
	var want strings.Builder
	for _, c := range v.Changes {
		for _, p := range c.Pieces {
			want.WriteString(p.Text)
		}
	}
	text := pdfText(t, file.Bytes)
	_, text, _ = strings.Cut(text, "，教育——省教育厅。")
	// ¶ stands for the end of a line that was split or joined.
	text = strings.NewReplacer("花脸稿·第1稿→第2稿", "", "¶", "").Replace(text)
	if got := withoutPageNumbers(text); got != unspaced(want.String()) {
		i := 0
		w := unspaced(want.String())
		for i < len(got) && i < len(w) && got[i] == w[i] {
			i++
		}
		t.Errorf("at byte %d of %d: got …%.120q, want …%.120q", i, len(w), got[max(0, i-30):], w[max(0, i-30):])
	}
	for _, want := range []string{"第1稿，2024年3月20日", "省科技厅承办人合并", "字，删"} {
		if all := pdfText(t, file.Bytes); !strings.Contains(all, want) {
			t.Errorf("page 1 does not say %q", want)
		}
	}
	if strings.Contains(string(file.Bytes), "/Sig") {
		t.Error("a redline has a signature")
	}
}

func withoutPageNumbers(text string) string {
	for n := range 60 {
		text = strings.Replace(text, "—"+strconv.Itoa(n+1)+"—", "", 1)
	}
	return text
}

func TestRedlineIsForThoseWhoCompare(t *testing.T) {
	s := newStage(t)
	id, first := s.collected()
	for login, code := range map[string]reply.Code{
		"keji.chengban": 0, "keji.fuze": 0, "jiaoyu.chengban": reply.Forbidden, "keji.chayue": reply.NotFound,
	} {
		_, err := s.Redline(s.ctx, s.actors[login], id, first, first)
		if reply.CodeOf(err) != code {
			t.Errorf("%s: %v, want code %d", login, err, code)
		}
	}
	_, err := s.Redline(s.ctx, s.drafter(), id, first, 99)
	s.refused(err, reply.NotFound)
	file, err := s.Redline(s.ctx, s.drafter(), id, first, first)
	s.must(err)
	if !strings.Contains(pdfText(t, file.Bytes), "两稿文字完全相同") {
		t.Error("two equal revisions are not called so")
	}
}

// A revision with a character that no face has can still be compared.
func TestRedlineOfWhatCannotBePrinted(t *testing.T) {
	s := newStage(t)
	id := s.register()
	first, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, "请看\U000F0000字。\n")
	s.must(err)
	second, err := s.SaveDraft(s.ctx, s.drafter(), id, first, "请看这个字。\n")
	s.must(err)
	file, err := s.Redline(s.ctx, s.drafter(), id, first, second)
	s.must(err)
	if text := pdfText(t, file.Bytes); !strings.Contains(text, "\U000F0000") {
		t.Errorf("the character cannot be copied from %q", text)
	}
}
