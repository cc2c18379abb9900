package mention

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// TestTheNetworkTellsWhoIsAnActor checks that phrases without a name are
// mentions where the network says so, whatever the lists know.
func TestTheNetworkTellsWhoIsAnActor(t *testing.T) {
	text, sents := sentence(t, "The/DET/2/det grocers/NOUN/3/nsubj met/VERB/0/root Vale/PROPN/3/obj/B-PER near/ADP/6/case harbours/NOUN/3/obl")
	claims := []scores.Claim{{Kind: scores.Group, Sure: 0.9, Actor: true, From: 0, To: 2}, {Kind: scores.Person, Sure: 0.9, Actor: true, From: 3, To: 4}, {From: 5, To: 6}}
	mentions, _ := words.Find(grammar.View(text, sents), lexicon.Load(), nil, claims)
	if len(mentions) != 2 || mentions[0].Text != "The grocers" || mentions[0].Form != readout.NominalForm || mentions[1].Text != "Vale" {
		t.Errorf("mentions %+v, want the grocers and Vale", mentions)
	}
}

// TestAPhraseHoldsNothingAboveItsHead checks that a phrase is cut at the verb
// that its head hangs on, whatever the network gives.
func TestAPhraseHoldsNothingAboveItsHead(t *testing.T) {
	text, sents := sentence(t, "Vale/PROPN/2/nsubj/B-PER told/VERB/0/root the/DET/4/det reporters/NOUN/2/iobj")
	claims := []scores.Claim{{Kind: scores.Person, Sure: 0.9, Actor: true, From: 0, To: 1}, {Kind: scores.Group, Sure: 0.9, Actor: true, From: 0, To: 4}}
	mentions, _ := words.Find(grammar.View(text, sents), lexicon.Load(), nil, claims)
	if len(mentions) != 2 || mentions[1].Text != "the reporters" {
		t.Errorf("mentions %+v, want Vale and the reporters", mentions)
	}
}

// TestAPhraseThatEndsInANameIsTheName checks that a title and its name are one mention.
func TestAPhraseThatEndsInANameIsTheName(t *testing.T) {
	text, sents := sentence(t, "Minister/PROPN/3/nsubj Vale/PROPN/1/flat/B-PER left/VERB/0/root")
	claims := []scores.Claim{{Kind: scores.Person, Sure: 0.9, Actor: true, From: 0, To: 2}, {From: 1, To: 2}}
	mentions, _ := words.Find(grammar.View(text, sents), lexicon.Load(), nil, claims)
	if len(mentions) != 1 || mentions[0].Text != "Vale" || mentions[0].Form != readout.NameForm {
		t.Errorf("mentions %+v, want Vale alone", mentions)
	}
}

// TestOneMentionAPhrase gives both heads of a pair the same ends.
func TestOneMentionAPhrase(t *testing.T) {
	text, sents := sentence(t, "elders/NOUN/4/nsubj and/CCONJ/3/cc harvesters/NOUN/1/conj left/VERB/0/root")
	for _, sure := range [][2]float32{{0.9, 0.6}, {0.6, 0.9}} {
		mentions, _ := words.Find(grammar.View(text, sents), lexicon.Load(), nil, []scores.Claim{
			{Kind: scores.Group, Sure: sure[0], Actor: true, From: 0, To: 3}, {Kind: scores.Group, Sure: sure[1], Actor: true, From: 0, To: 3}})
		if len(mentions) != 1 {
			t.Errorf("%v: mentions %+v, want one", sure, mentions)
		}
	}
}

// TestShortNamesInBrackets checks that letters in brackets are the name before
// them, whatever its initials.
func TestShortNamesInBrackets(t *testing.T) {
	text, sents := sentence(t, "Growers/PROPN/6/nsubj/B-ORG Board/PROPN/1/flat/I-ORG (/PUNCT/4/punct JPK/PROPN/1/appos/B-ORG )/PUNCT/4/punct met/VERB/0/root")
	mentions, chains := words.Find(grammar.View(text, sents), lexicon.Load(), nil, nil)
	if len(mentions) != 2 || chains[0] != chains[1] {
		t.Errorf("mentions %+v in chains %v, want one chain", mentions, chains)
	}
}

