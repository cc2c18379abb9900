package ingest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// another opens the archive of g a second time, as another program does.
func another(t *testing.T, g *Ingester) *Ingester {
	t.Helper()
	s, err := store.Open(g.Store.Path())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &Ingester{Store: s, Reader: g.Reader, Cleaner: DefaultCleaner(), Bad: func(err *input.Error) { t.Log(err) }}
}

// TestTwoProgramsTakeInAndRead lets two programs add and read the same stories at
// the same time: each comes in once and is read once.
func TestTwoProgramsTakeInAndRead(t *testing.T) {
	one := newIngester(t)
	two := another(t, one)
	rows := manyRows(120)
	var group sync.WaitGroup
	var fresh, read atomic.Int64
	for _, g := range []*Ingester{one, two} {
		group.Go(func() {
			counts := addRows(t, g, rows...)
			done, err := g.Read(context.Background())
			if err != nil {
				t.Error(err)
			}
			fresh.Add(int64(counts.Stories + counts.Versions + counts.Trivial))
			read.Add(int64(done.Read))
		})
	}
	group.Wait()
	st, err := one.Store.Stats(t.Context())
	if err != nil || st.Records != st.Versions || int(fresh.Load()) != st.Versions || int(read.Load()) != st.Versions {
		t.Errorf("%d came in, %d were read; the archive has %+v, %v", fresh.Load(), read.Load(), st, err)
	}
	checkArchive(t, one.Store.Path())
}

// TestAWatchDoesNotWaitForAReader lets another program read meanwhile: the
// watcher looks on and leaves its stories to that program's queue.
func TestAWatchDoesNotWaitForAReader(t *testing.T) {
	site := newSite(t)
	site.pages["/1"] = "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>The ferry has been sold, the harbour office said on Monday.</p><p>Nobody knows the price of it, nor who will sail it now.</p></article></body></html>"
	b := newWatcher(t, site)
	b.follow(t, site.URL+"/1")
	release, err := another(t, b.Ingester).Store.Turn(store.TurnReading)
	if release == nil || err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer stop()
	if err := b.Watch(ctx, false, nil); err != nil {
		t.Fatal(err)
	}
	if n, err := b.Store.QueueLen(t.Context(), b.Reader.Name()); n != 1 || err != nil {
		t.Errorf("%d wait, %v: want the one that was looked at", n, err)
	}
	release()
	if err := b.Watch(context.Background(), true, nil); err != nil {
		t.Fatal(err)
	}
	if n, err := b.Store.QueueLen(t.Context(), b.Reader.Name()); n != 0 || err != nil {
		t.Errorf("%d wait, %v, after the turn was free", n, err)
	}
}

// TestAWatchSaysWhatItWaitsFor looks at a feed that refuses: what is waited for
// is told once, with the reason, also by a program that is started later.
func TestAWatchSaysWhatItWaitsFor(t *testing.T) {
	site := newSite(t)
	site.pages["/feed.xml"] = `<rss version="2.0"><channel><title>F</title></channel></rss>`
	b := newWatcher(t, site)
	b.follow(t, site.URL+"/feed.xml")
	site.status["/feed.xml"] = 403
	for i, want := range []int{1, 0} {
		if i == 1 {
			b.told = nil // as a program that starts anew
			want = 1
		}
		var told []*store.Watched
		b.Waits = func(list []*store.Watched) { told = append(told, list...) }
		b.at = b.at.Add(time.Second)
		for range 2 {
			if err := b.Watch(context.Background(), true, nil); err != nil {
				t.Fatal(err)
			}
		}
		if len(told) != want || told[0].Note == "" || told[0].Fails == 0 || !told[0].Next.After(b.at) {
			t.Errorf("start %d: %d told: %+v", i, len(told), told)
		}
	}
}

// faultyReader fails on every text.
type faultyReader struct{ stubReader }

func (faultyReader) Read(context.Context, *readout.Version) (*readout.Record, error) {
	panic("a fault")
}

// ReadDigest fails as well.
func (faultyReader) ReadDigest(context.Context, *readout.Version, []readout.Span) (*readout.Record, *thread.Digest, error) {
	panic("a fault")
}

