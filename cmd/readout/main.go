// Command readout reads news and writes down who said and did what to whom,
// when, where, according to whom, and how sure. This package holds flags,
// wiring and exit codes; doc/cli.md is its manual.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout/doc"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// The program's exit codes.
const (
	exitDone   = 0
	exitInputs = 1 // done, but some inputs could not be read
	exitUsage  = 2
	exitWrite  = 3 // the store or a file could not be written
)

// An exitError ends the program with a code. Its error is printed unless it is nil.
type exitError struct {
	code int
	err  error
}

// Error returns the text of the error inside.
func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

// Unwrap returns the error inside.
func (e *exitError) Unwrap() error { return e.err }

func main() { os.Exit(run()) }

// run runs the program and returns its exit code.
func run() int {
	err := newRootCommand().Execute()
	if err == nil {
		return exitDone
	}
	var exit *exitError
	if !errors.As(err, &exit) {
		exit = &exitError{code: exitUsage, err: err}
	}
	if exit.err != nil {
		fmt.Fprintf(os.Stderr, "readout: %v\n", exit.err)
	}
	if exit.code == exitUsage {
		fmt.Fprintln(os.Stderr, `Run "readout help" or "readout VERB --help" for what it takes.`)
	}
	return exit.code
}

// more are verbs of builds with a tag of their own: man.go.
var more []*cobra.Command

// dashed adds to the error of a flag that is none how to give words that begin with
// a dash, where the verb takes words.
func dashed(cmd *cobra.Command, err error) error {
	text := err.Error()
	if !strings.HasPrefix(text, "unknown shorthand") || cmd.Args != nil && cmd.Args(cmd, []string{"word"}) != nil {
		return err
	}
	return fmt.Errorf("%w; words that begin with a dash stand behind --, as in: %s -- -word", err, cmd.CommandPath())
}

// topics returns the project's pages: "readout help record".
func topics() (out []*cobra.Command) {
	for _, p := range doc.Pages() {
		out = append(out, &cobra.Command{Use: p.Name, Short: p.Title, Long: p.Text})
	}
	return out
}

// newRootCommand returns the program's command with all verbs.
func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "readout",
		Short: "Reads news and writes down who said and did what to whom, with the words that say it",
		Example: `  readout read story.html
  readout read --json --date 2014-06-16 stories/ > records.jsonl`,
		Version:       pipeline.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(newReadCommand(), newRowsCommand(), newExplainCommand(), newCleanCommand(), newParseCommand(), newEvalCommand(), newEventsCommand(), newConflictsCommand(), newStorylinesCommand(), newPositionsCommand(), newOptionsCommand(), newTimelineCommand())
	root.AddCommand(archiveCommands()...)
	root.AddCommand(newDecideCommands()...)
	root.AddCommand(newReviewCommand(), newStudyCommand(), newLearnCommand(), newNoteCommand(), newGradeCommand(), newExportCommand(), newImportCommand(), newMergeCommand(), newMCPCommand(), newServeCommand(), newUserCommand(), newAuditCommand(), newLabelCommand(), newListsCommand(), newHelperCommand(), newVersionCommand())
	root.AddCommand(topics()...)
	root.AddCommand(more...)
	root.AddCommand(newAlertsCommand())
	root.SetFlagErrorFunc(dashed)
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.Args = func(_ *cobra.Command, args []string) error { // else it says so and exits 0
			if _, _, err := root.Find(args); err != nil {
				return fmt.Errorf("help has no page %q: readout help lists verbs and topics", strings.Join(args, " "))
			}
			return nil
		}
	}
	return root
}
