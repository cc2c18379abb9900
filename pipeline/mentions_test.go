package pipeline

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/ulikunitz/xz"

	"github.com/seed-f92ea4cf/readout/internal/conllu"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// TestWriteMentions writes the noun phrases of OntoGUM, their features and
// what the network says of them, for the training of the mention stage. It runs
// when READOUT_MENTIONS names a folder:
//
//	READOUT_MENTIONS=<folder> READOUT_MODELS=<weights> READOUT_MODEL=accurate READOUT_SHARED=<corpora> go test -run TestWriteMentions -timeout 1h ./pipeline
func TestWriteMentions(t *testing.T) {
	dir := os.Getenv("READOUT_MENTIONS")
	if dir == "" {
		t.Skip("READOUT_MENTIONS is not set")
	}
	r, err := Open(os.DirFS(os.Getenv("READOUT_MODELS")), os.Getenv("READOUT_MODEL"))
	if err != nil {
		t.Fatal(err)
	}
	for _, split := range []string{"dev", "train"} {
		if err := writeMentions(r, filepath.Join(os.Getenv("READOUT_SHARED"), "data", "coref", "ontogum-clean-"+split+".conllu.xz"),
			filepath.Join(dir, split+".bin")); err != nil {
			t.Fatal(err)
		}
	}
}

// writeMentions reads the documents of one file and writes them to another.
func writeMentions(r *Reader, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	lines, err := xz.NewReader(bufio.NewReader(in))
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := bufio.NewWriter(out)
	docs, lex := conllu.NewReader(lines, from), lexicon.Load()
	for {
		doc, err := docs.Next()
		if errors.Is(err, io.EOF) {
			return buf.Flush()
		}
		if err != nil {
			return err
		}
		res := r.net.Analyze(doc.Text, doc.Sentences, true)
		if err := r.mentions.Dump(buf, doc.ID, r.grammar.View(doc.Text, res.Sentences), lex, &res.Nominals); err != nil {
			return err
		}
	}
}
