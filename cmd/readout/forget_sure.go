package main

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// A sureFlags says that what can't be undone is meant.
type sureFlags struct {
	yes   bool
	texts int
}

func (f *sureFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.yes, "yes", false, "do it; it can't be undone")
	cmd.Flags().IntVar(&f.texts, "texts", -1, "in how many texts a short or common name stands, `N`, as forget says without --yes")
}

// check refuses what was not confirmed, and says what it would do. A common word
// would be blackened in every text: that wants the number of them.
func (f *sureFlags) check(ctx context.Context, s *store.Store, what string) error {
	byID := strings.HasPrefix(what, "st_") || strings.HasPrefix(what, "ve_")
	if byID && f.yes {
		return nil
	} else if byID {
		return fmt.Errorf("this can't be undone: readout forget --yes %q does it", what)
	}
	name, err := nameOf(ctx, s, what)
	if err != nil {
		return err
	}
	why := tooCommon(name)
	if f.yes && why == "" {
		return nil
	}
	n, all, err := s.TextsWith(ctx, name)
	if err != nil {
		return archiveError(err)
	}
	stands := fmt.Sprintf("“%s” stands in %d of %s", printable(name), n, plural(all, "text", "texts"))
	switch {
	case why == "":
		return fmt.Errorf("%s and would be blackened there; this can't be undone: readout forget --yes %q does it", stands, printable(what))
	case !f.yes || f.texts != n:
		return fmt.Errorf("%s, and %s: all of these would be blackened for good, whoever or whatever is meant. Give the whole name of the person; if it is this word that is to go, readout forget --yes --texts %d %q does it", stands, why, n, printable(what))
	}
	return nil
}

// nameOf returns the name to forget: the words given, or the name of the actor
// with that id.
func nameOf(ctx context.Context, s *store.Store, what string) (string, error) {
	if !strings.HasPrefix(what, "ac_") {
		return what, nil
	}
	actor, err := s.Actor(ctx, what)
	if err != nil {
		return "", archiveError(err)
	}
	return actor.Name, nil
}

// tooCommon says why a name stands in texts that mean nobody of that name, "" where
// it does not. A name of two signs is whole in scripts that write syllables.
func tooCommon(name string) string {
	letters, syllables := 0, false
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
		syllables = syllables || unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
	}
	if letters < 3 && !syllables {
		return fmt.Sprintf("has only %s", plural(letters, "letter", "letters"))
	}
	words, lex := strings.Fields(strings.ToLower(name)), lexicon.Load()
	for _, w := range words {
		w = strings.TrimFunc(w, unicode.IsPunct)
		if _, head := lex.Head(w); !head && !lex.Common(w) { // heads: a title is written with a capital as often as not
			return ""
		}
	}
	if len(words) > 1 {
		return "is of common words alone"
	}
	return "is a common word"
}
