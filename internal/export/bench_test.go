package export

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// many returns a record with n statements, no two of them alike.
func many(n int) *readout.Record {
	rec := harbour()
	first := rec.Attributions
	rec.Attributions, rec.Events = nil, nil
	for i := range n {
		a := first[i%2]
		a.ID, a.Within = readout.AttributionID("a"+strconv.Itoa(i+1)), ""
		a.Confidence = float64(i%997) / 997
		rec.Attributions = append(rec.Attributions, a)
	}
	return rec
}

// BenchmarkStatements writes a million rows of statements to the disk, reads
// them back and compares them. MB says what the process held at most.
func BenchmarkStatements(b *testing.B) {
	for _, name := range []string{"csv", "parquet", "jsonl"} {
		b.Run(name, func(b *testing.B) {
			list, _ := Tables([]string{"statements"})
			rec := many(50)
			for b.Loop() {
				p, err := Create(filepath.Join(b.TempDir(), name), Options{Format: FormatNamed(name), Tables: list}, false)
				if err != nil {
					b.Fatal(err)
				}
				for i := range 20_000 {
					rec.Version.URL = "https://news.example/" + strconv.Itoa(i)
					rec.Version.ID = readout.VersionID(fmt.Sprintf("ve_%020x", i))
					if err := p.Add(&Item{Record: rec, Story: Story{ID: string(rec.Version.ID)}}); err != nil {
						b.Fatal(err)
					}
				}
				files, err := p.Close()
				if err != nil || files[0].Rows != 1_000_000 {
					b.Fatal(files, err)
				}
			}
			if status, err := os.ReadFile("/proc/self/status"); err == nil {
				_, peak, _ := bytes.Cut(status, []byte("VmHWM:"))
				var kb int
				_, _ = fmt.Sscan(string(peak), &kb)
				b.ReportMetric(float64(kb)/1024, "MB")
			}
			b.ReportMetric(1e6*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
