package link

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// The features of a country that the story names, or that issued it, as the
// country of an actor. Numbers are between 0 and 1.
const (
	hShare      = iota // of all that the story names, how much is this one
	hMost              // no other is named more often
	hOnly              // no other is named
	hPlaces            // all places that the story names lie in it
	hOften             // it is named more than once
	hDateline          // of the dateline
	hSentences         // share of the actor's sentences that name it
	hAlone             // the sentence of the first mention names it and no other
	hBefore            // right before the first mention
	hLast              // the last one named before the first mention
	hFirst             // the first one that the story names
	hLead              // named in the first sentence that names any
	hIssuer            // of the government that published the story
	hIssuerOnly        // of that government, and the story names no other country
	hFeatures
)

// homelandNames are the names of the features in the weights.
var homelandNames = [hFeatures]string{"share", "most", "only", "places", "often", "dateline", "sentences", "alone", "before", "last", "first", "lead", "issuer", "issuer only"}

// HomelandFeatures returns the names of the features in their order.
func HomelandFeatures() []string { return homelandNames[:] }

// A Homeland is an actor whose words do not tell its country, with the countries
// that it may be of: what the model of countries reads, and learns from.
type Homeland struct {
	Actor      readout.ActorID      `json:"actor"`
	Group      string               `json:"group"` // kind and sector: "person state"
	Words      []string             `json:"words"` // that call it what it is, small
	Named      int                  `json:"named"` // how many countries the story names
	Candidates []string             `json:"candidates"`
	Features   [][hFeatures]float32 `json:"features"` // of each candidate, by [HomelandFeatures]
	// Listed is the country that the list of offices has for the actor; empty for
	// one of whom no list knows it.
	Listed string `json:"listed,omitempty"`
}

// homeland returns what tells the country of an actor with these mentions. What
// stands in the span but, where its words say where somebody is sent, does not
// count.
func (l *linker) homeland(a *readout.Actor, members []int, words []string, but readout.Span) *Homeland {
	h := &Homeland{Group: homelandGroup(a)}
	for _, w := range words {
		h.Words = append(h.Words, strings.ToLower(w))
	}
	minus := map[string]int{}
	for _, i := range members {
		if at := l.sites[i].sent; at >= 0 {
			for _, n := range l.countries.bySentence[at] {
				if but.Contains(n.span) {
					minus[n.country]++
				}
			}
			break
		}
	}
	for _, c := range l.countries.order {
		if l.countries.count[c] > minus[c] {
			h.Candidates = append(h.Candidates, c)
		}
	}
	h.Named = len(h.Candidates)
	for _, c := range []string{l.countries.dateline, l.issuer} {
		if c != "" && !slices.Contains(h.Candidates, c) {
			h.Candidates = append(h.Candidates, c)
		}
	}
	h.Features = make([][hFeatures]float32, len(h.Candidates))
	for k, c := range h.Candidates {
		l.weighByStory(&h.Features[k], c, minus, h.Candidates[:h.Named])
		l.weighByMentions(&h.Features[k], c, members, but)
	}
	return h
}

// homelandGroup tells apart actors whose countries stories tell otherwise.
func homelandGroup(a *readout.Actor) string {
	kind := string(a.Kind)
	switch {
	case len(a.Sectors) == 0:
		return kind + " other"
	case stateSectors[a.Sectors[0]]:
		return kind + " state"
	case homeless[a.Sectors[0]]:
		return kind + " people"
	}
	return kind + " other"
}

