package attribute

import (
	"fmt"
	"math"
	"strconv"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// weights are those of the logistic models that say how likely a candidate is
// right. They are trained on the training part of PolNeAR, by train/attribution.
type weights struct {
	plain  []byte // for texts without trees
	parsed []byte // for texts with trees
	// nested are for candidates within others, of which PolNeAR marks none: they
	// are trained on those that lie in no other.
	nested []byte
	tagged []byte // where a tagger has read the text
	judge  []byte // of what is settled, trained on stories annotated whole; none if it is empty
	linker []byte // how likely a speaker or a content belongs to a cue
}

// newWeights takes the models from a language; of those that it does not have
// each weight is zero.
func newWeights(l *language.Language) weights {
	get := func(name string, size int) []byte {
		if w := l.Weights("attribute-" + name); len(w) == size {
			return w
		}
		return make([]byte, size)
	}
	return weights{plain: get("confidence", modelSize), parsed: get("parsed", modelSize), nested: get("nested", modelSize),
		tagged: get("tagged", modelSize), judge: l.Weights("attribute-judge"), linker: get("linker", linkerSize)}
}

// The model: a bias in the first weight, hashed features in the rest, each an
// int8 in steps of weightStep.
const (
	modelSize  = 1 << 15
	weightStep = 1.0 / 16
	// temperature makes up for weights that fit their examples too well; it is
	// chosen on articles that the weights have not seen.
	temperature = 0.77
)

// dropBelow is the confidence under which a candidate of the patterns is left
// out, chosen on the development part of PolNeAR for the best lenient F1.
const dropBelow = 0.2

// score sets the confidence of every candidate.
func (s *story) score(cands []candidate) {
	weights := s.weights.plain
	if s.parsed() {
		weights = s.weights.parsed
	}
	for i := range cands {
		if cands[i].inner || s.within(cands, i) {
			cands[i].confidence = likelihood(s.weights.nested, temperature, s.features(cands, i, true))
			s.explain(cands, i, true, s.weights.nested, temperature)
		} else {
			cands[i].confidence = likelihood(weights, temperature, s.features(cands, i, false))
			s.explain(cands, i, false, weights, temperature)
		}
	}
}

// likelihood returns the probability that a model gives to features.
func likelihood(weights []byte, temperature float64, features []uint32) float64 {
	sum := 0
	for _, f := range features {
		sum += int(int8(weights[f]))
	}
	p := 1 / (1 + math.Exp(-temperature*weightStep*float64(sum)))
	return math.Round(p*1000) / 1000
}

// features returns the features of candidate i among the others, in a buffer
// that the next call uses again. Those of one that lies within another leave
// out what stands around it.
func (s *story) features(cands []candidate, i int, within bool) []uint32 {
	c := &cands[i]
	f := featureSet{s: s, out: append(s.buffer[:0], 0), pattern: uint32(c.pattern), size: modelSize, within: within}
	lemma := ""
	if c.verb != nil {
		lemma = c.verb.lemma
	} else if !c.cue.empty() {
		lemma = s.form(c.cue.to - 1)
	}
	f.add(1, hash(lemma))
	f.add(2, f.pattern)
	f.add(3, hash(lemma)*31+f.pattern)
	f.add(4, uint32(c.g.shape)*31+f.pattern)
	f.add(5, hash(lemma)*31+uint32(c.g.shape))
	f.flags(c)
	f.speaker(c, lemma)
	f.surroundings(c, lemma)
	f.content(c, lemma)
	f.evidence(c)
	f.neighbours(cands, i)
	s.buffer = f.out
	return f.out
}

// word enters the word at i, with the pattern and, where it has one, the lemma.
func (f *featureSet) word(id uint32, i int, lemma string) {
	v := uint32(7)
	if i >= 0 && i < len(f.s.words) {
		v = hash(f.s.form(i))
	}
	f.add(id, v)
	f.add(id+100, v*31+f.pattern)
	f.add(id+200, uint32(f.s.classes(i))*31+f.pattern)
	if lemma != "" {
		f.add(id+300, v*31+hash(lemma))
	}
}

// classes returns the classes of word i as one number, 0 beyond the text.
func (s *story) classes(i int) uint64 {
	if i < 0 || i >= len(s.words) {
		return 0
	}
	return uint64(s.words[i].class) * 0x9E3779B97F4A7C15 >> 32
}

// flags enters what is known of the verb group.
func (f *featureSet) flags(c *candidate) {
	bits := uint32(0)
	for i, on := range []bool{c.shared, c.forward, c.g.participle, c.g.passive, c.g.perfect, c.g.modal >= 0, c.g.negation >= 0} {
		if on {
			bits |= 1 << i
		}
	}
	f.add(10, bits)
	f.add(11, bits*31+f.pattern)
	if c.verb != nil {
		f.add(12, uint32(c.verb.frames)*31+f.pattern)
		if c.g.modal >= 0 {
			f.add(13, hash(f.s.low(c.g.modal)))
		}
		if c.g.negation >= 0 {
			f.add(14, hash(c.verb.lemma))
		}
	}
	inside := uint32(0)
	if f.s.words[min(c.cue.from, len(f.s.words)-1)].quote >= 0 {
		inside = 1
	}
	f.add(15, inside*31+f.pattern)
}

// speaker enters what the speaker looks like.
func (f *featureSet) speaker(c *candidate, lemma string) {
	if c.speaker.empty() {
		return
	}
	s, r := f.s, c.speaker
	head := s.headOf(r)
	f.word(20, r.from, "")
	f.word(21, head, lemma)
	f.word(22, r.from-1, "")
	f.add(23, uint32(min(r.to-r.from, 12))*31+f.pattern)
	gap := 0
	if r.to <= c.cue.from {
		gap = min(c.cue.from-r.to, 20)
	} else if r.from >= c.cue.to {
		gap = -min(r.from-c.cue.to, 5)
	}
	f.add(24, uint32(gap+8)*31+f.pattern)
	atStart := uint32(0)
	if r.from == s.sentence(r.from).from {
		atStart = 1
	}
	f.add(25, atStart*31+f.pattern)
	if w := s.form(head); len(w) > 3 {
		f.add(26, hash(w[len(w)-3:]))
	}
}

// surroundings enters the words around the cue.
func (f *featureSet) surroundings(c *candidate, lemma string) {
	at := c.cue.to - 1
	if c.g.verb != nil {
		at = c.g.at
	}
	f.word(30, c.cue.to, lemma)
	f.word(31, c.cue.to+1, "")
	f.word(32, c.cue.from-1, lemma)
	f.word(33, c.cue.from-2, "")
	f.word(34, at, "")
	if sent := f.s.sentence(at); at == sent.from {
		f.add(35, f.pattern)
	}
	f.add(36, uint32(min(c.cue.to-c.cue.from, 6))*31+f.pattern)
}

// content enters how the content begins and ends and how long it is.
func (f *featureSet) content(c *candidate, lemma string) {
	if len(c.content) == 0 {
		return
	}
	s, first, last := f.s, c.content[0], c.content[len(c.content)-1]
	size := 0
	for _, r := range c.content {
		size += r.to - r.from
	}
	f.word(40, first.from, "")
	f.word(41, last.to, "")
	f.word(42, last.to-1, "")
	bucket := uint32(min(size, 10))
	for n := size; n > 10; n /= 2 {
		bucket++
	}
	f.add(43, bucket*31+f.pattern)
	f.add(44, bucket*31+hash(lemma))
	f.add(45, uint32(min(len(c.content), 4))*31+f.pattern)
	verbs := uint32(0)
	for i := first.from; i < min(first.to, first.from+12); i++ {
		if s.is(i, auxiliary) {
			verbs = 1
			break
		}
	}
	f.add(46, verbs*31+f.pattern)
	f.add(47, verbs*31+hash(lemma))
}

// within reports whether the cue of candidate i stands in the content of
// another whose own cue does not stand in its content.
func (s *story) within(cands []candidate, i int) bool {
	for k := max(0, i-horizon); k < min(len(cands), i+horizon); k++ {
		if k != i && holdsAny(cands[k].content, cands[i].cue.from) && !holdsAny(cands[i].content, cands[k].cue.from) {
			return true
		}
	}
	return false
}

// neighbours enters what other candidates stand near.
func (f *featureSet) neighbours(cands []candidate, i int) {
	s, c := f.s, &cands[i]
	sent := s.words[min(c.cue.from, len(s.words)-1)].sent
	near := func(k int) uint32 {
		if k < 0 || k >= len(cands) || s.words[min(cands[k].cue.from, len(s.words)-1)].sent != sent {
			return 0
		}
		v := 1 + uint32(cands[k].pattern)
		if holdsAny(cands[k].content, c.cue.from) {
			v += 100
		}
		if holdsAny(c.content, cands[k].cue.from) {
			v += 200
		}
		return v
	}
	para := s.words[min(c.cue.from, len(s.words)-1)].para
	f.add(53, uint32(min(para, 3))*31+f.pattern)
	open := uint32(0)
	if r := s.sentence(min(c.cue.from, len(s.words)-1)); !s.is(r.to-1, stop|openMark) {
		open = 1 // a headline or an item of a list
	}
	f.add(54, open*31+f.pattern)
	before, after := near(i-1), near(i+1)
	f.add(50, before*31+f.pattern)
	f.add(51, after*31+f.pattern)
	f.add(52, before*1000+after)
}

// hash is FNV-1a.
func hash(w string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(w); i++ {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return h
}

// mostFeatures is how many features a trace shows.
const mostFeatures = 6

// explain sets what speaks most for and against candidate i, where there is a
// trace.
func (s *story) explain(cands []candidate, i int, within bool, weights []byte, temperature float64) {
	s.tell(&cands[i], func() []uint32 { return s.features(cands, i, within) }, weights, temperature)
}

// tell sets what speaks most for and against a candidate, where there is a
// trace. It asks for the features again, with the names of their templates.
func (s *story) tell(c *candidate, ask func() []uint32, weights []byte, temperature float64) {
	if !s.view.Trace.On() {
		return
	}
	var ids []uint32
	s.names = &ids
	features := ask()
	s.names = nil
	sums := map[string]float64{}
	var order []string
	add := func(name string, f uint32) {
		if _, ok := sums[name]; !ok {
			order = append(order, name)
		}
		sums[name] += temperature * weightStep * float64(int8(weights[f]))
	}
	add("before anything is seen", features[0])
	for k, f := range features[1:] {
		add(templateName(ids[k]), f)
	}
	var out []trace.Feature
	for _, name := range order {
		out = append(out, trace.Feature{Name: name, Weight: math.Round(1000*sums[name]) / 1000})
	}
	c.evidence = trace.Top(out, mostFeatures)
}

// templateName says in words what a template of features looks at.
func templateName(id uint32) string {
	if name := wording().features[strconv.Itoa(int(id%100))]; name != "" {
		return name
	}
	return fmt.Sprintf("template %d", id)
}
