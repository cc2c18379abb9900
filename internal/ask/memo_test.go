package ask

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestAnswersHoldAsLongAsTheArchiveIsTheSame asks one question at once from many
// sides, then again after a story came in.
func TestAnswersHoldAsLongAsTheArchiveIsTheSame(t *testing.T) {
	st, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s, ctx := &Service{Store: st}, context.Background()
	var made atomic.Int64
	ask := func() int64 {
		n, err := remembered(ctx, s, "question", func() (int64, error) { return made.Add(1), nil })
		if err != nil {
			t.Error(err)
		}
		return n
	}
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() { ask() })
	}
	wait.Wait()
	if n := ask(); n != 1 {
		t.Errorf("the answer was made %d times", n)
	}
	if err := st.Update(ctx, func(tx *store.Tx) error {
		ref, err := tx.AddStory("courier.example", []string{"r:1"})
		if err != nil {
			return err
		}
		v := &readout.Version{Text: "Ferry back", Language: "en"}
		v.Seal()
		_, err = tx.AddVersion(ref, &store.Arrival{Capture: store.Capture{Kind: "text", Meta: []byte("{}"), Data: []byte("x")}, Version: v, Change: store.First})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if n := ask(); n != 2 {
		t.Errorf("after a story came in the answer is that of the archive before: %d", n)
	}
	fault := errors.New("a fault")
	if _, err := remembered(ctx, s, "other", func() (int, error) { return 0, fault }); err != fault {
		t.Error(err)
	}
	if n, err := remembered(ctx, s, "other", func() (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("a fault was remembered: %d, %v", n, err)
	}
	func() {
		defer func() { recover() }()
		remembered(ctx, s, "panic", func() (int, error) { panic("x") })
	}()
	if n, err := remembered(ctx, s, "panic", func() (int, error) { return 8, nil }); n != 8 || err != nil {
		t.Errorf("a panic was remembered: %d, %v", n, err)
	}
}
