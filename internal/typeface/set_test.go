package typeface

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestEveryRolePrintsFromTheRightFace(t *testing.T) {
	tests := []struct {
		role       Role
		characters string
		file       string
	}{
		{FangSong, "国，。“”‘’—…·〔〕×〇　", fileFangSong},
		{FangSong, "0123456789GMSaz.%-/: é", fileLatin},
		{FangSong, "珺玥垚犇骉喆赟瑀堃芃祎𠮷𬭎㛃", fileKaiTi},
		{HeiTi, "一、工作3A“—·𬭎珺", fileHeiTi},
		{HeiTi, "𠮷", fileKaiTi},
		{KaiTi, "（一）高1A“—·𠮷", fileKaiTi},
		{XiaoBiaoSong, "云南省0123A“—·𬭎", fileSongTiBold},
		{XiaoBiaoSong, "𠮷", fileKaiTi},
		{SongTi, "1—页“·", fileSongTi},
	}
	for _, tt := range tests {
		for _, r := range tt.characters {
			g, ok := shipped().Glyph(tt.role, r)
			if !ok || g.ID == 0 {
				t.Errorf("role %d cannot print %c", tt.role, r)
				continue
			}
			f, err := shipped().Face(g.Face)
			if err != nil || f.Name() != tt.file {
				t.Errorf("role %d prints %c from %s (%v), want %s", tt.role, r, f.Name(), err, tt.file)
			}
			if want, _ := f.Glyph(r); want != g.ID || f.Advance(g.ID) != g.Advance {
				t.Errorf("role %d: %c is %+v", tt.role, r, g)
			}
		}
	}
	if g, ok := shipped().Glyph(FangSong, '\U0010FFFD'); ok {
		t.Errorf("a character that no face has is printed as %+v", g)
	}
}

func TestADepartmentsOwnFaceWins(t *testing.T) {
	open := func(file string) ([]byte, error) {
		if file == "方正小标宋.ttf" {
			file = fileHeiTi
		}
		return readFont(file)
	}
	table := Shipped().With(XiaoBiaoSong, "方正小标宋.ttf")
	if !slices.Contains(table.Files(), "方正小标宋.ttf") || slices.Contains(Shipped().Files(), "方正小标宋.ttf") {
		t.Error("the department's face must be among the files of its own table alone")
	}
	s := NewSet(table, open)
	for role, want := range map[Role]string{XiaoBiaoSong: "方正小标宋.ttf", SongTi: fileSongTi} {
		g, _ := s.Glyph(role, '省')
		if f, err := s.Face(g.Face); err != nil || f.Name() != want {
			t.Errorf("role %d prints from %v (%v), want %s", role, f.Name(), err, want)
		}
	}
}

func TestOnlyFacesThatAreNeededAreOpenedAndOnce(t *testing.T) {
	var mu sync.Mutex
	var opened []string
	s := NewSet(Shipped(), func(file string) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		opened = append(opened, file)
		return readFont(file)
	})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, r := range "云南省，2024年" {
				s.Glyph(FangSong, r)
			}
		})
	}
	all.Wait()
	slices.Sort(opened)
	if !slices.Equal(opened, []string{fileFangSong, fileLatin}) {
		t.Errorf("opened %v", opened)
	}
}

func TestMissingFaces(t *testing.T) {
	without := func(missing string) *Set {
		return NewSet(Shipped(), func(file string) ([]byte, error) {
			if file == missing {
				return nil, fs.ErrNotExist
			}
			return readFont(file)
		})
	}
	s := without(fileRare)
	if _, ok := s.Glyph(FangSong, '\U0010FFFD'); ok || s.Err() != nil {
		t.Errorf("an optional face that is not installed: %v", s.Err())
	}
	s = without(fileFangSong)
	s.Glyph(FangSong, '1')
	if s.Err() != nil {
		t.Errorf("before the face is needed: %v", s.Err())
	}
	s.Glyph(FangSong, '国')
	if err := s.Err(); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), fileFangSong) {
		t.Errorf("a face that is missing: %v", err)
	}
}

// withoutSystem has the shipped faces alone, whatever is installed.
func withoutSystem() *Set { return NewSet(Shipped(), readFont) }

