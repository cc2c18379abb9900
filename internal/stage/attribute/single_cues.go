package attribute

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// fixedCue adds the candidates of cues that are single words of their own:
// "according to", "reportedly", "unclear".
func (s *story) fixedCue(out []candidate, i int) []candidate {
	switch {
	case s.has(i, isTo):
		if s.has(i-1, isAccording) {
			return s.accordingTo(out, i)
		}
	case s.has(i, isAs):
		return s.asSaying(out, i)
	case s.has(i, isAsked):
		return s.askedAt(out, i)
	case s.has(i, isIn):
		return s.pollCue(out, i)
	case s.has(i, isHearsay):
		return s.hearsay(out, i)
	case s.has(i, isUnclear):
		return s.unclearWhether(out, i)
	}
	return out
}

// isWord reports whether word i is one of forms as written.
func (s *story) isWord(i int, forms ...string) bool {
	return i >= 0 && i < len(s.words) && slices.Contains(forms, s.form(i))
}

// accordingTo adds the candidate of "according to X", with "to" at i.
func (s *story) accordingTo(out []candidate, i int) []candidate {
	room := s.room(i)
	speaker := s.phraseAfter(i+1, room.to, true)
	if speaker.empty() {
		return out
	}
	speaker = s.beforeSubject(s.identifying(speaker, room.to))
	c := candidate{speaker: speaker, cue: rng{i - 1, i + 1}, pattern: accordingTo, act: readout.Say}
	from, after := i-1, speaker.to
	for after < room.to && !s.is(after, comma|stop|dash|semicolon) {
		after++ // what the phrase did not take in
	}
	if from == room.from || s.is(from-1, coordinator) && from-1 == room.from || s.is(from-1, coordinator) && s.is(from-2, comma) {
		if s.is(after, comma) && after+1 < room.to {
			c.content = []rng{{after + 1, s.clauseEnd(after+1, room.to)}}
			c.forward = true
		}
	} else {
		c.content = s.aroundAccording(out, i, from, after, room)
	}
	if len(c.content) == 0 {
		return out
	}
	return append(out, c)
}

// beforeSubject cuts a speaker before the comma behind which the subject of the sentence
// stands in place of an apposition: "According to the police, the man from Holm, ... left".
func (s *story) beforeSubject(speaker rng) rng {
	if !s.parsed() {
		return speaker
	}
	for k, part := speaker.from, -1; k < speaker.to; k++ {
		if s.is(k, comma) {
			part = k
		}
		if tok := s.tok(k); part >= 0 && (tok.Rel == syntax.Nsubj || tok.Rel == syntax.NsubjPass) && s.headWord(k) >= speaker.to {
			return rng{speaker.from, part}
		}
	}
	return speaker
}

// aroundAccording returns what an "according to X" attributes that begins at
// from, with "to" at i, and has words before it: these, and those behind it from
// after on.
func (s *story) aroundAccording(out []candidate, i, from, after int, room rng) (content []rng) {
	begin := room.from
	if para := s.paragraph(i); s.closesQuote(from-1) || s.is(from-1, comma) && s.closesQuote(from-2) {
		begin = max(para.from, s.quotesStart(from, begin))
	}
	for k := from - 1; k > begin && k > from-3; k-- {
		if s.has(k, isThat) && s.is(k+1, comma) || s.has(k, isThat) && k == from-1 {
			begin = from // "that, according to X, …": the words behind alone
		}
	}
	if n := len(out); n > 0 && out[n-1].pattern == asSpeaker && out[n-1].content[0].from > begin && out[n-1].content[0].from < from {
		begin = out[n-1].content[0].from
	}
	end := from
	for end > begin && s.is(end-1, comma|dash) {
		end--
	}
	for begin < end && s.is(begin, coordinator) && !s.has(begin, isSo) {
		begin++
	}
	if end-begin > 1 {
		content = append(content, rng{begin, end})
	}
	if s.is(after, comma) && after+2 < room.to && s.words[i].quote < 0 {
		content = append(content, rng{after + 1, s.clauseEnd(after+1, room.to)})
	}
	return content
}

// quotesStart returns where the quotations begin that end before word i.
func (s *story) quotesStart(i, otherwise int) int {
	if r := s.quotesBefore(i); len(r) > 0 {
		return min(r[0].from, otherwise)
	}
	return otherwise
}

// identifying lets a speaker go on over "who spoke on condition of anonymity".
func (s *story) identifying(r rng, hi int) rng {
	if !s.has(r.to, isWho) && !(s.is(r.to, lower) && s.has(r.to, isInformed)) {
		return r
	}
	k := r.to
	for k < min(hi, r.to+20) && !s.is(k, comma|stop|semicolon) && s.words[k].quote == s.words[r.from].quote {
		k++
	}
	r.to = k
	return r
}

