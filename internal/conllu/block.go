package conllu

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A scan is the state in which the lines of a sentence are read.
type scan struct {
	*block
	last  int // last word of the open multiword token, 0 if none is open
	first int
	tight bool // of the open multiword token
	dots  int  // empty nodes since the last word
}

// block reads the lines of one sentence. With an [Error] it returns what it
// has read of the sentence.
func (r *Reader) block() (*block, error) {
	b := &block{}
	s := scan{block: b}
	b.comments = r.carried
	r.carried = nil
	size := 0
	for {
		line, err := r.next(size)
		if err == errLong {
			return b, r.fail(fmt.Sprintf("a sentence of at most %d MiB", MaxSentence>>20), "a longer one")
		}
		if err != nil && err != io.EOF {
			return nil, err
		}
		size += len(line)
		if r.line == 1 {
			line = strings.TrimPrefix(line, "\uFEFF")
		}
		switch {
		case err == io.EOF || strings.TrimSpace(line) == "":
			if len(b.toks) > 0 {
				return b, r.finish(&s)
			}
			if err == io.EOF {
				return nil, io.EOF
			}
		case line[0] == '#':
			b.comments = append(b.comments, line)
		default:
			if err := r.row(&s, line); err != nil {
				return b, err
			}
		}
	}
}

// finish checks the end of a sentence and reads its comments.
func (r *Reader) finish(s *scan) error {
	if s.last > len(s.toks) {
		return r.fail(fmt.Sprintf("the words %d to %d of the multiword token %d-%d", len(s.toks)+1, s.last, s.first, s.last), "the end of the sentence")
	}
	s.words, s.kept.tight = len(s.toks), s.toks[len(s.toks)-1].tight
	var keep []string
	for _, line := range s.comments {
		switch key, value, _ := comment(line); key {
		case "newdoc":
			s.newDoc, s.newPar, s.id = true, true, value
		case "newpar":
			s.newPar = true
		case "global.Entity":
			continue // it describes a column that is written anew
		}
		keep = append(keep, line)
	}
	s.comments = keep
	return nil
}

// row reads the line of a word, a multiword token or an empty node.
func (r *Reader) row(s *scan, line string) error {
	id, rest, ok := strings.Cut(line, "\t")
	form, rest, ok2 := strings.Cut(rest, "\t")
	if n := strings.Count(line, "\t") + 1; !ok || !ok2 || n != 10 {
		have := fmt.Sprintf("%d columns", n)
		if n == 1 {
			have = "1 column: " + quoted(line)
		}
		return r.fail("10 columns parted by tabs", have)
	}
	if form == "" || strings.TrimSpace(form) == "" {
		return r.fail("a form in column 2", "none")
	}
	tight := hasSpaceAfterNo(rest[strings.LastIndexByte(rest, '\t')+1:])
	next := len(s.toks) + 1
	if a, b, ok := strings.Cut(id, "-"); ok {
		return r.surface(s, id, a, b, form, tight)
	}
	if a, b, ok := strings.Cut(id, "."); ok {
		if a != strconv.Itoa(next-1) || b != strconv.Itoa(s.dots+1) {
			return r.fail(fmt.Sprintf("the empty node %d.%d or the word %d", next-1, s.dots+1, next), quoted(id))
		}
		s.dots++
		s.empty = append(s.empty, emptyNode{after: next - 1, line: withoutEntity(line)})
		return nil
	}
	if id != strconv.Itoa(next) {
		return r.fail(fmt.Sprintf("the word %d, a multiword token from %d on or an empty line", next, next), quoted(id))
	}
	s.dots = 0
	w := word{form: form, tight: tight}
	if s.last > 0 && next <= s.last {
		w.glued = next > s.first
		w.tight = next < s.last || s.tight
	}
	s.toks = append(s.toks, w)
	return nil
}

// surface reads the line of the multiword token a-b.
func (r *Reader) surface(s *scan, id, a, b, form string, tight bool) error {
	next := len(s.toks) + 1
	last, err := strconv.Atoi(b)
	if a != strconv.Itoa(next) || err != nil || last < next || last-next > 1000 || strconv.Itoa(last) != b {
		return r.fail(fmt.Sprintf("a multiword token from %d to a later word", next), quoted(id))
	}
	if s.last >= next {
		return r.fail(fmt.Sprintf("the word %d of the multiword token %d-%d", next, s.first, s.last), quoted(id))
	}
	s.first, s.last, s.tight = next, last, tight
	if last > next {
		s.kept.surface = append(s.kept.surface, form)
	} else {
		s.last = 0 // a range of one word says nothing
	}
	return nil
}

// hasSpaceAfterNo reports whether the column MISC says SpaceAfter=No.
func hasSpaceAfterNo(misc string) bool {
	for part := range strings.SplitSeq(misc, "|") {
		if part == "SpaceAfter=No" {
			return true
		}
	}
	return false
}

// withoutEntity returns the line of an empty node without its place in chains
// of coreference, which are written anew.
func withoutEntity(line string) string {
	i := strings.LastIndexByte(line, '\t') + 1
	var keep []string
	for part := range strings.SplitSeq(line[i:], "|") {
		if !strings.HasPrefix(part, "Entity=") {
			keep = append(keep, part)
		}
	}
	if len(keep) == 0 {
		keep = []string{"_"}
	}
	return line[:i] + strings.Join(keep, "|")
}
