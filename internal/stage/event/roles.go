package event

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/plover"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// maxClimb bounds how far the words above one are looked at.
const maxClimb = 6

// maxNP is how many tokens of a noun phrase a role keeps.
const maxNP = 12

// nounPhrase returns the span of the noun phrase of head i: what stands before
// the head, its names and what it is of, without clauses behind it.
func (c *coder) nounPhrase(t *sentence, i int) readout.Span {
	from, to := i, i
	var grow func(k int)
	grow = func(k int) {
		from, to = min(from, k), max(to, k)
		for _, m := range t.Kids[k] {
			switch t.Rel[m] {
			case syntax.Det, syntax.Punct, syntax.Case, syntax.Cc, syntax.Conj, syntax.Acl, syntax.Appos, syntax.Parataxis, syntax.Advmod, syntax.Mark, syntax.Cop, syntax.Aux, syntax.Nsubj, syntax.Advcl, syntax.Dep:
				if t.Rel[m] == syntax.Case && t.Full(k, syntax.NmodPoss) || t.Rel[m] == syntax.Case && k != i {
					to = max(to, m)
				}
				continue
			case syntax.Nmod, syntax.Obl:
				if m > k && (!c.words.belonging[t.Case(m)] || m-i > maxNP) {
					continue
				}
			}
			if m >= i-maxNP && m <= i+maxNP {
				grow(m)
			}
		}
	}
	grow(i)
	if from < i && c.words.article[t.Low[from]] {
		from++
	}
	return readout.Span{Start: t.Tok(from).Start, End: t.Tok(to).End}
}

// agentive reports whether token i can head an actor: a name, people, a body,
// a force.
func (c *coder) agentive(t *sentence, i int) bool {
	switch {
	case t.Time(i) || t.UPOS(i, "NUM", "SYM"):
		return false
	case t.UPOS(i, "PRON"):
		return c.words.actingPronouns[t.Low[i]]
	}
	if m := t.Mention(i); m != nil && m.Form == readout.NameForm {
		return true
	}
	if t.UPOS(i, "NOUN") && triggers().nouns[t.Lemma[i]] != nil {
		return false
	}
	if m := t.Mention(i); m != nil && c.actors[m.Actor] != nil {
		return true
	}
	_, ok := c.headRole(t.Low[i])
	return ok || t.UPOS(i, "PROPN") && !t.TimeWord(t.Low[i])
}

// role makes a role of the noun phrase that token i heads.
func (c *coder) role(t *sentence, i int) readout.Role {
	span := c.nounPhrase(t, i)
	r := readout.Role{Text: span.In(c.text)}
	m := t.Mention(i)
	if m == nil || m.Form == readout.NominalForm {
		if k := t.Kid(i, syntax.Appos); k >= 0 && t.UPOS(k, "PROPN") && t.UPOS(i, "NOUN") {
			if named := t.Mention(k); named != nil && named.Type == readout.PersonName {
				m = named
			}
		}
	}
	if m != nil && t.UPOS(i, "ADJ") {
		return c.peopleRole(t, i, m)
	}
	if named := c.spokenOf(m); named != m {
		m, r.Text = named, named.Text
	}
	if m != nil {
		r.Mention, r.Actor = m.ID, m.Actor
		if m.Form != readout.NominalForm && !(m.Form == readout.NameForm && m.Type == readout.PersonName && span.Contains(m.Span)) {
			r.Text = m.Text // a person keeps what stands before the name: "U.S. negotiator Paul Nitze"
		}
		if a := c.actors[m.Actor]; a != nil {
			r.Sectors = a.Sectors
		}
	}
	r.Country = c.countryOf(t, i, m)
	if len(r.Sectors) == 0 {
		if h, ok := c.headRole(t.Low[i]); ok && h.Sector != "" && !(t.UPOS(i, "NOUN") && triggers().classes["@property"][t.Lemma[i]]) {
			r.Sectors = []string{h.Sector}
		}
	}
	if c.code != nil && r.Actor == "" {
		if code := c.code(r.Text, r.Country); code != "" {
			r.Country, r.Sectors = plover.SplitActor(code)
		}
	}
	return r
}

// peopleRole makes the role of whom an adjective of a people means that stands
// before an act: the people's state where the text has it as an actor.
func (c *coder) peopleRole(t *sentence, i int, m *readout.Mention) readout.Role {
	r := readout.Role{Text: t.Tok(i).Form(c.text), Mention: m.ID, Actor: m.Actor}
	if a := c.actors[m.Actor]; a != nil {
		r.Sectors = a.Sectors
	}
	r.Country = c.countryOf(t, i, m)
	if state := c.state(r.Country); state != "" {
		r.Actor = state
	}
	return r
}

// state returns the actor that is a country, or else its government, "" if the
// text has none.
func (c *coder) state(country string) readout.ActorID {
	var best readout.ActorID
	for id, a := range c.actors {
		if country == "" || a.Country != country || a.Kind != readout.CountryActor && a.Kind != readout.GovernmentActor {
			continue
		}
		if b := c.actors[best]; b == nil || a.Kind != b.Kind && a.Kind == readout.CountryActor || a.Kind == b.Kind && id < best {
			best = id
		}
	}
	return best
}

