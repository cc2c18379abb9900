package thread

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lines"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// Happenings makes happenings of mentions. told may be one component (see
// [Components]) or many; links and decisions about other mentions are left
// out. The happenings come by their key's mention, see [Before].
//
// Mentions that tell of no event of their record make a happening by themselves
// only if the network is rather sure of them; with others they are told.
func Happenings(told []Told, links []Link, decisions []Decision) []Happening {
	parts := Components(told, links, decisions)
	within := sortLinks(parts, links)
	var out []Happening
	for i, part := range parts {
		out = append(out, happeningsOf(part, within[i], decisions)...)
	}
	sorting.Func(out, func(x, y Happening) int { return Before(x.Mentions[0], y.Mentions[0]) })
	return offered(out, links)
}

// sortLinks gives each group of mentions the links within it, in their order:
// every link is looked at once, however many groups there are.
func sortLinks(groups [][]Told, links []Link) [][]Link {
	of := make(map[MentionID]int)
	for i, group := range groups {
		for _, t := range group {
			of[t.ID()] = i
		}
	}
	out := make([][]Link, len(groups))
	for _, l := range links {
		a, ok := of[l.A]
		if b, also := of[l.B]; ok && also && a == b {
			out[a] = append(out[a], l)
		}
	}
	return out
}

// One returns what mentions tell that are known to be of one happening. There must
// be one at least; they are by [Before].
func One(told []Told) Happening { return happening(told, nil) }

// happeningsOf makes the happenings of one component, by [Before]. The links are
// those within it.
func happeningsOf(told []Told, links []Link, decisions []Decision) []Happening {
	at := make(map[MentionID]int, len(told))
	units := make(map[Unit]int, len(told))
	var members [][]Told // of each unit
	for _, t := range told {
		u, ok := units[UnitOf(t)]
		if !ok {
			u = len(members)
			units[UnitOf(t)] = u
			members = append(members, nil)
		}
		members[u] = append(members[u], t)
		at[t.ID()] = u
	}
	between, firm := betweenUnits(at, append(links[:len(links):len(links)], othersOfOneStory(told)...), decisions)
	var clusters [][]Told
	for _, c := range agglomerate(len(members), between, firm, absentOf(told), nil) {
		var all []Told
		for _, u := range c {
			all = append(all, members[u]...)
		}
		sorting.Func(all, Before)
		clusters = append(clusters, all)
	}
	within := sortLinks(clusters, links)
	var out []Happening
	for i, all := range clusters {
		if tells(all) {
			out = append(out, happening(all, within[i]))
		}
	}
	return out
}

// othersOfOneStory returns links that keep apart what one story tells as events
// of two types: its reading took them for two deeds, and what other stories tell
// does not make them one.
func othersOfOneStory(told []Told) (out []Link) {
	of := map[string][]Told{}
	for _, t := range told {
		if t.Event != "" && t.Event != Given && t.Type != "" {
			of[t.Story.Version] = append(of[t.Story.Version], t)
		}
	}
	for _, version := range slices.Sorted(maps.Keys(of)) {
		all := of[version]
		for i, a := range all {
			for _, b := range all[i+1:] {
				if a.Type != b.Type && a.Lemma != b.Lemma {
					out = append(out, Link{A: min(a.ID(), b.ID()), B: max(a.ID(), b.ID()), Apart: true})
				}
			}
		}
	}
	return out
}

// betweenUnits returns the links between units, and those units that people
// joined. at has the unit of each mention.
func betweenUnits(at map[MentionID]int, links []Link, decisions []Decision) (between []unitLink, firm [][2]int) {
	for _, l := range links {
		a, ok := at[l.A]
		b, also := at[l.B]
		if ok && also && a != b {
			between = append(between, unitLink{a: a, b: b, p: l.P, apart: l.Apart})
		}
	}
	for _, d := range decisions {
		a, ok := at[d.A]
		b, also := at[d.B]
		switch {
		case !ok || !also || a == b:
		case d.Part:
			between = append(between, unitLink{a: a, b: b, apart: true, parted: true})
		default:
			between = slices.DeleteFunc(between, func(l unitLink) bool { return l.apart && (l.a == a && l.b == b || l.a == b && l.b == a) })
			firm = append(firm, [2]int{a, b})
		}
	}
	return between, firm
}

// absentOf returns what counts as the probability of two mentions without a link.
func absentOf(told []Told) float64 {
	if slices.ContainsFunc(told, func(t Told) bool { return t.Event != Given }) {
		return absentFound
	}
	return absentGiven
}

// Words that no record has an event for make a happening if the network is so
// sure of one, or rather sure of one where two lines of reporting agree: chosen
// on two press worlds, of whose mentions 61 and 60 of 100 were then found, 46
// and 47 before.
const (
	sureAlone    = 0.22
	sureTogether = 0.05
)

// tells reports whether mentions make a happening.
func tells(all []Told) bool {
	top := float32(0)
	for _, t := range all {
		if t.Event != "" {
			return true
		}
		top = max(top, t.Sure)
	}
	return top >= sureAlone || top >= sureTogether && lines.Count(textsOf(all, false)) > 1
}

// happening tells of one happening what its mentions, by [Before], say.
func happening(all []Told, links []Link) Happening {
	h := Happening{Key: all[0].ID(), Mentions: all}
	h.Type = most(all, func(t Told) []string { return []string{t.Type} })
	if mode := most(all, func(t Told) []string {
		if t.Type != h.Type {
			return nil
		}
		return t.Modes
	}); mode != "" {
		h.Modes = []string{mode}
	}
	h.When = whenOf(all)
	h.Where = whereOf(all)
	h.Doers, h.Undergoers = sides(all, h.Type)
	h.History = history(all)
	h.Final = final(all)
	h.Lines, h.Stories = tellers(all)
	if best := Because(all, links); best != nil {
		h.Why = best.Why
	}
	return h
}

