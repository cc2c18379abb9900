package ingest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestMain lets the test program be the process that is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv("READOUT_TEST_INGEST"); path != "" {
		if err := ingestFile(path, os.Getenv("READOUT_TEST_INPUT")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// ingestFile takes a file into an archive and reads it.
func ingestFile(archive, file string) error {
	s, err := store.Open(archive)
	if err != nil {
		return err
	}
	defer s.Close()
	g := &Ingester{Store: s, Reader: stubReader{"stub 1"}, Cleaner: DefaultCleaner()}
	if _, err := g.Add(context.Background(), []string{file}, nil); err != nil {
		return err
	}
	if _, err := g.Read(context.Background()); err != nil {
		return err
	}
	return s.Close()
}

// withoutChanges leaves out how many changes were counted: a happening is written
// again whenever it grows, and how often depends on where joining was stopped.
func withoutChanges(fingerprint string) string {
	return regexp.MustCompile(`Changes:\d+ `).ReplaceAllString(fingerprint, "")
}

// TestKills kills the program at random times while stories come in and are
// read, and compares what is there in the end with a run that nobody
// disturbed. READOUT_KILLS=200 is the long form.
func TestKills(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	kills, stories := setting("READOUT_KILLS", 20), 2000
	file := rowsFile(t, manyRows(stories))
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	started := time.Now()
	if err := ingestFile(whole, file); err != nil {
		t.Fatal(err)
	}
	took := time.Since(started)
	want := withoutChanges(fingerprint(t, whole))
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	rounds, killed := 0, 0
	for killed < kills {
		rounds++
		archive := filepath.Join(dir, fmt.Sprintf("%d.db", rounds))
		for alive := true; alive; {
			cmd := exec.Command(exe)
			cmd.Env = append(os.Environ(), "READOUT_TEST_INGEST="+archive, "READOUT_TEST_INPUT="+file)
			cmd.Stderr = os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			var patience <-chan time.Time
			if killed < kills {
				patience = time.After(time.Duration(rand.Int64N(int64(took) / 3)))
			}
			select {
			case err := <-ended:
				if err != nil {
					t.Fatalf("after %d kills: %v", killed, err)
				}
				alive = false
			case <-patience:
				killed++
				if err := cmd.Process.Kill(); err != nil {
					t.Log(err)
				}
				<-ended
			}
		}
		if got := withoutChanges(fingerprint(t, archive)); got != want {
			t.Fatalf("round %d, %d kills:\ngot  %s\nwant %s", rounds, killed, got, want)
		}
		checkArchive(t, archive)
	}
	t.Logf("%d kills over %d rounds of %d stories; undisturbed: %v", killed, rounds, stories, took.Round(time.Millisecond))
}

// checkArchive reports all that is wrong with an archive.
func checkArchive(t testing.TB, path string) {
	t.Helper()
	s, err := store.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Check(context.Background(), func(f store.Finding) { t.Errorf("%+v", f) }, nil); err != nil {
		t.Fatal(err)
	}
}
