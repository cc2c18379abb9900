package where_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// A label is a row of testdata/labels.tsv.
type label struct {
	file, story string
	start, end  int // code points
	entries     []string
}

// labels reads the hand-made labels.
func labels(t *testing.T) []label {
	data, err := os.ReadFile("testdata/labels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []label
	for line := range strings.Lines(string(data)) {
		if line[0] == '#' {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		start, _ := strconv.Atoi(cells[2])
		end, _ := strconv.Atoi(cells[3])
		out = append(out, label{cells[0], cells[1], start, end, strings.Split(cells[4], "|")})
	}
	return out
}

// stories reads the texts of the stories that the labels name.
func stories(t *testing.T, want []label) map[string]string {
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = "../../../../shared"
	}
	needed, files, texts := map[string]bool{}, map[string]bool{}, map[string]string{}
	for _, l := range want {
		needed[l.story], files[l.file] = true, true
	}
	for file := range files {
		f, err := os.Open(filepath.Join(dir, file))
		if err != nil {
			t.Skipf("the corpora are not here (%v)", err)
		}
		defer f.Close()
		in, err := xz.NewReader(bufio.NewReader(f))
		if err != nil {
			t.Fatal(err)
		}
		for dec := json.NewDecoder(in); dec.More(); {
			var d struct{ ID, URL, Text string }
			if err := dec.Decode(&d); err != nil {
				t.Fatal(err)
			}
			if d.ID == "" {
				d.ID = d.URL
			}
			if needed[d.ID] {
				texts[d.ID] = d.Text
			}
		}
	}
	return texts
}

// TestLabelledPlaces measures how many place names of real stories get their
// entry, or are rightly left open.
func TestLabelledPlaces(t *testing.T) {
	if testing.Short() {
		t.Skip("the network reads 130 stories")
	}
	want := labels(t)
	texts := stories(t, want)
	r, err := pipeline.Open(models.FS(), pipeline.Accurate)
	if err != nil {
		t.Fatal(err)
	}
	records, right := map[string]*readout.Record{}, 0
	for _, l := range want {
		rec := records[l.story]
		if rec == nil {
			v := &readout.Version{Language: "en", Text: texts[l.story]}
			v.Seal()
			if rec, err = r.Read(t.Context(), v); err != nil {
				t.Fatal(err)
			}
			records[l.story] = rec
		}
		got := entryAt(rec, l)
		ok := false
		for _, e := range l.entries {
			ok = ok || e == got
		}
		if ok {
			right++
		} else if testing.Verbose() {
			t.Logf("%s: %q gives %s, want %v", l.story, string([]rune(rec.Version.Text)[l.start:l.end]), got, l.entries)
		}
	}
	share := 100 * float64(right) / float64(len(want))
	t.Logf("%d of %d place names right or rightly open: %.1f %%", right, len(want), share)
	if share < 85 {
		t.Errorf("%.1f %% of the place names are right, want at least 85 %%", share)
	}
}

// entryAt returns the entry of the place at a label, "-" if there is none.
func entryAt(rec *readout.Record, l label) string {
	runes := []rune(rec.Version.Text)
	span := readout.Span{Start: len(string(runes[:l.start])), End: len(string(runes[:l.end]))}
	for _, p := range rec.Places {
		if p.Place != "" && p.Span.Start < span.End && span.Start < p.Span.End {
			return strings.TrimPrefix(p.Place, "pl_")
		}
	}
	return "-"
}
