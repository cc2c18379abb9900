package mention

import "github.com/seed-f92ea4cf/readout/internal/syntax"

// How far names are looked for: below a pronoun's clause, and before it in the text.
const (
	namesBelow  = 60
	namesBefore = 400
)

// barred returns the things that phrase i, a personal pronoun that is a subject,
// can't stand for, since its own clause names them: in "they agreed to put
// pressure on Russia" they are not Russia, by whatever scores (principle C of the
// binding theory). nil where there are none.
func (s *story) barred(i int, t *things) map[int]bool {
	p := &s.phrases[i]
	if p.class > pronThey || p.class == pronYou || p.relation != relSubject && p.relation != relPassive || p.governor < 0 {
		return nil
	}
	named := s.namedBelow(i)
	if len(named) == 0 {
		return nil
	}
	var out map[int]bool
	for j := max(0, i-namesBefore); j < i; j++ {
		q := &s.phrases[j]
		if !q.class.named() || out[t.of[j]] {
			continue
		}
		for _, k := range named {
			if s.sameName(&s.phrases[k], q) {
				if out == nil {
					out = make(map[int]bool)
				}
				out[t.of[j]] = true
				break
			}
		}
	}
	return out
}

// sameName reports whether two named phrases are the same name, as far as their
// words say: of a person one word of it may stand alone.
func (s *story) sameName(a, b *phrase) bool {
	switch s.match(a, b) {
	case matchWhole, matchHead, matchLess, matchMore:
		return true
	case matchWithin:
		return b.class == namePER && len(a.others) == 0
	case matchHolds:
		return a.class == namePER && len(b.others) == 0
	}
	return false
}

// namedBelow returns the named phrases behind pronoun i that its clause holds.
// What is only put beside it is another clause: "he left, and Vale stayed", "he
// left, Vale said".
func (s *story) namedBelow(i int) (out []int) {
	p := &s.phrases[i]
	sent := &s.view.Sentences[p.sent]
	below := make(map[int]bool)
	for todo := []int{p.governor}; len(todo) > 0 && len(below) < namesBelow; todo = todo[1:] {
		for _, k := range sent.Kids[todo[0]] {
			if k == p.head || sent.Rel[k] == syntax.Parataxis || todo[0] == p.governor && sent.Rel[k] == syntax.Conj {
				continue
			}
			below[k] = true
			todo = append(todo, k)
		}
	}
	for k := i + 1; k < len(s.phrases) && s.phrases[k].sent == p.sent; k++ {
		if q := &s.phrases[k]; q.class.named() && below[q.head] {
			out = append(out, k)
		}
	}
	return out
}
