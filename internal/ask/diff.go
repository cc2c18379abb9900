package ask

import (
	"context"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
)

// A Diff says how one version of a story differs from another.
type Diff struct {
	Story    readout.StoryID   `json:"story,omitempty"`
	From     readout.VersionID `json:"from"`
	To       readout.VersionID `json:"to"`
	Names    [2]string         `json:"names" doc:"what the two are called: v2 and v3"`
	Read     bool              `json:"read" doc:"false: a record is missing, so only words are compared"`
	Changes  []compare.Item    `json:"changes" doc:"between the records, the weightiest first"`
	Same     int               `json:"same" doc:"statements and events that say the same in both"`
	Reworded int               `json:"reworded" doc:"of them, those in other words"`
	Still    []Carrier         `json:"still" doc:"other stories that still carry words which changed or went"`
	Words    []Edit            `json:"words" doc:"the word diff of the texts, all of it, in order"`
}

// An Edit is a run of words with one fate.
type Edit struct {
	Op   string `json:"op" enum:"same,gone,came"`
	Text string `json:"text"`
}

// edits returns the word diff with the white space between the runs.
func edits(a, b string) []Edit {
	var out []Edit
	add := func(op, text string) {
		if text != "" {
			out = append(out, Edit{op, text})
		}
	}
	end := 0 // of what is shown of b
	for _, e := range compare.Words(a, b) {
		switch e.Op {
		case compare.Gone:
			if e.Old.Start > 0 && unicode.IsSpace(rune(a[e.Old.Start-1])) { // stands after the same gap
				gap := len(b[end:]) - len(strings.TrimLeftFunc(b[end:], unicode.IsSpace))
				add("same", b[end:end+gap])
				end += gap
			}
			add("gone", e.Old.In(a))
		default:
			add("same", b[min(end, e.New.Start):e.New.Start])
			op := "same"
			if e.Op == compare.Came {
				op = "came"
			}
			add(op, e.New.In(b))
			end = e.New.End
		}
	}
	return out
}

// Diff compares two versions of a story, by number (2 or v2) or id. Without
// names the current version is compared with the one before it.
func (s *Service) Diff(ctx context.Context, id, from, to string) (*Diff, error) {
	p, err := s.Pair(ctx, id, from, to)
	if err != nil {
		return nil, err
	}
	d := p.Diff()
	d.Still, err = s.Still(ctx, p, d.Changes)
	return d, err
}
