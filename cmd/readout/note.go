package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/spf13/cobra"
)

// newNoteCommand returns the verb of notes and tags.
func newNoteCommand() *cobra.Command {
	var archive archiveFlag
	var by, text string
	var tags []string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "note [ST|VE [A3]]|[drop NO]",
		Short: "Write notes and tags on stories and values, list them, take them back",
		Long: `Note gives a story, or a value of its record (a3, e5, u2), a note or tags, and lists what a story has; without an id it lists all
tags. One on a value knows it by its words and holds for new readings and versions. tag: in a query finds tags. readout note drop takes one back.`,
		Example: `  readout note st_1c5e90aa73b1f02d64e8 e2 --tag check,boats
  readout note st_1c5e90aa73b1f02d64e8 --text "Ask the ministry."
  readout search tag:check`,
		Args: cobra.MaximumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if len(tags) == 0 && text == "" && (len(args) == 0 || args[0] != "drop") {
				return listNotes(cmd, &archive, args, asJSON)
			}
			if len(args) == 0 {
				return errors.New("name a story: readout search prints ids")
			}
			s, err := archive.write()
			if err != nil {
				return err
			}
			defer s.Close()
			service := &ask.Service{Store: s}
			if args[0] == "drop" {
				if len(args) != 2 {
					return errors.New("name the note: readout note ST prints ids (no_…)")
				}
				_, err := service.DropNote(ctx, args[1])
				return askError(err)
			}
			wanted := []ask.Noting{}
			for _, tag := range tags {
				wanted = append(wanted, ask.Noting{Tag: tag})
			}
			if text != "" {
				wanted = append(wanted, ask.Noting{Text: text})
			}
			for _, in := range wanted {
				in.Version, in.ID, in.By = args[0], strings.Join(args[1:], ""), by
				made, err := service.Note(ctx, &in)
				if err != nil {
					return askError(err)
				}
				fmt.Println(made.ID)
			}
			return nil
		},
	}
	archive.add(cmd)
	cmd.Flags().StringSliceVar(&tags, "tag", nil, "`TAGS`, with commas between")
	cmd.Flags().StringVar(&text, "text", "", "the `WORDS` of a note")
	cmd.Flags().StringVar(&by, "by", userName(), "`NAME` of who says so")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, one row a line")
	return cmd
}

// listNotes prints the notes and tags of a story, or all tags.
func listNotes(cmd *cobra.Command, archive *archiveFlag, args []string, asJSON bool) error {
	s, err := archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	if len(args) == 0 {
		tags, err := s.Tags(cmd.Context())
		if err != nil || asJSON {
			return errors.Join(archiveError(err), writeRows(tags))
		}
		for _, t := range tags {
			fmt.Printf("%-30s %d\n", printable(t.Value), t.Count)
		}
		return nil
	}
	list, err := s.Notes(cmd.Context(), args[0])
	if err != nil || asJSON {
		return errors.Join(archiveError(err), writeRows(list))
	}
	for _, n := range list {
		what := n.Text
		if n.Tag != "" {
			what = "tag:" + n.Tag
		}
		fmt.Printf("%s %s %s %s  %s\n", n.ID, n.At.Format("2006-01-02"), printable(n.By), n.Local, printable(what))
	}
	return nil
}

// newGradeCommand returns the verb by which people grade sources.
func newGradeCommand() *cobra.Command {
	var archive archiveFlag
	var in ask.Grading
	var asJSON, rule bool
	cmd := &cobra.Command{
		Use:   "grade [outlet NAME|speaker KIND|happening EV [GRADE]]",
		Short: "Say how reliable a source is, A to F; list what was said",
		Long: `Grade keeps what people say of outlets and kinds of speakers, A (completely reliable) to F (cannot be judged), with a reason. No program
gives a grade. How credible something that happened is (1 to 6) is derived by a rule that --rule prints; readout grade happening
EV 2 says otherwise, with a reason, beside it. Without a grade it lists those that hold; - for a grade takes one back.`,
		Example: `  readout grade outlet courier.example B --why "it corrects itself"
  readout grade`,
		Args: cobra.MaximumNArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			if rule {
				fmt.Println(thread.CredibilityRule)
				return nil
			}
			if len(args) < 3 {
				return listGrades(cmd, &archive, asJSON)
			}
			if in.Kind, in.What, in.Grade = args[0], args[1], strings.TrimPrefix(args[2], "-"); in.Why == "" {
				return errors.New("say why, in a sentence that others can check: --why \"…\"")
			}
			s, err := archive.write()
			if err != nil {
				return err
			}
			defer s.Close()
			return askError((&ask.Service{Store: s}).Grade(cmd.Context(), &in))
		},
	}
	archive.add(cmd)
	cmd.Flags().StringVar(&in.By, "by", userName(), "`NAME` of who says so")
	cmd.Flags().StringVar(&in.Why, "why", "", "the `REASON`, a sentence that others can check; it is kept")
	cmd.Flags().BoolVar(&rule, "rule", false, "print the rule by which credibility is derived")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, one row a line")
	return cmd
}

// listGrades prints the grades that hold.
func listGrades(cmd *cobra.Command, archive *archiveFlag, asJSON bool) error {
	s, err := archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := s.Grades(cmd.Context(), "", "")
	if err != nil || asJSON {
		return errors.Join(archiveError(err), writeRows(list))
	}
	for _, g := range list {
		fmt.Printf("%-9s %-30s %s  %s (%s, %s)\n", g.Kind, printable(g.What), g.Grade, printable(g.Why), printable(g.By), g.At.Format("2006-01-02"))
	}
	return nil
}
