package thread

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// BenchmarkLogit measures the model of words that are found on pairs of which a third of the
// features are not 0, as in archives.
func BenchmarkLogit(b *testing.B) {
	w, err := load(language.English())
	if err != nil {
		b.Fatal(err)
	}
	if err := w.check(); err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	var f Features
	for i := range f {
		if r.IntN(3) == 0 {
			f[i] = r.Float32()
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		w.Found.logit(&f)
	}
}
