package mention

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// The features of a phrase alone and of a pair of phrases. Each has a number
// in one of two tables of weights. A change here makes the weights worthless:
// they are trained on what this file says (train/README.md).
const (
	pairTemplates  = 16
	aloneTemplates = 8
	lemmaBuckets   = 512
	headBuckets    = 1024 // of two heads that are not the same
)

// fewerTemplates is how many templates pairs had before those of sectors and of
// two heads: resolvers that were trained with them alone still read.
const fewerTemplates = 14

// pairSizes and aloneSizes are how many values each template has.
var pairSizes = [pairTemplates]int{
	int(classes) * int(classes), 8 * groups, 11 * groups, matches * groups * 3, 9 * groups, 16 * 3, 8 * 8, int(relations) * int(relations) * 2,
	16 * groups, 4 * groups, paths * groups, 4 * groups, 4 * groups, 3 * 3 * groups,
	sectors * sectors, headBuckets,
}

var aloneSizes = [aloneTemplates]int{int(classes), int(classes) * int(relations), lemmaBuckets, 4 * groups, 4 * groups, 6 * groups, 2 * groups, 8 * groups}

// bases returns where each template's values begin, and how many there are.
func bases(sizes []int) (base []uint16, total int) {
	for _, n := range sizes {
		base = append(base, uint16(total))
		total += n
	}
	return base, total
}

var (
	pairBase, pairTotal   = bases(pairSizes[:])
	aloneBase, aloneTotal = bases(aloneSizes[:])
	fewerTotal            = int(pairBase[fewerTemplates])
)

// A story is what the features look at.
type story struct {
	*Words
	view    *syntax.Text
	lex     *lexicon.Lexicon
	phrases []phrase
	speaker []int // by quotation: the phrase that speaks it, -1 if none is seen
}

// bucket returns the number of the first limit that n does not exceed.
func bucket(n int, limits ...int) int {
	for i, limit := range limits {
		if n <= limit {
			return i
		}
	}
	return len(limits)
}

// alone sets f to the features of phrase i.
func (s *story) alone(f *[aloneTemplates]uint16, i int) {
	p := &s.phrases[i]
	g := p.class.group()
	inQuote := 0
	if p.quote > 0 {
		inQuote = 1
	}
	values := [aloneTemplates]int{
		int(p.class),
		int(p.class)*int(relations) + int(p.relation),
		int(hashOf(p.lemma) % lemmaBuckets),
		p.seen*groups + g,
		bucket(len(p.others), 0, 1, 2)*groups + g,
		bucket(p.to-p.head-1, 0, 1, 3, 6, 12)*groups + g,
		inQuote*groups + g,
		bucket(p.sent, 0, 1, 2, 4, 8, 16, 32)*groups + g,
	}
	for k, v := range values {
		f[k] = aloneBase[k] + uint16(v)
	}
}

// pair sets f to the features of phrase i as one that refers back to phrase j.
func (s *story) pair(f *[pairTemplates]uint16, i, j int) {
	a, b := &s.phrases[i], &s.phrases[j]
	g, far := a.class.group(), a.sent-b.sent
	same := 0
	if far == 0 {
		same = 1
	}
	values := [pairTemplates]int{
		int(a.class)*int(classes) + int(b.class),
		bucket(far, 0, 1, 2, 3, 5, 9, 20)*groups + g,
		bucket(i-j, 1, 2, 3, 4, 6, 9, 14, 24, 40, 80)*groups + g,
		(s.match(a, b)*groups+g)*3 + b.class.kind(),
		(int(a.number)*3+int(b.number))*groups + g,
		(genderNumber(a.gender)*4+genderNumber(b.gender))*3 + b.class.kind(),
		sortOf(a, s.lex)*8 + sortOf(b, s.lex),
		(int(a.relation)*int(relations)+int(b.relation))*2 + same,
		quoting(a, b)*groups + g,
		s.speaking(i, j)*groups + g,
		s.path(a, b)*groups + g,
		bucket(s.view.Sentences[a.sent].Paragraph-s.view.Sentences[b.sent].Paragraph, 0, 1, 3)*groups + g,
		b.seen*groups + g,
		(bucket(len(a.others), 0, 1)*3+bucket(len(b.others), 0, 1))*groups + g,
		int(a.sector)*sectors + int(b.sector),
		twoHeads(a, b),
	}
	for k, v := range values {
		f[k] = pairBase[k] + uint16(v)
	}
}

