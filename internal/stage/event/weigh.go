package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// vague lists verbs that tell of events only where people or bodies act on
// each other: most of what they govern in news is something else.
var vague = setOf(`hit strike fight back open call want seek address challenge push pursue target press drive hold support defend favor favour embrace
 discuss trade sell buy export import invest order join examine review monitor propose suggest encourage advise recommend help lose
 cut cap restrict limit prevent damage burn level hurt harm challenge question describe label move advance launch honor honour celebrate
 welcome cheer thank accept approve visit tour host receive attend save protect guard contribute partner develop build produce purchase ship shift
 allow permit let back fire drop pound shoot march rally gather sign express face test train recruit draft apply free recall remind promise`)

// general are the vague verbs whose object must be able to act too.
var general = setOf("help support back hit strike fight save want seek attack challenge call target beat")

// weigh gives an act its confidence. An act below the threshold is not reported.
func (f *finder) weigh(a *act) {
	t := f.t
	conf := 0.66
	if len(a.senses) > 0 && a.senses[0].score > 0 {
		conf = 0.74
	}
	bare := a.noun && a.verb == a.tok
	if bare {
		conf = 0.4
	}
	switch {
	case len(a.actor) > 0 && len(a.recipient) > 0 || len(a.actor) > 1 && a.sym:
		conf += 0.12
	case len(a.actor) == 0 && len(a.recipient) == 0:
		conf -= 0.4
	case len(a.actor) == 0:
		conf -= 0.1
		if bare {
			conf -= 0.1
		}
	default:
		conf -= 0.03
		if bare {
			conf -= 0.1
		}
	}
	if vague[t.Lemma[a.tok]] && !bare && a.inner == nil && !f.crowd(a) && !f.fired(a) && !a.adj && t.Rel[a.tok] != "amod" {
		if len(a.actor) == 0 || len(a.recipient) == 0 && !a.sym || a.sym && len(a.actor) < 2 && len(a.recipient) == 0 {
			conf -= 0.3
		} else if !f.known(a.actor) || general[t.Lemma[a.tok]] && !f.known(a.recipient) {
			conf -= 0.2
		}
	}
	if t.Full(a.verb, "acl:relcl") || t.Rel[a.verb] == "advcl" || t.Rel[a.verb] == "acl" {
		conf -= 0.08
	}
	if a.outer != nil {
		conf -= 0.15
		if bare {
			conf -= 0.1
		}
	}
	if bare && a.outer != nil && (a.outer.kind == "ACCUSE" || judges[t.Lemma[a.outer.tok]]) && len(a.actor)+len(a.recipient) > 0 {
		conf = max(conf, 0.45)
	}
	if f.sports && !f.official(a.actor) && !f.official(a.recipient) {
		conf -= 0.4
	}
	if a.kind == "ASSAULT" && f.business(a.actor) && (len(a.recipient) == 0 || f.business(a.recipient)) {
		conf -= 0.5 // companies that fight compete
	}
	if a.kind == "ASSAULT" && f.accident(a) {
		conf -= 0.5
	}
	if a.kind == "AGREE" && a.inner == nil && len(a.recipient) == 0 && len(a.actor) < 2 {
		conf -= 0.15
	}
	a.conf = max(0.02, min(conf, 0.95))
}

// known reports whether one of the heads names somebody whom the record has
// with a country or a sector.
func (f *finder) known(heads []int) bool {
	return slices.ContainsFunc(heads, func(i int) bool {
		m := f.t.Mention(i)
		if f.countryOf(f.t, i, m) != "" {
			return true
		}
		if m != nil {
			if a := f.actors[m.Actor]; a != nil && (len(a.Sectors) > 0 || a.Kind == "person") {
				return true
			}
		}
		role, ok := f.headRole(f.t.Low[i])
		return ok && role.Sector != "" && role.Sector != "BUS"
	})
}

// business reports whether all of the heads are firms or markets.
func (f *finder) business(heads []int) bool {
	if len(heads) == 0 {
		return false
	}
	return !slices.ContainsFunc(heads, func(i int) bool {
		if m := f.t.Mention(i); m != nil {
			if a := f.actors[m.Actor]; a != nil && len(a.Sectors) > 0 {
				return a.Sectors[0] != "BUS"
			}
		}
		role, ok := f.headRole(f.t.Low[i])
		return !ok || role.Sector != "BUS"
	})
}

// official reports whether one of the heads is a state or an official of one.
func (f *finder) official(heads []int) bool {
	return slices.ContainsFunc(heads, func(i int) bool {
		m := f.t.Mention(i)
		if m != nil {
			if a := f.actors[m.Actor]; a != nil && (a.Kind == "country" || a.Kind == "government" || slices.Contains(a.Sectors, "GOV") || slices.Contains(a.Sectors, "MIL") || slices.Contains(a.Sectors, "COP")) {
				return true
			}
		}
		role, ok := f.lex.Head(f.t.Low[i])
		s := role.Sector
		return ok && (s == "GOV" || s == "MIL" || s == "COP" || s == "JUD" || s == "REB")
	})
}

// list returns the acts that stay, in text order.
func (f *finder) list() []*act {
	var out []*act
	for _, a := range f.acts {
		if a != nil && (!a.verdict.Dropped() || f.keep(a)) {
			out = append(out, a)
		}
	}
	return out
}

// dictionaryAct makes the act of verb i from a user's code, or nil if the code
// stands for no type.
func dictionaryAct(i int, code string) *act {
	c, ok := plover.CAMEO(code)
	if !ok || c.Type == "" {
		return nil
	}
	return &act{tok: i, verb: i, words: []int{i}, kind: c.Type, mode: c.Mode, modal: -1, code: code, how: "the user's dictionary codes it " + code}
}

// spans returns the spans of tokens, those side by side as one.
func (t *sentence) spans(words []int) []readout.Span {
	words = slices.Clone(words)
	slices.Sort(words)
	var out []readout.Span
	for n, i := range slices.Compact(words) {
		sp := t.Tok(i).Span
		if n > 0 && out[len(out)-1].End <= sp.Start && i > 0 && t.Tok(i-1).End == out[len(out)-1].End {
			out[len(out)-1].End = sp.End
			continue
		}
		out = append(out, sp)
	}
	return out
}
