package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/show"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newShowCommand returns the verb that shows a story of the archive.
func newShowCommand() *cobra.Command {
	var archive archiveFlag
	var asJSON, text, capture bool
	cmd := &cobra.Command{
		Use:   "show [flags] ID",
		Short: "Show a story, its versions, its copies and its record",
		Long: `Show prints a story (st_…) or one of its versions (ve_…): what is known about it, its versions,
who else carries the same words, and the record. ve_…:a3 opens one statement or event where it
stands, ve_…:120-180 a stretch of the text, counted in code points.`,
		Example: `  readout show st_8f3a51c02bd94e5f10aa
  readout show ve_1c5e90aa73b1f02d64e8:a1`,
		Args: oneID,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := archive.read()
			if err != nil {
				return err
			}
			defer s.Close()
			id, inside, _ := strings.Cut(args[0], ":")
			if capture {
				return showCapture(cmd.Context(), s, id)
			}
			page, err := showStory(cmd.Context(), s, id, inside, asJSON, text)
			if err != nil {
				return archiveError(orActor(cmd.Context(), s, id, err))
			}
			if _, err := os.Stdout.Write(page); err != nil {
				return &exitError{code: exitWrite, err: err}
			}
			return nil
		},
	}
	archive.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "the record, as doc/record.md describes it")
	cmd.Flags().BoolVar(&text, "text", false, "the version's text only")
	cmd.Flags().BoolVar(&capture, "capture", false, "the bytes that the version was made of, as they came")
	return cmd
}

// oneID is the check of arguments of show.
func oneID(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("name one story (st_…) or version (ve_…)")
	}
	return nil
}

// orActor says what an id is that names no story but an actor.
func orActor(ctx context.Context, s *store.Store, id string, err error) error {
	if info, none := s.Actor(ctx, id); errors.Is(err, store.ErrNotFound) && none == nil {
		return &exitError{code: exitInputs, err: fmt.Errorf("%s is an actor, %s, and no story: readout search actor:%s finds what it does, speaker:%s what it says", id, info.Name, id, id)}
	}
	return err
}

// showCapture prints what a version was made of. A damaged text does not hinder.
func showCapture(ctx context.Context, s *store.Store, id string) error {
	st, err := s.Story(ctx, id)
	if err != nil {
		return archiveError(err)
	}
	info := st.Current()
	for _, v := range st.Versions {
		if string(v.ID) == id {
			info = v
		}
	}
	c, err := s.Capture(ctx, &info.VersionRef)
	if err != nil {
		return archiveError(err)
	}
	if _, err := os.Stdout.Write(c.Data); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}

// showStory returns what is printed of a story or of something inside it.
func showStory(ctx context.Context, s *store.Store, id, inside string, asJSON, text bool) ([]byte, error) {
	stored, err := s.Version(ctx, id)
	if err != nil {
		return nil, err
	}
	if text {
		return []byte(stored.Version.Text + "\n"), nil
	}
	rec, err := s.Record(ctx, &stored.VersionRef)
	if err != nil && (asJSON || inside != "") {
		return nil, err
	}
	page := &sheet{Style: pageStyle()}
	switch {
	case asJSON:
		line, err := rec.AppendJSON(nil)
		return append(line, '\n'), err
	case inside != "":
		err := page.inside(rec, inside)
		return page.Bytes(), err
	}
	if err := page.about(ctx, s, stored); err != nil {
		return nil, err
	}
	if rec == nil { // not read yet
		rec = &readout.Record{Version: *stored.Version, Removed: stored.Removed, Problems: stored.Problems}
		page.faint(0, "not read yet: readout reread makes the record")
	}
	return append(page.Bytes(), show.Record(rec, page.Style)...), nil
}

// about prints what the archive knows of a story beside its record.
func (s *sheet) about(ctx context.Context, archive *store.Store, stored *store.Stored) error {
	st, err := archive.Story(ctx, string(stored.Story))
	if err != nil {
		return err
	}
	s.faint(0, "%s · %s · %s", st.ID, outletName(st.Outlet), plural(len(st.Versions), "version", "versions"))
	if len(st.Addresses) > 1 {
		s.para(2, ansiFaint, "at ", strings.Join(st.Addresses, " · "))
	}
	hidden := 0
	for _, info := range st.Versions {
		if info.Change == store.Trivial && info.ID != stored.ID {
			hidden++
			continue
		}
		s.version(info, info.ID == stored.ID)
	}
	if hidden > 0 {
		s.faint(2, "%s hidden: only white space, signs or the date line changed", plural(hidden, "trivial edit", "trivial edits"))
	}
	if st.Flips > 0 {
		s.faint(2, "an older text came back %s", plural(st.Flips, "time", "times"))
	}
	group, err := archive.GroupOf(ctx, &stored.VersionRef)
	if err != nil || group == nil {
		return err
	}
	s.copies(group)
	return nil
}

