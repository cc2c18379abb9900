// Package hostile makes input that is meant to do harm: documents that nest,
// repeat, lie about their size, break off, unpack without end or are no text
// at all. Tests hold the program against them: it must not crash, not hang, not
// take more memory than a laptop has to spare, and lose nothing in silence.
//
// Documents are made from a family's name and a seed, the same ones each time.
// Start with [Families].
package hostile

import (
	"hash/fnv"
	"math/rand/v2"
	"strings"
)

// A Family is a way to do harm.
type Family struct {
	Name  string
	Forms []Form
}

// A Form is one shape of a family. Make returns a document of about size bytes.
type Form struct {
	Name string
	// Plain says that the document is a text, whose letters can be looked for
	// in what comes out.
	Plain bool
	Make  func(r *rand.Rand, size int) []byte
}

// Families returns all families.
func Families() []Family {
	return []Family{
		{"bytes", byteForms()}, {"signs", signForms()}, {"words", wordForms()}, {"lines", lineForms()},
		{"depth", depthForms()}, {"width", widthForms()}, {"scripts", scriptForms()}, {"mutants", mutantForms()},
		{"feeds", feedForms()}, {"rows", rowForms()}, {"mail", mailForms()}, {"warc", warcForms()}, {"gzip", gzipForms()},
	}
}

// Document makes a form's document of about size bytes; seed tells those of
// one form apart.
func (f Form) Document(seed uint64, size int) []byte {
	h := fnv.New64a()
	h.Write([]byte(f.Name))
	return f.Make(rand.New(rand.NewPCG(seed, h.Sum64())), size)
}

// fill repeats part between head and tail up to size.
func fill(head, part, tail string) func(*rand.Rand, int) []byte {
	return func(_ *rand.Rand, size int) []byte {
		return []byte(head + strings.Repeat(part, max(1, (size-len(head)-len(tail))/len(part))) + tail)
	}
}

// pair opens half of size and closes the other half.
func pair(head, open, middle, shut, tail string) func(*rand.Rand, int) []byte {
	return func(_ *rand.Rand, size int) []byte {
		n := max(1, (size-len(head)-len(middle)-len(tail))/(len(open)+len(shut)))
		return []byte(head + strings.Repeat(open, n) + middle + strings.Repeat(shut, n) + tail)
	}
}

// draw takes parts at random up to size.
func draw(head, tail string, parts ...string) func(*rand.Rand, int) []byte {
	return func(r *rand.Rand, size int) []byte {
		var b strings.Builder
		b.WriteString(head)
		for b.Len() < size-len(tail) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		return []byte(b.String() + tail)
	}
}

// plain marks forms as texts.
func plain(forms ...Form) []Form {
	for i := range forms {
		forms[i].Plain = true
	}
	return forms
}
