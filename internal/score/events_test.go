package score

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

const goldLines = `# a comment
Ruiz said no.
  REJECT/assist+meet | said no / no | Ruiz; President Oduya | - | asserted | Oduya < ?

Oduya said yes.
`

func TestReadEvents(t *testing.T) {
	texts, err := ReadEvents(strings.NewReader(goldLines))
	if err != nil || len(texts) != 2 || len(texts[0].Events) != 1 || texts[1].Events != nil {
		t.Fatalf("%+v, %v", texts, err)
	}
	ev := texts[0].Events[0]
	if ev.Type != "REJECT" || len(ev.Modes) != 2 || ev.Trigger[1] != "no" || len(ev.Actor) != 2 || ev.Recipient != nil || ev.By[1][0] != "?" {
		t.Errorf("%+v", ev)
	}
	if _, err := ReadEvents(strings.NewReader("A text.\n\n  REJECT | said\n")); err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("the error of a short line is %v", err)
	}
}

// rejects is the event of the first sentence as a record has it.
func rejects(kind string, status readout.Status, actor string) *readout.Record {
	return &readout.Record{Events: []readout.Event{{Type: readout.EventType(kind), Modes: []string{"meet"}, Status: status,
		Trigger: readout.WordsOf(text, readout.Span{Start: 5, End: 12}), Actor: []readout.Role{{Text: actor}}}}}
}

func TestEvents(t *testing.T) {
	gold := []GoldEvent{{Type: "REJECT", Modes: []string{"meet"}, Trigger: []string{"said no"}, Actor: [][]string{{"the Ruiz"}}, Status: readout.Denied},
		{Type: "REJECT", Trigger: []string{"yes"}, Status: readout.Open}}
	for _, tt := range []struct {
		name           string
		got            *readout.Record
		kind, actors   Count
		denied, assert Count
		macro          float64
	}{
		{"right", rejects("REJECT", readout.Denied, "Ruiz"), Count{1, 1, 2}, Count{1, 1, 1}, Count{1, 1, 1}, Count{}, 100},
		{"another status", rejects("REJECT", readout.Asserted, "Oduya"), Count{1, 1, 2}, Count{0, 1, 1}, Count{0, 0, 1}, Count{0, 1, 0}, 0},
		{"another type", rejects("AGREE", readout.Denied, "Ruiz"), Count{0, 1, 2}, Count{}, Count{1, 1, 1}, Count{}, 100},
		{"none", &readout.Record{}, Count{0, 0, 2}, Count{}, Count{}, Count{}, 100},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Events(gold, tt.got)
			if c.Rows[0].Count != tt.kind || c.Rows[2].Count != tt.actors || c.Status[readout.Denied] != tt.denied || c.Status[readout.Asserted] != tt.assert {
				t.Errorf("%s", c.String())
			}
			if got := c.MacroF1(); got != tt.macro {
				t.Errorf("macro F1 %v, want %v", got, tt.macro)
			}
		})
	}
}
