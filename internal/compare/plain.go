package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// maxClause is how much of a statement a sentence repeats, in runes.
const maxClause = 160

// verbs say what a speaker did, with a content that is a clause.
var verbs = map[readout.Act]string{
	readout.Say: "said that", readout.Confirm: "confirmed that", readout.Deny: "denied that", readout.Doubt: "doubted that",
	readout.Claim: "claimed that", readout.Predict: "predicted that", readout.Promise: "promised that", readout.Demand: "demanded that",
	readout.Threaten: "threatened that", readout.Wish: "wished that",
}

// clause reports whether the content can follow "says that": words of a
// reporter, not a quotation, a name or an infinitive.
func (s *said) clause() bool {
	if s.Quoted == readout.Direct || len(s.words) < 4 || verbs[s.Act] == "" {
		return false
	}
	switch s.words[0] {
	case "to", "for", "about", "with", "of", "on", "whether", "if", "how", "why", "what", "who", "when", "where":
		return false
	}
	return true
}

// content returns the content without a leading "that" and without a last stop.
func (s *said) content() string {
	text := strings.TrimSpace(s.Content.Text)
	if rest, ok := strings.CutPrefix(text, "that "); ok {
		text = rest
	}
	return shorten(strings.TrimRight(text, " .,;:"), maxClause)
}

// sentence returns who said what, as a clause that can follow "that".
func (s *said) sentence() string {
	who := shorten(s.speaker, 80)
	switch {
	case s.Act == readout.Silent || s.Act == readout.Decline || s.Status == readout.Denied || s.Status == readout.Planned:
		return who + " " + s.cue() + " " + s.content()
	case s.clause():
		return who + " " + verbs[s.Act] + " " + s.content()
	case s.Quoted == readout.Direct:
		return who + " " + s.cue() + " " + inMarks(s.content())
	}
	return who + " " + s.cue() + " " + s.content()
}

// cue returns the words that attribute, as they can follow the speaker.
func (s *said) cue() string {
	cue := strings.Join(strings.Fields(s.Cue.Text), " ")
	if cue == "" || strings.Contains(cue, "according") || strings.HasSuffix(cue, "told") || strings.HasSuffix(cue, "telling") {
		return "said" // told needs whom
	}
	return cue
}

// inMarks puts text in quotation marks unless it has them.
func inMarks(text string) string {
	text = strings.Trim(text, `"“”,. `)
	return "“" + text + "”"
}

// changeText returns the sentence for a changed statement, and whether it
// names the speaker.
func (d *recordDiffer) changeText(a, b *said, label Label, speaker bool) (text string, named bool) {
	now, before := d.new.name, d.old.name
	switch {
	case label == Counting && !speaker:
		change := meaningful(a.Content.Text, b.Content.Text)
		return now + " says " + change.came() + " where " + before + " said " + change.gone() + ": " + b.content() + ".", false
	case label == Speaking:
		return now + " gives " + b.speaker + " as the one who " + relative(b) + "; in " + before + " it was " + a.speaker + ".", true
	case label == Replaced && !speaker && a.Quoted == readout.Direct && b.Quoted == readout.Direct:
		return now + " quotes " + shorten(b.speaker, 80) + " with " + inMarks(b.content()) + " in place of " + inMarks(a.content()) + ".", true
	case label == Replaced:
		return now + " has that " + b.sentence() + ", in place of: " + a.sentence() + ".", true
	case !speaker && a.Act == b.Act && a.clause() && b.clause():
		return now + " no longer says that " + a.content() + "; it says that " + b.content() + ".", false
	}
	return now + " no longer says that " + a.sentence() + "; it says that " + b.sentence() + ".", true
}

// relative returns what the speaker said, after "the one who".
func relative(s *said) string {
	return strings.TrimPrefix(s.sentence(), shorten(s.speaker, 80)+" ")
}

// shorten makes one line of at most n runes of text.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	cut := string([]rune(text)[:n])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + " …"
}

// A wordChange is what differs between two texts, small words aside.
type wordChange struct {
	old, new string
	edits    []Edit
}

