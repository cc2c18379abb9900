package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newDiffCommand returns the verb that shows how a story changed.
func newDiffCommand() *cobra.Command {
	var archive archiveFlag
	var asJSON, all bool
	cmd := &cobra.Command{
		Use:   "diff [flags] STORY [FROM TO]",
		Short: "Show how a story changed: what it no longer says, what it says now",
		Long: `Diff compares the versions of a story one after the other, or two that you name (v1 v3): first
what the record says differently, in plain words, then the words themselves. Edits that change
nothing that a reader would notice are left out.`,
		Example: `  readout diff st_8f3a51c02bd94e5f10aa
  readout diff st_8f3a51c02bd94e5f10aa v1 v3`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 && len(args) != 3 {
				return errors.New("give a story, or a story and two of its versions")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := archive.read()
			if err != nil {
				return err
			}
			defer s.Close()
			service := &ask.Service{Store: s}
			st, err := service.Story(cmd.Context(), args[0])
			if err != nil {
				return archiveError(err)
			}
			steps, err := diffSteps(st, args, all)
			if err != nil {
				return archiveError(err)
			}
			return printDiffs(cmd.Context(), service, st, steps, asJSON)
		},
	}
	archive.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one comparison a line")
	cmd.Flags().BoolVar(&all, "all", false, "trivial edits too")
	return cmd
}

// diffSteps returns the versions to compare, each with the next.
func diffSteps(st *ask.Story, args []string, all bool) ([]*ask.VersionLine, error) {
	if len(args) == 3 {
		a, b, err := st.Pair(args[1], args[2])
		return []*ask.VersionLine{a, b}, err
	}
	var steps []*ask.VersionLine
	for i := range st.Versions {
		if v := &st.Versions[i]; all || v.Change != store.Trivial {
			steps = append(steps, v)
		}
	}
	if len(steps) < 2 {
		return nil, &exitError{code: exitDone, err: fmt.Errorf("%s has one version: nothing to compare", st.ID)}
	}
	return steps, nil
}

// A comparison is one version against another, as it is printed with --json.
type comparison struct {
	Story    readout.StoryID   `json:"story"`
	From     readout.VersionID `json:"from"`
	To       readout.VersionID `json:"to"`
	Read     bool              `json:"read"` // false: a record is missing, words only
	Items    []compare.Item    `json:"changes"`
	Same     int               `json:"same"`
	Reworded int               `json:"reworded"`
}

// printDiffs compares the steps in turn and prints the result.
func printDiffs(ctx context.Context, service *ask.Service, st *ask.Story, steps []*ask.VersionLine, asJSON bool) error {
	page := &sheet{Style: pageStyle()}
	if !asJSON {
		page.history(st, steps)
	}
	enc := json.NewEncoder(page)
	enc.SetEscapeHTML(false)
	for i := range steps[1:] {
		pair, err := ask.PairOf(ctx, service.Load, steps[i], steps[i+1])
		if err != nil {
			return archiveError(err)
		}
		if !asJSON {
			page.comparison(pair)
			if err := page.carriers(ctx, service, steps[i]); err != nil {
				return archiveError(err)
			}
			continue
		}
		d := pair.Diff()
		if err := enc.Encode(&comparison{st.ID, d.From, d.To, d.Read, d.Changes, d.Same, d.Reworded}); err != nil {
			return err
		}
	}
	if _, err := os.Stdout.Write(page.Bytes()); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// versionTime returns when the outlet showed a version, as far as that is known.
func versionTime(seen, added time.Time) string {
	if !seen.IsZero() {
		return "seen " + seen.Format("2006-01-02 15:04 UTC")
	}
	return "added " + added.Format("2006-01-02 15:04 UTC")
}

// pageTime returns when a version was published or updated as its page says,
// else when the outlet was seen to show it.
func pageTime(v *readout.Version, line *ask.VersionLine) string {
	switch {
	case v.Updated != nil && v.Updated.Value != "":
		return "updated " + readable(v.Updated.Value)
	case v.Published != nil && v.Published.Value != "":
		return "posted " + readable(v.Published.Value)
	}
	return versionTime(line.SeenAt, line.AddedAt)
}

// readable writes a time as people read it: the day, the time, the zone.
func readable(value string) string {
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return t.Format("2006-01-02 15:04 -07:00")
	}
	return strings.Replace(value, "T", " ", 1)
}

// comparison prints one comparison: the record first, then the words.
func (s *sheet) comparison(p *ask.Pair) {
	c, names, old, now := p.Records(), p.Names(), &p.Old.Version, &p.New.Version
	s.head("%s → %s  %s", names[0], names[1], now.Headline)
	s.faint(0, "%s → %s", pageTime(old, p.From), pageTime(now, p.To))
	switch {
	case !p.Read:
		s.faint(0, "the record of one of them is missing: readout reread makes it")
	case len(c.Items) == 0:
		s.head("THE RECORD says the same")
	default:
		s.head("WHAT IT SAYS NOW, AND NO LONGER  %d", len(c.Items))
	}
	for _, it := range c.Items {
		s.item(&it)
	}
	if p.Read && c.Same > 0 {
		text := plural(c.Same, "statement or event says", "statements and events say") + " the same"
		if c.Reworded > 0 {
			text += fmt.Sprintf(", %d of them in other words", c.Reworded)
		}
		s.faint(0, "%s", text)
	}
	s.head("THE WORDS")
	s.wordDiff(old.Text, now.Text)
}

// history prints what is known of the story before its versions are compared.
func (s *sheet) history(st *ask.Story, steps []*ask.VersionLine) {
	line := fmt.Sprintf("%s · %s · %s", st.ID, outletName(st.Outlet), plural(len(st.Versions), "version", "versions"))
	hidden := 0
	for i := range st.Versions {
		if v := &st.Versions[i]; v.Change == store.Trivial && !slices.Contains(steps, v) {
			hidden++
		}
	}
	if hidden > 0 {
		line += fmt.Sprintf(", %s hidden (--all shows them)", plural(hidden, "trivial edit", "trivial edits"))
	}
	if st.Flips > 0 {
		line += ", an older text came back " + plural(st.Flips, "time", "times")
	}
	s.faint(0, "%s", line)
}

// outletName returns the name of an outlet, or says that there is none.
func outletName(outlet string) string {
	return cmp.Or(outlet, "an outlet that is not named")
}

// carriers prints which other outlets carry the words of a version that its
// own outlet changed.
func (s *sheet) carriers(ctx context.Context, service *ask.Service, old *ask.VersionLine) error {
	outlets, err := service.CarriedBy(ctx, old)
	if err == nil && len(outlets) > 0 {
		s.para(0, ansiAmber, fmt.Sprintf("! v%d's words still stand in ", old.N), strings.Join(outlets, ", "))
	}
	return err
}

// item prints one difference of the records.
func (s *sheet) item(it *compare.Item) {
	marks := map[compare.Kind]struct{ mark, code string }{
		compare.IsChanged: {"~", ansiAmber}, compare.IsDropped: {"−", ansiRed}, compare.IsAdded: {"+", ansiGreen}}
	m := marks[it.Kind]
	label := string(it.Label)
	if label == "" {
		label = string(it.Kind)
	}
	s.para(0, m.code, fmt.Sprintf("%s %-9s ", m.mark, label), it.Text)
	if it.Words != "" {
		s.faint(12, "%s", it.Words)
	}
	if len(it.Details) > 0 {
		s.faint(12, "%s", strings.Join(it.Details, " · "))
	}
}
