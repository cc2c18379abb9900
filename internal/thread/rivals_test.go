package thread

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestRivals checks what a pair is told of the other pairs of its mentions.
func TestRivals(t *testing.T) {
	a, b := story("a", "2033-10-01", "asserted", "asserted"), story("b", "2033-10-02", "asserted", "asserted")
	w := &between{a: a, b: b}
	list := []candidate{{0, 0, 2}, {0, 1, 1}, {1, 1, 1}}
	r := w.rivals(list)
	for _, tt := range []struct {
		name       string
		c          candidate
		next, also float32
	}{
		{"the best of both mentions", list[0], 1, leastFirst},
		{"the worse of both", list[1], 2, 1},
		{"the only one of the first", list[2], leastFirst, 1},
	} {
		if x, y := r[0][tt.c.x].next(tt.c.first), r[1][tt.c.y].next(tt.c.first); x != tt.next || y != tt.also {
			t.Errorf("%s: next best are %v and %v, want %v and %v", tt.name, x, y, tt.next, tt.also)
		}
	}
	self := &between{a: a, b: a}
	if r := self.rivals([]candidate{{0, 1, 3}}); r[0][1][0] != 3 || r[1][0][0] != 3 {
		t.Errorf("within one story a mention has its pairs whichever comes first: %v", r)
	}
}

// TestOwnWords checks that words that stand all over a story tell less than
// those of one sentence.
func TestOwnWords(t *testing.T) {
	a, b := story("a", "2033-10-01", "asserted", "asserted", "asserted"), story("b", "2033-10-02", "asserted")
	a.Sentences[0].Terms = []Term{{Key: 7, Weight: 1}}
	a.Sentences[1].Terms = []Term{{Key: 9, Weight: 1}}
	a.Sentences[2].Terms = []Term{{Key: 9, Weight: 1}}
	b.Sentences[0].Terms = []Term{{Key: 7, Weight: 1}, {Key: 9, Weight: 1}}
	w := Untrained().between(a, b, 1)
	rare := w.own(a.Sentences[0].Terms, []Term{{Key: 7, Weight: 1}})
	common := w.own(a.Sentences[1].Terms, []Term{{Key: 9, Weight: 1}})
	if rare != 1 || common >= 0.8 || common <= 0 {
		t.Errorf("a word of one sentence counts %v, one of two %v; want 1 and less than 0.8", rare, common)
	}
}

// TestFiguresOfSentences checks that one number of one thing counts for two
// sentences and two numbers against them.
func TestFiguresOfSentences(t *testing.T) {
	dead := func(low, high float64) []Figure { return []Figure{{What: "soldier", Low: low, High: high}} }
	for _, tt := range []struct {
		name        string
		x, y        []Figure
		same, apart float32
	}{
		{"one number", dead(12, 12), dead(10, 20), 1, 0},
		{"two numbers", dead(12, 12), dead(40, 40), 0, 1},
		{"of other things", dead(12, 12), []Figure{{What: "lorry", Low: 12, High: 12}}, 0, 0},
		{"one and two", dead(1, 1), dead(2, 2), 0, 0},
	} {
		if same, apart := sameFigures(tt.x, tt.y); same != tt.same || apart != tt.apart {
			t.Errorf("%s: same %v, apart %v; want %v, %v", tt.name, same, apart, tt.same, tt.apart)
		}
	}
}

// TestLikelyDays checks days that are stated or bounded by posting.
func TestLikelyDays(t *testing.T) {
	on := func(day string) *Mention {
		return &Mention{When: Interval{From: day, To: day, Precision: readout.Day}}
	}
	for _, tt := range []struct {
		a, b        *Mention
		same, apart float32
	}{
		{on("2033-10-01"), on("2033-10-01"), 1, 0},
		{on("2033-10-01"), on("2033-10-02"), 0.5, 0.1},
		{on("2033-10-01"), on("2033-12-01"), 0, 1},
		{on("2033-10-01"), &Mention{}, 0, 0},
	} {
		if same, apart := likelyDays(tt.a, tt.b); same != tt.same || apart != tt.apart {
			t.Errorf("%v and %v: %v, %v; want %v, %v", tt.a.When, tt.b.When, same, apart, tt.same, tt.apart)
		}
	}
}
