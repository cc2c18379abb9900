package compare

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// An Op says what became of some words.
type Op byte

// The operations of a word diff.
const (
	Same Op = '='
	Gone Op = '-' // in the old text only
	Came Op = '+' // in the new text only
)

// An Edit is a run of words with one fate. Old and New are where they stand;
// Gone words have no New, words that Came have no Old.
type Edit struct {
	Op       Op
	Old, New readout.Span
}

// maxWords is how many words of a text are compared one by one; in longer ones
// what lies between equal beginnings and ends is one change.
const maxWords = 200_000

// Words returns the word diff of two texts. White space does not count, signs
// do; curly and straight quotation marks are one. Sentences are paired first
// and words within the pairs, so that a word that two rewritten sentences
// happen to share ties nothing together. The edits cover all words of both
// texts in order.
func Words(old, new string) []Edit {
	a, b := split(old), split(new)
	d := &differ{a: forms(old, a), b: forms(new, b)}
	if len(a) <= maxWords && len(b) <= maxWords {
		d.sentences(segments(old, a), segments(new, b))
	} else {
		d.ends(0, len(a), 0, len(b))
	}
	return edits(readable(d.ops, d.a), a, b)
}

// forms returns the words as they are compared: by number, equal words having
// equal numbers.
func forms(text string, words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = sign(w.In(text))
	}
	return out
}

// sign makes one of the forms of a quotation mark, an apostrophe or a dash.
func sign(s string) string {
	switch s {
	case "“", "”", "„", "«", "»":
		return `"`
	case "‘", "’", "`":
		return "'"
	case "–", "—":
		return "-"
	}
	if strings.ContainsRune(s, '’') {
		return strings.ReplaceAll(s, "’", "'")
	}
	return s
}

// A run is a stretch of one operation: lengths in words of the two texts.
type run struct {
	op   Op
	a, b int
}

// A differ finds the runs of two lists of words.
type differ struct {
	a, b []string
	ops  []run
}

// emit adds a run, joined to the one before if that is of the same kind.
func (d *differ) emit(op Op, a, b int) {
	if a == 0 && b == 0 {
		return
	}
	if n := len(d.ops); n > 0 && d.ops[n-1].op == op {
		d.ops[n-1].a += a
		d.ops[n-1].b += b
		return
	}
	d.ops = append(d.ops, run{op, a, b})
}

// replace takes all of the first range for gone and all of the second for new.
func (d *differ) replace(a0, a1, b0, b1 int) {
	d.emit(Gone, a1-a0, 0)
	d.emit(Came, 0, b1-b0)
}

// ends finds equal beginnings and ends and replaces what is between.
func (d *differ) ends(a0, a1, b0, b1 int) {
	head, tail := d.common(a0, a1, b0, b1)
	d.emit(Same, head, head)
	d.replace(a0+head, a1-tail, b0+head, b1-tail)
	d.emit(Same, tail, tail)
}

// common returns the lengths of the equal beginnings and ends of two ranges.
func (d *differ) common(a0, a1, b0, b1 int) (head, tail int) {
	for a0+head < a1 && b0+head < b1 && d.a[a0+head] == d.b[b0+head] {
		head++
	}
	for a1-tail > a0+head && b1-tail > b0+head && d.a[a1-tail-1] == d.b[b1-tail-1] {
		tail++
	}
	return head, tail
}

// diff compares two ranges: equal ends first, then, as in patience diff, the
// words that occur once in both as fixed points, then, in what is left, the
// longest common subsequence.
func (d *differ) diff(a0, a1, b0, b1 int) {
	head, tail := d.common(a0, a1, b0, b1)
	d.emit(Same, head, head)
	a0, a1, b0, b1 = a0+head, a1-tail, b0+head, b1-tail
	switch anchors := d.anchors(a0, a1, b0, b1); {
	case a0 == a1 || b0 == b1:
		d.replace(a0, a1, b0, b1)
	case len(anchors) > 0:
		for _, at := range anchors {
			d.diff(a0, at[0], b0, at[1])
			d.emit(Same, 1, 1)
			a0, b0 = at[0]+1, at[1]+1
		}
		d.diff(a0, a1, b0, b1)
	default:
		d.longest(a0, a1, b0, b1)
	}
	d.emit(Same, tail, tail)
}

