package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"testing"
)

// The last line of a bundle, as browser/build.mjs writes it.
var bundleSums = regexp.MustCompile(`//# sources ([0-9a-f]{64}) code ([0-9a-f]{64})\n$`)

// The bundles are committed, and whoever changes their sources can forget to
// build them anew. This needs no Node.
func TestTheBundlesAreThoseOfTheirSources(t *testing.T) {
	sources := sourcesDigest(t, os.DirFS("browser"))
	for _, name := range []string{"desk.js", "opinion.js"} {
		bundle, err := assetFiles.ReadFile("assets/" + name)
		if err != nil {
			t.Fatal(err)
		}
		at := bundleSums.FindSubmatchIndex(bundle)
		if at == nil {
			t.Errorf("%s has no digests in its last line: run make desk", name)
			continue
		}
		if got := string(bundle[at[2]:at[3]]); got != sources {
			t.Errorf("%s was built from other sources (%s) than browser/ holds (%s): run make desk and commit", name, got, sources)
		}
		if code := sha256.Sum256(bundle[:at[0]]); hex.EncodeToString(code[:]) != string(bundle[at[4]:at[5]]) {
			t.Errorf("%s was changed after it was built: run make desk and commit", name)
		}
	}
}

// sourcesDigest is the SHA-256 of the files that a bundle is made of, in the
// order of their names: of each, a line “name length” and its bytes.
func sourcesDigest(t *testing.T, dir fs.FS) string {
	t.Helper()
	names := []string{"build.mjs", "package-lock.json", "package.json"}
	err := fs.WalkDir(dir, "src", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	sum := sha256.New()
	for _, name := range names {
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(data))
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
