package thread

import (
	"hash/fnv"
	"math"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// weighted returns a term of a word.
func weighted(w string, weight float32, name bool) Term {
	h := fnv.New64a()
	h.Write([]byte(w))
	return Term{Key: h.Sum64(), Weight: weight, Name: name}
}

// bill returns a story of one sentence, "… passed the … Act", with the words that
// stand beside its verb.
func bill(id string, phrase string, terms ...Term) *Story {
	s := &Story{ID: "st_" + id, Version: "ve_" + id, Line: "st_" + id, Outlet: id, Posted: "2033-10-01", Digest: &Digest{Format: DigestFormat, Terms: []Term{{Key: 1, Weight: 1}}}}
	s.Sentences = []Sentence{{Span: readout.Span{Start: 0, End: 60}, Terms: Telling(terms, len(terms)), Hash: uint64(len(phrase))}}
	s.Mentions = []Mention{{Event: "e1", Trigger: readout.Span{Start: 10, End: 16}, Text: "passed", Lemma: "pass", Type: "AGREE", Sure: 1, Status: readout.Asserted,
		Args: []Argument{{Part: Undergoer, Actor: Actor{Name: phrase, Head: "act"}}}}}
	return s
}

// particularsOf returns the features of the mentions of two stories.
func particularsOf(j *Joiner, a, b *Story) Features {
	var f Features
	j.between(a, b, 1).particular(&f, Told{Story: a, Mention: &a.Mentions[0]}, Told{Story: b, Mention: &b.Mentions[0]})
	return f
}

// TestParticulars holds what tells one bill from another: the words beside the verb,
// and the names of the sentence. A word that weighs nothing makes no number that is none.
func TestParticulars(t *testing.T) {
	harbour, ferry := weighted("harbour", 2, false), weighted("ferry", 2, false)
	lind, orlov, the := weighted("lind", 1, true), weighted("orlov", 1, true), weighted("common", 0, false)
	a := bill("a", "harbour act", harbour, lind)
	j := Untrained()
	if f := particularsOf(j, a, bill("b", "harbour act", harbour, lind)); f[fPhrases] < 0.99 || f[fPhrasesApart] != 0 || f[fNames] < 0.99 || f[fNamesApart] != 0 {
		t.Errorf("one bill: phrases %v, apart %v, names %v, apart %v", f[fPhrases], f[fPhrasesApart], f[fNames], f[fNamesApart])
	}
	if f := particularsOf(j, a, bill("b", "ferry act", ferry, orlov)); f[fPhrases] != 0 || f[fPhrasesApart] != 1 || f[fNames] != 0 || f[fNamesApart] != 1 {
		t.Errorf("two bills: phrases %v, apart %v, names %v, apart %v", f[fPhrases], f[fPhrasesApart], f[fNames], f[fNamesApart])
	}
	for i, v := range particularsOf(j, a, bill("b", "common act", the, ferry)) {
		if math.IsNaN(float64(v)) {
			t.Errorf("%s is no number", featureNames[i])
		}
	}
	part := bill("c", "Harbour Department", harbour)
	part.Mentions[0].Text = "Passed"
	if f := particularsOf(j, a, part); f[fProper] != 1 {
		t.Error("a word written with a capital within its sentence is no part of a name")
	}
}

// TestReleasesHaveAModelOfTheirOwn holds which model judges: that of releases where
// governments issued both texts, else that of reports.
func TestReleasesHaveAModelOfTheirOwn(t *testing.T) {
	j, err := New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	told := func(issuer string) Told {
		s := bill("a", "harbour act", weighted("harbour", 1, false))
		s.Issuer = issuer
		return Told{Story: s, Mention: &s.Mentions[0]}
	}
	var f Features
	f[fLemma], f[fType] = 1, 1
	report, release := j.Found.p(&f), j.Released.p(&f)
	if report == release {
		t.Fatal("both models say the same, so that nothing is tested")
	}
	for _, c := range []struct {
		a, b string
		want float64
	}{{"", "", report}, {"USA", "", report}, {"", "NOR", report}, {"USA", "NOR", release}} {
		if got := j.probability(&f, told(c.a), told(c.b)); got != c.want {
			t.Errorf("issued by %q and %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
