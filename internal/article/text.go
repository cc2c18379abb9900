package article

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// A block is a paragraph of the input with where it stood, in code points.
type block struct {
	text string
	at   int
}

// FromText cleans plain text as scrapers leave it.
func FromText(in Input) Result {
	var r Result
	in.Title = html.UnescapeString(in.Title) // feeds and tables keep "&#39;" of the page
	text, from := r.frontMatter(&in, strings.ToValidUTF8(in.Text, "\uFFFD"))
	blocks := paragraphs(text)
	for i := range blocks {
		blocks[i].at += from
		blocks[i].text = spaces(withoutEntities(blocks[i].text))
	}
	blocks = r.headline(r.cutAbove(blocks), strings.TrimSpace(in.Title))
	blocks = r.cutBlocks(blocks)
	r.dateline(blocks)
	r.compose(blocks)
	r.finish(in)
	return r
}

// entities are references to characters as a page writes them. Those without a
// semicolon are left: "&copy" may be a name's end.
var entities = regexp.MustCompile(`&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});`)

// withoutEntities returns text with the characters for its entities, which
// tables of scraped pages keep, once or twice written.
func withoutEntities(text string) string {
	for range 2 {
		if !strings.Contains(text, "&") {
			break
		}
		text = entities.ReplaceAllStringFunc(text, html.UnescapeString)
	}
	return text
}

// datelines open a report: place in capitals, perhaps a day, perhaps an agency
// in brackets, and a dash. "OSLO, March 12, 2024 (Northern Wire) — …"
var datelines = regexp.MustCompile(`^([A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:, (?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]+\.?(?: \d{4})?))?) ?(?:\(([A-Z][\w.& -]{1,40})\))? ?(?:—|–|--|-) `)

// dateline reads the dateline of the first paragraph, or of the first after
// bylines; it stays in the text.
func (r *Result) dateline(blocks []block) {
	for _, bl := range blocks[:min(3, len(blocks))] {
		if m := datelines.FindStringSubmatch(bl.text); m != nil {
			r.Version.Dateline, r.Version.Agency = m[1], m[2]
			r.datelineDay(m[1])
			return
		}
		if !bylines.MatchString(bl.text) {
			return
		}
	}
}

// fullDay is the full date of a dateline.
var fullDay = regexp.MustCompile(`(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})$`)

// datelineDay dates a story that states no day elsewhere by its dateline; a
// time of day that it states gets the day.
func (r *Result) datelineDay(dateline string) {
	t := ParseTime(fullDay.FindString(dateline))
	if t == nil || r.Version.Published.Day() != "" {
		return
	}
	t.Text, t.Basis = fullDay.FindString(dateline), readout.TimeFromText
	if p := r.Version.Published; p != nil && strings.HasPrefix(p.Value, "T") {
		t.Text, t.Value, t.Zone = p.Text, t.Value+p.Value, p.Zone
	}
	r.Version.Published = t
}

// compose sets the text from the headline and the blocks.
func (r *Result) compose(blocks []block) {
	var b strings.Builder
	b.WriteString(r.Version.Headline)
	for _, bl := range blocks {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(bl.text)
	}
	r.Version.Text = b.String()
	if strings.TrimSpace(r.Version.Text) == "" {
		r.problem("No text is left after cleaning: the input holds nothing that looks like a story.")
	}
}

// spaces makes every run of white space one blank and drops the ends.
func spaces(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r == 0 || r == '\uFEFF' || r == '\u200B' || r < ' '
	}), " ")
}

// headline sets the version's headline from the title given or from a first
// block that looks like one, and cuts its repetitions.
func (r *Result) headline(blocks []block, title string) []block {
	if title == "" && len(blocks) > 1 && looksLikeHeadline(blocks[0].text) {
		title = r.cutOutlet(blocks[0])
		blocks = blocks[1:]
	}
	r.Version.Headline = spaces(title)
	if title == "" {
		return blocks
	}
	kept := blocks[:0:0]
	for i, b := range blocks {
		if i < 4 && sameWords(b.text, title) {
			r.cut(readout.RepeatedHeadline, b)
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

// cutOutlet returns a headline without the outlet's name behind it.
func (r *Result) cutOutlet(b block) string {
	title, name := splitTitle(b.text, "", "")
	if name == "" {
		return b.text
	}
	if r.Version.Outlet == "" {
		r.Version.Outlet = name
	}
	behind := strings.TrimSpace(b.text[len(title):])
	r.cut(readout.OtherRemoved, block{behind, b.at + points(b.text, len(b.text)-len(behind))})
	return title
}

// looksLikeHeadline reports a short line without the end of a sentence, within
// a quotation or not, and without a dateline.
func looksLikeHeadline(line string) bool {
	n := utf8.RuneCountInString(line)
	if n < 8 || n > 220 || len(strings.Fields(line)) < 2 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, `"”’')]`))
	return !datelines.MatchString(line) && (!strings.ContainsRune(".!…:;,", last) || n < 120 && last == '!')
}

// sameWords reports whether two lines have the same words, case and marks aside.
func sameWords(a, b string) bool {
	fold := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	}
	return fold(a) == fold(b)
}

// cut lists a block as removed.
func (r *Result) cut(kind readout.RemovedKind, b block) {
	r.Removed = append(r.Removed, readout.Removed{Kind: kind, Text: b.text, At: b.at})
}

// cutBlocks takes out blocks that are no news, and what is glued into others.
func (r *Result) cutBlocks(blocks []block) []block {
	var kept []block
	for _, b := range blocks {
		if kind := r.kindOfJunk(b.text, len(kept)); kind != "" {
			r.cut(kind, b)
			continue
		}
		b.text = r.unglue(b)
		b.text = r.cutInline(b)
		if b.text != "" {
			kept = append(kept, b)
		}
	}
	return kept
}
