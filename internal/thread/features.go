package thread

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// The features of two mentions, each 0 to 1 unless it says otherwise. The model
// knows them by these names.
const (
	fLemma      = iota // the same head lemma
	fLemmaRare         // the same, by how rare the lemma is
	fStem              // lemmas of one stem: "resign", "resignation"
	fCosine            // of the triggers' vectors, -1 to 1; 0 without
	fNoVector          // one of them has no vector
	fType              // the same type of event
	fMode              // a mode in common
	fPartOfWord        // one is a noun, the other a verb
	fDoer              // the doers are the same, by how well that is known
	fDoerApart         // both name their doers, and they are others
	fUndergoer         // the same of whom it is done to
	fUndergoerApart
	fCross  // a doer of one is whom it is done to in the other
	fShared // arguments in common whatever their parts, 0 to 3, over 3
	fBare   // one of them has no arguments at all
	fPlace  // the same place, or one within the other
	fPlaceApart
	fDay // the same day
	fDayNear
	fDayApart
	fWords   // the sentences' words, cosine by rarity
	fStories // the stories' words
	fSameStory
	fSameSentence
	fStatus    // a status that is not the other's
	fGap       // days between the postings, their logarithm over 4
	fKin       // acts that the list of acts takes for like
	fLead      // both stand at the head of their stories
	fAround    // the words of the one's sentence and those around the other's
	fDayPosted // the day that one states is that on which the other was posted, or the day before
	fDayOld    // it is earlier than that
	fSure      // how sure it is that the less sure one tells of an event
	fBoth      // both are events of their records
	fTypes     // how likely they are of one type
	fKinAround // like acts in both sentences
	fOwnWords  // the sentences' words, those that few sentences of the two stories share before others
	fOwnCast   // arguments in common, those that few mentions of the two stories have before others
	fFigure    // both sentences give one number of one thing
	fFigureApart
	fLikelyDay // the days that are stated or that posting bounds are one, half if they lie a day apart
	fDaysApart // how far they lie apart, of ten days
	fNoTypes   // the network says nothing of the one's types
	// What follows is known once all mentions of two stories are compared by what
	// stands above: see [rivals].
	fFirst     // the first model's log odds, over 8
	fRivalLess // how much likelier this pair is than the next best of the mention that has a better one, over 4
	fRivalMore // of the other mention
	// What follows, which the first model does not know, tells whether they tell of a
	// particular happening: see [between.particular].
	fPhrases      // the words of the phrases that stand with them
	fPhrasesApart // both have such, and none in common
	fNames        // the names of the sentences
	fNamesApart   // both have names, and none in common
	fTeller       // one tells both sentences, by how well that is known
	fTellerApart  // two do
	fTellerOne    // somebody tells the one, the outlet the other
	fOutlet       // one outlet has both stories
	fProper       // one of the words is written as part of a name
	fEvent        // one is an event of its record, the other is not
	fUnreal       // neither is said to have happened
	fNouns        // both are nouns
	fSureMore     // how sure it is that the surer one tells of an event
	fRare         // how rare the less rare word is
	fLong         // how many mentions the stories have, the logarithm of the product over 12
	fWhole        // how many arguments the one with fewer has, of 4
	features
)

// featureNames are the names of the features in weights and figures.
var featureNames = [features]string{"lemma", "lemma rare", "stem", "cosine", "no vector", "type", "mode", "noun and verb",
	"doer", "doer apart", "undergoer", "undergoer apart", "crossed", "shared", "bare", "place", "place apart", "day", "day near", "day apart",
	"words", "stories", "same story", "same sentence", "status", "gap", "kin", "lead", "around", "day posted", "day old", "sure", "both", "types", "kin around",
	"own words", "own cast", "figure", "figure apart", "likely day", "days apart", "no types", "first", "rival less", "rival more",
	"phrases", "phrases apart", "names", "names apart", "teller", "teller apart", "teller one", "outlet", "proper", "event", "unreal", "two nouns", "sure more", "rare", "long", "whole"}

// Features are the numbers of two mentions that the model reads.
type Features [features]float32

// FeatureNames returns the names of the features in their order.
func FeatureNames() []string { return slices.Clone(featureNames[:]) }

