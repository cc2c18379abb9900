package event

import (
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// twoSentences are words, trees and names for the features.
const twoSentences = `# newdoc id = features
# text = Kestria's two envoys secretly attacked villages near Lom
1	Kestria	Kestria	PROPN	NNP	_	6	nsubj	_	SpaceAfter=No|NER=B-GPE
2	's	's	PART	POS	_	1	case	_	_
3	two	two	NUM	CD	_	4	nummod	_	_
4	envoys	envoy	NOUN	NNS	_	6	obj	_	_
5	secretly	secretly	ADV	RB	_	6	advmod	_	_
6	attacked	attack	VERB	VBD	_	0	root	_	_
7	villages	village	NOUN	NNS	_	6	obj	_	_
8	near	near	ADP	IN	_	9	case	_	_
9	Lom	Lom	PROPN	NNP	_	7	nmod	_	NER=B-LOC

# text = It denied that
1	It	it	PRON	PRP	_	2	nsubj	_	_
2	denied	deny	VERB	VBD	_	0	root	_	_
3	that	that	PRON	DT	_	2	obj	_	_
`

// TestFeaturesAreThoseOfTheTraining holds the features against those that
// train/claims/features.py gives the same words: the rules have an attack whose
// actor is the first word.
func TestFeaturesAreThoseOfTheTraining(t *testing.T) {
	text, sents := trees(t, twoSentences)
	view := syntax.NewGrammar(language.English()).View(text, sents)
	at := func(word int) (*sentence, int) {
		if word >= 9 {
			return &sentence{&view.Sentences[1]}, word - 9
		}
		return &sentence{&view.Sentences[0]}, word
	}
	for _, tt := range []struct {
		event, phrase, roles int
		want                 [pairTemplates]uint16
	}{
		{5, 0, 1, [pairTemplates]uint16{2347, 7140, 11918, 12301, 12318, 12340, 12351}},
		{5, 3, 0, [pairTemplates]uint16{902, 7111, 8751, 12302, 12314, 12349, 12350}},
		{5, 6, 0, [pairTemplates]uint16{902, 7111, 8751, 12305, 12313, 12349, 12350}},
		{5, 8, 0, [pairTemplates]uint16{406, 6921, 9407, 12304, 12317, 12341, 12350}},
		{5, 9, 0, [pairTemplates]uint16{261, 4688, 9580, 12309, 12319, 12335, 12350}},
		{10, 0, 0, [pairTemplates]uint16{261, 7890, 9602, 12295, 12322, 12340, 12350}},
		{10, 9, 0, [pairTemplates]uint16{2347, 6594, 8584, 12300, 12312, 12335, 12350}},
		{10, 11, 0, [pairTemplates]uint16{902, 7111, 9461, 12303, 12313, 12337, 12350}},
	} {
		s, i := at(tt.event)
		ps, k := at(tt.phrase)
		var got [pairTemplates]uint16
		New(language.English()).pairFeatures(&got, s, i, phraseAt{s: ps, head: k}, tt.roles)
		if got != tt.want {
			t.Errorf("event %d, phrase %d: features %v, the training has %v", tt.event, tt.phrase, got, tt.want)
		}
	}
}

// TestTheFeaturesHaveTheirTables checks that no feature is beyond the table.
func TestTheFeaturesHaveTheirTables(t *testing.T) {
	if pairTotal != 3*buckets+24+18+phraseClasses+4 || pairTotal > 1<<16 {
		t.Errorf("%d features; the weights have as many rows, and numbers of 16 bits", pairTotal)
	}
}
