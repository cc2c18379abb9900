package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheExamplesRun runs the scripts of examples/ on an archive of the samples.
func TestTheExamplesRun(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the samples")
	}
	python := "python3"
	if own := os.Getenv("READOUT_PYTHON"); own != "" {
		python = own
	}
	if _, err := exec.LookPath(python); err != nil {
		t.Skip("no Python here:", err)
	}
	dir := workplace(t)
	run := func(name string, args ...string) string {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "READOUT_TEST_MAIN=1", "PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	run("bin/readout", "add", "--archive", "news.db", "--quiet", "--model", "fast", "examples/talks.jsonl", "examples/versions.jsonl")
	for _, tt := range []struct {
		script string
		args   []string
		want   []string
	}{
		{"weekly.py", []string{"news.db", "NOR", "DNK"}, []string{"week        cooperation  conflict", "2024-01-08", "2024-02-19"}},
		{"network.py", []string{"news.db"}, []string{"Norway -> Denmark", "Denmark -> Norway", " lines "}},
		{"versions.py", []string{"news.db", "st_2824cb46a148c025c62b"}, []string{"ve_12cb20f9843be7381fb0 -> ve_66b114b71de66207f755", "headline: The headline of v2 is"}},
	} {
		out := run(python, append([]string{"examples/scripts/" + tt.script}, tt.args...)...)
		for _, want := range tt.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s printed nothing with %q:\n%s", tt.script, want, out)
			}
		}
	}
}
