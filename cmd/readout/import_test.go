package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// manyRecords writes generated records as JSON Lines, some of them twice.
func manyRecords(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "records.jsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	source := many.Samples()
	for i := range n {
		line, err := source.Record(i - i%50/49).AppendJSON(nil) // each fiftieth is the one before it
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return path
}

// contents is a hash of all that an archive holds of versions, records, actors
// and copies, and how many versions there are.
func contents(t *testing.T, path string) string {
	t.Helper()
	s, err := store.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var lines []string
	err = s.EachRow(t.Context(), store.Rows{All: true}, func(row *store.Row) error {
		rec, err := row.Record.MarshalJSON()
		if err != nil {
			return err
		}
		actors, err := json.Marshal(row.Actors)
		lines = append(lines, fmt.Sprintf("%s %s %d %s %d %s %s", row.Story, row.ID, row.N, row.Group, row.Copies, actors, rec))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return fmt.Sprintf("%d versions, %s", len(lines), hex.EncodeToString(sum[:8]))
}

// marked returns how many rows the marks of an archive say were dealt with.
func marked(path string) (rows int) {
	s, err := store.OpenReader(path)
	if err != nil {
		return 0
	}
	defer s.Close()
	marks, _ := marksOf(context.Background(), s)
	for _, m := range marks {
		rows += m.Rows
	}
	return rows
}

// TestAnImportThatIsKilledGoesOn kills an import three times after a commit and
// three times at random, and compares what is there in the end with an import that
// nobody disturbed and that had other commits.
func TestAnImportThatIsKilledGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program")
	}
	file, dir := manyRecords(t, 4096), t.TempDir()
	whole, killed := filepath.Join(dir, "whole.db"), filepath.Join(dir, "killed.db")
	begin := func(archive string, env ...string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], "import", "--archive", archive, file)
		cmd.Env = append(append(os.Environ(), "READOUT_TEST_MAIN=1"), env...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	if err := begin(whole).Wait(); err != nil {
		t.Fatal(err)
	}
	kills := 0
	for after := 0; ; kills++ {
		cmd := begin(killed, "READOUT_TEST_COMMIT=512")
		ended, limit := make(chan error, 1), time.Hour
		if kills >= 3 && kills < 6 {
			limit = 50*time.Millisecond + rand.N(500*time.Millisecond)
		}
		begun := time.Now()
		go func() { ended <- cmd.Wait() }()
		for alive := true; alive; {
			select {
			case err := <-ended:
				if err != nil {
					t.Fatal(err)
				}
				if kills < 3 {
					t.Fatal("it was at its end before it could be killed")
				}
				if got, want := contents(t, killed), contents(t, whole); got != want {
					t.Errorf("after %d kills: %s, undisturbed: %s", kills, got, want)
				}
				if rows := marked(killed); rows != 0 {
					t.Errorf("it is at its end, and %d rows are marked", rows)
				}
				return
			case <-time.After(5 * time.Millisecond):
			}
			if rows := marked(killed); kills < 3 && rows > after || time.Since(begun) > limit {
				_ = cmd.Process.Kill()
				<-ended
				after, alive = marked(killed), false
			}
		}
	}
}
