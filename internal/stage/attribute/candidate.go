package attribute

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// A pattern says by which construction an attribution was found.
type pattern uint8

//go:generate go tool -modfile=../../../tools/go.mod stringer -type pattern -output pattern_string.go

// The patterns; data/en/wording.txt has how they are told. Confidence is measured for each.
const (
	quoteThenCue   pattern = iota // "…," X said
	cueThenQuote                  // X said, "…"
	thatClause                    // X said that …
	bareClause                    // X said …
	whClause                      // X asked whether …
	toInfinitive                  // X promised to …, X urged Y to …
	objectPhrase                  // X criticized …
	linkedPhrase                  // X called for …
	clauseThenCue                 // …, X said
	accordingTo                   // according to X
	asSpeaker                     // as X put it
	nounThat                      // X's claim that, reports of
	adjectiveThat                 // X is confident that
	passiveNobody                 // is believed to
	byPhrase                      // is supported by X
	hearsay                       // reportedly
	unclear                       // it is unclear whether
	namePrefix                    // X: …
	turn                          // X: … in a transcript
	nameSuffix                    // … — X
	seems                         // seems to
	asked                         // asked whether, by nobody
	poll                          // in a poll
	relativeBefore                // which he has denied
	openCue                       // a cue that no list knows, beside a quotation
	treeClause                    // a verb and the clause that is its object
	asSaying                      // quoted X as saying
	citing                        // citing X
	learned                       // as the tagger reads it, against the patterns
	patternCount
)

// A candidate is a possible attribution.
type candidate struct {
	speaker    rng
	cue        rng
	content    []rng
	pattern    pattern
	verb       *verb
	act        readout.Act
	g          group           // the verb group, if the cue is a verb
	shared     bool            // takes the speaker of the cue before it
	forward    bool            // the content begins behind the cue
	end        int             // where the content ended before it was trimmed
	confidence float64         // how likely it is right
	inside     int             // cue of the candidate that holds a "citing", else 0
	tag        *tagged         // what the tagger says of it, nil without one
	inner      bool            // stands only in the content of another
	drop       trace.Rule      // what drops it; the zero Rule keeps it
	evidence   []trace.Feature // what speaks for and against it, where there is a trace
}

// cover returns the words from the first to the last of the candidate.
func (c *candidate) cover() rng {
	r := c.cue
	if !c.speaker.empty() {
		r = rng{min(r.from, c.speaker.from), max(r.to, c.speaker.to)}
	}
	return r
}

// ownThought reports whether the candidate is "I think", "you know" within a
// quotation: the one who is quoted says so and no other.
func (s *story) ownThought(c *candidate) bool {
	if s.words[c.g.at].quote < 0 || c.speaker.to-c.speaker.from != 1 {
		return false
	}
	switch {
	case s.has(c.speaker.from, isYou):
		return true
	case s.has(c.speaker.from, isI|isWe):
		if c.shared {
			return false
		}
		switch c.act {
		case readout.Say, readout.Confirm, readout.Wish, readout.Predict:
			return c.g.negation < 0 || c.verb.frames&quotes == 0 || c.verb.traits&thinks != 0
		}
	}
	return false
}

// phraseFrom returns the noun phrase that begins a clause.
func (s *story) phraseFrom(room rng) rng {
	i := room.from
	for i < room.to && s.is(i, coordinator|adverb|openMark) && !s.is(i, determiner) {
		i++
	}
	if s.is(i, preposition|subordinator) && !s.is(i, determiner) {
		for k := i; k < min(room.to, i+12); k++ {
			if s.is(k, comma) {
				return s.phraseAfter(k+1, room.to, true)
			}
		}
		return rng{}
	}
	return s.phraseAfter(i, room.to, true)
}

// beforeAuxiliaries returns where the auxiliaries and adverbs before i begin.
func (s *story) beforeAuxiliaries(i, lo int) int {
	for i > lo && s.is(i-1, auxiliary|adverb|negation) && !s.is(i-1, capital) {
		i--
	}
	return i
}
