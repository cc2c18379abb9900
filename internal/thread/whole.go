package thread

import (
	"encoding/json"
	"fmt"

	"github.com/seed-f92ea4cf/readout/internal/question"
)

// wholeDigest is a digest with who takes which side of what; who joins stories
// reads the digest alone.
type wholeDigest struct {
	*Digest
	Stand *question.Stand `json:"stand,omitempty"`
}

// Whole returns the JSON of a digest with its Stand, as archives keep it and as
// it goes with its record from one machine to another.
func (d *Digest) Whole() ([]byte, error) { return json.Marshal(wholeDigest{d, d.Stand}) }

// ParseWhole reads what [Digest.Whole] wrote. It returns nil for a digest of
// another format, which is to be made again.
func ParseWhole(data []byte) (*Digest, error) {
	w := wholeDigest{Digest: new(Digest)}
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, fmt.Errorf("digest: %w", err)
	}
	w.Digest.Stand = w.Stand
	if w.Format != DigestFormat {
		return nil, nil
	}
	return w.Digest, w.check()
}

// check reports a digest that points beyond itself, as a damaged file may have.
func (d *Digest) check() error {
	for i := range d.Mentions {
		if m := &d.Mentions[i]; m.Sentence < 0 || m.Sentence >= len(d.Sentences) || i > 0 && m.Trigger.Start < d.Mentions[i-1].Trigger.Start {
			return fmt.Errorf("digest: mention %d has no sentence, or is in no order", i+1)
		}
	}
	for i := range d.Figures {
		if f := &d.Figures[i]; f.Sentence < 0 || f.Sentence >= len(d.Sentences) || f.Trigger >= len(d.Mentions) {
			return fmt.Errorf("digest: figure %d has no sentence", i+1)
		}
	}
	for i := 1; i < len(d.Terms); i++ {
		if d.Terms[i].Key <= d.Terms[i-1].Key {
			return fmt.Errorf("digest: its terms are in no order")
		}
	}
	return nil
}
