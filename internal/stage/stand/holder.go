package stand

import (
	"hash/fnv"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// sentence makes the claims of one sentence: one for each who takes sides in it.
func (m *maker) sentence(s *syntax.Sentence, words []question.Word, place []int) {
	var mine []question.Claim
	before := len(m.out.Pool)
	head := func(int) []byte { return nil }
	if m.Head != nil {
		head = m.Head.Words(s, m.Rows(s.Number, len(s.Tokens)))
	}
	for k := range s.Tokens {
		if place[k] < 0 || !s.UPOS(k, "NOUN", "PROPN", "VERB", "ADJ", "PRON", "DET", "NUM") {
			continue
		}
		if m.isCue(s.Tokens[k].Span) {
			continue
		}
		said := m.said(s.Tokens[k].Span)
		if m.inJest(said) || asked(s, k) {
			continue
		}
		c, said := m.climbSaid(s, k, said)
		held, ok := m.holder(s, said, c)
		if !ok || c.inside && said == nil || m.inJest(said) {
			continue
		}
		a := m.anchor(s, c, place, head)
		n := slices.IndexFunc(mine, func(o question.Claim) bool {
			return o.Actor.Key() == held.Actor.Key() && o.Speaker.Key() == held.Speaker.Key()
		})
		if n < 0 {
			n = len(mine)
			held.Sentence, held.Hash, held.Words = s.Span, hashWords(s.Low), words
			mine = append(mine, held)
		}
		if len(mine[n].Anchors) < maxAnchors {
			mine[n].Anchors = append(mine[n].Anchors, a)
		}
	}
	for i := range mine {
		mine[i].Before = before
	}
	m.out.Claims = append(m.out.Claims, mine...)
	m.options(s, words, place)
}

// climbSaid climbs from a word that stands in a statement, nil for none, past
// all of its cue ("dropped her objection to"). It also returns the statement
// that the word belongs to.
func (m *maker) climbSaid(s *syntax.Sentence, k int, said *readout.Attribution) (*climb, *readout.Attribution) {
	cue := func(h int) bool { return h >= 0 && said != nil && holds(said.Cue.Spans, s.Tokens[h].Span) }
	c := m.climb(s, k, func(h int) bool { return cue(h) && !cue(s.Heads[h]) })
	if said == nil && c.waits >= 0 { // "it would last, he said, until": he says both
		said = m.said(s.Tokens[c.waits].Span)
	}
	return c, said
}

// anchor returns the word of a climb as a claim has it.
func (m *maker) anchor(s *syntax.Sentence, c *climb, place []int, head func(int) []byte) question.Anchor {
	k := c.word
	a := question.Anchor{Word: place[k], Stance: c.stance, Why: strings.Join(c.why, " … "), Settled: settled(s, k)}
	a.From, a.To = m.below(s, k, place)
	if c.stance == question.None && !c.inside && s.UPOS(k, "NOUN", "VERB", "PROPN", "ADJ") && !(s.UPOS(k, "VERB") && s.Tense(k) == syntax.Past) { // what was done is no side
		a.Head = head(k)
	}
	return a
}

// settled reports whether a word is a verb without an object all of whose
// subjects are nouns that stand with it: "the talks would go ahead" is of no
// resignation.
func settled(s *syntax.Sentence, k int) bool {
	if !s.UPOS(k, "VERB") || s.Passive(k) || s.Kid(k, syntax.Obj, syntax.Ccomp) >= 0 {
		return false
	}
	found := false
	for _, d := range s.Kids[k] {
		if s.Rel[d] == syntax.Nsubj {
			if found = s.UPOS(d, "NOUN", "PROPN"); !found {
				return false
			}
		}
	}
	return found
}

// below returns the words of the claim that depend on word k.
func (m *maker) below(s *syntax.Sentence, k int, place []int) (from, to int) {
	lo, hi := s.Ends(k)
	from, to = place[k], place[k]+1
	for i := lo; i < hi; i++ {
		if place[i] >= 0 {
			from, to = min(from, place[i]), max(to, place[i]+1)
		}
	}
	return from, to
}

// said returns the innermost statement that holds a word in its content, nil if
// the outlet tells it.
func (m *maker) said(span readout.Span) *readout.Attribution {
	var best *readout.Attribution
	size := 0
	for i := range m.Record.Attributions {
		a := &m.Record.Attributions[i]
		if !holds(a.Content.Spans, span) || holds(a.Cue.Spans, span) {
			continue
		}
		n := 0
		for _, c := range a.Content.Spans {
			n += c.Len()
		}
		if best == nil || n < size {
			best, size = a, n
		}
	}
	return best
}

// outer returns the statement that a stands within, nil if there is none.
func (m *maker) outer(a *readout.Attribution) *readout.Attribution {
	if a == nil || a.Within == "" {
		return nil
	}
	i := slices.IndexFunc(m.Record.Attributions, func(o readout.Attribution) bool { return o.ID == a.Within })
	if i < 0 {
		return nil
	}
	return &m.Record.Attributions[i]
}

// isCue reports whether a word says that somebody says something.
func (m *maker) isCue(span readout.Span) bool {
	return slices.ContainsFunc(m.Record.Attributions, func(a readout.Attribution) bool { return holds(a.Cue.Spans, span) })
}

// holds reports whether one of spans holds span.
func holds(spans []readout.Span, span readout.Span) bool {
	return slices.ContainsFunc(spans, func(s readout.Span) bool { return s.Contains(span) })
}

// holder returns a claim with who takes the side that a climb has found, and
// false if nobody does.
func (m *maker) holder(s *syntax.Sentence, said *readout.Attribution, c *climb) (question.Claim, bool) {
	var out question.Claim
	inner := m.whoSays(said)
	outer := m.outermost(said)
	subject := m.subject(s, c)
	switch {
	case subject != nil && (said == nil || c.holder >= 0 && !holds(said.Cue.Spans, s.Tokens[c.holder].Span)):
		inner = subject // "the minister said that Brazil opposed it": Brazil does
		if said != nil && outer == nil {
			outer = m.whoSays(said)
		}
	case said == nil:
		return out, false
	case m.quoted[said.ID] != nil: // "quoted Ruiz as saying that": Ruiz does
		inner, outer = m.quoted[said.ID], inner
	}
	if inner == nil {
		return out, false
	}
	if outer == nil {
		outer = inner
	}
	out.Speaker = who(outer)
	for a := said; a != nil; a = m.outer(a) {
		if a.Speaker.Text != "" {
			out.By = append(out.By, a.Speaker.Text)
		}
	}
	switch body := m.body(inner); {
	case inner == outer || m.binds(outer, inner):
		out.Voice = question.Own
		out.Actor = who(inner)
		if body != nil {
			out.Actor = *body
		}
	default:
		out.Voice, out.Actor = question.Reported, who(inner)
	}
	if said == nil { // the story tells what he did
		out.Speaker = who(inner)
	}
	return out, out.Actor.Name != ""
}

// subject returns the actor that is the subject of the attitude that a climb
// has found, nil if there is none or it is not known who he is.
func (m *maker) subject(s *syntax.Sentence, c *climb) *readout.Actor {
	if c.holder < 0 || m.must[s.Lemma[c.holder]] { // "the state needs to": he who says so wants it
		return nil
	}
	subjects := s.Subjects(c.holder)
	if s.Passive(c.holder) {
		subjects = s.Agents(c.holder)
	} else if s.UPOS(c.holder, "NOUN") && s.Kid(c.holder, syntax.Cop) < 0 {
		subjects = s.Owners(c.holder)
	}
	for _, k := range subjects {
		if m.first[s.Low[k]] {
			return nil // it is he who speaks
		}
		if ment := s.Mention(k); ment != nil && m.actors[ment.Actor] != nil {
			a := m.actors[ment.Actor]
			if m.takesSides(a) && !(m.person[s.Low[k]] && a.Kind != readout.PersonActor && a.Kind != readout.UnnamedActor) {
				return a
			}
		}
	}
	return nil
}

// takesSides reports whether an actor is one that has an opinion.
func (m *maker) takesSides(a *readout.Actor) bool {
	return a.Kind != readout.PlaceActor && a.Kind != readout.RoleActor && (a.Kind != readout.UnnamedActor || len(a.Sectors) > 0) || a.Office != nil
}

// whoSays returns who says a statement; those who say "we" are the speaker of
// the statement around it.
func (m *maker) whoSays(a *readout.Attribution) *readout.Actor {
	for n := 0; a != nil && n < 6; n++ {
		if !m.first[strings.ToLower(a.Speaker.Text)] {
			if known := m.named(a); known != nil && !reported(a, known) {
				return known
			}
			if a.Speaker.Text != "" {
				return &readout.Actor{ID: readout.ActorID("said " + string(a.ID)), Name: a.Speaker.Text, Kind: "unnamed"}
			}
			return nil
		}
		a = m.outer(a)
	}
	return nil
}

// reported reports whether a statement is what an outlet's report tells: the
// outlet takes no side by it.
func reported(a *readout.Attribution, by *readout.Actor) bool {
	return a.Speaker.Kind == readout.DocumentSpeaker && slices.Contains(by.Sectors, "JRN")
}

// named returns the actor who says a statement: a person named within the
// speaker's words, "the foreign minister, Ana Ruiz", before whom the record
// takes the phrase for; nil if none is known. He and she are persons.
func (m *maker) named(a *readout.Attribution) *readout.Actor {
	known := m.actors[a.Speaker.Actor]
	if known != nil && (known.Kind != readout.PersonActor && known.Kind != readout.UnnamedActor && known.Kind != readout.RoleActor || strings.Contains(a.Speaker.Text, lastWord(known.Name))) && !m.person[strings.ToLower(a.Speaker.Text)] {
		return known
	}
	var person, body *readout.Actor
	for i := range m.Record.Mentions {
		ment := &m.Record.Mentions[i]
		if o := m.actors[ment.Actor]; o != nil && ment.Form == "name" && holds(a.Speaker.Spans, ment.Span) {
			if o.Kind == readout.PersonActor && person == nil {
				person = o
			} else if o.Kind != readout.PersonActor && body == nil && ment.Span == a.Speaker.Spans[0] {
				body = o
			}
		}
	}
	switch {
	case person != nil:
		return person
	case known == nil && body != nil:
		return body
	case known != nil && m.person[strings.ToLower(a.Speaker.Text)] && known.Kind != readout.PersonActor && known.Kind != readout.UnnamedActor && known.Kind != readout.RoleActor:
		return nil
	}
	return known
}

// outermost returns the speaker with the words: of the statements around one,
// the outermost whose speaker is no outlet; nil if nobody is known.
func (m *maker) outermost(a *readout.Attribution) *readout.Actor {
	var out *readout.Actor
	for n := 0; a != nil && n < 6; n++ {
		if w := m.whoSays(a); w != nil && (out == nil || a.Speaker.Kind != readout.OutletSpeaker && !slices.Contains(w.Sectors, "JRN")) {
			out = w
		}
		a = m.outer(a)
	}
	return out
}

// binds reports whether what one says binds the other: a minister speaks
// for his state and its government, a spokesman for his minister, an official
// for both; nobody else does.
func (m *maker) binds(a, b *readout.Actor) bool {
	if a.ID == b.ID {
		return true
	}
	if a.Country != "" && a.Country == b.Country && m.official(a) && (b.Kind == readout.CountryActor || b.Kind == readout.GovernmentActor || b.Kind == readout.OrganizationActor && slices.Contains(b.Sectors, "GOV")) {
		return true
	}
	return a.Office != nil && b.Name != "" && strings.Contains(fold(a.Office.Title+" "+a.Office.Of), fold(b.Name))
}

// official reports whether an actor holds an office of a government.
func (m *maker) official(a *readout.Actor) bool {
	if a.Country == "" || len(a.Sectors) == 0 || a.Sectors[0] != "GOV" && a.Sectors[0] != "MIL" {
		return false
	}
	if a.Office == nil {
		return a.Kind == readout.UnnamedActor || a.Kind == readout.RoleActor
	}
	speaks := false
	for _, w := range strings.Fields(fold(a.Office.Title)) {
		if m.speaksAlone[w] {
			return false
		}
		speaks = speaks || m.speaksFor[w]
	}
	return speaks
}

// body returns the state or body that an actor speaks for, nil if he speaks
// for himself or is one.
func (m *maker) body(a *readout.Actor) *question.Who {
	if m.official(a) {
		for i := range m.Record.Actors {
			if b := &m.Record.Actors[i]; b.Country == a.Country && b.Kind == readout.GovernmentActor {
				w := who(b)
				return &w
			}
		}
		for i := range m.Record.Actors {
			if b := &m.Record.Actors[i]; b.Country == a.Country && b.Kind == readout.CountryActor {
				w := who(b)
				return &w
			}
		}
	}
	if a.Office == nil {
		return nil
	}
	for i := range m.Record.Actors { // "the general secretary of the union"
		b := &m.Record.Actors[i]
		if (b.Kind == readout.OrganizationActor || b.Kind == readout.GroupActor) && b.Name != "" && strings.EqualFold(a.Office.Of, b.Name) {
			w := who(b)
			return &w
		}
	}
	return nil
}

// who makes of an actor of the record one that other stories know again.
func who(a *readout.Actor) question.Who {
	out := question.Who{Name: a.Name, Kind: string(a.Kind), Country: a.Country}
	if strings.HasPrefix(string(a.ID), "ac_") {
		out.ID = string(a.ID)
	}
	out.Others = append(out.Others, a.Aliases[:min(len(a.Aliases), 4)]...)
	return out
}

// hashWords returns the hash of a sentence's words.
func hashWords(words []string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// lastWord returns the last word of a name.
func lastWord(name string) string {
	return name[strings.LastIndexByte(name, ' ')+1:]
}

// fold returns a name in lower case.
func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
