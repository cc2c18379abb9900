package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lastPlain is the end of the range of letters with accents that plain knows.
const lastPlain = 0x1EFF

// plain holds, for letters with accents, the letter without.
var plain = func() []rune {
	table := make([]rune, lastPlain+1)
	for _, block := range [][2]rune{{0xC0, 0x24F}, {0x1E00, lastPlain}} {
		for r := block[0]; r <= block[1]; r++ {
			base, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
			table[r] = unicode.ToLower(base)
		}
	}
	for r, to := range map[rune]rune{'ø': 'o', 'Ø': 'o', 'ł': 'l', 'Ł': 'l', 'đ': 'd', 'Đ': 'd', 'ı': 'i', 'ß': 's', 'æ': 'a', 'Æ': 'a', 'œ': 'o', 'ð': 'd', 'Þ': 't', 'þ': 't', 'ə': 'a', 'Ə': 'a'} {
		table[r] = to
	}
	return table
}()

// fold returns the form in which a rune of a name is compared: lower case,
// without accent; ' ' for what parts words, 0 for what does not count.
func fold(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '&' || r == '+':
		return r
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r == '.' || r == '\'' || r == '’' || r == '‘' || r == 'ʻ' || r == 'ʼ' || r == '`' || unicode.Is(unicode.Mn, r):
		return 0
	case r < 0x80:
		return ' '
	case r <= lastPlain && plain[r] != 0:
		return plain[r]
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return unicode.ToLower(r)
	}
	return ' '
}

// A Hash grows with the words of a name, so that longer and longer names can
// be looked up without reading them again. The zero Hash is the empty name.
type Hash struct {
	sum   uint64
	blank bool // a separator waits for the next letter
}

// offset and prime are those of FNV-1a.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

// Add returns the hash of the name with s behind it. Case, accents, periods,
// apostrophes and the kind of separator do not count.
func (h Hash) Add(s string) Hash {
	sum, blank := h.sum, h.blank
	if sum == 0 {
		sum = offset
	}
	started := h.sum != 0
	for i := 0; i < len(s); {
		c := rune(s[i])
		size := 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		f := fold(c)
		if f == 0 {
			continue
		}
		if f == ' ' {
			blank = started
			continue
		}
		if blank {
			sum = (sum ^ ' ') * prime
			blank = false
		}
		sum = (sum ^ uint64(f)) * prime
		started = true
	}
	if !started {
		return Hash{}
	}
	return Hash{sum, blank}
}

// hashOf returns the hash of a whole name, "the" left off.
func hashOf(name string) uint64 { return Hash{}.Add(withoutThe(name)).sum }

// withoutThe returns the name without a leading article.
func withoutThe(name string) string {
	if len(name) > 4 && (name[0] == 't' || name[0] == 'T') && strings.EqualFold(name[:4], "the ") {
		return name[4:]
	}
	return name
}

// Key returns the form in which names are compared: lower case, no accents,
// no periods or apostrophes, words parted by one blank, "the" left off.
func Key(name string) string {
	var b strings.Builder
	blank := false
	for _, r := range withoutThe(strings.TrimSpace(name)) {
		switch f := fold(r); f {
		case 0:
		case ' ':
			blank = b.Len() > 0
		default:
			if blank {
				b.WriteByte(' ')
				blank = false
			}
			b.WriteRune(f)
		}
	}
	return b.String()
}

// An index finds numbers by the hashes of names. Several numbers may stand
// under one name; they come in the order in which they were added.
type index struct {
	keys []uint64
	vals []int32
	n    int
}

// newIndex makes an index with room for n names.
func newIndex(n int) *index {
	size := 64
	for size < 2*n {
		size *= 2
	}
	return &index{keys: make([]uint64, size), vals: make([]int32, size)}
}

// add enters a number under a name's hash. A name of no letters has none.
func (x *index) add(h uint64, val int32) {
	if h == 0 || h == offset {
		return
	}
	if 2*x.n >= len(x.keys) {
		x.grow()
	}
	mask := uint64(len(x.keys) - 1)
	i := (h * prime >> 20) & mask
	for x.keys[i] != 0 {
		if x.keys[i] == h && x.vals[i] == val {
			return
		}
		i = (i + 1) & mask
	}
	x.keys[i], x.vals[i] = h, val
	x.n++
}

// grow doubles the table. The order under one name is kept, since the cells
// are read from an empty one on.
func (x *index) grow() {
	old := *x
	*x = *newIndex(len(old.keys))
	start := 0
	for old.keys[start] != 0 {
		start++
	}
	for k := range old.keys {
		if i := (start + k) & (len(old.keys) - 1); old.keys[i] != 0 {
			x.add(old.keys[i], old.vals[i])
		}
	}
}

// each calls f for the numbers under a name's hash, until f returns false.
func (x *index) each(h uint64, f func(val int32) bool) {
	if h == 0 || h == offset || len(x.keys) == 0 {
		return
	}
	mask := uint64(len(x.keys) - 1)
	for i := (h * prime >> 20) & mask; x.keys[i] != 0; i = (i + 1) & mask {
		if x.keys[i] == h && !f(x.vals[i]) {
			return
		}
	}
}

// has reports whether anything stands under a name's hash.
func (x *index) has(h uint64) bool {
	found := false
	x.each(h, func(int32) bool { found = true; return false })
	return found
}
