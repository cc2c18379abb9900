package main

import (
	"fmt"
	"io"
	"os"

	"github.com/seed-f92ea4cf/readout/internal/petrarch"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// dictFlags are the flags of a user's dictionaries in PETRARCH's formats.
type dictFlags struct {
	actors, agents, verbs, discards, issues string
	version                                 int
	first                                   bool
}

// add registers the flags on cmd.
func (f *dictFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.actors, "actors", "", "your actors, a `FILE` in the format of PETRARCH")
	cmd.Flags().StringVar(&f.agents, "agents", "", "your agents, a `FILE` in the format of PETRARCH")
	cmd.Flags().StringVar(&f.verbs, "verbs", "", "your verbs and patterns, a `FILE` in the format of PETRARCH")
	cmd.Flags().IntVar(&f.version, "verbs-version", 0, "the `VERSION` of PETRARCH that the verbs are for, 1 or 2, if the file does not tell")
	cmd.Flags().BoolVar(&f.first, "dict-first", false, "your verbs go before the program's own")
	cmd.Flags().StringVar(&f.discards, "discards", "", "phrases whose sentences or stories give no events, a `FILE` in the format of PETRARCH")
	cmd.Flags().StringVar(&f.issues, "issues", "", "phrases that tell issues, a `FILE` in the format of PETRARCH; for --as petrarch and phoenix")
}

// check reports flags that make no sense.
func (f *dictFlags) check() error {
	if f.version < 0 || f.version > 2 {
		return fmt.Errorf("--verbs-version %d: want 1 or 2", f.version)
	}
	return nil
}

// load reads the dictionaries. Lines that can't be taken are printed to
// standard error unless quiet is set.
func (f *dictFlags) load(quiet bool) (pipeline.Dictionaries, *petrarch.Issues, error) {
	d := pipeline.Dictionaries{First: f.first}
	var issues *petrarch.Issues
	for _, one := range []struct {
		file string
		read func(name string, in io.Reader) []petrarch.Problem
	}{
		{f.actors, func(name string, in io.Reader) (p []petrarch.Problem) {
			d.Actors, p = petrarch.ReadActors(name, in)
			return p
		}},
		{f.agents, func(name string, in io.Reader) (p []petrarch.Problem) {
			d.Agents, p = petrarch.ReadAgents(name, in)
			return p
		}},
		{f.verbs, func(name string, in io.Reader) (p []petrarch.Problem) {
			d.Verbs, p = petrarch.ReadVerbs(name, in, petrarch.Version(f.version))
			return p
		}},
		{f.discards, func(name string, in io.Reader) (p []petrarch.Problem) {
			d.Discards, p = petrarch.ReadDiscards(name, in)
			return p
		}},
		{f.issues, func(name string, in io.Reader) (p []petrarch.Problem) {
			issues, p = petrarch.ReadIssues(name, in)
			return p
		}},
	} {
		if one.file == "" {
			continue
		}
		in, err := openList(one.file)
		if err != nil {
			return d, nil, &exitError{code: exitInputs, err: err}
		}
		problems := one.read(one.file, in)
		in.Close()
		for _, p := range problems {
			if !quiet {
				fmt.Fprintf(os.Stderr, "readout: %s\n", p)
			}
		}
	}
	return d, issues, nil
}
