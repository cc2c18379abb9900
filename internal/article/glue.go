package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// Scrapers glue a box of related links into the middle of a sentence: the
// name that the box hangs on is doubled without a blank, headlines follow
// without anything between them, and a word in capitals ends the box.
//
//	Minister Ana RuizAna RuizDam contract under review Why she stayed MORE said …

const (
	longestName = 60  // bytes of a doubled name
	longestGlue = 900 // bytes of a box
)

// boxEnd is the word that closes a box.
var boxEnd = regexp.MustCompile(`(?:\bREAD MORE|\bSEE MORE|\bSEE ALSO|\bREAD ALSO|\bALSO READ|\bMORE|\bREAD|\bALSO|\bRELATED)\b(?: ?[»›>:…]+)?`)

// unglue takes boxes of related links out of a paragraph and lists them.
func (r *Result) unglue(b block) string {
	text := b.text
	for from := 0; ; {
		p := doubledName(text, from)
		if p < 0 {
			return text
		}
		length := nameBefore(text, p)
		end := p + length
		rest := text[end:min(len(text), end+longestGlue)]
		kind := readout.RelatedLinks
		if m := boxEnd.FindStringIndex(rest); m != nil && continues(text[end+m[1]:]) && headlines(rest[:m[0]]) {
			end += m[1]
		} else if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(next) {
			// a box whose end can't be told: keep it and say so
			r.Problems = append(r.Problems, readout.Problem{Stage: stage,
				Text: "“" + text[p-length:min(len(text), end+40)] + "…” looks like related links glued into a sentence; their end can't be told, so they were kept."})
			from = end
			continue
		} else {
			kind = readout.OtherRemoved // the name alone is doubled
		}
		r.cut(kind, block{text[p:end], b.at + points(text, p)})
		text = text[:p] + joint(text[:p], text[end:])
		from = p
	}
}

// doubledName returns where, at or after from, a capitalised name ends that is
// at once repeated without a blank, or -1.
func doubledName(text string, from int) int {
	for p := from + 3; p < len(text); p++ {
		if !upperByte(text[p]) || !lowerOrMark(text[p-1]) {
			continue
		}
		if nameBefore(text, p) > 0 {
			return p
		}
	}
	return -1
}

// nameBefore returns the length of the name that ends at p and is repeated
// there, 0 if there is none. The name starts a word and has at least four bytes.
func nameBefore(text string, p int) int {
	for n := min(longestName, p, len(text)-p); n >= 4; n-- {
		if text[p-n:p] != text[p:p+n] || !upperByte(text[p-n]) {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(text[:p-n]); p-n == 0 || !unicode.IsLetter(before) {
			return n
		}
	}
	return 0
}

// upperByte reports an ASCII capital or the start of a rune beyond ASCII.
func upperByte(b byte) bool { return 'A' <= b && b <= 'Z' || b >= 0xC3 }

// lowerOrMark reports the last byte of a name.
func lowerOrMark(b byte) bool {
	return 'a' <= b && b <= 'z' || b >= 0x80 || b == '.' || b == ')' || 'A' <= b && b <= 'Z'
}

// continues reports whether what stands after a box goes on with a sentence.
func continues(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLower(r) || strings.ContainsRune(",.;:!?)’'”\"(—–-", r) || unicode.IsDigit(r) || unicode.IsUpper(r)
}

// headlines reports whether a box's inside looks like headlines: it opens with
// a capital and no sentence ends in it.
func headlines(inside string) bool {
	r, _ := utf8.DecodeRuneInString(inside)
	if inside != "" && !unicode.IsUpper(r) && !unicode.IsDigit(r) && !strings.ContainsRune("“‘\"'", r) {
		return false
	}
	return !strings.Contains(inside, ". ") || strings.Count(inside, ". ") <= 1
}

// joint returns the rest with one blank before it where a word goes on.
func joint(before, rest string) string {
	rest = strings.TrimLeft(rest, " ")
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || strings.ContainsRune(",.;:!?)’'”", r) || strings.HasSuffix(before, " ") || before == "" {
		return rest
	}
	return " " + rest
}

// inlinePatterns are insertions that end with a mark of their own, or stand
// between two sentences. Where a pattern has a group, the group is cut.
var inlinePatterns = []struct {
	kind readout.RemovedKind
	re   *regexp.Regexp
}{
	{readout.RelatedLinks, regexp.MustCompile(`\s?[(\[](?i:read more|read also|also read|see also|related|watch|more)\s?[:|–—-][^()\[\]]{3,200}[)\]]`)},
	{readout.Promotion, regexp.MustCompile(`\s?[(\[](?i:sign up|subscribe|click here|story continues)[^()\[\]]{0,200}[)\]]`)},
	{readout.Promotion, regexp.MustCompile(`[.!?”"’)](\s(?:ADVERTISEMENT|Advertisement|Story continues below(?: advertisement)?|Article continues below(?: advertisement)?))(?:\s+[A-Z“"‘]|$)`)},
	{readout.PhotoCredit, regexp.MustCompile(`\s?\((?:AP Photo|Photo by|AFP|Getty Images|REUTERS)[^()]{0,80}\)`)},
}

// cutInline takes out insertions that stand between marks of their own.
func (r *Result) cutInline(b block) string {
	text := b.text
	if !strings.ContainsAny(text, "([") && !strings.Contains(text, "ontinues below") && !strings.Contains(text, "dvertisement") && !strings.Contains(text, "ADVERT") {
		return text
	}
	for _, p := range inlinePatterns {
		for {
			m := p.re.FindStringSubmatchIndex(text)
			if m == nil {
				break
			}
			m = m[len(m)-2:]
			r.cut(p.kind, block{strings.TrimSpace(text[m[0]:m[1]]), b.at + points(text, m[0])})
			text = strings.TrimRight(text[:m[0]], " ") + joint(text[:m[0]], text[m[1]:])
		}
	}
	return strings.TrimSpace(text)
}
