package segment

import _ "embed"

// threshold is the score above which a sentence ends after a word or the usual
// marks. It is below 0: training on news makes the model a little too sure that
// none does. After abbreviations, colons, dashes and quotations it is 0.
const threshold = -32

// tableBits is the logarithm of the number of weights.
const tableBits = 16

// weights are the weights of the features, one byte each, signed, at the
// feature's hash. "go test -run TestTrain -train" makes them, the same bytes
// each time, by logistic regression on the training parts of the English Web
// Treebank 2.16 (CC BY-SA 4.0) and of GUM's genres with free texts (CC BY 4.0,
// CC BY-SA and public domain), and on places in the news texts of PolNeAR's
// training part that a rule decides beyond doubt. They hold sums over hashed
// features, none of the texts' words.
//
//go:embed weights.bin
var weights string

// score returns how much the features f speak for the end of a sentence.
func score(f []uint32) (sum int) {
	for _, h := range f {
		sum += int(int8(weights[h>>(32-tableBits)]))
	}
	return sum
}
