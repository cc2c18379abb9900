package reading

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"strings"

	"encoding/json"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/stage/attribute"
)

// An Article is a text with the attributions that annotators marked, and what
// the network says of it where it was asked.
type Article struct {
	ID, Text     string
	Sentences    []readout.Sentence // none if the network was not asked
	Parts        [][]string         // of each sentence's words
	Sure         [][]float32
	Attributions []attribute.Gold
	Partial      bool // there may be attributions that are not marked
}

// Articles reads a file of articles: what train/parts wrote (.gob), or rows of
// JSON, packed as .xz or not.
func Articles(file string) (out []Article, err error) {
	in, err := Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	decode := json.NewDecoder(in).Decode
	if strings.HasSuffix(file, ".gob") {
		decode = gob.NewDecoder(in).Decode
	}
	for {
		var a Article
		err := decode(&a)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, a)
	}
}
