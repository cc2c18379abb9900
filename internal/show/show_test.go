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
	if !strings.Contains(page, "unlikely 0.30") {
		t.Error("how sure a statement is does not stand there in words")
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

// TestAPageHasNoCodeInPlaceOfADeed prints a refusal that is coded as a demand:
// the page has the story's words with their negation, who "she" is, and the
// code as a label behind them.
func TestAPageHasNoCodeInPlaceOfADeed(t *testing.T) {
	text := "Ingrid Solheim spoke. She said Germany should not send troops."
	at := func(words string) readout.Span {
		i := strings.LastIndex(text, words)
		return readout.Span{Start: i, End: i + len(words)}
	}
	rec := &readout.Record{Version: readout.Version{Headline: "Troops", Language: "en", Text: text},
		Actors:   []readout.Actor{{ID: "u1", Name: "Ingrid Solheim", Kind: "person", Public: true}},
		Mentions: []readout.Mention{{ID: "m1", Span: at("She"), Text: "She", Form: "pronoun", Actor: "u1"}, {ID: "m2", Span: at("Germany"), Text: "Germany"}},
		Events: []readout.Event{{ID: "e1", Type: "REQUEST", Trigger: readout.WordsOf(text, at("should"), at("send troops")), Sentence: readout.Span{Start: 22, End: len(text)}, Status: readout.Planned,
			Actor: []readout.Role{{Mention: "m1", Text: "She", Actor: "u1"}}, Recipient: []readout.Role{{Mention: "m2", Text: "Germany"}}, Confidence: .7}}}
	page := string(Record(rec, Style{Width: 120}))
	for _, want := range []string{"Ingrid Solheim (“She”) → Germany should not send troops → Germany · » planned · likely 0.70 · REQUEST\n", "      She said Germany should not send troops.\n", "called “She”"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
}

func TestPiecesFlowWithinTheWidth(t *testing.T) {
	p := newPage(Style{Width: 40})
	p.flow(2, 6, 0, []piece{{faint, "e1  "}, {bold, strings.Repeat("Ünö", 30)}, {"", " and "}, {blue, "one two three four five six seven eight"}, {"", "’s"}})
	for line := range strings.SplitSeq(strings.TrimRight(p.String(), "\n"), "\n") {
		if len([]rune(line)) > 40 {
			t.Errorf("%q is longer than 40", line)
		}
	}
	if !strings.Contains(p.String(), "eight’s") {
		t.Errorf("a word of two styles is parted: %q", p.String())
	}
}
