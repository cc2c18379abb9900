// Package reading opens models and corpora for the programs that write what
// training reads.
package reading

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/conllu"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/models"

	"github.com/ulikunitz/xz"
)

// A Text is one text of a corpus with its sentences. They stay as they are if
// Keep is set, as CoNLL-U gives them.
type Text struct {
	Ref, Text string
	Sentences []readout.Sentence
	Keep      bool
}

// Open opens a file of a corpus, unpacked if its name ends in .xz.
func Open(file string) (io.ReadCloser, error) {
	f, err := os.Open(file)
	if err != nil || !strings.HasSuffix(file, ".xz") {
		return f, err
	}
	r, err := xz.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file, err), f.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{r, f}, nil
}

// Each calls f with every text of a file: CoNLL-U, or JSON Lines with ref and
// text, either of them packed as .xz. It stops at the first error.
func Each(file string, f func(Text) error) error {
	in, err := Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	if strings.HasSuffix(strings.TrimSuffix(file, ".xz"), ".conllu") {
		err = eachDocument(in, file, f)
	} else {
		err = eachRow(in, f)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func eachDocument(in io.Reader, file string, f func(Text) error) error {
	docs := conllu.NewReader(in, file)
	for {
		doc, err := docs.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := f(Text{Ref: doc.ID, Text: doc.Text, Sentences: doc.Sentences, Keep: true}); err != nil {
			return err
		}
	}
}

func eachRow(in io.Reader, f func(Text) error) error {
	splitter := segment.New(language.English())
	for dec := json.NewDecoder(in); dec.More(); {
		var row struct{ Ref, Text string }
		if err := dec.Decode(&row); err != nil {
			return err
		}
		if err := f(Text{Ref: row.Ref, Text: row.Text, Sentences: splitter.Split(row.Text)}); err != nil {
			return err
		}
	}
	return nil
}

// Network opens a model of the program's manifest or, if weights names a file,
// one in place of its weights.
func Network(model, weights string) (*analyze.Network, error) {
	w, err := readWeights(model, weights)
	if err != nil {
		return nil, err
	}
	if w.Base != nil && w.Base.Model != model {
		base, err := readWeights(w.Base.Model, "")
		if err != nil {
			return nil, err
		}
		if err := w.Borrow(base); err != nil {
			return nil, err
		}
	}
	return analyze.New(w)
}

func readWeights(model, file string) (*nn.Weights, error) {
	var data []byte
	var err error
	if file != "" {
		data, err = os.ReadFile(file)
	} else {
		data, _, err = models.Read(models.FS(), model)
	}
	if err != nil {
		return nil, err
	}
	return nn.ReadWeights(data)
}
