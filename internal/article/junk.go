package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// name is a person's name in notes: capitalised words, initials, particles.
const name = `[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|von|al|bin|der|la))*`

// crew is a name with what its bearer is: "Associated Press writers Ada Lind".
const crew = `(?:` + name + ` (?:(?:staff )?(?:writer|reporter|correspondent|journalist|editor|photographer|producer)s?) )?`

// credit is who did what of a story: "Additional reporting by Ada Lind in
// Oslo, Per Dahl".
const credit = `(?:(?:additional|further) )?(?:reporting|writing|editing|compiled|written|edited|reported)(?: and \w+)* by (?-i:` + name + `)(?:(?:,|,? and|,? in|,? at) (?-i:` + name + `))*`

// names is a list of names.
const names = name + `(?:(?:,| and|, and|;) ` + name + `)*`

// junkPatterns tell whole paragraphs that are no news. Each is anchored at
// both ends, so that a paragraph that also holds news is kept.
var junkPatterns = []struct {
	kind    readout.RemovedKind
	longest int    // code points
	need    string // one of these words must be there, in lower case: a cheap look before the pattern
	re      *regexp.Regexp
}{
	{readout.PhotoCredit, 160, "©|(c)|copyright|photo|image|picture|credit", regexp.MustCompile(`^(?:©|\(c\)|Copyright [©ⓒ]?|Photo(?:graph)?s?(?: credit)?(?: by)?:|Photo(?:graph)?s? by |Image(?: credit| source)?:|Images? by |Picture(?: credit)?:|Credit: ).{2,150}$`)},
	{readout.PhotoCredit, 120, "getty|afp|ap photo|reuters|epa|shutterstock|istock", regexp.MustCompile(`^[\w .,'’&-]{2,60}(?:/| via | for )?(?:Getty Images|AFP|AP Photo|Reuters|REUTERS|EPA|Shutterstock|iStock)(?:/[\w .'’-]+| via [\w ]+)?$`)},
	{readout.Caption, 400, "photo|afp|reuters|getty|epa|image|credit|©|picture", regexp.MustCompile(`^.{10,320}(?:\((?:AP Photo|Photo|AFP|Reuters|REUTERS|Getty|EPA|Image|Credit)[^()]{0,80}\)|(?:©|Photo:|Photograph:|Credit:|Image:|Picture:) ?[^.]{2,60})$`)},
	{readout.ContributorNote, 300, "with reporting|with files|contributed|assisted", regexp.MustCompile(`^[—–\-(\[*\s]*(?:With (?:reporting|files) (?:by|from) ` + names + `|` + crew + names + `(?:, (?:an?|the) [\w ]{3,60},)? (?:also )?(?:contributed|assisted)(?: reporting| research)?(?: and [\w ]+)? (?:to|from|for|in|with) .{3,120})[.)\]]*$`)},
	{readout.ContributorNote, 400, " by ", regexp.MustCompile(`^\((?i:(?:additional|further) )?(?i:reporting|writing|editing|compiled|written|edited|reported)(?: and \w+)* by .{3,300}\)\.?$`)},
	{readout.ContributorNote, 400, " by ", regexp.MustCompile(`^(?i:[—–\-(\[*\s]*` + credit + `(?:[;.,] ?` + credit + `)*[.)\]]*)$`)},
	{readout.TimestampNote, 240, "posted|published|updated|modified", regexp.MustCompile(`(?i)^[—–\-*\s(]*(?:this (?:story|article|post|report|page|piece) (?:was|has been) )?(?:first |originally |last )?(?:posted|published|updated|modified|last updated)(?: (?:at|on|in))?:? (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,4}[:./ -]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d).{0,120}$`)},
	{readout.Promotion, 260, "advertisement|ad|continue|story continues|article continues|enjoyed|like this|log in|logged in|comment|sign up|subscribe|follow |like us|click here|download|get the|get our|support our|donate", regexp.MustCompile(`(?i)^(?:advertisement|ad|continue reading(?: below| the main story)?|(?:like|enjoyed?|love) this (?:story|article|post)\?.{0,120}|if you enjoyed (?:this|the) .{3,240}|(?:please |you must |you need to )?(?:log in|be logged in|sign in|register)(?: or [\w ]{3,20})? to (?:post|leave|add|write|make) .{0,40}comments?.{0,60}|leave a (?:comment|reply).{0,60}|story continues below(?: advertisement)?|article continues (?:below|after).{0,60}|sign up (?:for|to|here) .{3,220}|subscribe (?:to|now|here).{0,200}|follow .{2,100} at https?://\S+|follow (?:us|.{2,60}) on (?:twitter|facebook|x|instagram).{0,120}|like us on facebook.{0,100}|click here .{3,200}|download (?:the|our) .{0,60}app.{0,120}|get (?:the|our) .{3,120}(?:newsletter|inbox).{0,120}|support our journalism.{0,200}|donate (?:now|today).{0,120})[.!]?$`)},
	{readout.RelatedLinks, 300, "read|also|related|more|watch|listen|recommended|miss|like", regexp.MustCompile(`^(?:READ MORE|READ ALSO|READ NEXT|ALSO READ|SEE ALSO|SEE MORE|RELATED|MORE|WATCH|LISTEN|Read more|Read also|Read next|Also read|See also|See more|Related|Related (?:articles|stories|links|coverage|content)|More on this(?: story)?|More from [\w ]{2,40}|Recommended|Don't miss|You may also like|Watch|Most read|Must read)\b ?[:|–—-] ?.{3,280}$`)},
	{readout.RelatedLinks, 60, "related|more|recommended|like|read|miss", regexp.MustCompile(`(?i)^(?:don['’]t miss|read next|explore further|up next|related (?:articles|stories|links|coverage|content|topics)|read more|more on this story|recommended stories|you may also like|most read|more stories)[:.]?$`)},
	{readout.Navigation, 60, "home|menu|search|filed|posted in|tags|topics|share|print|email|tweet|comment|skip|back|article|log|sign in|loading|save|facebook|twitter|whatsapp|copy|close|next|read", regexp.MustCompile(`(?i)^(?:home|menu|search|(?:filed under|posted in|tags|topics): .{1,50}|share|print|email|tweet|close|next|previous|comments?(?: \(\d+\))?|share this(?: article| story)?|skip to (?:main )?content|[«‹←<]* ?back(?: to (?:top|home|news|list|results|the [\w ]{3,20}|[\w ]{3,20}))?|\d+ min(?:ute)?s? read|(?:estimated )?reading time:? \d+ min(?:ute)?s?|next article|previous article|log ?in|sign in|\d+ comments?|loading\.{0,3}|save|facebook|twitter|whatsapp|copy link)$`)},
}