func TestNamesOfMinoritiesInLatinLetters(t *testing.T) {
	for _, r := range "êüñǎéèàǚǹḿɑɡ\u0302\u030C" {
		g, ok := shipped().Glyph(FangSong, r)
		f, _ := shipped().Face(g.Face)
		if !ok || f.Name() != fileLatin {
			t.Errorf("%c (U+%04X) is not printed from the face of the letters around it", r, r)
		}
	}
}

func TestWhatCannotBeSetRightlyIsNotPrinted(t *testing.T) {
	for _, r := range "ཀྱ་ᠮᠣئاעकက\u1161" {
		font := withCmap(t, tinyFont(t), 10, format12(r))
		s := NewSet(Shipped().With(FangSong, "/own.ttf"), func(string) ([]byte, error) { return font, nil })
		if g, ok := s.Glyph(FangSong, r); ok || Unset(r) == "" {
			t.Errorf("%c (U+%04X) is printed as %+v", r, r, g)
		}
	}
	for _, r := range "国é〇々ꀀꓐ한Яα①𠮷" {
		if Unset(r) != "" {
			t.Errorf("%c counts as %s", r, Unset(r))
		}
	}
	for i := 1; i < len(scripts); i++ {
		if scripts[i].first <= scripts[i-1].last {
			t.Errorf("%s begins before the script above it ends", scripts[i].name)
		}
	}
}

func TestPrivateCharactersComeFromADepartmentsOwnFaceAlone(t *testing.T) {
	const private = '\uE000'
	font := withCmap(t, tinyFont(t), 10, format12(private))
	open := func(file string) ([]byte, error) {
		if file == "/srv/own.ttf" || file == fileKaiTi {
			return font, nil
		}
		return readFont(file)
	}
	if _, ok := NewSet(Shipped(), open).Glyph(KaiTi, private); ok {
		t.Error("a private-use character is printed from a shipped face")
	}
	if _, ok := NewSet(Shipped().With(KaiTi, "/srv/own.ttf"), open).Glyph(KaiTi, private); !ok {
		t.Error("the department's own face does not print its private-use character")
	}
}

func TestOrderOfARolesFaces(t *testing.T) {
	table := Shipped().With(FangSong, "/甲.ttf").WithLatin("/times.ttf")
	var got []string
	for _, s := range NewSet(table, readFont).Order(FangSong) {
		if s.Own != strings.HasPrefix(s.File, "/") || s.Latin != (s.File == "/times.ttf" || s.File == fileLatin) {
			t.Errorf("%+v", s)
		}
		got = append(got, s.File)
	}
	want := []string{"/times.ttf", "/甲.ttf", fileLatin, fileFangSong, fileKaiTi, fileRare, fileYi, fileSongTiBold, fileHeiTi}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, s := range withoutSystem().Order(KaiTi)[1:] {
		if s.File == fileKaiTi {
			t.Error("a role asks the same face twice")
		}
	}
}

func TestTheRarestCharactersComeFromTheSystemIfItHasThem(t *testing.T) {
	const rare = '𪚥' // Ext B; none of the shipped faces has it
	if g, ok := withoutSystem().Glyph(FangSong, rare); ok {
		t.Fatalf("a shipped face has it: %+v", g)
	}
	font := withCmap(t, tinyFont(t), 10, format12(rare))
	opened := false
	s := NewSet(Shipped(), func(file string) ([]byte, error) {
		if file != fileRare {
			return readFont(file)
		}
		opened = true
		return font, nil
	})
	if s.Glyph(FangSong, '珺'); opened {
		t.Error("the largest face is opened for a character that the one before it has")
	}
	for _, role := range Roles {
		g, ok := s.Glyph(role, rare)
		if f, err := s.Face(g.Face); !ok || err != nil || f.Name() != fileRare {
			t.Errorf("%s prints it from %v (%v)", role, f.Name(), err)
		}
	}
}

func TestShippedFilesAreThere(t *testing.T) {
	files := Shipped().Files()
	if len(files) != 6 || slices.Contains(files, fileRare) {
		t.Errorf("required files: %v", files)
	}
	for _, file := range files {
		if _, err := readFont(file); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkGlyph(b *testing.B) {
	for b.Loop() {
		for _, r := range "云南省，2024年" {
			shipped().Glyph(FangSong, r)
		}
	}
}
