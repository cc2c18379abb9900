package joined

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// An EventRow is a happening as JSON; spans count code points.
type EventRow struct {
	ID        string       `json:"id"`
	Type      string       `json:"type"`
	Modes     []string     `json:"modes"`
	Day       *DayRow      `json:"day"`
	Place     *PlaceRow    `json:"place"`
	Actor     []ActorRow   `json:"actor"`
	Recipient []ActorRow   `json:"recipient"`
	Others    []ActorRow   `json:"others,omitempty" doc:"whom only other reports name as doers than the one whose sentence names actor and recipient"`
	Final     thread.Final `json:"final"`
	History   []TurnRow    `json:"history"`
	Lines     int          `json:"lines"`
	Stories   int          `json:"stories"`
	Why       string       `json:"why"`
	May       []MayRow     `json:"may"`
	Mentions  []MentionRow `json:"mentions"`
	Component []string     `json:"component,omitempty" doc:"with --as-archive alone: the versions that links lead to from it, over words that are no happening, too. Other stories change nothing of it"`
	Label     string       `json:"label,omitempty" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol: the highest label of the stories that tell it; missing where no archive says"`
}

// A DayRow is when something was.
type DayRow struct {
	From      string            `json:"from"`
	To        string            `json:"to"`
	Precision readout.Precision `json:"precision"`
	// Bound says that no story states the day: it was on or before that of the first
	// report.
	Bound bool `json:"bound,omitempty"`
}

// DayOf returns when a happening was, nil if that is not known.
func DayOf(w thread.Interval) *DayRow {
	if w.From == "" {
		return nil
	}
	return &DayRow{w.From, w.To, w.Precision, !w.Stated}
}

// A PlaceRow is where something was.
type PlaceRow struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Country   string `json:"country"`
	Precision string `json:"precision"`
}

// An ActorRow is who did something, or to whom it was done.
type ActorRow struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// A TurnRow is a change of a happening's status.
type TurnRow struct {
	Status thread.Status `json:"status"`
	By     string        `json:"by"`
	Story  string        `json:"story"`
	Posted string        `json:"posted"`
}

// A MayRow is a happening that may be the same.
type MayRow struct {
	ID  string  `json:"id"`
	P   float64 `json:"p"`
	Why string  `json:"why"`
}

// A MentionRow is one trigger of a happening.
type MentionRow struct {
	Story    string        `json:"story"`
	Version  string        `json:"version"`
	Ref      string        `json:"ref"`
	Outlet   string        `json:"outlet"`
	Event    string        `json:"event"` // empty for a word that the record has no event for
	Sentence [2]int        `json:"sentence"`
	Trigger  [2]int        `json:"trigger"`
	Status   thread.Status `json:"status"`
	By       []string      `json:"by"`
	Line     string        `json:"line"`
}

// A ConflictRow is two sentences that differ.
type ConflictRow struct {
	ID         string              `json:"id"`
	Kind       thread.ConflictKind `json:"kind"`
	Event      *string             `json:"event"`
	A          SideRow             `json:"a"`
	B          SideRow             `json:"b"`
	What       string              `json:"what"`
	Confidence float64             `json:"confidence"`
	Label      string              `json:"label,omitempty" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol: the highest label of the stories that tell it; missing where no archive says"`
}

// A SideRow is one sentence of a conflict.
type SideRow struct {
	Ref      string   `json:"ref"`
	Version  string   `json:"version"`
	Outlet   string   `json:"outlet"`
	Sentence [2]int   `json:"sentence"`
	Text     string   `json:"text"`
	Value    string   `json:"value"`
	Words    [][2]int `json:"words"` // those that differ
	By       string   `json:"by"`
}

// Event returns a happening as a row. text gives the text of a version.
func Event(h *thread.Happening, id func(thread.MentionID) string, text func(version string) string) EventRow {
	out := EventRow{ID: id(h.Key), Type: h.Type, Modes: append([]string{}, h.Modes...), Final: h.Final, Lines: h.Lines, Stories: h.Stories, Why: h.Why,
		Actor: actors(h.Doers), Recipient: actors(h.Undergoers), Mentions: []MentionRow{}, History: []TurnRow{}, May: []MayRow{}}
	if h.When.From != "" {
		out.Day = DayOf(h.When)
	}
	if p := h.Where; p != nil {
		out.Place = &PlaceRow{p.ID, p.Name, p.Country, p.Precision}
	}
	for _, t := range h.History {
		out.History = append(out.History, TurnRow{t.Status, t.By, t.Story, t.Posted})
	}
	for _, m := range h.May {
		out.May = append(out.May, MayRow{id(m.Key), round(m.P), m.Why})
	}
	lines := thread.Independent(h.Mentions)
	for _, t := range h.Mentions {
		full := text(t.Story.Version)
		of := readout.PointsOf(full)
		s := &t.Story.Sentences[t.Sentence]
		out.Mentions = append(out.Mentions, MentionRow{Story: t.Story.ID, Version: t.Story.Version, Ref: t.Story.Ref, Outlet: t.Story.Outlet, Event: string(t.Event),
			Sentence: points(of, full, s.Span), Trigger: points(of, full, t.Trigger), Status: t.Standing(), By: append([]string{}, t.By...), Line: lines[t.Story.Line]})
	}
	return out
}

// actors returns actors as rows.
func actors(list []thread.Actor) []ActorRow {
	out := []ActorRow{}
	for _, a := range list {
		out = append(out, ActorRow{a.ID, a.Name})
	}
	return out
}

// Conflict returns a conflict as a row. event gives the id of the happening of
// a mention, empty if it is of none.
func Conflict(c *thread.Conflict, event func(thread.MentionID) string, text func(version string) string) ConflictRow {
	out := ConflictRow{Kind: c.Kind, What: c.What, Confidence: round(c.Confidence), A: side(c.A, text), B: side(c.B, text)}
	if c.About != "" {
		if id := event(c.About); id != "" {
			out.Event = &id
		}
	}
	sum := sha256.New()
	for _, s := range []string{string(c.Kind), c.A.Story.Version, c.B.Story.Version, out.A.Text, out.B.Text, out.A.Value, out.B.Value} {
		sum.Write([]byte(s))
		sum.Write([]byte{0})
	}
	out.ID = "cf_" + hex.EncodeToString(sum.Sum(nil)[:8])
	return out
}

// side returns one side of a conflict as a row.
func side(s thread.Side, text func(string) string) SideRow {
	full := text(s.Story.Version)
	of := readout.PointsOf(full)
	out := SideRow{Ref: s.Story.Ref, Version: s.Story.Version, Outlet: s.Story.Outlet, Sentence: points(of, full, s.Sentence), Text: s.Sentence.In(full), Value: s.Value, Words: [][2]int{}, By: s.By}
	for _, w := range s.Words {
		out.Words = append(out.Words, points(of, full, w))
	}
	return out
}

// points turns a span of bytes of a text into one of code points.
func points(of readout.Points, text string, span readout.Span) [2]int {
	if !span.Fits(text) {
		return [2]int{}
	}
	span = of.Span(span)
	return [2]int{span.Start, span.End}
}

// round rounds a probability to three places.
func round(p float64) float64 { return float64(int(1000*p+0.5)) / 1000 }