// longestJunk is the longest of the patterns' limits.
const longestJunk = 400

// containsAny reports whether text holds one of words, parted by "|".
func containsAny(text, words string) bool {
	for w := range strings.SplitSeq(words, "|") {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// kindOfJunk tells whether a paragraph is no news; at counts the paragraphs
// kept before it.
func (r *Result) kindOfJunk(text string, at int) readout.RemovedKind {
	if isCode(text) {
		return readout.OtherRemoved
	}
	n := utf8.RuneCountInString(text)
	if n > longestJunk {
		return ""
	}
	low := strings.ToLower(text)
	for _, p := range junkPatterns {
		if n > p.longest || !containsAny(low, p.need) || !p.re.MatchString(text) {
			continue
		}
		if p.kind == readout.TimestampNote {
			if !r.noteTimes(text) && n > 120 {
				continue
			}
		}
		if p.kind == readout.ContributorNote {
			r.noteContributors(text)
		}
		return p.kind
	}
	return ""
}

// isCode reports a paragraph of a page's scripts or settings that was taken for
// text: for three words it has a sign of programs at least, such as a brace, a
// call or two of &. In 15,870 statements and press releases these are four
// paragraphs, all of them code.
func isCode(text string) bool {
	marks := 0
	for i := range len(text) {
		before, after := byte(' '), byte(' ')
		if i > 0 {
			before = text[i-1]
		}
		if i+1 < len(text) {
			after = text[i+1]
		}
		switch c := text[i]; {
		case c == '{' || c == '}':
			marks++
		case c == '(' && isWordByte(before) && !strings.HasPrefix(text[i:], "(s)"): // "document(s)" is prose
			marks++
		case c == ')' && (after == ';' || after == '{'):
			marks++
		case c == '=' && (before == '=' || before == '!'), c == '>' && before == '=', c == '&' && before == '&', c == '|' && before == '|':
			marks++
		}
	}
	return marks >= 2 && 3*marks >= len(strings.Fields(text))
}

func isWordByte(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// contributors takes the names out of a contributor's note.
var contributors = regexp.MustCompile(`^[—–\-(\[*\s]*` + crew + `(` + names + `)(?:,.*)? (?:also )?(?:contributed|assisted)`)

// reporters takes the names out of a note of who reported or wrote.
var reporters = regexp.MustCompile(`(?i:reporting|writing|written|reported)(?: and \w+)* by (` + name + `(?:(?:,|,? and) ` + name + `)*)`)

// noteContributors adds the names of a note to the version's contributors.
func (r *Result) noteContributors(text string) {
	if m := contributors.FindStringSubmatch(text); m != nil {
		r.contributed(m[1])
		return
	}
	for _, m := range reporters.FindAllStringSubmatch(text, -1) {
		r.contributed(m[1])
	}
}

// initial is the end of a name that has a full stop of its own.
var initial = regexp.MustCompile(`\b(?:[A-Z]|[JS]r)\.$`)

// contributed adds names to the version's contributors.
func (r *Result) contributed(list string) {
	for _, who := range splitNames(list) {
		if cut, ok := strings.CutSuffix(who, "."); ok && !initial.MatchString(who) {
			who = cut
		}
		if !slices.Contains(r.Version.Contributors, who) {
			r.Version.Contributors = append(r.Version.Contributors, who)
		}
	}
}

// stamps finds "posted at …" and "updated at …" in a note of times.
var stamps = regexp.MustCompile(`(?i)\b(posted|published|updated|modified)(?: (?:at|on))?:? ((?:\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?-i: \(?[A-Z]{2,4}\)?)?)|(?:[A-Z][a-z]+\.? \d{1,2}, \d{4})|(?:\d{1,2} [A-Z][a-z]+ \d{4})|(?:\d{4}-\d\d-\d\d[\dT:+Z.-]*))`)

// noteTimes sets the version's times from a note, as precise as it states
// them, and reports whether it stated any.
func (r *Result) noteTimes(text string) bool {
	found := false
	for _, m := range stamps.FindAllStringSubmatch(text, -1) {
		t := parseClock(m[2])
		if t == nil {
			t = ParseTime(m[2])
		}
		if t == nil {
			continue
		}
		found = true
		t.Basis = readout.TimeFromText
		switch strings.ToLower(m[1]) {
		case "posted", "published":
			if r.Version.Published == nil {
				r.Version.Published = t
			}
		default:
			if r.Version.Updated == nil {
				r.Version.Updated = t
			}
		}
	}
	return found
}
