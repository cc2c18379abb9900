package compare_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/ulikunitz/xz"
)

// An edit is a change of a story that was written down, with what it is.
type edit struct{ story, kind, old, new string }

// readEdits reads a file of eval/alerts.
func readEdits(t *testing.T, file string) (real, cosmetic []edit) {
	t.Helper()
	data, err := os.ReadFile("../../eval/alerts/" + file)
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`^([+~]) (\w+) \| (.*?) \|(?: (.*))?$`)
	for _, block := range strings.Split(string(data), "\n= ")[1:] {
		var story []string
		var edits [][]string
		for l := range strings.Lines(block) {
			if m := line.FindStringSubmatch(strings.TrimSuffix(l, "\n")); m != nil {
				edits = append(edits, m)
			} else if len(edits) == 0 {
				story = append(story, strings.TrimSpace(l))
			}
		}
		text := strings.TrimSpace(strings.Join(story[1:], "\n"))
		for _, m := range edits {
			if strings.Count(text, m[3]) != 1 {
				t.Fatalf("%q does not stand once in its story", m[3])
			}
			e := edit{text, m[2], m[3], strings.ReplaceAll(m[4], `\n`, "\n")}
			if m[1] == "+" {
				real = append(real, e)
			} else {
				cosmetic = append(cosmetic, e)
			}
		}
	}
	return real, cosmetic
}

func reader(t *testing.T, model string) func(in article.Input) *readout.Record {
	t.Helper()
	r, err := pipeline.Open(models.FS(), model)
	if err != nil {
		t.Fatal(err)
	}
	return func(in article.Input) *readout.Record {
		res := article.FromText(in)
		rec, err := r.Read(context.Background(), &res.Version)
		if err != nil {
			t.Fatal(err)
		}
		rec.Removed = res.Removed
		return rec
	}
}

// TestRealChangesWeighAndCosmeticOnesDoNot measures the rule on edits of news
// most of which were written before it; eval/README.md says which were not.
func TestRealChangesWeighAndCosmeticOnesDoNot(t *testing.T) {
	if testing.Short() {
		t.Skip("900 stories are read")
	}
	read := reader(t, pipeline.Accurate)
	for file, most := range map[string]struct{ missed, fired int }{"edits.txt": {1, 1}, "edits-held.txt": {0, 0}, "edits-own.txt": {1, 3}, "edits-late.txt": {0, 14}, "edits-halves.txt": {0, 2}} {
		real, cosmetic := readEdits(t, file)
		weigh := func(e edit) []compare.Passage {
			before := read(article.Input{Text: e.story, Published: "2026-06-10"})
			after := read(article.Input{Text: strings.Replace(e.story, e.old, e.new, 1), Published: "2026-06-10"})
			return compare.Weigh(before, after)
		}
		missed, fired := 0, 0
		for _, e := range real {
			if len(weigh(e)) == 0 {
				missed++
				t.Logf("missed: %s: %q → %q", e.kind, e.old, e.new)
			}
		}
		for _, e := range cosmetic {
			if list := weigh(e); len(list) > 0 {
				fired++
				t.Logf("cosmetic: %s: %q → %q: %s", e.kind, e.old, e.new, list[0].Words)
			}
		}
		t.Logf("%s: real %d of %d, cosmetic %d of %d", file, len(real)-missed, len(real), fired, len(cosmetic))
		if missed > most.missed || fired > most.fired {
			t.Errorf("%s: %d of %d real changes are missed, want %d at most; %d of %d cosmetic ones weigh, want %d at most", file, missed, len(real), most.missed, fired, len(cosmetic), most.fired)
		}
	}
}

// TestStatementsOfAFeed measures the rule on statements as a feed showed them over
// time, by verdicts that were given before it.
func TestStatementsOfAFeed(t *testing.T) {
	if testing.Short() {
		t.Skip("345 statements take minutes to read")
	}
	f, err := os.Open("../../../shared/data/stories/state-department-versions.jsonl.xz")
	if err != nil {
		t.Skip("no ../shared/data/stories: the statements are not here")
	}
	defer f.Close()
	unpacked, err := xz.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	type statement struct {
		URL      string
		Versions []struct{ Seen, Title, Text string }
	}
	var rows []statement
	lines := bufio.NewScanner(unpacked)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var row statement
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	verdicts, err := os.ReadFile("../../eval/alerts/versions.txt")
	if err != nil {
		t.Fatal(err)
	}
	read := reader(t, pipeline.Rules)
	found, of := make(map[string]int), make(map[string]int)
	for l := range strings.Lines(string(verdicts)) {
		if l[0] == '#' {
			continue
		}
		var row, k int
		var a, b, verdict string
		if _, err := fmt.Sscan(l, &row, &k, &a, &b, &verdict); err != nil {
			t.Fatalf("%q: %v", l, err)
		}
		story := rows[row-1]
		var recs [2]*readout.Record
		for i := range recs {
			v := story.Versions[k-1+i]
			recs[i] = read(article.Input{URL: story.URL, Title: v.Title, Text: v.Text, Published: v.Seen})
		}
		of[verdict]++
		if list := compare.Weigh(recs[0], recs[1]); len(list) > 0 {
			found[verdict]++
			if verdict == "cosmetic" {
				t.Errorf("row %d, version %d: %s", row, k+1, list[0].Words)
			}
		} else if verdict == "real" {
			t.Logf("missed: row %d, version %d", row, k+1)
		}
	}
	t.Logf("real %d of %d, cosmetic %d of %d, slight %d of %d", found["real"], of["real"], found["cosmetic"], of["cosmetic"], found["slight"], of["slight"])
	if 100*found["real"] < 95*of["real"] || of["real"] == 0 {
		t.Errorf("%d of %d real changes weigh, want 95 %%", found["real"], of["real"])
	}
}
