package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A stanceLine is a side that somebody takes, with the sentence that shows it.
type stanceLine struct {
	Line  claimLine
	Quote quoteLine
}

// stanceSigns are the signs by which a picture tells stances apart, with the
// classes of their colours.
var stanceSigns = map[question.Stance][2]string{question.For: {"+", "yes"}, question.Against: {"−", "no"}, question.Open: {"o", "may"}, question.Conditional: {"if", "may"}, question.Undecided: {"?", "may"}}

// sideNames say what the sides of a day are called.
var sideNames = map[string]string{"for": "For", "against": "Against", "other": "Open, on a condition, undecided"}

// mostQuestions is how many questions one page asks for camps.
const mostQuestions = 8

type positionsPage struct {
	chrome
	On, Actor, At string
	Pictures      *lanes
	Changes       []stanceLine
	Sides         []sideList
	Items         []stanceLine
	Total         int
	Shown         string // "1 to 50 of 5,000"
	Options       []stanceLine
	Near          []navLink
	Several       []sideOf
	Camps         []question.Camp
	NoCamps       question.CampsNote
	Newest        int // stories that were asked, where there are more
	Next          string
	Reason        *api.Problem
}

// A sideList is those who take one side on a day.
type sideList struct {
	Name    string
	Items   []stanceLine
	More    int
	Unnamed []stanceLine // those whom the stories call by no name
}

// A sideOf is who takes which side of one of several questions.
type sideOf struct {
	On, Href string
	Sides    []sideList
}

// mostOfSide is how many a page names of one side, the last heard first.
const mostOfSide = 40

// positions shows who takes which side of a question, or what sides an actor takes.
func (s *site) positions(w http.ResponseWriter, r *http.Request) error {
	p := &positionsPage{chrome: chrome{Title: "Positions"}, On: short(param(r, "on"), 900), Actor: short(param(r, "actor"), 200), At: param(r, "at")}
	status, err := http.StatusOK, error(nil)
	if _, bad := time.Parse(time.DateOnly, p.At); p.At != "" && bad != nil {
		err = api.NewProblem(http.StatusBadRequest, fmt.Sprintf("%.40q is no day.", p.At), "Write a day as 2026-03-12.")
	} else if asked := questionsOf(p.On); len(asked) > 1 {
		err = s.several(r, p, asked)
	} else if p.On != "" || p.Actor != "" {
		err = s.oneQuestion(r, p)
	}
	if err != nil {
		if p.Reason = api.Explain(err); p.Reason.Status != http.StatusBadRequest {
			return err
		}
		status = http.StatusBadRequest
	}
	if (p.On != "" || p.Actor != "") && err == nil {
		p.Files = files(r)
	}
	s.show(w, r, status, "positions", p)
	return nil
}

// questionsOf parts questions at semicolons.
func questionsOf(on string) (out []string) {
	for q := range strings.SplitSeq(on, ";") {
		if q = strings.TrimSpace(q); q != "" && len(out) < mostQuestions {
			out = append(out, q)
		}
	}
	return out
}

// oneQuestion fills the page of a question, of an actor, or of both.
func (s *site) oneQuestion(r *http.Request, p *positionsPage) error {
	ctx := r.Context()
	var c *ask.Claims
	var err error
	if p.On != "" {
		p.Title = "Positions on “" + short(p.On, 80) + "”"
		c, err = s.Service.Claims(ctx, ask.PositionsQuestion{On: p.On, Actor: p.Actor, At: p.At})
	} else {
		p.Title = "Positions of " + short(p.Actor, 80)
		c, err = s.Service.Taken(ctx, p.Actor, p.At)
	}
	if err != nil {
		return err
	}
	if c.Found > c.Asked {
		p.Newest = c.Asked
	}
	a := s.across()
	p.list(r, a, c.Positions)
	for _, near := range c.Near() {
		p.Near = append(p.Near, navLink{Href: address("/positions", url.Values{"on": {near}}), Text: near})
	}
	if p.On != "" {
		p.Pictures = stanceLanes(c.Positions, p.On)
		changes := question.Changes(c.Positions)
		for i := range changes[max(0, len(changes)-mostOfSide):] {
			p.Changes = append(p.Changes, a.stance(ctx, &changes[len(changes)-1-i], p.On))
		}
		p.Sides = a.sides(ctx, question.Sides(c.Positions, p.At), p.On)
	}
	if p.Actor != "" {
		return s.optionLines(ctx, a, p)
	}
	return nil
}

