package analyze

import "math"

// argmax returns the place of the first of the greatest numbers, 0 if there
// is none.
func argmax(row []float32) int {
	if len(row) == 0 {
		return 0
	}
	best, top := 0, row[0]
	for i, x := range row {
		if x > top {
			best, top = i, x
		}
	}
	return best
}

// softmax sets p to the probabilities that the first numbers of of stand for.
func softmax(p, of []float32) {
	top, sum := of[argmax(of[:len(p)])], float32(0)
	for i := range p {
		p[i] = float32(math.Exp(float64(of[i] - top)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