// features returns the features of two mentions but for those of [rivals].
func (w *between) features(a, b Told) Features {
	var f Features
	j := w.j
	set := func(i int, on bool) {
		if on {
			f[i] = 1
		}
	}
	set(fLemma, a.Lemma == b.Lemma)
	if a.Lemma == b.Lemma {
		f[fLemmaRare] = min(a.Rare, b.Rare) / 10
	}
	set(fStem, a.Lemma != b.Lemma && sameStem(a.Lemma, b.Lemma))
	if len(a.Vector) > 0 && len(a.Vector) == len(b.Vector) {
		f[fCosine] = float32(cosine(a.Vector, b.Vector))
	} else {
		f[fNoVector] = 1
	}
	set(fType, a.Type != "" && a.Type == b.Type)
	set(fMode, a.Type == b.Type && slices.ContainsFunc(a.Modes, func(m string) bool { return slices.Contains(b.Modes, m) }))
	set(fPartOfWord, a.Noun != b.Noun)
	f[fDoer], f[fDoerApart] = roles(a.Args, b.Args, Doer, Doer)
	f[fUndergoer], f[fUndergoerApart] = roles(a.Args, b.Args, Undergoer, Undergoer)
	x, _ := roles(a.Args, b.Args, Doer, Undergoer)
	y, _ := roles(a.Args, b.Args, Undergoer, Doer)
	f[fCross] = max(x, y)
	f[fShared] = shared(a.Args, b.Args)
	set(fBare, len(a.Args) == 0 || len(b.Args) == 0)
	f[fPlace], f[fPlaceApart] = places(a.Where, b.Where)
	switch days(a.When, b.When) {
	case equal:
		f[fDay] = 1
	case overlapping:
		f[fDayNear] = 1
	case disjoint:
		f[fDayApart] = 1
	}
	f[fStories] = float32(w.near)
	set(fSameStory, a.Story.ID == b.Story.ID)
	set(fSameSentence, a.Story.Version == b.Story.Version && a.Sentence == b.Sentence)
	set(fStatus, a.Status != b.Status)
	f[fGap] = gap(a.Story.Posted, b.Story.Posted)
	f[fKin] = 1
	if a.Lemma != b.Lemma {
		f[fKin] = j.acts.akin(a.Lemma, b.Lemma)
	}
	f[fLead] = lead(a) * lead(b)
	like := w.sentences(a, b)
	f[fKinAround], f[fWords], f[fAround], f[fOwnWords], f[fFigure], f[fFigureApart] = like.acts, like.words, like.around, like.own, like.figure, like.apart
	f[fOwnCast] = w.ownCast(a.Args, b.Args)
	f[fLikelyDay], f[fDaysApart] = likelyDays(a.Mention, b.Mention)
	set(fNoTypes, len(a.Types) == 0 || len(b.Types) == 0)
	f[fDayPosted], f[fDayOld] = dayPosted(a, b)
	f[fSure] = min(a.Sure, b.Sure)
	f[fTypes] = sameType(a.Mention, b.Mention)
	set(fBoth, a.Event != "" && b.Event != "")
	return f
}

// sameType returns how likely two mentions are of one type.
func sameType(a, b *Mention) float32 {
	if len(a.Types) != len(b.Types) {
		return 0
	}
	sum := 0
	for i := range a.Types {
		sum += int(a.Types[i]) * int(b.Types[i])
	}
	return float32(sum) / (255 * 255)
}

// leadBytes is how far into a text its lead reaches, about.
const leadBytes = 400

// lead returns how near to the head of its text a mention stands, 0 to 1.
func lead(t Told) float32 {
	return float32(math.Exp(-float64(t.Trigger.Start) / leadBytes))
}

// around returns how like the sentence of a is to those that stand around b's.
func around(a, b Told) float64 {
	terms, best := a.Story.Sentences[a.Sentence].Terms, 0.0
	if a.Story.Version == b.Story.Version || b.Story.Format < 2 {
		return 0
	}
	for _, k := range []int{b.Sentence - 1, b.Sentence + 1} {
		if k >= 0 && k < len(b.Story.Sentences) {
			best = max(best, dot(terms, b.Story.Sentences[k].Terms))
		}
	}
	return best
}

// dayPosted compares a day that one mention states with the posting of the
// other, which states none.
func dayPosted(a, b Told) (same, old float32) {
	if a.When.Stated == b.When.Stated {
		return 0, 0
	}
	if b.When.Stated {
		a, b = b, a
	}
	if !exactDay(a.When) || len(b.Story.Posted) < 10 || b.Status == readout.Planned {
		return 0, 0
	}
	x, err := dayNumber(a.When.From)
	y, also := dayNumber(b.Story.Posted[:10])
	switch {
	case err != nil || also != nil:
		return 0, 0
	case x == y || x == y-1:
		return 1, 0
	case x < y-1:
		return 0, 1
	}
	return 0, 0
}

