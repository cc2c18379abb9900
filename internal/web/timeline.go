package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
)

type timelinePage struct {
	chrome
	Base, Heading, Span, Mail, Cite string
	N                               int
	Entries, Undated                []entry
	Unknown                         []string
}

// An entry is a dated statement or event.
type entry struct {
	When, Basis, Mark, Href string
	Line                    *claimLine
	Content                 string
	text                    string // in prose, for a mail
	day                     string
}

// timeline shows the dated statements and events of a story in order.
func (s *site) timeline(w http.ResponseWriter, r *http.Request, t *tale) error {
	v, err := t.version(r)
	if err != nil {
		return err
	}
	rec, ids, _, err := t.load(r.Context(), v)
	if err != nil {
		return err
	}
	p := &timelinePage{chrome: chrome{Title: "Timeline: " + orText(short(rec.Version.Headline, 200), "a story")}, Base: t.base, N: v.N, Heading: orText(short(rec.Version.Headline, 300), "Timeline")}
	p.fill(newDeck(rec, ids), fmt.Sprintf("%s?v=%d", t.base, v.N))
	p.Cite = cite(clipped(&rec.Version), clock(v.AddedAt))
	p.Mail = p.mail()
	s.show(w, r, http.StatusOK, "timeline", p)
	return nil
}

// maxEntries bounds the entries of a timeline on a page.
const maxEntries = 400

func (p *timelinePage) fill(d *deck, text string) {
	dates := map[string]*readout.Date{}
	for i := range d.rec.Attributions {
		dates[string(d.rec.Attributions[i].ID)] = d.rec.Attributions[i].Date
	}
	for i := range d.rec.Events {
		dates[string(d.rec.Events[i].ID)] = d.rec.Events[i].Date
	}
	cards, _ := d.cards(layerSaid+layerDid, maxEntries)
	for _, c := range cards {
		e := entry{Line: c.Line, Content: short(orText(c.Content, d.sentence(c)), 300), Mark: c.Mark, Href: link(text, c.Layer, c.ID), text: prose(c)}
		e.Line.Href, e.Line.Facts = e.Href, slices.DeleteFunc(e.Line.Facts, func(f fact) bool { return f.Label == "when" })
		at := dates[c.ID]
		if at == nil || at.From == "" {
			p.Undated = append(p.Undated, e)
			continue
		}
		e.day, e.When = at.From, daysText(at.From, at.To)
		_, e.Basis = claim.WhenText(at)
		p.Entries = append(p.Entries, e)
	}
	sort.SliceStable(p.Entries, func(i, j int) bool { return p.Entries[i].day < p.Entries[j].day })
	if n := len(p.Entries); n > 0 {
		p.Span = daysText(p.Entries[0].day, p.Entries[n-1].day)
	}
	for _, a := range d.rec.Attributions {
		if a.Speaker.Kind == readout.UnnamedOfficial && len(p.Unknown) < 10 {
			p.Unknown = append(p.Unknown, "who “"+short(a.Speaker.Text, 80)+"” is")
		}
	}
	for _, pr := range d.rec.Problems {
		if len(p.Unknown) < 20 {
			p.Unknown = append(p.Unknown, pr.Text)
		}
	}
}

// sentence returns the sentence of an event.
func (d *deck) sentence(c *card) string {
	if text := d.rec.Version.Text; c.Frame.Fits(text) {
		return c.Frame.In(text)
	}
	return ""
}

// prose writes a card as a sentence.
func prose(c *card) string {
	text := short(c.prose, 300)
	if c.Line.Status != "" {
		text += " (" + c.Line.Status + ")"
	}
	if told := c.Line.told(); told != "" {
		text += ", according to " + told
	}
	return text
}

// cite names a version so that others can find it again.
func cite(v *readout.Version, fetched string) string {
	parts := []string{}
	for _, p := range []string{v.Outlet, v.Headline, timeText(v.Published), short(v.URL, 500)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if fetched != "" {
		parts = append(parts, "taken in "+fetched)
	}
	return strings.Join(append(parts, "version "+string(v.ID), "sha256 "+v.SHA256), " · ")
}

// maxMail bounds the address of a mail: programs cut longer ones.
const maxMail = 1800

// mail returns the address that opens a mail with the timeline as plain text.
func (p *timelinePage) mail() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", p.Heading)
	for _, e := range append(append([]entry{}, p.Entries...), p.Undated...) {
		line := fmt.Sprintf("%s  %s [%s]\n", orText(e.When, "no date"), e.text, e.Mark)
		if len(url.PathEscape(b.String()+line)) > maxMail-len(url.PathEscape(p.Cite)) {
			b.WriteString("…\n")
			break
		}
		b.WriteString(line)
	}
	fmt.Fprintf(&b, "\n%s\n", p.Cite)
	return "mailto:?subject=" + url.PathEscape("Timeline: "+p.Heading) + "&body=" + url.PathEscape(b.String())
}
