package event

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// event makes the record's event of an act.
func (f *finder) event(a *act) readout.Event {
	c, t := f.coder, f.t
	ev := readout.Event{Type: a.kind, Modes: []string{}, Sentence: t.Span, Trigger: readout.WordsOf(c.text, t.spans(a.words)...),
		Actor: c.rolesOf(t, a, actorRole), Recipient: c.rolesOf(t, a, recipientRole), Numbers: []readout.Number{}, By: []readout.AttributionID{}}
	ev.Recipient = slices.DeleteFunc(ev.Recipient, func(r readout.Role) bool { return hasRole(ev.Actor, r) })
	f.setMode(a)
	if a.mode != "" {
		ev.Modes = append(ev.Modes, a.mode)
	}
	if a.kind == readout.AssaultEvent {
		ev.Modes = append(ev.Modes, c.weapons(t, a)...)
		slices.Sort(ev.Modes)
		ev.Modes = slices.Compact(ev.Modes)
	}
	ev.Contexts = contextsOf(t, a)
	hints := slices.Clone(a.hints)
	if a.kind == readout.AssaultEvent && (c.armed(ev.Actor) && (len(ev.Recipient) == 0 || c.armed(ev.Recipient)) || c.armed(ev.Actor) && slices.Contains(hints, "armed")) {
		hints = append(hints, "armed")
	} else {
		hints = slices.DeleteFunc(hints, func(h string) bool { return h == "armed" && !c.armed(ev.Actor) })
	}
	ev.CAMEO = a.code
	if ev.CAMEO == "" {
		ev.CAMEO = plover.ToCAMEO(string(ev.Type), ev.Modes, ev.Contexts, hints)
	}
	kind, _ := plover.Lookup(string(ev.Type))
	ev.Quad = kind.Quad
	if code, ok := plover.CAMEO(ev.CAMEO); ok {
		ev.Goldstein = code.ICEWS
	}
	ev.Confidence = math.Round(a.conf*100) / 100
	c.setStatus(t, a, &ev)
	f.setDate(a, &ev)
	c.setPlace(t, a, &ev)
	ev.Numbers = append(ev.Numbers, c.numbers(t, a)...)
	ev.Why = c.why(t, a, &ev)
	return ev
}

// forces are the sectors that bear arms.
var forces = setOf("MIL REB PRM UAF INS SEP")

// armed reports whether a role is of armed forces; a bare country counts.
func (c *coder) armed(roles []readout.Role) bool {
	return slices.ContainsFunc(roles, func(r readout.Role) bool {
		if len(r.Sectors) > 0 {
			return forces[r.Sectors[0]]
		}
		if a := c.actors[r.Actor]; a != nil {
			return a.Kind == readout.CountryActor || a.Kind == readout.GovernmentActor || a.Kind == readout.GroupActor && len(a.Sectors) == 0
		}
		return false
	})
}

// weapons returns modes of violence by the weapons that an act's words name.
func (c *coder) weapons(t *sentence, a *act) []string {
	if a.mode != "" && a.mode != "targeted" && a.mode != "destroy" {
		return nil
	}
	var out []string
	for _, i := range t.Below(a.verb, 30) {
		if a.mode == "destroy" && slices.Contains(a.actor, i) {
			continue // gunmen who burn houses
		}
		if mode := c.words.weapons[t.Lemma[i]]; mode != "" && !slices.Contains(out, mode) {
			out = append(out, mode)
		}
	}
	return out
}

// contextWindow is how many tokens on either side of a trigger show contexts.
const contextWindow = 14

// maxContexts bounds the contexts of one event.
const maxContexts = 4

// contextsOf returns the contexts that the words around an act show.
func contextsOf(t *sentence, a *act) []string {
	count := map[string]int{}
	for i := max(0, a.tok-contextWindow); i < min(len(t.Low), a.tok+contextWindow); i++ {
		pair := t.Low[i]
		if i+1 < len(t.Low) {
			pair += "-" + t.Low[i+1]
		}
		for _, ctx := range contextIndex().of(t.Low[i], pair) {
			count[ctx]++
		}
	}
	switch a.mode {
	case "cyber", "misinformation":
		count[a.mode] += 9
	}
	names := make([]string, 0, len(count))
	for _, ctx := range plover.Contexts() {
		if count[ctx] > 0 {
			names = append(names, ctx)
		}
	}
	slices.SortStableFunc(names, func(x, y string) int { return count[y] - count[x] })
	names = names[:min(len(names), maxContexts)]
	slices.Sort(names)
	if slices.Contains(names, "crime") && (slices.Contains(names, "trafficking") || slices.Contains(names, "corruption") || slices.Contains(names, "illegal_drugs")) {
		names = slices.DeleteFunc(names, func(n string) bool { return n == "crime" })
	}
	return names
}

// why says what decided the event, in one sentence.
func (c *coder) why(t *sentence, a *act, ev *readout.Event) string {
	kind, _ := plover.Lookup(string(ev.Type))
	how := fmt.Sprintf("“%s”%s: %s (%s)", t.phrase(a.words), a.how, kind.Meaning, ev.Type)
	if ev.Status != readout.Asserted && ev.StatusCue != nil {
		how += fmt.Sprintf(", %s by “%s”", ev.Status, ev.StatusCue.Text)
	}
	if a.inner != nil && a.inner.tok != a.tok {
		how += fmt.Sprintf("; what it is about is “%s” (%s)", t.phrase(a.inner.words), a.inner.kind)
	}
	frame := []string{}
	part := func(role string, roles []readout.Role, because string) {
		for _, r := range roles {
			name := ""
			if x := c.actors[r.Actor]; x != nil && x.Name != r.Text {
				name = " = " + x.Name
			}
			if because != "" {
				name += " (" + because + ")"
			}
			because = "" // it is about the first
			frame = append(frame, fmt.Sprintf("%s “%s”%s", role, r.Text, name))
		}
	}
	part("actor", ev.Actor, a.because[actorRole])
	part("recipient", ev.Recipient, a.because[recipientRole])
	if len(frame) == 0 {
		return how + "; the text names nobody."
	}
	return how + "; " + strings.Join(frame, ", ") + "."
}
