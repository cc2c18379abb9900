package pipeline

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// TestAStopEndsReading stops a reading at each of its stages: there is no
// record, the error is the cause of the stop, and no further stage is begun.
func TestAStopEndsReading(t *testing.T) {
	cause := errors.New("too long")
	whole := *accurate(t)
	var stages []string
	whole.fault = func(stage string) { stages = append(stages, stage) }
	if _, err := whole.Read(t.Context(), english(theThreat)); err != nil || len(stages) < 8 {
		t.Fatalf("%v, stages %v", err, stages)
	}
	for _, at := range stages {
		ctx, stop := context.WithCancelCause(t.Context())
		r, after := *accurate(t), []string(nil)
		r.fault = func(stage string) {
			if ctx.Err() != nil {
				after = append(after, stage)
			}
			if stage == at {
				stop(cause)
			}
		}
		if rec, err := r.Read(ctx, english(theThreat)); rec != nil || !errors.Is(err, cause) || len(after) > 0 {
			t.Errorf("stopped at %s: record %v, error %v, then %v", at, rec != nil, err, after)
		}
		stop(nil)
	}
}

// TestAStopIsHeardWithinTheNetwork stops the reading of a text of many windows
// while the network reads it, and expects the end long before that of the text.
func TestAStopIsHeardWithinTheNetwork(t *testing.T) {
	if testing.Short() {
		t.Skip("the network reads 20,000 words")
	}
	r, v := *accurate(t), english(strings.Repeat(theThreat+" ", 1000))
	began := time.Now()
	if _, err := r.Read(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(began)
	ctx, stop := context.WithCancel(t.Context())
	var stopped atomic.Int64
	r.fault = func(stage string) {
		if stage == "analyze" {
			time.AfterFunc(whole/50, func() { stopped.Store(time.Now().UnixNano()); stop() })
		}
	}
	_, err := r.Explain(ctx, v, new(trace.Recorder))
	if took := time.Since(time.Unix(0, stopped.Load())); !errors.Is(err, context.Canceled) || took > whole/4 {
		t.Errorf("error %v, %v after the stop; the whole takes %v", err, took, whole)
	}
}
