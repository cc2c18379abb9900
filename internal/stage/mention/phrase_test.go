package mention

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

var (
	words   = New(language.English())
	grammar = syntax.NewGrammar(language.English())
)

// sentence makes a sentence of words written as form/UPOS/head/relation or
// form/UPOS/head/relation/name; heads count from 1, 0 is the root.
func sentence(t *testing.T, spec string) (string, []readout.Sentence) {
	t.Helper()
	var b strings.Builder
	var toks []readout.Token
	for w := range strings.FieldsSeq(spec) {
		col := strings.Split(w, "/")
		head, err := strconv.Atoi(col[2])
		if err != nil || len(col) < 4 {
			t.Fatalf("%q is no word", w)
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		tok := readout.Token{Span: readout.Span{Start: b.Len(), End: b.Len() + len(col[0])}, UPOS: col[1], Head: head - 1, Rel: col[3], Lemma: strings.ToLower(col[0])}
		if col[0] == "'s" {
			tok.XPOS = "POS"
		}
		if len(col) > 4 {
			tok.Name = col[4]
		}
		b.WriteString(col[0])
		toks = append(toks, tok)
	}
	return b.String(), []readout.Sentence{{Span: readout.Span{End: b.Len()}, Tokens: toks}}
}

func TestPhrases(t *testing.T) {
	tests := []struct {
		name, words string
		want        []string
	}{
		{"a possessive mark belongs to its phrase", "the/DET/2/det city/NOUN/4/nmod:poss 's/PART/2/case mayor/NOUN/5/nsubj left/VERB/0/root",
			[]string{"the city 's", "the city 's mayor"}},
		{"a clause that tells which one is inside", "the/DET/2/det man/NOUN/0/root who/PRON/4/nsubj fled/VERB/2/acl:relcl",
			[]string{"the man who fled", "who"}},
		{"adverbs and prepositions before it are not", "even/ADV/4/advmod with/ADP/4/case the/DET/4/det treaty/NOUN/0/root",
			[]string{"the treaty"}},
		{"coordinated phrases are each its own", "Vale/PROPN/4/nsubj/B-PER and/CCONJ/3/cc Berg/PROPN/1/conj/B-PER met/VERB/0/root",
			[]string{"Vale", "Berg"}},
		{"a predicate leaves its clause outside", "she/PRON/5/nsubj is/AUX/5/cop now/ADV/5/advmod the/DET/5/det minister/NOUN/0/root ./PUNCT/5/punct",
			[]string{"she", "the minister"}},
		{"given names are no phrases of their own", "Ana/PROPN/3/nsubj/B-PER Ruiz/PROPN/1/flat/I-PER resigned/VERB/0/root",
			[]string{"Ana Ruiz"}},
		{"an empty pronoun refers to nothing", "it/PRON/2/expl rains/VERB/0/root", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, sents := sentence(t, tt.words)
			var got []string
			for _, p := range words.phrases(grammar.View(text, sents), lexicon.Load()) {
				toks := sents[p.sent].Tokens
				got = append(got, text[toks[p.from].Start:toks[p.to-1].End])
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("phrases of %q: %q, want %q", text, got, tt.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	tests := []struct {
		name, earlier, later string
		want                 int
	}{
		{"one text", "the/DET/2/det talks/NOUN/0/root", "the/DET/2/det talks/NOUN/0/root", matchWhole},
		{"less is said", "the/DET/3/det secret/ADJ/3/amod talks/NOUN/0/root", "the/DET/2/det talks/NOUN/0/root", matchLess},
		{"more is said", "the/DET/2/det talks/NOUN/0/root", "the/DET/3/det secret/ADJ/3/amod talks/NOUN/0/root", matchMore},
		{"other things are said", "old/ADJ/2/amod talks/NOUN/0/root", "new/ADJ/2/amod talks/NOUN/0/root", matchOther},
		{"initials", "World/PROPN/3/compound/B-ORG Trade/PROPN/3/compound/I-ORG Body/PROPN/0/root/I-ORG", "WTB/PROPN/0/root/B-ORG", matchAcronym},
		{"nothing shared", "talks/NOUN/0/root", "troops/NOUN/0/root", matchNone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &story{Words: words, lex: lexicon.Load()}
			last := func(spec string) *phrase {
				text, sents := sentence(t, spec)
				all := words.phrases(grammar.View(text, sents), s.lex)
				return &all[len(all)-1]
			}
			if got := s.match(last(tt.later), last(tt.earlier)); got != tt.want {
				t.Errorf("match = %d, want %d", got, tt.want)
			}
		})
	}
}

// TestLearnedChains checks that the record's mentions follow a resolver's chains.
func TestLearnedChains(t *testing.T) {
	text, sents := sentence(t, "Vale/PROPN/2/nsubj/B-PER said/VERB/0/root she/PRON/5/nsubj would/AUX/5/aux sign/VERB/2/ccomp it/PRON/5/obj")
	mentions, chains := words.Find(grammar.View(text, sents), lexicon.Load(), []Chain{{{0, 0, 1, 0, 0}, {0, 2, 3, 2, 0}}}, nil)
	if len(mentions) != 2 || chains[0] != chains[1] || mentions[1].Text != "she" {
		t.Errorf("mentions %+v in chains %v, want Vale and she in one", mentions, chains)
	}
}

func TestAppositionIsOneActor(t *testing.T) {
	for _, tt := range []struct {
		name, words string
		want        bool
	}{
		{"a description and its name", "the/DET/2/det envoy/NOUN/6/nsubj ,/PUNCT/5/punct Ana/PROPN/2/appos/B-PER Ruiz/PROPN/4/flat/I-PER left/VERB/0/root", true},
		{"two people", "the/DET/2/det envoy/NOUN/6/nsubj and/CCONJ/4/cc Ana/PROPN/2/conj/B-PER Ruiz/PROPN/4/flat/I-PER left/VERB/0/root", false},
	} {
		text, sents := sentence(t, tt.words)
		mentions, chains := words.Find(grammar.View(text, sents), lexicon.Load(), nil, nil)
		if len(mentions) != 2 || (chains[0] == chains[1]) != tt.want || chains[0] != 0 {
			t.Errorf("%s: %+v in chains %v", tt.name, mentions, chains)
		}
	}
}

// TestANameEndsWithNoPreposition checks that a name goes on with the one behind
// its preposition, and that a joining word which no name follows is cut off.
func TestANameEndsWithNoPreposition(t *testing.T) {
	for _, tt := range []struct {
		spec string
		want []string
	}{
		{"University/PROPN/4/nsubj/B-ORG of/ADP/3/case/I-ORG Sondervik/PROPN/1/nmod/B-LOC closed/VERB/0/root", []string{"University of Sondervik"}},
		{"Ministry/PROPN/6/nsubj/B-ORG of/ADP/3/case/I-ORG Defence/PROPN/1/nmod/I-ORG of/ADP/5/case/I-ORG Kestria/PROPN/3/nmod/B-LOC closed/VERB/0/root", []string{"Ministry of Defence of Kestria"}},
		{"Friends/PROPN/5/nsubj/B-ORG of/ADP/4/case/I-ORG the/DET/4/det/I-ORG ferry/NOUN/1/nmod met/VERB/0/root", []string{"Friends"}},
		{"Lind/PROPN/4/nsubj/B-PER and/CCONJ/3/cc/I-PER Vale/PROPN/1/conj/B-PER met/VERB/0/root", []string{"Lind", "Vale"}},
		{"Bank/PROPN/4/nsubj/B-ORG of/ADP/3/case/I-ORG Monday/PROPN/1/nmod/B-DATE met/VERB/0/root", []string{"Bank"}},
	} {
		text, sents := sentence(t, tt.spec)
		mentions, _ := words.Find(grammar.View(text, sents), lexicon.Load(), nil, nil)
		var got []string
		for _, m := range mentions {
			got = append(got, m.Text)
		}
		if strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%s: %q, want %q", text, got, tt.want)
		}
	}
}

// TestAPhraseGoesWithWhatItRefersBackTo holds a phrase to the chain in which the
// rules have put what it refers back to, though the resolver's own chain is
// another's: the minister of the text is Vale by his title.
func TestAPhraseGoesWithWhatItRefersBackTo(t *testing.T) {
	text, sents := sentence(t, "Minister/PROPN/2/nmod:desc Vale/PROPN/3/nsubj/B-PER met/VERB/0/root Orlov/PROPN/3/obj/B-PER when/ADV/8/mark the/DET/7/det minister/NOUN/8/nsubj said/VERB/3/advcl he/PRON/10/nsubj left/VERB/8/ccomp")
	claims := []scores.Claim{{}, {Kind: scores.Person, Sure: 1, Actor: true, From: 0, To: 2}, {Kind: scores.Person, Sure: 1, Actor: true, From: 3, To: 4},
		{Kind: scores.Person, Sure: 1, Actor: true, From: 5, To: 7}, {Kind: scores.Person, Sure: 1, Actor: true, From: 8, To: 9}}
	chain := Chain{{0, 3, 4, 3, 0}, {0, 5, 7, 6, 0}, {0, 8, 9, 8, 1}} // Orlov, the minister, he
	mentions, chains := words.Find(grammar.View(text, sents), lexicon.Load(), []Chain{chain}, claims)
	of := map[string]int{}
	for i, m := range mentions {
		of[m.Text] = chains[i]
	}
	if len(mentions) != 4 || of["he"] != of["the minister"] || of["he"] != of["Vale"] || of["he"] == of["Orlov"] {
		t.Errorf("mentions %+v in chains %v, want Vale, the minister and he in one", mentions, chains)
	}
}
