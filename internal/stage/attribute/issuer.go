package attribute

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// issuer returns the mention of who issued the document, poll or words that
// head names, if its phrase, the words of r, says so: the agency of "an agency
// report", "the agency's report", "a report by the agency" and "a report that
// was published by the agency". A document speaks for whoever issued it; where
// nobody is named, nil, it speaks for itself.
func (s *story) issuer(r rng, head int) *readout.Mention {
	low := strings.ToLower(s.form(head))
	if kind := s.speakers[low]; kind != readout.DocumentSpeaker && kind != readout.PollSpeaker && !s.said[low] || !s.parsed() {
		return nil
	}
	sent := &s.view.Sentences[s.words[head].sent]
	first := s.first[s.words[head].sent]
	for _, i := range s.issuers(sent, head-first) {
		if !r.has(first + i) {
			continue
		}
		if m := sent.Mention(i); m != nil && m.Actor != "" {
			return m
		}
	}
	return nil
}

// issuers returns the words that may name who issued the document that word i
// of a sentence names, the likeliest first.
func (s *story) issuers(sent *syntax.Sentence, i int) []int {
	var out []int
	kids := func(want func(k int) bool) {
		for _, k := range sent.Kids[i] {
			if want(k) {
				out = append(out, k)
			}
		}
	}
	kids(func(k int) bool { return sent.Full(k, syntax.NmodPoss) })
	out = append(out, sent.Agents(i)...)
	for _, k := range sent.Kids[i] {
		if sent.Rel[k] == syntax.Acl && s.issued[sent.Lemma[k]] {
			out = append(out, sent.Agents(k)...)
		}
	}
	kids(func(k int) bool { return sent.Rel[k] == syntax.Nmod && sent.Case(k) == "from" })
	kids(func(k int) bool { return sent.Rel[k] == syntax.Compound })
	kids(func(k int) bool { // "a report in the Daily Nation", and not one in March
		m := sent.Mention(k)
		return sent.Rel[k] == syntax.Nmod && sent.Case(k) == "in" && m != nil && m.Type == readout.OrgName
	})
	return out
}
