package compare

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// Winnowing (Schleimer, Wilkerson and Aiken, 2003): of each window of eight
// runs of five words the run with the least hash is kept, so that any shared
// passage of twelve words leaves a common print.
const (
	shingleLen = 5
	windowLen  = 8
)

// Prints returns the fingerprints of a version's text, sorted, without those
// of quotations and agency boilerplate, which stand in texts of all hands.
func Prints(v *readout.Version) []uint64 {
	_, prints := FormAndPrints(v)
	return prints
}

// boilerplate is what agencies and offices put around any text.
var boilerplate = regexp.MustCompile(`(?i)^\W*(?:for immediate release|(?:media |press )?contacts?:|©|copyright\b|all rights reserved|` +
	`this material may not be published|the associated press contributed|\(?(?:additional )?reporting (?:by|and writing)|` +
	`\(?(?:editing|edited) by|our standards: the thomson|follow .{0,40} on (?:twitter|facebook|x)\b|to (?:view|read|watch) .{0,60}(?:click )?here|` +
	`(?:the )?full text of .{0,80}(?:available|found) here|###|-30-)`)

// boilerplateBegins are the first words of what [boilerplate] finds.
var boilerplateBegins = map[string]bool{"for": true, "media": true, "press": true, "contact": true, "contacts": true, "copyright": true, "all": true, "this": true, "the": true,
	"additional": true, "reporting": true, "editing": true, "edited": true, "our": true, "follow": true, "to": true, "full": true, "30": true}

// isBoilerplate reports whether a paragraph is what agencies and offices put around
// any text. The expression is asked where the first word may be that of one.
func isBoilerplate(para string) bool {
	begin := 0
	for begin < len(para) && !wordByte(para[begin]) {
		begin++
	}
	end := begin
	for end < len(para) && wordByte(para[end]) {
		end++
	}
	asked := strings.ContainsAny(para[:begin], "©#") || boilerplateBegins[strings.ToLower(para[begin:end])] ||
		end < len(para) && para[end] >= utf8.RuneSelf // it may fold to a letter of ASCII
	return asked && boilerplate.MatchString(para)
}

// wordByte reports letters, digits and underscores of ASCII, as \w does.
func wordByte(c byte) bool { return c < utf8.RuneSelf && plainLetter[c] || c == '_' }

// hashes returns the hash of each run of five words, in order. 0 stands where
// a gap is.
func hashes(words []string) []uint64 {
	if len(words) < shingleLen {
		return nil
	}
	out := make([]uint64, 0, len(words))
	for i := 0; i+shingleLen <= len(words); i++ {
		run := words[i : i+shingleLen]
		if slices.Contains(run, "") {
			out = append(out, 0)
			continue
		}
		out = append(out, hashRun(run))
	}
	return out
}

// hashRun is FNV-1a over the words and the gaps between them, with a last mix
// so that the least of some hashes is a fair sample. It is never 0.
func hashRun(run []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range run {
		for i := 0; i < len(w); i++ {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	h ^= h >> 31
	h *= 0x9e3779b97f4a7c15
	h ^= h >> 29
	return h | 1
}

// winnow keeps the least hash of each window, sorted and without doubles.
func winnow(list []uint64) []uint64 {
	var out []uint64
	for i := range list {
		if i > 0 && i+windowLen > len(list) {
			break
		}
		least := uint64(0)
		for _, h := range list[i:min(i+windowLen, len(list))] {
			if h != 0 && (least == 0 || h < least) {
				least = h
			}
		}
		if least != 0 && (len(out) == 0 || out[len(out)-1] != least) {
			out = append(out, least)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
