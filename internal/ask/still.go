package ask

import (
	"context"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Carrier is a story that still says what a newer version of another one no
// longer says.
type Carrier struct {
	Story     readout.StoryID   `json:"story"`
	Version   readout.VersionID `json:"version"`
	Outlet    string            `json:"outlet"`
	Published string            `json:"published,omitempty"`
	Headline  string            `json:"headline"`
	Words     []string          `json:"words" doc:"sentences of the older version that stand in it word for word"`
}

// Limits of the search for those who carry old words.
const (
	maxCarriers = 40 // copies that are opened
	maxOldWords = 30 // sentences that are looked for
	minOldWords = 25 // bytes of a sentence; shorter ones stand anywhere
)

// Still returns the stories that still carry words of an older version which a
// newer one has changed or dropped: copies of the story whose current version
// has the sentence as it was.
func (s *Service) Still(ctx context.Context, p *Pair, changes []compare.Item) ([]Carrier, error) {
	out, id := []Carrier{}, p.New.Version.Story
	words := oldWords(p, changes)
	if len(words) == 0 {
		return out, nil
	}
	st, err := s.Store.Story(ctx, string(id))
	if err != nil {
		return nil, err
	}
	seen := map[readout.StoryID]bool{id: true}
	for _, v := range st.Versions {
		group, err := s.Store.GroupOf(ctx, &v.VersionRef)
		if err != nil {
			return nil, err
		}
		if group == nil {
			continue
		}
		for _, m := range group.Members {
			if seen[m.Story] || len(seen) > maxCarriers {
				continue
			}
			seen[m.Story] = true
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			c, err := s.carrier(ctx, m, words)
			if err != nil {
				return nil, err
			}
			if c != nil {
				out = append(out, *c)
			}
		}
	}
	return out, nil
}

// CarriedBy names the outlets whose stories resemble a version more than any
// other of its story: they carry its words.
func (s *Service) CarriedBy(ctx context.Context, v *VersionLine) ([]string, error) {
	stored, err := s.Store.Version(ctx, string(v.ID))
	if err != nil {
		return nil, err
	}
	g, err := s.Store.GroupOf(ctx, &stored.VersionRef)
	if err != nil || g == nil {
		return nil, err
	}
	var outlets []string
	for _, m := range g.Members {
		if m.Of == v.ID && m.Story != stored.Story && !slices.Contains(outlets, m.Outlet) {
			outlets = append(outlets, m.Outlet)
		}
	}
	return outlets, nil
}

// carrier returns the current version of a copy's story if old words stand in it.
func (s *Service) carrier(ctx context.Context, m *store.Copy, words []string) (*Carrier, error) {
	stored, err := s.Store.Version(ctx, string(m.Story))
	if err != nil {
		return nil, err
	}
	text := plainWords(stored.Version.Text)
	c := &Carrier{Story: m.Story, Version: stored.ID, Outlet: m.Outlet, Published: stored.Version.Published.Day(), Headline: clip(stored.Version.Headline, maxLine)}
	for _, w := range words {
		if strings.Contains(text, plainWords(w)) {
			c.Words = append(c.Words, w)
		}
	}
	if len(c.Words) == 0 {
		return nil, nil
	}
	return c, nil
}

// oldWords returns the sentences of the older text that changes took away and
// that the newer text does not have; spans of the changes count code points.
func oldWords(p *Pair, changes []compare.Item) []string {
	pts, now := p.Old.Version.Points(), plainWords(p.New.Version.Text)
	var out []string
	for _, it := range changes {
		at, ok := pts.Bytes(it.OldSpan)
		if it.Kind == compare.IsAdded || at.Empty() || !ok || len(out) == maxOldWords {
			continue
		}
		if words := strings.Join(strings.Fields(at.In(p.Old.Version.Text)), " "); len(words) >= minOldWords && !strings.Contains(now, plainWords(words)) {
			out = append(out, words)
		}
	}
	return out
}

// plainWords returns text with single blanks and plain quotation marks.
func plainWords(text string) string {
	return strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'").Replace(strings.Join(strings.Fields(text), " "))
}
