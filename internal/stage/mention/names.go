package mention

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// nameEnd returns where the name that token i begins ends.
func nameEnd(s *syntax.Sentence, i int) int {
	end := i + 1
	for end < len(s.Tokens) && strings.HasPrefix(s.Tokens[end].Name, "I-") {
		end++
	}
	return end
}

// mostParts is how many names a name goes on with at most: "Ministry of"
// "Defence of" "Norway".
const mostParts = 4

// wholeName returns the tokens of the name that is marked from i to end. The
// corpora that the network learned from cut a name before another one inside it:
// "University of" "Oslo" is one actor's name, which ends with no preposition. A
// joining word that no name follows is no part of it.
func wholeName(s *syntax.Sentence, i, end int) (from, to int) {
	for range mostParts {
		if end >= len(s.Tokens) || !open(s, end-1, "ADP", "DET") || !strings.HasPrefix(s.Tokens[end].Name, "B-") || amounts[s.Tokens[end].Name[2:]] || s.Tokens[end].Glued {
			break
		}
		end = nameEnd(s, end)
	}
	to = end
	for to > i && open(s, to-1, "ADP", "DET", "CCONJ") {
		to--
	}
	return i, to
}

// commonNoun reports whether what is marked as the name of a place, from token i to
// end, is words in lower case that no list has, in a sentence that writes others
// with capitals: "talks between Norway and Denmark on mackerel".
func commonNoun(s *syntax.Sentence, i, end int, lex *lexicon.Lexicon) bool {
	switch readout.NameType(s.Tokens[i].Name[2:]) {
	case readout.GPEName, readout.LocName, readout.FacName:
	default:
		return false
	}
	for k := i; k < end; k++ {
		if !open(s, k, "NOUN", "PROPN", "ADJ") {
			return false
		}
	}
	if _, ok := lex.Entry(s.Doc.Text[s.Tokens[i].Start:s.Tokens[end-1].End]); ok {
		return false
	}
	for k := 1; k < len(s.Tokens); k++ {
		if s.Form(k) != s.Low[k] {
			return true
		}
	}
	return false
}

// open reports a word in lower case of a class that no name ends with.
func open(s *syntax.Sentence, k int, classes ...string) bool {
	return s.UPOS(k, classes...) && s.Form(k) == s.Low[k]
}

// longestListed is how many words of a name of the lists are tried.
const longestListed = 8

// listedName returns how many tokens from i on are a name of the lists that
// the analysis left unmarked: one of several words with a capital at both ends,
// or an acronym; 0 if none.
func listedName(s *syntax.Sentence, i int, lex *lexicon.Lexicon) int {
	text, toks := s.Doc.Text, s.Tokens
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

// listedWhole returns where the name ends that the tokens [i, end), which are marked as
// the name of a people or a thing, and the body's name right behind them are together in
// the lists, else 0: "European" "Union" is no people and a union.
func listedWhole(s *syntax.Sentence, i, end int, lex *lexicon.Lexicon) int {
	if end >= len(s.Tokens) || s.Tokens[end].Name != "B-ORG" || s.Tokens[i].Name == "B-PER" {
		return 0
	}
	to := nameEnd(s, end)
	if e, ok := lex.Entry(s.Doc.Text[s.Tokens[i].Start:s.Tokens[to-1].End]); !ok || e.Kind == lexicon.KindCountry || e.Kind == lexicon.KindOutlet {
		return 0
	}
	return to
}

// listed makes the candidate of a name [from, to) of the lists.
func listed(s *syntax.Sentence, from, to int) candidate {
	span := readout.Span{Start: s.Tokens[from].Start, End: s.Tokens[to-1].End}
	return candidate{span: span, text: span.In(s.Doc.Text), class: readout.OrgName, form: readout.NameForm, at: -1}
}

// constituency reports what stands in brackets behind a member of Congress: the party
// and the state, "(R-Ariz.)", or the district, "(CA-12)".
func (w *Words) constituency(s *syntax.Sentence, i int) bool {
	for k := i; k > 0 && k > i-4; k-- {
		if before := s.Form(k - 1); before == "(" || before == "[" {
			word := s.Doc.Text[s.Tokens[k].Start:s.Tokens[len(s.Tokens)-1].End]
			if at := strings.IndexAny(word, " )]"); at >= 0 { // a hyphen is a token of its own before a number
				word = word[:at]
			}
			party, of, dash := strings.Cut(word, "-")
			return isDistrict(party, of) || w.partyLetters[strings.ToLower(party)] && strings.ToUpper(party) == party && (!dash || len(word) > 2)
		}
	}
	return false
}

// isDistrict reports the letters of a state and the number of a district in it, or
// AL for the only one: "CA-12", "AK-AL".
func isDistrict(state, number string) bool {
	if len(state) != 2 || strings.Trim(state, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || len(number) == 0 || len(number) > 2 {
		return false
	}
	return number == "AL" || strings.Trim(number, "0123456789") == ""
}

// titleBefore returns the words before token at that name an office, in lower
// case: "secretary of state".
func (w *Words) titleBefore(s *syntax.Sentence, at int, lex *lexicon.Lexicon) string {
	start := at
	for k := at - 1; k >= 0 && k >= at-6; k-- {
		form, low := s.Form(k), strings.ToLower(s.Form(k))
		if _, ok := lex.Title(low); ok {
			start = k
		} else if !w.withinTitles[low] && low == form {
			break
		}
	}
	if start == at {
		return ""
	}
	return lexicon.Key(s.Doc.Text[s.Tokens[start].Start:s.Tokens[at-1].End])
}
