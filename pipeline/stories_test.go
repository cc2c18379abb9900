package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/golden"
)

// TestWholeStories reads five stories with the model that reads unless another is
// asked for, and compares all that the records say, right or wrong: who, what was said, what
// happened, when and where.
func TestWholeStories(t *testing.T) {
	r := accurate(t)
	golden.Run(t, "testdata/stories/*.txtar", 5, func(story string) string {
		res := article.FromText(article.Input{Text: story})
		return told(must(r.Read(t.Context(), &res.Version)))
	})
}

// told writes what a record says, one value a line.
func told(rec *readout.Record) string {
	var b strings.Builder
	x := rec.Index()
	name := func(id readout.ActorID, text string) string {
		if a := x.Actor(id); a != nil {
			return a.Name
		}
		return "“" + text + "”"
	}
	for i := range rec.Actors {
		a := &rec.Actors[i]
		fmt.Fprintf(&b, "actor      %s: %s %s %s", a.Name, a.Kind, a.Country, strings.Join(a.Sectors, " "))
		if a.Office != nil {
			fmt.Fprintf(&b, " (%s)", a.Office.Title)
		}
		b.WriteString("\n")
	}
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		fmt.Fprintf(&b, "statement  %s %s %s %s, %s: %q", name(a.Speaker.Actor, a.Speaker.Text), a.Speaker.Kind, a.Act, a.Status, a.Quoted, a.Content.Text)
		if a.Within != "" {
			fmt.Fprintf(&b, " within %s", a.Within)
		}
		b.WriteString("\n")
	}
	for i := range rec.Events {
		e := &rec.Events[i]
		var sides [2][]string
		for k, roles := range [2][]readout.Role{e.Actor, e.Recipient} {
			for _, role := range roles {
				sides[k] = append(sides[k], name(role.Actor, role.Text))
			}
		}
		fmt.Fprintf(&b, "event      %s %s %q: %s → %s", e.Type, e.Status, e.Trigger.Text, strings.Join(sides[0], ", "), strings.Join(sides[1], ", "))
		if e.Date != nil {
			fmt.Fprintf(&b, ", %s to %s", e.Date.From, e.Date.To)
		}
		if p := x.Place(e.Place); p != nil {
			fmt.Fprintf(&b, ", in %s", p.Name)
		}
		b.WriteString("\n")
	}
	for i := range rec.Dates {
		d := &rec.Dates[i]
		fmt.Fprintf(&b, "date       %q: %s to %s, %s, %s\n", d.Text, d.From, d.To, d.Precision, d.Basis)
	}
	for i := range rec.Places {
		p := &rec.Places[i]
		fmt.Fprintf(&b, "place      %q: %s %s, %s\n", p.Text, p.Name, p.Country, p.Precision)
	}
	for i := range rec.Problems {
		fmt.Fprintf(&b, "problem    %s\n", rec.Problems[i].Text)
	}
	return b.String()
}
