package mcp

import (
	"cmp"
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/export"
)

// Words are words of a text and where they stand.
type Words struct {
	Text  string `json:"text"`
	Start int    `json:"start" jsonschema:"offset of the first code point in the version's text"`
	End   int    `json:"end" jsonschema:"offset after the last code point"`
	Cut   bool   `json:"cut,omitempty" jsonschema:"the words go on: a quotation is short"`
}

// A Statement is who says what.
type Statement struct {
	ID         string  `json:"id" jsonschema:"readout show ID opens it"`
	Speaker    string  `json:"speaker" jsonschema:"in the story's words; empty if it does not say who"`
	Kind       string  `json:"speaker_kind"`
	Actor      string  `json:"actor,omitempty" jsonschema:"name of the speaker"`
	Cue        *Words  `json:"cue,omitempty"`
	Content    *Words  `json:"content,omitempty"`
	Act        string  `json:"act"`
	Quoted     string  `json:"quoted"`
	Status     string  `json:"status" jsonschema:"of the saying itself"`
	Date       string  `json:"date,omitempty"`
	Within     string  `json:"within,omitempty" jsonschema:"the statement whose content holds this one"`
	Confidence float64 `json:"confidence"`
	Why        string  `json:"why,omitempty"`
}

// An Event is who does what to whom.
type Event struct {
	ID         string   `json:"id" jsonschema:"readout show ID opens it"`
	Type       string   `json:"type" jsonschema:"PLOVER type"`
	Modes      []string `json:"modes,omitempty"`
	CAMEO      string   `json:"cameo,omitempty"`
	Words      *Words   `json:"words,omitempty"`
	Sentence   *Words   `json:"sentence,omitempty"`
	Actors     []string `json:"actors,omitempty"`
	Recipients []string `json:"recipients,omitempty"`
	Date       string   `json:"date,omitempty"`
	Precision  string   `json:"date_precision,omitempty"`
	Place      string   `json:"place,omitempty"`
	Status     string   `json:"status"`
	By         []string `json:"by,omitempty" jsonschema:"statements that say it, the innermost first; none: the outlet itself"`
	Confidence float64  `json:"confidence"`
	Why        string   `json:"why,omitempty"`
}

// An Actor is whom a version speaks of.
type Actor struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Country string   `json:"country,omitempty"`
	Sectors []string `json:"sectors,omitempty"`
	Office  string   `json:"office,omitempty"`
	Why     string   `json:"why,omitempty"`
}

// A Value is a date or a place with its words.
type Value struct {
	Words *Words `json:"words"`
	Value string `json:"value"`
	Basis string `json:"basis,omitempty" jsonschema:"what fixes it; for a place how exact it is"`
}

// A Version is a text of a story.
type Version struct {
	ID        string   `json:"id"`
	Story     string   `json:"story,omitempty"`
	Headline  string   `json:"headline"`
	Outlet    string   `json:"outlet,omitempty"`
	Agency    string   `json:"agency,omitempty"`
	Bylines   []string `json:"bylines,omitempty"`
	URL       string   `json:"url,omitempty"`
	Published string   `json:"published,omitempty"`
	Updated   string   `json:"updated,omitempty"`
	SHA256    string   `json:"sha256"`
	Length    int      `json:"length" jsonschema:"of the text, in code points"`
	Text      string   `json:"text,omitempty"`
}

// A Record is what a version says. Lists that are longer than an answer holds
// are cut; Left says by how much.
type Record struct {
	Version    Version        `json:"version"`
	Pipeline   string         `json:"pipeline" jsonschema:"program and weights that read it"`
	Statements []Statement    `json:"statements,omitempty"`
	Events     []Event        `json:"events,omitempty"`
	Actors     []Actor        `json:"actors,omitempty"`
	Dates      []Value        `json:"dates,omitempty"`
	Places     []Value        `json:"places,omitempty"`
	Problems   []string       `json:"problems,omitempty" jsonschema:"what could not be read"`
	Left       map[string]int `json:"left,omitempty" jsonschema:"how many of a list are not in this answer; ask with offset"`
}

// A teller puts a record into answers.
type teller struct {
	*readout.Index
	rec   *readout.Record
	whole bool
	pts   readout.Points
	hide  func(string) string // takes names of private persons out of words about the version
}

