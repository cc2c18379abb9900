package segment

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	readout "github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
)

// format writes one sentence a line with its paragraph's number; tokens are
// parted by "|", parts of one surface token by "+".
func format(text string, sents []readout.Sentence) string {
	var b strings.Builder
	par := -1
	for _, s := range sents {
		if s.Paragraph != par {
			if par >= 0 {
				b.WriteByte('\n')
			}
			par = s.Paragraph
		}
		for i, tok := range s.Tokens {
			switch {
			case i == 0:
			case tok.Glued:
				b.WriteByte('+')
			default:
				b.WriteByte('|')
			}
			b.WriteString(tok.Form(text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// check reports what Split promises of any text and does not keep.
func check(t *testing.T, text string) {
	t.Helper()
	end, par, lastPar := 0, 0, 0
	for n, s := range Split(text) {
		if len(s.Tokens) == 0 || s.Span != cover(s.Tokens) {
			t.Fatalf("%q: sentence %d has span %v and tokens %v", text, n, s.Span, s.Tokens)
		}
		for i, tok := range s.Tokens {
			if !tok.Fits(text) || tok.Empty() || tok.Start < end {
				t.Fatalf("%q: token %d of sentence %d has span %v after %d", text, i, n, tok.Span, end)
			}
			gap := text[end:tok.Start]
			if strings.TrimFunc(gap, unicode.IsSpace) != "" {
				t.Fatalf("%q: %q is between tokens", text, gap)
			}
			if tok.Glued && (i == 0 || gap != "") {
				t.Fatalf("%q: token %v is glued to nothing", text, tok.Span)
			}
			if utf8.ValidString(text) && strings.ContainsFunc(tok.Form(text), unicode.IsSpace) {
				t.Fatalf("%q: token %q holds white space", text, tok.Form(text))
			}
			if strings.ContainsAny(gap, "\n\r\u2028\u2029\u0085") && n > 0 {
				if par++; i > 0 {
					t.Fatalf("%q: sentence %d crosses a line break", text, n)
				}
			}
			if tok.Head != -1 {
				t.Fatalf("%q: token %v has a head", text, tok.Span)
			}
			end = tok.End
		}
		if utf8.ValidString(text) && s.Paragraph != par || s.Paragraph < lastPar {
			t.Fatalf("%q: sentence %d is in paragraph %d, want %d", text, n, s.Paragraph, par)
		}
		lastPar = s.Paragraph
	}
	if rest := text[end:]; strings.TrimFunc(rest, unicode.IsSpace) != "" {
		t.Fatalf("%q: %q is in no token", text, rest)
	}
}

var odd = []string{
	"", " ", "\n\n", "\x80", " \x80", "a\x80b \xc3", "\xe2\x80", "\xff\xfe", "a\x00b", "\ufeffHi.", "…", "’", "‘’ “”", "'", "''", "`", "-",
	"--", "a-", "-a", "a.", ".a", "..", "...a", "$", "#", "@", "@_", "a@", "a@b", "@@@", "http://", "http://.", "www.", "mailto:", "x://a).",
	"1", "1.", "1,", "1-", "1/", "1'", "1's", "'90s", "'tis", "n't", "'s", "don't've", "I'd've", "O'", "s'", "U.S.'s", "Inc.'s.", "etc.", "(etc.)",
	"👍🏽👨‍👩‍👧", "\u200b", "\u200d", "e\u0301", "Ελλάδα. Αθήνα;", "שלום. עולם!", "مرحبا؟", "他说。她笑", "a\u2028b", "a\u0085b", "a\u00a0b",
	"non-", "co-", "e-", "uh-huh", "th-", "Rs500", "N5,000", "R200 million", "9/11/", "1-2-3-4-5-6-7", "+1", ".5", "=)", ":)", "(:", "<3", "Mr.", "J.", "I.",
	"A\r\nB\rC", "a\v\fb", "word\xf0\x9f", "’s", "‘90s", "´s", "a´", "a`s", "gonna", "Cannot", "its a", "l'", "c'mon",
}

func TestSplitIsLossless(t *testing.T) {
	for _, text := range odd {
		check(t, text)
		check(t, "He said "+text+" to me.")
		check(t, "x"+text+"y")
		check(t, text+text)
	}
	for i := range odd {
		check(t, odd[i]+odd[(i*7+3)%len(odd)]+" "+odd[(i*11+5)%len(odd)])
	}
}

func FuzzSplit(f *testing.F) {
	for _, text := range odd {
		f.Add(text)
	}
	f.Add("GENEVA (AP) — “We won’t,” Gov. J. B. Ode said at 3 p.m. on Monday, No. 5 of ten.\nWho knows?")
	f.Fuzz(check)
}

// BenchmarkSplit measures splitting alone, on news-like text of 100 kB.
func BenchmarkSplit(b *testing.B) {
	const par = "GENEVA — The U.S. envoy, Gen. Ana Ruiz, said on Tuesday that a 15-year-old deal with the co-operative wasn't dead. " +
		"“We’ve got until 3 p.m. on Friday,” she told reporters; about $2.5 million (or 40% of the fund) had been paid. " +
		"Officials in the capital did not respond to e-mails, and calls to the ministry's press office went unanswered.\n\n"
	text := strings.Repeat(par, 300)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Split(text)
	}
}

func TestSplit(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", 6, func(story string) string {
		return format(story, Split(story))
	})
}
