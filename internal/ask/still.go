package ask

import (
	"context"
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
func (s *Service) Still(ctx context.Context, id readout.StoryID, old, now string, changes []compare.Item) ([]Carrier, error) {
	out := []Carrier{}
	words := oldWords(old, now, changes)
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

// oldWords returns the sentences of a text that changes took away and that the
// newer text does not have; spans count code points.
func oldWords(text, now string, changes []compare.Item) []string {
	runes := []rune(text)
	now = plainWords(now)
	var out []string
	for _, it := range changes {
		if it.Kind == compare.IsAdded || it.OldSpan.Empty() || it.OldSpan.End > len(runes) || len(out) == maxOldWords {
			continue
		}
		if words := strings.Join(strings.Fields(string(runes[it.OldSpan.Start:it.OldSpan.End])), " "); len(words) >= minOldWords && !strings.Contains(now, plainWords(words)) {
			out = append(out, words)
		}
	}
	return out
}

// plainWords returns text with single blanks and plain quotation marks.
func plainWords(text string) string {
	return strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'").Replace(strings.Join(strings.Fields(text), " "))
}
