package ingest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A slowReader reads texts of the word SLOW until it is told to stop, and says
// when it does.
type slowReader struct {
	stubReader
	stopped chan error
}

func (r slowReader) ReadDigest(ctx context.Context, v *readout.Version, given []readout.Span) (*readout.Record, *thread.Digest, error) {
	if !strings.Contains(v.Text, "SLOW") {
		return r.stubReader.ReadDigest(ctx, v, given)
	}
	<-ctx.Done()
	r.stopped <- context.Cause(ctx)
	return nil, nil, context.Cause(ctx)
}

// TestAStoryPastItsLimitIsStopped reads a story that takes too long: it is set
// aside, nothing goes on reading it, and the others are read.
func TestAStoryPastItsLimitIsStopped(t *testing.T) {
	g := newIngester(t)
	addRows(t, g, row("https://news.example/1", "Good", longText), row("https://news.example/2", "Slow", "SLOW and long."))
	slow := slowReader{stubReader{g.Reader.Name()}, make(chan error, 1)}
	g.Reader, g.Patience = slow, 20*time.Millisecond
	counts, err := g.Read(t.Context())
	if err != nil || counts.Read != 1 || counts.SetAside != 1 {
		t.Errorf("%+v, %v: want one read, one set aside", counts, err)
	}
	select {
	case <-slow.stopped:
	default:
		t.Error("the queue is empty, and the story is still being read")
	}
	list, err := g.Store.Troubles(t.Context(), 10)
	if err != nil || len(list) != 1 || !strings.Contains(list[0].Reason, "took longer than 20ms to read") {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestAStopLeavesTheStoryInTheQueue stops the run and not the story.
func TestAStopLeavesTheStoryInTheQueue(t *testing.T) {
	g := newIngester(t)
	addRows(t, g, row("https://news.example/2", "Slow", "SLOW and long."))
	slow := slowReader{stubReader{g.Reader.Name()}, make(chan error, 1)}
	g.Reader = slow
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer stop()
	counts, err := g.Read(ctx)
	if err == nil || counts.SetAside != 0 {
		t.Errorf("%+v, %v: want the error of the stop, and nothing set aside", counts, err)
	}
	if n, err := g.Store.QueueLen(t.Context(), slow.Name()); n != 1 || err != nil {
		t.Errorf("%d wait, %v, want one", n, err)
	}
}
