package segment

import "github.com/seed-f92ea4cf/readout/internal/language"

// threshold is the score above which a sentence ends after a word or the usual
// marks. It is below 0: training on news makes the model a little too sure that
// none does. After abbreviations, colons, dashes and quotations it is 0.
const threshold = -32

// tableBits is the logarithm of the number of weights.
const tableBits = 16

// A Splitter splits texts of one language. It is safe for use by several
// goroutines.
type Splitter struct {
	words
	// weights are the weights of the features, one byte each, signed, at the
	// feature's hash; nil without a model. train/segment makes
	// them, the same bytes each time, by logistic regression on the training parts
	// of the English Web Treebank and of GUM's genres with free texts, and on
	// places in the news texts of PolNeAR's training part that a rule decides
	// beyond doubt. They hold sums over hashed features, none of the texts' words.
	weights []byte
}

// New returns a splitter with the words and the weights of a language.
func New(l *language.Language) *Splitter {
	p := &Splitter{words: wordsOf(l)}
	if w := l.Weights("segment"); len(w) == 1<<tableBits {
		p.weights = w
	}
	return p
}

// score returns how much the features f speak for the end of a sentence.
func (p *Splitter) score(f []uint32) (sum int) {
	for _, h := range f {
		sum += int(int8(p.weights[h>>(32-tableBits)]))
	}
	return sum
}
