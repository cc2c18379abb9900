package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// doubtful is the confidence below which a value is marked with "?".
const doubtful = 0.5

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
	names := actorNames(rec)
	p.section("who says what", len(rec.Attributions))
	for i := range rec.Attributions {
		p.statement(&rec.Attributions[i], names)
	}
}

// statement prints one attribution: who and how in one line, the words below.
func (p *page) statement(a *readout.Attribution, names map[readout.ActorID]string) {
	who := p.paint(bold, speakerText(a, names))
	var notes []string
	if a.Act != readout.Say {
		notes = append(notes, string(a.Act))
	}
	if a.Status != readout.Asserted {
		notes = append(notes, "saying "+string(a.Status))
	}
	if a.Medium != nil {
		notes = append(notes, short(a.Medium.Text, 40))
	}
	if a.Date != nil {
		notes = append(notes, dateText(a.Date))
	}
	if a.Within != "" {
		notes = append(notes, "as told in "+string(a.Within))
	}
	if a.Confidence < doubtful {
		notes = append(notes, "doubtful?")
	}
	p.line(2, p.paint(faint, fmt.Sprintf("%-4s", a.ID))+who, p.paint(blue, short(a.Cue.Text, 40)),
		p.paint(faint, strings.Join(notes, " · ")))
	p.para(6, 6, a.Content.Text)
}

// speakerText names the speaker by the actor, with the story's words where
// they differ; a speaker that the text does not name is said to be so.
func speakerText(a *readout.Attribution, names map[readout.ActorID]string) string {
	words := strings.TrimRight(short(a.Speaker.Text, 70), ", ")
	name := clean(names[a.Speaker.Actor])
	switch {
	case words == "":
		return "(nobody named)"
	case a.Speaker.Kind == readout.UnnamedOfficial || a.Speaker.Kind == readout.UnnamedOther:
		return words + " (unnamed)"
	case name != "" && !strings.Contains(words, name):
		return words + " = " + name
	}
	return words
}

// actorNames maps the ids of rec's actors to their names.
func actorNames(rec *readout.Record) map[readout.ActorID]string {
	names := make(map[readout.ActorID]string, len(rec.Actors))
	for _, a := range rec.Actors {
		names[a.ID] = a.Name
	}
	return names
}

// events prints who does what to whom.
func (p *page) events(rec *readout.Record) {
	if len(rec.Events) == 0 {
		return
	}
	p.section("what happens", len(rec.Events))
	for _, e := range rec.Events {
		kind := e.Type
		if len(e.Modes) > 0 {
			kind += "/" + strings.Join(e.Modes, "+")
		}
		roles := rolesText(e.Actor) + " → " + rolesText(e.Recipient)
		var notes []string
		if e.Status != readout.Asserted {
			notes = append(notes, string(e.Status))
		}
		for _, id := range e.By {
			notes = append(notes, "according to "+string(id))
		}
		if e.Date != nil {
			notes = append(notes, dateText(e.Date))
		}
		p.line(2, p.paint(faint, fmt.Sprintf("%-4s", e.ID))+p.paint(bold, kind), clean(roles), p.paint(blue, short(e.Trigger.Text, 40)),
			p.paint(faint, strings.Join(notes, " · ")))
	}
}

// rolesText returns the names of roles, or a dash.
func rolesText(roles []readout.Role) string {
	if len(roles) == 0 {
		return "–"
	}
	texts := make([]string, len(roles))
	for i, role := range roles {
		texts[i] = short(role.Text, 40)
	}
	return strings.Join(texts, ", ")
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
	slices.SortStableFunc(actors, func(a, b readout.Actor) int { return cmp.Compare(count[b.ID], count[a.ID]) })
	if len(actors) == 0 {
		return
	}
	p.section("who is who", len(actors))
	for i, a := range actors {
		if i == maxActors {
			p.line(2, p.paint(faint, fmt.Sprintf("and %d more", len(actors)-i)))
			break
		}
		p.actor(&a)
	}
}

// actor prints one actor.
func (p *page) actor(a *readout.Actor) {
	facts := []string{a.Kind}
	if a.Office != nil {
		facts = append(facts, clean(a.Office.Title))
	}
	if a.Country != "" {
		facts = append(facts, a.Country)
	}
	facts = append(facts, a.Sectors...)
	if len(a.Aliases) > 0 {
		facts = append(facts, "also “"+short(strings.Join(a.Aliases, "”, “"), 60)+"”")
	}
	if len(a.Candidates) > 0 {
		facts = append(facts, fmt.Sprintf("or one of %d others: the text does not say", len(a.Candidates)))
	}
	p.line(2, p.paint(bold, short(a.Name, 50)), p.paint(faint, strings.Join(facts, " · ")))
}
