// Package petrarch reads the dictionaries of PETRARCH, which many who code
// events have tuned for years: actors, agents, verbs, discards and issues.
//
// The files of the wild have thousands of broken lines. A reader takes what it
// can: a line that it can't take is a [Problem] with file and line, and the
// lines around it count. Reading never fails but for the reading itself.
// Phrases are compared without regard to case; "_" stands for a blank.
package petrarch

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A Problem is a line that was skipped, or, as a warning, taken with doubts.
type Problem struct {
	File string
	Line int
	Text string
}

// String returns the problem as compilers print theirs.
func (p Problem) String() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text) }

// maxProblems bounds how many problems of one file are kept; the last one
// counts the others.
const maxProblems = 1000

// A reader reads the lines of one file.
type reader struct {
	file     string
	n        int // of the line
	problems []Problem
	dropped  int
	aside    bool // inside <!-- … -->
}

// fail reports the current line.
func (r *reader) fail(format string, args ...any) { r.failAt(r.n, format, args...) }

// failAt reports a line.
func (r *reader) failAt(line int, format string, args ...any) {
	if len(r.problems) >= maxProblems {
		r.dropped++
		return
	}
	r.problems = append(r.problems, Problem{r.file, line, fmt.Sprintf(format, args...)})
}

// done returns the problems.
func (r *reader) done() []Problem {
	if r.dropped > 0 {
		r.problems = append(r.problems, Problem{r.file, r.n, fmt.Sprintf("%d more lines have problems", r.dropped)})
	}
	return r.problems
}

// longestLine is how many bytes of a line are read.
const longestLine = 1 << 16

// each calls take for each line that says something, without comments and
// with blanks at its end cut. Characters in marks start comments too.
func (r *reader) each(in io.Reader, marks string, take func(line string)) {
	br := bufio.NewReaderSize(in, longestLine)
	for {
		raw, err := br.ReadSlice('\n')
		if len(raw) > 0 {
			r.n++
			if err == bufio.ErrBufferFull {
				r.fail("the line is longer than %d bytes and skipped", longestLine)
				for err == bufio.ErrBufferFull {
					_, err = br.ReadSlice('\n')
				}
			} else if line := r.clean(raw, marks); strings.TrimSpace(line) != "" {
				take(line)
			}
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			r.fail("%v; the rest is not read", err)
			return
		}
	}
}

// clean decodes a line and cuts comments.
func (r *reader) clean(raw []byte, marks string) string {
	if r.n == 1 {
		raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	}
	line := string(raw)
	if !utf8.Valid(raw) { // Latin-1
		runes := make([]rune, len(raw))
		for i, b := range raw {
			runes[i] = rune(b)
		}
		line = string(runes)
	}
	if strings.ContainsRune(line, 0) || strings.Contains(line, `\00`) {
		r.fail("the line has a zero byte, which is dropped")
		line = strings.NewReplacer("\x00", "", `\00`, "").Replace(line)
	}
	if r.aside {
		_, rest, ok := strings.Cut(line, "-->")
		if !ok {
			return ""
		}
		r.aside, line = false, rest
	}
	if before, rest, ok := strings.Cut(line, "<!--"); ok {
		_, after, closed := strings.Cut(rest, "-->")
		r.aside = !closed
		line = before + after
	}
	if strings.HasPrefix(strings.TrimSpace(line), "<!") {
		return ""
	}
	if i := strings.IndexAny(line, "#"+marks); i >= 0 {
		line = line[:i]
	}
	return strings.TrimRight(line, " \t\r\n")
}

// Normal returns a phrase as it is compared: in capitals, its words parted by
// one blank, "_" read as a blank.
func Normal(phrase string) string {
	return strings.Join(strings.FieldsFunc(strings.ToUpper(phrase), func(c rune) bool { return c == '_' || c == ' ' || c == '\t' }), " ")
}

// isCode reports whether s can be a code: capitals, digits and dashes.
func isCode(s string) bool {
	for _, c := range s {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '*' {
			return false
		}
	}
	return s != ""
}

// plural returns the regular plural of a phrase's last word.
func plural(phrase string) string {
	switch {
	case strings.HasSuffix(phrase, "Y") && len(phrase) > 1 && !strings.ContainsRune("AEIOU", rune(phrase[len(phrase)-2])):
		return phrase[:len(phrase)-1] + "IES"
	case strings.HasSuffix(phrase, "S"), strings.HasSuffix(phrase, "X"), strings.HasSuffix(phrase, "CH"), strings.HasSuffix(phrase, "SH"):
		return phrase + "ES"
	}
	return phrase + "S"
}
