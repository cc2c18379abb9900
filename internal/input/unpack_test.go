package input

import (
	"bytes"
	"compress/gzip"
	"runtime"
	"strings"
	"testing"
)

// packedOf packs n megabytes of one line.
func packedOf(t *testing.T, begin, line string, n int) []byte {
	t.Helper()
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	block := strings.Repeat(line, 1<<20/len(line))
	_, err := zw.Write([]byte(begin))
	for i := 0; i < n && err == nil; i++ {
		_, err = zw.Write([]byte(block))
	}
	if err != nil || zw.Close() != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestWhatUnpacksWithoutEndIsRefused holds that a small file costs little,
// whatever it unpacks to: counted in bytes, not in seconds.
func TestWhatUnpacksWithoutEndIsRefused(t *testing.T) {
	for name, data := range map[string][]byte{
		"a text":                  packedOf(t, "Ferry", " ", 100),
		"rows":                    packedOf(t, "", "{\"text\": \"A\"}\n", 100),
		"a WARC line without end": packedOf(t, "WARC/1.0\r\n\r\n", "x", 100),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rows := 0
		var bad []string
		Read([]string{"-"}, bytes.NewReader(data), Sink{
			Row: func(Row) bool { rows++; return true },
			Bad: func(err *Error) { bad = append(bad, err.Error()) },
		})
		runtime.ReadMemStats(&after)
		if last := strings.Join(bad, "\n"); !strings.Contains(last, "more than 200 times its size") {
			t.Errorf("%s: %d rows, %.300q", name, rows, last)
		}
		if limit := uint64(5000 * len(data)); after.TotalAlloc-before.TotalAlloc > limit {
			t.Errorf("%s: %d bytes cost %d", name, len(data), after.TotalAlloc-before.TotalAlloc)
		}
	}
	if rows, bad := collect(packedOf(t, "", "{\"text\": \"Tomas Arendt said that the ferry would run.\"}\n", 1)); len(rows) < 1000 || len(bad) > 0 {
		t.Errorf("rows that pack well: %d, %v", len(rows), bad)
	}
}
