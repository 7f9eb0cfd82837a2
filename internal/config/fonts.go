package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// system is where Debian's fonts-hanazono puts the face with the rarest
// characters (CJK Ext B to F); it is not shipped.
const system = "/usr/share/fonts/truetype/hanazono"

// FindFonts returns the folder that holds all the files: the one named, or else
// fonts/ beside the program, or fonts/ of the checkout that the working
// directory lies in. It fails with a message that names what is missing and
// where was looked.
func FindFonts(named string, files []string) (string, error) {
	places := []string{named}
	if named == "" {
		places = shippedPlaces()
	}
	var report []string
	for _, dir := range places {
		missing := missingIn(dir, files)
		if len(missing) == 0 {
			return dir, nil
		}
		report = append(report, fmt.Sprintf("  %s：缺 %s", dir, strings.Join(missing, "、")))
	}
	return "", errors.New("找不到印制公文要用的字体文件：\n" + strings.Join(report, "\n") +
		"\n请把发布包里的 fonts 目录放在程序旁边，或用 --fonts 指明它在哪里")
}

func shippedPlaces() []string {
	var places []string
	if program, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(program); err == nil {
			program = real
		}
		places = append(places, filepath.Join(filepath.Dir(program), "fonts"))
	}
	if dir, err := os.Getwd(); err == nil {
		if top, ok := checkout(dir); ok {
			places = append(places, filepath.Join(top, "fonts"))
		}
	}
	return places
}

var ourModule = regexp.MustCompile(`(?m)^module dafu$`)

// checkout walks up from dir to the folder of this module's go.mod.
func checkout(dir string) (string, bool) {
	for {
		if mod, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil && ourModule.Match(mod) {
			return dir, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
}

func missingIn(dir string, files []string) (missing []string) {
	for _, f := range files {
		if info, err := os.Stat(filepath.Join(dir, f)); err != nil || !info.Mode().IsRegular() {
			missing = append(missing, f)
		}
	}
	return missing
}

// OpenFace returns what reads a face from dir, or from the system if dir has no
// such file.
func OpenFace(dir string) func(file string) ([]byte, error) {
	return func(file string) ([]byte, error) {
		b, err := os.ReadFile(filepath.Join(dir, file))
		if errors.Is(err, fs.ErrNotExist) {
			if b, err := os.ReadFile(filepath.Join(system, file)); err == nil {
				return b, nil
			}
		}
		return b, err
	}
}
