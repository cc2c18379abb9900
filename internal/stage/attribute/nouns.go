package attribute

import "strings"

// maxPhrase is how many words a speaker may have.
const maxPhrase = 30

// phraseBefore returns the noun phrase that ends before end and begins at lo
// or later. It is empty where there is none.
func (s *story) phraseBefore(end, lo int) rng {
	lo = max(lo, end-maxPhrase)
	if end <= lo {
		return rng{end, end}
	}
	if s.is(end-1, subjectWord|relative) && !(s.is(end-1, capital) && end-1 > lo && !s.has(end-1, isI)) {
		return rng{end - 1, end}
	}
	k := end
	for k > lo {
		next, goOn := s.stepLeft(k, end, lo)
		if next == k {
			break
		}
		k = next
		if !goOn {
			break
		}
	}
	return s.trimPhrase(rng{k, end}, lo)
}

// stepLeft takes the words before k into a phrase that ends at end. It returns
// the new beginning, and whether the phrase may go on.
func (s *story) stepLeft(k, end, lo int) (int, bool) {
	i := k - 1
	c := s.words[i].class
	switch {
	case c&closeParen != 0:
		if open := s.parenBefore(i, lo); open >= 0 {
			return open, true
		}
		return k, false
	case c&genitive != 0:
		return i, true
	case c&comma != 0:
		return s.commaInPhrase(k, end, lo), true
	case c&(openMark|stop|colon|semicolon|openParen|negation) != 0:
		return k, false
	case c&dash != 0:
		return i, k > lo+1 && s.words[i].Start == s.words[i-1].End // a hyphen
	case c&auxiliary != 0 && c&(timeWord|capital) != timeWord|capital && !(s.is(i, capital) && s.has(i, isWill)):
		return k, false
	case c&coordinator != 0:
		return s.coordination(k, end, lo)
	case c&preposition != 0 && s.approximate(i):
		return i, true
	case c&preposition != 0:
		return s.prepositionInPhrase(k, lo)
	case c&(determiner|possessive) != 0 && c&subordinator == 0:
		return i, s.is(i-1, preposition|quantifier) || s.has(i-1, isOf)
	case c&(relative|subjectWord|objectWord|subordinator) != 0 && !(c&capital != 0 && c&relative == 0 && i > lo):
		return k, false
	case c&pastVerb != 0 && c&capital == 0 && !s.is(i-1, determiner|possessive|preposition):
		return k, false
	case s.finiteCue(i, k, lo):
		return k, false // "added Trump", "and said analysts"
	}
	return i, true
}

// finiteCue reports whether word i, before a phrase that begins at k, is a
// finite cue verb and no participle that belongs to the phrase.
func (s *story) finiteCue(i, k, lo int) bool {
	e := s.words[i].entry
	if e == nil || e.verb == nil || e.shape&(past|third) == 0 || e.noun != nil || !s.is(i, lower) || !s.couldBeVerb(i) {
		return false
	}
	if !s.is(k, lower) {
		return true
	}
	return i > lo && (s.is(i-1, coordinator|subjectWord|relative) || s.is(i-1, capital|lower) && !s.is(i-1, determiner|possessive|quantifier|adverb|preposition|auxiliary))
}

// parenBefore returns the opening mark of the parenthesis closed at i, or -1.
func (s *story) parenBefore(i, lo int) int {
	for k := i - 1; k >= max(lo, i-14); k-- {
		if s.is(k, openParen) {
			return k
		}
	}
	return -1
}

// commaInPhrase returns where a phrase begins that has a comma before k, or k
// if the comma is its border: "Smith, Jr.", "Sen. Ruiz, R-Ariz."
func (s *story) commaInPhrase(k, end, lo int) int {
	if k-2 >= lo && end-k <= 4 && s.is(k-2, capital) {
		if s.is(k, capital) && s.behindNames[strings.ToLower(s.form(k))] {
			return k - 2
		}
	}
	return k
}

// coordination decides whether a phrase goes on over the coordinator before k.
func (s *story) coordination(k, end, lo int) (int, bool) {
	i := k - 1
	if i-1 < lo || !s.has(i, isAndOr) {
		return k, false
	}
	left, right := s.words[i-1].class, s.words[k].class
	names := left&capital != 0 && right&capital != 0
	others := s.has(k, isOthers) || right&possessive != 0 && !s.has(k, isYour)
	plain := left&lower != 0 && right&lower != 0 && left&(auxiliary|adverb|particle) == 0 && end-k <= 3 && !s.clauseIn(rng{lo, i})
	if names || others || plain {
		return i, true
	}
	return k, false
}

// clauseIn reports whether r holds a finite verb that the lists know.
func (s *story) clauseIn(r rng) bool {
	for i := r.from; i < r.to; i++ {
		if s.is(i, auxiliary) || s.words[i].entry != nil && s.words[i].entry.verb != nil && s.words[i].entry.shape&past != 0 {
			return true
		}
	}
	return false
}

