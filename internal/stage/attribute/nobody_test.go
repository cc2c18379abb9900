package attribute

import (
	"context"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// TestLabelsAreNobody: what stands before a colon speaks where it names somebody
// or is of a kind that speaks; a heading does not.
func TestLabelsAreNobody(t *testing.T) {
	const text = "VIDEO: Ferry talks in Sundby\n\nPHOTOS: The visit to the port\n\nFunding Amount: $4 million\n\nLena Orsk: “We were never asked.”\n\nPoll: Three races are close"
	net := network(t)
	sents := segment.New(language.English()).Split(text)
	res := net.Analyze(context.Background(), text, sents, false)
	view := grammar.View(text, res.Sentences)
	at := strings.Index(text, "Lena Orsk")
	view.SetMentions([]readout.Mention{{ID: "m1", Span: readout.Span{Start: at, End: at + len("Lena Orsk")}, Text: "Lena Orsk", Form: readout.NameForm, Type: readout.PersonName, Actor: "u1"}})
	atts, _ := finder.Find(view, Input{Parts: Parts{res.Parts, res.Sure}})
	got := strings.Join(shown(atts), "\n")
	for _, label := range []string{"VIDEO |", "PHOTOS |", "Amount |"} {
		if strings.Contains(got, label) {
			t.Errorf("%q speaks:\n%s", label, got)
		}
	}
	for _, label := range []string{"Lena Orsk |", "Poll |"} {
		if !strings.Contains(got, label) {
			t.Errorf("%q does not speak:\n%s", label, got)
		}
	}
}