// list fills the part of all positions that an address asks for, the newest first.
func (p *positionsPage) list(r *http.Request, a *acrossReader, list []question.Position) {
	var skip int
	fmt.Sscanf(param(r, "skip"), "%d", &skip)
	skip = min(max(skip, 0), len(list))
	p.Total = len(list)
	end := min(skip+pageSize, len(list))
	for i := skip; i < end; i++ {
		p.Items = append(p.Items, a.stance(r.Context(), &list[len(list)-1-i], p.On))
	}
	if len(list) > pageSize {
		p.Shown = fmt.Sprintf("%s to %s of %s, the newest first", thousands(skip+1), thousands(end), thousands(len(list)))
	}
	if end < len(list) {
		p.Next = with(r, "skip", strconv.Itoa(end))
	}
}

// optionLines fills what an actor may do, will not do or has done.
func (s *site) optionLines(ctx context.Context, a *acrossReader, p *positionsPage) error {
	list, err := s.Service.OptionChoices(ctx, ask.PositionsQuestion{On: p.On, Actor: p.Actor, At: p.At})
	if err != nil {
		return err
	}
	for i := range list[max(0, len(list)-pageSize):] {
		o := &list[len(list)-1-i]
		c := o.Claim
		out := stanceLine{Quote: a.told(ctx, &o.Told)}
		out.Line = claimLine{Layer: layerSaid, Who: []party{p.holder(c.Actor)}, Words: string(o.Status), Href: out.Quote.Href, Whom: []party{{Name: short(c.Option.What, 160)}}}
		out.Line.Facts = append(out.Line.Facts, fact{Label: "first heard", Text: dayText(o.Day())})
		if last := o.Last[:min(10, len(o.Last))]; last != o.Day() {
			out.Line.Facts = append(out.Line.Facts, fact{Label: "last heard", Text: dayText(last), More: o.LastBy})
		}
		if c.Speaker.Name != "" && c.Speaker.Name != c.Actor.Name {
			out.Line.Facts = append(out.Line.Facts, fact{Label: "according to", By: []party{{Name: short(c.Speaker.Name, 120)}}})
		}
		p.Options = append(p.Options, out)
	}
	return nil
}

// holder returns somebody with the address of his positions.
func (p *positionsPage) holder(w question.Who) party {
	return holderParty(w, p.On)
}

// holderParty returns somebody with the address of his positions: on a question,
// or on all.
func holderParty(w question.Who, on string) party {
	out := party{Name: short(cmp.Or(w.Name, "(not said who)"), 120)}
	if w.Named() {
		q := url.Values{"actor": {w.Name}}
		if on != "" {
			q.Set("on", on)
		}
		out.Href = address("/positions", q)
	}
	return out
}

// told returns the sentence of a claim.
func (a *acrossReader) told(ctx context.Context, t *question.Told) quoteLine {
	return a.quote(ctx, &thread.Story{Version: t.Version, Outlet: t.Outlet, Ref: t.Ref, Posted: t.Posted}, t.Claim.Sentence, nil)
}

// stance returns a position as a row: who → for or against → what.
func (a *acrossReader) stance(ctx context.Context, p *question.Position, on string) stanceLine {
	c := p.Claim
	out := stanceLine{Quote: a.told(ctx, &p.Told)}
	who := p.Holder()
	l := claimLine{Layer: layerSaid, Who: []party{holderParty(who, on)}, Words: string(p.Stance), Href: out.Quote.Href}
	if p.Was != question.None {
		l.Words = "was " + string(p.Was) + ", now " + string(p.Stance)
	}
	if who.Name != c.Actor.Name && c.Actor.Name != "" {
		l.Who[0].Note = "for " + short(c.Actor.Name, 60)
	}
	if p.Of != "" {
		l.Whom = []party{{Name: short(p.Of, 120), Href: address("/positions", url.Values{"on": {p.Of}})}}
	}
	l.Facts = append(l.Facts, fact{Label: "when", Text: cmp.Or(dayText(p.Day()), "not said")})
	if p.From != nil && p.From.Day() != "" {
		l.Facts = append(l.Facts, fact{Label: "before", Text: dayText(p.From.Day())})
	}
	if by := reporters(c, who); len(by) > 0 {
		l.Facts = append(l.Facts, fact{Label: "according to", By: by})
	} else if c.Voice == question.Reported {
		l.Facts = append(l.Facts, fact{Label: "according to", Text: "the story"})
	}
	l.Facts = append(l.Facts, fact{Label: "how sure", Text: claim.Sure(p.Confidence), More: fmt.Sprintf("%.2f", p.Confidence)}, fact{Label: "why", Text: short(p.Why, 160)})
	out.Line = l
	return out
}

