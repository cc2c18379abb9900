package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
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
			st, err := s.Story(cmd.Context(), args[0])
			if err != nil {
				return archiveError(err)
			}
			steps, err := diffSteps(st, args, all)
			if err != nil {
				return archiveError(err)
			}
			return printDiffs(cmd.Context(), s, st, steps, asJSON)
		},
	}
	archive.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one comparison a line")
	cmd.Flags().BoolVar(&all, "all", false, "trivial edits too")
	return cmd
}

// diffSteps returns the versions to compare, each with the next.
func diffSteps(st *store.Story, args []string, all bool) ([]*store.VersionInfo, error) {
	if len(args) == 3 {
		var steps []*store.VersionInfo
		for _, name := range args[1:] {
			info, err := versionNamed(st, name)
			if err != nil {
				return nil, err
			}
			steps = append(steps, info)
		}
		return steps, nil
	}
	var steps []*store.VersionInfo
	for _, info := range st.Versions {
		if all || info.Change != store.Trivial {
			steps = append(steps, info)
		}
	}
	if len(steps) < 2 {
		return nil, &exitError{code: exitDone, err: fmt.Errorf("%s has one version: nothing to compare", st.ID)}
	}
	return steps, nil
}

// versionNamed returns the version of a story that a user names: v2, 2 or ve_….
func versionNamed(st *store.Story, name string) (*store.VersionInfo, error) {
	n, _ := strconv.Atoi(strings.TrimPrefix(name, "v"))
	for _, info := range st.Versions {
		if info.N == n || string(info.ID) == name {
			return info, nil
		}
	}
	return nil, fmt.Errorf("%s of %s: %w: it has v1 to v%d", name, st.ID, store.ErrNotFound, len(st.Versions))
}

// A comparison is one version against another, as it is printed.
type comparison struct {
	Story    readout.StoryID   `json:"story"`
	From     readout.VersionID `json:"from"`
	To       readout.VersionID `json:"to"`
	Read     bool              `json:"read"` // false: a record is missing, words only
	Items    []compare.Item    `json:"changes"`
	Same     int               `json:"same"`
	Reworded int               `json:"reworded"`

	names    [2]string
	old, new *readout.Version
	when     [2]string
}

// printDiffs compares the steps in turn and prints the result.
func printDiffs(ctx context.Context, s *store.Store, st *store.Story, steps []*store.VersionInfo, asJSON bool) error {
	page := &sheet{Style: pageStyle()}
	if !asJSON {
		page.history(st, steps)
	}
	enc := json.NewEncoder(page)
	enc.SetEscapeHTML(false)
	for i := range steps[1:] {
		c, err := compareVersions(ctx, s, steps[i], steps[i+1])
		if err != nil {
			return archiveError(err)
		}
		if !asJSON {
			page.comparison(c)
			if err := page.carriers(ctx, s, steps[i]); err != nil {
				return archiveError(err)
			}
		} else if err := enc.Encode(c.points()); err != nil {
			return err
		}
	}
	if _, err := os.Stdout.Write(page.Bytes()); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// compareVersions compares two versions and, if both are read, their records.
func compareVersions(ctx context.Context, s *store.Store, a, b *store.VersionInfo) (*comparison, error) {
	c := &comparison{Story: a.Story, From: a.ID, To: b.ID, names: [2]string{fmt.Sprintf("v%d", a.N), fmt.Sprintf("v%d", b.N)}}
	for _, it := range []struct {
		info *store.VersionInfo
		into **readout.Version
	}{{a, &c.old}, {b, &c.new}} {
		stored, err := s.Load(ctx, &it.info.VersionRef)
		if err != nil {
			return nil, err
		}
		*it.into = stored.Version
	}
	c.when = [2]string{pageTime(c.old, a), pageTime(c.new, b)}
	old, errOld := s.Record(ctx, &a.VersionRef)
	now, errNew := s.Record(ctx, &b.VersionRef)
	switch {
	case errors.Is(errOld, store.ErrNotFound) || errors.Is(errNew, store.ErrNotFound):
		return c, nil
	case errOld != nil || errNew != nil:
		return nil, errors.Join(errOld, errNew)
	}
	d := compare.Records(old, now, c.names)
	c.Read, c.Items, c.Same, c.Reworded = true, d.Items, d.Same, d.Reworded
	return c, nil
}

// versionTime returns when the outlet showed a version, as far as that is known.
func versionTime(info *store.VersionInfo) string {
	if !info.SeenAt.IsZero() {
		return "seen " + info.SeenAt.Format("2006-01-02 15:04 UTC")
	}
	return "added " + info.AddedAt.Format("2006-01-02 15:04 UTC")
}

// pageTime returns when a version was published or updated as its page says,
// else when the outlet was seen to show it.
func pageTime(v *readout.Version, info *store.VersionInfo) string {
	switch {
	case v.Updated != nil && v.Updated.Value != "":
		return "updated " + readable(v.Updated.Value)
	case v.Published != nil && v.Published.Value != "":
		return "posted " + readable(v.Published.Value)
	}
	return versionTime(info)
}

// readable writes a time as people read it: the day, the time, the zone.
func readable(value string) string {
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return t.Format("2006-01-02 15:04 -07:00")
	}
	return strings.Replace(value, "T", " ", 1)
}

