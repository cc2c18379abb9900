package attribute

import (
	"encoding/gob"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// A partsDoc is an article of PolNeAR as the network reads it; the test
// TestWriteParts of the pipeline writes them.
type partsDoc struct {
	ID, Text     string
	Sentences    []readout.Sentence
	Parts        [][]string
	Sure         [][]float32
	Attributions []struct{ Source, Cue, Content [][2]int }
}

// story lays the article out.
func (d *partsDoc) story() *story {
	s := layOut(d.Text, d.Sentences)
	s.findPieces(Parts{d.Parts, d.Sure})
	return s
}

// gold returns its gold attributions in words of s.
func (d *partsDoc) gold(s *story) []goldAtt {
	return goldOf(&polnearDoc{Text: d.Text, Attributions: d.Attributions}, s)
}

// readParts reads the articles of a split from the folder READOUT_PARTS, or
// skips the test.
func readParts(t testing.TB, split string) (docs []partsDoc) {
	dir := os.Getenv("READOUT_PARTS")
	if dir == "" {
		t.Skip("READOUT_PARTS is not set")
	}
	f, err := os.Open(filepath.Join(dir, split+".gob"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for dec := gob.NewDecoder(f); ; {
		var d partsDoc
		switch err := dec.Decode(&d); err {
		case nil:
			docs = append(docs, d)
		case io.EOF:
			return docs
		default:
			t.Fatal(err)
		}
	}
}

// TestTrainLinker makes the weights attribute-parsed, -nested, -linker and -tagged from what the network says
// of the training part of PolNeAR. It runs when READOUT_TRAIN is set:
//
//	READOUT_TRAIN=1 READOUT_PARTS=<folder> go test -run TestTrainLinker ./internal/stage/attribute
func TestTrainLinker(t *testing.T) {
	if os.Getenv("READOUT_TRAIN") == "" {
		t.Skip("READOUT_TRAIN is not set")
	}
	docs := readParts(t, "train")
	var plain, alone, pairs []example
	for n := range docs {
		s := layOut(docs[n].Text, docs[n].Sentences)
		plain = append(plain, examplesOf(s, docs[n].gold(s), n, false)...)
		alone = append(alone, examplesOf(s, docs[n].gold(s), n, true)...)
		s = layOut(docs[n].Text, segment.New(language.English()).Split(docs[n].Text))
		alone = append(alone, examplesOf(s, docs[n].gold(s), n, true)...)
	}
	heldOut(t, plain, modelSize, 12, temperature, 19901)
	heldOut(t, alone, modelSize, 6, temperature, 19901)
	finder.weights.nested = quantized(fit(alone, modelSize, 6))
	finder.weights.parsed = quantized(fit(plain, modelSize, 12))
	for n := range docs {
		pairs = append(pairs, docs[n].pairs(n)...)
	}
	heldOut(t, pairs, linkerSize, 6, 1, 0)
	finder.weights.linker = quantized(fit(pairs, linkerSize, 6))
	var all []example
	gold := 0
	for n := range docs {
		gold += len(docs[n].Attributions)
		all = append(all, docs[n].examples(n)...)
	}
	heldOut(t, all, modelSize, 8, taggedTemperature, gold)
	finder.weights.tagged = quantized(fit(all, modelSize, 8))
	for file, data := range map[string][]byte{"../../../models/weights/en/attribute-parsed.bin": finder.weights.parsed, "../../../models/weights/en/attribute-nested.bin": finder.weights.nested, "../../../models/weights/en/attribute-linker.bin": finder.weights.linker, "../../../models/weights/en/attribute-tagged.bin": finder.weights.tagged} {
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// heldOut reports how a model does on a quarter of the articles, trained on
// the rest.
func heldOut(t *testing.T, all []example, size, rounds int, temperature float64, gold int) {
	var in, out []example
	for _, e := range all {
		if e.doc%4 == 0 {
			out = append(out, e)
		} else {
			in = append(in, e)
		}
	}
	w := fit(in, size, rounds)
	var p []float64
	for _, e := range out {
		p = append(p, tempered(probability(w, e.features), temperature))
	}
	report(t, out, p, gold/4+1)
}

// pairs returns cues with speakers and contents near them as examples of
// links.
func (d *partsDoc) pairs(n int) (out []example) {
	s := d.story()
	byCue, _ := s.sharedCues(s.resolve(s.propose()))
	gold := d.gold(s)
	for i := range s.pieces {
		if s.pieces[i].part != cuePart {
			continue
		}
		g := goldAt(gold, s.pieces[i].rng)
		if g == nil {
			continue
		}
		for k := max(0, i-reachOfLinks); k < min(len(s.pieces), i+reachOfLinks+1); k++ {
			b := s.pieces[k]
			e := example{doc: n, weight: 1}
			switch {
			case b.part == speakerPart && diceOf(g.source, []rng{b.rng}) > 0:
				e.right = 1
			case b.part == contentPart && 2*overlap(g.content, b.rng) > b.to-b.from:
				e.right = 1
			case b.part == cuePart || b.part == noPart:
				continue
			}
			e.features = slices.Clone(s.pairFeatures(i, k, byCue[i]))
			out = append(out, e)
		}
	}
	return out
}

// goldAt returns the gold attribution whose cue shares most words with r.
func goldAt(gold []goldAtt, r rng) (best *goldAtt) {
	top := 0.0
	for i := range gold {
		if d := diceOf(gold[i].cue, []rng{r}); d > top {
			best, top = &gold[i], d
		}
	}
	return best
}

// examples returns the candidates outside of others as examples.
func (d *partsDoc) examples(n int) (out []example) {
	s := d.story()
	cands := s.taggedCandidates(s.resolve(s.propose()))
	gold := d.gold(s)
	for i := range cands {
		if cands[i].tag.nested {
			continue
		}
		e := example{features: slices.Clone(s.features(cands, i, false)), doc: n, weight: 1}
		for k := range gold {
			if gold[k].right(&cands[i]) {
				e.right = 1
			}
		}
		out = append(out, e)
	}
	return out
}

// TestPartsPolNeAR scores the stage with the network's parts.
func TestPartsPolNeAR(t *testing.T) {
	docs := readParts(t, "dev")
	scorePolNeAR(t, "dev", func(i int) []readout.Attribution {
		d := &docs[i]
		atts, _ := find(d.Text, d.Sentences, Input{Parts: Parts{d.Parts, d.Sure}})
		return atts
	})
}
