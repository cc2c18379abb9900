package attribute

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestReliability writes eval/reliability.txt: how often attributions of a
// given confidence are right on the development part of PolNeAR. It runs where
// READOUT_RELIABILITY is set and the corpus is there.
func TestReliability(t *testing.T) {
	if os.Getenv("READOUT_RELIABILITY") == "" {
		t.Skip("set READOUT_RELIABILITY to write eval/reliability.txt")
	}
	docs, raw := polnear(t, "dev")
	t.Setenv("READOUT_MODELS", "../../../models")
	net := network(t)
	var outer [][]readout.Attribution
	for i := range docs {
		outer = append(outer, slices.DeleteFunc(readWith(net, docs[i].Text), func(a readout.Attribution) bool { return a.Within != "" }))
	}
	gold := filepath.Join(t.TempDir(), "gold.jsonl")
	if err := os.WriteFile(gold, raw, 0o666); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString("Attributions of PolNeAR's development part that lie in no other, by confidence: how many there are, what they say\n" +
		"of themselves on average, and how many of them are right (LENIENT). Made by\n" +
		"    READOUT_RELIABILITY=1 go test ./internal/stage/attribute -run TestReliability\n\n" +
		"confidence   number   said  right\n")
	apart, all := 0.0, 0
	for low := 0.3; low < 0.99; low += 0.1 {
		n, mean, right := reliability(t, gold, outer, docs, low, low+0.1)
		if n == 0 {
			continue
		}
		fmt.Fprintf(&out, "%.1f to %.1f  %7d %6.2f %6.2f  %s\n", low, low+0.1, n, mean, right, strings.Repeat("#", int(right*40+0.5)))
		apart += float64(n) * max(mean-right, right-mean)
		all += n
	}
	fmt.Fprintf(&out, "\nmean distance of the two, weighed by number: %.3f\n", apart/float64(all))
	if err := os.WriteFile("../../../eval/reliability.txt", []byte(out.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

// reliability returns how many attributions have a confidence from low to
// below high, their mean confidence, and how many of them are right.
func reliability(t *testing.T, gold string, atts [][]readout.Attribution, docs []polnearDoc, low, high float64) (n int, mean, right float64) {
	var pred bytes.Buffer
	for i := range docs {
		var part []readout.Attribution
		for _, a := range atts[i] {
			if c := a.Confidence; c >= low && (c < high || high > 0.99) {
				part = append(part, a)
				mean += c
				n++
			}
		}
		pred.Write(scorerLine(docs[i].ID, part))
	}
	file := filepath.Join(t.TempDir(), "pred.jsonl")
	if err := os.WriteFile(file, pred.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", filepath.Join(shared(t), "eval", "score_polnear.py"), gold, file, "--offsets", "byte", "--json").Output()
	if err != nil {
		t.Skip("the scorer does not run here: ", err)
	}
	var res struct{ Scores map[string][3]float64 }
	if err := json.Unmarshal(out, &res); err != nil {
		t.Fatal(err)
	}
	return n, mean / float64(max(n, 1)), res.Scores["LENIENT"][0]
}