// version prints one line about a version.
func (s *sheet) version(info *store.VersionInfo, shown bool) {
	mark := "  "
	if shown {
		mark = "▸ "
	}
	s.faint(0, "%sv%d  %s  %s  %s", mark, info.N, info.ID, versionTime(info.SeenAt, info.AddedAt), info.Headline)
}

// copies prints who else carries the words.
func (s *sheet) copies(g *store.Group) {
	line := fmt.Sprintf("%s, 1 line", plural(g.Outlets(), "outlet", "outlets"))
	if origin := g.Origin(); origin != "" {
		line += ": " + origin
	}
	s.faint(0, "%s · %s", g.ID, line)
	for i, m := range g.Members {
		if i == 10 {
			s.faint(2, "and %d more", len(g.Members)-i)
			return
		}
		share := "first"
		if m.Of != "" {
			share = fmt.Sprintf("%.0f%% the same", 100*m.Share)
		}
		s.faint(2, "%s  %s  %s  %s  %s", m.Story, m.Outlet, m.Day, share, m.Headline)
	}
}

// inside prints a part of a record where it stands in the text.
func (s *sheet) inside(rec *readout.Record, what string) error {
	at, about, err := findInside(rec, what)
	if err != nil {
		return err
	}
	text := rec.Version.Text
	start := strings.LastIndex(text[:at.Start], "\n\n") + 1
	end := len(text)
	if i := strings.Index(text[at.End:], "\n\n"); i >= 0 {
		end = at.End + i
	}
	s.faint(0, "%s", rec.Version.Headline)
	marked := printable(text[start:at.Start]) + "\x00" + printable(at.In(text)) + "\x01" + printable(text[at.End:end])
	open, closing := "»", "«"
	if s.Color {
		open, closing = ansiBold, ansiPlain
	}
	for _, line := range wrapWords(marked, s.Width) {
		fmt.Fprintln(s, strings.NewReplacer("\x00", open, "\x01", closing).Replace(line))
	}
	for _, line := range about {
		s.faint(2, "%s", line)
	}
	return nil
}

// findInside returns where a part of a record stands, and what the record says of it.
func findInside(rec *readout.Record, what string) (readout.Span, []string, error) {
	for i := range rec.Attributions {
		if a := &rec.Attributions[i]; string(a.ID) == what {
			spans := append(append(append([]readout.Span(nil), a.Speaker.Spans...), a.Cue.Spans...), a.Content.Spans...)
			return coverAll(spans), about(rec, what, "the words are "+string(a.Quoted)+" speech", a.Why), nil
		}
	}
	for i := range rec.Events {
		if e := &rec.Events[i]; string(e.ID) == what {
			return e.Sentence, about(rec, what, "found by “"+e.Trigger.Text+"”", e.Why), nil
		}
	}
	from, to, ok := strings.Cut(what, "-")
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	at, fits := rec.Version.Points().Bytes(readout.Span{Start: a, End: b})
	if !ok || errA != nil || errB != nil || !fits {
		return readout.Span{}, nil, fmt.Errorf("%s:%s: %w: give an id of the record such as a1 or e1, or a range of code points such as 120-180", rec.Version.ID, what, store.ErrNotFound)
	}
	return at, nil, nil
}

// about returns what a record says of a statement or event: the row, what is
// known about it, and why.
func about(rec *readout.Record, id string, more ...string) []string {
	row := claim.Read(rec).Row(id)
	lines := []string{row.Prose(), strings.Join(show.Facts(row), " · ")}
	for _, line := range more {
		lines = append(lines, claim.Plain(line))
	}
	return lines
}

// coverAll returns the smallest span that holds all spans.
func coverAll(spans []readout.Span) readout.Span {
	var out readout.Span
	for i, s := range spans {
		if i == 0 {
			out = s
		}
		out = readout.Span{Start: min(out.Start, s.Start), End: max(out.End, s.End)}
	}
	return out
}
