package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// This file says whether something is known from a source without a name alone. The
// archive joins what stories do, not what they say, so it looks: into the story, whether
// somebody with a name says it there too, and by the words that tell most of it into all
// others, whether a sentence of theirs has most of its words.

// A Sole says from how many reports something is known, all of which have it from sources
// without a name.
type Sole struct {
	Reports int    // lines of reporting
	Outlets int    // of them
	Copies  int    // further stories with the sentence
	Words   string // a search for the words that tell most of it
}

const (
	soleWords  = 3  // words that tell most: other stories have them all or do not tell it
	soleLooked = 20 // stories with these words that are looked at
	leastWord  = 4  // letters of a word of content
)

// source returns the statement by which a result is known: of a chain the last, which
// the story itself has from nobody else.
func (o *sighted) source() *readout.Attribution {
	a := o.said
	if o.done != nil && len(o.done.By) > 0 {
		a = statementIn(o.rec, o.done.By[len(o.done.By)-1])
	}
	for range len(o.rec.Attributions) {
		if a == nil || a.Within == "" {
			break
		}
		a = statementIn(o.rec, a.Within)
	}
	return a
}

// sole looks whether what a statement says is known from it alone; nil if it is not.
func (s *Service) sole(ctx context.Context, o *sighted, told *readout.Attribution) (*Sole, error) {
	content := o.rows.Statement(told).Content
	words := telling(content)
	if len(words) < soleWords || toldByName(o.rec, told, content) {
		return nil, nil
	}
	out := &Sole{Reports: 1, Copies: o.hit.Copies, Words: strings.Join(words, " ")}
	q, err := parsed(out.Words)
	if err != nil {
		return nil, nil // words that a search has for its own
	}
	q.Kind = store.Texts
	hits, _, err := s.Store.SearchPage(ctx, q, store.Page{Limit: soleLooked}, true, nil)
	if err != nil {
		return nil, err
	}
	outlets := map[string]bool{o.hit.Outlet: true}
	for _, h := range hits {
		copied := h.Group != "" && h.Group == o.hit.Group
		if h.Story == o.hit.Story || copied || !alike(content, h.Sentence) {
			continue
		}
		unnamed, err := s.unnamedIn(ctx, h, content)
		if !unnamed || err != nil {
			return nil, err
		}
		outlets[h.Outlet] = true
		out.Reports++
	}
	out.Outlets = len(outlets)
	return out, nil
}

// unnamedIn reports whether another story has what a statement says from a source without
// a name too, and from nobody else.
func (s *Service) unnamedIn(ctx context.Context, h *store.Hit, content string) (bool, error) {
	rec, err := s.Store.RecordOf(ctx, h)
	if gone(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		if a.Within == "" && a.Content.Cover().Overlaps(h.At) && store.IsSource(rec, a) && alike(content, a.Content.Text) {
			return !toldByName(rec, a, content), nil
		}
	}
	return false, nil
}

// toldByName reports whether somebody with a name says in a story what a statement says.
func toldByName(rec *readout.Record, told *readout.Attribution, content string) bool {
	return slices.ContainsFunc(rec.Attributions, func(a readout.Attribution) bool {
		unnamed := claim.Unnamed(a.Speaker.Kind)
		return a.ID != told.ID && !unnamed && !slices.ContainsFunc(told.Content.Spans, func(s readout.Span) bool { return s.Contains(a.Cue.Cover()) }) && alike(content, a.Content.Text)
	})
}

// alike reports whether a text has at least half of the words of content of another.
func alike(content, text string) bool {
	have := make(map[string]bool)
	for _, w := range contentWords(text) {
		have[stem(w)] = true
	}
	all := contentWords(content)
	n := 0
	for _, w := range all {
		if have[stem(w)] {
			n++
		}
	}
	return 2*n >= len(all)
}

// telling returns the words that tell most of a text: names and numbers, then long ones.
func telling(text string) []string {
	words := contentWords(text)
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(tells(b), tells(a)) })
	var out []string
	for _, w := range words {
		if len(out) < soleWords && !slices.ContainsFunc(out, func(o string) bool { return stem(o) == stem(w) }) {
			out = append(out, strings.ToLower(w))
		}
	}
	return out
}

// A name or a number tells as much as a word that has so many more letters.
const nameTells = 4

// tells says how much a word tells.
func tells(word string) int {
	first, _ := utf8.DecodeRuneInString(word)
	n := utf8.RuneCountInString(word)
	if unicode.IsUpper(first) || unicode.IsDigit(first) {
		n += nameTells
	}
	return n
}

// smallWords are words of four letters and more that tell nothing alone.
var smallWords = func() map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields("that this with from have been were will would they their there these those which than then when what about into more most other some such only also could should after before because between through during while where whom whose your said says saying does being over under very just each even both many much") {
		out[w] = true
	}
	return out
}()

// contentWords returns the words of a text that are long enough to tell something, and
// its numbers.
func contentWords(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(words, func(w string) bool {
		first, _ := utf8.DecodeRuneInString(w)
		return smallWords[strings.ToLower(w)] || utf8.RuneCountInString(w) < leastWord && !unicode.IsDigit(first)
	})
}

// stemLength is how many letters of a word are compared: "purchase" and "purchased" are one.
const stemLength = 6

func stem(word string) string {
	r := []rune(strings.ToLower(word))
	return string(r[:min(len(r), stemLength)])
}
