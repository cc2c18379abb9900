package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// reviewFlags are the flags of readout review.
type reviewFlags struct {
	archive archiveFlag
	by, why string
	fits    string
	asJSON  bool
	share   float64
	limit   int
	sample  int
	seed    int64
}

// newReviewCommand returns the verb by which people say what values are.
func newReviewCommand() *cobra.Command {
	var f reviewFlags
	cmd := &cobra.Command{
		Use:   "review DEED [flags] …",
		Short: "Say which values of a record are right, wrong or missing; the machine's value stays beside",
		Long: `Review keeps what people say of the values that were read, with a reason. What a person says stands in place of the machine's
value in searches, pages and exports, and holds for new readings and new versions of the story: it is known again by the
words of its sentence, never by a number. Where these are gone, readout review list says so. readout review undo takes it back.

  readout review correct ST A3 FIELD=VALUE   a value is another; FIELD= says that there is none
  readout review confirm ST A3 [FIELD]       a value, or all of a statement, an event or an actor is right
  readout review reject  ST A3 [FIELD]       it is wrong
  readout review add     ST LAYER FIELD=VALUE…  a statement (content=, cue=), an event (trigger=, type=) or an actor is missing
  readout review undo    RV                  takes a review back
  readout review list    [ST|VE|RV]          what was said, and what has become of it
  readout review queue   [QUERY]             what is most in doubt and most used, of what nobody reviewed
  readout review sample  N [QUERY]           N values by chance, each as likely, the same for the same --seed
  readout review agree                       how far people agree on each field: Krippendorff's alpha
  readout review gold    [QUERY]             stories of which people said something, with what they said, as annotated
                                             stories for training and scoring: one a line, whole texts with all names

ST is a story (st_…, its current version) or a version (ve_…); A3 an id in its record, as readout show prints them: a3, e5, u2.
Fields of statements: speaker kind act status quoted date content; of events: type modes actor recipient status date
place; of actors: name kind country sectors. Several actors are parted by ";"; "Name [person, NOR]" is one whom the record does not know.`,
		Example: `  readout review correct st_1c5e90aa73b1f02d64e8 e2 type=AGREE --why "they signed"
  readout review list --fits gone
  readout review queue --sample 500 --seed 7 --json > sample.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), args[0], args[1:]) },
	}
	f.archive.add(cmd)
	cmd.Flags().StringVar(&f.by, "by", userName(), "`NAME` of who says so")
	cmd.Flags().StringVar(&f.why, "why", "", "the `REASON`, a sentence that others can check; it is kept")
	cmd.Flags().StringVar(&f.fits, "fits", "", "list those alone that are `STATE`: applies, agrees, restored, gone")
	cmd.Flags().IntVar(&f.limit, "limit", 50, "`N` rows at most")
	cmd.Flags().IntVar(&f.sample, "sample", 0, "queue: `N` by chance, each as likely, for a study")
	cmd.Flags().Int64Var(&f.seed, "seed", 1, "queue: the `NUMBER` that a sample follows from")
	cmd.Flags().Float64Var(&f.share, "share", 0, "gold: only stories of which people judged this `SHARE` of statements and events, 0 to 1")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print JSON, one row a line")
	return cmd
}

// userName returns the name of who runs the program.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}

// run does what the first word says.
func (f *reviewFlags) run(ctx context.Context, deed string, args []string) error {
	switch deed {
	case "list":
		return f.list(ctx, args)
	case "queue":
		return f.queue(ctx, args)
	case "sample":
		n, err := strconv.Atoi(strings.Join(args[:min(len(args), 1)], ""))
		if err != nil || n < 1 {
			return errors.New("say how many: readout review sample 500 --seed 7")
		}
		f.sample = n
		return f.queue(ctx, args[1:])
	case "agree":
		return f.agree(ctx)
	case "gold":
		return f.gold(ctx, args)
	case "undo":
		if len(args) != 1 {
			return errors.New("name the review that is taken back: readout review list prints its id (rv_…)")
		}
		return f.write(ctx, func(s *ask.Service) error {
			_, err := s.UndoReview(ctx, args[0], f.by, f.why)
			return err
		})
	case "correct", "confirm", "reject", "add":
		in, err := f.reviewing(deed, args)
		if err != nil {
			return err
		}
		return f.write(ctx, func(s *ask.Service) error {
			made, err := s.Review(ctx, in)
			if err == nil {
				fmt.Println(made.ID)
			}
			return err
		})
	}
	return fmt.Errorf("%.40q is nothing to do: correct, confirm, reject, add, undo, list, queue, sample, agree or gold", deed)
}

// reviewing reads the words of a review.
func (f *reviewFlags) reviewing(deed string, args []string) (*ask.Reviewing, error) {
	if len(args) < 2 {
		return nil, errors.New("name a story and a value of its record: readout search and readout show print their ids")
	}
	in := &ask.Reviewing{Version: args[0], Do: deed, By: f.by, Why: f.why, Values: make(map[string]string)}
	if deed == "add" {
		in.Layer = args[1]
	} else {
		in.ID = args[1]
	}
	for _, arg := range args[2:] {
		field, value, found := strings.Cut(arg, "=")
		if found != (deed == "correct" || deed == "add") || deed != "add" && len(args) > 3 {
			return nil, fmt.Errorf("%.60q: correct takes one FIELD=VALUE, add several, confirm and reject a FIELD", arg)
		}
		if in.Field, in.Value = field, value; deed == "add" {
			in.Field, in.Value, in.Values[field] = "", "", value
		}
	}
	return in, nil
}

// write does something with the archive open for writing.
func (f *reviewFlags) write(ctx context.Context, do func(*ask.Service) error) error {
	if strings.TrimSpace(f.why) == "" {
		return errors.New("say why, in a sentence that others can check: --why \"…\"")
	}
	s, err := f.archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	return askError(do(&ask.Service{Store: s}))
}

// list prints reviews, the newest first.
func (f *reviewFlags) list(ctx context.Context, args []string) error {
	if len(args) > 1 {
		return errors.New("list takes one id at most: of a story, a version or a review")
	}
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	what := store.Reviews{State: review.State(f.fits), Limit: f.limit}
	if len(args) > 0 {
		what.ID = args[0]
	}
	list, total, err := s.Reviews(ctx, what)
	if err != nil {
		return archiveError(err)
	}
	if f.asJSON {
		return writeRows(list)
	}
	for _, r := range list {
		state := string(r.State)
		if r.Undone != "" {
			state = "taken back by " + r.Undone
		}
		fmt.Printf("%s %s %s %s %s %s\n", r.ID, r.At.Format("2006-01-02"), printable(r.By), r.Do, r.Layer, r.Field)
		fmt.Printf("  machine: %s\n  person:  %s\n  why:     %s\n  %s %s %s\n", printable(r.Machine), printable(r.Value), printable(r.Why), r.Story, r.Local, printable(state))
		fmt.Printf("  %s\n", printable(r.Anchor.Passage))
	}
	if total > len(list) {
		fmt.Fprintf(os.Stderr, "the newest %d of %d: --limit prints more\n", len(list), total)
	}
	return nil
}

// queue prints what nobody reviewed.
func (f *reviewFlags) queue(ctx context.Context, args []string) error {
	q, err := queryOf(args)
	if err != nil {
		return err
	}
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := ask.Doubts(ctx, s, ask.Doubting{Query: q, Limit: max(f.limit, 1), Sample: f.sample, Seed: f.seed})
	if err != nil {
		return archiveError(err)
	}
	if f.asJSON {
		return writeRows(list)
	}
	for _, d := range list {
		fmt.Printf("%s %s %.2f ×%d  %s\n  %s\n", d.Story, d.ID, d.Confidence, d.Uses, printable(d.What), printable(d.Sentence))
	}
	return nil
}

// agree prints how far people agree, field by field.
func (f *reviewFlags) agree(ctx context.Context) error {
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	rows, _, err := s.Reviews(ctx, store.Reviews{Limit: math.MaxInt32})
	if err != nil {
		return archiveError(err)
	}
	var list []*review.Review
	for _, r := range slices.Backward(rows) { // the oldest first: of one person the last counts
		if r.Undone == "" {
			list = append(list, r.Review)
		}
	}
	agreed := review.Agree(list)
	if f.asJSON {
		return writeRows(agreed)
	}
	printAgreement(agreed)
	return nil
}

// printAgreement prints how far people agree, a field a line.
func printAgreement(agreed []review.Agreement) {
	if len(agreed) == 0 {
		fmt.Fprintln(os.Stderr, "no value was judged by two people")
	}
	for _, a := range agreed {
		alpha := "all alike"
		if a.Alpha != nil {
			alpha = fmt.Sprintf("%.3f", *a.Alpha)
		}
		fmt.Printf("%-9s %-9s %5d values, %d people: %s\n", a.Layer, a.Field, a.Units, a.People, alpha)
	}
}
