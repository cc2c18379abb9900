package mention

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/trace"
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
		// of words inside a phrase the network has learned nothing
		if c == nil || s.Inner(i) || w.constituency(s, i) || c.From >= len(toks) || c.To > len(toks) || s.UPOS(c.From, "PROPN") && sum(s, c.From+1, c.From+2) || !w.isActor(s, i, c) {
			continue
		}
		span := readout.Span{Start: toks[c.From].Start, End: toks[c.To-1].End}
		if k := slices.IndexFunc(names, func(n candidate) bool {
			return n.span.Contains(toks[i].Span) || n.span.End == span.End && span.Contains(n.span) && n.class == readout.PersonName && c.Kind == scores.Person
		}); k >= 0 {
			if names[k].head == "" || !names[k].span.Contains(toks[i].Span) {
				names[k].at = i
			}
			continue
		}
		p := w.phrase(s, i, c, lex)
		if k := slices.IndexFunc(out, func(o candidate) bool { return o.span == p.span }); k < 0 {
			out = append(out, p)
		} else if told[out[k].at].Sure < c.Sure { // two words of a phrase to which it gives the same ends: one mention
			out[k] = p
		}
	}
	return out
}

// isActor reports whether the network is sure enough that the phrase of token i
// is an actor.
func (w *Words) isActor(s *syntax.Sentence, i int, c *scores.Claim) bool {
	var drop trace.Rule
	if c.Sure < leastActor {
		drop = trace.Rule{Name: "unlikely-actor", Limit: leastActor}
	}
	return s.Doc.Trace.Keep(drop, func() trace.Candidate {
		return trace.Candidate{Layer: trace.Mentions, Sentence: s.Number, Spans: []readout.Span{{Start: s.Tokens[c.From].Start, End: s.Tokens[c.To-1].End}},
			Kind: c.Kind.String(), Proposer: "network, head of actors", Scored: true, Score: float64(c.Sure)}
	})
}

// classOfKind are the classes of phrases without a name.
var classOfKind = [scores.Kinds]readout.NameType{scores.Person: readout.PersonName, scores.Country: readout.GPEName, scores.Organization: readout.OrgName, scores.Group: readout.PersonName,
	scores.Unnamed: readout.PersonName, scores.Document: readout.MiscName}

// ends returns the tokens [from, to) of the phrase that token i heads, within
// those that the network gives: no phrase runs over a quotation mark or a stop,
// begins before a verb that its head hangs on, or has a comma at its end.
func ends(s *syntax.Sentence, i, from, to int) (int, int) {
	for k := from; k < i; k++ {
		if stops(s, k) {
			from = k + 1
		}
	}
	for k := to - 1; k > i; k-- {
		if stops(s, k) {
			to = k
		}
	}
	for h, n := s.Heads[i], 0; h >= 0 && n < deepest; h, n = s.Heads[h], n+1 {
		if h < i && s.UPOS(h, "VERB") {
			from = max(from, h+1)
		}
	}
	for from < i && s.UPOS(from, "SCONJ", "PUNCT") {
		from++
	}
	for to > i+1 && s.UPOS(to-1, "PUNCT") && strings.ContainsAny(s.Form(to-1), ",-–—") {
		to--
	}
	return from, to
}

// deepest is how many words above a phrase's head are looked at.
const deepest = 40

// stops reports whether token k is a mark that no phrase runs over.
func stops(s *syntax.Sentence, k int) bool {
	form := s.Form(k)
	return s.UPOS(k, "PUNCT") && len(form) < 4 && strings.ContainsAny(form, "\"“”;:!?")
}

// phrase makes the candidate of the phrase that token i heads.
func (w *Words) phrase(s *syntax.Sentence, i int, c *scores.Claim, lex *lexicon.Lexicon) candidate {
	tok := s.Tok(i)
	if p, ok := w.recordPronouns[s.Low[i]]; ok && tok.UPOS == "PRON" {
		p.span, p.text, p.at, p.kind = tok.Span, s.Form(i), i, c.Kind
		return p
	}
	from, to := ends(s, i, c.From, c.To)
	span := readout.Span{Start: s.Tokens[from].Start, End: s.Tokens[to-1].End}
	out := candidate{span: span, text: span.In(s.Doc.Text), class: classOfKind[c.Kind], kind: c.Kind, at: i, form: readout.NominalForm, head: s.Low[i]}
	if tok.UPOS == "PRON" {
		out.form = readout.PronounForm
	}
	definite, known := w.determiners[s.Low[from]]
	out.definite = known && definite || from < i && (s.UPOS(from, "PRON") || s.Full(from, syntax.NmodPoss))
	out.plural = strings.Contains(tok.Feats, "Number=Plur")
	if role, ok := lex.Head(s.Low[i]); ok {
		out.gender = role.Gender
	}
	return out
}

// sum reports a currency's sign among the tokens [from, to): "US $2 billion" is
// nobody, and the name before the sign says whose dollars they are.
func sum(s *syntax.Sentence, from, to int) bool {
	for k := from; k < min(to, len(s.Tokens)); k++ {
		if sign, _ := utf8.DecodeRuneInString(s.Form(k)); unicode.Is(unicode.Sc, sign) {
			return true
		}
	}
	return false
}
