// Package pipeline reads a story: it runs every stage in order and returns
// the record. Open it once, then call Read from as many goroutines as wanted;
// a Reader keeps nothing between stories.
package pipeline

import (
	"fmt"
	"io/fs"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/stage/attribute"
	"github.com/seed-f92ea4cf/readout/internal/stage/link"
	"github.com/seed-f92ea4cf/readout/internal/stage/mention"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/internal/stage/when"
)

// Version is the program's version, the first part of [readout.Record.Pipeline].
const Version = "0.1.0"

// MaxText is how many bytes of a text are read. The rest is kept in the
// version and reported as a problem.
const MaxText = 2 << 20

// A Reader reads stories. It is safe for use by several goroutines.
type Reader struct {
	lex  *lexicon.Lexicon
	name string
}

// Open loads the lists and, once there are any, the weights in models.
func Open(models fs.FS) (*Reader, error) {
	return &Reader{lex: lexicon.Load(), name: Version + " rules"}, nil
}

// Read returns the record of one version. It does no I/O and cannot fail:
// what it cannot read it reports in the record's problems.
func (r *Reader) Read(v *readout.Version) *readout.Record {
	rec := &readout.Record{Format: readout.Format, Pipeline: r.name, Version: *v}
	text, ok := r.readable(v, rec)
	if !ok {
		return rec
	}
	rec.Sentences = segment.Split(text)
	r.read(text, rec)
	return rec
}

// ReadSentences reads a text whose sentences and words are given and stay as
// they are, as CoNLL-U gives them.
func (r *Reader) ReadSentences(v *readout.Version, sents []readout.Sentence) *readout.Record {
	rec := &readout.Record{Format: readout.Format, Pipeline: r.name, Version: *v, Sentences: sents}
	r.read(v.Text, rec)
	return rec
}

// read runs the stages over rec.Sentences, the sentences of text.
func (r *Reader) read(text string, rec *readout.Record) {
	v := &rec.Version
	analyze.Names(text, rec.Sentences, r.lex)
	mentions, chains := mention.Find(text, rec.Sentences, r.lex)
	rec.Mentions = mentions
	rec.Actors = link.Actors(v, rec.Sentences, rec.Mentions, chains, r.lex)
	rec.Dates = when.Find(text, rec.Sentences, when.Context{Published: v.Published, Dateline: v.Dateline})
	var problems []readout.Problem
	rec.Attributions, problems = attribute.Find(v, rec.Sentences, rec.Mentions, rec.Dates)
	rec.Problems = append(rec.Problems, problems...)
}

// readable returns the part of the version's text that is read, or false if
// none is, with the reason among rec's problems.
func (r *Reader) readable(v *readout.Version, rec *readout.Record) (string, bool) {
	if v.Language != "en" {
		what := "in the language " + v.Language
		if v.Language == "und" || v.Language == "" {
			what = "in no language that Readout can tell"
		}
		rec.Problems = append(rec.Problems, readout.Problem{Stage: "pipeline",
			Text: fmt.Sprintf("The text is %s; it is kept, but only English is read.", what)})
		return "", false
	}
	if len(v.Text) <= MaxText {
		return v.Text, true
	}
	end := MaxText
	for end > 0 && v.Text[end]&0xC0 == 0x80 { // between runes
		end--
	}
	rec.Problems = append(rec.Problems, readout.Problem{Stage: "pipeline", Span: readout.Span{Start: end, End: len(v.Text)},
		Text: fmt.Sprintf("Only the first %d bytes of the text are read; the rest is kept.", end)})
	return v.Text[:end], true
}
