package thread

import "slices"

// A kinship says how like the acts of two stories are, whose lemmas it has by
// numbers: of hundreds of pairs of mentions each pair of lemmas is looked up once.
type kinship struct {
	acts     acts
	names    []string        // lemmas by number
	mentions [2][]int32      // the lemma of each mention of the two stories
	sentence [2][][]int32    // the lemmas of each sentence
	few      []float32       // how like each two are; below 0 where that was not looked up
	many     map[int]float32 // the same, of many lemmas
}

// newKinship returns that of two stories.
func newKinship(l acts, a, b *Story) kinship {
	k := kinship{acts: l, many: make(map[int]float32)}
	number := make(map[string]int32)
	for side, s := range []*Story{a, b} {
		k.mentions[side] = make([]int32, len(s.Mentions))
		k.sentence[side] = make([][]int32, len(s.Sentences))
		for i := range s.Mentions {
			m := &s.Mentions[i]
			n, ok := number[m.Lemma]
			if !ok {
				n = int32(len(k.names))
				number[m.Lemma] = n
				k.names = append(k.names, m.Lemma)
			}
			k.mentions[side][i] = n
			k.sentence[side][m.Sentence] = append(k.sentence[side][m.Sentence], n)
		}
	}
	if n := len(k.names); n <= fewLemmas {
		k.few = slices.Repeat([]float32{-1}, n*n)
	}
	return k
}

// fewLemmas is of how many lemmas all pairs have a place of their own: transcripts
// have more than a thousand, of which few pairs are looked up.
const fewLemmas = 256

// of returns how like the acts are that two lemmas tell of.
func (k *kinship) of(a, b int32) float32 {
	at := int(min(a, b))*len(k.names) + int(max(a, b))
	if k.few != nil {
		if k.few[at] < 0 {
			k.few[at] = k.acts.akin(k.names[a], k.names[b])
		}
		return k.few[at]
	}
	out, ok := k.many[at]
	if !ok {
		out = k.acts.akin(k.names[a], k.names[b])
		k.many[at] = out
	}
	return out
}

// around returns how like the acts of two sentences are, those of the sentence
// that has fewer.
func (k *kinship) around(x, y int) float32 {
	fewer, more := k.sentence[0][x], k.sentence[1][y]
	if len(fewer) > len(more) {
		fewer, more = more, fewer
	}
	sum := float32(0)
	for _, a := range fewer {
		best := float32(0)
		for _, b := range more {
			if a == b {
				best = 1
				break
			}
			best = max(best, k.of(a, b))
		}
		sum += best
	}
	return sum / float32(max(len(fewer), 1))
}
