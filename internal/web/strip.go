package web

import (
	"strconv"

	"github.com/seed-f92ea4cf/readout"
)

// A stripPart is one figure of the strip above a story, with the way to what it
// counts.
type stripPart struct{ Text, Href string }

// strip says at a glance what a story holds: how many statements by whom, how
// many events that only others tell, and whether it changed since it was posted.
func (p *storyPage) strip() {
	if p.Unread {
		return
	}
	rec := p.Rec
	speakers, unnamed := map[string]bool{}, map[string]bool{}
	for i := range rec.Attributions {
		s := &rec.Attributions[i].Speaker
		who := string(s.Actor)
		if who == "" {
			who = s.Text
		}
		if who == "" {
			continue
		}
		speakers[who] = true
		if s.Kind == readout.UnnamedOfficial || s.Kind == readout.UnnamedOther {
			unnamed[who] = true
		}
	}
	said := plural(len(rec.Attributions), "statement", "statements")
	if n := len(speakers); n > 0 {
		said += " by " + plural(n, "speaker", "speakers")
	}
	if n := len(unnamed); n > 0 {
		said += ", " + strconv.Itoa(n) + " of them unnamed"
	}
	p.Strip = append(p.Strip, stripPart{Text: said, Href: p.Self("layers", layerSaid)})
	others, open := 0, 0
	for i := range rec.Events {
		if len(rec.Events[i].By) > 0 {
			others++
		}
		if s := rec.Events[i].Status; s != readout.Asserted && s != "" {
			open++
		}
	}
	did := plural(len(rec.Events), "event", "events")
	if others > 0 {
		did += ", " + strconv.Itoa(others) + " only according to others"
	}
	if open > 0 {
		did += ", " + strconv.Itoa(open) + " denied, planned or in doubt"
	}
	p.Strip = append(p.Strip, stripPart{Text: did, Href: p.Self("layers", layerDid)})
	changed := 0
	for _, v := range p.Story.Versions {
		if v.Change == "words" {
			changed++
		}
	}
	if changed > 0 {
		p.Strip = append(p.Strip, stripPart{Text: "changed " + plural(changed, "time", "times") + " since posted", Href: p.Base + "/versions?to=" + strconv.Itoa(p.N)})
	}
}
