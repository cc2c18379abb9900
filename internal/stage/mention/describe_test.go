package mention

import (
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// phraseOf returns the phrase whose head has this lemma, of one sentence.
func phraseOf(t *testing.T, spec, lemma string) *phrase {
	t.Helper()
	text, sents := sentence(t, spec)
	all := words.phrases(grammar.View(text, sents), lexicon.Load())
	for i := range all {
		if all[i].lemma == lemma {
			return &all[i]
		}
	}
	t.Fatalf("%q has no phrase of %q", text, lemma)
	return nil
}

// TestNationOfAPhrase checks whose a body is: by who owns it, what stands before
// it, what it is of and how that is described. Critics of a state are not its own.
func TestNationOfAPhrase(t *testing.T) {
	for _, tt := range []struct{ spec, lemma, want string }{
		{"Hungary/PROPN/3/nmod:poss/B-LOC 's/PART/1/case government/NOUN/4/nsubj fell/VERB/0/root", "government", "HUN"},
		{"the/DET/3/det Hungarian/ADJ/3/amod/B-NORP army/NOUN/4/nsubj left/VERB/0/root", "army", "HUN"},
		{"the/DET/2/det government/NOUN/5/nsubj of/ADP/4/case Hungary/PROPN/2/nmod/B-LOC fell/VERB/0/root", "government", "HUN"},
		{"the/DET/2/det government/NOUN/8/nsubj of/ADP/7/case Hungarian/ADJ/6/amod/B-NORP Prime/ADJ/6/amod Minister/PROPN/7/nmod:desc Kovacs/PROPN/2/nmod/B-PER fell/VERB/0/root", "government", "HUN"},
		{"critics/NOUN/4/nsubj of/ADP/3/case Hungary/PROPN/1/nmod/B-LOC met/VERB/0/root", "critics", ""},
		{"the/DET/2/det army/NOUN/5/nsubj in/ADP/4/case Hungary/PROPN/2/nmod/B-LOC left/VERB/0/root", "army", ""},
		{"Hungarian/ADJ/4/amod/B-NORP and/CCONJ/3/cc Polish/ADJ/1/conj/B-NORP troops/NOUN/5/nsubj met/VERB/0/root", "troops", ""},
	} {
		if got := phraseOf(t, tt.spec, tt.lemma).nation; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.spec, got, tt.want)
		}
	}
}

// TestSectorsAndHeadsOfAPair checks what a pair of phrases tells of their heads:
// the sectors that they mean, and two heads where they are not one.
func TestSectorsAndHeadsOfAPair(t *testing.T) {
	police := phraseOf(t, "the/DET/2/det police/NOUN/3/nsubj met/VERB/0/root", "police")
	union := phraseOf(t, "the/DET/2/det union/NOUN/3/nsubj met/VERB/0/root", "union")
	he := phraseOf(t, "he/PRON/2/nsubj met/VERB/0/root", "he")
	if police.sector == 0 || union.sector == 0 || police.sector == union.sector || he.sector != 0 {
		t.Errorf("sectors %d, %d and %d, want two that differ and none", police.sector, union.sector, he.sector)
	}
	if twoHeads(police, union) == 0 || twoHeads(police, union) == twoHeads(union, police) || twoHeads(police, police) != 0 || twoHeads(he, union) != 0 {
		t.Error("two heads are told of a noun and another one alone, and which is the later")
	}
}
