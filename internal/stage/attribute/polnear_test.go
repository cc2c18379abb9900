package attribute

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// shared returns the folder of corpora that are not in the repository, or
// skips the test.
func shared(t testing.TB) string {
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "attribution")); err != nil {
		t.Skip("the corpora are not here: set READOUT_SHARED")
	}
	return dir
}

// A polnearDoc is an article of PolNeAR.
type polnearDoc struct {
	ID           string `json:"id"`
	Text         string `json:"text"`
	Attributions []struct {
		Source, Cue, Content [][2]int
	} `json:"attributions"`
}

// polnear reads one split; raw is the file's content.
func polnear(t testing.TB, split string) (docs []polnearDoc, raw []byte) {
	f, err := os.Open(filepath.Join(shared(t), "data", "attribution", "polnear-"+split+".jsonl.xz"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	r, err := xz.NewReader(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	if raw, err = io.ReadAll(r); err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(raw) {
		var d polnearDoc
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs, raw
}

// readText reads a text without mentions and dates.
func readText(text string) []readout.Attribution {
	atts, _ := find(text, segment.New(language.English()).Split(text), Input{})
	return atts
}

// scorerLine is a document as the scorer wants it, in bytes.
func scorerLine(id string, atts []readout.Attribution) []byte {
	type row struct {
		Source     []readout.Span `json:"source"`
		Cue        []readout.Span `json:"cue"`
		Content    []readout.Span `json:"content"`
		Nested     bool           `json:"nested"`
		Confidence float64        `json:"confidence"`
		Why        string         `json:"why"`
	}
	rows := []row{}
	for _, a := range atts {
		rows = append(rows, row{a.Speaker.Spans, a.Cue.Spans, a.Content.Spans, a.Within != "", a.Confidence, a.Why})
	}
	line, _ := json.Marshal(map[string]any{"id": id, "attributions": rows})
	return append(line, '\n')
}

// TestPolNeAR holds the figures on the development part above a floor. With
// READOUT_POLNEAR set to a folder it leaves gold, predictions and errors there;
// READOUT_SPLIT names another part.
func TestPolNeAR(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a corpus")
	}
	split := "dev"
	if v := os.Getenv("READOUT_SPLIT"); v != "" {
		split = v
	}
	docs, _ := polnear(t, split)
	all, direct := scorePolNeAR(t, split, func(i int) []readout.Attribution { return readText(docs[i].Text) })
	if all < 60 {
		t.Errorf("LENIENT F1 %.1f, want 60 at least", all)
	}
	if direct < 80 {
		t.Errorf("LENIENT F1 of direct quotations %.1f, want 80 at least", direct)
	}
}

// scorePolNeAR scores what read gives for each article of a split and returns
// LENIENT F1, of all and of direct quotations.
func scorePolNeAR(t *testing.T, split string, read func(i int) []readout.Attribution) (float64, float64) {
	dir := t.TempDir()
	if v := os.Getenv("READOUT_POLNEAR"); v != "" {
		dir = v
	}
	docs, raw := polnear(t, split)
	var pred bytes.Buffer
	for i := range docs {
		pred.Write(scorerLine(docs[i].ID, read(i)))
	}
	gold, got := filepath.Join(dir, "gold.jsonl"), filepath.Join(dir, "pred.jsonl")
	for file, data := range map[string][]byte{gold: raw, got: pred.Bytes()} {
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	scorer := filepath.Join(shared(t), "eval", "score_polnear.py")
	if table, err := exec.Command("python3", scorer, gold, got, "--offsets", "byte", "--errors", filepath.Join(dir, "errors.jsonl")).CombinedOutput(); err == nil {
		t.Logf("PolNeAR %s\n%s", split, table)
	}
	out, err := exec.Command("python3", scorer, gold, got, "--offsets", "byte", "--json").Output()
	if err != nil {
		t.Skip("the scorer does not run here: ", err)
	}
	var res struct {
		Scores map[string][3]float64
		Groups map[string]struct{ LENIENT [3]float64 }
	}
	if err := json.Unmarshal(out, &res); err != nil {
		t.Fatal(err)
	}
	return 100 * res.Scores["LENIENT"][2], 100 * res.Groups["type=direct"].LENIENT[2]
}

// BenchmarkFind measures the stage alone, on a story read many times.
func BenchmarkFind(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("testdata", "story.txt"))
	if err != nil {
		b.Fatal(err)
	}
	v := &readout.Version{Text: strings.TrimSpace(string(data))}
	sents := segment.New(language.English()).Split(v.Text)
	words := len(strings.Fields(v.Text))
	b.SetBytes(int64(len(v.Text)))
	b.ReportAllocs()
	for b.Loop() {
		find(v.Text, sents, Input{})
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
