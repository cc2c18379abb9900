package attribute

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// sentenceOf returns the sentence of word i and the number of its first word.
func (s *story) sentenceOf(i int) (*syntax.Sentence, int) {
	n := s.words[i].sent
	return &s.view.Sentences[n], s.first[n]
}

// parsed reports whether the text has trees.
func (s *story) parsed() bool { return len(s.view.Sentences) > 0 && s.view.Sentences[0].Parsed }

// headWord returns the word that word i depends on, or -1.
func (s *story) headWord(i int) int {
	sent, first := s.sentenceOf(i)
	if h := sent.Heads[i-first]; h >= 0 {
		return first + h
	}
	return -1
}

// subtree returns the words that depend on word i, directly or not, itself
// included.
func (s *story) subtree(i int) rng {
	sent, first := s.sentenceOf(i)
	from, to := sent.Ends(i - first)
	return rng{first + from, first + to}
}

// lastKid returns the last dependent of word i with the relation, subtypes
// included, or -1.
func (s *story) lastKid(i int, rel string) int {
	sent, first := s.sentenceOf(i)
	kids := sent.Kids[i-first]
	for n := len(kids) - 1; n >= 0; n-- {
		if sent.Rel[kids[n]] == rel {
			return first + kids[n]
		}
	}
	return -1
}

// treeCue adds the candidate of the verb at i that has a clause as its object:
// an open class.
func (s *story) treeCue(out []candidate, i int) []candidate {
	if !s.parsed() || s.tok(i).UPOS != "VERB" {
		return out
	}
	sent, first := s.sentenceOf(i)
	k, lemma := s.lastKid(i, syntax.Ccomp), sent.Lemma[i-first]
	if k < 0 || s.factual[lemma] {
		return out
	}
	c := candidate{pattern: treeClause, act: readout.Say}
	if e := s.words[i].entry; e != nil && e.verb != nil {
		c.verb, c.act = e.verb, e.verb.act
	} else {
		c.verb = &verb{lemma: lemma, traits: s.traits[lemma], act: readout.Say, frames: that | bare}
	}
	c.g, _ = s.groupOf(i, c.verb, verbFormOf(s.tok(i).XPOS))
	c.cue = c.g.rng
	c.speaker, c.shared = s.treeSpeaker(i)
	if c.speaker.empty() && !c.g.passive || s.has(c.speaker.from, isThere) {
		return out
	}
	r := s.subtree(k)
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
		if k := s.lastKid(i, syntax.Nsubj); k >= 0 {
			if s.tok(k).Rel == syntax.NsubjPass && !shared {
				return s.agent(i), shared
			}
			return s.subjectPhrase(k), shared
		}
		sent, first := s.sentenceOf(i)
		if rel := sent.Rel[i-first]; rel != syntax.Conj && rel != syntax.Xcomp && rel != syntax.Advcl {
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
	sent, first := s.sentenceOf(i)
	for _, k := range sent.Kids[i-first] {
		if first+k > i && sent.Full(k, syntax.OblAgent) {
			r := s.subjectPhrase(first + k)
			for !r.empty() && s.has(r.from, isBy) {
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
	r := s.subtree(i)
	for k := i + 1; k < r.to; k++ {
		if s.is(k, comma) && (s.is(k+1, relative|ing) || s.tok(k+1).Rel == syntax.Case) {
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
