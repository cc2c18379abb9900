package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/spf13/cobra"
)

// maxAcross is how many happenings or conflicts of an archive one command prints.
const maxAcross = 10_000

// A versions gives versions by their ids.
type versions interface {
	Version(id string) *readout.Version
}

// archiveVersions are the versions of an archive, each read once.
type archiveVersions struct {
	load  func(id string) (*store.Stored, error)
	known map[string]*readout.Version
	err   error
}

// versionsOf returns the versions of an archive, until ctx ends.
func versionsOf(ctx context.Context, s *store.Store) *archiveVersions {
	return &archiveVersions{known: make(map[string]*readout.Version), load: func(id string) (*store.Stored, error) { return s.Version(ctx, id) }}
}

// Version returns a version. One that can't be read has no text.
func (a *archiveVersions) Version(id string) *readout.Version {
	v := a.known[id]
	if v == nil {
		v = &readout.Version{}
		if st, err := a.load(id); err != nil {
			a.err = errors.Join(a.err, err)
		} else {
			v = st.Version
		}
		a.known[id] = v
	}
	return v
}

// text returns the text of a version.
func (a *archiveVersions) text(id string) string { return a.Version(id).Text }

// queryOf reads the words of a command as a question about happenings; nil
// without words.
func queryOf(args []string) (*store.Query, error) {
	if len(args) == 0 {
		return nil, nil
	}
	q, err := store.ParseQuery(strings.Join(args, " "))
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	return q, nil
}

// archiveEvents prints the happenings of an archive, those on most lines first.
func archiveEvents(archive *archiveFlag, args []string, asJSON bool) error {
	q, err := queryOf(args)
	if err != nil {
		return err
	}
	s, err := archive.readJoined()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	page, texts := &sheet{Style: pageStyle()}, versionsOf(ctx, s)
	total := 0
	for skip := 0; skip < maxAcross; {
		var list []*store.Happening
		if list, total, err = s.FindHappenings(ctx, store.Happenings{Query: q, Skip: skip, Limit: 200}); err != nil {
			return archiveError(err)
		}
		if len(list) == 0 {
			break
		}
		skip += len(list)
		clear(texts.known)
		var rows []joined.EventRow
		for _, h := range list {
			if asJSON {
				row := joined.Event(&h.Happening, idOf(h), texts.text)
				row.Label = h.Label.String()
				rows = append(rows, row)
				continue
			}
			page.happening(texts, &h.Happening)
			page.faint(2, "%s", h.ID)
		}
		if err := writeRows(rows); err != nil {
			return err
		}
	}
	switch {
	case total > maxAcross:
		fmt.Fprintf(os.Stderr, "the first %d of %d: narrow the query for the others\n", maxAcross, total)
	case total == 0 && !asJSON:
		page.faint(0, noEvent)
	}
	return writePage(page, texts.err)
}

// idOf returns what names a happening of an archive and those that may be the
// same, whose ids stand in the place of their keys.
func idOf(h *store.Happening) func(thread.MentionID) string {
	return func(key thread.MentionID) string {
		if key == h.Key {
			return h.ID
		}
		return string(key)
	}
}

// archiveConflicts prints where the stories of an archive contradict each other.
func archiveConflicts(archive *archiveFlag, args []string, updates, asJSON bool) error {
	q, err := queryOf(args)
	if err != nil {
		return err
	}
	s, err := archive.readJoined()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	list, _, err := s.FindConflicts(ctx, store.Conflicts{Query: q, Updates: updates, Limit: maxAcross})
	if err != nil {
		return archiveError(err)
	}
	texts := versionsOf(ctx, s)
	if asJSON {
		var rows []joined.ConflictRow
		for _, c := range list {
			row := joined.Conflict(&c.Conflict, func(thread.MentionID) string { return c.Event }, texts.text)
			row.ID, row.Label = c.ID, c.Label.String()
			rows = append(rows, row)
		}
		return errors.Join(writeRows(rows), texts.err)
	}
	page := &sheet{Style: pageStyle()}
	plain := make([]thread.Conflict, len(list))
	for i, c := range list {
		plain[i] = c.Conflict
	}
	page.conflicts(texts, plain)
	return writePage(page, texts.err)
}

