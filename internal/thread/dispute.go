package thread

import (
	"math"
	"slices"
)

// The features of two things that two sentences say and that may contradict each
// other, each 0 to 1 unless it says otherwise. The judge knows them by these names.
const (
	dStories        = iota // how like the stories are
	dOneStory              // both stand in one text
	dDistance              // one over how many sentences lie between them there
	dWords                 // the sentences' words
	dOwnWords              // those that few sentences of the stories share before others
	dAround                // the words of the one's sentence and those around the other's
	dActs                  // like acts in both sentences
	dGap                   // days between the postings, of ten
	dDay                   // the same stated day
	dDayNear               // stated days that meet
	dDayApart              // stated days that do not
	dLikelyDay             // the days that are stated or that posting bounds are one
	dDaysApart             // how far those lie apart
	dJoined                // both are of one happening
	dJoinedSentence        // something that the sentences tell is
	dJoinedNear            // something that is told around them is
	dJoinedMuch            // how much of the stories is, its logarithm over 4
	dVoices                // both are told by somebody
	dVoice                 // one is, the other by the outlet
	dVoicesApart           // both are told by somebody of another country
	dOutlet                // one outlet tells both, in two stories
	dPlace                 // the same place
	dPlaceApart            // two places
	dCast                  // who and what stands with both
	dWhat                  // numbers: of the same
	dPeople                // of people, whatever the word
	dAlone                 // nothing beside one says what it counts, half; beside both
	dUnit                  // in a unit
	dAct                   // what is counted does or undergoes the same
	dActKin                // or something like it
	dTypes                 // how likely the acts are of one type
	dRatio                 // the logarithm of their ratio, of a hundred
	dSize                  // the logarithm of the less, of a million
	dFew                   // the less is below ten
	dBounds                // one is told as a bound or an estimate
	dTotal                 // one is a sum over several happenings
	dGiven                 // one text gives the other's number as well
	dChoice                // one over how many numbers of the other text each may be held against
	dChoiceMore            // of the one that has more
	dLemma                 // acts: the same
	dStem                  // of one stem
	dKin                   // like ones
	dRare                  // how rare the less rare word is
	dDoer                  // the doers are the same
	dDoerApart             // they are others
	dUndergoer             // the same of whom it is done to
	dUndergoerApart        //
	dCross                 // a doer of one is whom it is done to in the other
	dShared                // arguments in common whatever their parts
	dSure                  // how sure it is that the less sure one tells of an event
	dSureMore              // of the surer one
	dEvents                // both are events of their records, half if one is
	dNouns                 // nouns, half if one is
	dFirst                 // the joiner's log odds that they are one, over 8
	dAccused               // who denies is who does it, or of his country
	dBlame                 // each blames the other's side
	dSelf                  // one speaker tells both
	dThing                 // numbers: how well it is known that they count one thing
	dThingVoices           // that, of two tellers
	dThingDay              // that, on one day
	dDenial                // acts: how well it is known that they are one act of the same people
	dDenialVoices          // that, of two tellers
	dIssued                // governments issued both texts, which tell of their own acts
	disputes
)

// disputeNames are the names of the features in weights.
var disputeNames = [disputes]string{"stories", "one story", "distance", "words", "own words", "around", "acts", "gap", "day", "day near", "day apart", "likely day", "days apart",
	"joined", "joined sentence", "joined near", "joined much", "voices", "voice", "voices apart", "outlet", "place", "place apart", "cast",
	"what", "people", "alone", "unit", "act", "act kin", "types", "ratio", "size", "few", "bounds", "total", "given", "choice", "choice more",
	"lemma", "stem", "kin", "rare", "doer", "doer apart", "undergoer", "undergoer apart", "cross", "shared", "sure", "sure more", "events", "nouns", "first", "accused", "blame", "self", "thing", "thing voices", "thing day", "denial", "denial voices", "issued"}

// DisputeNames returns the names of the features in their order.
func DisputeNames() []string { return slices.Clone(disputeNames[:]) }

// A Dispute is two things that two sentences say and that may contradict each
// other, before the judge has said how likely they do.
type Dispute struct {
	Conflict
	Features [disputes]float32
}

