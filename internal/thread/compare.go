package thread

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// link returns the link of two mentions, and whether there is one.
func (w *between) link(a, b Told, f *Features) (Link, bool) {
	l := Link{A: min(a.ID(), b.ID()), B: max(a.ID(), b.ID())}
	if UnitOf(a) == UnitOf(b) {
		return oneUnit(a.ID(), b.ID()), true
	}
	switch {
	case a.Story.Version == b.Story.Version && a.Sentence == b.Sentence && a.Lemma != b.Lemma:
		return l, false // two words of one sentence are two happenings
	case f[fLemma]+f[fStem] == 0 && f[fDoerApart] > 0 && f[fUndergoer] < 0.4:
		return l, false // another act, by others
	}
	if l.P = w.j.probability(f, a, b); l.P < Offer {
		return l, false
	}
	l.Why = why(a, b, f)
	if apart(a, b, f) {
		l.P, l.Apart = 0, true
	}
	return l, true
}

// probability returns how likely the model holds two mentions with these features
// to tell of one happening, whatever else excludes it. What governments issue is
// about many matters in like words, and each tells of its own acts: two releases are
// of one happening far less often than two reports that are as like, so they have a
// model of their own.
func (j *Joiner) probability(f *Features, a, b Told) float64 {
	switch {
	case !given(a, b) && a.Story.Issuer != "" && b.Story.Issuer != "":
		return j.Released.p(f)
	case !given(a, b):
		return j.Found.p(f)
	case f[fNoVector] > 0:
		return j.None.p(f)
	}
	return j.Vectors.p(f)
}

// Given is the event of words that are given as those of events. What counts as
// one differs from what is found in a text, so they have models of their own.
const Given readout.EventID = "given"

// given reports whether both words are given.
func given(a, b Told) bool { return a.Event == Given && b.Event == Given }

// nearVectors is the cosine of triggers below which words that are not akin
// otherwise are not compared.
const nearVectors = 0.15

// nearSentences is how like the sentences are whose words may tell of one
// happening though nothing says so of their acts.
const nearSentences = 0.12

// far reports two mentions, by their numbers, that are too different to be worth
// comparing: acts that have nothing to do with each other, in sentences that have
// not either.
func (w *between) far(x, y int) bool {
	a, b := &w.a.Mentions[x], &w.b.Mentions[y]
	if a.Lemma == b.Lemma || a.Type != "" && a.Type == b.Type || sameStem(a.Lemma, b.Lemma) {
		return false
	}
	if a.Event != Given || b.Event != Given {
		if w.kin.of(w.kin.mentions[0][x], w.kin.mentions[1][y]) > 0 || w.ownWords(a.Sentence, b.Sentence) >= nearSentences {
			return false
		}
	}
	return len(a.Vector) == 0 || len(a.Vector) != len(b.Vector) || cosine(a.Vector, b.Vector) < nearVectors
}

// maxDays is how many days two stated days of one happening may lie apart:
// outlets have clocks of their own, and slips.
const maxDays = 1

// opposed are types of events of which one undoes or contradicts the other:
// they are never one happening, though both may be told of the same two.
var opposed = map[[2]string]bool{
	{"AGREE", "REJECT"}: true, {"CONCEDE", "REJECT"}: true, {"COOPERATE", "REJECT"}: true, {"ACCUSE", "SUPPORT"}: true,
	{"COERCE", "CONCEDE"}: true, {"COERCE", "RETREAT"}: true, {"ASSAULT", "RETREAT"}: true, {"AID", "SANCTION"}: true, {"AID", "ASSAULT"}: true,
	{"AGREE", "THREATEN"}: true, {"MOBILIZE", "RETREAT"}: true, {"CONSULT", "ASSAULT"}: true, {"ASSAULT", "CONSULT"}: true,
}

// against reports whether the records of both say that they are of opposed types.
func against(a, b *Mention) bool {
	if a.Event == "" || b.Event == "" || a.Lemma == b.Lemma {
		return false
	}
	return opposed[[2]string{min(a.Type, b.Type), max(a.Type, b.Type)}]
}

// apart reports whether something excludes that two mentions tell of one
// happening, however alike they are.
func apart(a, b Told, f *Features) bool {
	switch {
	case f[fDayApart] > 0 && exactDay(a.When) && exactDay(b.When) && daysBetween(a.When, b.When) > maxDays:
		return true
	case f[fSameSentence] > 0 && (f[fUndergoerApart] > 0 || f[fDoerApart] > 0):
		return true
	case f[fPlaceApart] > 0 && f[fDayApart] > 0, against(a.Mention, b.Mention):
		return true
	case early(a, b), early(b, a), alone(a.Args, b.Args):
		return true
	case held(a, b) && f[fPlaceApart] > 0: // two gatherings of one day
		return true
	}
	return victims(a.Args, b.Args) || nations(a, b)
}

// together are types of events that several countries do together, so that each
// report may name another of them.
var together = map[string]bool{"CONSULT": true, "AGREE": true, "COOPERATE": true, "SUPPORT": true, "PROTEST": true}

