package mention

// learned maps the chains of a resolver to those of the record's mentions.
type learned struct {
	number map[[2]int]int // chain of the phrase by sentence and head
	chains []int          // of the record's mentions, by chain; -1 if it has none yet
}

// newLearned returns nil for nil chains.
func newLearned(chains []Chain) *learned {
	if chains == nil {
		return nil
	}
	l := &learned{number: map[[2]int]int{}, chains: make([]int, len(chains))}
	for i, c := range chains {
		l.chains[i] = -1
		for _, p := range c {
			l.number[[2]int{p.Sentence, p.Head}] = i
		}
	}
	return l
}

// of returns the number of the resolver's chain of the phrase whose head is
// given, -1 if it is in none.
func (l *learned) of(sentence, head int) int {
	if l == nil {
		return -1
	}
	if n, ok := l.number[[2]int{sentence, head}]; ok {
		return n
	}
	return -1
}

// chain returns the chain of the record's mentions that number n stands for,
// -1 if there is none so far.
func (l *learned) chain(n int) int {
	if l == nil || n < 0 {
		return -1
	}
	return l.chains[n]
}

// join remembers that number n stands for a chain of the record's mentions. The
// first one stays.
func (l *learned) join(n, chain int) {
	if l != nil && n >= 0 && l.chains[n] < 0 {
		l.chains[n] = chain
	}
}
