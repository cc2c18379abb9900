package thread

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// alikeActs reports whether two mentions have one word, or words of one stem.
func alikeActs(a, b *Mention) bool { return a.Lemma == b.Lemma || sameStem(a.Lemma, b.Lemma) }

// bothCoded reports whether the records of both mentions say that they are of one type.
func bothCoded(a, b *Mention) bool { return a.Event != "" && b.Event != "" && a.Type == b.Type }

// An actIndex finds the mentions of a story whose acts may be those of another
// mention: transcripts have a million pairs, of which few are.
type actIndex struct {
	stems map[string][]int // by the beginning of the lemma
	types map[string][]int // of those that the record codes
}

// actsOf returns the index of a story's mentions.
func actsOf(s *Story) actIndex {
	x := actIndex{map[string][]int{}, map[string][]int{}}
	for i := range s.Mentions {
		m := &s.Mentions[i]
		x.stems[stemKey(m.Lemma)] = append(x.stems[stemKey(m.Lemma)], i)
		if m.Event != "" {
			x.types[m.Type] = append(x.types[m.Type], i)
		}
	}
	return x
}

// stemKey is what lemmas of one stem share.
func stemKey(lemma string) string {
	word, _, _ := strings.Cut(lemma, " ")
	return word[:min(len(word), leastStem)]
}

// alike calls do with the numbers of the mentions that share a stem with m, or,
// if the record codes it, its type, in their order and each once.
func (x *actIndex) alike(m *Mention, do func(int)) {
	stems, types := x.stems[stemKey(m.Lemma)], []int(nil)
	if m.Event != "" {
		types = x.types[m.Type]
	}
	for len(stems) > 0 || len(types) > 0 {
		switch {
		case len(types) == 0 || len(stems) > 0 && stems[0] < types[0]:
			do(stems[0])
			stems = stems[1:]
		case len(stems) == 0 || types[0] < stems[0]:
			do(types[0])
			types = types[1:]
		default:
			do(stems[0])
			stems, types = stems[1:], types[1:]
		}
	}
}

// sameRole is how well an actor must be known to be the same: a name that is the end
// of another one has 0.7 ([sameActor]).
const sameRole = 0.7

// sharedLittle is the share of arguments from which on two acts have who and what in
// common.
const sharedLittle = 0.2

// deniedValue begins the value of the side that denies.
const deniedValue = "not "

// word returns a mention's word with "not" where it is denied.
func word(t Told) string {
	if t.Status == readout.Denied {
		return deniedValue + t.Text
	}
	return t.Text
}

// named returns the argument with a part that is named or known, or nil.
func named(t Told, part Part) *Argument {
	for i := range t.Args {
		if t.Args[i].Part == part && (t.Args[i].known() || t.Args[i].Kind != "") {
			return &t.Args[i]
		}
	}
	return nil
}

// ofHimself reports whether who tells a mention tells of himself.
func ofHimself(t Told, doer *Argument) bool {
	return namesake(t.speaker(), doer.Name)
}

// namesake reports whether two names are one, also if one is told with more words.
func namesake(x, y string) bool { return strings.EqualFold(x, y) || within(x, y) || within(y, x) }
