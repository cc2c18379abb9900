package many

import (
	"bytes"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestRecordsAreWhole checks each record against its text, and that the words
// of its values are those that stand there.
func TestRecordsAreWhole(t *testing.T) {
	s := Samples()
	ids := make(map[readout.VersionID]bool)
	for n := range 300 {
		rec := s.Record(n)
		if err := rec.Check(); err != nil {
			t.Fatalf("record %d: %v", n, err)
		}
		for _, m := range rec.Mentions {
			if got := m.Span.In(rec.Version.Text); got != m.Text {
				t.Fatalf("record %d: mention %s says %q where the text has %q", n, m.ID, m.Text, got)
			}
		}
		for _, e := range rec.Events {
			if got := readout.WordsOf(rec.Version.Text, e.Trigger.Spans...).Text; got != e.Trigger.Text {
				t.Fatalf("record %d: event %s says %q where the text has %q", n, e.ID, e.Trigger.Text, got)
			}
		}
		if ids[rec.Version.ID] {
			t.Errorf("record %d: version %s for the second time", n, rec.Version.ID)
		}
		ids[rec.Version.ID] = true
	}
}

// TestASeedGivesTheSameRecords asks for records in another order.
func TestASeedGivesTheSameRecords(t *testing.T) {
	a, b, c := Samples(), Samples(), Samples()
	c.Seed = 1
	differ := 0
	for _, n := range []int{70, 3, 0, 69} {
		one, two, three := json(t, a, n), json(t, b, n), json(t, c, n)
		if !bytes.Equal(one, two) {
			t.Errorf("record %d differs", n)
		}
		if !bytes.Equal(one, three) {
			differ++
		}
	}
	if differ == 0 {
		t.Error("another seed gives the same records")
	}
}

func json(t *testing.T, s *Source, n int) []byte {
	data, err := s.Record(n).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestHappeningsHaveSeveralReports looks at how stories share happenings, words and days.
func TestHappeningsHaveSeveralReports(t *testing.T) {
	s := Samples()
	reports, texts := make(map[int]int), make(map[string]int)
	const n = 1000
	for i := range n {
		reports[s.Happening(i)]++
		texts[s.Record(i).Version.Text]++
	}
	shared := 0
	for _, k := range reports {
		if k > 1 {
			shared += k
		}
	}
	if shared < n/3 || shared > 4*n/5 {
		t.Errorf("%d of %d stories are not alone", shared, n)
	}
	if copies := n - len(texts); copies < n/30 || copies > n/4 {
		t.Errorf("%d of %d texts are copies", copies, n)
	}
}
