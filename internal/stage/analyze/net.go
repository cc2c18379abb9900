package analyze

import (
	"context"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// A Network reads words with one encoder and a head for each kind of label.
// It is read-only: any number of goroutines may share it.
type Network struct {
	path    nn.Path
	plan    plan
	byWord  bool // the encoder reads a row a word, not a row a piece
	pieces  *wordpiece
	encoder *nn.Encoder

	wordTable []int8    // one row a piece
	wordScale []float32 // of each row
	position  []float32
	shape     []float32
	gap       []float32
	inputNorm *nn.Norm

	tags   *nn.Linear // all the heads that label single words, side by side
	column columns
	labels labels
	names  *tagger
	parts  *tagger
	lemmas []lemmaRule
	known  map[lexeme]string
	parser *parser
	claims *claims // nil if the weights have none

	projection *Projection // nil if none is set
	branch     bool        // nominals have the branch of claims' own vectors too
}

// columns says where each head's scores begin among the tags.
type columns struct {
	sent, upos, xpos, feats, lemma, ner, parts int
	web, genre                                 int // what the names of the web have beside, and how far a text is of it
}

// labels are the label sets of the heads.
type labels struct {
	UPOS, XPOS, Feats, Lemma, Deprel, Names, Parts []string
}

// A Result is what the network says of a text.
type Result struct {
	// Sentences hold the tokens with all their analysis.
	Sentences []readout.Sentence
	// Parts are the words' parts in attributions: for each sentence, for each
	// token "B-SOURCE", "I-CUE", "I-CONTENT", … or "O".
	Parts [][]string
	// Sure is the probability, 0 to 1, of each word's part (B and I are one).
	Sure [][]float32
	// Nominals has a row for each noun, name and pronoun (NOUN, PROPN, PRON), in
	// text order: what the joining of mentions reads of it, in bytes as its
	// product takes them. It has none if the weights have none, and at most
	// [MaxNominals].
	Nominals nn.Quantized
	// Claims has an entry for each row of Nominals, and Phrases a row: what
	// the network says of actors, and of phrases as those that have a role in
	// an event. They are empty if the weights have no heads of claims.
	Claims  []scores.Claim
	Phrases nn.Matrix
	// Triggers are the words that may tell of an event, in text order.
	Triggers []scores.Trigger
	// Problems say which sentences were too long to be read whole.
	Problems []readout.Problem

	words *wordRows // for Vector; nil where it was not asked for
}

// MaxNominals is the most nouns, names and pronouns of a text that have vectors.
const MaxNominals = 50_000

// Analyze reads the tokens of sents, the sentences of text. It finds the
// sentences anew, within paragraphs, unless keep is set. It accepts any tokens
// in text order and does not fail. Its time grows with their number. When ctx ends
// before it is done, it stops at the next window and returns nothing.
func (n *Network) Analyze(ctx context.Context, text string, sents []readout.Sentence, keep bool) Result {
	return n.analyze(ctx, text, sents, keep, n.claims, nil)
}

// Parse is [Network.Analyze] without what the network says of actors and
// events: its nominals are those of the tree's heads.
func (n *Network) Parse(ctx context.Context, text string, sents []readout.Sentence, keep bool) Result {
	return n.analyze(ctx, text, sents, keep, nil, nil)
}

// analyze is [Network.Analyze] with the heads of claims, if any; t, if it is not
// nil, takes down the words' vectors.
func (n *Network) analyze(ctx context.Context, text string, sents []readout.Sentence, keep bool, heads *claims, t *Taps) Result {
	return n.analyzeRows(ctx, text, sents, keep, heads, t, nil)
}

// analyzeRows is analyze that also keeps the words' vectors in rows, if they
// are not nil.
func (n *Network) analyzeRows(ctx context.Context, text string, sents []readout.Sentence, keep bool, heads *claims, t *Taps, rows *wordRows) Result {
	r := reading{rows: rows, net: n, text: text, keep: keep, words: n.read(text, sents, keep), memory: memories.Get().(*memory), claims: heads, taps: t}
	defer memories.Put(r.memory)
	r.paragraph, r.toks = make([]int, 0, len(r.words)), make([]readout.Token, 0, len(r.words))
	for _, sent := range sents {
		for range sent.Tokens {
			r.paragraph = append(r.paragraph, sent.Paragraph)
		}
		r.toks = append(r.toks, sent.Tokens...)
	}
	r.partScores = nn.Matrix{Rows: len(r.toks), Cols: len(n.labels.Parts), Stride: len(n.labels.Parts)}
	r.partScores.Data = make([]float32, r.partScores.Rows*r.partScores.Stride)
	for from := 0; from < len(r.words); {
		if ctx.Err() != nil {
			return Result{}
		}
		from = r.window(from)
	}
	return r.result()
}

// result makes sentences of the words.
func (r *reading) result() Result {
	res := Result{Problems: r.problems, Nominals: r.nominals}
	r.path = r.net.parts.best(r.path[:0], &r.partScores)
	tags, sure := make([]string, len(r.path)), make([]float32, len(r.path))
	for i, t := range r.path {
		tags[i] = r.net.parts.tags[t]
		sure[i] = r.net.parts.share(r.partScores.Row(i), t)
	}
	for k, a := range r.starts {
		b := len(r.toks)
		if k+1 < len(r.starts) {
			b = r.starts[k+1]
		}
		toks := r.toks[a:b:b]
		for i := range toks {
			if toks[i].Head >= 0 {
				toks[i].Head -= a
			}
		}
		res.Sentences = append(res.Sentences, readout.Sentence{
			Span: readout.Span{Start: toks[0].Start, End: toks[len(toks)-1].End}, Tokens: toks, Paragraph: r.paragraph[a]})
		res.Parts = append(res.Parts, tags[a:b:b])
		res.Sure = append(res.Sure, sure[a:b:b])
	}
	r.claimsOf(&res)
	if res.words = r.rows; r.rows != nil {
		r.rows.starts = r.starts
	}
	unifyNames(r.text, res.Sentences)
	return res
}
