package analyze

import "unicode"

// shape is the case pattern of a word, which the uncased encoder can't see.
// Each has an embedding; the numbers are the rows of its table.
type shape int32

// The shapes, in the order of the table.
const (
	shapeNone shape = iota // of a piece that begins no word
	shapeSymbol
	shapeStop
	shapeComma
	shapeQuery
	shapeColon
	shapeDash
	shapeOpen
	shapeClose
	shapeQuote
	shapeQuoteOpen
	shapeQuoteClose
	shapeApostrophe
	shapeEllipsis
	shapeMoney
	shapeNumberShort
	shapeNumberYear
	shapeNumberLong
	shapeNumberMarks
	shapeNumberLower
	shapeNumberUpper
	shapeLower
	shapeLowerApostrophe
	shapeLowerMarks
	shapeTitle
	shapeTitleMarks
	shapeUpperOne
	shapeUpperFew
	shapeUpperMany
	shapeUpperMarks
	shapeMixedUpper
	shapeMixedLower
	shapes // how many there are
)

// aloneShapes are the shapes of words that are one mark.
var aloneShapes = map[string]shape{
	".": shapeStop, ",": shapeComma, "?": shapeQuery, "!": shapeQuery, ":": shapeColon, ";": shapeColon,
	"-": shapeDash, "--": shapeDash, "---": shapeDash, "–": shapeDash, "—": shapeDash, "−": shapeDash, "‐": shapeDash, "‑": shapeDash,
	"(": shapeOpen, "[": shapeOpen, "{": shapeOpen, "<": shapeOpen, ")": shapeClose, "]": shapeClose, "}": shapeClose, ">": shapeClose,
	`"`: shapeQuote, "“": shapeQuoteOpen, "‘": shapeQuoteOpen, "«": shapeQuoteOpen, "``": shapeQuoteOpen,
	"”": shapeQuoteClose, "’": shapeQuoteClose, "»": shapeQuoteClose, "''": shapeQuoteClose,
	"'": shapeApostrophe, "`": shapeApostrophe, "…": shapeEllipsis, "..": shapeEllipsis, "...": shapeEllipsis, "....": shapeEllipsis,
	"$": shapeMoney, "€": shapeMoney, "£": shapeMoney, "¥": shapeMoney, "%": shapeMoney,
}

// shapeOf returns the shape of a word.
func shapeOf(word string) shape {
	if len(word) <= 4 {
		if s, ok := aloneShapes[word]; ok {
			return s
		}
	}
	var letters, upper, digits, marks int
	first, apostrophe := false, false
	for _, r := range word {
		switch {
		case unicode.IsLetter(r):
			up := unicode.IsUpper(r) || unicode.IsTitle(r)
			if letters == 0 {
				first = up
			}
			if letters++; up {
				upper++
			}
		case unicode.IsDigit(r):
			digits++
		default:
			marks++
			apostrophe = apostrophe || r == '\'' || r == '’'
		}
	}
	switch {
	case letters == 0:
		return shapeOfNumber(digits, marks)
	case digits > 0:
		return pick(upper > 0, shapeNumberUpper, shapeNumberLower)
	case upper == 0 && marks == 0:
		return shapeLower
	case upper == 0:
		return pick(apostrophe, shapeLowerApostrophe, shapeLowerMarks)
	case upper == letters:
		return shapeOfCapitals(upper, marks)
	case first && upper == 1:
		return pick(marks > 0, shapeTitleMarks, shapeTitle)
	}
	return pick(first, shapeMixedUpper, shapeMixedLower)
}

// shapeOfNumber returns the shape of a word without letters.
func shapeOfNumber(digits, marks int) shape {
	switch {
	case digits == 0:
		return shapeSymbol
	case marks > 0:
		return shapeNumberMarks
	case digits == 4:
		return shapeNumberYear
	}
	return pick(digits < 4, shapeNumberShort, shapeNumberLong)
}

// shapeOfCapitals returns the shape of a word whose letters are all upper case.
func shapeOfCapitals(upper, marks int) shape {
	switch {
	case marks > 0:
		return shapeUpperMarks
	case upper == 1:
		return shapeUpperOne
	}
	return pick(upper <= 4, shapeUpperFew, shapeUpperMany)
}

// pick returns a if cond holds, else b.
func pick(cond bool, a, b shape) shape {
	if cond {
		return a
	}
	return b
}

// gap is what stands before a word. Each has an embedding.
type gap int32

// The gaps, in the order of the table.
const (
	gapNone gap = iota
	gapSpace
	gapParagraph
	gapSpecial // of the pieces that no word makes
	gaps       // how many there are
)
