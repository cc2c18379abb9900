package store

import (
	"fmt"
	"strings"
)

// The expressions of the full-text index.

// column returns the full-text expression that one of some phrases stands in
// a column; the words of a phrase must follow one another.
func column(name string, phrases []string) string {
	var terms []string
	for _, p := range phrases {
		text, prefix := strings.CutSuffix(p, "*")
		if term := ftsTerm(text, prefix); term != "" {
			terms = append(terms, term)
		}
	}
	if len(terms) == 0 {
		return ""
	}
	return fmt.Sprintf("%s : (%s)", name, strings.Join(terms, " OR "))
}

// within returns an expression that holds in one column.
func within(name, expr string) string {
	if expr == "" {
		return ""
	}
	return fmt.Sprintf("%s : (%s)", name, expr)
}

// and joins the expressions that are not empty.
func and(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " AND ")
}
