package stand

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// maxOptions bounds the options of a sentence.
const maxOptions = 8

// options adds the acts that somebody of the sentence may do, will not do or
// has done.
func (m *maker) options(s *syntax.Sentence, words []question.Word, place []int) {
	taken := map[int]bool{}
	n := 0
	for k := range s.Tokens {
		if n >= maxOptions || !s.UPOS(k, "VERB", "AUX", "ADJ", "NOUN") || m.inJest(m.said(s.Tokens[k].Span)) {
			continue
		}
		status, acts, agent, why := m.option(s, k)
		if status == "" {
			continue
		}
		for _, act := range acts {
			if taken[act] || n >= maxOptions {
				continue
			}
			if claim, ok := m.optionOf(s, act, agent, status, why, words, place); ok {
				taken[act] = true
				n++
				m.out.Claims = append(m.out.Claims, claim)
			}
		}
	}
}

// option returns what word k makes an option: its status, the words that head
// the acts, the word whose subject may do them, and the words that show it.
func (m *maker) option(s *syntax.Sentence, k int) (status question.OptionStatus, acts []int, agent int, why string) {
	c := &climb{maker: m, s: s}
	mood := c.mood(k)
	no := mood.no >= 0
	if status = m.listed(m.lemma(s, k), no, mood.will >= 0 && s.UPOS(k, "VERB")); status != "" {
		if acts = m.complements(s, k); len(acts) > 0 {
			return status, acts, k, s.Form(k)
		}
	}
	if !s.UPOS(k, "VERB") {
		return m.table(s, k, c)
	}
	switch {
	case no && mood.will >= 0:
		return question.RuledOut, []int{k}, k, s.Form(mood.will) + " " + s.Form(mood.no)
	case mood.will >= 0 && mood.condition >= 0:
		return question.Offered, []int{k}, k, s.Form(mood.will)
	case mood.will >= 0:
		return question.Planned, []int{k}, k, s.Form(mood.will)
	case s.Tense(k) == syntax.Past && !no && s.Clausal(k) && s.Rel[k] != syntax.Advcl && s.Rel[k] != syntax.Acl:
		return question.Done, []int{k}, k, s.Form(k)
	}
	return "", nil, -1, ""
}

// listed returns the status that a word of the lists gives what it governs, ""
// for one of none. no says that it is negated, will that it is a verb to come.
func (m *maker) listed(lemma string, no, will bool) question.OptionStatus {
	switch {
	case m.ruled[lemma] && no:
		return question.Considered
	case m.withdrawn[lemma] && !m.ruled[lemma]:
		return question.Withdrawn
	case m.ruled[lemma], no && (m.considered[lemma] || m.offered[lemma] || m.planned[lemma]):
		return question.RuledOut
	case m.considered[lemma]:
		return question.Considered
	case m.offered[lemma]:
		return question.Offered
	case m.planned[lemma] && will: // "will decide whether to begin"
		return question.Considered
	case m.planned[lemma]:
		return question.Planned
	}
	return ""
}

// table returns the option of "closing the crossing was not on the table".
func (m *maker) table(s *syntax.Sentence, k int, c *climb) (question.OptionStatus, []int, int, string) {
	subject := s.Kid(k, syntax.Nsubj, syntax.Csubj)
	if subject < 0 || s.Kid(k, syntax.Cop) < 0 || !m.considered[s.Lemma[k]] {
		return "", nil, -1, ""
	}
	status := question.Considered
	mood := c.mood(k)
	for _, d := range s.Kids[k] {
		if s.Rel[d] == syntax.Nmod && m.no[s.Low[d]] {
			mood.no = d
		}
	}
	if mood.no >= 0 || strings.HasPrefix(s.Case(k), "off") {
		status = question.RuledOut
	}
	return status, s.Conjuncts(subject), subject, s.Form(k)
}

// complements returns the words that head what k governs as an act.
func (m *maker) complements(s *syntax.Sentence, k int) []int {
	for _, d := range s.Kids[k] {
		switch s.Rel[d] {
		case syntax.Xcomp, syntax.Ccomp:
			return s.Conjuncts(d)
		case syntax.Acl:
			if s.Infinitive(d) {
				return s.Conjuncts(d)
			}
		case syntax.Obj:
			if s.UPOS(d, "PRON", "DET") {
				continue
			}
			if n := m.inner(s, d); len(n) > 0 {
				return n
			}
			return s.Conjuncts(d)
		case syntax.Nsubj:
			if s.Full(d, syntax.NsubjPass) {
				return s.Conjuncts(d)
			}
		case syntax.Obl, syntax.Nmod:
			if s.UPOS(d, "VERB", "NOUN") && !s.Time(d) && (m.about[s.Case(d)] || s.UPOS(d, "VERB")) {
				return s.Conjuncts(d)
			}
		}
	}
	return nil
}