// tell returns the teller of a record, masked unless the options name private
// persons or the text is the caller's own.
func (t *tools) tell(ctx context.Context, rec *readout.Record, own bool) *teller {
	hide := func(s string) string { return s }
	if !own && !t.o.Unmask {
		rec, hide = t.book.Hide(rec, t.who(ctx, rec))
	}
	return &teller{rec: rec, whole: own || t.o.Whole, pts: rec.Version.Points(), Index: rec.Index(), hide: hide}
}

// name returns the name of one of the record's actors, "" for none.
func (r *teller) name(id readout.ActorID) string {
	if a := r.Actor(id); a != nil {
		return a.Name
	}
	return ""
}

// who returns what the archive knows of a record's persons. What can't be
// looked up is taken for private.
func (t *tools) who(ctx context.Context, rec *readout.Record) (who export.Who) {
	if t.o.Store != nil {
		who.Actors, who.Public = t.ask.Known(ctx, rec)
	}
	return who
}

// words returns the words of spans.
func (r *teller) words(w readout.Words) *Words {
	if len(w.Spans) == 0 {
		return nil
	}
	at := w.Cover()
	out := &Words{Text: w.Text, Start: r.pts.At(at.Start), End: r.pts.At(at.End)}
	if !r.whole {
		out.Text, out.Cut = short(w.Text)
	}
	return out
}

// span returns the words of one span.
func (r *teller) span(s readout.Span) *Words {
	if s.Empty() {
		return nil
	}
	return r.words(readout.WordsOf(r.rec.Version.Text, s))
}

// short cuts a quotation.
func short(s string) (string, bool) {
	if utf8.RuneCountInString(s) <= maxQuote {
		return s, false
	}
	n := 0
	for i := range s {
		if n++; n == maxQuote {
			return s[:i] + "…", true
		}
	}
	return s, false
}

// id returns what opens a part of the record.
func (r *teller) id(local string) string {
	if local == "" {
		return ""
	}
	return fmt.Sprintf("%s:%s", r.rec.Version.ID, local)
}

// version returns what is known of the version.
func (r *teller) version() Version {
	v := &r.rec.Version
	out := Version{ID: string(v.ID), Story: string(v.Story), Headline: v.Headline, Outlet: v.Outlet, Agency: v.Agency, Bylines: v.Bylines,
		URL: v.URL, SHA256: v.SHA256, Length: r.pts.At(len(v.Text))}
	if v.Published != nil {
		out.Published = v.Published.Value
	}
	if v.Updated != nil {
		out.Updated = v.Updated.Value
	}
	return out
}

func (r *teller) statement(a *readout.Attribution) Statement {
	s := Statement{ID: r.id(string(a.ID)), Speaker: a.Speaker.Text, Kind: string(a.Speaker.Kind), Cue: r.words(a.Cue), Content: r.words(a.Content),
		Act: string(a.Act), Quoted: string(a.Quoted), Status: string(a.Status), Within: r.id(string(a.Within)), Confidence: a.Confidence, Why: a.Why}
	s.Actor = r.name(a.Speaker.Actor)
	if a.Date != nil {
		s.Date = days(a.Date.From, a.Date.To)
	}
	return s
}

func (r *teller) event(e *readout.Event) Event {
	out := Event{ID: r.id(string(e.ID)), Type: string(e.Type), Modes: e.Modes, CAMEO: e.CAMEO, Words: r.words(e.Trigger), Sentence: r.span(e.Sentence),
		Actors: r.roles(e.Actor), Recipients: r.roles(e.Recipient), Status: string(e.Status), Confidence: e.Confidence, Why: e.Why}
	for _, by := range e.By {
		out.By = append(out.By, r.id(string(by)))
	}
	if e.Date != nil {
		out.Date, out.Precision = days(e.Date.From, e.Date.To), string(e.Date.Precision)
	}
	if p := r.Place(e.Place); p != nil {
		out.Place = cmp.Or(p.Name, p.Text)
	}
	return out
}

// roles names those who take part in an event.
func (r *teller) roles(list []readout.Role) []string {
	var out []string
	for i := range list {
		name := r.name(list[i].Actor)
		if name == "" {
			name = list[i].Text
		}
		out = append(out, name)
	}
	return out
}

// days writes a range of days.
func days(from, to string) string {
	if to == "" || to == from {
		return from
	}
	return from + "/" + to
}
