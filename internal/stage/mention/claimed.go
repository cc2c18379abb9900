package mention

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// claimed holds what the network says of the nouns, names and pronouns of a
// sentence, by token; nil where it says nothing.
type claimed map[int]*scores.Claim

// bySentence parts claims, which stand in text order, by sentence. Without
// claims it returns nil for each.
func bySentence(view *syntax.Text, claims []scores.Claim) []claimed {
	out := make([]claimed, len(view.Sentences))
	if len(claims) == 0 {
		return out
	}
	n := 0
	for i := range view.Sentences {
		out[i] = claimed{}
		for k := range view.Sentences[i].Tokens {
			if !syntax.Nominal(&view.Sentences[i].Tokens[k]) {
				continue
			}
			if n < len(claims) {
				out[i][k] = &claims[n]
			}
			n++
		}
	}
	return out
}

// leastActor is the probability from which a phrase is a mention of an actor,
// chosen on the development part of the annotated stories.
const leastActor = 0.35

// told returns the candidates that the network finds beside the names, which
// are given: role nouns, groups, pronouns. A phrase that ends in a name is that
// name's; the name then has the phrase's head to be joined by.
func (w *Words) told(s *syntax.Sentence, told claimed, names []candidate, lex *lexicon.Lexicon) []candidate {
	var out []candidate
	toks := s.Tokens
	for i := range toks {
		c := told[i]
		if c == nil || c.Sure < leastActor || w.constituency(s, i) || c.From >= len(toks) || c.To > len(toks) {
			continue
		}
		span := readout.Span{Start: toks[c.From].Start, End: toks[c.To-1].End}
		if k := slices.IndexFunc(names, func(n candidate) bool {
			return n.span.Contains(toks[i].Span) || n.span.End == span.End && span.Contains(n.span) && n.class == "PER" && c.Kind == scores.Person
		}); k >= 0 {
			if names[k].head == "" || !names[k].span.Contains(toks[i].Span) {
				names[k].at = i
			}
			continue
		}
		out = append(out, w.phrase(s, i, c, lex))
	}
	return out
}

// classOfKind are the classes of phrases without a name.
var classOfKind = [scores.Kinds]string{scores.Person: "PER", scores.Country: "GPE", scores.Organization: "ORG", scores.Group: "PER",
	scores.Unnamed: "PER", scores.Document: "MISC"}

// phrase makes the candidate of the phrase that token i heads.
func (w *Words) phrase(s *syntax.Sentence, i int, c *scores.Claim, lex *lexicon.Lexicon) candidate {
	tok := s.Tok(i)
	if p, ok := w.recordPronouns[s.Low[i]]; ok && tok.UPOS == "PRON" {
		p.span, p.text, p.at, p.kind = tok.Span, s.Form(i), i, c.Kind
		return p
	}
	span := readout.Span{Start: s.Tokens[c.From].Start, End: s.Tokens[c.To-1].End}
	out := candidate{span: span, text: span.In(s.Doc.Text), class: classOfKind[c.Kind], kind: c.Kind, at: i, form: "nominal", head: s.Low[i]}
	if tok.UPOS == "PRON" {
		out.form = "pronoun"
	}
	definite, known := w.determiners[s.Low[c.From]]
	out.definite = known && definite || c.From < i && (s.UPOS(c.From, "PRON") || s.Full(c.From, "nmod:poss"))
	out.plural = strings.Contains(tok.Feats, "Number=Plur")
	if role, ok := lex.Head(s.Low[i]); ok {
		out.gender = role.Gender
	}
	return out
}