// anchors returns the pairs of positions of words that occur once in each
// range, the longest list of them that rises in both.
func (d *differ) anchors(a0, a1, b0, b1 int) [][2]int {
	if a0 == a1 || b0 == b1 {
		return nil
	}
	type place struct{ a, b, inA, inB int }
	places := make(map[string]*place)
	for i := a0; i < a1; i++ {
		p := places[d.a[i]]
		if p == nil {
			p = new(place)
			places[d.a[i]] = p
		}
		p.a, p.inA = i, p.inA+1
	}
	for j := b0; j < b1; j++ {
		if p := places[d.b[j]]; p != nil {
			p.b, p.inB = j, p.inB+1
		}
	}
	var pairs [][2]int
	for i := a0; i < a1; i++ {
		if p := places[d.a[i]]; p.inA == 1 && p.inB == 1 {
			pairs = append(pairs, [2]int{p.a, p.b})
		}
	}
	return rising(pairs)
}

// rising returns the longest sublist whose second numbers rise.
func rising(pairs [][2]int) [][2]int {
	tails := make([]int, 0, len(pairs)) // index of the last pair of the best list of each length
	prev := make([]int, len(pairs))
	for i, p := range pairs {
		lo, hi := 0, len(tails)
		for lo < hi {
			if mid := (lo + hi) / 2; pairs[tails[mid]][1] < p[1] {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		prev[i] = -1
		if lo > 0 {
			prev[i] = tails[lo-1]
		}
		if lo == len(tails) {
			tails = append(tails, i)
		} else {
			tails[lo] = i
		}
	}
	out := make([][2]int, len(tails))
	for i, at := len(tails)-1, last(tails); i >= 0; i-- {
		out[i], at = pairs[at], prev[at]
	}
	return out
}

func last(list []int) int {
	if len(list) == 0 {
		return -1
	}
	return list[len(list)-1]
}

// maxCells bounds the table of longest.
const maxCells = 1 << 20

// longest finds the longest common subsequence of two short ranges; long ones
// are replaced.
func (d *differ) longest(a0, a1, b0, b1 int) {
	n, m := a1-a0, b1-b0
	if n*m > maxCells || n > maxCells || m > maxCells {
		d.replace(a0, a1, b0, b1)
		return
	}
	table := make([]int32, (n+1)*(m+1))
	at := func(i, j int) *int32 { return &table[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if d.a[a0+i] == d.b[b0+j] {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	i, j := 0, 0
	for i < n && j < m {
		switch {
		case d.a[a0+i] == d.b[b0+j]:
			d.emit(Same, 1, 1)
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			d.emit(Gone, 1, 0)
			i++
		default:
			d.emit(Came, 0, 1)
			j++
		}
	}
	d.replace(a0+i, a1, b0+j, b1)
}

// readable makes the diff readable: what changed between two points that stay is
// first what went, then what came, and a lone small word that happens to be
// equal inside a rewritten passage does not count as equal.
func readable(ops []run, a []string) []run {
	var out []run
	var gone, came int
	flush := func() {
		if gone > 0 {
			out = append(out, run{Gone, gone, 0})
		}
		if came > 0 {
			out = append(out, run{Came, 0, came})
		}
		gone, came = 0, 0
	}
	at := 0
	for i, r := range ops {
		switch r.op {
		case Gone:
			gone += r.a
		case Came:
			came += r.b
		default:
			inside := i > 0 && i < len(ops)-1 && gone+came > 0
			if inside && weight(a[at:at+r.a]) == 0 && gone+came+changedAfter(ops, i) > 4 {
				gone, came = gone+r.a, came+r.b
			} else {
				flush()
				out = append(out, r)
			}
		}
		at += r.a
	}
	flush()
	return out
}

// changedAfter returns how many words change between ops[i] and the next run
// that stays.
func changedAfter(ops []run, i int) int {
	n := 0
	for _, r := range ops[i+1:] {
		if r.op == Same {
			break
		}
		n += r.a + r.b
	}
	return n
}

// weight counts the words of a run that carry meaning.
func weight(words []string) int {
	n := 0
	for _, w := range words {
		if !smallWord(w) {
			n++
		}
	}
	return n
}

// smallWord reports signs, articles, prepositions and the like.
func smallWord(w string) bool {
	return len(w) <= 1 || smallWords[strings.ToLower(w)] || !isLetter(lastRune(w)) && len(w) <= 3
}

var smallWords = set("a an the of to in on at by for with from as and or but that this these those it its he she they his her their is was be been are were has have had which who")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// edits turns runs of words into edits with spans.
func edits(ops []run, a, b []word) []Edit {
	var out []Edit
	i, j := 0, 0
	for _, r := range ops {
		e := Edit{Op: r.op}
		if r.a > 0 {
			e.Old = readout.Span{Start: a[i].Start, End: a[i+r.a-1].End}
		}
		if r.b > 0 {
			e.New = readout.Span{Start: b[j].Start, End: b[j+r.b-1].End}
		}
		out = append(out, e)
		i, j = i+r.a, j+r.b
	}
	return out
}
