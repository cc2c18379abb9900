package mcp

import (
	"context"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/joined"
)

// PositionsInput is what the tool positions takes.
type PositionsInput struct {
	On     string `json:"on" jsonschema:"the question: words for what is done and to what, such as reopening the border"`
	Actor  string `json:"actor,omitempty" jsonschema:"only claims of the actor or speaker of this name"`
	At     string `json:"at,omitempty" jsonschema:"as it stood at the end of this day, YYYY-MM-DD"`
	Show   string `json:"show,omitempty" jsonschema:"all (if it is not given), changes: those who changed sides, or sides: the last stance of each"`
	Cursor string `json:"cursor,omitempty" jsonschema:"next of the answer before"`
	Limit  int    `json:"limit,omitempty" jsonschema:"at most, 1 to 50; 10 if it is not given"`
}

// A Position is a claim by which somebody takes a side.
type Position struct {
	Actor      string   `json:"actor" jsonschema:"who takes the side: the state or body for which somebody speaks, else the person"`
	Speaker    string   `json:"speaker,omitempty" jsonschema:"who has the words"`
	Stance     string   `json:"stance" jsonschema:"for, against, open, conditional or undecided"`
	Was        string   `json:"was,omitempty" jsonschema:"of a change: the stance before"`
	Voice      string   `json:"voice" jsonschema:"own: he or who speaks for him says it; reported: somebody else says it of him"`
	By         []string `json:"by,omitempty" jsonschema:"who says so in the story, the innermost first"`
	Day        string   `json:"day,omitempty" jsonschema:"of publication"`
	Version    string   `json:"version" jsonschema:"the tool record opens it"`
	Outlet     string   `json:"outlet,omitempty"`
	Line       string   `json:"line"`
	Sentence   *Words   `json:"sentence,omitempty"`
	Confidence float64  `json:"confidence"`
}

// PositionsAnswer is who takes which side of a question.
type PositionsAnswer struct {
	Positions []Position `json:"positions" jsonschema:"in order of days; the first page has the newest"`
	Total     int        `json:"total"`
	Stories   int        `json:"stories" jsonschema:"that have the question's words; the newest 400 are asked"`
	Near      []string   `json:"near,omitempty" jsonschema:"other questions that stories answer, where none answers this one"`
	Next      string     `json:"next,omitempty"`
}

// positions answers who takes which side of a question.
func (t *tools) positions(ctx context.Context, in PositionsInput) (*PositionsAnswer, error) {
	list, err := t.ask.Positions(ctx, ask.PositionsQuestion{On: in.On, Actor: in.Actor, At: in.At, Cursor: in.Cursor, Limit: limited(in.Limit), Changes: in.Show == "changes", Sides: in.Show == "sides"})
	if err != nil {
		return nil, said(err)
	}
	a := t.across(ctx)
	out := &PositionsAnswer{Positions: []Position{}, Total: list.Total, Stories: list.Found, Next: list.Next}
	if t.o.Unmask { // words of claims may name anybody
		out.Near = list.Near
	}
	for i := range list.Items {
		p := &list.Items[i]
		row := Position{Actor: a.words(p.Version, p.Actor.Name), Speaker: a.words(p.Version, p.Speaker.Name), Stance: string(p.Stance), Was: string(p.Was), Voice: string(p.Voice), By: a.all(p.Version, p.By),
			Day: dayOf(p.Day), Version: p.Version, Outlet: p.Outlet, Line: p.Line, Confidence: p.Confidence, Sentence: a.at(p.Version, p.Sentence)}
		out.Positions = append(out.Positions, row)
	}
	return out, nil
}

// OptionsInput is what the tool options takes.
type OptionsInput struct {
	On     string `json:"on,omitempty" jsonschema:"only options about this: words for what is done and to what"`
	Actor  string `json:"actor,omitempty" jsonschema:"only options of the actor or speaker of this name"`
	At     string `json:"at,omitempty" jsonschema:"as it stood at the end of this day, YYYY-MM-DD"`
	Cursor string `json:"cursor,omitempty" jsonschema:"next of the answer before"`
	Limit  int    `json:"limit,omitempty" jsonschema:"at most, 1 to 50; 10 if it is not given"`
}

// An Option is what somebody may do, will not do or has done.
type Option struct {
	Actor    string   `json:"actor"`
	Speaker  string   `json:"speaker,omitempty"`
	What     string   `json:"what" jsonschema:"the story's words"`
	Status   string   `json:"status" jsonschema:"considered, offered, planned, ruled out, withdrawn or done"`
	Voice    string   `json:"voice"`
	By       []string `json:"by,omitempty"`
	Day      string   `json:"day,omitempty" jsonschema:"when it was heard of first"`
	Last     string   `json:"last,omitempty" jsonschema:"when it was heard of last"`
	Version  string   `json:"version"`
	Outlet   string   `json:"outlet,omitempty"`
	Sentence *Words   `json:"sentence,omitempty"`
}

// OptionsAnswer is what actors may do, will not do or have done.
type OptionsAnswer struct {
	Options []Option `json:"options" jsonschema:"in order of days; the first page has the newest"`
	Total   int      `json:"total"`
	Next    string   `json:"next,omitempty"`
}

// options answers what actors may do, will not do or have done.
func (t *tools) options(ctx context.Context, in OptionsInput) (*OptionsAnswer, error) {
	list, err := t.ask.Options(ctx, ask.PositionsQuestion{On: in.On, Actor: in.Actor, At: in.At, Cursor: in.Cursor, Limit: limited(in.Limit)})
	if err != nil {
		return nil, said(err)
	}
	a := t.across(ctx)
	out := &OptionsAnswer{Options: []Option{}, Total: list.Total, Next: list.Next}
	for i := range list.Items {
		o := &list.Items[i]
		out.Options = append(out.Options, Option{Actor: a.words(o.Version, o.Actor.Name), Speaker: a.words(o.Version, o.Speaker.Name), What: a.words(o.Version, o.What), Status: string(o.Status), Voice: string(o.Voice), By: a.all(o.Version, o.By),
			Day: dayOf(o.Day), Last: dayOf(o.Last), Version: o.Version, Outlet: o.Outlet, Sentence: a.at(o.Version, o.Sentence)})
	}
	return out, nil
}

// all returns words about a version as [acrossTeller.words] does, but for those
// of which none are left.
func (a *acrossTeller) all(version string, list []string) (out []string) {
	for _, words := range list {
		if words = a.words(version, words); words != "" {
			out = append(out, words)
		}
	}
	return out
}

// at returns the sentence of a version that stands at these code points.
func (a *acrossTeller) at(version string, points [2]int) *Words {
	r := a.of(version)
	if r == nil {
		return nil
	}
	at, ok := r.pts.Bytes(readout.Span{Start: points[0], End: points[1]})
	if !ok {
		return nil
	}
	return a.sentence(version, at)
}

// dayOf returns a day as text.
func dayOf(d *joined.DayRow) string {
	if d == nil {
		return ""
	}
	return d.From
}
