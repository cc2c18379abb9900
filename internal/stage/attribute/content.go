package attribute

import "slices"

// closesQuote reports whether word i is the closing mark of a quotation that
// holds a whole saying: it ends in a comma or in an end mark, or a comma follows.
func (s *story) closesQuote(i int) bool {
	if i < 0 {
		return false
	}
	k := i
	if s.is(k, comma) && k > 0 {
		k--
	}
	q := s.words[k].quote
	if q < 0 || s.quotes[q].rng.to != k+1 || s.quotes[q].words[1] == 0 {
		return false
	}
	return k < i || s.whole(int(q))
}

// whole reports whether a quotation is a saying of its own, not a part of the
// author's sentence: it ends in a comma or an end mark.
func (s *story) whole(q int) bool {
	in := s.quotes[q].inner()
	for !in.empty() && s.is(in.to-1, openMark) {
		in.to-- // a quotation in it ends with it
	}
	return !in.empty() && s.is(in.to-1, comma|stop|dash)
}

// endOfRoom returns where the clause around i must end. Behind a quotation the
// sentence may be cut by the segmentation, so the next word counts.
func (s *story) endOfRoom(i int) int { return s.room(i).to }

// quotesBefore returns the quotations that end right before word i: the last
// one, and those before it in the same paragraph with nothing between them.
func (s *story) quotesBefore(i int) []rng {
	para := s.paragraph(i)
	var out []rng
	k := i - 1
	if s.is(k, comma) {
		k--
	}
	for k >= para.from {
		q := s.words[k].quote
		if q < 0 || s.quotes[q].rng.to != k+1 {
			break
		}
		r := s.quotes[q].rng
		if len(out) > 0 && (!s.whole(int(q)) || r.from > para.from && !s.is(r.from-1, stop|openMark)) {
			break // a quotation with a cue of its own before it
		}
		out = append(out, r)
		k = r.from - 1
	}
	slices.Reverse(out)
	return s.withLead(out, i)
}

// withLead lets the content begin with words of the author's sentence that
// lead into a quotation: It was "a disaster," she said.
func (s *story) withLead(out []rng, i int) []rng {
	if len(out) == 0 {
		return out
	}
	first := out[0]
	sent := s.sentence(first.from)
	if sent.from >= first.from || s.words[sent.from].quote >= 0 || s.is(first.from-1, colon|stop) || s.is(first.from-1, comma) && first.to-first.from > 8 {
		return out
	}
	if s.is(first.from-1, comma) {
		return out
	}
	out[0].from = sent.from
	return out
}

// goOn returns the content behind a cue clause that ends at from: a quotation
// or the rest of a sentence that the cue split.
func (s *story) goOn(from, cue int) []rng {
	if out := s.quoteOn(from, cue); len(out) > 0 {
		return out
	}
	sentEnd := s.sentence(cue).to
	i := s.skipAdverbials(from, sentEnd)
	if i+1 >= sentEnd || !s.is(i, comma) || s.words[cue].quote >= 0 || s.is(i+1, lower) && s.has(i+1, isAccording) {
		return nil
	}
	if s.has(i+1, isThat) || s.is(i+1, subjectWord|auxiliary|modalVerb|preposition) && !s.is(i+1, ing) {
		return []rng{{i + 1, s.clauseEnd(i+1, sentEnd)}}
	}
	return nil
}

// quoteOn returns the quotation behind a cue clause that ends at from, after a
// comma or an end mark.
func (s *story) quoteOn(from, cue int) []rng {
	end := s.paragraph(cue).to
	i := s.skipAdverbials(from, s.sentence(cue).to)
	if i >= end {
		return nil
	}
	switch {
	case s.is(i, comma) && s.is(i+1, lower) && s.has(i+1, isAccording):
		return nil
	case s.is(i, comma|colon|semicolon|dash) && i+1 < end && s.opensQuote(i+1):
		return s.quotesFrom(i+1, end)
	case s.opensQuote(i):
		return s.quotesFrom(i, end)
	case s.is(i, stop) && i+1 < end && s.opensQuote(i+1) && s.standsAlone(i+1):
		return s.quotesFrom(i+1, end)
	}
	return nil
}

// opensQuote reports whether a quotation begins at word i.
func (s *story) opensQuote(i int) bool {
	if i >= len(s.words) || i < 0 {
		return false
	}
	q := s.words[i].quote
	return q >= 0 && s.quotes[q].rng.from == i
}

