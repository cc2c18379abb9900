package show

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

func TestPagesNeverPassControlCharactersOn(t *testing.T) {
	evil := "Head\x1b[2Jline\u202e\u0007"
	text := evil + "\n\n“No,” he said."
	speaker := readout.Span{Start: strings.Index(text, "he"), End: strings.Index(text, "he") + 2}
	rec := &readout.Record{
		Version:      readout.Version{Headline: evil, Outlet: evil, Language: "en", Text: text, Bylines: []string{evil}},
		Actors:       []readout.Actor{{ID: "u1", Name: evil, Aliases: []string{evil}, Kind: "person"}},
		Attributions: []readout.Attribution{{ID: "a1", Speaker: readout.Speaker{Words: readout.WordsOf(text, speaker), Actor: "u1"}, Cue: readout.Words{Text: evil}, Content: readout.Words{Text: evil}, Confidence: 0.3}},
		Dates:        []readout.TimeExpr{{Text: evil, Type: "date"}},
		Places:       []readout.Place{{Text: evil}},
		Removed:      []readout.Removed{{Kind: readout.Caption, Text: evil}},
		Problems:     []readout.Problem{{Text: evil, Span: readout.Span{Start: 0, End: 4}}},
	}
	page := string(Record(rec, Style{Width: 60}))
	for _, r := range page {
		if r < ' ' && r != '\n' || r == 0x202e || r == 0x7f {
			t.Fatalf("the page holds %U:\n%q", r, page)
		}
	}
	if !strings.Contains(page, "doubtful?") {
		t.Error("a doubtful statement is not marked without colour")
	}
}

func TestWrapBreaksAtBlanksAndLongWords(t *testing.T) {
	got := strings.Join(wrap("one two three "+strings.Repeat("x", 25), 10), "|")
	if want := "one two|three|xxxxxxxxxx|xxxxxxxxxx|xxxxx"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLinesFitTheWidth(t *testing.T) {
	v := readout.Version{Headline: strings.Repeat("word ", 40), Language: "en", Text: "x"}
	for _, line := range strings.Split(string(Cleaned(&v, nil, nil, Style{Width: 50})), "\n") {
		if len([]rune(line)) > 50 {
			t.Errorf("%q is longer than 50", line)
		}
	}
}
