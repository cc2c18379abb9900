package attribute

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A tree is what a word has below it in the sentence's tree.
type tree struct {
	from, to   int // the words that depend on it, directly or not, itself included
	subject    int // -1 where there is none, as below
	complement int // a clause that is its object
	passive    bool
}

// readTrees lays out the trees of an analysed text; of one that is not, none.
func (s *story) readTrees() {
	if len(s.words) == 0 || s.tok(0).Rel == "" {
		return
	}
	s.trees = make([]tree, len(s.words))
	for i := range s.trees {
		s.trees[i] = tree{from: i, to: i + 1, subject: -1, complement: -1}
	}
	const deepest = 64
	for i := range s.words {
		h := s.headWord(i)
		if h >= 0 {
			t := &s.trees[h]
			switch rel := s.tok(i).Rel; {
			case strings.HasPrefix(rel, "nsubj"):
				t.subject, t.passive = i, rel == "nsubj:pass"
			case rel == "ccomp":
				t.complement = i
			}
		}
		for n := 0; h >= 0 && n < deepest; n++ {
			t := &s.trees[h]
			t.from, t.to = min(t.from, i), max(t.to, i+1)
			h = s.headWord(h)
		}
	}
}

// factual are verbs whose clause is no thought or saying of their subject.
var factual = setOf("make let ensure cause help mean happen get have keep prevent allow enable become be do go come take turn start stop begin " +
	"continue depend matter remain stand try manage leave watch follow")

// setOf returns the words as a set.
func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// treeCue adds the candidate of the verb at i that has a clause as its object:
// an open class.
func (s *story) treeCue(out []candidate, i int) []candidate {
	if s.trees == nil || s.tok(i).UPOS != "VERB" {
		return out
	}
	k := s.trees[i].complement
	if k < 0 || factual[s.tok(i).Lemma] {
		return out
	}
	c := candidate{pattern: treeClause, act: readout.Say}
	if e := s.words[i].entry; e != nil && e.verb != nil {
		c.verb, c.act = e.verb, e.verb.act
	} else {
		c.verb = &verb{lemma: s.tok(i).Lemma, act: readout.Say, frames: that | bare}
	}
	c.g, _ = s.groupOf(i, c.verb, verbFormOf(s.tok(i).XPOS))
	c.cue = c.g.rng
	c.speaker, c.shared = s.treeSpeaker(i)
	if c.speaker.empty() && !c.g.passive || s.isWord(c.speaker.from, "there", "There") {
		return out
	}
	r := rng{s.trees[k].from, s.trees[k].to}
	if k > i {
		r.from = max(r.from, c.cue.to)
		c.forward = true
	} else {
		r.to = min(r.to, c.cover().from)
	}
	for r.from < r.to && s.is(r.from, comma|colon|stop) {
		r.from++
	}
	for r.from < r.to && s.is(r.to-1, comma|stop|semicolon|dash) && s.words[r.to-1].quote < 0 {
		r.to--
	}
	if r.to-r.from < 2 || s.ownThought(&c) {
		return out
	}
	c.content = []rng{r}
	return append(out, c)
}

// verbFormOf returns the form of a verb by its tag.
func verbFormOf(xpos string) verbForm {
	switch xpos {
	case "VBD":
		return past
	case "VBN":
		return participle | past
	case "VBG":
		return present
	case "VBZ":
		return third
	}
	return base
}

// treeSpeaker returns the subject of the verb at i, or the one that it shares
// with the verb it depends on.
func (s *story) treeSpeaker(i int) (r rng, shared bool) {
	const most = 3
	for range most {
		t := &s.trees[i]
		if t.passive && !shared {
			return s.agent(i), shared
		}
		if t.subject >= 0 {
			return s.subjectPhrase(t.subject), shared
		}
		rel, _, _ := strings.Cut(s.tok(i).Rel, ":")
		if rel != "conj" && rel != "xcomp" && rel != "advcl" {
			break
		}
		if i = s.headWord(i); i < 0 {
			break
		}
		shared = true
	}
	return rng{}, false
}

// agent returns the phrase behind "by" of the passive verb at i.
func (s *story) agent(i int) rng {
	for k := i + 1; k < s.trees[i].to; k++ {
		if s.headWord(k) == i && s.tok(k).Rel == "obl:agent" {
			r := s.subjectPhrase(k)
			for !r.empty() && s.low(r.from) == "by" {
				r.from++
			}
			return r
		}
	}
	return rng{}
}

// subjectPhrase returns the words of the noun phrase with head i, without a
// clause that only adds something.
func (s *story) subjectPhrase(i int) rng {
	r := rng{s.trees[i].from, s.trees[i].to}
	for k := i + 1; k < r.to; k++ {
		if s.is(k, comma) && (s.is(k+1, relative|ing) || s.tok(k+1).Rel == "case") {
			r.to = k
		}
	}
	for r.to > r.from && s.is(r.to-1, comma|dash) {
		r.to--
	}
	for r.from < r.to && s.is(r.from, comma|dash|coordinator) {
		r.from++
	}
	return r
}