// points returns c with spans that count code points.
func (c *comparison) points() *comparison {
	out := *c
	out.Items = make([]compare.Item, len(c.Items))
	for i, it := range c.Items {
		it.OldSpan, it.NewSpan = inPoints(c.old.Text, it.OldSpan), inPoints(c.new.Text, it.NewSpan)
		out.Items[i] = it
	}
	return &out
}

func inPoints(text string, s readout.Span) readout.Span {
	start := len([]rune(text[:s.Start]))
	return readout.Span{Start: start, End: start + len([]rune(s.In(text)))}
}

// comparison prints one comparison: the record first, then the words.
func (s *sheet) comparison(c *comparison) {
	s.head("%s → %s  %s", c.names[0], c.names[1], c.new.Headline)
	s.faint(0, "%s → %s", c.when[0], c.when[1])
	switch {
	case !c.Read:
		s.faint(0, "the record of one of them is missing: readout reread makes it")
	case len(c.Items) == 0:
		s.head("THE RECORD says the same")
	default:
		s.head("WHAT IT SAYS NOW, AND NO LONGER  %d", len(c.Items))
	}
	for _, it := range c.Items {
		s.item(&it)
	}
	if c.Read && c.Same > 0 {
		text := plural(c.Same, "statement or event says", "statements and events say") + " the same"
		if c.Reworded > 0 {
			text += fmt.Sprintf(", %d of them in other words", c.Reworded)
		}
		s.faint(0, "%s", text)
	}
	s.head("THE WORDS")
	s.wordDiff(c.old.Text, c.new.Text)
}

// history prints what is known of the story before its versions are compared.
func (s *sheet) history(st *store.Story, steps []*store.VersionInfo) {
	line := fmt.Sprintf("%s · %s · %s", st.ID, outletName(st.Outlet), plural(len(st.Versions), "version", "versions"))
	hidden := 0
	for _, info := range st.Versions {
		if info.Change == store.Trivial && !slices.Contains(steps, info) {
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
func (s *sheet) carriers(ctx context.Context, archive *store.Store, old *store.VersionInfo) error {
	g, err := archive.GroupOf(ctx, &old.VersionRef)
	if err != nil || g == nil {
		return err
	}
	var outlets []string
	for _, m := range g.Members {
		if m.Of == old.ID && m.Story != old.Story && !slices.Contains(outlets, m.Outlet) {
			outlets = append(outlets, m.Outlet)
		}
	}
	if len(outlets) > 0 {
		s.para(0, ansiAmber, fmt.Sprintf("! v%d's words still stand in ", old.N), strings.Join(outlets, ", "))
	}
	return nil
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
