package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program returns the path of the program
// and a file of many records.
func program(t *testing.T) (readout, records string) {
	dir := workplace(t)
	readout = filepath.Join(dir, "bin/readout")
	cmd := exec.Command(readout, "read", "--json", "examples/talks.jsonl")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(out), "\n")
	var b bytes.Buffer
	for range 300 {
		for i, line := range lines { // refs of their own, so that none is left out as known
			b.WriteString(strings.Replace(line, `"ref":"`, `"ref":"`+strings.Repeat("x", b.Len()%97)+string(rune('a'+i)), 1))
		}
	}
	records = filepath.Join(dir, "records.jsonl")
	if err := os.WriteFile(records, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return readout, records
}

// start starts an export of records to dir.
func start(t *testing.T, readout, records, dir string) *exec.Cmd {
	in, err := os.Open(records)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	cmd := exec.Command(readout, "export", "--as", "csv", "--quiet", "-o", dir, "-")
	cmd.Stdin = in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// TestNoHalfFileAfterAKill kills exports at various times: what stands under
// a final name is whole, and a run that was asked to stop leaves nothing.
func TestNoHalfFileAfterAKill(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	readout, records := program(t)
	whole := filepath.Join(t.TempDir(), "whole")
	started := time.Now()
	if err := start(t, readout, records, whole).Wait(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(started)
	for i := range 8 {
		dir := filepath.Join(t.TempDir(), "out")
		cmd := start(t, readout, records, dir)
		time.Sleep(took * time.Duration(i+1) / 9)
		signal := os.Kill
		if i%2 == 1 {
			signal = os.Interrupt
		}
		_ = cmd.Process.Signal(signal)
		ended := cmd.Wait() == nil
		files, _ := os.ReadDir(dir)
		for _, f := range files {
			if strings.HasPrefix(f.Name(), ".") {
				if signal == os.Interrupt {
					t.Errorf("stopped after %d/9 of the time: %s is left", i+1, f.Name())
				}
				continue
			}
			got, _ := os.ReadFile(filepath.Join(dir, f.Name()))
			want, _ := os.ReadFile(filepath.Join(whole, f.Name()))
			if !bytes.Equal(got, want) {
				t.Errorf("%s is not whole", f.Name())
			}
		}
		if n := len(files); signal == os.Interrupt && !ended && n > 0 {
			t.Errorf("stopped: %d files are left", n)
		}
	}
}

// TestAFullDiskIsSaid limits how large a file may become, as a full disk does.
func TestAFullDiskIsSaid(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell:", err)
	}
	readout, records := program(t)
	formats := []string{"csv", "parquet", "xlsx", "jsonld"}
	if testing.Short() {
		formats = formats[:1]
	}
	for _, format := range formats {
		dir := filepath.Join(t.TempDir(), "out")
		cmd := exec.Command(sh, "-c", `ulimit -f 8; exec "$0" export --as "$1" -o "$2" - < "$3"`, readout, format, dir, records)
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != exitWrite || !strings.Contains(string(out), "too large") {
			t.Errorf("%s: %v: %s", format, err, out)
		}
		if files, _ := os.ReadDir(dir); len(files) > 0 {
			t.Errorf("%s: left: %v", format, files)
		}
	}
}
