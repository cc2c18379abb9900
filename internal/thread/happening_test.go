package thread

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestTheBestSentenceSaysWhatBecameOfIt takes for a happening the event that says
// its final status, before one with more in it, and a word that is no event never
// before one that is.
func TestTheBestSentenceSaysWhatBecameOfIt(t *testing.T) {
	s := &Story{Version: "ve_1", Digest: &Digest{}}
	args := make([]Argument, 30)
	word := Told{Story: s, Mention: &Mention{Trigger: readout.Span{Start: 1}, Sentence: 4, Args: args, Status: readout.Denied, When: Interval{Stated: true}}}
	planned := Told{Story: s, Mention: &Mention{Event: "e1", Trigger: readout.Span{Start: 2}, Sentence: 1, Args: args[:2], Status: readout.Planned}}
	denied := Told{Story: s, Mention: &Mention{Event: "e2", Trigger: readout.Span{Start: 3}, Status: readout.Denied}}
	for _, list := range [][]Told{{word, planned, denied}, {denied, planned, word}} {
		h := &Happening{Final: FinalDenied, Mentions: list}
		if got := h.Best(); got.Event != "e2" {
			t.Errorf("%q tells best", got.Event)
		}
		if got := Best(list); got.Event != "e1" {
			t.Errorf("whatever became of it, %q tells best", got.Event)
		}
	}
}

// TestABurstIsMoreThanARefrain ranks what is told in three texts of a day before what
// is told in ten of a month.
func TestABurstIsMoreThanARefrain(t *testing.T) {
	var list []Told
	for day := 1; day <= 30; day += 3 {
		list = append(list, told(story(string(rune('a'+day)), fmt.Sprintf("2033-10-%02d", day), "asserted"))...)
	}
	refrain := One(list)
	day := One(told(story("x", "2033-10-01T09:00:00Z", "asserted"), story("y", "2033-10-01", "asserted"), story("z", "", "asserted")))
	if refrain.Stories != 10 || day.Stories != 3 || day.Burst() != 3 || refrain.Burst() >= day.Burst() {
		t.Errorf("ten stories of a month count %v, three of a day %v", refrain.Burst(), day.Burst())
	}
}

// TestTellers names who tells of a happening only where no story tells of it itself.
func TestTellers(t *testing.T) {
	told := func(by ...string) Told { return Told{Mention: &Mention{By: by}} }
	for _, tt := range []struct {
		list []Told
		want string
	}{
		{[]Told{told("Maro", "an aide"), told("Tesfaye"), told("Maro")}, "Maro, Tesfaye"},
		{[]Told{told("Maro"), told("Tesfaye"), told("Lind")}, "Maro, Tesfaye"},
		{[]Told{told("Maro"), told()}, ""},
		{[]Told{told("")}, "somebody not named"},
		{nil, ""},
	} {
		if got := strings.Join(Tellers(tt.list, 2), ", "); got != tt.want {
			t.Errorf("%d mentions: according to %q, want %q", len(tt.list), got, tt.want)
		}
	}
}
