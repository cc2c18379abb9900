package compare

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// plainWords returns the folded words of text outside boilerplate, a gap behind each
// paragraph; without what stands in quotations if outside is set.
func plainWords(text string, outside bool) []string {
	var out []string
	for para := range strings.SplitSeq(text, "\n") {
		if boilerplate.MatchString(para) {
			continue
		}
		inside, begin := false, len(out)
		for _, w := range split(para) {
			s := w.In(para)
			switch {
			case w.letters && !(outside && inside):
				out = append(out, fold(s))
			case outside && slices.Contains([]string{"“", "”", "„", "«", "»", `"`}, s):
				inside = s == "“" || s == "„" || s == "«" || s == `"` && !inside
				if len(out) > begin && out[len(out)-1] != "" {
					out = append(out, "")
				}
			}
		}
		out = append(out, "")
	}
	return out
}

// plainNames returns the names and numbers of a text's body.
func plainNames(text string) []uint64 {
	if _, body, ok := strings.Cut(text, "\n\n"); ok {
		text = body
	}
	var names []uint64
	for para := range strings.SplitSeq(text, "\n") {
		begins := true
		for _, w := range split(para) {
			s := w.In(para)
			first, _ := utf8.DecodeRuneInString(s)
			switch {
			case unicode.IsDigit(first):
				names = append(names, hashRun([]string{s}))
			case !w.letters:
				begins = begins || strings.Contains(".!?“", s)
				continue
			case unicode.IsUpper(first) && !begins && len(s) > 2:
				names = append(names, hashRun([]string{fold(s)}))
			}
			begins = false
		}
	}
	return runSet(names)
}

// TestATextIsReadOnce compares what one look at a text gives with what each of its
// lists is by itself.
func TestATextIsReadOnce(t *testing.T) {
	parts := []string{"The ", "ferry ", "Marit Solberg ", "told ", "us, ", "12,000 ", "“", "”", `"`, "«", "»", "„", ". ", "! ", "\n", "\n\n", "don’t ", "co\u00adoperate ",
		"Contact: ", "for immediate release ", "café ", "\u0301", "", "old quay on Sunday ", "3rd ", "MINISTER ",
		"All rights reserved", "-30-", "### ", "(© ", "ſ", "_", "THE full text of it is available here ", "editing by ", "Contacts:", "co.uk ", "a-b", "'", "…"}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		var b strings.Builder
		for range rng.IntN(60) {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		text := b.String()
		own, all := hashes(plainWords(text, true)), hashes(plainWords(text, false))
		form, prints := FormAndPrints(&readout.Version{Text: text})
		if !slices.Equal(form.own, runSet(own)) || !slices.Equal(form.all, runSet(all)) || !slices.Equal(prints, winnow(own)) {
			t.Fatalf("%q: other runs", text)
		}
		if !slices.Equal(form.names, plainNames(text)) {
			t.Fatalf("%q: other names", text)
		}
	}
}

func BenchmarkForm(b *testing.B) {
	v := &readout.Version{Text: strings.Repeat("Minister Tomas Arendt said on Tuesday that the ferry “will not be sold” to anybody in the town of Sund.\n\n", 5)}
	for b.Loop() {
		FormAndPrints(v)
	}
}
