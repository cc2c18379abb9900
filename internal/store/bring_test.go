package store

import (
	"path/filepath"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/many"
)

// BenchmarkBring brings 1,000 generated records into a new archive in two changes, as a
// load does: with what copies are found by, most of what waits written now and then.
func BenchmarkBring(b *testing.B) {
	const changes, each = 2, 500
	list := first(many.Samples(), changes*each)
	for _, rec := range list {
		rec.Version.Seal()
	}
	b.ReportAllocs()
	for b.Loop() {
		s, err := Open(filepath.Join(b.TempDir(), "a.db"), WithCache(32<<20), WithPrints(compare.Prints))
		if err != nil {
			b.Fatal(err)
		}
		for n := range changes {
			bringCopies(b, s, list[n*each:(n+1)*each], true)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(changes*each*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}
