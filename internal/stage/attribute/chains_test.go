package attribute

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/score"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/models"
)

// network returns the accurate network: the one that the program ships, or
// that in the folder READOUT_MODELS.
func network(t testing.TB) *analyze.Network {
	t.Helper()
	from := models.FS()
	if dir := os.Getenv("READOUT_MODELS"); dir != "" {
		from = os.DirFS(dir)
	}
	data, _, err := models.Read(from, "accurate")
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
		res := net.Analyze(context.Background(), text, sents, false)
		sents, in.Parts = res.Sentences, Parts{res.Parts, res.Sure}
	}
	atts, _ := find(text, sents, in)
	return atts
}

// TestChains reads the gold chains with the network and without one. Those
// that are not whole are listed: of the open half by their first words, of the
// half that is held back, which stays unread, by number. With READOUT_CHAINS
// set it shows those of the open half.
func TestChains(t *testing.T) {
	for name, net := range map[string]*analyze.Network{"rules": nil, "network": network(t)} {
		t.Run(name, func(t *testing.T) {
			known := golden.KnownFailures(t, knownFile)
			checkChains(t, known, net, "open")
			checkChains(t, known, net, "held")
		})
	}
}

// checkChains reads one half of the gold chains.
func checkChains(t *testing.T, known *golden.Known, net *analyze.Network, half string) {
	data, err := os.ReadFile("../../../eval/chains-" + half + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	chains, err := score.ParseChains(string(data))
	if err != nil {
		t.Fatalf("%s: %v", half, err)
	}
	for i := range chains {
		name := fmt.Sprintf("%s %d", half, i+1)
		atts, wrong := readWith(net, chains[i].Text), ""
		if score.Chain(&chains[i], atts)[0].Hit != 1 {
			wrong = "the chain is not whole"
			if os.Getenv("READOUT_CHAINS") != "" && half == "open" {
				logChain(t, &chains[i], atts)
			}
		}
		if half == "open" {
			const enough = 60
			name += " " + chains[i].Text[:min(len(chains[i].Text), enough)]
		}
		known.Case(strings.ToValidUTF8(name, ""), wrong)
	}
}

// logChain shows a chain beside what was read.
func logChain(t *testing.T, c *score.GoldChain, atts []readout.Attribution) {
	t.Logf("%s\n= %s\nwant %q", c.Text, c.Words.In(c.Text), c.Steps)
	for _, a := range atts {
		t.Logf("    %s<%s %s | %s | %s  %.2f", a.ID, a.Within, a.Speaker.Text, a.Cue.Text, a.Content.Text, a.Confidence)
	}
}

// TestASubjectBehindASourceIsSaid has the subject of what is said stand where an apposition
// of the source may: the tree tells the two apart.
func TestASubjectBehindASourceIsSaid(t *testing.T) {
	net := network(t)
	for text, want := range map[string]string{
		"According to the police, the man from Holm, Norway, left the town.":            "the police | the man from Holm, Norway, left the town",
		"According to Eva Strand, the harbour minister, the deal was signed on Monday.": "Eva Strand, the harbour minister | the deal was signed on Monday",
	} {
		atts := readWith(net, text)
		if len(atts) != 1 {
			t.Errorf("%s: %d statements", text, len(atts))
			continue
		}
		if got := atts[0].Speaker.Text + " | " + strings.TrimPrefix(atts[0].Content.Text, ", "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
