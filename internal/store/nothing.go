package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// This file says why a query finds nothing: which of its terms find nothing by
// themselves, and what stands in the archive that is spelt like them.

const (
	whyTime  = 2 * time.Second // for all questions about a query that found nothing
	maxWhy   = 8               // terms that are asked for by themselves
	maxSpelt = 20_000          // names that one may have meant
	maxSaid  = 3               // of them that are said
)

// WhyNothing says in sentences why a query, which found nothing, did: of each term
// that finds nothing alone, and else that nothing has all of them. What can't be told in time is left out.
func (s *Store) WhyNothing(ctx context.Context, text string, all bool) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, whyTime)
	defer cancel()
	q, err := ParseQuery(text)
	if err != nil {
		return nil, err
	}
	q.All = all
	terms := termsOf(text)
	if len(terms) > maxWhy {
		return nil, nil
	}
	var why, there []string
	for _, term := range terms {
		found, err := s.findsAny(ctx, term, q)
		switch {
		case ctx.Err() != nil:
			return why, nil
		case err != nil:
			return nil, err
		case found:
			there = append(there, term.raw)
			continue
		}
		hint, err := s.whyNot(ctx, term)
		if err != nil {
			if ctx.Err() != nil {
				return why, nil
			}
			return nil, err
		}
		why = append(why, hint)
	}
	if len(why) == 0 && len(there) > 1 {
		why = append(why, fmt.Sprintf("Each of %s finds something alone, and no %s has all.", andList(there), q.Kind.one()))
	}
	return why, nil
}

// one is what a result is, in words.
func (k ResultKind) one() string {
	if k == Texts {
		return "story"
	}
	return string(k)
}

// termsOf returns the terms that all must hold. Words that are joined otherwise are one.
func termsOf(text string) []queryToken {
	tokens, err := scan(text)
	if err != nil {
		return nil
	}
	var terms, words []queryToken
	apart := true
	for _, tok := range tokens {
		switch {
		case tok.field != "":
			terms = append(terms, tok)
		case tok.not || tok.text == "NOT" && !tok.quoted, strings.Trim(tok.raw, "()") == "", tok.text == "OR" && !tok.quoted:
			apart = false
			words = append(words, tok)
		case tok.text != "AND" || tok.quoted:
			words = append(words, tok)
		}
	}
	if apart {
		return append(words, terms...)
	}
	var raw []string
	for _, tok := range words {
		raw = append(raw, tok.raw)
	}
	return append([]queryToken{{raw: strings.Join(raw, " ")}}, terms...)
}

// findsAny reports whether a term finds something alone, of the kind that q finds.
func (s *Store) findsAny(ctx context.Context, term queryToken, q *Query) (bool, error) {
	one, err := ParseQuery(term.raw)
	if err != nil {
		return false, err
	}
	if one.Kind, one.All = q.Kind, q.All; one.Words == "" && len(one.Fields) == 0 {
		return true, nil
	}
	hits, _, err := s.SearchPage(ctx, one, Page{Limit: 1}, true, nil)
	return len(hits) > 0, err
}

// whyNot says of a term that finds nothing what the archive has in its place.
func (s *Store) whyNot(ctx context.Context, term queryToken) (string, error) {
	what := term.raw + " finds nothing alone"
	i := fieldAt(term.field)
	if i < 0 {
		return what + ".", nil
	}
	switch name := fields[i].name; name {
	case "after", "before":
		first, last := "", ""
		if _, err := s.first(ctx, []any{&first, &last}, `SELECT coalesce(min(day), ''), coalesce(max(day), '') FROM versions WHERE day <> ''`); err != nil || last == "" {
			return what + ".", err
		}
		return fmt.Sprintf("%s: the stories here were published from %s to %s.", what, first, last), nil
	default:
		like, err := s.spelt(ctx, name, strings.Trim(term.text, `"`))
		if err != nil || len(like) == 0 {
			return what + ".", err
		}
		for i, value := range like {
			like[i] = Term(name, value)
		}
		return fmt.Sprintf("%s; perhaps %s.", what, orList(like)), nil
	}
}

// spelt returns values of a field, or words of them, that are spelt like what was written.
func (s *Store) spelt(ctx context.Context, field, written string) ([]string, error) {
	var query string
	switch field {
	case "speaker", "actor", "recipient", "source":
		query = `SELECT a.name FROM actors a WHERE ` + hasProfile + ` LIMIT ?`
	case "outlet":
		query = `SELECT DISTINCT outlet FROM stories LIMIT ?`
	case "place":
		query = `SELECT DISTINCT name FROM places LIMIT ?`
	default:
		return nil, nil
	}
	names, err := s.words(ctx, query, maxSpelt)
	if err != nil {
		return nil, err
	}
	known := names
	if !strings.Contains(written, " ") {
		for _, name := range names {
			known = append(known, strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '.' })...)
		}
	}
	slices.SortFunc(known, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
	})
	return nearest(written, slices.CompactFunc(known, strings.EqualFold), maxSaid), nil
}

// andList writes a list in words.
func andList(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