// inner returns the acts within an object such as "the possibility that …" or
// "a motion to …", none for others.
func (m *maker) inner(s *syntax.Sentence, d int) []int {
	if !m.considered[s.Lemma[d]] && m.attitude[s.Lemma[d]] == question.None {
		return nil
	}
	for _, k := range s.Kids[d] {
		if s.Rel[k] == syntax.Acl && !s.Full(k, syntax.AclRelcl) || s.Rel[k] == syntax.Nmod && s.UPOS(k, "VERB") || s.Rel[k] == syntax.Ccomp {
			return s.Conjuncts(k)
		}
	}
	return nil
}

// optionOf makes the claim of an option, false if nobody may do it or it is no act.
func (m *maker) optionOf(s *syntax.Sentence, act, agent int, status question.OptionStatus, why string, words []question.Word, place []int) (question.Claim, bool) {
	var out question.Claim
	said := m.said(s.Tokens[act].Span)
	if said == nil {
		said = m.said(s.Tokens[agent].Span)
	}
	doer := m.agent(s, agent)
	speaker := m.outermost(said)
	mine := said != nil && speaker != nil
	if doer == nil && (agent == act || status == question.RuledOut) && mine && (s.Passive(act) || !s.UPOS(act, "VERB") || s.Kid(act, syntax.Nsubj) < 0) {
		doer = m.whoSays(said) // "soldiers would not be used", he said
	}
	if doer == nil || !m.acts(doer) || place[act] < 0 && status != question.Done {
		return out, false
	}
	own := speaker != nil && (speaker.ID == doer.ID || m.binds(speaker, doer))
	if status == question.Done && (!own || doer.Kind == readout.UnnamedActor) || status == question.Planned && speaker == nil {
		return out, false
	}
	if !s.UPOS(act, "VERB") && !s.UPOS(act, "NOUN") {
		return out, false
	}
	out.Actor, out.Voice, out.Speaker = who(doer), question.Reported, who(doer)
	if body := m.body(doer); body != nil {
		out.Actor, out.Speaker = *body, who(doer)
	}
	if own {
		out.Voice = question.Own
	}
	if speaker != nil {
		out.Speaker = who(speaker)
	}
	for a := said; a != nil; a = m.outer(a) {
		if a.Speaker.Text != "" {
			out.By = append(out.By, a.Speaker.Text)
		}
	}
	lo, hi := s.Ends(act)
	if s.UPOS(act, "VERB") { // without its subject and what introduces it
		lo = act
	}
	for hi-1 > lo && s.UPOS(hi-1, "PUNCT") && !strings.ContainsAny(s.Form(hi-1), `"”’)`) {
		hi--
	}
	at := readout.Span{Start: s.Tokens[lo].Start, End: s.Tokens[max(lo, hi-1)].End}
	out.Sentence, out.Hash, out.Words = s.Span, hashWords(s.Low), words
	out.Option = &question.Option{What: strings.Join(strings.Fields(at.In(m.View.Text)), " "), At: at, Status: status, Why: why, Key: m.key(s, act)}
	return out, true
}

// acts reports whether an actor is one whose options are told: a state, a body
// or somebody with a name or an office.
func (m *maker) acts(a *readout.Actor) bool {
	switch a.Kind {
	case readout.PlaceActor, readout.RoleActor:
		return a.Office != nil
	case readout.UnnamedActor:
		return a.Country != "" && len(a.Sectors) > 0
	}
	return true
}

// agent returns the actor that is the subject of word k, nil if there is none.
func (m *maker) agent(s *syntax.Sentence, k int) *readout.Actor {
	subjects := s.Subjects(k)
	if s.Passive(k) {
		subjects = s.Agents(k)
	} else if s.UPOS(k, "NOUN") && s.Kid(k, syntax.Cop) < 0 {
		subjects = s.Owners(k)
	}
	for _, d := range subjects {
		if m.first[s.Low[d]] {
			return m.whoSays(m.said(s.Tokens[d].Span))
		}
		if ment := s.Mention(d); ment != nil && m.actors[ment.Actor] != nil {
			return m.actors[ment.Actor]
		}
		for _, o := range s.Kids[d] { // "the union's assembly"
			if s.Full(o, syntax.NmodPoss) || s.Rel[o] == syntax.Nmod {
				if ment := s.Mention(o); ment != nil && m.actors[ment.Actor] != nil {
					return m.actors[ment.Actor]
				}
			}
		}
	}
	return nil
}

// key returns the lemmas of an act and of what it is done to.
func (m *maker) key(s *syntax.Sentence, act int) []string {
	out := []string{m.lemma(s, act)}
	for _, d := range s.Below(act, 12)[1:] {
		if s.UPOS(d, "NOUN", "PROPN", "VERB") && s.Rel[d] != syntax.Nsubj && !slices.Contains(out, s.Lemma[d]) && len(out) < 5 {
			out = append(out, s.Lemma[d])
		}
	}
	return out
}