// TestWhatIsSetAsideIsNamed sees that a story that can't be read is named when
// it happens, and with its reason by the archive, until it is read.
func TestWhatIsSetAsideIsNamed(t *testing.T) {
	g := newIngester(t)
	addRows(t, g, row("https://news.example/1", "Ferry", "The ferry has been sold."))
	var named []string
	g.Bad = func(err *input.Error) { named = append(named, err.Error()) }
	good := g.Reader
	g.Reader = faultyReader{}
	counts, err := g.Read(context.Background())
	if err != nil || counts.SetAside != 1 || len(named) != 1 {
		t.Fatalf("%+v, %v, %v", counts, err, named)
	}
	list, err := g.Store.Troubles(context.Background(), 10)
	if err != nil || len(list) != 1 || list[0].Reason == "" || list[0].Version == "" {
		t.Errorf("%+v, %v", list, err)
	}
	g.Reader = good
	if counts, err := g.Read(context.Background()); err != nil || counts.Read != 1 {
		t.Errorf("%+v, %v", counts, err)
	}
	if list, err := g.Store.Troubles(context.Background(), 10); err != nil || len(list) != 0 {
		t.Errorf("it was read, and %+v, %v", list, err)
	}
}

// TestForgottenTextsAreReadAtOnce reads the texts that lost a name, and no others.
func TestForgottenTextsAreReadAtOnce(t *testing.T) {
	g := newIngester(t)
	addRows(t, g, row("https://news.example/1", "Ferry", "Quillon Zebedee said that the ferry had been sold."), row("https://news.example/2", "Boat", "The boat sank."))
	if _, err := g.Read(context.Background()); err != nil {
		t.Fatal(err)
	}
	addRows(t, g, row("https://news.example/3", "Third", "A third story waits."))
	var done store.Forgot
	err := g.Store.Update(t.Context(), func(tx *store.Tx) (err error) { done, err = tx.ForgetName("Quillon Zebedee"); return err })
	if err != nil || done.Masked != 1 || len(done.Fresh) != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	counts, err := g.ReadThese(context.Background(), done.Fresh)
	if err != nil || counts.Read != 1 {
		t.Errorf("%+v, %v", counts, err)
	}
	if _, err := g.Store.Record(t.Context(), done.Fresh[0]); errors.Is(err, store.ErrNotFound) {
		t.Error("the blackened text has no record")
	}
	if n, err := g.Store.QueueLen(t.Context(), g.Reader.Name()); n != 1 || err != nil {
		t.Errorf("%d wait, %v: want the third story", n, err)
	}
}

// TestItsOwnAreReadFirst reads what one program brought while another one reads all
// that waits: nothing is read twice, and nothing of others is waited for.
func TestItsOwnAreReadFirst(t *testing.T) {
	g := newIngester(t)
	addRows(t, g, manyRows(20)...)
	other := another(t, g)
	release, err := other.Store.Turn(store.TurnReading)
	if release == nil || err != nil {
		t.Fatal(err)
	}
	defer release()
	var own []*store.VersionRef
	g.Accepted = func(_ string, _ Outcome, ref *store.VersionRef) { own = append(own, ref) }
	addRows(t, g, row("https://news.example/own", "Own", "This story is its own, an officer said."), row("https://news.example/too", "Too", "And so is this, the officer said."))
	for _, want := range []int{2, 0} { // again: they were read
		counts, err := g.ReadThese(t.Context(), own)
		if err != nil || counts.Read != want {
			t.Errorf("%+v, %v, want %d", counts, err, want)
		}
	}
	if n, err := g.Store.QueueLen(t.Context(), g.Reader.Name()); n != 20 || err != nil {
		t.Errorf("%d wait, %v, want those of before", n, err)
	}
}

// TestSomebodyInHasteWaitsForOneStory commits some readings while a person waits.
func TestSomebodyInHasteWaitsForOneStory(t *testing.T) {
	g := newIngester(t)
	var list []*reading
	g.Accepted = func(_ string, _ Outcome, ref *store.VersionRef) { list = append(list, &reading{ref: ref}) }
	addRows(t, g, manyRows(5)...)
	for _, r := range list {
		g.readOne(t.Context(), r)
	}
	if n, err := g.commitSome(t.Context(), list[:2], false); n != 2 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	ctx, release := another(t, g).Store.Haste(t.Context())
	defer release()
	if n, err := g.commitSome(ctx, list[2:], false); n != 1 || err != nil {
		t.Errorf("%d stories in one change, %v", n, err)
	}
}
