package mention

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// longestListed is how many words of a name of the lists are tried.
const longestListed = 8

// listedName returns how many tokens from i on are a name of the lists that
// the analysis left unmarked: one of several words with a capital at both ends,
// or an acronym; 0 if none.
func listedName(text string, toks []readout.Token, i int, lex *lexicon.Lexicon) int {
	if first := text[toks[i].Start]; first < 'A' || first > 'Z' {
		return 0
	}
	most := min(lex.Longest(toks[i].Form(text)), longestListed, len(toks)-i)
	for n := most; n >= 1; n-- {
		last := toks[i+n-1]
		if c := text[last.Start]; c < 'A' || c > 'Z' || strings.HasPrefix(last.Name, "B-") || n > 1 && last.Name != "" {
			continue
		}
		e, ok := lex.Entry(text[toks[i].Start:last.End])
		if !ok || e.Kind == lexicon.KindOutlet || n == 1 && !(last.Len() >= 3 && strings.ToUpper(last.Form(text)) == last.Form(text)) {
			continue
		}
		return n
	}
	return 0
}

// listed makes the candidate of a name [from, to) of the lists.
func listed(text string, toks []readout.Token, from, to int) candidate {
	span := readout.Span{Start: toks[from].Start, End: toks[to-1].End}
	return candidate{span: span, text: span.In(text), class: "ORG", form: "name"}
}

// constituency reports the party and state that stand in brackets behind a
// member of Congress: "(R-Ariz.)".
func constituency(text string, toks []readout.Token, i int) bool {
	for k := i; k > 0 && k > i-4; k-- {
		if form := toks[k].Form(text); toks[k-1].Form(text) == "(" {
			return form == "R" || form == "D" || form == "I" || len(form) > 2 && strings.ContainsAny(form[:1], "RDI") && form[1] == '-'
		}
	}
	return false
}

// titleBefore returns the words before token at that name an office, in lower
// case: "secretary of state".
func titleBefore(text string, toks []readout.Token, at int, lex *lexicon.Lexicon) string {
	start := at
	for k := at - 1; k >= 0 && k >= at-6; k-- {
		form := toks[k].Form(text)
		low := strings.ToLower(form)
		if _, ok := lex.Title(low); ok {
			start = k
		} else if low != "of" && low != "for" && low == form {
			break
		}
	}
	if start == at {
		return ""
	}
	return lexicon.Key(text[toks[start].Start:toks[at-1].End])
}
