// Package golden runs tests that are kept as txtar archives.
//
// An archive holds a comment that says what the case is about and where its
// text is from, the file story.txt, and the file want.txt. After a change that
// is meant, "READOUT_UPDATE=1 go test ./..." rewrites want.txt in all packages, and
// "go test -update" in one that knows the flag; read the diff before you commit it.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// update is the flag of "go test" that rewrites the expected results.
var update = flag.Bool("update", os.Getenv("READOUT_UPDATE") != "", "rewrite the expected results of the golden files")

// Run calls read with the story of each archive that matches pattern and
// compares the result with the archive's want.txt. count is how many archives
// there are, so that a case can't vanish unseen.
func Run(t *testing.T, pattern string, count int, read func(story string) string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) != count {
		t.Fatalf("%d archives match %s, want %d (%v)", len(files), pattern, count, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			runFile(t, file, read)
		})
	}
}

// runFile checks one archive.
func runFile(t *testing.T, file string, read func(story string) string) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(ar.Files) != 2 || ar.Files[0].Name != "story.txt" || ar.Files[1].Name != "want.txt" {
		t.Fatalf("%s must hold story.txt and want.txt, in this order", file)
	}
	if len(strings.TrimSpace(string(ar.Comment))) == 0 {
		t.Errorf("%s: the comment must say what the case is about", file)
	}
	got := read(string(ar.Files[0].Data))
	if got == string(ar.Files[1].Data) {
		return
	}
	if !*update {
		t.Fatalf("%s\n--- got\n%s--- want\n%s", file, got, ar.Files[1].Data)
	}
	ar.Files[1].Data = []byte(got)
	if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
		t.Fatal(err)
	}
}

// File compares got with the content of file, and rewrites file under -update.
func File(t *testing.T, file, got string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err == nil && string(want) == got {
		return
	}
	if !*update {
		t.Fatalf("%s (%v)\n--- got\n%s--- want\n%s", file, err, got, want)
	}
	if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
		t.Fatal(err)
	}
}
