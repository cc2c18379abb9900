package ingest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/input"
)

// BenchmarkAccept commits one story at a time, synced, and reports how long
// the slowest of twenty takes.
func BenchmarkAccept(b *testing.B) {
	g := newIngester(b)
	rows := manyRows(2000)
	var counts Counts
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		in, err := input.ParseRow([]byte(row(fmt.Sprintf("https://news.example/%d", i), fmt.Sprint("Story ", i), fmt.Sprintf("%d %s", i, rows[i%len(rows)]))))
		if err != nil {
			b.Fatal(err)
		}
		it := newItem(input.Row{Input: in}, "")
		it.clean(context.Background(), g.Cleaner)
		started := time.Now()
		if err := g.commit(context.Background(), []*item{it}, &counts); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(started))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
}

// BenchmarkKnown takes in stories that the archive has, with their records.
func BenchmarkKnown(b *testing.B) {
	g := newIngester(b)
	file := rowsFile(b, manyRows(1000))
	ctx := context.Background()
	for range 2 { // the second time all is known
		if _, err := g.Add(ctx, []string{file}, nil); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := g.Add(ctx, []string{file}, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "stories/s")
}
