package analyze

import (
	"slices"
	"strings"
	"testing"
)

// testVocab is a vocabulary that cuts the test's words; ids are places.
var testVocab = strings.Fields("[PAD] [UNK] [CLS] [SEP] [MASK] dam ##s ##my re ##build - ' n ##t un ##i ##que caf ##e 中 国 ß . ... a ##a $ 5 ##0 istanbul")

func TestWordpiece(t *testing.T) {
	w, err := newWordpiece(testVocab)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, word, want string }{
		{"a known word", "dam", "dam"},
		{"lower case", "DAMS", "dam ##s"},
		{"the longest piece first", "dammy", "dam ##my"},
		{"nothing fits after the first piece", "damx", "[UNK]"},
		{"a mark stands alone", "re-build", "re - [UNK]"},
		{"a clitic", "n't", "n ' [UNK]"},
		{"accents fall", "Café", "caf ##e"},
		{"accents fall when they stand apart", "Cafe\u0301", "caf ##e"},
		{"ideographs stand alone", "中国", "中 国"},
		{"soft hyphens and joiners do not show", "d\u00ada\u200bm", "dam"},
		{"no-break space parts", "dam\u00a0re", "dam re"},
		{"a dotted capital I", "İstanbul", "istanbul"},
		{"nothing to see is unknown", "\u200b", "[UNK]"},
		{"an empty word is unknown", "", "[UNK]"},
		{"sharp s is kept", "ß", "ß"},
		{"marks one by one", "...", ". . ."},
		{"money", "$50", "$ 5 ##0"},
		{"no more pieces than the limit", "aaaaaaaaaaaa", "a ##a ##a ##a ##a ##a"},
		{"a part of 100 characters is cut", strings.Repeat("a", 100), "a ##a ##a ##a ##a ##a"},
		{"a part of 101 is not", strings.Repeat("a", 101), "[UNK]"},
		{"bytes that are no UTF-8", "dam\xff", "dam"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, id := range w.cut(nil, tt.word, wordPieces) {
				got = append(got, testVocab[id])
			}
			if want := strings.Fields(tt.want); !slices.Equal(got, want) {
				t.Errorf("cut(%q) = %v, want %v", tt.word, got, want)
			}
		})
	}
	if _, err := newWordpiece([]string{"a"}); err == nil {
		t.Error("a vocabulary without [UNK] is taken")
	}
}

// TestWordOfAMegabyteIsCut would run into the limit of go test if cutting took
// the square of a word's length.
func TestWordOfAMegabyteIsCut(t *testing.T) {
	w, _ := newWordpiece(testVocab)
	for _, s := range []string{"a", "é", "-", "中", "a-", "\u0301", "\u200b"} {
		word := strings.Repeat(s, 1<<20/len(s))
		if n := len(w.cut(nil, word, wordPieces)); n < 1 || n > wordPieces {
			t.Errorf("%q…: %d pieces", s, n)
		}
		shapeOf(word)
		lemmaRule{mode: 'L', cut: 900, add: "y"}.apply(word)
	}
}

func TestShapeOf(t *testing.T) {
	for word, want := range map[string]shape{
		"dam": shapeLower, "Dam": shapeTitle, "D": shapeUpperOne, "UN": shapeUpperFew, "NATION": shapeUpperMany, "U.N.": shapeUpperMarks,
		"n't": shapeLowerApostrophe, "co-owner": shapeLowerMarks, "O'Brien": shapeMixedUpper, "Co-owner": shapeTitleMarks,
		"McCain": shapeMixedUpper, "eBay": shapeMixedLower, "12": shapeNumberShort, "2014": shapeNumberYear, "12345": shapeNumberLong,
		"1,000": shapeNumberMarks, "5th": shapeNumberLower, "G20": shapeNumberUpper, "…": shapeEllipsis, "...": shapeEllipsis,
		"“": shapeQuoteOpen, "’": shapeQuoteClose, "'": shapeApostrophe, "—": shapeDash, "€": shapeMoney, "@": shapeSymbol, "": shapeSymbol,
		"中国": shapeLower, "Ñandú": shapeTitle, "½": shapeSymbol, "²2": shapeNumberMarks,
	} {
		if got := shapeOf(word); got != want {
			t.Errorf("shapeOf(%q) = %d, want %d", word, got, want)
		}
	}
}

func TestLemmaRule(t *testing.T) {
	for _, tt := range []struct{ rule, form, want string }{
		{"L0", "Said", "said"}, {"K0", "Ruiz", "Ruiz"}, {"L3y", "Parties", "party"}, {"T0", "PARIS", "Paris"}, {"U0", "un", "UN"},
		{"L4be", "was", "was"}, {"L3be", "was", "be"}, {"K1", "Cafés", "Café"}, {"L1ve", "Cafésé", "cafésve"},
	} {
		r, ok := parseLemmaRule(tt.rule)
		if got := r.apply(tt.form); !ok || got != tt.want {
			t.Errorf("%s of %q = %q, want %q", tt.rule, tt.form, got, tt.want)
		}
	}
	for _, s := range []string{"", "L", "X1", "3y", "Ly"} {
		if _, ok := parseLemmaRule(s); ok {
			t.Errorf("rule %q is taken", s)
		}
	}
}
