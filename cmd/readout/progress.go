package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"golang.org/x/term"
)

// A progressLine shows how far a run has come: on a terminal as one line that
// is rewritten, elsewhere as a line now and then, so that no long run is silent.
type progressLine struct {
	w        io.Writer
	terminal bool
	every    time.Duration // between two lines off a terminal
	ended    chan struct{} // closed by clear; nil: nothing is shown

	mu   sync.Mutex
	text func() string // what is to be shown; nil: nothing yet
	last time.Time     // when the line on the terminal was written
}

// lineEvery is how often a line is written off a terminal.
const lineEvery = 10 * time.Second

// newProgressLine begins to show progress, unless quiet is set.
func newProgressLine(quiet bool) *progressLine {
	l := &progressLine{w: os.Stderr, terminal: term.IsTerminal(int(os.Stderr.Fd())) && os.Getenv("NO_COLOR") == "", every: lineEvery}
	if !quiet {
		l.begin()
	}
	return l
}

// begin writes lines off a terminal until clear is called.
func (l *progressLine) begin() {
	l.ended = make(chan struct{})
	if l.terminal {
		return
	}
	go func(ended <-chan struct{}) {
		ticks := time.NewTicker(l.every)
		defer ticks.Stop()
		for {
			select {
			case <-ticks.C:
				l.mu.Lock()
				if l.text != nil && l.ended != nil {
					fmt.Fprintln(l.w, l.text())
				}
				l.mu.Unlock()
			case <-ended:
				return
			}
		}
	}(l.ended)
}

// show shows how a run goes.
func (l *progressLine) show(p ingest.Progress) {
	l.say(func() string { return progressText(p, time.Since(p.Started)) })
}

// say shows a text, a few times a second at most.
func (l *progressLine) say(text func() string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.text = text; !l.terminal || l.ended == nil || time.Since(l.last) < 200*time.Millisecond {
		return
	}
	l.last = time.Now()
	fmt.Fprintf(l.w, "\r\x1b[K%s", text())
}

// clear ends it and takes the line away. It may be called again.
func (l *progressLine) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended == nil {
		return
	}
	if close(l.ended); l.terminal {
		fmt.Fprint(l.w, "\r\x1b[K")
	}
	l.ended = nil
}

// progressText says how far a run has come after some time.
func progressText(p ingest.Progress, took time.Duration) string {
	text := fmt.Sprintf("%s: %d", p.Doing, p.Done)
	if p.Total > 0 {
		text += fmt.Sprintf(" of %d", p.Total)
	}
	if took < time.Second || p.Done == 0 {
		return text
	}
	rate := float64(p.Done) / took.Seconds()
	stories := " stories"
	if max(p.Total, p.Done) == 1 {
		stories = " story"
	}
	text += fmt.Sprintf("%s, %.1f a second", stories, rate)
	if p.Total > p.Done {
		left := time.Duration(float64(p.Total-p.Done) / rate * float64(time.Second))
		text += ", " + left.Round(time.Second).String() + " left"
	}
	return text
}

// stepsText says how far work on the archive's versions has come.
func stepsText(doing string, done, of int, took time.Duration) string {
	rate := float64(done) / max(took.Seconds(), 0.001)
	if rate == 0 {
		return doing + ": " + plural(of, "version", "versions")
	}
	left := time.Duration(float64(of-done) / rate * float64(time.Second))
	return fmt.Sprintf("%s: %d of %s, %.0f a second, %s left", doing, done, plural(of, "version", "versions"), rate, left.Round(time.Second))
}
