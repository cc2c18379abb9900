package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// startPages are the pages that get users started, and words of what their
// commands print.
var startPages = map[string][]string{
	"researcher.md": {"rejected", "3 lines, 5 stories", "×"},
	"analyst.md":    {"Aurelia", "strike", "lines"},
	"journalist.md": {"Ingrid Solheim", "is weighing", "heard on the tape", "Tomas Arendt"},
}

// TestThePagesToStartWithRun runs every command of the pages for each kind of
// user, in order and in one folder. A command that fails, or prints nothing and
// leaves no file, is wrong there.
func TestThePagesToStartWithRun(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the samples")
	}
	for name, want := range startPages {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile("../../doc/" + name)
			if err != nil {
				t.Fatal(err)
			}
			p, dir := &page{file: name}, workplace(t)
			var printed strings.Builder
			ran := 0
			for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
				if m[1] != "sh" {
					t.Errorf("a block of %s is no command", m[1])
				}
				for line := range strings.Lines(m[3]) {
					before := files(t, dir)
					out := p.exec(t, dir, exec.Command("sh", "-e", "-c", line))
					if strings.TrimSpace(out) == "" && files(t, dir) == before {
						t.Errorf("%s prints nothing and leaves nothing", line)
					}
					printed.WriteString(out)
					ran++
				}
			}
			if ran < 8 {
				t.Errorf("%d commands ran", ran)
			}
			for _, w := range want {
				if !strings.Contains(printed.String(), w) {
					t.Errorf("nothing that was printed has %q", w)
				}
			}
		})
	}
}

// files returns the names of what lies in a folder.
func files(t *testing.T, dir string) string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, "\n")
}