// hearsay adds the candidate of "reportedly" at i: what is reported is the
// clause around it, and nobody is said to report it.
func (s *story) hearsay(out []candidate, i int) []candidate {
	room := s.room(i)
	if len(out) > 0 && out[len(out)-1].cue.has(i) {
		return out
	}
	subject, _ := s.speakerBefore(s.beforeAuxiliaries(i, room.from), room.from)
	from := i
	if !subject.empty() {
		from = subject.from
	}
	end := s.clauseEnd(i, room.to)
	c := candidate{cue: rng{i, i + 1}, pattern: hearsay, act: readout.Say}
	c.act = s.hearsayActs[s.low(i)]
	if from < i {
		c.content = append(c.content, rng{from, i})
	}
	if i+1 < end {
		c.content = append(c.content, rng{i + 1, end})
	}
	if len(c.content) == 0 || end-from < 3 {
		return out
	}
	return append(out, c)
}

// unclearWhether adds the candidate of "it is unclear whether", with the
// adjective at i.
func (s *story) unclearWhether(out []candidate, i int) []candidate {
	room := s.room(i)
	if !s.is(i+1, question) || i+2 >= room.to {
		return out
	}
	from := s.beforeAuxiliaries(i, room.from)
	negated := slices.ContainsFunc(s.words[from:i], func(w word) bool { return w.class&negation != 0 })
	if from == i && i > room.from && !(s.is(i-1, lower) && s.has(i-1, isRemains)) || s.has(i, isClear) && !negated {
		return out
	}
	if from == i && (s.is(i-1, lower) && s.has(i-1, isRemains)) {
		from = s.beforeAuxiliaries(i-1, room.from)
	}
	if s.has(from-1, isIt) {
		from--
	}
	return append(out, candidate{cue: rng{from, i + 1}, pattern: unclear, act: readout.Doubt,
		content: []rng{{i + 1, s.clauseEnd(i+1, room.to)}}, forward: true})
}

// passiveCue adds the candidate of a passive verb group: with "by X" X speaks,
// with an infinitive or a clause nobody does.
func (s *story) passiveCue(out []candidate, g group) []candidate {
	room := s.room(g.at)
	subject, _ := s.speakerBefore(g.from, room.from)
	if subject.empty() {
		return out
	}
	c := candidate{cue: g.rng, verb: g.verb, act: g.verb.act, g: g}
	if g.verb.traits&asks != 0 && !s.has(g.to, isBy|isTo) {
		if out2 := s.askedAt(out, g.at); len(out2) > len(out) {
			out2[len(out)].cue.from = g.from
			return out2
		}
	}
	switch {
	case s.has(g.to, isBy):
		c.speaker = s.phraseAfter(g.to+1, room.to, false)
		c.content, c.pattern = []rng{subject}, byPhrase
		if g.verb.frames&(quotes|that) == 0 && c.act == readout.Say {
			return out // "would be raised by"
		}
		if c.speaker.empty() || s.is(c.speaker.from, ing) {
			return out
		}
		if told := s.toldBehind(&c, room); told != nil {
			c.content, c.forward = told, true
		}
	case g.verb.frames&passive != 0 && s.has(g.to, isTo) || s.passiveBelief(g) && (s.has(g.to, isTo)):
		c.content, c.pattern = []rng{subject, {g.to, s.clauseEnd(g.to, room.to)}}, passiveNobody
	case (s.has(subject.from, isIt)) && s.has(g.to, isThat) && g.verb.frames&that != 0:
		c.cue.from = subject.from
		c.content, c.pattern, c.forward = []rng{{g.to, s.clauseEnd(g.to, room.to)}}, passiveNobody, true
	default:
		return out
	}
	return append(out, c)
}

// toldBehind returns the clause behind the agent of a passive verb whose
// subject is told something, or nil: "were told by the ministry to wait".
func (s *story) toldBehind(c *candidate, room rng) []rng {
	to := c.speaker.to
	if c.verb.frames&addressee == 0 || to+1 >= room.to || !s.has(to, isThat|isTo) && !s.is(to, question) {
		return nil
	}
	return []rng{{to, s.clauseEnd(to, room.to)}}
}

