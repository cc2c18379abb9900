package pipeline

import (
	"bufio"
	"encoding/gob"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/ulikunitz/xz"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// A partsDoc is an article of PolNeAR as the network reads it. The training
// of the attribution stage reads the same fields.
type partsDoc struct {
	ID, Text     string
	Sentences    []readout.Sentence
	Parts        [][]string
	Sure         [][]float32
	Attributions []struct{ Source, Cue, Content [][2]int }
}

// TestWriteParts writes what the network says of PolNeAR, for the training of
// the attribution stage. It runs when READOUT_PARTS names a folder:
//
//	READOUT_PARTS=<folder> READOUT_MODELS=<weights> READOUT_SHARED=<corpora> go test -run TestWriteParts -timeout 1h ./pipeline
func TestWriteParts(t *testing.T) {
	dir := os.Getenv("READOUT_PARTS")
	if dir == "" {
		t.Skip("READOUT_PARTS is not set")
	}
	model := os.Getenv("READOUT_MODEL")
	if model == "" {
		model = Accurate
	}
	r, err := Open(os.DirFS(os.Getenv("READOUT_MODELS")), model)
	if err != nil {
		t.Fatal(err)
	}
	for _, split := range []string{"dev", "train"} {
		writeParts(t, r.net, filepath.Join(os.Getenv("READOUT_SHARED"), "data", "attribution", "polnear-"+split+".jsonl.xz"), filepath.Join(dir, split+".gob"))
	}
}

// writeParts reads the articles of one file with net and writes them to another.
func writeParts(t *testing.T, net *analyze.Network, from, to string) {
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	lines, err := xz.NewReader(bufio.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to + ".new")
	if err != nil {
		t.Fatal(err)
	}
	buf := bufio.NewWriter(out)
	enc := gob.NewEncoder(buf)
	for dec := json.NewDecoder(lines); dec.More(); {
		var d partsDoc
		if err := dec.Decode(&d); err != nil {
			t.Fatal(err)
		}
		res := net.Analyze(d.Text, segment.New(language.English()).Split(d.Text), false)
		d.Sentences, d.Parts, d.Sure = res.Sentences, res.Parts, res.Sure
		if err := enc.Encode(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := buf.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(to+".new", to); err != nil {
		t.Fatal(err)
	}
}
