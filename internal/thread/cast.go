package thread

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// sides returns who does a happening of a type and whom it is done to, by its
// mentions. Who stands on both sides of a deed that nobody does together stays
// where more lines have him: one report has misread what the others tell. As many
// on both sides leave him whom it is done to.
func sides(all []Told, kind string) (doers, undergoers []Actor) {
	does, doing := cast(all, Doer)
	undergoes, undergoing := cast(all, Undergoer)
	if together[kind] && kind != "PROTEST" {
		return does, undergoes
	}
	doers = slices.DeleteFunc(does, func(a Actor) bool {
		return undergoing[sideKey(&a)] > 0 && undergoing[sideKey(&a)] >= doing[sideKey(&a)]
	})
	undergoers = slices.DeleteFunc(undergoes, func(a Actor) bool { return doing[sideKey(&a)] > undergoing[sideKey(&a)] })
	return doers, undergoers
}

// sideKey is by what an actor is known among the mentions of a happening.
func sideKey(a *Actor) string { return cmp.Or(a.ID, strings.ToLower(a.Name)) }

// leastShare is how many times the lines that name somebody are all that tell of the
// deed at most. Of the doers of happenings of six press worlds a fifth loses none
// that is right, and a third loses a third of them.
const leastShare = 5

// cast returns who has a part by the mentions, those that the most lines name
// first, each once, and how many lines name each. Whom fewer than half as many
// lines name as the one whom most do is left out: of six reports of an attack one
// has misread who condemned it for who did it. So is whom hardly a line names of all
// that tell of it: if ten tell of an attack by nobody, the one that has somebody is a
// misreading.
func cast(all []Told, part Part) (out []Actor, named map[string]int) {
	who := map[string]*Actor{}
	lines, tell := map[string]map[string]bool{}, map[string]bool{}
	for _, t := range all {
		tell[t.Story.Line] = true
		for i := range t.Args {
			a := &t.Args[i]
			if a.Part != part || a.ID == "" && !a.Named {
				continue
			}
			key := sideKey(&a.Actor)
			if who[key] == nil {
				who[key], lines[key] = &a.Actor, map[string]bool{}
			}
			lines[key][t.Story.Line] = true
		}
	}
	named = map[string]int{}
	for _, k := range slices.SortedFunc(maps.Keys(who), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(lines[b]), len(lines[a])), cmp.Compare(a, b))
	}) {
		named[k] = len(lines[k])
		if leastShare*named[k] >= len(tell) && (len(out) == 0 || 2*named[k] >= named[sideKey(&out[0])]) {
			out = append(out, *who[k])
		}
	}
	return out, named
}
