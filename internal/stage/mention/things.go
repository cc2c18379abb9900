package mention

// things are what the phrases of a text refer to, as far as they are joined:
// what one of its phrases tells of a thing holds for all.
type things struct {
	of      []int // thing of each phrase
	gender  []byte
	own     []byte   // gender that each phrase tells
	nation  []string // of each thing, "" where no phrase tells it
	nations []string // that each phrase tells
}

// newThings begins with a thing for each phrase.
func newThings(phrases []phrase) *things {
	t := &things{of: make([]int, len(phrases)), gender: make([]byte, len(phrases)), own: make([]byte, len(phrases)), nation: make([]string, len(phrases)), nations: make([]string, len(phrases))}
	for i := range phrases {
		t.of[i], t.gender[i], t.own[i], t.nation[i], t.nations[i] = i, phrases[i].gender, phrases[i].gender, phrases[i].nation, phrases[i].nation
	}
	return t
}

// differ reports whether phrase i can't refer to what phrase j refers to: one
// is a man and the other a woman, or they are said to be of two countries.
func (t *things) differ(i, j int) bool {
	if x, y := t.nations[i], t.nation[t.of[j]]; x != "" && y != "" && x != y {
		return true
	}
	a, b := t.own[i], t.gender[t.of[j]]
	return a == 'm' && b == 'f' || a == 'f' && b == 'm'
}

// join makes phrase i refer to what phrase j, before it, refers to; j may be -1.
func (t *things) join(i, j int) {
	if j < 0 {
		return
	}
	to := t.of[j]
	t.of[i] = to
	if g := t.own[i]; g == 'm' || g == 'f' {
		t.gender[to] = g
	}
	if n := t.nations[i]; n != "" {
		t.nation[to] = n
	}
}
