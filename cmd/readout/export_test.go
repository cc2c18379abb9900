package main

import (
	"bytes"
	"encoding/json"
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

// TestExportHasWhatSearchShows asks the same of both: an export has each result
// that a search shows and its copies, and no other.
func TestExportHasWhatSearchShows(t *testing.T) {
	dir := workplace(t)
	ask := func(args ...string) string {
		cmd := exec.Command(filepath.Join(dir, "bin/readout"), args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "READOUT_DATA="+filepath.Join(dir, "a.db"))
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		return string(out)
	}
	ask("add", "--quiet", "--model", "fast", "examples/press/stories.jsonl", "examples/talks.jsonl", "examples/versions.jsonl")
	for _, test := range [][]string{{"statements", "act:deny"}, {"statements", "speaker:norway after:2024-01-10"}, {"events", "type:CONSULT"}, {"events", "actor:norway status:asserted,planned"}, {"versions", "ferry"}, {"versions", "mackerel -patrols"}} {
		table, query := test[0], test[1]
		shown, copies := make(map[string]bool), 0
		for line := range strings.Lines(ask("search", "--json", "--limit", "1000", query)) {
			var hit struct {
				Version, ID string
				Copies      int
			}
			if err := json.Unmarshal([]byte(line), &hit); err != nil {
				t.Fatal(err)
			}
			if table == "versions" { // a search for words shows a statement of the story, if there is one
				hit.ID = ""
			}
			shown[strings.TrimSuffix(hit.Version+","+hit.ID, ",")] = true
			copies += hit.Copies
		}
		columns := "version_id,local_id"
		if table == "versions" {
			columns = "version_id"
		}
		out := strings.Split(strings.TrimSpace(ask("export", "--table", table, "--columns", columns, query)), "\n")[1:]
		for _, row := range out {
			delete(shown, row)
		}
		if len(shown) > 0 || len(out) == 0 {
			t.Errorf("%s: of %d exported rows none is %v", query, len(out), shown)
		}
		if n := strings.Count(ask("search", "--json", "--limit", "1000", query), "\n") + copies; len(out) != n {
			t.Errorf("%s: %d rows are exported, %d are shown or are copies", query, len(out), n)
		}
	}
}
