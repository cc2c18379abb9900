package attribute

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// A quote is a piece of text in quotation marks within one paragraph, the
// marks included. A quotation of several paragraphs is several quotes.
type quote struct {
	span      readout.Span
	rng       rng
	continues bool   // goes on a quotation that the paragraph before left open
	open      bool   // has no closing mark in its paragraph
	single    bool   // in single marks
	marks     [2]int // bytes of the opening and the closing mark, 0 if there is none
	words     [2]int // words that are the opening and the closing mark, 0 if there is none
}

// inner returns the words between the marks.
func (q *quote) inner() rng { return rng{q.rng.from + q.words[0], q.rng.to - q.words[1]} }

// maxOpen is how many paragraphs a quotation may run without a closing mark.
const maxOpen = 12

// A markKind says which marks belong together.
type markKind uint8

const (
	curly    markKind = iota // “ ”
	straight                 // "
	doubled                  // `` '' or '' ''
	angled                   // « »
	single                   // ‘ ’ ' '
)

// A mark is a quotation mark of the text.
type mark struct {
	kind     markKind
	at, size int
	opens    bool // can open a quotation
	closes   bool // can close one
}

// sameLevel reports whether the mark can close or go on a quotation of kind k.
// Writers and programs mix the kinds of double marks.
func (m mark) sameLevel(k markKind) bool { return (m.kind == single) == (k == single) }

// findQuotes finds the quotations of the text, paragraph by paragraph, and
// tells each word which one holds it.
func (s *story) findQuotes() {
	var carried *openQuote
	for p := range s.paras {
		if s.paras[p].empty() {
			continue
		}
		carried = s.quotesOf(p, carried)
	}
	if carried != nil {
		s.unbalanced(carried)
	}
	s.placeQuotes()
}

// An openQuote is a quotation that a paragraph left open.
type openQuote struct {
	kind  markKind
	span  readout.Span // its first piece
	index int          // of its last piece
	paras int          // how many paragraphs it has run
}

// quotesOf finds the quotations of one paragraph. carried is the quotation
// that the paragraph before left open, or nil; the one that this paragraph
// leaves open is returned.
func (s *story) quotesOf(p int, carried *openQuote) *openQuote {
	para := s.span(s.paras[p])
	marks := s.paragraphMarks(s.text, para)
	start := -1 // index in marks of the open mark
	marks, continues := s.carryOn(para, marks, carried)
	if !continues {
		carried = nil
	}
	inner := 0 // double marks opened inside a double quotation
	for i, m := range marks {
		if start < 0 {
			if m.opens {
				start, inner = i, 0
			} else {
				s.unopened(m, para)
			}
			continue
		}
		open := marks[start]
		if (m.kind == single) != (open.kind == single) {
			continue // a quotation inside
		}
		switch {
		case m.kind != open.kind && m.kind != single && clearlyOpens(s.text, m), inner < 4 && s.thirdLevel(marks[i:], open):
			inner++
			continue
		case inner > 0 && (m.kind != open.kind || m.closes && !m.opens):
			inner--
			continue
		}
		if !m.closes || m.opens && clearlyOpens(s.text, m) && i > start+1 {
			s.openedAgain(open, m, continues)
			start, continues, inner = i, false, 0
			continue
		}
		s.addQuote(quote{span: readout.Span{Start: open.at, End: m.at + m.size}, continues: continues, single: m.kind == single,
			marks: [2]int{open.size, m.size}})
		start, continues, carried = -1, false, nil
	}
	if start < 0 {
		return nil
	}
	return s.leftOpen(marks[start], para, continues, carried)
}

// carryOn looks at how a paragraph goes on with the quotation that the one
// before left open, if it did: by a mark that is set again at its head, or by one
// that closes it, which ends it. It returns the marks that are left and whether
// the quotation goes on.
func (s *story) carryOn(para readout.Span, marks []mark, carried *openQuote) ([]mark, bool) {
	switch {
	case carried == nil:
		return marks, false
	case len(marks) > 0 && marks[0].sameLevel(carried.kind) && marks[0].opens && blank(s.text[para.Start:marks[0].at]):
		return marks, true
	case len(marks) > 0 && marks[0].sameLevel(carried.kind) && !marks[0].opens && marks[0].closes:
		s.addQuote(quote{span: readout.Span{Start: para.Start, End: marks[0].at + marks[0].size}, continues: true, marks: [2]int{0, marks[0].size}})
		return marks[1:], false
	}
	s.unbalanced(carried)
	return marks, false
}

