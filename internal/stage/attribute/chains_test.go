package attribute

import (
	"os"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/score"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/models"
)

// network returns the network in the folder READOUT_MODELS, or nil.
func network(t testing.TB) *analyze.Network {
	dir := os.Getenv("READOUT_MODELS")
	if dir == "" {
		return nil
	}
	data, _, err := models.Read(os.DirFS(dir), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	w, err := nn.ReadWeights(data)
	if err != nil {
		t.Fatal(err)
	}
	net, err := analyze.New(w)
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// readWith reads a text with a network, or without one if it is nil.
func readWith(net *analyze.Network, text string) []readout.Attribution {
	sents, in := segment.New(language.English()).Split(text), Input{}
	if net != nil {
		res := net.Analyze(text, sents, false)
		sents, in.Parts = res.Sentences, Parts{res.Parts, res.Sure}
	}
	atts, _ := find(text, sents, in)
	return atts
}

// TestChains holds how many of the gold chains are whole above a floor. With
// READOUT_CHAINS set it shows those of the open half that are not; the half
// that is held back stays unread.
func TestChains(t *testing.T) {
	net := network(t)
	for _, half := range []struct {
		file        string
		floor, wide int // without and with the network
	}{{"chains-open.txt", 80, 95}, {"chains-held.txt", 40, 46}} {
		data, err := os.ReadFile("../../../eval/" + half.file)
		if err != nil {
			t.Fatal(err)
		}
		chains, err := score.ParseChains(string(data))
		if err != nil {
			t.Fatalf("%s: %v", half.file, err)
		}
		whole := 0
		for i := range chains {
			atts := readWith(net, chains[i].Text)
			if score.Chain(&chains[i], atts)[0].Hit == 1 {
				whole++
			} else if os.Getenv("READOUT_CHAINS") != "" && half.file != "chains-held.txt" {
				logChain(t, &chains[i], atts)
			}
		}
		t.Logf("%s: %d of %d chains are whole", half.file, whole, len(chains))
		if floor := half.floor; net == nil && whole < floor || net != nil && whole < half.wide {
			t.Errorf("%s: %d chains are whole, want %d", half.file, whole, floor)
		}
	}
}

// logChain shows a chain beside what was read.
func logChain(t *testing.T, c *score.GoldChain, atts []readout.Attribution) {
	t.Logf("%s\n= %s\nwant %q", c.Text, c.Words.In(c.Text), c.Steps)
	for _, a := range atts {
		t.Logf("    %s<%s %s | %s | %s  %.2f", a.ID, a.Within, a.Speaker.Text, a.Cue.Text, a.Content.Text, a.Confidence)
	}
}
