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

// systemFonts is where systems keep faces for everybody. What is found there,
// like HanaMinB of Debian's fonts-hanazono with the rarest characters (CJK Ext B
// to F), is not shipped.
var systemFonts = []string{"/usr/share/fonts", "/usr/local/share/fonts"}

// maxFace bounds a face's file in bytes; the largest in use has 40 MB.
const maxFace = 256 << 20

// FileError says in Chinese which file or folder is not there or cannot be read.
type FileError struct {
	Text  string
	Cause error
}

func (e *FileError) Error() string { return e.Text }

func (e *FileError) Unwrap() error { return e.Cause }

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
	return "", &FileError{Text: "找不到印制公文要用的字体文件：\n" + strings.Join(report, "\n") +
		"\n请把发布包里的 fonts 目录放在程序旁边，或用 --fonts 指明它在哪里"}
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

// OpenFace returns what reads a face: a department's own is named by its whole
// path; others lie in dir or, if they do not, somewhere in the system.
func OpenFace(dir string) func(file string) ([]byte, error) {
	return func(file string) ([]byte, error) {
		path, err := LocateFace(dir, file)
		if err != nil {
			return nil, err
		}
		return readShared(path)
	}
}

// LocateFace returns the path of a face's file.
func LocateFace(dir, file string) (string, error) {
	if filepath.IsAbs(file) {
		return file, nil
	}
	path := filepath.Join(dir, file)
	_, err := os.Stat(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return path, nil // why it cannot be read, if so, the reading tells
	}
	for _, root := range systemFonts {
		if found := below(root, file); found != "" {
			return found, nil
		}
	}
	return "", err
}

// below looks for a file of that name in root and the folders below.
func below(root, file string) (found string) {
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == file && !d.IsDir() {
			found = path
			return fs.SkipAll
		}
		return nil // a folder that cannot be read has nothing for us
	})
	return found
}
