package article

import (
	"bytes"
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

// unglue takes boxes of related links out of a paragraph and lists them. It
// goes over the text once, whatever is cut.
func (r *Result) unglue(b block) string {
	text := b.text
	first := doubledName(text)
	if first < 0 {
		return text
	}
	out := append(make([]byte, 0, len(text)), text[:first]...)
	at := b.at + points(text, first)
	for i := first; i < len(text); {
		length := nameAgain(out, text[i:])
		if length > 0 {
			r.doubled++
		}
		if length == 0 || r.doubled > maxDoubled {
			_, size := utf8.DecodeRuneInString(text[i:])
			out = append(out, text[i:i+size]...)
			i, at = i+size, at+1
			continue
		}
		end, kind := boxAfter(text, i+length)
		if end < 0 { // a box whose end can't be told: keep it and say so
			r.unclear(text[i-length : min(len(text), i+length+40)])
			out = append(out, text[i:i+length]...)
			i, at = i+length, at+utf8.RuneCountInString(text[i:i+length])
			continue
		}
		r.cut(kind, block{text[i:end], at})
		next := len(text) - len(strings.TrimLeft(text[end:], " "))
		at += utf8.RuneCountInString(text[i:next])
		out = append(out, joint(string(lastBytes(out, 1)), text[next:])...)
		i = next
	}
	return string(out)
}

// boxAfter returns where the box ends that a doubled name opens before from,
// and what it is; -1 if its end can't be told.
func boxAfter(text string, from int) (int, readout.RemovedKind) {
	rest := text[from:min(len(text), from+longestGlue)]
	if m := boxEnd.FindStringIndex(rest); m != nil && continues(text[from+m[1]:]) && headlines(rest[:m[0]]) {
		return from + m[1], readout.RelatedLinks
	}
	if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(next) {
		return -1, ""
	}
	return from, readout.OtherRemoved // the name alone is doubled
}

// maxDoubled is how many doubled names of a text are looked at.
const maxDoubled = 1000

// mostUnclear is how many boxes without an end a text's problems name.
const mostUnclear = 10

// unclear reports a box whose end can't be told.
func (r *Result) unclear(words string) {
	if r.boxes++; r.boxes <= mostUnclear {
		r.problem("“" + strings.ToValidUTF8(words, "") + "…” looks like related links glued into a sentence; their end can't be told, so they were kept.")
	}
}

// doubledName returns where a capitalised name first ends that is at once
// repeated without a blank, or -1.
func doubledName(text string) int {
	for p := 3; p < len(text); p++ {
		if utf8.RuneStart(text[p]) && nameAgain([]byte(text[max(0, p-longestName-utf8.UTFMax):p]), text[p:]) > 0 {
			return p
		}
	}
	return -1
}

// nameAgain returns the length of the name that ends before and opens rest as
// well, 0 if there is none. The name starts a word and has at least four bytes.
func nameAgain(before []byte, rest string) int {
	first, _ := utf8.DecodeRuneInString(rest)
	last, _ := utf8.DecodeLastRune(before)
	if !unicode.IsUpper(first) || !unicode.IsLetter(last) && last != '.' && last != ')' {
		return 0
	}
	for n := min(longestName, len(before), len(rest)); n >= 4; n-- {
		if string(before[len(before)-n:]) != rest[:n] {
			continue
		}
		if word, _ := utf8.DecodeLastRune(before[:len(before)-n]); len(before) == n || !unicode.IsLetter(word) {
			return n
		}
	}
	return 0
}

// lastBytes returns the last n bytes of b, or all.
func lastBytes(b []byte, n int) []byte { return b[max(0, len(b)-n):] }

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

// joint returns the blank that has to stand between what goes before a cut and
// what follows it, or "".
func joint(before, rest string) string {
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || strings.ContainsRune(",.;:!?)’'”", r) || strings.HasSuffix(before, " ") || before == "" {
		return ""
	}
	return " "
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
	{readout.Promotion, regexp.MustCompile(`(?:^|[.!?”"’)]\s)((?:Sign up|Subscribe|Register|Click here) [^.!?]{0,160}(?:newsletters?|inbox|letterbox|mailing list|for more information)\b[^.!?]{0,60}[.!]?)$`)},
	{readout.ContributorNote, regexp.MustCompile(`[.!?”"’)](\s\((?i:(?:additional|further) )?(?i:reporting|writing|editing|compiled|written|edited|reported)(?: and \w+)* by [A-Z][^()]{3,300}\)\.?)$`)},
	{readout.PhotoCredit, regexp.MustCompile(`\s?\((?:AP Photo|Photo by|AFP|Getty Images|REUTERS)[^()]{0,80}\)`)},
}

// cutInline takes out insertions that stand between marks of their own.
func (r *Result) cutInline(b block) string {
	text := b.text
	if !strings.ContainsAny(text, "([") && !containsAny(text, "newsletter|inbox|letterbox|mailing list|more information") && !strings.Contains(text, "ontinues below") && !strings.Contains(text, "dvertisement") && !strings.Contains(text, "ADVERT") {
		return text
	}
	for _, p := range inlinePatterns {
		text = r.cutAll(p.kind, p.re, block{text, b.at})
	}
	return strings.TrimSpace(text)
}

// cutAll cuts what a pattern, or its group, finds.
func (r *Result) cutAll(kind readout.RemovedKind, re *regexp.Regexp, b block) string {
	text := b.text
	found := re.FindAllStringSubmatchIndex(text, -1)
	if found == nil {
		return text
	}
	out := make([]byte, 0, len(text))
	from, counted, at := 0, 0, b.at
	for _, m := range found {
		m = m[len(m)-2:]
		at += utf8.RuneCountInString(text[counted:m[0]])
		counted = m[0]
		r.cut(kind, block{strings.TrimSpace(text[m[0]:m[1]]), at})
		if kind == readout.ContributorNote {
			r.noteContributors(text[m[0]:m[1]])
		}
		out = bytes.TrimRight(append(out, text[from:m[0]]...), " ")
		from = len(text) - len(strings.TrimLeft(text[m[1]:], " "))
		out = append(out, joint(string(lastBytes(out, 1)), text[from:])...)
	}
	return string(append(out, text[from:]...))
}