// writePage writes a page, and returns what went wrong before.
func writePage(page *sheet, err error) error {
	if _, werr := os.Stdout.Write(page.Bytes()); werr != nil {
		return &exitError{code: exitWrite, err: werr}
	}
	if err != nil {
		return archiveError(err)
	}
	return nil
}

// newDecideCommands returns the verbs by which people join and part.
func newDecideCommands() []*cobra.Command {
	verb := func(use, short, long, example string, least, most int, deciding func(args []string) ask.Deciding) *cobra.Command {
		var archive archiveFlag
		var why string
		cmd := &cobra.Command{Use: use, Short: short, Long: long, Example: example,
			Args: func(_ *cobra.Command, args []string) error {
				switch {
				case len(args) < least || len(args) > most:
					return errors.New("name what is meant by its ids: readout events and readout search print them")
				case strings.TrimSpace(why) == "":
					return errors.New("say why, in a sentence that others can check: --why \"…\"")
				}
				return nil
			},
			RunE: func(cmd *cobra.Command, args []string) error {
				d := deciding(args)
				d.Why = why
				return decide(cmd.Context(), &archive, &d)
			}}
		archive.add(cmd)
		cmd.Flags().StringVar(&why, "why", "", "the `REASON`, a sentence that others can check; it is kept")
		return cmd
	}
	return []*cobra.Command{
		verb("join [flags] ID ID", "Say that two events, or two actors, are one",
			`Join keeps that two joined events (ev_…) or two actors (ac_…) are one. The first id stands for both from then on, also when
stories are read again or come in later; the second one resolves to it. readout undo takes it back.`,
			`  readout join ev_8f3a51c02bd94e5f10aa ev_1c5e90aa73b1f02d64e8 --why "one blast, told by day and by night"`, 2, 2,
			func(args []string) ask.Deciding { return ask.Deciding{Do: "join", ID: args[0], Other: args[1]} }),
		verb("part [flags] ID MENTION|STORY|ID", "Say that something is not part of an event, or that an actor is somebody else",
			`Part keeps that a mention (ve_…:17, the byte of its word) tells of another event than the others of a joined event, that an actor
is somebody else in one story (st_…), or that an actor whom a rule joined by name is somebody else (ac_…). It holds for new
readings; readout undo takes it back.`,
			`  readout part ac_8f3a51c02bd94e5f10aa st_1c5e90aa73b1f02d64e8 --why "a namesake"`, 2, 2,
			func(args []string) ask.Deciding { return ask.Deciding{Do: "part", ID: args[0], Other: args[1]} }),
		verb("undo [flags] ID", "Take back the last decision about an event or an actor",
			`Undo takes back the last join or part that is about an id and holds. The decision stays in the archive as taken back.`,
			`  readout undo ev_8f3a51c02bd94e5f10aa --why "they are two after all"`, 1, 1,
			func(args []string) ask.Deciding { return ask.Deciding{Do: "undo", ID: args[0]} }),
	}
}

// decide keeps what a person decides and prints the id that stands today.
func decide(ctx context.Context, archive *archiveFlag, d *ask.Deciding) error {
	s, err := archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	var problem *ask.Error
	err = s.Update(ctx, func(tx *store.Tx) error { return ask.Decide(tx, d) })
	if errors.As(err, &problem) {
		return errors.New(problem.Detail + ". " + problem.Do)
	}
	if err != nil {
		return archiveError(err)
	}
	id, err := s.Resolve(ctx, d.ID)
	if err != nil {
		return archiveError(err)
	}
	fmt.Println(id)
	return nil
}
