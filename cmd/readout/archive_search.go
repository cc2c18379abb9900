package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/show"
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
statements and events by fields. Results show the sentence that answers and what opens it; copies of a
story are one result. What fits best comes first, else the newest story. All that is found is counted:
readout export with the same query writes as many rows.

` + store.FieldHelp(),
		Example: `  readout search ferry OR boat
  readout search speaker:arendt act:deny
  readout search 'about:"joint rescue service" after:2024-05-01'`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("nothing to search: give words or a field such as speaker:kerry")
			}
			return nil
		},
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
			return search(s, q, strings.Join(args, " "), limit, asJSON)
		},
	}
	archive.add(cmd)
	cmd.Flags().IntVar(&limit, "limit", 20, "`NUMBER` of results at most")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one result a line")
	cmd.Flags().BoolVar(&all, "all", false, "search older versions too")
	return cmd
}

// search prints the answer to a query.
func search(s *store.Store, q *store.Query, text string, limit int, asJSON bool) error {
	ctx, stop := untilStopped()
	defer stop()
	rows := make(map[readout.VersionID]*claim.Reader)
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	page := &sheet{Style: pageStyle()}
	res, err := (&ask.Service{Store: s}).Open(ctx, q, limit, func(h *store.Hit, record func() (*readout.Record, error)) error {
		if err := readRows(h, record, rows); err != nil {
			return err
		}
		row := rowOf(rows[h.ID], q, h)
		if !asJSON {
			page.hit(h, row)
		} else if err := enc.Encode(hitJSON(h, rows[h.ID], row)); err != nil {
			return &exitError{code: exitWrite, err: err}
		}
		return nil
	})
	if err != nil {
		return archiveError(err)
	}
	if asJSON {
		return nil
	}
	if _, err := os.Stdout.Write(page.Bytes()); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	fmt.Fprintln(os.Stderr, searchSummary(q.Kind, res))
	if res.Stories > 0 {
		return nil
	}
	why, err := s.WhyNothing(ctx, text, q.All)
	for _, sentence := range why {
		fmt.Fprintln(os.Stderr, sentence)
	}
	return archiveError(err)
}

// maxRowReaders is how many records are held for hits that follow.
const maxRowReaders = 100

// readRows reads what makes rows of the record that a hit stands in.
func readRows(h *store.Hit, record func() (*readout.Record, error), rows map[readout.VersionID]*claim.Reader) error {
	if rows[h.ID] != nil {
		return nil
	}
	rec, err := record()
	if err == nil && rec != nil {
		if len(rows) == maxRowReaders {
			clear(rows)
		}
		rows[h.ID] = claim.Read(rec)
	}
	return err
}

// rowOf returns the row of a hit, of words of a text that of what their sentence tells;
// nil for a version that is not read yet and for a sentence that tells nothing.
func rowOf(rows *claim.Reader, q *store.Query, h *store.Hit) *claim.Row {
	switch {
	case rows == nil:
		return nil
	case h.Local != "":
		return rows.Row(h.Local)
	}
	return rows.In(h.At, ask.Marks(q, rows.Text(), h.At))
}

// hit prints one result: who did what to whom above the sentence, or the
// sentence alone, then where it stands.
func (s *sheet) hit(h *store.Hit, row *claim.Row) {
	if row != nil {
		s.Write(show.Claim(row, "·", h.Sentence, s.Style))
	} else {
		s.para(0, ansiBold, "· ", h.Sentence)
		s.faint(2, "words alone: no statement or event was read in this sentence")
	}
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
func hitJSON(h *store.Hit, rows *claim.Reader, row *claim.Row) any {
	out := struct {
		Kind     store.ResultKind  `json:"kind"`
		Tells    store.ResultKind  `json:"tells,omitempty"`
		Story    readout.StoryID   `json:"story"`
		Version  readout.VersionID `json:"version"`
		N        int               `json:"n"`
		ID       string            `json:"id"`
		Open     string            `json:"open"`
		Outlet   string            `json:"outlet"`
		Day      string            `json:"day"`
		Headline string            `json:"headline"`
		Sentence string            `json:"sentence"`
		Span     readout.Span      `json:"span"`
		Speaker  string            `json:"speaker"`
		Act      string            `json:"act"`
		Status   string            `json:"status"`
		claim.Fields
		Group  string `json:"group"`
		Copies int    `json:"copies"`
	}{Kind: h.Kind, Story: h.Story, Version: h.ID, N: h.N, ID: h.Local, Open: h.Ref(), Outlet: h.Outlet, Day: h.Day, Headline: h.Headline,
		Sentence: h.Sentence, Span: h.Points(), Speaker: h.Who, Act: h.Act, Status: h.Status, Group: h.Group, Copies: h.Copies}
	if row != nil {
		out.Fields, out.ID, out.Tells, out.Status = rows.Fields(row, nil), row.ID, store.Events, string(row.Status)
		if row.Statement {
			out.Tells = store.Statements
		}
		if h.Local == "" {
			out.Act = row.Code
		}
	}
	return out
}

// searchSummary says what a search found, in lines of reporting too.
func searchSummary(kind store.ResultKind, res *store.Results) string {
	if res.Stories == 0 && res.Undated == 0 {
		return "nothing found"
	}
	text := ""
	if kind != store.Texts {
		text = plural(res.Found, string(kind), string(kind)+"s") + " in "
	}
	text += plural(res.Stories, "story", "stories") + ", " + plural(res.Outlets, "outlet", "outlets") + ", " + plural(res.Lines, "text", "texts")
	if res.Capped {
		text = "more than " + text + " (of so many results those are counted that came in last)"
	}
	if res.Newest {
		text += "; too many to rank, the newest come first"
	}
	if res.Undated > 0 {
		text += "; " + plural(res.Undated, "story without a publication date is", "stories without a publication date are") + " left out"
	}
	return text
}
