package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// copyOf returns a record as another outlet has it.
func copyOf(rec *readout.Record, i int) *readout.Record {
	own := *rec
	own.Version.URL, own.Version.Outlet = fmt.Sprintf("https://copy%d.example/", i), fmt.Sprintf("copy%d.example", i)
	own.Version.Seal()
	return &own
}

// TestManyCopiesAreAsFew brings more copies of a story than are looked at one by
// one, in two orders, and forgets some: all are counted, they are one line, and
// what the joining of one more looks at does not grow with them.
func TestManyCopiesAreAsFew(t *testing.T) {
	const n = 3 * mostVersions
	rec := source().Record(0)
	var want string
	for try := range 2 {
		s := openJoining(t)
		for some := range slices.Chunk(rand.New(rand.NewPCG(uint64(try), 7)).Perm(n), n/4) {
			var list []*readout.Record
			for _, i := range some {
				list = append(list, copyOf(rec, i))
			}
			bringAll(t, s, list...)
		}
		count := func(want int) {
			t.Helper()
			list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 100})
			if err != nil || len(list) == 0 {
				t.Fatal(err)
			}
			for _, h := range list {
				if h.Lines != 1 || h.Stories != want {
					t.Errorf("%s: %d lines, %d stories, want one and %d", h.ID, h.Lines, h.Stories, want)
				}
			}
		}
		count(n)
		if got := joins(t, s); try == 0 {
			want = got
		} else if got != want {
			t.Errorf("another order: %s", firstDifference(got, want))
		}
		s.joins.rows = 0
		bring(t, s, copyOf(rec, n))
		few := openJoining(t)
		bringAll(t, few, copyOf(rec, n+1), copyOf(rec, n+2))
		few.joins.rows = 0
		bring(t, few, copyOf(rec, n+3))
		if most := few.joins.rows + 3*n; s.joins.rows > most { // reading who has the words is a row each, three times
			t.Errorf("%d rows are looked at, of three copies %d", s.joins.rows, few.joins.rows)
		}
		for i := range 20 {
			if err := s.Update(t.Context(), func(tx *Tx) error {
				_, err := tx.ForgetStory(string(storyOf(t, s, copyOf(rec, 3*i))))
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		count(n + 1 - 20)
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%+v", list)
		}
	}
}

// on returns a record that was posted on another day, with its events.
func on(rec *readout.Record, outlet, day string) *readout.Record {
	own := *rec
	own.Version.URL, own.Version.Outlet = "https://"+outlet+"/"+day, outlet
	own.Version.Published = &readout.Time{Text: day, Value: day, Basis: readout.TimeFromPage}
	own.Version.Updated = nil
	own.Version.Seal()
	return &own
}

// TestOddDaysAreJoined has one story on days of 1777, of 2099, of the first and the
// last year, which are told apart, and of three outlets whose clocks are a day
// apart, which tell of the same; nothing fails, and it can be made again.
func TestOddDaysAreJoined(t *testing.T) {
	s := openJoining(t)
	rec := source().Record(0)
	days := []string{"1777-07-04", "2099-12-31", "0001-01-01", "9999-12-31", "2024-02-29", "2024-03-01T00:30:00+14:00", "2024-02-29T23:30:00-12:00"}
	for i, day := range days {
		bring(t, s, on(rec, fmt.Sprintf("o%d.example", i), day))
	}
	list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 100})
	if err != nil || len(list) == 0 {
		t.Fatal(err)
	}
	for _, h := range list {
		want := 1
		if strings.HasPrefix(h.Posted, "2024") {
			want = 3
		}
		if h.Stories != want || h.Posted > h.Last {
			t.Errorf("%v, posted from %s to %s, want %d stories", &h.Happening, h.Posted, h.Last, want)
		}
	}
	before := joins(t, s)
	if _, err := s.Repair(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := joins(t, s); got != before {
		t.Errorf("made again: %s", firstDifference(got, before))
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// TestAStoryOfThousandsOfEvents brings a story whose events could each be each
// other: it is joined at the cost of its length, not of the square of it.
func TestAStoryOfThousandsOfEvents(t *testing.T) {
	n := 300
	if !testing.Short() {
		n = 3000
	}
	s, err := Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	bring(t, s, lengthy(n))
	bring(t, s, copyOf(lengthy(n+1), 1))
	if rows := s.joins.rows; rows > 3000*n {
		t.Errorf("%d events: %d rows were looked at or written", n, rows)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	list, total, err := s.FindHappenings(t.Context(), Happenings{Limit: 1 << 30, Brief: true})
	joined := 0
	for _, h := range list {
		if h.Stories == 2 {
			joined++
		}
	}
	if err != nil || joined < n*9/10 {
		t.Errorf("of %d happenings %d are told by both, %v", total, joined, err)
	}
}

// lengthy returns a record of n events in a sentence each.
func lengthy(n int) *readout.Record {
	own := *source().Record(0)
	first := own.Events[0]
	first.Mentions, first.Numbers, first.Place, first.Date = nil, nil, "", nil
	own.Events = nil
	text := own.Version.Text + "\n\n"
	for i := range n {
		words := fmt.Sprintf("Ann met Bo %d times.", i)
		e, at := first, len(text)
		text += words + " "
		e.ID = readout.EventID(fmt.Sprintf("e%d", i+1))
		e.Sentence = readout.Span{Start: at, End: at + len(words)}
		e.Trigger = readout.WordsOf(text, readout.Span{Start: at + 4, End: at + 7})
		own.Events = append(own.Events, e)
	}
	own.Version.Text = text
	own.Version.Seal()
	return &own
}

// TestWhatJoinedHappeningsLeaveIsSaid forgets, one after the other, all reports of
// a happening that stories of three outlets told: its id and those of happenings
// that it was joined with say that it is gone.
func TestWhatJoinedHappeningsLeaveIsSaid(t *testing.T) {
	s := openJoining(t)
	rec := source().Record(0)
	ids := make(map[string]bool)
	for i := range 3 {
		bring(t, s, on(rec, fmt.Sprintf("o%d.example", i), fmt.Sprintf("2024-03-%02d", 3-i))) // each is posted before those that are there
		list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range list {
			ids[h.ID] = true
		}
	}
	for i := range 3 {
		if err := s.Update(t.Context(), func(tx *Tx) error {
			_, err := tx.ForgetStory(string(storyOf(t, s, on(rec, fmt.Sprintf("o%d.example", i), fmt.Sprintf("2024-03-%02d", 3-i)))))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for id := range ids {
			var gone *GoneError
			if _, err := s.Happening(t.Context(), id); (i == 2) != errors.As(err, &gone) {
				t.Errorf("%s after %d were forgotten: %v", id, i+1, err)
			}
		}
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}
