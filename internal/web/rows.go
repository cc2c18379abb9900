package web

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A claimLine is a statement or event as all pages show it: who → the story's own
// words → to whom, and what is known about it.
type claimLine struct {
	Layer     string // "s" or "d": its colour
	Who, Whom []party
	Words     string
	Href      string // where the words stand; "" on the story's own page
	Status    string // "✕ denied", "" for what is asserted
	Code      string // a small label
	Facts     []fact
}

// A party is somebody, with what the story calls him and his page.
type party struct {
	Name, Said, Note, Href string
	Card, Mark             string // of the statement by which he tells it, on a story's page
}

// A fact is one thing that is known of a row.
type fact struct {
	Label, Text, More string
	By                []party // of "according to"
}

// dayNotSaid stands for the day of an event whose sentence tells none: that of the report
// is no day of the event.
const dayNotSaid = "not said"

// lineOf returns a row for a page.
func lineOf(f *claim.Fields, layer, status, href string) claimLine {
	l := claimLine{Layer: layer, Who: parties(f.Who), Whom: parties(f.Whom), Words: short(f.Words, 160), Href: href, Status: f.StatusText(readout.Status(status), layer == layerSaid), Code: f.Code}
	if len(f.Modes) > 0 {
		l.Code += "/" + strings.Join(f.Modes, "+")
	}
	add := func(label, text, more string) {
		if text != "" {
			l.Facts = append(l.Facts, fact{Label: label, Text: short(text, 160), More: more})
		}
	}
	days, known := claim.WhenText(f.When.Date())
	if days == "" && layer == layerDid {
		days = dayNotSaid
	}
	add("when", days, known)
	if w := f.Where; w != nil {
		place, exact := claim.WhereText(&readout.Place{Text: w.Text, Name: w.Name, Precision: readout.PlacePrecision(w.Precision)})
		add("where", place, exact)
	}
	add("by means of", f.Medium, "")
	if len(f.AccordingTo) > 0 {
		l.Facts = append(l.Facts, fact{Label: "according to", By: parties(f.AccordingTo)})
	}
	if f.Confidence > 0 {
		add("how sure", f.Sure, fmt.Sprintf("%.2f", f.Confidence))
	}
	return l
}

// parties returns somebodies for a page.
func parties(list []claim.Named) []party {
	var out []party
	for i := range list {
		p := party{Note: list[i].Note}
		p.Name, p.Said = list[i].Shown()
		p.Name, p.Said = short(p.Name, 120), short(p.Said, 80)
		if list[i].Actor != "" {
			p.Href = "/actor/" + url.PathEscape(list[i].Actor)
		}
		out = append(out, p)
	}
	return out
}

// told returns who told a row, in words.
func (l *claimLine) told() string {
	var parts []string
	for _, f := range l.Facts {
		for _, p := range f.By {
			name := p.Name
			if p.Said != "" {
				name += " (“" + p.Said + "”)"
			}
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, ", as told by ")
}

// known returns a fact of a row in words.
func (l *claimLine) known(label string) string {
	for _, f := range l.Facts {
		if f.Label == label && f.More != "" {
			return f.Text + " (" + f.More + ")"
		} else if f.Label == label {
			return f.Text
		}
	}
	return ""
}

// names returns parties in words.
func names(list []party) string {
	var parts []string
	for _, p := range list {
		name := p.Name
		if p.Said != "" {
			name += " (“" + p.Said + "”)"
		}
		if p.Note != "" {
			name += " (" + p.Note + ")"
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, ", ")
}

// hitLine returns a hit as a row, nil for words whose sentence has none.
func hitLine(h ask.Hit) *claimLine {
	if h.Tells == "" {
		return nil
	}
	layer := layerSaid
	if h.Tells == store.Events {
		layer = layerDid
	}
	l := lineOf(&h.Fields, layer, h.Status, storyAt(h, url.Values{"show": {h.ID}}))
	for i := range l.Facts {
		if f := &l.Facts[i]; f.Label == "when" && f.Text == dayNotSaid && h.Published != "" {
			f.More = "the report is of " + claim.Day(h.Published)
		}
	}
	return &l
}

// hitHref returns the address of a hit: the story with its words in view, of a
// statement or event with its card open.
func hitHref(h ask.Hit) string {
	if h.Kind != store.Texts && h.ID != "" {
		return storyAt(h, url.Values{"show": {h.ID}})
	}
	return storyAt(h, url.Values{"at": {fmt.Sprintf("%d-%d", h.Span.Start, h.Span.End)}})
}

// storyAt returns the address of a hit's story with something of it in view.
func storyAt(h ask.Hit, q url.Values) string {
	q.Set("v", fmt.Sprint(h.N))
	return address("/story/"+string(h.Story), q) + "#hit"
}
