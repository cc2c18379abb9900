package event

// authority returns the country in or from which somebody was arrested,
// expelled or sentenced by nobody who is named: its authorities did it.
func (f *finder) authority(a *act) []int {
	t := f.t
	want := ""
	switch {
	case a.kind == "SANCTION" && a.mode == "expel", a.kind == "COERCE" && a.mode == "deport":
		want = "from"
	case a.kind == "COERCE" && a.mode == "arrest", a.kind == "SANCTION" && a.mode == "convict":
		want = "in"
	default:
		return nil
	}
	for _, k := range t.Kids[a.verb] {
		if e, ok := f.lex.Entry(t.Tok(k).Form(f.text)); ok && e.Kind == "country" && t.Rel[k] == "obl" && t.Case(k) == want {
			return []int{k}
		}
	}
	return nil
}

// opposed takes as the recipient of a protest whom "against" names below it,
// or who stands inside what it is "in protest" of.
func (f *finder) opposed(a *act) {
	t := f.t
	for _, i := range t.Below(a.verb, 40) {
		r, cs := t.Rel[i], t.Case(i)
		if r != "obl" && r != "nmod" || cs != "against" && !(cs == "in" && t.Lemma[i] == "protest") || f.elsewhere(i, a.verb) {
			continue
		}
		heads := f.insides([]int{i})
		if cs == "against" {
			heads = f.actorsAmong(t, t.Conjuncts(i))
		}
		if heads = f.without(a, heads); len(heads) > 0 {
			a.recipient = heads
			return
		}
	}
}