// Disputes returns what of two stories, or of one with itself, may contradict each
// other. same reports whether two mentions are of one happening.
func (j *Joiner) Disputes(a, b *Story, same func(x, y MentionID) bool) []Dispute {
	p := j.pair(a, b, same)
	if p == nil || p.a.ID == p.b.ID && p.a.Version != p.b.Version {
		return nil // versions of one story are updates
	}
	return append(p.figures(), p.acts()...)
}

// set sets features that hold.
func (d *Dispute) set(feature int, on bool) {
	if on {
		d.Features[feature] = 1
	}
}

// both sets a feature to 1 where something holds for both sides, to a half where it
// does for one.
func (d *Dispute) both(feature int, a, b bool) {
	for _, on := range []bool{a, b} {
		if on {
			d.Features[feature] += 0.5
		}
	}
}

// A said is what two things that are compared have, whatever they are.
type said struct {
	sentence int
	by       string
	when     Interval
	where    *Place
}

// ground sets what is known of two sentences whatever they say.
func (p *pair) ground(d *Dispute, a, b said) {
	f := &d.Features
	one := p.a.Version == p.b.Version
	f[dStories] = float32(p.near)
	d.set(dOneStory, one)
	if one && p.a.Format >= 2 {
		f[dDistance] = 1 / float32(max(1, a.sentence-b.sentence, b.sentence-a.sentence))
	}
	like := p.between().sentences(Told{Story: p.a, Mention: &Mention{Sentence: a.sentence}}, Told{Story: p.b, Mention: &Mention{Sentence: b.sentence}})
	f[dWords], f[dOwnWords], f[dAround], f[dActs] = like.words, like.own, like.around, like.acts
	f[dGap] = float32(min(dayGap(p.a.Posted, p.b.Posted), farDays)) / farDays
	at := days(a.when, b.when)
	d.set(dDay, at == equal)
	d.set(dDayNear, at == overlapping)
	d.set(dDayApart, at == disjoint)
	f[dLikelyDay], f[dDaysApart] = likelyDays(&Mention{When: a.when}, &Mention{When: b.when})
	f[dPlace], f[dPlaceApart] = places(a.where, b.where)
	d.set(dVoices, a.by != "" && b.by != "")
	d.set(dVoice, (a.by != "") != (b.by != ""))
	x, y := countryOf(p.a, a.sentence), countryOf(p.b, b.sentence)
	d.set(dVoicesApart, x != "" && y != "" && x != y)
	d.set(dIssued, p.a.Issuer != "" && p.b.Issuer != "")
	d.set(dOutlet, !one && p.a.Outlet == p.b.Outlet)
	p.tied(d, a.sentence, b.sentence)
}

// tied sets what two sentences, and those around them, tell of in common.
func (p *pair) tied(d *Dispute, x, y int) {
	joined := p.joined()
	d.set(dJoinedSentence, joined[[2]int{x, y}])
	for i := -1; i <= 1; i++ {
		for k := -1; k <= 1; k++ {
			d.set(dJoinedNear, joined[[2]int{x + i, y + k}])
		}
	}
	d.Features[dJoinedMuch] = float32(min(math.Log1p(float64(len(joined)))/4, 1))
}

// mostBound is how many mentions of a text are looked at for what it tells in
// common with another: all of a feature of a thousand words.
const mostBound = 128

// joined returns which sentences of the two stories tell of one happening.
func (p *pair) joined() map[[2]int]bool {
	if p.bound != nil {
		return p.bound
	}
	p.bound = map[[2]int]bool{}
	ids := func(s *Story) (out []MentionID) {
		for i := range s.Mentions[:min(len(s.Mentions), mostBound)] {
			out = append(out, IDOf(s.Version, s.Mentions[i].Trigger.Start))
		}
		return out
	}
	as, bs := ids(p.a), ids(p.b)
	for x := range as {
		for y := p.first(x); y < len(bs); y++ {
			m, n := p.a.Mentions[x].Sentence, p.b.Mentions[y].Sentence
			if (p.a.Version != p.b.Version || m != n) && p.same(as[x], bs[y]) {
				p.bound[[2]int{m, n}] = true
			}
		}
	}
	return p.bound
}

// countryOf returns the country of who says a sentence.
func countryOf(s *Story, sentence int) string {
	if by := s.Sentences[sentence].By; by != nil {
		return by.Country
	}
	return ""
}