// weighByStory sets the features of a country that the whole story tells: it
// names these, less often by minus.
func (l *linker) weighByStory(f *[hFeatures]float32, country string, minus map[string]int, order []string) {
	c := &l.countries
	total, most := 0, 0
	for _, code := range order {
		n := c.count[code] - minus[code]
		total += n
		most = max(most, n)
	}
	n := max(c.count[country]-minus[country], 0)
	set := func(i int, on bool) {
		if on {
			f[i] = 1
		}
	}
	if total > 0 {
		f[hShare] = float32(n) / float32(total)
	}
	set(hMost, n > 0 && n == most)
	set(hOnly, n > 0 && len(order) == 1)
	set(hPlaces, c.places[country] && (c.dateline == "" || c.dateline == country) && !slices.ContainsFunc(order, func(other string) bool { return other != country && c.places[other] }))
	set(hOften, n >= 2)
	set(hDateline, c.dateline == country)
	set(hFirst, len(order) > 0 && order[0] == country)
	set(hLead, l.leads(country, order))
	set(hIssuer, l.issuer == country)
	set(hIssuerOnly, l.issuer == country && (len(order) == 0 || len(order) == 1 && order[0] == country))
}

// leads reports whether a country stands in the first sentence that names any of
// some.
func (l *linker) leads(country string, order []string) bool {
	for _, list := range l.countries.bySentence {
		if slices.ContainsFunc(list, func(x named) bool { return slices.Contains(order, x.country) }) {
			return slices.ContainsFunc(list, func(x named) bool { return x.country == country })
		}
	}
	return false
}

// mostSentences is how many of an actor's mentions are looked at.
const mostSentences = 8

// weighByMentions sets the features of a country that the sentences of the
// actor's mentions tell.
func (l *linker) weighByMentions(f *[hFeatures]float32, country string, members []int, but readout.Span) {
	sentences, with := 0, 0
	for k, i := range members[:min(len(members), mostSentences)] {
		at := l.sites[i].sent
		if at < 0 {
			continue
		}
		sentences++
		here, others := false, false
		for _, n := range l.countries.bySentence[at] {
			if but.Contains(n.span) {
				continue
			}
			here, others = here || n.country == country, others || n.country != country
			if gap := l.mentions[i].Span.Start - n.span.End; k == 0 && n.country == country && gap >= 0 && gap <= rightBefore {
				f[hBefore] = 1
			}
		}
		if here {
			with++
		}
		if k == 0 && here && !others {
			f[hAlone] = 1
		}
	}
	if sentences > 0 {
		f[hSentences] = float32(with) / float32(sentences)
	}
	if l.lastBefore(members[0], but) == country {
		f[hLast] = 1
	}
}

// lastBefore returns the last country that the story names before a mention.
func (l *linker) lastBefore(i int, but readout.Span) string {
	start := l.mentions[i].Span.Start
	for at := l.sites[i].sent; at >= 0; at-- {
		list := l.countries.bySentence[at]
		for k := len(list) - 1; k >= 0; k-- {
			if list[k].span.End <= start && !but.Contains(list[k].span) {
				return list[k].country
			}
		}
	}
	return ""
}

// rightBefore is how many bytes may stand between a country's name and what it
// is the country of: "Iraq, where the central government".
const rightBefore = 24

// fromStory gives an actor whose words do not tell its country the one that the
// story most likely means, if the model holds that likelier than none.
func (l *linker) fromStory(a *readout.Actor, members []int, words []string, but readout.Span) {
	h := l.homeland(a, members, words, but)
	l.observe(h)
	if len(h.Candidates) == 0 || l.homes == nil {
		return
	}
	best, p := l.homes.best(h)
	f := &h.Features[best]
	if f[hIssuer] > 0 && !l.homes.taught(h) { // what the story says of it must do
		f[hIssuer], f[hIssuerOnly] = 0, 0
		again, without := l.homes.best(h)
		if again != best || best >= h.Named {
			return
		}
		p = without
	}
	if p < l.homes.Least || l.countries.strange && f[hOften]+f[hDateline]+f[hIssuer] == 0 {
		return
	}
	a.Country = h.Candidates[best]
	a.Why = strings.TrimSpace(a.Why + fmt.Sprintf(" The country is taken from the story: %s.", l.homelandReasons[l.homes.strongest(h, best)]))
}

// observe keeps what is known of an actor's country for the training.
func (l *linker) observe(h *Homeland) {
	if l.observing {
		l.seen = append(l.seen, h)
	}
}
