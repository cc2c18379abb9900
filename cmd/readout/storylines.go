package main

import (
	"errors"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/spf13/cobra"
)

// newStorylinesCommand returns the verb that strings stories together.
func newStorylinesCommand() *cobra.Command {
	var in acrossFlags
	cmd := &cobra.Command{
		Use:   "storylines [flags] [QUERY…]",
		Short: "String together stories of one matter over days",
		Long: `Storylines prints which stories of the archive, of the 1,500 that were posted last, or of those of --from, seem to be of one matter: each
with the one before it, of three weeks at most, that it is most like. Words and names count the less, the more stories
have them; copies of one text are one story. With a QUERY, only storylines of which a story answers it.

Of one storyline, named by its id (sl_…) or a story's (st_…), it prints the stories in the same way.`,
		Example: `  readout storylines --from examples/press
  readout storylines ferry
  readout storylines sl_8f3a51c02bd94e5f`,
		RunE: func(cmd *cobra.Command, args []string) error {
			stored, err := in.fromArchive(args)
			if err != nil {
				return err
			}
			if stored {
				return archiveStorylines(&in.archive, args, in.asJSON)
			}
			d, err := in.join(cmd.Context())
			if d == nil {
				return err
			}
			return errors.Join(printStorylines(storylinesOf(d), in.asJSON), err)
		},
	}
	in.add(cmd)
	return cmd
}

// storylinesOf returns the storylines of given stories, those that went on last first.
func storylinesOf(d *joined.Set) []ask.Storyline {
	var matters []thread.Matter
	of, seen := map[string]*thread.Story{}, map[string]bool{}
	for _, s := range d.Stories {
		if of[s.ID] == nil && !seen[s.Line] { // copies and versions are one
			of[s.ID], seen[s.Line] = s, true
			matters = append(matters, thread.MatterOf(s))
		}
	}
	return ask.StorylinesOf(thread.Storylines(matters), func(id string) ask.StorylineStep {
		s := of[id]
		headline := s.Headline
		if headline == "" {
			headline = s.Ref
		}
		return ask.StorylineStep{Story: readout.StoryID(s.ID), Version: readout.VersionID(s.Version), Outlet: s.Outlet, Headline: headline}
	})
}

// archiveStorylines prints storylines of an archive.
func archiveStorylines(archive *archiveFlag, args []string, asJSON bool) error {
	s, err := archive.readJoined()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	service := &ask.Service{Store: s}
	if len(args) == 1 && (strings.HasPrefix(args[0], "sl_") || strings.HasPrefix(args[0], "st_")) {
		one, err := service.Storyline(ctx, args[0])
		if err != nil {
			return archiveError(err)
		}
		return printStorylines([]ask.Storyline{*one}, asJSON)
	}
	list, _, err := service.LatestStorylines(ctx, strings.Join(args, " "))
	if err != nil {
		return archiveError(err)
	}
	return printStorylines(list, asJSON)
}

// printStorylines prints storylines: a row each as JSON, else each with its stories.
func printStorylines(list []ask.Storyline, asJSON bool) error {
	if asJSON {
		return writeRows(list)
	}
	page := &sheet{Style: pageStyle()}
	for i := range list {
		l := &list[i]
		page.head("%s to %s  %s by %s", l.From, l.To, plural(l.Stories, "story", "stories"), plural(l.Outlets, "outlet", "outlets"))
		heads := map[string]string{}
		for _, s := range l.Steps {
			heads[string(s.Story)] = s.Headline
			page.para(2, "", "", s.Day+"  "+s.Outlet+"  "+s.Headline)
			if s.Follows != "" {
				page.faint(4, "most like “%s” before it", heads[s.Follows])
			}
		}
		page.faint(2, "%s", l.ID)
	}
	if len(list) == 0 {
		page.faint(0, "no two stories of different days are of one matter")
	}
	return writePage(page, nil)
}
