package question

import "strings"

// Unify gives persons whom a story calls by one name alone the full name that
// other stories have, if only one of them ends so. The claims are changed in place.
func Unify(told []Told) {
	full := map[string]Who{}
	double := map[string]bool{}
	each := func(visit func(*Who)) {
		for _, t := range told {
			visit(&t.Claim.Actor)
			visit(&t.Claim.Speaker)
		}
	}
	each(func(w *Who) {
		n := strings.LastIndexByte(w.Name, ' ')
		if n < 0 || w.Kind != "person" {
			return
		}
		last := fold(w.Name[n+1:])
		if old, ok := full[last]; ok && old.Key() != w.Key() {
			double[last] = true
		}
		full[last] = *w
	})
	each(func(w *Who) {
		last := fold(w.Name)
		if f, ok := full[last]; ok && !double[last] && w.ID == "" && (w.Kind == "person" || w.Kind == "unnamed") && !strings.Contains(w.Name, " ") {
			*w = f
		}
	})
	bodies(told)
}

// bodies gives a person who speaks for one state or body in some stories, and
// in no story for another, that actor in those that do not say what he is.
func bodies(told []Told) {
	of := map[string]Who{}
	for _, t := range told {
		c := t.Claim
		if c.Voice != Own || c.Speaker.Kind != "person" || c.Actor.Key() == c.Speaker.Key() {
			continue
		}
		key := c.Speaker.Key()
		if old, ok := of[key]; ok && old.Country != c.Actor.Country {
			of[key] = Who{}
		} else if !ok {
			of[key] = c.Actor
		}
	}
	for _, t := range told {
		c := t.Claim
		if b := of[c.Speaker.Key()]; c.Voice == Own && c.Actor.Key() == c.Speaker.Key() && b.Name != "" {
			c.Actor = b
		}
	}
}