// TestNamesThatAreAlike checks which names the resolver may join.
func TestNamesThatAreAlike(t *testing.T) {
	j := &joiner{Words: words, lex: lexicon.Load()}
	for _, tt := range []struct {
		a, b candidate
		want bool
	}{
		{candidate{text: "Piya", class: "PER"}, candidate{text: "Piya Saengrat", class: "PER"}, true},
		{candidate{text: "Ana Ruiz", class: "PER"}, candidate{text: "Ben Ruiz", class: "PER"}, false},
		{candidate{text: "A. Ruiz", class: "PER"}, candidate{text: "Ana Ruiz", class: "PER"}, true},
		{candidate{text: "Ruiz", class: "PER", gender: 'm', addressed: true}, candidate{text: "Ana Ruiz", class: "PER", gender: 'f'}, false},
		{candidate{text: "Growers Board", class: "ORG"}, candidate{text: "Palm Growers Board", class: "ORG"}, true},
		{candidate{text: "Government of Kestria", class: "ORG"}, candidate{text: "Government of Valmera", class: "ORG"}, false},
		{candidate{text: "Bank of Lom", class: "ORG"}, candidate{text: "Bank of Lom Island", class: "ORG"}, true},
		{candidate{text: "France", class: "GPE"}, candidate{text: "Germany", class: "GPE"}, false},
	} {
		if got := j.alike(&tt.a, &tt.b); got != tt.want {
			t.Errorf("%q and %q alike: %v", tt.a.text, tt.b.text, got)
		}
	}
}

// TestNoPhraseRunsOverAQuotationMark checks that the ends that the network
// gives are those of a phrase.
func TestNoPhraseRunsOverAQuotationMark(t *testing.T) {
	text, sents := sentence(t, "sides/NOUN/2/obl agree/VERB/0/root ”/PUNCT/2/punct Vale/PROPN/5/nsubj/B-PER told/VERB/2/parataxis reporters/NOUN/5/obj ,/PUNCT/5/punct")
	claims := []scores.Claim{{}, {Kind: scores.Person, Sure: 0.9, Actor: true, From: 3, To: 4}, {Kind: scores.Group, Sure: 0.9, Actor: true, From: 0, To: 7}}
	mentions, _ := words.Find(grammar.View(text, sents), lexicon.Load(), nil, claims)
	if len(mentions) != 2 || mentions[0].Text != "Vale" || mentions[1].Text != "reporters" {
		t.Errorf("mentions %+v, want Vale and a phrase that begins behind the quotation mark", mentions)
	}
}

// TestAnUnnamedSourceGetsNoName checks that a source that the text leaves
// unnamed is nobody whom it names, whatever the resolver joins.
func TestAnUnnamedSourceGetsNoName(t *testing.T) {
	text, sents := sentence(t, "An/DET/2/det official/NOUN/3/nsubj met/VERB/0/root Vale/PROPN/3/obj/B-PER")
	claims := []scores.Claim{{Kind: scores.Unnamed, Sure: 0.9, Actor: true, From: 0, To: 2}, {Kind: scores.Person, Sure: 0.9, Actor: true, From: 3, To: 4}}
	mentions, chains := words.Find(grammar.View(text, sents), lexicon.Load(), []Chain{{{0, 0, 2, 1, 0}, {0, 3, 4, 3, 0}}}, claims)
	if len(mentions) != 2 || chains[0] == chains[1] {
		t.Errorf("mentions %+v in chains %v, want the official apart from Vale", mentions, chains)
	}
}

// TestANameOfTheListsInTwoPartsIsOneName checks that a people and a body whose words
// together are a body of the lists are no two names.
func TestANameOfTheListsInTwoPartsIsOneName(t *testing.T) {
	text, sents := sentence(t, "The/DET/3/det European/ADJ/3/amod/B-NORP Union/PROPN/4/nsubj/B-ORG met/VERB/0/root European/ADJ/6/amod/B-NORP Growers/PROPN/4/obj/B-ORG")
	mentions, _ := words.Find(grammar.View(text, sents), lexicon.Load(), nil, nil)
	if len(mentions) != 3 || mentions[0].Text != "European Union" || mentions[0].Type != readout.OrgName || mentions[1].Text != "European" || mentions[2].Text != "Growers" {
		t.Errorf("mentions %+v, want the Union whole, and a people and growers", mentions)
	}
}