// standsAlone reports whether the quotation that begins at i makes sentences
// of its own, with no words of the author around it.
func (s *story) standsAlone(i int) bool {
	q := s.quotes[s.words[i].quote]
	next := q.rng.to
	if !s.whole(int(s.words[i].quote)) && !q.open {
		return false
	}
	return next >= len(s.words) || s.words[next].para != s.words[i].para || s.words[next].sent != s.words[next-1].sent ||
		s.is(next, stop)
}

// quotesFrom returns the quotation at i and those that follow it directly, up
// to end.
func (s *story) quotesFrom(i, end int) []rng {
	var out []rng
	for i < end && s.opensQuote(i) {
		r := s.quotes[s.words[i].quote].rng
		if len(out) > 0 && (!s.standsAlone(i) || !s.whole(int(s.words[i].quote)) && !s.quotes[s.words[i].quote].open) {
			break
		}
		if len(out) > 0 && s.cueBehind(r.to) {
			break
		}
		out = append(out, r)
		i = r.to
		if s.is(i, stop) {
			i++
		}
	}
	return out
}

// cueBehind reports whether a cue clause follows at i, so that the quotation
// before i has one of its own.
func (s *story) cueBehind(i int) bool {
	for k := i; k < min(i+8, len(s.words)) && s.words[k].para == s.words[i-1].para; k++ {
		if s.is(k, stop|openMark) {
			return false
		}
		if e := s.words[k].entry; e != nil && e.verb != nil && e.verb.frames&quotes != 0 {
			return true
		}
	}
	return false
}

// clauseBefore returns the words of the sentence before the comma at i.
func (s *story) clauseBefore(i int, room rng) []rng {
	from := room.from
	for from < i && s.is(from, coordinator) && !s.has(from, isSo) {
		from++
	}
	if i-from < 2 {
		return nil
	}
	return []rng{{from, i}}
}

// clauseEnd returns where the clause that begins at from ends, at most at hi:
// the final stop is left out, a quotation that goes on over the end of the
// sentence is taken whole.
func (s *story) clauseEnd(from, hi int) int {
	end := hi
	if q := s.words[hi-1].quote; q >= 0 && s.words[from].quote != q {
		return max(end, s.quotes[q].rng.to)
	}
	for end > from+1 && s.is(end-1, stop|semicolon|comma|dash|colon) {
		end--
	}
	if end > from+1 && s.is(end-1, openMark) && s.words[end-1].quote < 0 {
		end-- // a mark that the quotations do not know
	}
	return end
}

// skipAdverbials returns the first word behind the adverbials at i: "in a
// statement", "on Monday", "Sunday on CNN", "earlier".
func (s *story) skipAdverbials(i, hi int) int {
	for range 4 {
		k := s.skipOneAdverbial(i, hi)
		if k == i {
			return i
		}
		i = k
	}
	return i
}

// skipOneAdverbial skips one adverbial at i.
func (s *story) skipOneAdverbial(i, hi int) int {
	if i >= hi {
		return i
	}
	switch {
	case s.is(i, timeWord) && !s.is(i, titleWord), s.is(i, adverb) && !s.is(i, subordinator|coordinator):
		return i + 1
	case s.has(i, isThis) || s.is(i, lower) && s.has(i, isLast):
		if s.is(i+1, timeWord) {
			return i + 2
		}
	case s.is(i, preposition) && !s.is(i, subordinator) && !s.has(i, isOf|isAbout):
		r := s.adverbialPhrase(i+1, hi)
		if !r.empty() {
			return r.to
		}
	case s.is(i, subordinator) && s.has(i, isWhen):
		for k := i + 1; k < min(hi, i+25); k++ {
			if s.is(k, comma|stop|colon) || s.is(k, openMark) {
				return k
			}
		}
	}
	return i
}

// adverbialPhrase returns the phrase of an adverbial, with a quotation that
// names a broadcast taken in: on CNN's "State of the Union."
func (s *story) adverbialPhrase(i, hi int) rng {
	if s.is(i, digit) {
		return rng{i, i + 1}
	}
	if s.is(i, timeWord) {
		k := i
		for k < hi && s.is(k, timeWord|digit) {
			k++
		}
		return rng{i, k}
	}
	if s.is(i, determiner|possessive) && s.is(i+1, timeWord) && i+1 < hi {
		return rng{i, i + 2}
	}
	r := s.phraseAfter(i, hi, false)
	if !r.empty() && r.to < hi && s.opensQuote(r.to) && (s.is(r.to-1, genitive) || s.is(r.to-1, determiner)) {
		q := s.quotes[s.words[r.to].quote].rng
		if q.to-q.from < 12 {
			r.to = q.to
		}
	}
	return r
}
