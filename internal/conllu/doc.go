// Package conllu reads and writes CoNLL-U, the format in which treebanks keep
// sentences and words, one word a line in ten columns.
//
// A [Reader] takes documents one by one; sentences and words stay as they
// stand in the file (columns 1 and 2, and SpaceAfter=No), every other column
// is ignored. A [Writer] writes documents with whatever analysis their
// sentences carry. What was read keeps its comments, its multiword tokens and
// its empty nodes when it is written. Memory holds one document at a time.
package conllu

import (
	"fmt"

	readout "github.com/seed-f92ea4cf/readout"
)

// A Document is a text with its sentences. Their spans count bytes of Text.
type Document struct {
	// ID is what stands after "# newdoc id =", "" if nothing does.
	ID string
	// Continued says that the document goes on from the one before: a document
	// of more than [MaxDocument] bytes is read in parts.
	Continued bool
	// Text is the words with a space where the file has one: between
	// sentences, too, and a blank line between paragraphs.
	Text string
	// Sentences may be analysed and given back; their tokens must stay.
	Sentences []readout.Sentence

	kept []kept // one a sentence if the document was read, else nil
}

// kept is what a sentence's lines held besides words.
type kept struct {
	comments []string
	surface  []string // forms of the multiword tokens, in order
	empty    []emptyNode
	words    int
	tight    bool // no space after the last word
}

// An emptyNode is a line such as "8.1", kept as it is.
type emptyNode struct {
	after int // how many words stand before it
	line  string
}

// MaxDocument is how many bytes of text a [Reader] gives as one document, if
// no sentence is longer.
const MaxDocument = 1 << 20

// MaxSentence is how many bytes the lines of one sentence may have.
const MaxSentence = 64 << 20

// An Error says which line of a file is not CoNLL-U.
type Error struct {
	File string
	Line int    // from 1
	Want string // what was expected
	Have string // what stands there
}

// Error writes the file, the line, what was expected and what stands there.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d: want %s, have %s", e.File, e.Line, e.Want, e.Have)
}

// A Mention is a run of words of one sentence that names something.
type Mention struct {
	Sentence    int // index of the sentence in the document
	First, Last int // indexes of its first and its last word in the sentence
}

// A Chain is the mentions of one thing. A chain of one mention is written, too.
type Chain []Mention