// openedAgain ends a quotation that was never closed where its sentence ends,
// before the mark that opens another.
func (s *story) openedAgain(open, next mark, continues bool) {
	span := readout.Span{Start: open.at, End: s.sentenceEnd(open.at+open.size, next.at)}
	s.addQuote(quote{span: span, continues: continues, open: true, marks: [2]int{open.size, 0}})
	s.problem(span, "A quotation is opened here and opened again before it is closed; it was ended where its sentence ends.")
}

// leftOpen takes down a quotation that a paragraph leaves open. What is open for
// too many paragraphs is none.
func (s *story) leftOpen(open mark, para readout.Span, continues bool, carried *openQuote) *openQuote {
	s.addQuote(quote{span: readout.Span{Start: open.at, End: para.End}, continues: continues, open: true, marks: [2]int{open.size, 0}})
	left := &openQuote{kind: open.kind, span: readout.Span{Start: open.at, End: para.End}, index: len(s.quotes) - 1, paras: 1}
	if continues && carried != nil {
		left.span, left.paras = carried.span, carried.paras+1
		if left.paras > maxOpen {
			s.unbalanced(left)
			return nil
		}
	}
	return left
}

// thirdLevel reports whether the first of marks opens a quotation within a
// single one within the one that open opened: “… ‘… “…” …’ …”.
func (s *story) thirdLevel(marks []mark, open mark) bool {
	if marks[0].kind != curly || open.kind != curly || !clearlyOpens(s.text, marks[0]) {
		return false
	}
	between := s.text[open.at+open.size : marks[0].at]
	return strings.LastIndex(between, "‘") > strings.LastIndex(between, "’ ") &&
		len(marks) > 2 && marks[1].closes && slices.ContainsFunc(marks[2:min(len(marks), 64)], func(m mark) bool { return m.kind == curly && m.closes })
}

// unopened reports a mark that closes a quotation which nothing opened. After
// a figure it is a sign for inches or seconds.
func (s *story) unopened(m mark, para readout.Span) {
	if m.kind == single || m.at == para.Start || '0' <= s.text[m.at-1] && s.text[m.at-1] <= '9' {
		return
	}
	s.problem(readout.Span{Start: para.Start, End: m.at + m.size}, "A quotation is closed here and was never opened; the words before the mark are read as the author's.")
}

// addQuote keeps a quotation that is not empty.
func (s *story) addQuote(q quote) {
	if q.span.Len() > q.marks[0]+q.marks[1] {
		s.quotes = append(s.quotes, q)
	}
}

// unbalanced reports a quotation that nothing closes.
func (s *story) unbalanced(o *openQuote) {
	s.problem(o.span, "A quotation is opened here and never closed; it was ended with its paragraph.")
}

// placeQuotes finds the words of each quotation.
func (s *story) placeQuotes() {
	w := 0
	kept := s.quotes[:0]
	for _, q := range s.quotes {
		for w < len(s.words) && s.words[w].End <= q.span.Start {
			w++
		}
		end := w
		for end < len(s.words) && s.words[end].Start < q.span.End {
			end++
		}
		q.rng = rng{w, end}
		if q.rng.empty() {
			continue
		}
		if q.marks[0] > 0 && !s.is(w, capital|lower|digit) {
			q.words[0] = 1
		}
		if last := s.words[end-1]; q.marks[1] > 0 && end-1 > w && last.class&(capital|lower|digit) == 0 && last.End >= q.span.End {
			q.words[1] = 1
		}
		for i := w; i < end; i++ {
			s.words[i].quote = int32(len(kept))
		}
		kept = append(kept, q)
		w = end
	}
	s.quotes = kept
}

// paragraphMarks returns the quotation marks of a paragraph. Apostrophes are
// left out; a single mark that opens is kept only if one closes it, and only
// outside of double marks.
func (f *Finder) paragraphMarks(text string, para readout.Span) []mark {
	var marks []mark
	inside, skip := false, 0 // in a double quotation; end of a single one
	for i := para.Start; i < para.End; {
		c := text[i]
		if c != '"' && c != '\'' && c != '`' && c != 0xE2 && c != 0xC2 {
			i++
			continue
		}
		m, size := f.markAt(text, i, para)
		switch {
		case m.size == 0 || i < skip:
		case m.kind != single:
			marks = append(marks, m)
			inside = m.opens && (!m.closes || !inside)
		case m.opens && !inside:
			if end := singleEnd(text, m, para); end > 0 {
				_, n := utf8.DecodeRuneInString(text[end:])
				marks = append(marks, m, mark{kind: single, at: end, size: n, closes: true})
				skip = end + n
			}
		}
		i += size
	}
	return marks
}

