package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/spf13/cobra"
)

// studyFlags are the flags of readout study.
type studyFlags struct {
	archive archiveFlag
	asked   ask.StudyAsked
	by, why string
	agreed  bool
	asJSON  bool
}

// newStudyCommand returns the verb of samples that several people judge apart.
func newStudyCommand() *cobra.Command {
	var f studyFlags
	cmd := &cobra.Command{
		Use:   "study DEED [flags] …",
		Short: "Let several people judge a sample apart, measure how far they agree, settle the rest",
		Long: `Study draws statements and events by chance that two people or more judge, each alone: until all are done nobody sees what
another says, on pages, by the API, in lists or exports. Then it says how far they agree, field by field (Krippendorff's
alpha), and somebody else settles what they differ on. What is settled is kept as reviews, which hold for new readings.

  readout study make --title TITLE --coders INES,BO --sample 200 --seed 7 [QUERY]
  readout study list
  readout study show   SY                    one's own marks (--by); those of all, when all are done
  readout study code   SY N yes [FIELD=VALUE…]  what value N is: the fields that the machine read otherwise
  readout study code   SY N no|unsure
  readout study agree  SY                    how far they agree, when all are done
  readout study settle SY N yes [FIELD=VALUE…]  or no: what holds where they differ, with --why
  readout study settle SY --agreed           keep all that they agree on`,
		Example: `  readout study make --title "Types of events" --coders ines,bo --sample 200 --seed 7
  readout study code sy_1c5e90aa73b1f02d64e8 1 yes type=AGREE --by ines`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), args[0], args[1:]) },
	}
	f.archive.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.asked.Title, "title", "", "make: the `TITLE`")
	flags.StringSliceVar(&f.asked.Coders, "coders", nil, "make: `NAMES` of who judges; accounts of editors, where there are accounts")
	flags.IntVar(&f.asked.Sample, "sample", 0, "make: `N` statements and events")
	flags.Int64Var(&f.asked.Seed, "seed", 1, "make: the `NUMBER` that the sample follows from")
	flags.BoolVar(&f.asked.Blank, "blank", false, "make: who judges does not see what the machine read")
	flags.StringVar(&f.by, "by", userName(), "`NAME` of who says so")
	flags.StringVar(&f.why, "why", "", "the `REASON`, a sentence that others can check")
	flags.BoolVar(&f.agreed, "agreed", false, "settle: all that they agree on")
	flags.BoolVar(&f.asJSON, "json", false, "print JSON")
	return cmd
}

// run does what the first word says.
func (f *studyFlags) run(ctx context.Context, deed string, args []string) error {
	switch deed {
	case "list", "show", "agree":
		return f.look(ctx, deed, args)
	case "make":
		f.asked.Query, f.asked.By = strings.Join(args, " "), f.by
		if f.asked.Title == "" || f.asked.Sample < 1 {
			return errors.New("say what it is called and how many are drawn: --title … --sample 200")
		}
		return f.write(func(s *ask.Service) error {
			id, err := s.MakeStudy(ctx, &f.asked)
			if err == nil {
				fmt.Println(id)
			}
			return err
		})
	case "code", "settle":
		return f.judge(ctx, deed, args)
	}
	return fmt.Errorf("%.40q is nothing to do: make, list, show, code, agree or settle", deed)
}

// write does something with the archive open for writing.
func (f *studyFlags) write(do func(*ask.Service) error) error {
	s, err := f.archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	return askError(do(&ask.Service{Store: s}))
}

// judge keeps what somebody says of a value of a study, or what is settled of it.
func (f *studyFlags) judge(ctx context.Context, deed string, args []string) error {
	if len(args) == 1 && f.agreed && deed == "settle" {
		return f.write(func(s *ask.Service) error {
			n, err := s.Settle(ctx, args[0], &ask.Settling{Agreed: true, By: f.by})
			if err == nil {
				fmt.Printf("%s settled\n", plural(n, "value", "values"))
			}
			return err
		})
	}
	if len(args) < 3 {
		return fmt.Errorf("name the study, the number of the value and yes or no: readout study %s SY 1 yes type=AGREE", deed)
	}
	n, err := strconv.Atoi(args[1])
	if err != nil || n < 1 {
		return fmt.Errorf("%.20q is no number of a value: readout study show prints them", args[1])
	}
	values := make(map[string]string)
	for _, arg := range args[3:] {
		field, value, ok := strings.Cut(arg, "=")
		if !ok {
			return fmt.Errorf("%.60q: want FIELD=VALUE", arg)
		}
		values[field] = value
	}
	return f.write(func(s *ask.Service) error {
		if deed == "code" {
			return s.Mark(ctx, args[0], &ask.Marking{N: n, Right: args[2], Values: values, Why: f.why, By: f.by})
		}
		_, err := s.Settle(ctx, args[0], &ask.Settling{N: n, Right: args[2], Values: values, Why: f.why, By: f.by})
		return err
	})
}

// look prints studies, or one with what may be seen of it.
func (f *studyFlags) look(ctx context.Context, deed string, args []string) error {
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	service := &ask.Service{Store: s}
	if deed == "list" {
		list, err := service.Studies(ctx)
		if err != nil || f.asJSON {
			return errors.Join(archiveError(err), writeRows(list))
		}
		for _, st := range list {
			fmt.Printf("%s  %s, %s, %d settled", st.ID, printable(st.Title), plural(st.Items, "value", "values"), st.Settled)
			for _, c := range st.Coders {
				fmt.Printf("; %s %d", printable(c.Name), c.Done)
			}
			fmt.Println()
		}
		return nil
	}
	if len(args) != 1 {
		return errors.New("name a study: readout study list prints their ids (sy_…)")
	}
	st, err := service.Study(ctx, args[0], f.by)
	if err != nil {
		return archiveError(err)
	}
	if st.Open {
		fmt.Fprintln(os.Stderr, "not all are done: what others say is not shown")
	}
	if deed == "agree" {
		if f.asJSON {
			return writeRows(st.Agreement)
		}
		printAgreement(st.Agreement)
		return nil
	}
	if f.asJSON {
		return writeRows(st.List)
	}
	for _, it := range st.List {
		fmt.Printf("%d %s %s\n  %s\n", it.N, it.Layer, printable(it.Line), printable(it.Anchor.Passage))
		for _, m := range it.Marks {
			fmt.Printf("  %s: %s %s\n", printable(m.By), m.Right, printable(fmt.Sprint(m.Values)))
		}
		if len(it.Differ) > 0 && it.Settled == "" {
			fmt.Printf("  they differ on %s\n", strings.Join(it.Differ, ", "))
		}
		if it.Settled != "" {
			fmt.Printf("  settled by %s: %s\n", printable(it.Settled), strings.Join(it.Reviews, ", "))
		}
	}
	return nil
}
