package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// nothing is a change that changes nothing.
func nothing(*Tx) error { return nil }

// openTwice opens one new archive as two programs do.
func openTwice(t *testing.T) (s [2]*Store) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	for i := range s {
		var err error
		if s[i], err = Open(path); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s[i].Close() })
	}
	return s
}

// TestHasteGoesFirst lets one program fill an archive while a person waits for
// what another one does with it.
func TestHasteGoesFirst(t *testing.T) {
	s := openTwice(t)
	if s[0].Hurried() {
		t.Error("somebody is in haste before anybody was")
	}
	mine, release := s[1].Haste(t.Context())
	wrote := make(chan error, 1)
	go func() { wrote <- s[0].Update(context.Background(), nothing) }()
	if err := s[1].Update(mine, nothing); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-wrote:
		t.Errorf("the other one did not give way: %v", err)
	case <-time.After(20 * wayStep):
	}
	if !s[0].Hurried() {
		t.Error("the other one is not told")
	}
	release()
	if err := <-wrote; err != nil {
		t.Error(err)
	}
	if s[0].Hurried() {
		t.Error("nobody is in haste any more")
	}
}

// TestWhoWaitsLongIsInHaste lets one program wait for a change of another one that goes
// on until somebody is in haste.
func TestWhoWaitsLongIsInHaste(t *testing.T) {
	usual := longWait
	defer func() { longWait = usual }()
	longWait = 1
	s := openTwice(t)
	wrote, asked := make(chan error, 1), false
	err := s[0].Update(t.Context(), func(*Tx) error {
		go func() { wrote <- s[1].Update(context.Background(), nothing) }()
		for start := time.Now(); !asked && time.Since(start) < 8*time.Second; time.Sleep(wayStep) {
			asked = s[0].Hurried()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !asked {
		t.Error("who waits is not in haste")
	}
	if err := <-wrote; err != nil {
		t.Error(err)
	}
	if s[0].Hurried() {
		t.Error("nobody waits any more, and somebody is in haste")
	}
}

// TestStateTellsOfEachChange looks at an archive that two programs write.
func TestStateTellsOfEachChange(t *testing.T) {
	s := openJoining(t)
	other, err := Open(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	state := func() int64 {
		n, err := s.State(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	last := state()
	if again := state(); again != last {
		t.Errorf("%d, then %d with nothing between", last, again)
	}
	for i, w := range []*Store{s, other, s} {
		if err := w.Update(t.Context(), func(tx *Tx) error { return tx.SetMeta("test", string(rune('a'+i))) }); err != nil {
			t.Fatal(err)
		}
		now := state()
		if now == last {
			t.Errorf("change %d is not told", i)
		}
		last = now
	}
}

// TestWhatIsTakenOutIsTold asks after a story that came in, one that was labelled
// and one that was forgotten.
func TestWhatIsTakenOutIsTold(t *testing.T) {
	s := openJoining(t)
	rec := source().Record(0)
	ref := bring(t, s, rec)
	for _, test := range []struct {
		name string
		do   func(*Tx) error
		want bool
	}{
		{"another story", func(tx *Tx) error { _, err := bringIn(tx, source().Record(1)); return err }, false},
		{"a new reading", func(tx *Tx) error { return tx.PutReading(ref, withVersion(rec, ref), nil) }, false},
		{"a label", func(tx *Tx) error { _, err := tx.SetLabel(string(ref.Story), 2); return err }, true},
		{"forgetting", func(tx *Tx) error { _, err := tx.ForgetStory(string(ref.Story)); return err }, true},
	} {
		seq, err := s.LastChange(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Update(t.Context(), test.do); err != nil {
			t.Fatal(err)
		}
		if gone, err := s.TakenOutSince(t.Context(), seq); gone != test.want || err != nil {
			t.Errorf("%s: %v, %v", test.name, gone, err)
		}
	}
}

// withVersion returns a record as that of a stored version.
func withVersion(rec *readout.Record, ref *VersionRef) *readout.Record {
	own := *rec
	own.Version.ID, own.Version.Story = ref.ID, ref.Story
	return &own
}
