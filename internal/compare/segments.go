package compare

import "strings"

// A segment is a range of words that is about a sentence: pairs of them are
// compared word by word.
type segment struct{ from, to int }

// segments parts the words of text at stops and line breaks. A stop after an
// abbreviation parts too, which only makes smaller segments.
func segments(text string, words []word) []segment {
	var out []segment
	from := 0
	for i, w := range words {
		end := i == len(words)-1
		if !end {
			s, next := w.In(text), words[i+1]
			between := text[w.End:next.Start]
			stop := s == "." || s == "!" || s == "?" || strings.ContainsAny(s, "\"”»")
			end = strings.Contains(between, "\n") || stop && between != "" && stopBefore(text, words[from:i+1])
		}
		if end {
			out = append(out, segment{from, i + 1})
			from = i + 1
		}
	}
	return out
}

// stopBefore reports whether words end with a stop, closing marks aside.
func stopBefore(text string, words []word) bool {
	for i := len(words) - 1; i >= 0 && i >= len(words)-4; i-- {
		switch words[i].In(text) {
		case ".", "!", "?":
			return true
		case "\"", "”", "»", "'", "’", ")":
		default:
			return false
		}
	}
	return false
}

// pairable is the share of words from which on two segments are compared word
// by word; others are wholly gone and wholly new.
const pairable = 0.4

// maxPairs bounds the table of one stretch of segments.
const maxPairs = 100_000

// sentences compares two lists of segments: equal ends first, then the equal
// ones that occur once as fixed points, then the best pairs in between.
func (d *differ) sentences(as, bs []segment) {
	keys := make(map[string]string)
	outer := &differ{a: d.keys(d.a, as, keys), b: d.keys(d.b, bs, keys)}
	head, tail := outer.common(0, len(as), 0, len(bs))
	d.same(as[:head])
	midA, midB := as[head:len(as)-tail], bs[head:len(bs)-tail]
	i, j := 0, 0
	for _, at := range outer.anchors(head, len(as)-tail, head, len(bs)-tail) {
		at[0], at[1] = at[0]-head, at[1]-head
		d.between(midA[i:at[0]], midB[j:at[1]])
		d.same(midA[at[0] : at[0]+1])
		i, j = at[0]+1, at[1]+1
	}
	d.between(midA[i:], midB[j:])
	d.same(as[len(as)-tail:])
}

// keys writes segments down as strings that are equal if their words are.
func (d *differ) keys(words []string, list []segment, known map[string]string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		key := strings.Join(words[s.from:s.to], " ")
		if _, ok := known[key]; !ok {
			known[key] = key
		}
		out[i] = known[key]
	}
	return out
}

// same emits segments that both texts have.
func (d *differ) same(list []segment) {
	for _, s := range list {
		d.emit(Same, s.to-s.from, s.to-s.from)
	}
}

// between compares segments between two fixed points: those that resemble
// each other in order are compared word by word.
func (d *differ) between(as, bs []segment) {
	if len(as) == 0 && len(bs) == 0 {
		return
	}
	if len(as)*len(bs) > maxPairs || d.parted(as, bs) {
		d.diff(from(as), to(as), from(bs), to(bs))
		return
	}
	i, j := 0, 0
	for _, pair := range d.pairs(as, bs) {
		d.drop(as[i:pair[0]], bs[j:pair[1]])
		a, b := as[pair[0]], bs[pair[1]]
		d.diff(a.from, a.to, b.from, b.to)
		i, j = pair[0]+1, pair[1]+1
	}
	d.drop(as[i:], bs[j:])
}

// parted reports whether a few segments are much the same words, parted in
// another way: a full stop became a comma, or a line break went.
func (d *differ) parted(as, bs []segment) bool {
	if len(as) == 0 || len(bs) == 0 || len(as) > 4 || len(bs) > 4 || len(as) == len(bs) {
		return false
	}
	return dice(d.a[from(as):to(as)], d.b[from(bs):to(bs)]) >= 0.7
}

func from(list []segment) int { return list[0].from }
func to(list []segment) int   { return list[len(list)-1].to }

// drop emits segments of the old text as gone and of the new one as new.
func (d *differ) drop(as, bs []segment) {
	for _, s := range as {
		d.emit(Gone, s.to-s.from, 0)
	}
	for _, s := range bs {
		d.emit(Came, 0, s.to-s.from)
	}
}

// pairs returns the pairs of segments, rising in both lists, whose
// resemblance adds up to most.
func (d *differ) pairs(as, bs []segment) [][2]int {
	n, m := len(as), len(bs)
	like := make([]float64, n*m)
	for i, a := range as {
		for j, b := range bs {
			if s := dice(d.a[a.from:a.to], d.b[b.from:b.to]); s >= pairable {
				like[i*m+j] = s
			}
		}
	}
	best := make([]float64, (n+1)*(m+1))
	at := func(i, j int) *float64 { return &best[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			if s := like[i*m+j]; s > 0 {
				*at(i, j) = max(*at(i, j), s+*at(i+1, j+1))
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case like[i*m+j] > 0 && *at(i, j) == like[i*m+j]+*at(i+1, j+1):
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case *at(i, j) == *at(i+1, j):
			i++
		default:
			j++
		}
	}
	return out
}
