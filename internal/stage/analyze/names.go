package analyze

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A name is a stretch of the tokens [from, to) of a sentence that the network
// took for one name, with its class and its words.
type name struct {
	toks  []readout.Token
	class string
	words string
}

// unifyNames makes the names of a text one thing each: a story calls a person and a
// company by one name now and then, but the network, which sees a window at a
// time, errs far more often. A name takes the class that most of its
// occurrences have; a word alone that elsewhere in the text begins or ends
// names of persons, and of nothing else, is a person.
func unifyNames(text string, sents []readout.Sentence) {
	names := namesOf(text, sents)
	counts, ends := map[string]map[string]int{}, map[string]map[string]int{}
	for i := range names {
		count(counts, names[i].words, names[i].class)
	}
	for i := range names {
		n := &names[i]
		n.class = most(counts[n.words], n.class)
		if words := strings.Split(n.words, " "); len(words) > 1 {
			count(ends, words[0], n.class)
			count(ends, words[len(words)-1], n.class)
		}
	}
	for i := range names {
		n := &names[i]
		if c := ends[n.words]; len(c) == 1 && c["PER"] > 0 {
			n.class = "PER"
		}
		for k := range n.toks {
			n.toks[k].Name = n.toks[k].Name[:2] + n.class
		}
	}
}

// namesOf returns the names of sentences; dates and amounts are none.
func namesOf(text string, sents []readout.Sentence) []name {
	var out []name
	for s := range sents {
		toks := sents[s].Tokens
		for i := 0; i < len(toks); i++ {
			if !strings.HasPrefix(toks[i].Name, "B-") {
				continue
			}
			to := i + 1
			for to < len(toks) && strings.HasPrefix(toks[to].Name, "I-") {
				to++
			}
			if class := toks[i].Name[2:]; class != "DATE" && class != "MONEY" {
				words := toks[i].Form(text)
				for k := i + 1; k < to; k++ {
					words += " " + toks[k].Form(text)
				}
				out = append(out, name{toks[i:to], class, words})
			}
			i = to - 1
		}
	}
	return out
}

// count adds one to what a table has of words and class.
func count(table map[string]map[string]int, words, class string) {
	if table[words] == nil {
		table[words] = map[string]int{}
	}
	table[words][class]++
}

// most returns the class with more occurrences than class, and more than any
// other; else class.
func most(counts map[string]int, class string) string {
	best, alone := class, true
	for c, n := range counts {
		switch {
		case n > counts[best]:
			best, alone = c, true
		case n == counts[best] && c != best:
			alone = false
		}
	}
	if !alone || counts[best] == counts[class] {
		return class
	}
	return best
}