// raisingCue adds the candidate of "seems to", "appeared to": the subject is
// part of what seems so.
func (s *story) raisingCue(out []candidate, c candidate, room rng) []candidate {
	to := c.g.to
	if !s.has(to, isTo) && !(s.is(to, lower) && !s.is(to, preposition|adverb|subordinator|coordinator|particle)) || to+1 >= room.to || c.g.participle {
		return out
	}
	subject, shared := s.speakerBefore(c.g.from, room.from)
	if shared || subject.empty() || s.has(subject.from, isThere) {
		return out
	}
	c.content, c.pattern = []rng{subject, {to, s.clauseEnd(to, room.to)}}, seems
	return append(out, c)
}

// askedAt adds the candidate of "asked whether", "when asked about", where
// nobody is said to ask.
func (s *story) askedAt(out []candidate, i int) []candidate {
	room := s.room(i)
	if i > room.from && !s.is(i-1, comma|subordinator|coordinator|adverb|openMark|dash|formOfBe) || s.is(i-1, openMark) && i-1 > room.from {
		return out
	}
	to := i + 1
	var speaker rng
	if s.has(to, isBy) {
		if speaker = s.phraseAfter(to+1, room.to, false); speaker.empty() {
			return out
		}
		to = speaker.to
	}
	for to < room.to && s.is(to, adverb) {
		to++
	}
	c := candidate{speaker: speaker, cue: rng{i, i + 1}, pattern: asked, act: readout.Ask, forward: true}
	switch {
	case s.has(to, isAbout|isFor):
		to++
		if speaker.empty() {
			c.cue.to = to
		}
	case s.is(to, question), s.opensQuote(to), s.is(to, comma) && s.opensQuote(to+1):
	default:
		return out
	}
	end := to
	for end < room.to && !s.is(end, comma|stop|semicolon) {
		end++
	}
	if end-to < 1 {
		return out
	}
	c.content = []rng{{to, end}}
	return append(out, c)
}

// pollCue adds the candidate of "in a poll", with the preposition at i.
func (s *story) pollCue(out []candidate, i int) []candidate {
	room := s.room(i)
	speaker := s.phraseAfter(i+1, min(room.to, i+14), false)
	if speaker.empty() {
		return out
	}
	end := speaker.from
	for k := speaker.from; k < speaker.to; k++ {
		if s.has(k, isPoll) {
			end = k + 1
		}
	}
	if end == speaker.from {
		return out
	}
	speaker.to = end
	c := candidate{speaker: speaker, cue: rng{i, i + 1}, pattern: poll, act: readout.Say}
	if i == room.from {
		k := speaker.to
		for k < min(room.to, speaker.to+24) && !(s.is(k, comma) && !s.endsLikeVerb(s.form(min(k+1, room.to-1)))) {
			k++
		}
		if !s.is(k, comma) || k+1 >= room.to {
			return out
		}
		c.content, c.forward = []rng{{k + 1, s.clauseEnd(k+1, room.to)}}, true
		return append(out, c)
	}
	from := room.from
	for from < i && s.is(from, coordinator) {
		from++
	}
	if i-from < 3 || !s.is(speaker.from, determiner) || speaker.to < room.to && !s.is(speaker.to, comma|stop|timeWord) && !s.endsLikeVerb(s.form(speaker.to)) {
		return out
	}
	c.content = []rng{{from, i}}
	return append(out, c)
}

// passiveBelief reports whether the verb is one of those that are used in the
// passive for what nobody in particular says.
func (s *story) passiveBelief(g group) bool {
	return g.verb.traits&believedByNobody != 0
}

// adjectiveCue adds the candidate of an adjective that attributes, at i.
func (s *story) adjectiveCue(out []candidate, i int) []candidate {
	room, cue := s.room(i), s.words[i].entry.adj
	to := i + 1
	if to >= room.to || !slices.Contains(cue.links, s.low(to)) {
		return out
	}
	from := i
	be := false
	for from > room.from && s.is(from-1, auxiliary|adverb|negation) && !s.is(from-1, capital) {
		from--
		be = be || s.is(from, formOfBe)
	}
	if !be {
		return out
	}
	speaker, shared := s.speakerBefore(from, room.from)
	if shared || speaker.empty() || s.has(speaker.from, isIt|isThere) {
		return out
	}
	c := candidate{speaker: speaker, cue: rng{from, i + 1}, pattern: adjectiveThat, act: cue.act, forward: true}
	start := i + 1
	if !s.has(start, isThat) && (!s.has(start, isTo) || s.is(start+1, ing|determiner|possessive|capital)) {
		c.cue.to++
		start++
	}
	if start >= room.to {
		return out
	}
	c.content = []rng{{start, s.clauseEnd(start, room.to)}}
	return append(out, c)
}
