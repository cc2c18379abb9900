package question

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/lines"
)

// A Spell is a time in which somebody takes one side of a question.
type Spell struct {
	Holder string    // the same in all spells of one, whatever he is called
	First  *Position // the claim that shows it first
	Who    Who       // whose mind it is: the speaker's, or the actor's for whom others speak
	From   string    // day of the first claim, "" if it is not known
	To     string    // day on which he is heard to take another side, "" if he is not
	Last   string    // day of the last claim that takes this side
	Lines  int       // independent lines of reporting whose claims show it
	Claims int
}

// Spells returns in which times who takes which side among positions that are
// ordered by day, those of one holder after each other, as his first claims come. An own word is
// not undone by what others report, and a claim without a day undoes none.
func Spells(list []Position) []Spell {
	byHolder := make(map[string][]*spell)
	var order []string
	for i := range list {
		p := &list[i]
		key := p.holder()
		if key == "" {
			continue
		}
		if byHolder[key] == nil {
			order = append(order, key)
		}
		byHolder[key] = addSpell(byHolder[key], p)
	}
	var out []Spell
	for _, key := range order {
		for _, s := range byHolder[key] {
			s.Lines = lines.Count(s.texts)
			out = append(out, s.Spell)
		}
	}
	return out
}

// A spell is one with what it is made of.
type spell struct {
	Spell
	own   bool // somebody with a name says it himself
	texts []lines.Text
}

// addSpell adds a claim to the spells of its holder.
func addSpell(list []*spell, p *Position) []*spell {
	own := p.Claim.Voice == Own && p.Claim.Speaker.Named()
	var last *spell
	if len(list) > 0 {
		last = list[len(list)-1]
	}
	if p.Day() == "" && last != nil {
		if i := slices.IndexFunc(list, func(s *spell) bool { return s.First.Stance == p.Stance }); i >= 0 {
			list[i].add(p)
		}
		return list
	}
	if last != nil && last.First.Stance == p.Stance {
		last.add(p)
		last.own = last.own || own
		return list
	}
	if last != nil && last.own && !own {
		return list // what others report undoes no own word
	}
	s := &spell{Spell: Spell{Holder: p.holder(), First: p, Who: p.Claim.Actor, From: p.Day()}, own: own}
	if own {
		s.Who = p.Claim.Speaker
	}
	s.add(p)
	if last != nil {
		last.To = p.Day()
	}
	return append(list, s)
}

// add adds a claim that shows the same side.
func (s *spell) add(p *Position) {
	s.texts = append(s.texts, lines.Text{Line: cmp.Or(p.Line, p.Story, p.Version), Outlet: p.Outlet, Sentence: p.Claim.Hash})
	s.Claims++
	s.Last = max(s.Last, p.Day())
}
