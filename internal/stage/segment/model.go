package segment

import _ "embed"

// tableBits is the logarithm of the number of weights.
const tableBits = 16

// weights are the weights of the features, one byte each, signed, at the
// feature's hash. "go test -run TestTrain -train" makes them.
//
//go:embed weights.bin
var weights string

// score returns how much the features f speak for the end of a sentence;
// more than 0 means that it ends.
func score(f []uint32) (sum int) {
	for _, h := range f {
		sum += int(int8(weights[h>>(32-tableBits)]))
	}
	return sum
}
