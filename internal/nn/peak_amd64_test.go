package nn

import "testing"

// BenchmarkPeak measures what this machine's core can do at most with the
// instructions of each product kernel: the ceiling of BenchmarkLinear and
// BenchmarkMatMul.
func BenchmarkPeak(b *testing.B) {
	const rounds = 10000
	for _, k := range []struct {
		name string
		need Path
		run  func(int)
		ops  float64
	}{
		{"int8-avx512-vnni", AVX512, peakAVX512, 2 * 16 * 64},
		{"int8-avx2", AVX2, peakAVX2, 2 * 12 * 16},
		{"float-avx2", AVX2, peakFloat, 2 * 12 * 8},
	} {
		b.Run(k.name, func(b *testing.B) {
			if Best() < k.need {
				b.Skip("this machine does not have the instructions")
			}
			for b.Loop() {
				k.run(rounds)
			}
			b.ReportMetric(k.ops*rounds*float64(b.N)/1e9/b.Elapsed().Seconds(), "GOP/s")
		})
	}
}