// hashOf is FNV-1a.
func hashOf(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// sectors is how many sectors of bodies are told apart, none included.
const sectors = 24

// sectorOf returns the number of the sector of the body or the person that a
// noun or a name's head means, 0 if none is known: the police are no union.
func sectorOf(p *phrase, lex *lexicon.Lexicon) uint8 {
	if p.class.pronoun() || p.class == namePER {
		return 0
	}
	role, ok := lex.Head(p.lemma)
	if !ok {
		return 0
	}
	return uint8(1 + slices.Index(lexicon.HeadSectors(), role.Sector))
}

// twoHeads returns a number for the heads of two phrases that are no pronouns and
// have different ones, the later one first; 0 for others.
func twoHeads(a, b *phrase) int {
	if a.class.pronoun() || b.class.pronoun() || a.lemma == b.lemma {
		return 0
	}
	return 1 + int(hashOf(a.lemma+"/"+b.lemma)%(headBuckets-1))
}

func genderNumber(g byte) int { return strings.IndexByte("\x00mfn", g) }

// Ways in which two phrases share words.
const (
	matchNone = iota
	matchWhole
	matchHead      // one head, nothing against it
	matchLess      // one head, the later phrase says less
	matchMore      // one head, the later phrase says more
	matchOther     // one head, other words beside it
	matchWithin    // the later head stands in the earlier phrase
	matchHolds     // the earlier head stands in the later phrase
	matchAcronym   // the initials of the other
	matchDemonym   // a country and its people
	matchOtherName // two names without a common word
	matches
)

// match returns how the words of a and the earlier b fit.
func (s *story) match(a, b *phrase) int {
	if a.class.pronoun() || b.class.pronoun() {
		if a.text == b.text {
			return matchWhole
		}
		return matchNone
	}
	if a.text == b.text {
		return matchWhole
	}
	if a.lemma == b.lemma {
		more, less := lacks(a.others, b.others), lacks(b.others, a.others)
		switch {
		case more && less:
			return matchOther
		case more:
			return matchMore
		case less:
			return matchLess
		}
		return matchHead
	}
	switch {
	case slices.Contains(b.others, a.lemma):
		return matchWithin
	case slices.Contains(a.others, b.lemma):
		return matchHolds
	case s.initials(a, b) || s.initials(b, a):
		return matchAcronym
	case a.class.named() && b.class.named():
		if s.demonym(a, b) || s.demonym(b, a) {
			return matchDemonym
		}
		return matchOtherName
	}
	return matchNone
}

// lacks reports whether a has a word that b lacks.
func lacks(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

// initials reports whether a's head is the initials of the words of b.
func (w *Words) initials(a, b *phrase) bool {
	if len(a.lemma) < 2 || len(a.lemma) > 6 || a.class.kind() != 1 {
		return false
	}
	k := 0
	for word := range strings.FieldsSeq(b.text) {
		if w.notInInitials[word] {
			continue
		}
		if k == len(a.lemma) || word[0] != a.lemma[k] {
			return false
		}
		k++
	}
	return k == len(a.lemma)
}

// demonym reports whether a is a people's name and b its country.
func (s *story) demonym(a, b *phrase) bool {
	code := s.lex.Demonym(a.lemma)
	if code == "" || b.class != nameLOC {
		return false
	}
	e, ok := s.lex.Entry(b.text)
	return ok && e.Country == code
}

// sortOf returns what sort of thing a phrase means: 0 unknown, 1 person, 2 body,
// 3 place, 4 people, 5 other name, 6 thing, 7 speaker or hearer.
func sortOf(p *phrase, lex *lexicon.Lexicon) int {
	switch p.class {
	case namePER, pronHe, pronShe, pronWho:
		return 1
	case nameORG:
		return 2
	case nameLOC:
		return 3
	case nameNORP:
		return 4
	case nameOther, proper:
		return 5
	case pronI, pronWe, pronYou:
		return 7
	}
	if p.class.pronoun() {
		return 0
	}
	switch role, ok := lex.Head(p.lemma); {
	case !ok:
		return 6
	case role.Body:
		return 2
	}
	return 1
}

// quoting returns how the two stand to quotations.
func quoting(a, b *phrase) int {
	n := 0
	if a.quote > 0 {
		n = 1
	}
	if b.quote > 0 {
		n += 2
	}
	if n == 3 && a.quote == b.quote {
		n = 4
	}
	first := 0
	if b.class <= pronYou {
		first = 5
	}
	return n + first
}

// speaking returns whether phrase j speaks the quotation in which i stands: 0
// unknown, 1 yes, 2 another does, 3 both stand in quotations of one speaker.
func (s *story) speaking(i, j int) int {
	a, b := &s.phrases[i], &s.phrases[j]
	if a.quote == 0 || s.speaker[a.quote] < 0 {
		return 0
	}
	if s.speaker[a.quote] == j {
		return 1
	}
	if other := s.speaker[b.quote]; b.quote > 0 && other >= 0 && s.phrases[other].text == s.phrases[s.speaker[a.quote]].text {
		return 3
	}
	return 2
}

// Ways from one phrase to another through the tree.
const (
	pathNone      = iota // other sentences
	pathWithin           // the later one is part of the earlier
	pathHolds            // the earlier one is part of the later
	pathArguments        // of one predicate
	pathSubject          // the earlier is subject of a predicate above the later
	pathSister           // coordinated
	pathOther
	paths
)

// path returns how a and the earlier b stand in one tree.
func (s *story) path(a, b *phrase) int {
	if a.sent != b.sent {
		return pathNone
	}
	heads := s.view.Sentences[a.sent].Heads
	switch {
	case b.from <= a.head && a.head < b.to:
		return pathWithin
	case a.from <= b.head && b.head < a.to:
		return pathHolds
	case a.governor == b.governor:
		return pathArguments
	case a.governor == b.head || b.governor == a.head:
		return pathSister
	}
	if b.relation == relSubject || b.relation == relPassive {
		for up, n := a.governor, 0; up >= 0 && n < 40; up, n = heads[up], n+1 {
			if up == b.governor {
				return pathSubject
			}
		}
	}
	return pathOther
}

// speakers finds for each quotation the phrase that speaks it: the subject of
// a verb of saying in its sentences or beside it.
func (s *story) speakers() {
	last := 0
	for i := range s.phrases {
		last = max(last, s.phrases[i].quote)
	}
	s.speaker = slices.Repeat([]int{-1}, last+1)
	var says []int // phrases
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.quote == 0 && p.relation == relSubject && p.governor >= 0 && s.introducing[s.view.Sentences[p.sent].Lemma[p.governor]] {
			says = append(says, i)
		}
	}
	for i := range s.phrases {
		q := s.phrases[i].quote
		if q == 0 || s.speaker[q] >= 0 {
			continue
		}
		best, near := -1, 3
		for _, k := range says {
			far := s.phrases[k].sent - s.phrases[i].sent
			if far < 0 {
				far = -far
			}
			if far < near && s.view.Sentences[s.phrases[k].sent].Paragraph == s.view.Sentences[s.phrases[i].sent].Paragraph {
				best, near = k, far
			}
		}
		s.speaker[q] = best
	}
}
