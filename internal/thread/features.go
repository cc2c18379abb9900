package thread

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
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
	fStatus // a status that is not the other's
	fGap    // days between the postings, their logarithm over 4
	features
)

// featureNames are the names of the features in weights and figures.
var featureNames = [features]string{"lemma", "lemma rare", "stem", "cosine", "no vector", "type", "mode", "noun and verb",
	"doer", "doer apart", "undergoer", "undergoer apart", "crossed", "shared", "bare", "place", "place apart", "day", "day near", "day apart",
	"words", "stories", "same story", "same sentence", "status", "gap"}

// Features are the numbers of two mentions that the model reads.
type Features [features]float32

// FeatureNames returns the names of the features in their order.
func FeatureNames() []string { return slices.Clone(featureNames[:]) }

// FeaturesOf returns the features of two mentions of stories as like as near says.
func FeaturesOf(a, b Told, near float64) Features {
	var f Features
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
	f[fWords] = float32(dot(a.Story.Sentences[a.Sentence].Terms, b.Story.Sentences[b.Sentence].Terms))
	f[fStories] = float32(near)
	set(fSameStory, a.Story.ID == b.Story.ID)
	set(fSameSentence, a.Story.Version == b.Story.Version && a.Sentence == b.Sentence)
	set(fStatus, a.Status != b.Status)
	f[fGap] = gap(a.Story.Posted, b.Story.Posted)
	return f
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
	if len(last) < 4 || len(short) >= len(long) || last[0] < 'A' || last[0] > 'Z' && last[0] < 0x80 {
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