// prepositionInPhrase decides whether a phrase goes on over the preposition
// before k: "a spokesman for Ruiz", but not "In Iowa voters".
func (s *story) prepositionInPhrase(k, lo int) (int, bool) {
	i := k - 1
	switch {
	case s.has(i, isBeforeNoun|isOf|isFor|isFrom|isAt|isIn|isWith|isNear|isOn|isAgainst|isTo):
	case s.has(i, isBy):
		if i <= lo || !s.is(i-1, lower) || s.endsLikeVerb(s.form(i-1)) {
			return k, false
		}
	default:
		return k, false
	}
	if i <= lo || s.is(i-1, punctuation|coordinator|auxiliary|subordinator|adverb|preposition) {
		return k, false
	}
	if e := s.words[i-1].entry; e != nil && e.verb != nil && e.noun == nil && s.is(i-1, lower) {
		return k, false // "talked to Trump"
	}
	if s.has(i, isTo|isOn|isIn) && s.is(i-1, timeWord) {
		return k, false
	}
	return i, true
}

// trimPhrase takes away words that can't begin or end a noun phrase.
func (s *story) trimPhrase(r rng, lo int) rng {
	for !r.empty() && !s.approximate(r.from) && (s.is(r.from, adverb|coordinator|preposition|stop|dash|comma|particle) && !s.is(r.from, determiner|quantifier) ||
		s.is(r.from, subordinator) && !s.is(r.from, determiner|capital)) {
		r.from++
	}
	for !r.empty() && s.is(r.from, timeWord) && !s.is(r.from, titleWord) && r.to-r.from > 1 {
		r.from++
	}
	for !r.empty() && s.is(r.to-1, comma|dash|adverb|coordinator) {
		r.to--
	}
	for i := r.from; i < r.to; i++ {
		if s.is(i, capital|lower|digit) && !s.is(i, preposition|adverb) {
			return r
		}
	}
	return rng{r.to, r.to}
}

// approximate reports whether a number follows word i, which makes it rough:
// "about 30 percent".
func (s *story) approximate(i int) bool {
	return s.is(i+1, digit) && s.is(i, adverb|preposition) && !s.has(i, isIn|isOn)
}

// phraseAfter returns the noun phrase that begins at from, at most up to hi.
// With open set, an apposition behind a comma belongs to it.
func (s *story) phraseAfter(from, hi int, open bool) rng {
	hi = min(hi, from+maxPhrase)
	i := from
	for i < hi {
		c := s.words[i].class
		if i == from && c&(subjectWord|objectWord) != 0 && c&capital == 0 {
			return rng{from, from + 1}
		}
		if c&openParen != 0 && i > from {
			if end := s.parenAfter(i, hi); end > 0 {
				i = end
				continue
			}
		}
		if !s.inPhrase(i, from) {
			break
		}
		i++
	}
	r := rng{from, i}
	for !r.empty() && s.is(r.to-1, preposition|adverb|coordinator|dash|comma) {
		r.to--
	}
	if open && !r.empty() {
		r.to = s.apposition(r.to, hi)
	}
	return r
}

// parenAfter returns the word behind the parenthesis opened at i, or 0.
func (s *story) parenAfter(i, hi int) int {
	for k := i + 1; k < min(hi, i+14); k++ {
		if s.is(k, closeParen) {
			return k + 1
		}
	}
	return 0
}

// inPhrase reports whether word i can go on a noun phrase that began at from.
func (s *story) inPhrase(i, from int) bool {
	c := s.words[i].class
	switch {
	case c&(comma|stop|colon|semicolon|openMark|openParen|closeParen|negation) != 0:
		return false
	case c&genitive != 0:
		return i > from
	case c&dash != 0:
		return i > from && s.words[i].Start == s.words[i-1].End
	case c&coordinator != 0:
		return i > from && s.has(i, isAndOr) && s.is(i-1, capital) && s.is(i+1, capital|possessive) ||
			s.has(i, isAnd) && s.has(i+1, isOthers)
	case c&timeWord != 0 && c&titleWord == 0:
		return s.is(i-1, determiner|possessive) || s.is(i+1, genitive) || c&capital == 0 && s.is(i-1, lower)
	case c&(auxiliary|relative|question) != 0 && c&determiner == 0:
		return c&capital != 0 && i > from && c&relative == 0
	case c&preposition != 0:
		switch {
		case s.has(i, isOf|isFor|isFrom|isAt|isWith|isNear):
			return i > from
		case s.has(i, isIn|isOn):
			return i > from && s.is(i+1, capital) && !s.is(i+1, timeWord) || i > from && s.has(i+1, isThe) && !s.is(i-1, capital)
		}
		return false
	case c&(subordinator|adverb) != 0 && c&(determiner|capital) == 0:
		return false
	case c&(determiner|possessive) != 0:
		return i == from || s.is(i-1, preposition|quantifier|coordinator) || s.has(i-1, isOf)
	case c&(subjectWord|objectWord) != 0 && c&capital == 0:
		return false
	case c&pastVerb != 0 && c&capital == 0 && i > from && !s.is(i-1, determiner|possessive):
		return false
	case s.words[i].entry != nil && s.words[i].entry.verb != nil && c&lower != 0 && i > from &&
		s.words[i].entry.shape&(past|present) != 0 && s.words[i].entry.noun == nil:
		return s.is(i-1, determiner|possessive)
	}
	return true
}

