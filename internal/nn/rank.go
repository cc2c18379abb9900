package nn

// RankWidth is the number of hidden units of [Path.Rank].
const RankWidth = 32

// Rank returns the score of a pair from a net with one hidden layer over what
// each side gives and over features, plus a product of two factors:
// Σ max(h(k), 0)·out(k) + x(k)·y(k), where h = a + b + the rows of table, of
// RankWidth numbers each, whose numbers are ids. All other slices have
// RankWidth numbers. The terms are added in 16 lanes, these in a tree.
func (p Path) Rank(a, b, table []float32, ids []uint16, out, x, y []float32) float32 {
	a, b, out, x, y = a[:RankWidth], b[:RankWidth], out[:RankWidth], x[:RankWidth], y[:RankWidth]
	for _, id := range ids {
		_ = table[int(id)*RankWidth+RankWidth-1]
	}
	if (p == AVX2 || p == AVX512) && len(ids) > 0 {
		return rankAsm(a, b, table, ids, out, x, y)
	}
	var hidden [RankWidth]float32
	for k := range hidden {
		hidden[k] = a[k] + b[k]
	}
	for _, id := range ids {
		row := table[int(id)*RankWidth:][:RankWidth]
		for k := range hidden {
			hidden[k] += row[k]
		}
	}
	var sum lanes
	for k, h := range hidden {
		sum[k%len(sum)] += float32(maxOf(h, 0) * out[k])
	}
	for k := range hidden {
		sum[k%len(sum)] += float32(x[k] * y[k])
	}
	return sum.join()
}
