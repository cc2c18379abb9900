package readout

import (
	"sort"
	"unicode/utf8"
)

// pointsStep is how many bytes lie between two places of a text whose code
// points are counted.
const pointsStep = 64

// Points are the places of a version's text in both units: bytes, as the
// program counts, and Unicode code points, as JSON and exports do. They may be
// used by several goroutines.
type Points struct {
	text string
	// before has the code points before every pointsStep-th byte; nil where the
	// two units are the same.
	before []int32
}

// Points returns the places of the version's text.
func (v *Version) Points() Points { return PointsOf(v.Text) }

// PointsOf returns the places of a text.
func PointsOf(text string) Points {
	p := Points{text: text}
	if utf8.RuneCountInString(text) == len(text) {
		return p
	}
	p.before = make([]int32, 1, len(text)/pointsStep+1)
	for at := pointsStep; at <= len(text); at += pointsStep {
		p.before = append(p.before, p.before[len(p.before)-1]+int32(runeStarts(text[at-pointsStep:at])))
	}
	return p
}

// Len returns the length of the text in code points.
func (p Points) Len() int { return p.At(len(p.text)) }

// At returns a byte offset of the text in code points. It panics if the text
// is shorter.
func (p Points) At(offset int) int {
	if p.before == nil {
		return offset
	}
	n := offset / pointsStep
	return int(p.before[n]) + runeStarts(p.text[n*pointsStep:offset])
}

// Span returns a span of bytes in code points.
func (p Points) Span(s Span) Span { return Span{p.At(s.Start), p.At(s.End)} }

// Bytes returns a span of code points in bytes, and whether the text has it.
func (p Points) Bytes(s Span) (Span, bool) {
	start, ok := p.offset(s.Start)
	end, ok2 := p.offset(s.End)
	if !ok || !ok2 || s.End < s.Start {
		return Span{}, false
	}
	return Span{start, end}, true
}

// offset returns where a code point starts, in bytes; the one after the last
// starts at the end.
func (p Points) offset(point int) (int, bool) {
	if point < 0 {
		return 0, false
	}
	if p.before == nil {
		return point, point <= len(p.text)
	}
	k := sort.Search(len(p.before), func(i int) bool { return int(p.before[i]) > point }) - 1
	left := point - int(p.before[k])
	for at := k * pointsStep; at < len(p.text); at++ {
		if utf8.RuneStart(p.text[at]) {
			if left == 0 {
				return at, true
			}
			left--
		}
	}
	return len(p.text), left == 0
}

// runeStarts counts the bytes of a text at which a code point starts.
func runeStarts(text string) int {
	n := 0
	for i := range len(text) {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}
