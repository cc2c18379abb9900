package claim

import (
	"github.com/seed-f92ea4cf/readout"
)

// Fields are a row as programs get it: the same as people see.
type Fields struct {
	Who         []Named        `json:"who,omitempty" doc:"who says or does it; missing: the story does not say"`
	Words       string         `json:"words,omitempty" doc:"the story's own words of saying or doing, negation and all"`
	Content     string         `json:"content,omitempty" doc:"of a statement: what is said"`
	Whom        []Named        `json:"whom,omitempty" doc:"to whom it is said or done"`
	When        *When          `json:"when,omitempty" doc:"when it was said or done; missing: the story does not say"`
	Where       *Where         `json:"where,omitempty" doc:"where it was done"`
	Medium      string         `json:"medium,omitempty" doc:"by what it was said: in a letter"`
	StatusOf    string         `json:"status_of,omitempty" doc:"what the status is of, where words hold the words that tell it: “meeting” of “cancelled the meeting”, which is denied"`
	AccordingTo []Named        `json:"according_to,omitempty" doc:"who told it, innermost first; missing: the outlet says so itself"`
	Confidence  float64        `json:"confidence,omitempty"`
	Sure        string         `json:"sure,omitempty" doc:"the confidence in words"`
	Code        string         `json:"code,omitempty" doc:"act of a statement, PLOVER type of an event"`
	Modes       []string       `json:"modes,omitempty" doc:"of an event, in PLOVER's words"`
	Marks       []readout.Span `json:"marks,omitempty" doc:"where who, words and whom stand, in code points of the version's text"`
}

// Named is somebody in a row.
type Named struct {
	ID    string `json:"id,omitempty" doc:"of a statement by whom it was told, in the version's record"`
	Text  string `json:"text" doc:"the story's words"`
	Name  string `json:"name" doc:"of the one whom they stand for; the words where nothing else is known"`
	Actor string `json:"actor,omitempty" doc:"id of somebody who has a profile"`
	Note  string `json:"note,omitempty" doc:"unnamed, unnamed official, document, …"`
}

// A When is a date in words and in days.
type When struct {
	Text  string            `json:"text" doc:"the story's words"`
	From  string            `json:"from,omitempty"`
	To    string            `json:"to,omitempty"`
	Exact readout.Precision `json:"precision"`
	Basis readout.DateBasis `json:"basis" doc:"how the days are known"`
}

// A Where is a place.
type Where struct {
	Text      string `json:"text" doc:"the story's words"`
	Name      string `json:"name,omitempty" doc:"in the gazetteer; missing: it does not know the place"`
	Country   string `json:"country,omitempty"`
	Precision string `json:"precision,omitempty"`
}

// Fields returns the row for programs. Ids are the archive's of those of the
// record's actors who have a profile.
func (r *Reader) Fields(row *Row, ids map[readout.ActorID]string) Fields {
	f := Fields{Words: row.Words, Content: row.Content, Who: named(row.Who, ids), Whom: named(row.Whom, ids), Medium: row.Medium, StatusOf: row.Of,
		Confidence: row.Confidence, Sure: Sure(row.Confidence), Code: row.Code, Modes: row.Modes}
	if d := row.When; d != nil {
		f.When = &When{Text: oneLine(d.Text), From: d.From, To: d.To, Exact: d.Precision, Basis: d.Basis}
	}
	if p := row.Where; p != nil {
		f.Where = &Where{Text: oneLine(p.Text), Name: p.Name, Country: p.Country, Precision: string(p.Precision)}
	}
	for i := range row.By {
		n := namedOf(&row.By[i].Party, ids)
		n.ID = row.By[i].ID
		f.AccordingTo = append(f.AccordingTo, n)
	}
	for _, m := range row.Marks {
		if m.Fits(r.rec.Version.Text) && !m.Empty() {
			f.Marks = append(f.Marks, readout.Span{Start: r.points.At(m.Start), End: r.points.At(m.End)})
		}
	}
	return f
}

func named(list []Party, ids map[readout.ActorID]string) []Named {
	var out []Named
	for i := range list {
		out = append(out, namedOf(&list[i], ids))
	}
	return out
}

func namedOf(p *Party, ids map[readout.ActorID]string) Named {
	n := Named{Text: p.Text, Name: p.Name, Note: p.Note, Actor: ids[p.Actor]}
	if n.Name == "" {
		n.Name = p.Text
	}
	if n.Text == "" {
		n.Text = p.Name
	}
	return n
}

// Shown returns the name to print and the story's own words where they say it
// otherwise, as [Party.Shown] does.
func (n *Named) Shown() (name, said string) {
	return n.party().Shown()
}

// PartOfGovernment reports whether the story names a part of the state's government
// that the actor is: an agency, a ministry, a capital.
func (n *Named) PartOfGovernment() bool { return n.party().partOfGovernment() }

// party returns it as a party.
func (n *Named) party() *Party {
	return &Party{Text: n.Text, Name: n.Name, Actor: readout.ActorID(n.Actor)}
}

// Date returns the date as records have it.
func (w *When) Date() *readout.Date {
	if w == nil {
		return nil
	}
	return &readout.Date{Text: w.Text, From: w.From, To: w.To, Precision: w.Exact, Basis: w.Basis}
}
