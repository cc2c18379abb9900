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
	atts, _ := Find(&readout.Version{Text: text}, segment.Split(text), nil, nil)
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
	split := "dev"
	if v := os.Getenv("READOUT_SPLIT"); v != "" {
		split = v
	}
	dir := t.TempDir()
	if v := os.Getenv("READOUT_POLNEAR"); v != "" {
		dir = v
	}
	docs, raw := polnear(t, split)
	var pred bytes.Buffer
	for _, d := range docs {
		pred.Write(scorerLine(d.ID, readText(d.Text)))
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
	if all := 100 * res.Scores["LENIENT"][2]; all < 45 {
		t.Errorf("LENIENT F1 %.1f, want 45 at least", all)
	}
	if direct := 100 * res.Groups["type=direct"].LENIENT[2]; direct < 70 {
		t.Errorf("LENIENT F1 of direct quotations %.1f, want 70 at least", direct)
	}
}

// BenchmarkFind measures the stage alone, on a story read many times.
func BenchmarkFind(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("testdata", "story.txt"))
	if err != nil {
		b.Fatal(err)
	}
	v := &readout.Version{Text: strings.TrimSpace(string(data))}
	sents := segment.Split(v.Text)
	words := len(strings.Fields(v.Text))
	b.SetBytes(int64(len(v.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(v, sents, nil, nil)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
