//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/hostile"
)

// What a document of a megabyte may cost.
const (
	hostileSize   = 1 << 20
	hostileTime   = 10 * time.Second
	hostileMemory = 512 << 20
	// hostileStory is what each story more may cost: a megabyte of rows holds
	// 30,000, which come out one by one. A shortest one took 1.6 ms with the
	// model fast and 5.3 ms with accurate.
	hostileStory = 10 * time.Millisecond
	hostileClock = time.Hour // others may use the machine: what counts is time of the processor
)

// TestHostileDocuments is the long form of what internal/ingest holds on small
// documents: READOUT_HOSTILE=1 cleans a megabyte of every form, each in a
// process of its own, and READOUT_HOSTILE=rules, fast or accurate reads it too,
// with that model. READOUT_HOSTILE_ONLY=feeds takes one family.
func TestHostileDocuments(t *testing.T) {
	mode := os.Getenv("READOUT_HOSTILE")
	if mode == "" {
		t.Skip("READOUT_HOSTILE=1 runs it")
	}
	args := []string{"clean", "--json", "--jobs", "1"}
	if mode != "1" {
		args = []string{"read", "--json", "--jobs", "1", "--model", mode}
	}
	only := os.Getenv("READOUT_HOSTILE_ONLY")
	for _, family := range hostile.Families() {
		if only != "" && family.Name != only {
			continue
		}
		for _, form := range family.Forms {
			t.Run(family.Name+"/"+form.Name, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "document")
				if err := os.WriteFile(path, form.Document(2, hostileSize), 0o600); err != nil {
					t.Fatal(err)
				}
				holdHostile(t, append(args, path))
			})
		}
	}
}

// holdHostile runs the program and holds what it costs and says.
func holdHostile(t *testing.T, args []string) {
	debug.FreeOSMemory() // what this process has counts for its child until that is another program, so output goes to a file
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "READOUT_TEST_MAIN=1")
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = out, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(hostileClock, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait()
	late.Stop()
	state := cmd.ProcessState
	memory := state.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS != "darwin" { // where it is bytes already
		memory *= 1024
	}
	used := state.UserTime() + state.SystemTime()
	size, err := out.Seek(0, io.SeekEnd)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v, %d MiB, %d bytes out", used.Round(10*time.Millisecond), memory>>20, size)
	switch code := state.ExitCode(); {
	case code != exitDone && code != exitInputs:
		t.Errorf("exit %d, %.300s", code, said.String())
	case memory > hostileMemory:
		t.Errorf("took %d MiB", memory>>20)
	case code == exitInputs && said.Len() == 0:
		t.Error("exit 1 without a word")
	case code == exitDone && size == 0:
		t.Error("no row and no word")
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	stories := 0
	for rows := json.NewDecoder(out); ; stories++ {
		var rec struct {
			Version  struct{ Text string }
			Problems []json.RawMessage
		}
		err := rows.Decode(&rec)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("output that is no JSON: %v", err)
		}
		if strings.TrimSpace(rec.Version.Text) == "" && len(rec.Problems) == 0 {
			t.Error("a text without words, and no problem")
		}
	}
	if used > hostileTime+time.Duration(stories)*hostileStory {
		t.Errorf("took %v for %d stories", used, stories)
	}
}
