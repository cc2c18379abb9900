package mention

import (
	"encoding/binary"
	"io"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// FeatureCounts returns how many features a pair of phrases and a phrase alone
// can have, which the training must know.
func FeatureCounts() (pairs, alone int) { return pairTotal, aloneTotal }

// Dump writes a text as the training of the resolver reads it, little endian:
// the length of the id and the id; the numbers of phrases and of columns of a
// vector; then for each phrase its first and last token and its head, counted
// through the text, whether it is a pronoun, its features, its vector, the number of phrases it
// is compared with, and for each of these its number and the pair's features.
// Numbers are uint32, features uint16, vectors float32, as the resolver reads
// them: rounded to bytes. With claims each phrase has, behind whether it is a
// pronoun, what a [Ranker] knows of it: see [past.numbers].
func (words *Words) Dump(w io.Writer, id string, view *syntax.Text, lex *lexicon.Lexicon, vectors *nn.Quantized, claims []scores.Claim) error {
	s := words.newStory(view, lex, vectors.Rows)
	begins := make([]uint32, len(view.Sentences)+1)
	for i := range view.Sentences {
		begins[i+1] = begins[i] + uint32(len(view.Sentences[i].Tokens))
	}
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(id)))
	b = append(b, id...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(s.phrases)))
	b = binary.LittleEndian.AppendUint32(b, uint32(vectors.Cols))
	lemmas := map[string][]int{}
	var known *past
	if claims != nil {
		known = newPast(s, claims)
	}
	for i := range s.phrases {
		b = s.dump(b, i, begins, lemmas, vectors, known)
	}
	_, err := w.Write(b)
	return err
}

// dump appends one phrase.
func (s *story) dump(b []byte, i int, begins []uint32, lemmas map[string][]int, vectors *nn.Quantized, known *past) []byte {
	p := &s.phrases[i]
	at := begins[p.sent]
	pronoun := uint32(0)
	if p.class.pronoun() {
		pronoun = 1
	}
	for _, n := range []uint32{at + uint32(p.from), at + uint32(p.to-1), at + uint32(p.head), pronoun} {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	if known != nil {
		for _, n := range known.numbers(i) {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
	}
	var af [aloneTemplates]uint16
	s.alone(&af, i)
	for _, f := range af {
		b = binary.LittleEndian.AppendUint16(b, f)
	}
	b, _ = binary.Append(b, binary.LittleEndian, vectors.Floats(nil, p.vector))
	var js []int
	s.candidates(i, lemmas, func(j int) { js = append(js, j) })
	b = binary.LittleEndian.AppendUint32(b, uint32(len(js)))
	var pf [pairTemplates]uint16
	for _, j := range js {
		b = binary.LittleEndian.AppendUint32(b, uint32(j))
		s.pair(&pf, i, j)
		for _, f := range pf {
			b = binary.LittleEndian.AppendUint16(b, f)
		}
	}
	if !p.class.pronoun() {
		lemmas[p.lemma] = append(lemmas[p.lemma], i)
	}
	return b
}

// noPhrase stands for none where a number of a phrase is asked for.
const noPhrase = ^uint32(0)

// numbers returns what is known of phrase i alone, as the training of a ranker
// makes chains of it: class, number, gender, relation, sentence, quotation,
// hashes of lemma, text and nation, list, kind and how sure it is, the phrase that
// speaks where it stands, and a hash of what governs it.
func (p *past) numbers(i int) [14]uint32 {
	a := &p.s.phrases[i]
	kind, sure := p.claim(i)
	speaker, nation, governor := noPhrase, uint32(0), uint32(0)
	if a.quote > 0 && p.s.speaker[a.quote] >= 0 {
		speaker = uint32(p.s.speaker[a.quote])
	}
	if a.nation != "" {
		nation = hashOf(a.nation)
	}
	if a.governor >= 0 {
		governor = hashOf(p.governs(a))
	}
	return [...]uint32{uint32(a.class), uint32(a.number), uint32(a.gender), uint32(a.relation), uint32(a.sent), uint32(a.quote), hashOf(a.lemma), hashOf(a.text), nation,
		p.lists[i], uint32(kind), uint32(sure), speaker, governor}
}
