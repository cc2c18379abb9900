package thread

// otherAct reports whether two figures count people, of whom every story counts
// some, by what other things happened to them: of one ferry 140 people ran aground
// and thirty were hurt. Rifles are told apart by what they are.
func (p *pair) otherAct(x, y *Figure) bool {
	if !p.j.people[x.What] || x.Act == "" || y.Act == "" || x.Act == y.Act || sameStem(x.Act, y.Act) || p.j.acts.akin(x.Act, y.Act) > 0 {
		return false
	}
	if x.Trigger < 0 || y.Trigger < 0 {
		return true
	}
	a, b := &p.a.Mentions[x.Trigger], &p.b.Mentions[y.Trigger]
	return a.Event == "" || b.Event == "" || a.Type != b.Type // "killed" and "died" are of one type
}

// bothTold reports whether what tells one figure tells the other as well, so that
// the two are parts of one account: each teller gives both, or both texts do.
func (p *pair) bothTold(x, y *Figure) bool {
	if p.b.tells(x, y.By) || p.a.tells(y, x.By) {
		return true
	}
	return p.a.Version != p.b.Version && p.a.gives(y) && p.b.gives(x)
}

// tells reports whether a story has a figure in the words of a teller, nil for the
// outlet.
func (s *Story) tells(f *Figure, by *Actor) bool {
	for i := range s.Figures {
		g := &s.Figures[i]
		one := g.By == nil && by == nil || g.By != nil && by != nil && oneTeller(g.By, by)
		if one && f.alike(g) && !s.mends(g) {
			return true
		}
	}
	return false
}

// gives reports whether a story has a figure, whoever tells it.
func (s *Story) gives(f *Figure) bool {
	for i := range s.Figures {
		if f.alike(&s.Figures[i]) && !s.mends(&s.Figures[i]) {
			return true
		}
	}
	return false
}

// alike reports whether two figures are of like things and may be the same number.
func (f *Figure) alike(g *Figure) bool {
	return f.What == g.What && f.Unit == g.Unit && f.Total == g.Total && f.High >= g.Low && g.High >= f.Low
}
