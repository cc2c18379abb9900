package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// Record returns the page of a record.
func Record(rec *readout.Record, style Style) []byte {
	p := newPage(style)
	p.head(&rec.Version)
	p.statements(rec)
	p.events(rec)
	p.actors(rec)
	p.dates(rec)
	p.places(rec)
	p.removed(rec.Removed)
	p.problems(rec)
	p.WriteByte('\n')
	return p.Bytes()
}

// Cleaned returns the page of a story that has only been cleaned.
func Cleaned(v *readout.Version, removed []readout.Removed, problems []readout.Problem, style Style) []byte {
	p := newPage(style)
	p.head(v)
	body := strings.TrimPrefix(v.Text, v.Headline)
	for paragraph := range strings.SplitSeq(body, "\n") {
		if strings.TrimSpace(paragraph) != "" {
			p.WriteByte('\n')
			p.para(0, 0, paragraph)
		}
	}
	p.removed(removed)
	p.problems(&readout.Record{Version: *v, Problems: problems})
	p.WriteByte('\n')
	return p.Bytes()
}

// head prints the headline and what is known about the version.
func (p *page) head(v *readout.Version) {
	title := v.Headline
	if title == "" {
		title = short(v.Text, 2*p.Width)
	}
	for _, line := range wrap(clean(title), p.Width) {
		p.line(0, p.paint(bold, line))
	}
	var facts []string
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, label+clean(value))
		}
	}
	add("", v.Outlet)
	add("", v.Agency)
	add("", v.Dateline)
	add("by ", strings.Join(v.Bylines, ", "))
	add("with ", strings.Join(v.Contributors, ", "))
	add("posted ", timeText(v.Published))
	add("updated ", timeText(v.Updated))
	if v.Language != "en" {
		add("language ", v.Language)
	}
	if v.Published.Day() == "" {
		facts = append(facts, "publication date unknown")
	}
	for _, line := range wrap(strings.Join(facts, " · "), p.Width) {
		p.line(0, p.paint(faint, line))
	}
}

// timeText returns a time as stated, and as understood where that says more.
func timeText(t *readout.Time) string {
	switch {
	case t == nil:
		return ""
	case t.Value == "" || t.Value == t.Text || strings.HasPrefix(t.Value, "T"):
		return t.Text
	}
	return t.Value
}

// statements prints who says what, in text order.
func (p *page) statements(rec *readout.Record) {
	if len(rec.Attributions) == 0 {
		return
	}
	p.section("who says what", len(rec.Attributions))
	rows := claim.Read(rec)
	for i := range rec.Attributions {
		row := rows.Statement(&rec.Attributions[i])
		p.claim(row, row.ID, []piece{{"", row.Content}}, 6)
	}
}

// events prints who does what to whom, each above its sentence.
func (p *page) events(rec *readout.Record) {
	if len(rec.Events) == 0 {
		return
	}
	p.section("what happens", len(rec.Events))
	rows := claim.Read(rec)
	for i := range rec.Events {
		row := rows.Event(&rec.Events[i])
		p.claim(row, row.ID, marked(rec.Version.Text, rec.Events[i].Sentence, row.Marks), 3)
	}
}

// maxActors is how many actors a page names; the record has them all.
const maxActors = 25

// actors prints who is who, those the story names most first.
func (p *page) actors(rec *readout.Record) {
	count := map[readout.ActorID]int{}
	for _, m := range rec.Mentions {
		count[m.Actor]++
	}
	actors := slices.Clone(rec.Actors)
	sorting.StableFunc(actors, func(a, b readout.Actor) int { return cmp.Compare(count[b.ID], count[a.ID]) })
	if len(actors) == 0 {
		return
	}
	p.section("who is who", len(actors))
	called := claim.Called(rec)
	for i, a := range actors {
		if i == maxActors {
			p.line(2, p.paint(faint, fmt.Sprintf("and %d more", len(actors)-i)))
			break
		}
		p.actor(&a, called[a.ID])
	}
}

// actor prints one actor, with the words by which the story calls it.
func (p *page) actor(a *readout.Actor, called []string) {
	facts := []string{string(a.Kind)}
	if a.Office != nil {
		facts = append(facts, clean(a.Office.Title))
	}
	if a.Country != "" {
		facts = append(facts, a.Country)
	}
	facts = append(facts, a.Sectors...)
	if len(called) > 0 {
		facts = append(facts, "called “"+short(strings.Join(called, "”, “"), 60)+"”")
	}
	if len(a.Candidates) > 0 {
		facts = append(facts, fmt.Sprintf("or one of %d others: the text does not say", len(a.Candidates)))
	}
	p.flow(2, 4, 0, []piece{{bold, short(a.Name, 50)}, {faint, " · " + strings.Join(facts, " · ")}})
}
