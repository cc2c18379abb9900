package mention

import (
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// past is what the phrases so far were joined to: what is known of the chain of
// each thing. A phrase chooses among chains by it, and not by one phrase of them.
type past struct {
	s      *story
	claims []scores.Claim
	of     []int // thing of each phrase, a number of its first phrase
	before []int // the phrase before it of the same thing, -1 for none
	lists  []uint32
	things []thing
}

// A thing is what is known of one chain, by the number of its first phrase.
type thing struct {
	last, size, subjects int
	name                 class // of its first name, 0 for none
	kinds                [kindsKnown]int
	kind                 int // the most frequent of kinds
	male, female         int
	one, many            int // phrases of each number
	nation               string
}

// kindsKnown is room for the kinds of actors ([scores.Kind]).
const kindsKnown = 8

// surelySomebody is the probability of an actor above which a phrase's kind counts
// for its chain, in 255 parts as the training has it.
const surelySomebody = 60

// Templates of what is known of a chain. The numbers are those of train/ranker.py:
// a change here makes the weights worthless.
const chainTemplates = 13

var chainSizes = [chainTemplates]int{
	5 * groups, 2 * groups, 7 * groups, 4 * groups, 7 * int(classes), kindsKnown * kindsKnown, 12 * 4, 9 * groups, 4 * groups,
	2 * groups, 2 * groups, 6 * groups, 3 * groups,
}

var chainBase, chainTotal = bases(chainSizes[:])

// Pairs of words have a number of their own each, without the hidden layer.
const (
	wideRow   = 64
	wideTotal = 4096 + 8192 + 2048 + 2048
)

// newPast begins with a thing for each phrase.
func newPast(s *story, claims []scores.Claim) *past {
	n := len(s.phrases)
	p := &past{s: s, claims: claims, of: make([]int, n), before: make([]int, n), lists: make([]uint32, n), things: make([]thing, n)}
	for i := range s.phrases {
		p.of[i], p.before[i] = i, -1
		if ph := &s.phrases[i]; ph.class.named() {
			if e, ok := s.lex.Entry(ph.text); ok {
				p.lists[i] = 1 + hashOf(e.Kind)%1000
			}
		}
	}
	return p
}

// claim returns what the network says of phrase i as an actor: its kind, and how
// sure in 255 parts.
func (p *past) claim(i int) (kind, sure int) {
	if v := p.s.phrases[i].vector; v < len(p.claims) {
		return int(p.claims[v].Kind), int(p.claims[v].Sure * 255)
	}
	return 0, 0
}

// join puts phrase i into the chain of phrase j, or into one of its own.
func (p *past) join(i, j int) {
	if j >= 0 {
		p.of[i] = p.of[j]
		p.before[i] = p.things[p.of[i]].last
	}
	t, ph := &p.things[p.of[i]], &p.s.phrases[i]
	t.last = i
	t.size++
	if ph.relation <= relPassive {
		t.subjects++
	}
	if t.name == 0 && ph.class.named() {
		t.name = ph.class
	}
	if kind, sure := p.claim(i); sure > surelySomebody && kind < kindsKnown {
		t.kinds[kind]++
		t.kind = mostOf(&t.kinds)
	}
	switch ph.gender {
	case 'm':
		t.male++
	case 'f':
		t.female++
	}
	switch ph.number {
	case singular:
		t.one++
	case plural:
		t.many++
	}
	if ph.nation != "" {
		t.nation = ph.nation
	}
}

// mostOf returns the first of the greatest numbers.
func mostOf(kinds *[kindsKnown]int) int {
	best := 0
	for k, n := range kinds {
		if n > kinds[best] {
			best = k
		}
	}
	return best
}

// more returns 1 if a is more than b, 2 if it is less, 0 if they are alike.
func more(a, b int) int {
	switch {
	case a > b:
		return 1
	case a < b:
		return 2
	}
	return 0
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// features sets f to the numbers of what is known of the chain of phrase j as one
// that phrase i refers to; they stand behind those of pairs.
func (p *past) features(f []uint16, i, j int) {
	t, a := &p.things[p.of[j]], &p.s.phrases[i]
	g := a.class.group()
	kind, _ := p.claim(i)
	name := 0
	if t.name != 0 {
		name = int(t.name-namePER) + 1
	}
	gender := 0
	switch a.gender {
	case 'm':
		gender = 1
	case 'f':
		gender = 2
	case 'n':
		gender = 3
	}
	text, lemma, governor, speaks := p.members(i, j)
	nation := 0
	if t.nation != "" && a.nation != "" {
		nation = 2 - flag(t.nation == a.nation)
	}
	for k, v := range [chainTemplates]int{
		bucket(t.size, 1, 2, 4, 8)*groups + g,
		flag(t.last == j)*groups + g,
		bucket(a.sent-p.s.phrases[t.last].sent, 0, 1, 2, 3, 5, 9)*groups + g,
		bucket(t.subjects, 0, 1, 2)*groups + g,
		name*int(classes) + int(a.class),
		t.kind*kindsKnown + kind,
		more(t.male, t.female)*4 + gender,
		(more(t.one, t.many)*3+int(a.number))*groups + g,
		(flag(text)*2+flag(lemma))*groups + g,
		flag(governor)*groups + g,
		flag(speaks)*groups + g,
		bucket(p.since(i, t.last), 0, 1, 2, 4, 8)*groups + g,
		nation*groups + g,
	} {
		f[k] = uint16(rankedTotal) + chainBase[k] + uint16(v)
	}
}

// Limits on what is looked at of a chain, and of the phrases since.
const (
	mostMembers = 40
	mostSince   = 40
)

// members tells what the phrases of j's chain share with phrase i: its text, its
// head, what governs it (but for j itself), and whether one of them speaks where i stands.
func (p *past) members(i, j int) (text, lemma, governor, speaks bool) {
	a := &p.s.phrases[i]
	speaker := -1
	if a.quote > 0 {
		speaker = p.s.speaker[a.quote]
	}
	m := p.things[p.of[j]].last
	for n := 0; m >= 0 && n < mostMembers; n++ {
		b := &p.s.phrases[m]
		text = text || b.text == a.text
		lemma = lemma || b.lemma == a.lemma
		governor = governor || m != j && b.sent == a.sent && p.governs(b) == p.governs(a)
		speaks = speaks || m == speaker
		m = p.before[m]
	}
	return text, lemma, governor, speaks
}

// governs returns the lemma of what governs a phrase, "" for none.
func (p *past) governs(a *phrase) string {
	if a.governor < 0 {
		return ""
	}
	return p.s.view.Sentences[a.sent].Lemma[a.governor]
}

// since returns how many other chains of several phrases were taken up behind
// phrase last, up to phrase i.
func (p *past) since(i, last int) int {
	n := 0
	for k := i - 1; k > max(last, i-mostSince, -1); k-- {
		if t := &p.things[p.of[k]]; t.last == k && t.size > 1 {
			n++
		}
	}
	return n
}

// wide returns the numbers of the pairs of words of phrases i and j.
func (p *past) wide(i, j int) [4]int {
	a, b := &p.s.phrases[i], &p.s.phrases[j]
	x, y := hashOf(a.lemma), hashOf(b.lemma)
	kindA, _ := p.claim(i)
	kindB, _ := p.claim(j)
	ca, cb := uint32(a.class), uint32(b.class)
	return [4]int{
		int(mixed(x, 100+cb*1000+p.lists[j]) % 4096),
		4096 + int(mixed(x, y)%8192),
		4096 + 8192 + int(mixed(uint32(kindA*8+kindB), ca*24+cb)%2048),
		4096 + 8192 + 2048 + int(mixed(y, 7*ca+1)%2048),
	}
}

// mixed is a number for two.
func mixed(a, b uint32) uint32 {
	h := a*2654435761 + b*40503 + 12345
	h ^= h >> 15
	h *= 2246822519
	return h ^ h>>13
}