// reporters returns those who say it, other than who takes the side himself.
func reporters(c *question.Claim, who question.Who) (out []party) {
	by := c.By
	if c.Voice == question.Own && len(by) > 0 {
		by = by[1:] // the innermost is he himself
	}
	if len(by) == 0 && c.Voice != question.Own && c.Speaker.Name != "" {
		by = []string{c.Speaker.Name}
	}
	for _, name := range by {
		if name != who.Name {
			out = append(out, party{Name: short(name, 120)})
		}
	}
	return out
}

// sides returns who takes which side, the last heard first; those without a name apart.
func (a *acrossReader) sides(ctx context.Context, list []question.Position, on string) (out []sideList) {
	for _, name := range []string{"for", "against", "other"} {
		side := sideList{Name: sideNames[name]}
		for i := range list {
			p := &list[len(list)-1-i]
			if p.Stance.Side() != name {
				continue
			}
			of := &side.Items
			if !p.Holder().Named() {
				of = &side.Unnamed
			}
			if len(*of) == mostOfSide {
				side.More++
				continue
			}
			item := a.stance(ctx, p, on)
			if strings.EqualFold(item.Line.Words, side.Name) {
				item.Line.Words = "" // the list says it
			}
			*of = append(*of, item)
		}
		out = append(out, side)
	}
	return out
}

// several fills the page of several questions: who takes which side of each, and
// who stands with whom.
func (s *site) several(r *http.Request, p *positionsPage, asked []string) error {
	p.Title = "Positions on " + plural(len(asked), "question", "questions")
	a := s.across()
	var all [][]question.Position
	for _, on := range asked {
		c, err := s.Service.Claims(r.Context(), ask.PositionsQuestion{On: on, Actor: p.Actor, At: p.At})
		if err != nil {
			return err
		}
		all = append(all, c.Positions)
		q := url.Values{"on": {on}}
		if p.At != "" {
			q.Set("at", p.At)
		}
		p.Several = append(p.Several, sideOf{On: on, Href: address("/positions", q), Sides: a.sides(r.Context(), question.Sides(c.Positions, p.At), on)})
	}
	p.Camps, p.NoCamps = question.Camps(all)
	return nil
}

// stanceLanes draws in which times who takes which side; nil where nothing
// stands before or after something else.
func stanceLanes(list []question.Position, on string) *lanes {
	l := &lanes{Head: "Who", Mark: "Side"}
	for i, s := range question.Spells(list) {
		sign := stanceSigns[s.First.Stance]
		m := &laneMark{Lane: s.Who.Name, Number: sign[0], Class: sign[1], order: i, Href: holderParty(s.Who, on).Href}
		m.Note = string(s.First.Stance) + ", " + plural(s.Claims, "claim", "claims") + " on " + plural(s.Lines, "line", "lines") + " of reporting"
		if s.To != "" {
			m.Note += ", until " + dayText(s.To)
		} else if s.Last != s.From {
			m.Note += ", last heard " + dayText(s.Last)
		}
		if m.Href == "" {
			m.Href = "#all"
		}
		l.add(m, s.From)
		m.until, _, _ = momentOf(cmp.Or(s.To, s.Last, s.From))
		m.Title = fmt.Sprintf("%s, %s: %s", m.Lane, m.When, m.Note)
	}
	if l.draw() == nil {
		return nil
	}
	l.Label = "Who takes which side when, " + l.First + " to " + l.Last
	return l
}
