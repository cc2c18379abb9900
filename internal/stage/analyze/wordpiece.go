package analyze

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A wordpiece cuts words into the pieces that the encoder knows, as uncased
// BERT does: lower case, no accents, punctuation and Chinese characters apart,
// then the longest pieces from the left.
type wordpiece struct {
	id      map[string]int32 // of pieces; those inside a word begin with "##"
	longest int              // bytes of the longest piece
	unknown int32            // [UNK]
	begin   int32            // [CLS]
	end     int32            // [SEP]
}

// maxWord is the most characters of a part of a word that is cut into pieces;
// a longer one is unknown.
const maxWord = 100

// newWordpiece returns the cutter for a vocabulary; a piece's id is its place.
func newWordpiece(vocab []string) (*wordpiece, error) {
	w := &wordpiece{id: make(map[string]int32, len(vocab))}
	for i, piece := range vocab {
		w.id[piece] = int32(i)
		w.longest = max(w.longest, len(piece))
	}
	for piece, id := range map[string]*int32{"[UNK]": &w.unknown, "[CLS]": &w.begin, "[SEP]": &w.end} {
		at, ok := w.id[piece]
		if !ok {
			return nil, fmt.Errorf("vocabulary of %d pieces has no %s", len(vocab), piece)
		}
		*id = at
	}
	return w, nil
}

// cut appends the ids of a word's pieces to ids, at most limit of them. A word
// of nothing that can be read is one unknown piece.
func (w *wordpiece) cut(ids []int32, word string, limit int) []int32 {
	start := len(ids)
	rest := clean(word)
	for rest != "" && len(ids)-start < limit {
		n := partLen(rest)
		ids = w.cutPart(ids, rest[:n])
		rest = strings.TrimLeftFunc(rest[n:], unicode.IsSpace)
	}
	if len(ids) == start {
		return append(ids, w.unknown)
	}
	return ids[:min(len(ids), start+limit)]
}

// cutPart appends the longest known pieces of a part, from the left, or
// [UNK] if it can't be cut wholly.
func (w *wordpiece) cutPart(ids []int32, part string) []int32 {
	start := len(ids)
	if len(part) > maxWord && utf8.RuneCountInString(part) > maxWord {
		return append(ids, w.unknown)
	}
	var buf [4*maxWord + 2]byte
	for at := 0; at < len(part); {
		key, cont := part[at:], 0
		if at > 0 {
			key, cont = string(append(append(buf[:0], "##"...), key...)), 2
		}
		n := min(len(key), w.longest)
		id, ok := w.id[key[:n]]
		for ; !ok && n > cont+1; id, ok = w.id[key[:n]] {
			n--
		}
		if !ok {
			return append(ids[:start], w.unknown)
		}
		ids = append(ids, id)
		at += n - cont
	}
	return ids
}

// partLen returns the length of the first part of s: one punctuation mark or
// Chinese character, or all up to the next one or the next space.
func partLen(s string) int {
	for i, r := range s {
		if alone := isPunct(r) || isChinese(r); alone || unicode.IsSpace(r) {
			if i == 0 {
				return utf8.RuneLen(r)
			}
			return i
		}
	}
	return len(s)
}

// clean returns word in lower case, without accents and without characters
// that do not show, cut where more than any limit remains.
func clean(word string) string {
	if ascii := isPlain(word); ascii {
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range word {
		switch {
		case r == 0 || r == utf8.RuneError || isControl(r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	var out strings.Builder
	for _, r := range norm.NFD.String(b.String()) {
		if !unicode.Is(unicode.Mn, r) {
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.TrimSpace(out.String())
}

// isPlain reports whether s is of ASCII letters, digits and marks alone.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

// isControl reports whether r is a character that does not show.
func isControl(r rune) bool {
	return r != '\t' && r != '\n' && r != '\r' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

// isPunct reports whether BERT holds r for punctuation.
func isPunct(r rune) bool {
	if r < 0x80 {
		return '!' <= r && r <= '/' || ':' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
	}
	return unicode.IsPunct(r)
}

// isChinese reports whether r is an ideograph, which BERT sets apart.
func isChinese(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF ||
		0x20000 <= r && r <= 0x2A6DF || 0x2A700 <= r && r <= 0x2B73F ||
		0x2B740 <= r && r <= 0x2B81F || 0x2B920 <= r && r <= 0x2CEAF ||
		0xF900 <= r && r <= 0xFAFF || 0x2F800 <= r && r <= 0x2FA1F
}