// tellers returns how many independent lines of reporting and stories mentions are of.
func tellers(all []Told) (int, int) {
	stories := map[string]bool{}
	var also *Story
	for _, t := range all {
		stories[t.Story.ID] = true
		if t.Story == also {
			continue // its others were counted
		}
		for _, id := range t.Story.Also {
			stories[id] = true
			also = t.Story
		}
	}
	return countLines(all), len(stories)
}

// byWordAlone is what a word that is no event of a record counts beside one that
// is: by hand.
const byWordAlone = 0.25

// weight is how much a mention counts where mentions differ: a record's event
// before a word that is none.
func (t Told) weight() float64 {
	if t.Event == "" {
		return byWordAlone * float64(t.Sure)
	}
	return float64(t.Sure)
}

// most returns the value that the mentions say with the most weight, the least
// of alike ones; each line of reporting counts once a value.
func most(all []Told, values func(Told) []string) string {
	type said struct{ line, value string }
	best := map[said]float64{}
	for _, t := range all {
		for _, v := range values(t) {
			if v != "" {
				best[said{t.Story.Line, v}] = max(best[said{t.Story.Line, v}], t.weight())
			}
		}
	}
	sum := map[string]float64{}
	for _, k := range slices.SortedFunc(maps.Keys(best), func(a, b said) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.line, b.line))
	}) {
		sum[k.value] += best[k]
	}
	top := ""
	for _, v := range slices.Sorted(maps.Keys(sum)) {
		if top == "" || sum[v] > sum[top] {
			top = v
		}
	}
	return top
}

// fine orders precisions, the finest first.
var fine = map[readout.Precision]int{readout.Minute: 0, readout.Hour: 0, readout.Day: 1, readout.Weekend: 2, readout.Week: 3,
	readout.Month: 4, readout.Season: 5, readout.Quarter: 6, readout.Year: 7, readout.Decade: 8, readout.NoPrecision: 9}

// whenOf returns the day that most lines state, the finest of those that they
// state; without one the first that posting bounds.
func whenOf(all []Told) Interval {
	for _, stated := range []bool{true, false} {
		day := most(all, func(t Told) []string {
			if t.When.From == "" || t.When.Stated != stated || fine[t.When.Precision] > 1 {
				return nil
			}
			return []string{t.When.From + " " + t.When.To}
		})
		if from, to, ok := strings.Cut(day, " "); ok {
			return Interval{From: from, To: to, Precision: readout.Day, Stated: stated}
		}
		var best *Interval
		for _, t := range all {
			if w := &t.When; w.From != "" && w.Stated == stated && (best == nil || fine[w.Precision] < fine[best.Precision]) {
				best = w
			}
		}
		if best != nil {
			return *best
		}
	}
	return Interval{}
}

// exact orders the precisions of places, the finest first.
var exact = map[string]int{"point": 0, "town": 1, "district": 2, "region": 3, "country": 4}

// whereOf returns the place that most lines state among the finest.
func whereOf(all []Told) *Place {
	best := len(exact)
	for _, t := range all {
		if t.Where != nil {
			best = min(best, exact[t.Where.Precision])
		}
	}
	key := func(p *Place) string { return cmp.Or(p.ID, p.Name) }
	top := most(all, func(t Told) []string {
		if t.Where == nil || exact[t.Where.Precision] != best {
			return nil
		}
		return []string{key(t.Where)}
	})
	for _, t := range all {
		if t.Where != nil && top != "" && key(t.Where) == top {
			return t.Where
		}
	}
	return nil
}

// Because returns which of some links says what joins mentions: the likeliest
// between two lines of reporting, else the likeliest at all; nil without one.
func Because(all []Told, links []Link) *Link {
	line := make(map[MentionID]string, len(all))
	for _, t := range all {
		line[t.ID()] = t.Story.Line
	}
	var best *Link
	across := false
	for i := range links {
		l := &links[i]
		a, ok := line[l.A]
		b, also := line[l.B]
		if !ok || !also || l.Apart {
			continue
		}
		if best == nil || a != b && !across || (a != b) == across && (l.P > best.P || l.P == best.P && cmp.Or(cmp.Compare(l.A, best.A), cmp.Compare(l.B, best.B)) < 0) {
			best, across = l, a != b
		}
	}
	return best
}

// offered sets what may be the same as what: happenings that links join, but
// not enough of them.
func offered(hs []Happening, links []Link) []Happening {
	of := map[MentionID]int{}
	for i := range hs {
		for _, t := range hs[i].Mentions {
			of[t.ID()] = i
		}
	}
	type pair struct{ a, b int }
	best := map[pair]Link{}
	for _, l := range links {
		a, ok := of[l.A]
		b, also := of[l.B]
		if !ok || !also || a == b || l.Apart {
			continue
		}
		p := pair{min(a, b), max(a, b)}
		if have, ok := best[p]; !ok || l.P > have.P || l.P == have.P && l.A < have.A {
			best[p] = l
		}
	}
	for _, p := range slices.SortedFunc(maps.Keys(best), func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) }) {
		l := best[p]
		hs[p.a].May = append(hs[p.a].May, May{hs[p.b].Key, l.P, l.Why})
		hs[p.b].May = append(hs[p.b].May, May{hs[p.a].Key, l.P, l.Why})
	}
	return hs
}

// String names a happening for messages and tests.
func (h *Happening) String() string {
	return fmt.Sprintf("%s %s %s (%d lines, %d stories)", h.Key, h.Type, h.Final, h.Lines, h.Stories)
}
