package ask

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestWhatIsCountedFollows asks with patience what takes longer, then again when it
// is there, and with no patience left.
func TestWhatIsCountedFollows(t *testing.T) {
	st, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s := &Service{Store: st}
	slow, made := make(chan struct{}), atomic.Int64{}
	ask := func(ctx context.Context) (int64, bool) {
		n, ok, err := later(ctx, s, "question", func(ctx context.Context) (int64, error) {
			if patient, _ := ctx.Value(patienceKey{}).(*Patience); patient != nil {
				t.Error("what is counted behind a page has the page's patience")
			}
			<-slow
			return made.Add(1), ctx.Err()
		})
		if err != nil {
			t.Error(err)
		}
		return n, ok
	}
	ctx, gone := context.WithCancel(t.Context())
	ctx, p := WithPatience(ctx, 10*time.Millisecond, nil)
	if _, ok := ask(ctx); ok || !p.Missing() {
		t.Error("what is not counted yet is there")
	}
	gone() // the page was sent: counting goes on
	close(slow)
	if n, ok := ask(t.Context()); n != 1 || !ok {
		t.Errorf("%d, %v: it was counted twice, or not waited for without patience", n, ok)
	}
	ctx, p = WithPatience(t.Context(), -time.Second, nil)
	if n, ok := ask(ctx); n != 1 || !ok || p.Missing() {
		t.Errorf("%d, %v: what is known is not given", n, ok)
	}
}

// TestPatienceIsLessWhileOthersWait counts for as long as nobody looks: alone, what is
// counted is waited for, and with others who wait it is left, and known to be there later.
func TestPatienceIsLessWhileOthersWait(t *testing.T) {
	st, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s := &Service{Store: st}
	for _, busy := range []bool{false, true} {
		slow := make(chan struct{})
		looks := 0
		ctx, p := WithPatience(t.Context(), time.Minute, func() bool {
			if looks++; looks == 5 && !busy {
				close(slow)
			}
			return busy
		})
		p.began = p.began.Add(-30 * time.Second) // half of all, five times what is left with others
		_, ok, err := later(ctx, s, fmt.Sprint("question", busy), func(context.Context) (int, error) { <-slow; return 1, nil })
		if ok == busy || p.Missing() != busy || err != nil {
			t.Errorf("others %v: there %v, missing %v, %v", busy, ok, p.Missing(), err)
		}
		if busy {
			if p.Counted() {
				t.Error("what is being counted is said to be there")
			}
			made := p.left[0]
			close(slow)
			if <-made; !p.Counted() {
				t.Error("what is counted is said to be missing")
			}
		}
	}
}

// TestAFaultBehindAPageStopsNothing panics where nobody would catch it.
func TestAFaultBehindAPageStopsNothing(t *testing.T) {
	st, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s := &Service{Store: st}
	for _, fault := range []bool{true, false} {
		ctx, p := WithPatience(t.Context(), time.Minute, nil)
		_, ok, err := later(ctx, s, "question", func(context.Context) (int, error) {
			if fault {
				panic("a fault")
			}
			return 1, nil
		})
		if ok == fault || err != nil || p.Missing() != fault {
			t.Errorf("fault %v: %v, %v", fault, ok, err)
		}
	}
}

// TestManyAnswersAreRememberedInTurn asks more questions than are remembered: those
// that were asked last stay.
func TestManyAnswersAreRememberedInTurn(t *testing.T) {
	st, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s, made := &Service{Store: st}, 0
	ask := func(key int) {
		if _, err := remembered(t.Context(), s, string(rune(key)), func() (int, error) { made++; return key, nil }); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 * maxMemos {
		ask(1000 + i)
		ask(999) // asked all the time
	}
	if made != 3*maxMemos+1 || len(s.memos.list) > maxMemos {
		t.Errorf("%d answers were made and %d are remembered", made, len(s.memos.list))
	}
}
