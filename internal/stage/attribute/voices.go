package attribute

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// Statements are the statements of a text before their speakers are told.
type Statements struct {
	story *story
	cands []candidate
}

// Settle finds the statements of the text; the sentences may be analysed or
// not, and without the parts of a tagger the patterns find them alone.
func (f *Finder) Settle(view *syntax.Text, parts Parts) *Statements {
	s := f.newStory(view)
	return &Statements{s, s.final(s.judge(s.settle(parts)))}
}

// Attributions returns the statements in text order, with ids a1, a2, …, and
// what could not be read. The mentions are those that the view knows by now.
func (st *Statements) Attributions(dates []readout.TimeExpr) ([]readout.Attribution, []readout.Problem) {
	return st.story.attributions(st.cands, newReferences(st.story.view, dates)), st.story.problems
}

// Voices returns where the text lets somebody speak for himself: the outer ones
// before those that lie in them. The view must know the mentions.
func (st *Statements) Voices() []syntax.Voice {
	s := st.story
	var out []syntax.Voice
	if v, ok := s.signed(); ok {
		out = append(out, v)
	}
	refs := newReferences(s.view, nil)
	for p, para := range s.paras {
		if !para.empty() && s.inTranscript(para) {
			i := s.prefixed(para)
			label, words := rng{s.itemStart(para), i}, rng{i, s.paras[s.turnEnd(p)-1].to}
			out = append(out, syntax.Voice{Kind: syntax.TurnVoice, Span: s.span(words), Speaker: s.speaks(label, refs)})
		}
	}
	owners := s.owners(st.cands)
	for q := range s.quotes {
		v := syntax.Voice{Kind: syntax.QuotedVoice, Span: s.quotes[q].span}
		if k := owners[q]; k >= 0 && !st.cands[k].speaker.empty() && !s.quotes[q].rng.touches(st.cands[k].speaker) {
			v.Speaker = s.speaks(st.cands[k].speaker, refs)
		}
		out = append(out, v)
	}
	return out
}

// speaks returns the mention of a speaker, nil if there is none.
func (s *story) speaks(r rng, refs references) *readout.Mention {
	if r.empty() {
		return nil
	}
	who := s.whoseWords(r)
	return s.mentionOf(who, s.headOf(who), refs)
}

// Limits of a signature: how many paragraphs at either end of a text are looked
// at, a headline among them, and how many words a name with its office has.
const (
	signedAbove, signedBelow = 3, 2
	longestSignature         = 14
)

// signed returns the voice of a text that is signed: a paragraph at its head or
// its foot is a person's name, with or without an office. A transcript is none.
func (s *story) signed() (v syntax.Voice, ok bool) {
	if s.turns >= minTurns || len(s.words) == 0 {
		return v, false
	}
	var full []rng
	for _, p := range s.paras {
		if !p.empty() {
			full = append(full, p)
		}
	}
	near := slices.Clone(full[:min(len(full), signedAbove)])
	near = append(near, full[max(len(full)-signedBelow, len(near)):]...)
	for _, p := range near {
		if m := s.signature(p); m != nil {
			return syntax.Voice{Kind: syntax.SignedVoice, Span: s.span(rng{0, len(s.words)}), Speaker: m}, true
		}
	}
	return v, false
}

// signature returns the person whose name, alone or with an office behind a
// comma, a paragraph is, or by whom it says that the words are ("Remarks by
// Minister Vale at the harbour"); nil if it is something else.
func (s *story) signature(p rng) *readout.Mention {
	if p.to-p.from > longestSignature {
		return nil
	}
	for i := p.from; i < p.to; i++ {
		if s.tok(i).UPOS == "VERB" || s.tok(i).UPOS == "AUX" || s.words[i].quote >= 0 {
			return nil
		}
	}
	for i := p.from; i < p.to; i++ {
		if s.has(i, isBy) && i+1 < p.to {
			return s.personAt(rng{i + 1, min(p.to, i+1+longestTitle)}, func(int) bool { return true })
		}
	}
	return s.personAt(rng{p.from, p.from + 1}, func(end int) bool { return end == p.to || s.is(end, comma|dash) })
}

// longestTitle is how many words may stand before a name: "the Deputy Minister of Ports".
const longestTitle = 6

// personAt returns the first person with a name that begins at a word of r and
// behind which fits holds, nil if there is none.
func (s *story) personAt(r rng, fits func(end int) bool) *readout.Mention {
	for i := r.from; i < r.to; i++ {
		for _, m := range s.view.MentionsBefore(s.words[i].Start) {
			if m.Span.Start != s.words[i].Start || m.Form != readout.NameForm || m.Type != readout.PersonName || m.Actor == "" {
				continue
			}
			end := i
			for end < len(s.words) && s.words[end].Start < m.Span.End {
				end++
			}
			if fits(end) {
				return m
			}
		}
	}
	return nil
}