// meaningful returns the word diff of two texts without the edits that change
// nothing but small words and signs.
func meaningful(old, new string) *wordChange {
	c := &wordChange{old: old, new: new}
	all := Words(old, new)
	for i := 0; i < len(all); i++ {
		e := all[i]
		if e.Op == Same {
			continue
		}
		pair := e
		if e.Op == Gone && i+1 < len(all) && all[i+1].Op == Came {
			pair.New = all[i+1].New
			i++
		}
		if counts(pair.Old.In(old)) || counts(pair.New.In(new)) {
			c.edits = append(c.edits, pair)
		}
	}
	return c
}

// counts reports whether words change what is said.
func counts(text string) bool {
	for _, w := range split(text) {
		f := fold(w.In(text))
		if w.letters && (!smallWord(f) || tense[f] || negations[f]) {
			return true
		}
	}
	return false
}

// Words whose coming or going changes how sure or how real something is.
var (
	tense     = set("has have had was were will would is are")
	negations = set("not no never nobody nothing none neither nor denied denies deny denying without cannot can't didn't doesn't don't isn't wasn't won't wouldn't couldn't hasn't haven't hadn't aren't weren't refused rejects rejected reject unfounded false untrue")
	hedges    = set("may might could possibly perhaps probably likely unlikely reportedly allegedly apparently seems seem appears appear considering considers consider weighing weighs weigh mulling discussing exploring studying expected expects hopes hoping wants want proposes proposed plans planned planning open suggested suggests believed believes suspected alleged claims claimed tentative preliminary unconfirmed would should if")
	numerals  = set("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens half both several many")
	calendar  = set("monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december today yesterday tomorrow tonight week weeks month months year years spring summer autumn winter")
)

// has reports whether text holds a word of a list.
func has(text string, list map[string]bool) bool {
	for _, w := range folded(text) {
		if list[w] {
			return true
		}
	}
	return false
}

// numeric reports whether all words of text that count are numbers.
func numeric(text string) bool {
	n := 0
	for _, w := range folded(text) {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsDigit(first) || numerals[w]:
			n++
		case !smallWord(w):
			return false
		}
	}
	return n > 0
}

// label says in a word what the changed words amount to.
func (c *wordChange) label() Label {
	if len(c.edits) == 0 {
		return Unlabeled
	}
	for _, flip := range []struct {
		list       map[string]bool
		came, gone Label
	}{{negations, Reversed, Reversed}, {hedges, Softened, Hardened}} {
		before, after := has(c.old, flip.list), has(c.new, flip.list)
		if before != after {
			if after {
				return flip.came
			}
			return flip.gone
		}
	}
	for _, e := range c.edits {
		if numeric(e.Old.In(c.old)) && numeric(e.New.In(c.new)) {
			return Counting
		}
	}
	for _, e := range c.edits {
		if has(e.Old.In(c.old), calendar) && has(e.New.In(c.new), calendar) {
			return Dating
		}
	}
	return OtherThan
}

// numbers returns the edit that changes a number, or the first.
func (c *wordChange) numbers() Edit {
	for _, e := range c.edits {
		if numeric(e.Old.In(c.old)) && numeric(e.New.In(c.new)) {
			return e
		}
	}
	return c.edits[0]
}

func (c *wordChange) gone() string { return lowerNumber(c.numbers().Old.In(c.old)) }
func (c *wordChange) came() string { return lowerNumber(c.numbers().New.In(c.new)) }

// lowerNumber takes the capital off a number that began a sentence.
func lowerNumber(text string) string {
	if first, _, _ := strings.Cut(strings.ToLower(text), " "); numerals[first] {
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}

// String lists what changed: "has agreed to → is weighing".
func (c *wordChange) String() string {
	var parts []string
	for _, e := range c.edits {
		old, new := shorten(bare(e.Old.In(c.old)), 60), shorten(bare(e.New.In(c.new)), 60)
		switch {
		case old == "":
			parts = append(parts, "+ "+new)
		case new == "":
			parts = append(parts, "− "+old)
		default:
			parts = append(parts, old+" → "+new)
		}
	}
	if len(parts) > 4 {
		parts = append(parts[:4], "…")
	}
	return strings.Join(parts, " · ")
}

// bare takes the signs off the ends of words that are named by themselves.
func bare(words string) string { return strings.Trim(words, " ,;:.\n") }

// changedWords returns the words that two texts differ in.
func changedWords(old, new string) string { return meaningful(old, new).String() }
