package syntax

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// parsed makes a view of one sentence of words "form/XPOS/head/relation", with
// heads counted from 1 as CoNLL-U counts them.
func parsed(t *testing.T, words string) *Sentence {
	t.Helper()
	upos := map[string]string{"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "PRP": "PRON", "WP": "PRON", "WDT": "PRON", "MD": "AUX", "JJ": "ADJ", "CD": "NUM", "IN": "ADP", ".": "PUNCT"}
	var b strings.Builder
	var s readout.Sentence
	for w := range strings.FieldsSeq(words) {
		parts := strings.Split(w, "/")
		head, err := strconv.Atoi(parts[2])
		if err != nil || len(parts) != 4 {
			t.Fatalf("%s: want form/XPOS/head/relation", w)
		}
		tok := readout.Token{Span: readout.Span{Start: b.Len(), End: b.Len() + len(parts[0])}, XPOS: parts[1], Head: head - 1, Rel: parts[3], UPOS: upos[parts[1]]}
		if tok.UPOS == "" && strings.HasPrefix(parts[1], "VB") {
			tok.UPOS = "VERB"
		}
		if parts[1] == "WDT" {
			tok.Feats = "PronType=Rel"
		}
		s.Tokens = append(s.Tokens, tok)
		b.WriteString(parts[0] + " ")
	}
	s.Span = readout.Span{End: b.Len() - 1}
	return &NewGrammar(language.English()).View(b.String(), []readout.Sentence{s}).Sentences[0]
}

// at returns the index of a form.
func (s *Sentence) at(form string) int {
	for i := range s.Tokens {
		if s.Form(i) == form {
			return i
		}
	}
	return -1
}

// forms returns words as text.
func (s *Sentence) forms(words []int) string {
	var out []string
	for _, i := range words {
		out = append(out, s.Form(i))
	}
	return strings.Join(out, " ")
}

func TestSubjects(t *testing.T) {
	for _, c := range []struct{ words, verb, want string }{
		{"Kenya/NNP/2/nsubj helped/VBD/0/root Chad/NNP/2/obj", "helped", "Kenya"},
		{"France/NNP/4/nsubj and/CC/3/cc Mali/NNP/1/conj met/VBD/0/root", "met", "France Mali"},
		{"Kenya/NNP/2/nsubj met/VBD/0/root and/CC/4/cc signed/VBD/2/conj", "signed", "Kenya"},
		{"Kenya/NNP/2/nsubj wants/VBZ/0/root to/TO/4/mark leave/VB/2/xcomp", "leave", "Kenya"},
		{"Kenya/NNP/2/nsubj urged/VBD/0/root Chad/NNP/2/obj to/TO/5/mark leave/VB/2/xcomp", "leave", "Chad"},
		{"Kenya/NNP/2/nsubj promised/VBD/0/root Chad/NNP/2/obj to/TO/5/mark leave/VB/2/xcomp", "leave", "Kenya"},
		{"rebels/NNS/0/root who/WP/3/nsubj fled/VBD/1/acl:relcl", "fled", "rebels"},
		{"rebels/NNS/0/root that/WDT/3/nsubj fled/VBD/1/acl:relcl", "fled", "rebels"},
		{"rebels/NNS/0/root fleeing/VBG/1/acl", "fleeing", "rebels"},
		{"It/PRP/2/nsubj rained/VBD/0/root that/IN/5/mark he/PRP/5/nsubj left/VBD/2/csubj", "rained", ""},
		{"plan/NN/3/nsubj to/TO/0/dep attack/VB/1/acl", "attack", "plan"},
		{"Kenya/NNP/2/nsubj made/VBD/0/root threats/NNS/2/obj to/TO/5/mark leave/VB/3/acl", "leave", "Kenya"},
		{"She/PRP/2/nsubj praised/VBD/0/root them/PRP/2/obj for/IN/5/mark hiding/VBG/2/advcl", "hiding", "them"},
		{"Lom/NNP/3/nsubj Kenya/NNP/3/nsubj agreed/VBD/0/root", "agreed", "Kenya"}, // a dateline looks like a subject
	} {
		s := parsed(t, c.words)
		if got := s.forms(s.Subjects(s.at(c.verb))); got != c.want {
			t.Errorf("%s: subject of %q: %q, want %q", c.words, c.verb, got, c.want)
		}
	}
}

func TestPassives(t *testing.T) {
	for _, c := range []struct {
		words, verb string
		want        bool
		agent       string
	}{
		{"Chad/NNP/3/nsubj:pass was/VBD/3/aux:pass hit/VBN/0/root by/IN/5/case rebels/NNS/3/obl:agent", "hit", true, "rebels"},
		{"Chad/NNP/2/nsubj:pass hit/VBD/0/root", "hit", false, ""}, // the parser's slip: no auxiliary, a past tense
		{"men/NNS/0/root shot/VBN/1/acl by/IN/4/case police/NNS/2/obl", "shot", true, "police"},
		{"men/NNS/0/root shot/VBN/1/acl by/IN/4/case noon/NN/2/obl", "shot", true, ""},
		{"He/PRP/3/nsubj:pass was/VBD/3/aux:pass tried/VBN/0/root and/CC/5/cc jailed/VBN/3/conj", "jailed", true, ""},
		{"He/PRP/3/nsubj has/VBZ/3/aux left/VBN/0/root", "left", false, ""},
	} {
		s := parsed(t, c.words)
		i := s.at(c.verb)
		if got, agent := s.Passive(i), s.forms(s.Agents(i)); got != c.want || agent != c.agent {
			t.Errorf("%s: %v by %q, want %v by %q", c.words, got, agent, c.want, c.agent)
		}
	}
}

func TestOwners(t *testing.T) {
	for _, c := range []struct{ words, noun, want string }{
		{"Kenya/NNP/2/nmod:poss threat/NN/0/root", "threat", "Kenya"},
		{"Kenya/NNP/2/nsubj repeated/VBD/0/root threats/NNS/2/obj", "threats", "Kenya"},
		{"threats/NNS/0/root", "threats", ""},
	} {
		s := parsed(t, c.words)
		if got := s.forms(s.Owners(s.at(c.noun))); got != c.want {
			t.Errorf("%s: %q, want %q", c.words, got, c.want)
		}
	}
}

func TestPhrases(t *testing.T) {
	s := parsed(t, "of/IN/4/case the/DT/4/det old/JJ/4/amod mayor/NN/0/root of/IN/6/case Lom/NNP/4/nmod ,/./7/punct and/CC/9/cc others/NNS/4/conj")
	if from, to := s.Phrase(s.at("mayor")); s.forms(span(from, to)) != "the old mayor of Lom" {
		t.Errorf("phrase: %q", s.forms(span(from, to)))
	}
	if from, to := s.Ends(s.at("mayor")); from != 0 || to != 9 {
		t.Errorf("subtree: [%d, %d)", from, to)
	}
	if got := s.Case(s.at("Lom")); got != "of" {
		t.Errorf("case: %q", got)
	}
	if got := s.HeadOf(readout.Span{Start: s.Tokens[1].Start, End: s.Tokens[5].End}); got != 3 {
		t.Errorf("head: %d", got)
	}
	if got := s.forms(s.Conjuncts(3)); got != "mayor others" {
		t.Errorf("conjuncts: %q", got)
	}
	if !s.Above(3, 5) || s.Above(5, 3) || len(s.Below(3, 4)) != 4 {
		t.Error("above and below")
	}
}

// span returns the words [from, to).
func span(from, to int) (out []int) {
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

func TestTense(t *testing.T) {
	for _, c := range []struct {
		words, verb string
		want        Tense
	}{
		{"He/PRP/3/nsubj will/MD/3/aux go/VB/0/root", "go", Future},
		{"He/PRP/2/nsubj went/VBD/0/root", "went", Past},
		{"He/PRP/4/nsubj would/MD/4/aux have/VB/4/aux gone/VBN/0/root", "gone", Past},
		{"He/PRP/4/nsubj will/MD/4/aux have/VB/4/aux gone/VBN/0/root", "gone", Future},
		{"He/PRP/3/nsubj has/VBZ/3/aux gone/VBN/0/root", "gone", Past},
		{"He/PRP/2/nsubj plans/VBZ/0/root to/TO/4/mark go/VB/2/xcomp", "go", Future},
		{"He/PRP/2/nsubj failed/VBD/0/root to/TO/4/mark go/VB/2/xcomp", "go", Past},
		{"He/PRP/3/nsubj will/MD/3/aux go/VB/0/root and/CC/5/cc vote/VB/3/conj", "vote", Future},
		{"He/PRP/3/nsubj is/VBZ/3/cop ill/JJ/0/root", "ill", Undecided},
		{"It/PRP/3/nsubj is/VBZ/3/aux:pass scheduled/VBN/0/root", "scheduled", Future},
		{"plan/NN/0/root to/TO/3/mark go/VB/1/acl", "go", Future},
		{"plan/NN/0/root announced/VBN/1/acl", "announced", Undecided},
		{"men/NNS/0/root who/WP/3/nsubj go/VBP/1/acl:relcl", "go", Undecided},
	} {
		s := parsed(t, c.words)
		if got := s.Tense(s.at(c.verb)); got != c.want {
			t.Errorf("%s: tense of %q: %d, want %d", c.words, c.verb, got, c.want)
		}
	}
}

func TestClauses(t *testing.T) {
	s := parsed(t, "He/PRP/2/nsubj said/VBD/0/root troops/NNS/4/nsubj fired/VBD/2/ccomp on/IN/6/case crowds/NNS/4/obl after/IN/8/mark noon/VBG/4/advcl")
	for word, want := range map[string]string{"He": "said", "troops": "fired", "crowds": "fired", "after": "noon"} {
		if got := s.Form(s.Clause(s.at(word))); got != want {
			t.Errorf("clause of %q: %q, want %q", word, got, want)
		}
	}
}

func TestMentions(t *testing.T) {
	s := parsed(t, "Mayor/NNP/2/compound Brandt/NNP/4/nsubj of/IN/4/case Lom/NNP/0/root")
	ms := []readout.Mention{{ID: "m2", Span: s.Tokens[3].Span, Form: "name", Type: "GPE", Actor: "u2"},
		{ID: "m1", Span: readout.Span{Start: 0, End: s.Tokens[1].End}, Form: "name", Type: "PER", Actor: "u1"}}
	s.Doc.SetMentions(ms)
	for word, want := range map[string]readout.MentionID{"Brandt": "m1", "Mayor": "m1", "Lom": "m2", "of": ""} {
		got := readout.MentionID("")
		if m := s.Mention(s.at(word)); m != nil {
			got = m.ID
		}
		if got != want {
			t.Errorf("mention at %q: %q, want %q", word, got, want)
		}
	}
	if m := s.Doc.MentionIn(readout.Span{Start: 0, End: 12}, s.Tokens[1].Span); m == nil || m.ID != "m1" {
		t.Errorf("mention in the phrase: %+v", m)
	}
	if sent, i := s.Doc.At(s.Tokens[1].Start + 2); sent != s || i != 1 {
		t.Errorf("word at a byte: %d", i)
	}
}

// TestObliqueAfterAQuotation gives a tree with the slip that introducer mends:
// “They can send aid,” he said on television.
func TestObliqueAfterAQuotation(t *testing.T) {
	const words = "“/``/4/punct They/PRP/4/nsubj can/MD/4/aux send/VB/9/ccomp aid/NN/4/obj ,/./4/punct %s/''/4/punct he/PRP/9/nsubj said/VBD/0/root on/IN/11/case television/NN/4/obl"
	s := parsed(t, fmt.Sprintf(words, "”"))
	if got := s.Heads[10]; got != 8 || len(s.Kids[8]) != 3 {
		t.Errorf("television hangs on %q", s.Form(got))
	}
	if s = parsed(t, fmt.Sprintf(words, "–")); s.Heads[10] != 3 { // no mark, no repair
		t.Errorf("without a quotation television hangs on %q", s.Form(s.Heads[10]))
	}
}

// FuzzView checks that any heads are survived: CoNLL-U may give circles.
func FuzzView(f *testing.F) {
	f.Add("He said they left on Monday", []byte{1, 255, 3, 1, 5, 1})
	f.Add("a circle of words that are coordinated with each other twice over", []byte{0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}) // 1 and 11
	g := NewGrammar(language.English())
	f.Fuzz(func(t *testing.T, text string, heads []byte) {
		var sent readout.Sentence
		rels := []string{"nsubj", "conj", "xcomp", "acl", "obl", "ccomp", "nmod", "root", "aux:pass", ""}
		at := 0
		for w := range strings.SplitSeq(text, " ") {
			k := len(sent.Tokens)
			tok := readout.Token{Span: readout.Span{Start: at, End: at + len(w)}, Head: -1, UPOS: "VERB"}
			if k < len(heads) {
				tok.Head, tok.Rel = int(int8(heads[k])), rels[int(heads[k])%len(rels)]
			}
			sent.Tokens = append(sent.Tokens, tok)
			at += len(w) + 1
		}
		s := &g.View(text, []readout.Sentence{sent}).Sentences[0]
		for i := range s.Tokens {
			s.Subjects(i)
			s.Owners(i)
			s.Agents(i)
			s.Passive(i)
			s.Conjuncts(i)
			s.Clause(i)
			s.Tense(i)
			s.Phrase(i)
			s.Above(0, i)
			s.Below(i, 30)
			s.Mention(i)
		}
	})
}

// TestHeadOfOnAnySpan compares with a walk over all words, spans between words
// and none among them.
func TestHeadOfOnAnySpan(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 200 {
		n := 1 + r.IntN(12)
		s := &Sentence{Sentence: &readout.Sentence{}}
		at := 0
		for range n {
			at += r.IntN(2)
			s.Tokens = append(s.Tokens, readout.Token{Span: readout.Span{Start: at, End: at + 1 + r.IntN(3)}})
			at = s.Tokens[len(s.Tokens)-1].End
			s.Heads = append(s.Heads, r.IntN(n+1)-1)
		}
		for start := -1; start <= at+1; start++ {
			for end := start; end <= at+1; end++ {
				span, want := readout.Span{Start: start, End: end}, -1
				for i := range s.Tokens {
					if s.Tokens[i].Overlaps(span) {
						want = i
						if h := s.Heads[i]; h < 0 || !s.Tokens[h].Overlaps(span) {
							break
						}
					}
				}
				if got := s.HeadOf(span); got != want {
					t.Fatalf("words %v, heads %v: %v has the head %d, want %d", s.Tokens, s.Heads, span, got, want)
				}
			}
		}
	}
}
