package joined

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// A PositionRow is a position as JSON; spans count code points.
type PositionRow struct {
	Actor      ActorRow        `json:"actor"`
	Speaker    ActorRow        `json:"speaker"`
	Question   string          `json:"question"`
	Day        *DayRow         `json:"day"`
	Was        question.Stance `json:"was,omitempty"` // of a change: the stance before
	Stance     question.Stance `json:"stance" enum:"for,against,open,conditional,undecided"`
	Voice      question.Voice  `json:"voice" enum:"own,reported"`
	By         []string        `json:"by"` // those who say so, innermost first
	Ref        string          `json:"ref"`
	Story      string          `json:"story"`
	Version    string          `json:"version"`
	Outlet     string          `json:"outlet"`
	Line       string          `json:"line"`
	Sentence   [2]int          `json:"sentence"`
	Text       string          `json:"text"`
	Confidence float64         `json:"confidence"`
	Why        string          `json:"why"`
	Label      string          `json:"label,omitempty" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol; missing where no archive says"`
}

// An OptionRow is an option of an actor as JSON.
type OptionRow struct {
	Actor    ActorRow              `json:"actor"`
	Speaker  ActorRow              `json:"speaker"`
	What     string                `json:"what"`
	Status   question.OptionStatus `json:"status" enum:"considered,offered,planned,ruled out,withdrawn,done"`
	Voice    question.Voice        `json:"voice" enum:"own,reported"`
	By       []string              `json:"by"`
	Day      *DayRow               `json:"day"`
	Last     *DayRow               `json:"last"` // when it was heard of last, and by whom
	LastBy   string                `json:"last_by"`
	Ref      string                `json:"ref"`
	Story    string                `json:"story"`
	Version  string                `json:"version"`
	Outlet   string                `json:"outlet"`
	Sentence [2]int                `json:"sentence"`
	Text     string                `json:"text"`
	Why      string                `json:"why"`
	Label    string                `json:"label,omitempty" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol; missing where no archive says"`
}

// Told returns the claims of all stories.
func (d *Set) Told() []question.Told {
	var out []question.Told
	for _, s := range d.Stories {
		if s.Stand == nil {
			continue
		}
		for i := range s.Stand.Claims {
			out = append(out, question.Told{Story: s.ID, Version: s.Version, Ref: s.Ref, Outlet: s.Outlet, Line: s.Line, Posted: s.Posted, Claim: &s.Stand.Claims[i], Pool: s.Stand.Pool})
		}
	}
	question.Unify(out)
	return out
}

// Position returns a position as a row. text gives the text of a version.
func Position(q string, p *question.Position, text func(version string) string) PositionRow {
	c := p.Claim
	full := text(p.Version)
	return PositionRow{Actor: whoRow(c.Actor), Speaker: whoRow(c.Speaker), Question: q, Day: dayRow(p.Posted), Was: p.Was, Stance: p.Stance, Voice: c.Voice,
		By: append([]string{}, c.By...), Ref: p.Ref, Story: p.Story, Version: p.Version, Outlet: p.Outlet, Line: p.Line,
		Sentence: points(readout.PointsOf(full), full, c.Sentence), Text: c.Sentence.In(full), Confidence: p.Confidence, Why: p.Why}
}

// Option returns an option as a row.
func Option(o *question.Choice, text func(version string) string) OptionRow {
	c := o.Claim
	full := text(o.Version)
	return OptionRow{Actor: whoRow(c.Actor), Speaker: whoRow(c.Speaker), What: c.Option.What, Status: o.Status, Voice: c.Voice, By: append([]string{}, c.By...),
		Day: dayRow(o.Posted), Last: dayRow(o.Last), LastBy: o.LastBy, Ref: o.Ref, Story: o.Story, Version: o.Version, Outlet: o.Outlet,
		Sentence: points(readout.PointsOf(full), full, c.Sentence), Text: c.Sentence.In(full), Why: c.Option.Why}
}

// whoRow returns an actor as a row.
func whoRow(w question.Who) ActorRow { return ActorRow{ID: w.ID, Name: w.Name} }

// dayRow returns the day on which something was posted, nil if it is not known.
func dayRow(posted string) *DayRow {
	if len(posted) < 10 {
		return nil
	}
	return &DayRow{From: posted[:10], To: posted[:10], Precision: readout.Day}
}