// markAt reads the mark at i, if there is one, and the bytes to go on by.
func (f *Finder) markAt(text string, i int, para readout.Span) (mark, int) {
	r, size := utf8.DecodeRuneInString(text[i:])
	m := mark{at: i, size: size}
	switch r {
	case '“', '„', '‟':
		m.kind, m.opens = curly, true
	case '”':
		m.kind, m.closes = curly, true
		m.opens = (i == para.Start || blank(text[i-1:i])) && i+size < para.End && !blank(text[i+size:i+size+1])
	case '«':
		m.kind, m.opens = angled, true
	case '»':
		m.kind, m.closes = angled, true
	case '"':
		m.kind, m.opens, m.closes = straight, true, true
		m.direct(text, para)
	case '`', '\'':
		if strings.HasPrefix(text[i:para.End], "'''") && !(i == para.Start || openSide(text[:i])) {
			return mark{}, 1 // a single mark and a double one
		}
		if i+1 < para.End && text[i+1] == text[i] {
			m.kind, m.size, m.opens, m.closes = doubled, 2, true, r == '\''
			if r == '\'' {
				m.direct(text, para)
			}
			return m, 2
		}
		if r == '`' {
			return mark{}, 1
		}
		m.kind = single
		m.opens = f.opensSingle(text, i, size, para)
	case '‘':
		m.kind = single
		m.opens = f.opensSingle(text, i, size, para)
	default:
		return mark{}, size
	}
	return m, size
}

// direct tells from the spaces around a mark without direction whether it
// opens or closes. Where they do not tell, it may do both.
func (m *mark) direct(text string, para readout.Span) {
	before := m.at == para.Start || openSide(text[:m.at])
	after := m.at+m.size >= para.End || closeSide(text[m.at+m.size:])
	switch {
	case before && !after:
		m.opens, m.closes = true, true
	case !before && after:
		m.opens, m.closes = false, true
	}
}

// clearlyOpens reports whether a mark without direction stands as an opening
// mark does: space before it, none behind it.
func clearlyOpens(text string, m mark) bool {
	if m.kind == curly || m.kind == angled {
		return m.opens && !m.closes
	}
	return m.at > 0 && blank(text[m.at-1:m.at]) && m.at+m.size < len(text) && !closeSide(text[m.at+m.size:])
}

// openSide reports whether what ends here lets a quotation open behind it.
func openSide(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsSpace(r) || strings.ContainsRune("([{-–—/“‘'\"", r)
}

// closeSide reports whether what begins here lets a quotation close before it.
func closeSide(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return unicode.IsSpace(r) || unicode.IsPunct(r) && !strings.ContainsRune("([{“‘'\"$#@", r)
}

// opensSingle reports whether the single mark at i can open a quotation and is
// no apostrophe of a shortened word.
func (f *Finder) opensSingle(text string, i, size int, para readout.Span) bool {
	if i > para.Start && !openSide(text[:i]) || i+size >= para.End {
		return false
	}
	after := text[i+size : para.End]
	r, _ := utf8.DecodeRuneInString(after)
	if !unicode.IsLetter(r) && r != '"' && r != '“' && r != '[' && r != '…' && r != '.' {
		return false // '90s, or nothing to quote
	}
	for _, short := range f.shortened {
		if strings.HasPrefix(after, short) {
			return false
		}
	}
	return true
}

// maxSingle is how many bytes a single quotation may have.
const maxSingle = 600

// singleEnd returns where the single quotation that m opens is closed, or 0.
func singleEnd(text string, m mark, para readout.Span) int {
	limit := min(para.End, m.at+maxSingle)
	guess := 0
	for i := m.at + m.size; i < limit; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r != '\'' && r != '’' {
			i += size
			continue
		}
		rest := text[i+size : para.End]
		if next, _ := utf8.DecodeRuneInString(rest); rest != "" && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
			i += size
			continue
		}
		prev, _ := utf8.DecodeLastRuneInString(text[:i])
		if prev != 's' || rest == "" || !blank(rest[:1]) {
			return i
		}
		if guess == 0 {
			guess = i // may be a plural's apostrophe: look on
		}
		i += size
	}
	return guess
}

// sentenceEnd returns where the sentence that holds byte from ends, at most to.
func (s *story) sentenceEnd(from, to int) int {
	sents := s.view.Sentences
	i := sort.Search(len(sents), func(i int) bool { return sents[i].End > from })
	if i < len(sents) && sents[i].Start <= from {
		to = min(to, sents[i].End)
	}
	return from + len(strings.TrimRightFunc(s.text[from:to], unicode.IsSpace))
}

// blank reports whether s is white space alone.
func blank(s string) bool { return strings.TrimSpace(s) == "" }
