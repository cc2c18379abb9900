package attribute

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// references are the mentions and dates of the text, by position.
type references struct {
	view  *syntax.Text // knows the mentions
	dates []readout.TimeExpr
	named map[readout.ActorID]bool // actors that the text gives a name
}

// newReferences sorts what the other stages found.
func newReferences(view *syntax.Text, dates []readout.TimeExpr) references {
	refs := references{view, slices.Clone(dates), map[readout.ActorID]bool{}}
	slices.SortStableFunc(refs.dates, func(a, b readout.TimeExpr) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	for _, m := range view.Mentions() {
		if m.Form == readout.NameForm && m.Actor != "" {
			refs.named[m.Actor] = true
		}
	}
	return refs
}

// attribution describes one candidate.
func (s *story) attribution(c *candidate, refs references) readout.Attribution {
	a := readout.Attribution{Act: c.act, Status: readout.Asserted}
	a.Speaker.Kind = readout.NoSpeaker
	if !c.speaker.empty() {
		span := s.span(c.speaker)
		a.Speaker.Words = readout.WordsOf(s.text, span)
		who := s.whoseWords(c.speaker)
		head := s.headOf(who)
		a.Speaker.Kind = s.kindOf(who, head)
		if m := s.mentionOf(who, head, refs); m != nil {
			a.Speaker.Actor = m.Actor
			a.Speaker.Kind = s.kindByActor(a.Speaker.Kind, m, refs, s.pronoun(who))
		} else if whose, ok := refs.view.AntecedentWords(span); ok && who.to-who.from == 1 && s.has(head, isThat|isWhich) {
			a.Speaker.Words = readout.WordsOf(s.text, whose) // "that" says nobody: "a report that said"
		}
	}
	if !c.cue.empty() {
		a.Cue = readout.WordsOf(s.text, s.span(c.cue))
	}
	a.Content, a.Quoted = s.contentWords(c.content)
	s.circumstances(&a, c, refs)
	s.actAndStatus(&a, c)
	a.Confidence = c.confidence
	if c.pattern == turn && (a.Speaker.Actor != "" || s.has(c.speaker.from, isQ|isQuestion)) { // not "WHEN: Monday"
		a.Confidence = max(a.Confidence, sureTurn)
	}
	a.Why = s.why(c, &a)
	return a
}

// sureTurn is how sure it is at least who speaks in a turn of a transcript. The
// models learned from news, where such turns are rare, and gave many of them less
// than even odds. Of 6,483 turns of statements, advisories and transcripts of US
// offices some 105 stand behind a label that is nobody, as WHAT or WHEN.
const sureTurn = 0.95

// mentionOf returns the mention of the speaker that the words of r name, with
// their head: who issued the document; whom the word means on which the others
// hang, of several the first; else whom the last word means.
func (s *story) mentionOf(r rng, head int, refs references) *readout.Mention {
	if m := s.issuer(r, head); m != nil {
		return m
	}
	if s.parsed() {
		at := s.words[s.topOf(r)]
		if m := refs.view.MentionIn(s.span(r), at.Span); m != nil && m.Actor != "" {
			// "a statement from the Red Cross" is a mention too, and not whose words they are
			if first := s.span(r).Start; m.Span.Start < first && m.Form != readout.NameForm {
				if own := refs.view.Sentences[at.sent].Mention(s.topOf(r) - s.first[at.sent]); own != nil && own.Actor != "" && own.Span.Start >= first {
					return own
				}
			}
			return m
		}
	}
	if m := refs.view.MentionIn(s.span(r), s.words[head].Span); m != nil {
		return m
	}
	if m := s.behindComma(r, refs); m != nil {
		return m
	}
	if m := s.titled(r, refs); m != nil {
		return m
	}
	return refs.view.Antecedent(s.words[head].Span)
}

// titled returns the person whose name ends the words of r behind a noun, whatever
// the tree makes of them: of "US Secretary of State Antony Blinken" it may hang
// title and name beside each other.
func (s *story) titled(r rng, refs references) *readout.Mention {
	span := s.span(r)
	m := refs.view.MentionIn(span, s.words[r.to-1].Span)
	if m == nil || m.Actor == "" || m.Form != readout.NameForm || m.Type != readout.PersonName || m.Span.End != span.End {
		return nil
	}
	for w := r.to - 1; w > r.from; w-- {
		if s.words[w].Span.Start == m.Span.Start {
			if tag := s.tok(w - 1).UPOS; tag == "NOUN" || tag == "PROPN" {
				return m
			}
		}
	}
	return nil
}

// behindComma returns the one person whose name stands behind a comma in the words
// of r: of "Tavria's president, Lena Orsk" the first half need not be a mention.
func (s *story) behindComma(r rng, refs references) *readout.Mention {
	var only *readout.Mention
	for w := r.from + 1; w < r.to; w++ {
		if s.words[w-1].Span.In(s.text) != "," {
			continue
		}
		if m := refs.view.MentionIn(s.span(r), s.words[w].Span); m != nil && m.Actor != "" && m.Form == readout.NameForm && m.Type == readout.PersonName {
			if only != nil {
				return nil
			}
			only = m
		}
	}
	return only
}

// kindByActor corrects a kind by the actor: a role or a pronoun that stands for
// one whom the text names elsewhere is named, and so are officials whose words name
// a government itself: "the Chinese authorities".
func (s *story) kindByActor(kind readout.SpeakerKind, m *readout.Mention, refs references, pronoun bool) readout.SpeakerKind {
	if kind == readout.UnnamedOfficial && m.Actor.Listed() {
		return readout.NamedSpeaker
	}
	if m.Actor == "" || !refs.named[m.Actor] {
		return kind
	}
	if kind == readout.RoleSpeaker || kind == readout.UnnamedOther && pronoun {
		return readout.NamedSpeaker
	}
	return kind
}

// pronoun reports whether a speaker's words are a pronoun alone, whose kind is that
// of whom it stands for.
func (s *story) pronoun(r rng) bool {
	if r.to-r.from != 1 {
		return s.is(r.from, subjectWord|relative) // "they themselves"
	}
	return s.is(r.from, subjectWord|objectWord|relative|possessive) && s.tok(r.from).UPOS != "NOUN" // "reporters"
}

// contentWords joins the ranges of a content and says how much of it is quoted.
func (s *story) contentWords(content []rng) (readout.Words, readout.Quoted) {
	var spans []readout.Span
	in, out := 0, 0
	for _, r := range content {
		if r.empty() {
			continue
		}
		spans = append(spans, s.span(r))
		for w := r.from; w < r.to; w++ {
			switch {
			case s.is(w, punctuation) && !s.is(w, capital|lower|digit):
			case s.words[w].quote >= 0:
				in++
			default:
				out++
			}
		}
	}
	spans = joinSpans(spans)
	switch {
	case in > 0 && out == 0:
		return readout.WordsOf(s.text, spans...), readout.Direct
	case in > 0:
		return readout.WordsOf(s.text, spans...), readout.Mixed
	}
	return readout.WordsOf(s.text, spans...), readout.Indirect
}

// joinSpans sorts spans and joins those that meet.
func joinSpans(spans []readout.Span) []readout.Span {
	slices.SortFunc(spans, func(a, b readout.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []readout.Span
	for _, sp := range spans {
		if n := len(out); n > 0 && sp.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, sp.End)
			continue
		}
		out = append(out, sp)
	}
	return out
}

// actAndStatus settles what the speaker does and how real the saying is.
func (s *story) actAndStatus(a *readout.Attribution, c *candidate) {
	if c.verb == nil || c.g.verb == nil {
		return
	}
	switch {
	case c.verb.traits&rules != 0 && s.is(c.g.at+1, lower) && s.has(c.g.at+1, isOut):
		a.Act = readout.Oppose
	case c.pattern == toInfinitive && c.verb.traits&(tells|asks) != 0:
		a.Act = readout.Demand
	}
	if c.g.negation >= 0 {
		s.negated(a, c, c.g.negation)
		return
	}
	if !c.speaker.empty() && c.speaker.from < c.g.at && s.mod.Nobody(strings.ToLower(s.words[c.speaker.from].In(s.text))) {
		s.negated(a, c, c.speaker.from)
		return
	}
	sent, first := s.sentenceOf(c.g.at)
	status, cue := s.mod.Of(sent, c.g.at-first)
	switch status {
	case readout.Open: // "Do you think that …?": whoever asks does not say that he does
		if len(cue) > 0 && s.asked(c) {
			w := readout.WordsOf(s.text, cue[:1]...)
			a.Status, a.StatusCue = status, &w
		}
	case readout.Planned, readout.Possible, readout.Hypothetical, readout.Demanded:
		if c.g.modal >= 0 {
			a.Status = status
			w := readout.WordsOf(s.text, s.words[c.g.modal].Span)
			if len(cue) > 0 && cue[0].Overlaps(s.span(c.cue)) {
				w = readout.WordsOf(s.text, cue[:1]...)
			}
			a.StatusCue = &w
		}
	}
}

// asked reports whether an auxiliary of the cue stands before the speaker, as
// in a question: "do you think". The mark at the end may be of what is quoted.
func (s *story) asked(c *candidate) bool {
	if c.speaker.empty() || !s.parsed() {
		return false
	}
	sent := &s.view.Sentences[s.words[c.g.at].sent]
	first := s.first[s.words[c.g.at].sent]
	return slices.ContainsFunc(sent.Kids[c.g.at-first], func(k int) bool {
		return sent.Rel[k] == syntax.Aux && first+k < c.speaker.from && c.speaker.from < c.g.at
	})
}

// negated settles act and status of a cue that word by negates: not to say is
// silence, not to believe is doubt, not to support is opposition.
func (s *story) negated(a *readout.Attribution, c *candidate, by int) {
	cue := readout.WordsOf(s.text, s.words[by].Span)
	if c.verb.traits&believes != 0 {
		a.Act = readout.Doubt
		return
	}
	switch c.act {
	case readout.Support:
		a.Act = readout.Oppose
	case readout.Say, readout.Confirm, readout.Claim:
		a.Act, a.Status, a.StatusCue = readout.Silent, readout.Denied, &cue
	default:
		a.Status, a.StatusCue = readout.Denied, &cue
	}
}

// inheritSpeakers gives pronouns the kind of the speaker that the actor has
// elsewhere.
func (s *story) inheritSpeakers(atts []readout.Attribution, cands []candidate) {
	kind := map[readout.ActorID]readout.SpeakerKind{}
	for i := range atts {
		sp := &atts[i].Speaker
		if sp.Actor == "" || cands[i].speaker.empty() {
			continue
		}
		if !s.pronoun(cands[i].speaker) {
			if _, ok := kind[sp.Actor]; !ok {
				kind[sp.Actor] = sp.Kind
			}
		}
	}
	for i := range atts {
		sp := &atts[i].Speaker
		if k, ok := kind[sp.Actor]; ok && sp.Actor != "" && s.pronoun(cands[i].speaker) {
			sp.Kind = k
		}
	}
}

// why says in one sentence what shows the attribution.
func (s *story) why(c *candidate, a *readout.Attribution) string {
	cue := "*" + a.Cue.Text + "*"
	text := wording().reasons[c.pattern.String()]
	if strings.Contains(text, "%s") {
		text = fmt.Sprintf(text, cue)
	}
	if len(c.speakerParts()) == 0 {
		return upperFirst(text) + "."
	}
	return upperFirst(text) + "; the speaker is *" + a.Speaker.Text + "*."
}

// speakerParts returns the speaker as a list, empty where there is none.
func (c *candidate) speakerParts() []rng {
	if c.speaker.empty() {
		return nil
	}
	return []rng{c.speaker}
}

// upperFirst gives a sentence its capital; one that begins with a mark stays.
func upperFirst(t string) string {
	if t == "" || t[0] < 'a' || t[0] > 'z' {
		return t
	}
	return strings.ToUpper(t[:1]) + t[1:]
}
