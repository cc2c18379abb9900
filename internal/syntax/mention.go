package syntax

import (
	"sort"

	"github.com/seed-f92ea4cf/readout"
)

// SetMentions tells the view of the text's mentions. They are read where they
// lie: what a later stage adds to one is seen.
func (t *Text) SetMentions(mentions []readout.Mention) {
	t.mentions = make([]*readout.Mention, len(mentions))
	for i := range mentions {
		t.mentions[i] = &mentions[i]
	}
	sort.SliceStable(t.mentions, func(a, b int) bool { return t.mentions[a].Span.Start < t.mentions[b].Span.Start })
}

// Mentions returns the text's mentions by their start.
func (t *Text) Mentions() []*readout.Mention { return t.mentions }

// maxOver bounds how many mentions may begin between a word and one that holds it.
const maxOver = 12

// MentionsBefore returns the mentions that begin at or before byte at and may
// still hold it, by their start.
func (t *Text) MentionsBefore(at int) []*readout.Mention {
	n := sort.Search(len(t.mentions), func(k int) bool { return t.mentions[k].Span.Start > at })
	return t.mentions[max(0, n-maxOver):n]
}

// Mention returns the shortest mention that word i heads, or of whose name it
// is a word; of a noun that stands before a person's name as one phrase with it
// ("nominee Dana Orlov"), that person. It is nil where there is none.
func (s *Sentence) Mention(i int) *readout.Mention {
	if m := s.ownMention(i); m != nil {
		return m
	}
	if k := s.Kid(i, Flat); k >= 0 && s.UPOS(i, "NOUN") {
		if m := s.ownMention(k); m != nil && m.Form == readout.NameForm && m.Type == readout.PersonName {
			return m
		}
	}
	return nil
}

func (s *Sentence) ownMention(i int) *readout.Mention {
	span := s.Tokens[i].Span
	over := s.Doc.MentionsBefore(span.Start)
	var best *readout.Mention
	for k := len(over) - 1; k >= 0; k-- {
		m := over[k]
		if !m.Span.Contains(span) || s.HeadOf(m.Span) != i && !(m.Form == readout.NameForm && m.Type != readout.NorpName && s.inName(m.Span, i)) {
			continue
		}
		if best == nil || m.Span.Len() < best.Span.Len() || best.Actor == "" && m.Actor != "" {
			best = m
		}
	}
	return best
}

// inName reports whether i is a word of the name at span that no noun outside
// the name governs as its modifier.
func (s *Sentence) inName(span readout.Span, i int) bool {
	h := s.Heads[i]
	if h < 0 || span.Contains(s.Tokens[h].Span) {
		return true
	}
	return s.Rel[i] != Compound && s.Rel[i] != Amod && !s.Full(i, NmodPoss) && !s.Full(i, "nmod:desc")
}

// MentionIn returns the largest mention that holds head and begins before span
// ends, one with an actor before one without, or nil.
func (t *Text) MentionIn(span, head readout.Span) *readout.Mention {
	i := sort.Search(len(t.mentions), func(k int) bool { return t.mentions[k].Span.Start >= span.Start })
	for i > 0 && t.mentions[i-1].Span.End > span.Start {
		i--
	}
	var best *readout.Mention
	for ; i < len(t.mentions) && t.mentions[i].Span.Start < span.End; i++ {
		m := t.mentions[i]
		if m.Span.Contains(head) && (best == nil || m.Span.Len() > best.Span.Len() && m.Actor != "" || best.Actor == "") {
			best = m
		}
	}
	return best
}

// Antecedent returns the mention of what the relative pronoun at span stands
// for, "the minister" in "the minister who said so", or nil.
func (t *Text) Antecedent(span readout.Span) *readout.Mention {
	if s, h := t.described(span); h >= 0 {
		return s.Mention(h)
	}
	return nil
}

// AntecedentWords returns the words of what the relative pronoun at span stands
// for, "a report" in "a report that said so", and false if the tree does not
// tell them.
func (t *Text) AntecedentWords(span readout.Span) (readout.Span, bool) {
	s, h := t.described(span)
	if h < 0 || s.Tokens[h].Start > span.Start {
		return readout.Span{}, false
	}
	from, to := s.Phrase(h)
	for to > h+1 && (s.Tokens[to-1].End > span.Start || s.UPOS(to-1, "PUNCT")) {
		to--
	}
	return readout.Span{Start: s.Tokens[from].Start, End: s.Tokens[to-1].End}, true
}

// described returns the sentence and the head of what the clause of the relative
// pronoun at span describes, -1 if there is none.
func (t *Text) described(span readout.Span) (*Sentence, int) {
	n := sort.Search(len(t.Sentences), func(k int) bool { return t.Sentences[k].End > span.Start })
	if n == len(t.Sentences) {
		return nil, -1
	}
	s := &t.Sentences[n]
	i := sort.Search(len(s.Tokens), func(k int) bool { return s.Tokens[k].End > span.Start })
	if i == len(s.Tokens) || !s.Parsed || !s.Relative(i) {
		return nil, -1
	}
	for range maxClimb {
		h := s.Heads[i]
		if h < 0 || s.Full(i, AclRelcl) {
			return s, h
		}
		i = h
	}
	return nil, -1
}
