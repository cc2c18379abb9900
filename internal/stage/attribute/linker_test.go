package attribute

import (
	"encoding/gob"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// A partsDoc is an article of PolNeAR as the network reads it; train/parts
// writes them.
type partsDoc struct {
	Text      string
	Sentences []readout.Sentence
	Parts     [][]string
	Sure      [][]float32
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

// TestPartsPolNeAR scores the stage with the network's parts.
func TestPartsPolNeAR(t *testing.T) {
	docs := readParts(t, "dev")
	scorePolNeAR(t, "dev", func(i int) []readout.Attribution {
		d := &docs[i]
		atts, _ := find(d.Text, d.Sentences, Input{Parts: Parts{d.Parts, d.Sure}})
		return atts
	})
}
