package article

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// bylines are paragraphs that say no more than who wrote the story.
var bylines = regexp.MustCompile(`^(?:[Bb]y|BY):? ([\p{Lu}][\p{L}.'’, -]{2,70}?)(?:\s*[|•·–—]\s*.{2,60})?$`)

// dayLines are paragraphs that say no more than when the story appeared.
var dayLines = regexp.MustCompile(`(?i)^(?:(?:first |last )?(?:posted|published|updated|created|modified)(?: on| at)?:? ?)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?` +
	`((?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d{4}|\d{4}-\d\d-\d\d)` +
	`(?:(?:,| at| -| –| \||)? ?(\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: \(?[a-z]{2,4}\)?)?))?$`)

// mostAbove is how many lines above a story are looked at.
const mostAbove = 5

// cutAbove takes away what stands above a story and is no part of it, dates,
// bylines and ways back, and keeps what these say. The last block stays.
func (r *Result) cutAbove(blocks []block) []block {
	for n := 0; n < mostAbove && len(blocks) > 1; n++ {
		text := blocks[0].text
		var kind readout.RemovedKind
		if m := dayLines.FindStringSubmatch(text); m != nil {
			kind = readout.TimestampNote
			r.noteDay(text, m[1], m[2])
		} else if m := bylines.FindStringSubmatch(text); m != nil {
			kind = readout.ContributorNote
			if len(r.Version.Bylines) == 0 {
				r.Version.Bylines = splitNames(m[1])
			}
		} else if kind = r.kindOfJunk(text, 0); kind != readout.Navigation {
			break
		}
		r.cut(kind, blocks[0])
		blocks = blocks[1:]
	}
	return blocks
}

// noteDay dates a version that has no date by a line above its text.
func (r *Result) noteDay(text, day, clock string) {
	t := ParseTime(day)
	if t == nil || r.Version.Published.Day() != "" {
		return
	}
	t.Text, t.Basis = text, readout.TimeFromText
	if c := parseClock(clock); c != nil {
		t.Value, t.Zone = t.Value+c.Value, c.Zone
	}
	r.Version.Published = t
}

// nameParts parts the names of a list.
var nameParts = regexp.MustCompile(`,? and |, |; `)

// splitNames returns the names of a list.
func splitNames(list string) []string {
	return slices.DeleteFunc(nameParts.Split(strings.TrimSpace(list), -1), func(who string) bool { return who == "" })
}

// titleBreaks part a headline from the outlet's name behind it.
var titleBreaks = []string{" | ", " - ", " – ", " — ", " :: ", " • "}

// outletWords are words that names of outlets have and headlines do not end in.
var outletWords = regexp.MustCompile(`\b(?:News|Times|Post|Journal|Herald|Tribune|Gazette|Courier|Chronicle|Observer|Guardian|Telegraph|Independent|Mail|Mirror|Express|Press|Agency|Reuters|AP|AFP|BBC|CNN|NPR|ABC|CBS|NBC|PBS|Radio|TV|Television|Magazine|Weekly|Online|Wire)\b`)

// sections are parts of outlets that stand between a headline and the name.
var sections = regexp.MustCompile(`(?i)^(?:(?:world|us|u\.s\.|uk|national|local|international|politics|business|sports?|technology|science|health|opinion|africa|asia|europe|middle east|americas?)(?: news)?|news|home|top stories|breaking news)$`)

// splitTitle takes the outlet's name off a page's title. The name is known
// from the page, from its address, or by the words that such names have.
func splitTitle(title, outlet, address string) (headline, name string) {
	headline = title
	for {
		head, tail, ok := lastPart(headline)
		switch {
		case !ok || utf8.RuneCountInString(head) < 8:
			return headline, name
		case name == "" && (outlet != "" && strings.EqualFold(tail, outlet) || isOutlet(tail, address)):
			headline, name = head, tail
		case sections.MatchString(tail):
			headline = head
		default:
			return headline, name
		}
	}
}

// lastPart cuts a title at its last break.
func lastPart(title string) (head, tail string, ok bool) {
	at, size := -1, 0
	for _, b := range titleBreaks {
		if i := strings.LastIndex(title, b); i > at {
			at, size = i, len(b)
		}
	}
	if at < 0 {
		return title, "", false
	}
	return strings.TrimSpace(title[:at]), strings.TrimSpace(title[at+size:]), true
}

// isOutlet reports whether the end of a title is an outlet's name: a few
// capitalised words that have such words, or that the address holds.
func isOutlet(tail, address string) bool {
	list := strings.Fields(tail)
	if len(list) == 0 || len(list) > 5 {
		return false
	}
	for _, w := range list {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && !slices.Contains([]string{"of", "the", "and", "for"}, w) {
			return false
		}
	}
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		host := strings.ToLower(letters(strings.TrimPrefix(u.Hostname(), "www.")))
		label, _, _ := strings.Cut(strings.TrimPrefix(u.Hostname(), "www."), ".")
		name := strings.ToLower(letters(tail))
		if len(name) >= 3 && strings.Contains(host, name) || len(label) >= 3 && strings.HasPrefix(name, strings.ToLower(letters(label))) {
			return true
		}
	}
	return outletWords.MatchString(tail)
}
