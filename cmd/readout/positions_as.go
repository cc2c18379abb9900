package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// positionForms are the forms in which positions go to other programs.
var positionForms = []string{"dna", "graphml", "gexf"}

// forms registers the flags of these forms.
func (f *positionsFlags) forms(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.as, "as", "", "for other programs, of one or several --on: dna (tables of Discourse Network Analyzer), graphml or gexf (who takes which side, from when to when); a `FORM`")
	flags.StringVarP(&f.out, "output", "o", "", "with --as, the `FILE`, of dna the folder; without it standard output")
	flags.StringVar(&f.unmask, "unmask", "", "with --as, name private persons, for a `REASON` that is written into the graph")
	flags.BoolVar(&f.force, "force", false, "with --as, write over files that are there")
}

// checkAs reports what makes no sense.
func (f *positionsFlags) checkAs() error {
	switch {
	case f.as == "":
		return errors.New("-o goes with --as: " + strings.Join(positionForms, ", "))
	case !slices.Contains(positionForms, f.as):
		return fmt.Errorf("--as %s: want one of %s", f.as, strings.Join(positionForms, ", "))
	case f.asJSON || f.changes || f.sides || f.optional:
		return errors.New("--as has all positions, from when to when: leave out --json, --changes, --sides and --options")
	case len(f.questions) == 0:
		return errors.New("say what is asked: --on \"working with …\", once for each question")
	case f.as == "dna" && f.out == "":
		return errors.New("--as dna writes six tables: name a folder with -o")
	case f.at != "" && !oneDay.MatchString(f.at):
		return fmt.Errorf("--at %q is no day: write it as 2024-05-01", f.at)
	case f.unmask != "" && strings.TrimSpace(f.unmask) == "":
		return errors.New("--unmask: say why")
	}
	return nil
}

// runAs writes positions for other programs.
func (f *positionsFlags) runAs(ctx context.Context) error {
	stored, err := f.fromArchive(nil)
	if err != nil {
		return err
	}
	if err := f.checkAs(); err != nil {
		return err
	}
	d := &export.Discourse{Program: "readout " + pipeline.Version, Unmask: strings.TrimSpace(f.unmask)}
	if stored {
		err = f.addStored(d)
	} else {
		err = f.addGiven(ctx, d)
	}
	var exit *exitError
	if err != nil && !(errors.As(err, &exit) && exit.code == exitInputs) { // some inputs could not be read: the others are written
		return err
	}
	return errors.Join(f.writeAs(d), err)
}

// addGiven adds what the stories of --from say.
func (f *positionsFlags) addGiven(ctx context.Context, d *export.Discourse) error {
	asker := question.New(language.English())
	set, err := f.join(ctx)
	if set == nil {
		return err
	}
	told := set.Told()
	if f.at != "" {
		told = question.Until(told, f.at)
	}
	for _, words := range f.questions {
		q := asker.Parse(words)
		if q.Empty() {
			return fmt.Errorf("%q has no word to look for: name what is done and to what, such as \"opening the border\"", words)
		}
		list, _ := asker.Positions(q, told, f.actor)
		if err := d.Add(q.Words, list, func(version string) (*readout.Record, export.Who, error) {
			return f.records[version], export.Who{}, nil
		}); err != nil {
			return err
		}
	}
	return err
}

// addStored adds what the stories of the archive say.
func (f *positionsFlags) addStored(d *export.Discourse) error {
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	service := &ask.Service{Store: s}
	record := func(id string) (*readout.Record, export.Who, error) {
		v, err := s.Version(ctx, id)
		if err != nil {
			return nil, export.Who{}, err
		}
		rec, err := s.Record(ctx, &v.VersionRef)
		if err != nil {
			return nil, export.Who{}, err
		}
		who := export.Who{Story: string(v.Story)}
		who.Actors, who.Public, err = s.ActorIDs(ctx, &v.VersionRef)
		return rec, who, err
	}
	for _, words := range f.questions {
		c, err := service.Claims(ctx, ask.PositionsQuestion{On: words, Actor: f.actor, At: f.at})
		if err == nil {
			err = d.Add(c.Question.Words, c.Positions, record)
		}
		var problem *ask.Error
		if errors.As(err, &problem) {
			return errors.New(problem.Detail + ": " + problem.Do)
		}
		if err != nil {
			return archiveError(err)
		}
		if c.Asked < c.Found && !f.quiet {
			fmt.Fprintf(os.Stderr, "%s: asked of the newest %d of %d stories that have its words\n", c.Question.Words, c.Asked, c.Found)
		}
	}
	return nil
}

// writeAs writes what is asked for.
func (f *positionsFlags) writeAs(d *export.Discourse) error {
	if f.as == "dna" {
		files, left, err := d.WriteDNA(f.out, f.force)
		if err != nil {
			return &exitError{code: exitWrite, err: err}
		}
		if !f.quiet {
			for _, w := range files {
				fmt.Fprintf(os.Stderr, "%s  %s\n", printable(w.Path), plural(w.Rows, "row", "rows"))
			}
		}
		if left > 0 && !f.quiet {
			fmt.Fprintf(os.Stderr, "left out: %s, open, conditional or undecided: agreement is yes or no\n", plural(left, "position", "positions"))
		}
		return nil
	}
	var b bytes.Buffer
	write := d.WriteGEXF
	if f.as == "graphml" {
		write = d.WriteGraphML
	}
	if err := write(&b); err != nil {
		return err
	}
	out := io.Writer(os.Stdout)
	if f.out != "" && f.out != "-" {
		flag := os.O_CREATE | os.O_WRONLY | os.O_TRUNC
		if !f.force {
			flag |= os.O_EXCL
		}
		file, err := os.OpenFile(f.out, flag, 0o644)
		if errors.Is(err, os.ErrExist) {
			err = fmt.Errorf("%s: %w", f.out, export.ErrExists)
		}
		if err != nil {
			return &exitError{code: exitWrite, err: err}
		}
		defer file.Close()
		out = file
	}
	if _, err := out.Write(b.Bytes()); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	return nil
}