// apposition returns where the apposition behind a phrase ends, or end where
// there is none: ", a spokesman for the ministry".
func (s *story) apposition(end, hi int) int {
	if !s.is(end, comma) || end+1 >= hi {
		return end
	}
	first := s.words[end+1].class
	if first&(determiner|titleWord|lower) == 0 || first&(relative|preposition|coordinator|subordinator|auxiliary|adverb|subjectWord) != 0 && first&titleWord == 0 {
		return end
	}
	if first&(lower|ing) == lower|ing || s.words[end+1].entry != nil && s.words[end+1].entry.verb != nil && first&titleWord == 0 {
		return end
	}
	r := s.phraseAfter(end+1, hi, false)
	if r.empty() || !s.is(r.to, comma|stop|openMark) && r.to < hi {
		return end
	}
	return r.to
}

// speakerBefore returns the speaker that stands before a verb group that
// begins at end, with what may stand between them skipped: adverbials,
// appositions, relative clauses. shared says that the group has no subject of
// its own but is coordinated with one before it.
func (s *story) speakerBefore(end, lo int) (speaker rng, shared bool) {
	j := end
	for range 4 {
		k := s.skipAdverbial(j, lo)
		if k == j {
			break
		}
		j = k
	}
	if s.is(j-1, comma) && j-1 > lo {
		return s.overInsertion(j, lo)
	}
	if j-1 >= lo && s.is(j-1, coordinator) {
		return rng{}, true
	}
	return s.withRelative(s.phraseBefore(j, lo), lo), false
}

// skipAdverbial returns where the time adverbial that ends before j begins, or
// j if there is none.
func (s *story) skipAdverbial(j, lo int) int {
	k := j
	for k-1 > lo && (s.is(k-1, timeWord) && !s.personalName(k-1, lo) && !(s.is(k-1, capital) && s.has(k-1, isMay)) || s.is(k-1, digit) && k < j ||
		k < j && (s.has(k-1, isThis) || s.is(k-1, lower) && s.has(k-1, isNext))) {
		k--
	}
	if k < j && k-1 > lo && s.is(k-1, preposition) && !s.has(k-1, isOf) {
		return k - 1
	}
	if k < j && s.is(k-1, determiner|preposition|genitive) {
		return j // "of the year"
	}
	if k == j && k-1 > lo && (s.is(k-1, adverb) && !s.is(k-1, capital|subordinator) || s.is(k-1, lower) && s.has(k-1, isHimself)) {
		return k - 1
	}
	return k
}

// personalName reports whether the time word at i is part of a name.
func (s *story) personalName(i, lo int) bool {
	return i-1 >= lo && s.is(i, capital) && s.has(i, isMay) && s.is(i-1, capital)
}

// overInsertion returns the speaker before an insertion that ends with the
// comma at j-1: an apposition belongs to the speaker, a clause or an
// adverbial does not.
func (s *story) overInsertion(j, lo int) (rng, bool) {
	c := -1
	for k := j - 2; k >= max(lo, j-28); k-- {
		if s.is(k, comma) {
			c = k
			break
		}
		if s.is(k, semicolon|colon) || s.is(k, openMark) {
			break
		}
	}
	if c <= lo {
		return rng{}, false
	}
	phrase := s.phraseBefore(c, lo)
	if phrase.empty() {
		return rng{}, false
	}
	if phrase.to-phrase.from == 1 && s.is(phrase.from, timeWord) {
		return rng{}, false
	}
	first := s.words[c+1].class
	apposition := first&(determiner|possessive|titleWord|lower|capital) != 0 &&
		first&(relative|preposition|adverb|subordinator|auxiliary|ing|coordinator|subjectWord) == 0 && !s.clauseIn(rng{c + 1, j - 1})
	if apposition {
		return rng{phrase.from, j - 1}, false
	}
	return s.withRelative(phrase, lo), false
}

// withRelative lets a phrase that ends a relative clause begin with what the
// clause is about: "the man who shot Ruiz", "delegates who came from Ohio".
func (s *story) withRelative(r rng, lo int) rng {
	if r.empty() || s.is(r.from, subjectWord|relative) {
		return r
	}
	for k := r.from - 1; k > max(lo, r.from-14); k-- {
		if s.has(k, isWho) {
			if before := s.phraseBefore(k, lo); !s.is(k-1, comma) && !before.empty() && !s.is(before.from, subjectWord) {
				r.from = before.from
			}
			return r
		}
		if s.is(k, comma|stop|colon|semicolon|dash|openMark|subordinator|relative|coordinator) {
			return r
		}
	}
	return r
}
