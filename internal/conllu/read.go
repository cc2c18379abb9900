package conllu

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	readout "github.com/seed-f92ea4cf/readout"
)

// A Reader reads documents from a CoNLL-U file.
type Reader struct {
	in      *bufio.Reader
	file    string
	line    int      // number of the line read last
	pending *block   // a sentence that begins the next document
	carried []string // comments that no word has followed yet
	more    bool     // the next document continues the last one
	id      string   // of the last document
	lost    bool     // an error: skip to the next document
	err     error    // to be returned next
}

// NewReader returns a Reader of r. Errors name the file.
func NewReader(r io.Reader, file string) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, 64<<10), file: file}
}

// A block is the lines of one sentence.
type block struct {
	kept
	newDoc, newPar bool
	id             string
	toks           []word
}

// A word is a word's line: its form, how it joins the next one, and whether
// it is a later part of a multiword token.
type word struct {
	form  string
	tight bool // no space after it
	glued bool
}

// Next returns the next document, or io.EOF after the last. After an [Error]
// it goes on with the document after the broken one.
func (r *Reader) Next() (*Document, error) {
	if err := r.err; err != nil {
		r.err = nil
		return nil, err
	}
	if r.lost {
		if err := r.skip(); err != nil {
			return nil, err
		}
	}
	b := builder{doc: &Document{Continued: r.more, ID: r.id}}
	if !r.more {
		b.doc.ID = ""
	}
	r.more = false
	for {
		s, err := r.following(len(b.doc.Sentences) > 0)
		if err != nil {
			return nil, err
		}
		if s == nil {
			break
		}
		if s.newDoc {
			if len(b.doc.Sentences) > 0 {
				r.pending = s
				break
			}
			b.doc.ID, b.doc.Continued = s.id, false
		}
		b.add(s)
		if b.text.Len() > MaxDocument {
			r.more = true
			break
		}
	}
	if len(b.doc.Sentences) == 0 {
		return nil, io.EOF
	}
	b.doc.Text = b.text.String()
	r.id = b.doc.ID
	return b.doc, nil
}

// following returns the next sentence, nil where the document ends, which
// begun says has sentences: the input ends too, or what is broken is the
// document after this one.
func (r *Reader) following(begun bool) (*block, error) {
	if s := r.pending; s != nil {
		r.pending = nil
		return s, nil
	}
	s, err := r.block()
	if err == nil || err == io.EOF {
		if err != nil {
			s = nil
		}
		return s, nil
	}
	var bad *Error
	r.lost = errors.As(err, &bad)
	if s != nil && s.begins() && begun {
		r.err = err
		return nil, nil
	}
	return nil, err
}

// begins reports whether a comment says that a document begins.
func (b *block) begins() bool {
	for _, line := range b.comments {
		if key, _, _ := comment(line); key == "newdoc" {
			return true
		}
	}
	return false
}

// A builder puts the text of a document together.
type builder struct {
	doc   *Document
	text  strings.Builder
	par   int
	tight bool // the last word has no space after it
}

// add appends a sentence.
func (b *builder) add(s *block) {
	switch {
	case len(b.doc.Sentences) == 0:
	case s.newPar:
		b.text.WriteString("\n\n")
		b.par++
	case !b.tight:
		b.text.WriteByte(' ')
	}
	sent := readout.Sentence{Paragraph: b.par, Tokens: make([]readout.Token, len(s.toks))}
	for i, w := range s.toks {
		start := b.text.Len()
		b.text.WriteString(w.form)
		sent.Tokens[i] = readout.Token{Span: readout.Span{Start: start, End: b.text.Len()}, Glued: w.glued, Head: -1}
		if b.tight = w.tight; !w.tight && i+1 < len(s.toks) {
			b.text.WriteByte(' ')
		}
	}
	sent.Span = readout.Span{Start: sent.Tokens[0].Start, End: b.text.Len()}
	b.doc.Sentences = append(b.doc.Sentences, sent)
	b.doc.kept = append(b.doc.kept, s.kept)
}

// errLong says that a sentence is longer than MaxSentence.
var errLong = errors.New("too long")

// next returns the next line without its end.
func (r *Reader) next(size int) (string, error) {
	var long []byte
	r.line++
	for {
		part, err := r.in.ReadSlice('\n')
		if len(long)+len(part)+size > MaxSentence {
			return "", errLong
		}
		if err == nil && long == nil {
			return clean(part), nil
		}
		long = append(long, part...)
		switch {
		case err == bufio.ErrBufferFull:
		case err == io.EOF && len(long) == 0:
			return "", io.EOF
		case err == nil || err == io.EOF:
			return clean(long), nil
		default:
			return "", fmt.Errorf("read %s: %w", r.file, err)
		}
	}
}

// clean returns the line without its end, in valid UTF-8.
func clean(line []byte) string {
	line = bytes.TrimSuffix(line, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if !utf8.Valid(line) {
		return strings.ToValidUTF8(string(line), "\uFFFD")
	}
	return string(line)
}

// skip reads on to the line that begins the next document.
func (r *Reader) skip() error {
	for {
		line, err := r.next(0)
		if err == errLong {
			if err := r.rest(); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		if key, _, ok := comment(line); ok && key == "newdoc" {
			r.carried, r.pending, r.lost, r.more = append(r.carried[:0], line), nil, false, false
			return nil
		}
	}
}

// rest reads to the end of a line.
func (r *Reader) rest() error {
	for {
		switch _, err := r.in.ReadSlice('\n'); err {
		case nil:
			return nil
		case bufio.ErrBufferFull:
		default:
			return err
		}
	}
}

// comment returns the key and the value of a comment: "newdoc" and "x" of
// "# newdoc id = x", and false if the line is none.
func comment(line string) (key, value string, ok bool) {
	if line == "" || line[0] != '#' {
		return "", "", false
	}
	key, value, _ = strings.Cut(strings.TrimSpace(line[1:]), "=")
	key, _, _ = strings.Cut(strings.TrimSpace(key), " ")
	return key, strings.TrimSpace(value), true
}

// fail returns an Error at the line read last.
func (r *Reader) fail(want, have string) error {
	return &Error{File: r.file, Line: r.line, Want: want, Have: have}
}

// quoted returns s in quotation marks, shortened.
func quoted(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return strconv.Quote(s)
}
