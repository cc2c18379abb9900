package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// takeSample puts a record into an archive as a story of its own.
func takeSample(tx *store.Tx, rec *readout.Record) error {
	story, err := tx.AddStory(rec.Version.Outlet, []string{"a:" + rec.Version.URL})
	if err != nil {
		return err
	}
	v := rec.Version
	ref, err := tx.AddVersion(story, &store.Arrival{Capture: store.Capture{Kind: "text", Data: []byte(v.Text)}, Version: &v, Change: store.First})
	if err != nil {
		return err
	}
	return tx.PutReading(ref, rec, many.Digest(rec))
}

// saidOpening is what opening an archive to read what stories tell together says
// on standard error.
func saidOpening(t *testing.T, path string) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	whole := os.Stderr
	os.Stderr = w
	s, err := (&archiveFlag{path: path}).readJoined()
	os.Stderr = whole
	w.Close()
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	said, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}

// TestAnArchiveWhoseStoriesWaitToBeJoinedSaysSo reads what stories tell together from an
// archive that is not joined yet, and once more when it is.
func TestAnArchiveWhoseStoriesWaitToBeJoinedSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := store.Open(path, store.WithJoiner(many.Joiner{}))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	src := many.Samples()
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		tx.JoinLater()
		for n := range 3 {
			if err := takeSample(tx, src.Record(n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if said := saidOpening(t, path); !strings.HasPrefix(said, "0 of 3 stories are joined so far") {
		t.Errorf("before joining: %q", said)
	}
	if err := s.JoinRest(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if said := saidOpening(t, path); said != "" {
		t.Errorf("all are joined: %q", said)
	}
}
