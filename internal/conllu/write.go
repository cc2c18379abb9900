package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	readout "github.com/seed-f92ea4cf/readout"
)

// A Writer writes documents as CoNLL-U.
type Writer struct {
	out *bufio.Writer
}

// NewWriter returns a Writer to w. Call Flush after the last document.
func NewWriter(w io.Writer) *Writer {
	return &Writer{out: bufio.NewWriterSize(w, 64<<10)}
}

// Flush writes what is buffered.
func (w *Writer) Flush() error { return w.out.Flush() }

// Write writes d with the analysis that its sentences carry. If chains is not
// nil, the column MISC holds them as Entity=(c1 … c1), numbered in the order
// in which they are given, and the document's head says so.
//
// It fails if w does, and if the sentences of a document that was read have
// no longer the words that were read.
func (w *Writer) Write(d *Document, chains []Chain) error {
	marks, err := entities(d, chains)
	if err != nil {
		return err
	}
	if d.kept != nil && len(d.kept) != len(d.Sentences) {
		return fmt.Errorf("document %q: %d sentences, but %d were read", d.ID, len(d.Sentences), len(d.kept))
	}
	par := -1
	for i := range d.Sentences {
		sent := &d.Sentences[i]
		var k *kept
		if d.kept != nil {
			if k = &d.kept[i]; k.words != len(sent.Tokens) {
				return fmt.Errorf("document %q: sentence %d has %d words, but %d were read", d.ID, i+1, len(sent.Tokens), k.words)
			}
			w.comments(k.comments, i == 0 && chains != nil && !d.Continued)
		} else {
			w.head(d, i, sent.Paragraph != par, chains != nil)
			par = sent.Paragraph
		}
		w.sentence(d, i, k, marks)
	}
	_, err = w.out.Write(nil) // any error of the writes above
	return err
}

// comments writes the comments of a sentence that was read, and after the
// line that begins the document what the entities are.
func (w *Writer) comments(lines []string, entity bool) {
	for _, line := range lines {
		w.line(line)
		if key, _, _ := comment(line); entity && key == "newdoc" {
			w.line("# global.Entity = eid")
			entity = false
		}
	}
	if entity {
		w.line("# global.Entity = eid")
	}
}

// head writes the comments of sentence i of a document that was not read.
func (w *Writer) head(d *Document, i int, newPar, entity bool) {
	id := oneLine(d.ID)
	if i == 0 && !d.Continued {
		if id == "" {
			w.line("# newdoc")
		} else {
			w.line("# newdoc id = " + id)
		}
		if entity {
			w.line("# global.Entity = eid")
		}
	}
	if newPar {
		w.line("# newpar")
	}
	if id != "" {
		id += "-"
	}
	w.line("# sent_id = " + id + strconv.Itoa(i+1))
	w.line("# text = " + oneLine(d.Sentences[i].In(d.Text)))
}

// sentence writes the lines of sentence i.
func (w *Writer) sentence(d *Document, i int, k *kept, marks map[place]string) {
	toks := d.Sentences[i].Tokens
	surface := 0
	var empty []emptyNode
	if k != nil {
		empty = k.empty
	}
	for t := range toks {
		for len(empty) > 0 && empty[0].after == t {
			w.line(empty[0].line)
			empty = empty[1:]
		}
		last := t
		for last+1 < len(toks) && toks[last+1].Glued && !toks[t].Glued {
			last++
		}
		if last > t {
			form := d.Text[toks[t].Start:toks[last].End]
			if k != nil && surface < len(k.surface) {
				form = k.surface[surface]
				surface++
			}
			w.surface(t, last, form, d.tight(i, last))
		}
		inside := toks[t].Glued || last > t
		w.word(d.Text, toks, t, misc(marks[place{i, t}], toks[t].Name, !inside && d.tight(i, t)))
	}
	for _, e := range empty {
		w.line(e.line)
	}
	w.out.WriteByte('\n')
}

// surface writes the line of the multiword token of the words first to last.
func (w *Writer) surface(first, last int, form string, tight bool) {
	w.number(first + 1)
	w.out.WriteByte('-')
	w.number(last + 1)
	w.out.WriteByte('\t')
	w.out.WriteString(cell(form))
	w.out.WriteString("\t_\t_\t_\t_\t_\t_\t_\t")
	w.line(misc("", "", tight))
}

// word writes the line of word t.
func (w *Writer) word(text string, toks []readout.Token, t int, misc string) {
	tok := &toks[t]
	w.number(t + 1)
	for _, s := range [...]string{tok.Form(text), tok.Lemma, tok.UPOS, tok.XPOS, tok.Feats} {
		w.out.WriteByte('\t')
		w.out.WriteString(cell(s))
	}
	w.out.WriteByte('\t')
	if tok.Rel == "" {
		w.out.WriteByte('_')
	} else {
		w.number(tok.Head + 1)
	}
	w.out.WriteByte('\t')
	w.out.WriteString(cell(tok.Rel))
	w.out.WriteString("\t_\t")
	w.line(misc)
}

// tight reports whether no white space follows word t of sentence i.
func (d *Document) tight(i, t int) bool {
	toks := d.Sentences[i].Tokens
	if t+1 < len(toks) {
		return toks[t+1].Start == toks[t].End
	}
	if d.kept != nil {
		return d.kept[i].tight
	}
	return i+1 < len(d.Sentences) && d.Sentences[i+1].Start == toks[t].End
}

// misc returns the column MISC.
func misc(entity, name string, tight bool) string {
	s := ""
	if entity != "" {
		s = "|Entity=" + entity
	}
	if name != "" {
		s += "|NER=" + name
	}
	if tight {
		s += "|SpaceAfter=No"
	}
	if s == "" {
		return "_"
	}
	return s[1:]
}

// number writes n.
func (w *Writer) number(n int) {
	w.out.Write(strconv.AppendInt(w.out.AvailableBuffer(), int64(n), 10))
}

// line writes s and ends the line.
func (w *Writer) line(s string) {
	w.out.WriteString(s)
	w.out.WriteByte('\n')
}

// cell returns s as it may stand in a column.
func cell(s string) string {
	if s == "" {
		return "_"
	}
	if strings.ContainsAny(s, "\t\n\r") {
		return oneLine(s)
	}
	return s
}

// oneLine returns s with one space for each run of white space.
func oneLine(s string) string {
	plain := true
	for i, r := range s {
		if unicode.IsSpace(r) && (r != ' ' || i+1 < len(s) && s[i+1] == ' ') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
