package main

import (
	"cmp"
	"encoding/json"
	"io"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A beat is one line by which a supervisor sees that a run goes on, and with
// which rows it is busy. doc/cli.md describes it.
type beat struct {
	Seconds float64 `json:"seconds"` // since the run began
	Rows    int     `json:"rows"`    // whose results were handed out
	Unread  int     `json:"unread"`  // of them, those that could not be read
	Working []busy  `json:"working"` // rows that are being read, the oldest first
	End     bool    `json:"end,omitempty"`
}

// A busy is a row that is being read.
type busy struct {
	Place   string  `json:"place"`
	Ref     string  `json:"ref,omitempty"`
	Seconds float64 `json:"seconds"`
}

// A pulse writes a beat now and then. A nil pulse does nothing.
type pulse struct {
	w       io.Writer
	started time.Time
	ended   chan struct{}
	gone    sync.WaitGroup

	mu           sync.Mutex
	rows, unread int
	working      map[*job]time.Time
}

// newPulse begins to write beats; none if every is 0.
func newPulse(w io.Writer, every time.Duration) *pulse {
	if every <= 0 {
		return nil
	}
	p := &pulse{w: w, started: time.Now(), ended: make(chan struct{}), working: make(map[*job]time.Time)}
	p.gone.Go(func() {
		ticks := time.NewTicker(every)
		defer ticks.Stop()
		for {
			select {
			case <-ticks.C:
				p.write(false)
			case <-p.ended:
				return
			}
		}
	})
	return p
}

// begin says that a row is being read.
func (p *pulse) begin(j *job) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.working[j] = time.Now()
}

// finish says that a row was read.
func (p *pulse) finish(j *job) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.working, j)
}

// handed says that the result of a row was handed out.
func (p *pulse) handed(unread bool) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rows++
	if unread {
		p.unread++
	}
}

// end writes the last beat.
func (p *pulse) end() {
	if p == nil {
		return
	}
	close(p.ended)
	p.gone.Wait()
	p.write(true)
}

// write writes one beat.
func (p *pulse) write(end bool) {
	p.mu.Lock()
	b := struct {
		Heartbeat beat `json:"heartbeat"`
	}{beat{Seconds: seconds(p.started), Rows: p.rows, Unread: p.unread, Working: []busy{}, End: end}}
	for j, since := range p.working {
		b.Heartbeat.Working = append(b.Heartbeat.Working, busy{j.row.Place, j.row.Ref, seconds(since)})
	}
	p.mu.Unlock()
	sorting.Func(b.Heartbeat.Working, func(a, b busy) int { return cmp.Compare(b.Seconds, a.Seconds) })
	line, _ := json.Marshal(&b) // plain fields
	_, _ = p.w.Write(append(line, '\n'))
}

// seconds returns the time since t to the millisecond.
func seconds(t time.Time) float64 { return float64(time.Since(t).Milliseconds()) / 1000 }
