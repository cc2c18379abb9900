package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newSearchCommand returns the verb that searches the archive.
func newSearchCommand() *cobra.Command {
	var archive archiveFlag
	var limit int
	var asJSON, all bool
	cmd := &cobra.Command{
		Use:   "search [flags] QUERY…",
		Short: "Find sentences by words, by who said them, by what was done",
		Long: `Search finds stories by words ("exact phrases", beginnings*, OR, -without, parentheses) and
statements and events by fields. Results show the sentence that answers and what opens it:

` + store.FieldHelp(),
		Example: `  readout search ferry OR boat
  readout search speaker:arendt act:deny
  readout search 'about:"joint rescue service" after:2024-05-01'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := store.ParseQuery(strings.Join(args, " "))
			if err != nil {
				return fmt.Errorf("query: %w", err)
			}
			if limit < 1 || limit > 1000 {
				return fmt.Errorf("--limit %d: want 1 to 1000", limit)
			}
			q.All = all
			s, err := archive.read()
			if err != nil {
				return err
			}
			defer s.Close()
			return search(s, q, limit, asJSON)
		},
	}
	archive.add(cmd)
	cmd.Flags().IntVar(&limit, "limit", 20, "`NUMBER` of results at most")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one result a line")
	cmd.Flags().BoolVar(&all, "all", false, "search older versions too")
	return cmd
}

// search prints the answer to a query.
func search(s *store.Store, q *store.Query, limit int, asJSON bool) error {
	ctx, stop := untilStopped()
	defer stop()
	res, err := s.Search(ctx, q, limit)
	if err != nil {
		return archiveError(err)
	}
	if asJSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetEscapeHTML(false)
		for _, h := range res.Hits {
			if err := enc.Encode(hitJSON(h)); err != nil {
				return &exitError{code: exitWrite, err: err}
			}
		}
		return nil
	}
	page := &sheet{Style: pageStyle()}
	for _, h := range res.Hits {
		page.hit(h)
	}
	if _, err := os.Stdout.Write(page.Bytes()); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	fmt.Fprintln(os.Stderr, searchSummary(res))
	return nil
}

// hit prints one result: the sentence, then where it stands.
func (s *sheet) hit(h *store.Hit) {
	mark := "· "
	if h.Act != "" {
		mark = strings.ToLower(h.Act) + "  "
		if h.Status != "" && h.Status != "asserted" {
			mark = strings.ToLower(h.Act) + " (" + h.Status + ")  "
		}
	}
	s.para(0, ansiBold, mark, h.Sentence)
	where := []string{}
	for _, part := range []string{h.Outlet, h.Day, h.Headline} {
		if part != "" && part != h.Sentence {
			where = append(where, part)
		}
	}
	if h.Copies > 0 {
		where = append(where, "and "+plural(h.Copies, "copy", "copies"))
	}
	s.faint(2, "%s", strings.Join(where, " · "))
	s.faint(2, "readout show %s", h.Ref())
	s.WriteByte('\n')
}

// hitJSON is the form of a result in JSON.
func hitJSON(h *store.Hit) any {
	return map[string]any{
		"kind": h.Kind, "story": h.Story, "version": h.ID, "n": h.N, "id": h.Local, "open": h.Ref(), "outlet": h.Outlet, "day": h.Day,
		"headline": h.Headline, "sentence": h.Sentence, "span": h.Points(), "speaker": h.Who, "act": h.Act, "status": h.Status,
		"group": h.Group, "copies": h.Copies,
	}
}

// searchSummary says what a search found, in lines of reporting too.
func searchSummary(res *store.Results) string {
	if res.Stories == 0 && res.Undated == 0 {
		return "nothing found"
	}
	text := plural(res.Stories, "story", "stories") + ", " + plural(res.Outlets, "outlet", "outlets") + ", " + plural(res.Lines, "line", "lines")
	if res.Capped {
		text = "more than " + text
	}
	if res.Newest {
		text += "; too many to rank, the newest come first"
	}
	if res.Undated > 0 {
		text += "; " + plural(res.Undated, "story without a publication date is", "stories without a publication date are") + " left out"
	}
	return text
}