// nations reports whether both acts are done by people or bodies of countries
// that are others, and are not such as countries do together.
func nations(a, b Told) bool {
	if given(a, b) || together[a.Type] || together[b.Type] {
		return false
	}
	x, y := doerCountries(a.Args), doerCountries(b.Args)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	return !slices.ContainsFunc(x, func(c string) bool { return slices.Contains(y, c) })
}

// doerCountries returns the countries of those who do something.
func doerCountries(args []Argument) (out []string) {
	for i := range args {
		if args[i].Part == Doer && args[i].Country != "" {
			out = append(out, args[i].Country)
		}
	}
	return out
}

// early reports whether a was told as done before the day on which b happened:
// clocks and zones differ by less than two days.
func early(a, b Told) bool {
	if a.Status != readout.Asserted || b.Status != readout.Asserted || !b.When.Stated || len(a.Story.Posted) < 10 {
		return false
	}
	posted, err := dayNumber(a.Story.Posted[:10])
	from, also := dayNumber(b.When.From)
	return err == nil && also == nil && from-posted >= 2
}

// alone reports whether both acts are done to nobody by persons who are named
// and are others: two resignations.
func alone(a, b []Argument) bool {
	var x, y *Actor
	for i := range a {
		if a[i].Part == Undergoer {
			return false
		}
		if a[i].Part == Doer && a[i].Kind == "person" && a[i].known() {
			x = &a[i].Actor
		}
	}
	for i := range b {
		if b[i].Part == Undergoer {
			return false
		}
		if b[i].Part == Doer && b[i].Kind == "person" && b[i].known() {
			y = &b[i].Actor
		}
	}
	return x != nil && y != nil && sameActor(x, y) == 0
}

// held reports whether both are gatherings, which are in one place each.
func held(a, b Told) bool {
	return a.Type == b.Type && (a.Type == "PROTEST" || a.Type == "CONSULT") && exactPlace(a.Where) && exactPlace(b.Where)
}

// exactPlace reports a place that is a town or less.
func exactPlace(p *Place) bool { return p != nil && (p.Precision == "town" || p.Precision == "point") }

// exactDay reports an interval that is a day or less.
func exactDay(w Interval) bool { return w.From == w.To && w.Precision != readout.NoPrecision }

// daysBetween returns the days between two intervals that do not meet.
func daysBetween(a, b Interval) int64 {
	if a.From > b.From {
		a, b = b, a
	}
	x, err := dayNumber(a.To)
	y, also := dayNumber(b.From)
	if err != nil || also != nil {
		return 0
	}
	return y - x
}

// victims reports whether both acts are done to persons who are named and are
// others.
func victims(a, b []Argument) bool {
	found := false
	for i := range a {
		if a[i].Part != Undergoer || a[i].Kind != "person" || !a[i].known() {
			continue
		}
		for k := range b {
			if b[k].Part != Undergoer || b[k].Kind != "person" || !b[k].known() {
				continue
			}
			if sameActor(&a[i].Actor, &b[k].Actor) >= 0.4 {
				return false
			}
			found = true
		}
	}
	return found
}

// why says in a sentence what speaks for one happening.
func why(a, b Told, f *Features) string {
	var out []string
	switch {
	case f[fLemma] > 0 || f[fStem] > 0:
		out = append(out, "same act: "+strings.Join(distinct(a.Text, b.Text), ", "))
	case f[fType] > 0:
		out = append(out, "like acts: "+strings.Join(distinct(a.Text, b.Text), ", "))
	default:
		out = append(out, "told with "+strings.Join(distinct(a.Text, b.Text), ", "))
	}
	if f[fDoer] >= 0.7 {
		out = append(out, "same actor")
	}
	if f[fUndergoer] >= 0.7 {
		out = append(out, "done to the same")
	}
	if f[fDoer] < 0.7 && f[fUndergoer] < 0.7 && f[fShared] >= 0.3 {
		out = append(out, "who and what stand with it are alike")
	}
	if f[fPlace] >= 0.7 {
		out = append(out, "same place")
	}
	if f[fDay] > 0 {
		out = append(out, "same day")
	}
	if f[fWords] >= 0.3 {
		out = append(out, "like sentences")
	}
	if f[fStories] >= 0.4 {
		out = append(out, "stories about the same")
	}
	return strings.Join(out, "; ")
}

// distinct returns the words once each.
func distinct(a, b string) []string {
	if strings.EqualFold(a, b) {
		return []string{a}
	}
	if b < a {
		a, b = b, a
	}
	return []string{a, b}
}

// A meeting says how two intervals lie.
type meeting int

const (
	unknown meeting = iota
	disjoint
	overlapping
	equal
)

// days says how two stated intervals lie.
func days(a, b Interval) meeting {
	switch {
	case a.From == "" || b.From == "" || !a.Stated || !b.Stated:
		return unknown
	case a.From == b.From && a.To == b.To:
		return equal
	case a.To < b.From || b.To < a.From:
		return disjoint
	}
	return overlapping
}
