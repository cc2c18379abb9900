//go:build unix

package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAPipeThatIsAddedIsNamedWhileItWaits adds a pipe that nobody writes to until it is
// said that it waits.
func TestAPipeThatIsAddedIsNamedWhileItWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	g := newIngester(t)
	said := ""
	g.Waits = func(place string) {
		said = place
		if f, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
			f.WriteString("The harbour of Lumen is open.\n")
			f.Close()
		}
	}
	counts, err := g.Add(t.Context(), []string{path}, strings.NewReader(""))
	if err != nil || counts.Stories != 1 || said != path {
		t.Errorf("%q waits, %+v, %v", said, counts, err)
	}
}
