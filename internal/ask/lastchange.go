package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A LastChange is what the newest version of a story changed.
type LastChange struct {
	What  []string // in words, two things at most
	Read  bool     // both versions are read: without What their records say the same
	Words []Edit   // the story's words where it changed most: gone, come and what stands around them
}

// LastChanges returns what the newest of some versions changed, by the version. What
// can't be compared has nothing.
func (s *Service) LastChanges(ctx context.Context, lines []StoryLine) ([]LastChange, error) {
	out := make([]LastChange, len(lines))
	for i := range lines {
		line := &lines[i]
		what, err := remembered(ctx, s, "changes|"+string(line.Version), func() (LastChange, error) { return s.changesOf(ctx, line) })
		if err != nil {
			return nil, err
		}
		out[i] = what
	}
	return out, nil
}

// changesOf says what a version changed, in words and in those of the story.
func (s *Service) changesOf(ctx context.Context, line *StoryLine) (c LastChange, err error) {
	p, err := s.Pair(ctx, string(line.Story), "", fmt.Sprint(line.N))
	var none *Error
	if errors.As(err, &none) || errors.Is(err, store.ErrNotFound) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	c.Read = p.Read
	items := p.Records().Items
	for _, it := range items {
		if len(c.What) < 2 && !slices.Contains(c.What, it.Text) {
			c.What = append(c.What, it.Text)
		}
	}
	c.Words = p.changed(items)
	return c, nil
}

// changed returns the words of the first place where the records differ; where they do
// not, of the first where a reader is told something else, else of the first of all.
func (p *Pair) changed(items []compare.Item) []Edit {
	a, b := p.Old.Version.Text, p.New.Version.Text
	var places [][2]readout.Span
	if len(items) > 0 {
		places = append(places, [2]readout.Span{items[0].OldSpan, items[0].NewSpan})
	} else if p.Read {
		for _, passage := range compare.Weigh(p.Old, p.New) {
			places = append(places, [2]readout.Span{passage.Old, passage.New})
		}
	}
	places = append(places, [2]readout.Span{{End: len(a)}, {End: len(b)}})
	for _, at := range places {
		if list := glimpse(edits(sentences(p.Old, at[0]).In(a), sentences(p.New, at[1]).In(b))); len(list) > 0 {
			return list
		}
	}
	return nil
}

// sentences returns a span up to the ends of its sentences.
func sentences(rec *readout.Record, at readout.Span) readout.Span {
	out := at
	for _, s := range rec.Sentences {
		if s.Span.Overlaps(at) {
			out.Start, out.End = min(out.Start, s.Span.Start), max(out.End, s.Span.End)
		}
	}
	return out
}

// How many characters of a change are shown, of what stands on either side, and how many
// runs of words that went or came.
const (
	glimpseWords  = 160
	glimpseAround = 60
	glimpseRuns   = 8
)

// glimpse returns the first words of a diff that went or came, with a few around them.
func glimpse(list []Edit) []Edit {
	first := slices.IndexFunc(list, func(e Edit) bool { return e.Op != "same" })
	if first < 0 {
		return nil
	}
	var out []Edit
	if first > 0 {
		out = append(out, Edit{"same", lastRunes(list[first-1].Text, glimpseAround)})
	}
	for _, e := range list[first:min(len(list), first+glimpseRuns)] {
		gap := e.Op == "same" && strings.TrimSpace(e.Text) == ""
		if e.Op == "same" && !gap {
			return append(out, Edit{"same", firstRunes(e.Text, glimpseAround)})
		}
		out = append(out, Edit{e.Op, firstRunes(e.Text, glimpseWords)})
	}
	return out
}

// firstRunes returns the whole words at the beginning of a text, lastRunes those at its end.
func firstRunes(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	cut := string([]rune(text)[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}

func lastRunes(text string, n int) string {
	all := []rune(text)
	if len(all) <= n {
		return text
	}
	cut := string(all[len(all)-n:])
	if i := strings.IndexByte(cut, ' '); i >= 0 {
		cut = cut[i:]
	}
	return "…" + cut
}
