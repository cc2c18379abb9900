package pipeline

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// Limits of what is read of one text, so that no text holds the program up or
// takes the memory of others. They are counts and no times: a record does not
// depend on the machine. The rest of a text stays in its version, is stored and
// found by its words, and a problem of the record says where the reading stopped.
const (
	// MaxWords is the most words of a text, as [segment] counts them, that are
	// read: some 17,000 as people count them. The longest of 15,870 statements
	// and press releases of governments has 13,345 of those. What is longer is a
	// report, a book or an archive. 32,000 took the accurate network up to 13.8 s
	// of one core on text that means harm, and no text may take more than ten;
	// 20,000 took it 4.7 to 5.8 s.
	MaxWords = 20_000
	// MaxText is the most bytes of a text that are looked at: those of MaxWords
	// fit in it many times, unless they are no words.
	MaxText = 2 << 20
)

// Unread is the stage of problems that say which text was not read at all, or
// where its reading stopped.
const Unread readout.Stage = "pipeline"

// split sets the sentences of rec, those of its text that are read, and returns
// that part of the text.
func (r *Reader) split(ctx context.Context, rec *readout.Record) string {
	text := rec.Version.Text
	end := len(text)
	if end > MaxText {
		for end = MaxText; end > 0 && !utf8.RuneStart(text[end]); { // between runes
			end--
		}
	}
	r.stage(ctx, rec, "segment", func() { rec.Sentences, end = r.splitter.SplitFirst(text[:end], MaxWords) })
	if end < len(text) {
		words := 0
		for i := range rec.Sentences {
			words += len(rec.Sentences[i].Tokens)
		}
		rec.Problems = append(rec.Problems, readout.Problem{Stage: Unread, Span: readout.Span{Start: end, End: len(text)}, Text: fmt.Sprintf(
			"Only the first %d words of the text are read, up to code point %d of %d; the rest is kept. Split the text to have all of it read.",
			words, utf8.RuneCountInString(text[:end]), utf8.RuneCountInString(text))})
	}
	return text[:end]
}
