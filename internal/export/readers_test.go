package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// python returns a Python 3: $READOUT_PYTHON, else the one on the path. The
// test is skipped where there is none.
func python(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("READOUT_PYTHON"); path != "" {
		return path
	}
	path, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 on the path")
	}
	return path
}

// TestReadersOfOthersAgree lets pandas, pyarrow, DuckDB, networkx and others
// read what was written. Those that are not installed are left out;
// READOUT_READERS=all makes a missing one an error.
func TestReadersOfOthersAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Python")
	}
	interpreter, dir := python(t), t.TempDir()
	for _, f := range Formats() {
		if err := os.Rename(write(t, Options{Format: f, Text: true}, items()), filepath.Join(dir, f.Name)); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(interpreter, "testdata/check.py", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Logf("%s", out)
	if os.Getenv("READOUT_READERS") == "all" && string(out) != "all readers agree\n" {
		t.Errorf("%s", out)
	}
}