// cosine returns the cosine of two vectors.
func cosine(a, b []int8) float64 {
	var ab, aa, bb int32
	for i, x := range a {
		y := b[i]
		ab, aa, bb = ab+int32(x)*int32(y), aa+int32(x)*int32(x), bb+int32(y)*int32(y)
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return float64(ab) / math.Sqrt(float64(aa)*float64(bb))
}

// leastStem is how many letters two lemmas share that may be of one stem.
const leastStem = 4

// sameStem reports whether two lemmas begin alike and differ in their endings
// alone: "destroy", "destruction" are not found so, "resign", "resignation" are.
func sameStem(a, b string) bool {
	a, _, _ = strings.Cut(a, " ")
	b, _, _ = strings.Cut(b, " ")
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= leastStem && utf8.RuneCountInString(a[n:]) <= 5 && utf8.RuneCountInString(b[n:]) <= 5 && 2*n > max(len(a), len(b))-1
}

// roles returns how well the best two arguments with these parts are known to
// be the same, and whether all that are named are others.
func roles(a, b []Argument, pa, pb Part) (same, apart float32) {
	named := false
	for i := range a {
		if a[i].Part != pa {
			continue
		}
		for k := range b {
			if b[k].Part != pb {
				continue
			}
			s := sameActor(&a[i].Actor, &b[k].Actor)
			same = max(same, s)
			named = named || a[i].known() && b[k].known()
		}
	}
	if named && same < 0.4 {
		apart = 1
	}
	return same, apart
}

// known reports whether an actor is named, so that another name is another.
func (a *Actor) known() bool { return a.ID != "" || a.Named }

// sameActor returns how well two actors are known to be the same: by id, by
// name, by the name's last word or the head of the phrase, by kind and country.
func sameActor(a, b *Actor) float32 {
	switch {
	case a.ID != "" && a.ID == b.ID:
		return 1
	case a.Name != "" && strings.EqualFold(a.Name, b.Name):
		return 0.95
	case a.Head != "" && a.Head == b.Head && (a.ID == "" || b.ID == ""):
		return 0.7
	case within(a.Name, b.Name) || within(b.Name, a.Name):
		return 0.7
	case a.Country != "" && a.Country == b.Country && a.Sector != "" && a.Sector == b.Sector:
		return 0.5
	case a.Country != "" && a.Country == b.Country && (governs(a) || governs(b)):
		return 0.4
	}
	return 0
}

// governs reports whether an actor is a state or its government, which stands
// for those who act for it: "Peru", "the police".
func governs(a *Actor) bool { return a.Kind == "country" || a.Kind == "government" }

// within reports whether the last word of a short name stands in a longer one:
// "Condori" in "Wilber Condori".
func within(short, long string) bool {
	last := short[strings.LastIndexByte(short, ' ')+1:]
	if len(last) < 4 || len(short) >= len(long) || last[0] < 'A' || last[0] > 'Z' && last[0] < 0x80 || !strings.Contains(long, last) {
		return false
	}
	for w := range strings.FieldsSeq(long) {
		if w == last {
			return true
		}
	}
	return false
}

// shared returns how many arguments two mentions have in common, whatever
// their parts, of 3.
func shared(a, b []Argument) float32 {
	n := float32(0)
	for i := range a {
		best := float32(0)
		for k := range b {
			best = max(best, sameActor(&a[i].Actor, &b[k].Actor))
		}
		n += best
	}
	return min(n, 3) / 3
}

// sameTown is how many kilometres two points of one town may lie apart.
const sameTown = 25

// places says whether two places are the same or one holds the other, or
// whether they lie apart.
func places(a, b *Place) (same, apart float32) {
	if a == nil || b == nil {
		return 0, 0
	}
	switch {
	case a.ID != "" && a.ID == b.ID, strings.EqualFold(a.Name, b.Name):
		return 1, 0
	case a.Country != "" && b.Country != "" && a.Country != b.Country:
		return 0, 1
	case a.Precision == "country" || b.Precision == "country":
		return 0.4, 0
	case a.ID == "" || b.ID == "":
		return 0, 0
	case a.Admin1 != "" && a.Admin1 == b.Admin1 && (a.Precision == "region" || b.Precision == "region"):
		return 0.7, 0
	case a.Lat != 0 && b.Lat != 0 && kilometres(a, b) <= sameTown:
		return 0.7, 0
	}
	return 0, 1
}

// kilometres returns about how far two places lie apart.
func kilometres(a, b *Place) float64 {
	dy := (a.Lat - b.Lat) * 111.2
	dx := (a.Lon - b.Lon) * 111.2 * math.Cos((a.Lat+b.Lat)/2*math.Pi/180)
	return math.Hypot(dx, dy)
}

// gap returns the logarithm of the days between two postings, over 4; 0 if one
// is unknown.
func gap(a, b string) float32 {
	if len(a) < 10 || len(b) < 10 {
		return 0
	}
	x, err := dayNumber(a[:10])
	y, also := dayNumber(b[:10])
	if err != nil || also != nil {
		return 0
	}
	return float32(min(math.Log1p(math.Abs(float64(x-y))), 4) / 4)
}