// headRole looks a noun up among the heads of roles, without what stands
// before it with a hyphen: "ex-mayor".
func (c *coder) headRole(low string) (lexicon.Role, bool) {
	if role, ok := c.lex.Head(low); ok {
		return role, ok
	}
	for _, before := range c.words.beforeOffices {
		if rest, ok := strings.CutPrefix(low, before); ok {
			return c.lex.Head(rest)
		}
	}
	return lexicon.Role{}, false
}

// rolesOf makes the roles of an act: those of the scorer or, without it, those
// of the rules.
func (c *coder) rolesOf(t *sentence, a *act, role int) []readout.Role {
	if a.roles == nil {
		return c.roles(t, [2][]int{a.actor, a.recipient}[role])
	}
	var out []readout.Role
	for _, p := range a.roles[role] {
		for _, r := range c.roles(p.s, []int{p.head}) {
			if !hasRole(out, r) && len(out) < syntax.MaxConjuncts {
				out = append(out, r)
			}
		}
	}
	return out
}

// roles makes roles of the phrases of heads that can act, each once.
func (c *coder) roles(t *sentence, heads []int) []readout.Role {
	var out []readout.Role
	for _, i := range heads {
		if len(out) >= syntax.MaxConjuncts {
			break
		}
		if two := c.peoples(t, i); two != nil {
			for _, r := range two {
				if !hasRole(out, r) {
					out = append(out, r)
				}
			}
			continue
		}
		r := c.role(t, i)
		if strings.TrimSpace(r.Text) == "" || hasRole(out, r) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// peoples returns the roles of a phrase that names two peoples at once, "U.S.
// and Russian negotiators", or nil.
func (c *coder) peoples(t *sentence, i int) []readout.Role {
	for _, k := range t.Kids[i] {
		if t.Rel[k] != syntax.Amod && t.Rel[k] != syntax.Compound {
			continue
		}
		all := t.Conjuncts(k)
		if len(all) < 2 {
			continue
		}
		var out []readout.Role
		for _, p := range all {
			iso := c.wordCountry(t, p)
			if iso == "" {
				return nil
			}
			r := readout.Role{Text: t.Tok(p).Form(c.text), Country: iso}
			if m := t.Mention(p); m != nil {
				r.Mention, r.Actor = m.ID, m.Actor
			}
			if h, ok := c.lex.Head(t.Low[i]); ok && h.Sector != "" {
				r.Sectors = []string{h.Sector}
			}
			out = append(out, r)
		}
		return out
	}
	return nil
}

// hasRole reports whether roles hold the same actor or words.
func hasRole(roles []readout.Role, r readout.Role) bool {
	for _, o := range roles {
		if o.Actor != "" && o.Actor == r.Actor || o.Text == r.Text {
			return true
		}
	}
	return false
}

// actorsAmong returns the heads of who can act among candidates; another noun
// stands for who is inside it: "Israel's decision".
func (c *coder) actorsAmong(t *sentence, heads []int) []int {
	var out []int
	for _, i := range heads {
		if c.agentive(t, i) {
			out = append(out, i)
		} else if k := c.inside(t, i, 0); k >= 0 {
			out = append(out, t.Conjuncts(k)...)
		}
	}
	return out
}

// maxInside bounds how deep in a noun phrase an actor is looked for.
const maxInside = 3

// inside returns the head of the actor inside the phrase of a noun that is
// none: its owner, a people's name, or whom it is against, of, with, …; or -1.
func (c *coder) inside(t *sentence, i, depth int) int {
	if depth > maxInside {
		return -1
	}
	if k := t.Kid(i, syntax.NmodPoss); k >= 0 && (t.UPOS(k, "PRON") && t.Mention(k) != nil || !t.UPOS(k, "PRON") && c.agentive(t, k)) {
		return k
	}
	best, rank := -1, len(c.words.concerning)
	for _, k := range t.Kids[i] {
		n := slices.Index(c.words.concerning, t.Case(k))
		if t.Rel[k] != syntax.Nmod && t.Rel[k] != syntax.Obl || t.Full(k, syntax.NmodPoss) || t.Time(k) || n < 0 || n >= rank || t.ownObject(k) {
			continue
		}
		at := k
		if !c.agentive(t, k) {
			at = c.inside(t, k, depth+1)
		}
		if at >= 0 {
			best, rank = at, n
		}
	}
	if best >= 0 {
		return best
	}
	for _, k := range t.Kids[i] {
		if (t.Rel[k] == syntax.Amod || t.Rel[k] == syntax.Compound || t.Rel[k] == syntax.Nmod) && k < i {
			if m := t.Mention(k); c.wordCountry(t, k) != "" || m != nil && m.Form == readout.NameForm && c.actors[m.Actor] != nil {
				return k
			}
		}
	}
	return -1
}

// ownObject reports whether an object belongs to who acts: "its troops".
func (t *sentence) ownObject(o int) bool {
	k := t.Kid(o, syntax.NmodPoss)
	return k >= 0 && t.UPOS(k, "PRON")
}
