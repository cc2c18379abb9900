package mention

// learned maps the chains of a resolver to those of the record's mentions. Each
// phrase of a chain has a number.
type learned struct {
	numbers map[[2]int]int // of phrases, by sentence and head
	back    []int          // number of the phrase that each refers back to, -1 for a chain's first
	given   []int          // chain of the record's mentions, -1 if it has none
	in      []int          // the resolver's chain
	first   []int          // by the resolver's chain: the first that a phrase of it was given, -1 if none was
}

// newLearned returns nil for nil chains.
func newLearned(chains []Chain) *learned {
	if chains == nil {
		return nil
	}
	l := &learned{numbers: map[[2]int]int{}}
	for i, c := range chains {
		begin := len(l.back)
		for k, p := range c {
			l.numbers[[2]int{p.Sentence, p.Head}] = begin + k
			back := -1
			if k > 0 {
				back = begin + p.Back
			}
			l.back, l.given, l.in = append(l.back, back), append(l.given, -1), append(l.in, i)
		}
		l.first = append(l.first, -1)
	}
	return l
}

// of returns the number of the phrase whose head is given, -1 if it is in no
// chain.
func (l *learned) of(sentence, head int) int {
	if l == nil {
		return -1
	}
	if n, ok := l.numbers[[2]int{sentence, head}]; ok {
		return n
	}
	return -1
}

// chain returns the chain of the record's mentions to which phrase n belongs:
// that of the phrase which it refers back to, whatever has put it there, or of
// the first of its chain. It is -1 if there is none so far.
func (l *learned) chain(n int) int {
	if l == nil || n < 0 {
		return -1
	}
	for up := l.back[n]; up >= 0; up = l.back[up] {
		if l.given[up] >= 0 {
			return l.given[up]
		}
	}
	return l.first[l.in[n]]
}

// join remembers that phrase n belongs to a chain of the record's mentions.
func (l *learned) join(n, chain int) {
	if l == nil || n < 0 {
		return
	}
	if l.given[n] < 0 {
		l.given[n] = chain
	}
	if l.first[l.in[n]] < 0 {
		l.first[l.in[n]] = chain
	}
}
