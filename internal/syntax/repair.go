package syntax

// repair mends the slips that parsers make often enough to count.
func (s *Sentence) repair() {
	for i := range s.Heads {
		if s.Rel[i] == Obl {
			s.Heads[i] = s.introducer(i)
		}
	}
}

// introducer returns the head of the oblique i, or the verb that introduces a
// quotation, if it stands between the two: “They can help,” he said on Monday.
// The parser hangs such words on the quotation's verb now and then.
func (s *Sentence) introducer(i int) int {
	h := s.Heads[i]
	for v, n := h, 0; v >= 0 && v < i && n < 40; v, n = s.Heads[v], n+1 {
		if v <= h || !s.UPOS(v, "VERB") {
			continue
		}
		for _, form := range s.Low[h:v] {
			if form == "”" || form == `"` || form == "''" {
				return v
			}
		}
	}
	return h
}
