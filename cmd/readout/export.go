package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/export/events"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// exportFlags are the flags of the export verb.
type exportFlags struct {
	archive         archiveFlag
	as, out, unmask string
	tables, columns []string
	text, bom, safe bool
	all, whole      bool
	force, quiet    bool
	alone           bool
	status          string
	statusSet       bool   // the user set it
	joined          bool   // rows of the event formats are happenings
	joins           bool   // what stories tell together is exported
	claims          bool   // who takes which side of what is
	frozen          string // the one file that the tables are packed into, with what made them; "" for none
	title           string // of a study
	partition       string // what a lake is parted by, "" for whole tables
	since           int64  // the change after which a lake is brought up to date
	sinceSet        bool   // the user said so
	authors         []string
}

// newExportCommand returns the verb that writes files for other programs.
func newExportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export [flags] [QUERY… | -]",
		Short: "Write tables, graphs, maps and feeds for other programs",
		Long: `Export writes what the archive holds, or what a search finds in it (the query language is that of
readout search), or with - the records on standard input that readout read --json wrote.
Formats:

` + formatHelp() + `
Tables: ` + export.TableNames() + `.
A search for statements or events exports these, copies too, with the events that the statements tell or
the statements that tell the events; --whole exports all that their stories say.
Files stand under their names when they are complete, were read back and compared; with them comes a
datapackage.json that describes each column. Names of private persons are masked; --unmask takes the
reason for naming them, which goes into the package. Quotations have 150 characters at most;
--with-text gives all, and marks the package as restricted.

With --partition month the folder -o is a lake that grows: each table is a folder with a part for each
month of publication (else of arrival), as DuckDB, Spark and Trino read it. A further run writes the
months again in which something changed, each as a whole, prints the cursor up to which the lake is
that of the archive, and keeps it in the lake.`,
		Example: `  readout export --as parquet -o out
  readout export --as xlsx -o talks.xlsx 'type:CONSULT country:NOR after:2024-01-01'
  readout export --as frozen --title 'Talks in Oslo' -o study.zip 'type:CONSULT'
  readout export --as parquet --partition month -o lake
  readout read --json examples/ | readout export --table statements --columns speaker,act,content -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.statusSet, f.sinceSet = cmd.Flags().Changed("status"), cmd.Flags().Changed("since")
			if f.partition != "" || f.sinceSet {
				return f.runLake(args)
			}
			return f.run(args)
		},
	}
	f.archive.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.as, "as", "csv", "`FORMAT`: "+strings.Join(formatNames(), ", "))
	flags.StringVarP(&f.out, "output", "o", "", "`FOLDER` of tables, or file; - for standard output (default for one table or one file)")
	flags.StringSliceVar(&f.tables, "table", nil, "only these `TABLES`")
	flags.StringSliceVar(&f.columns, "columns", nil, "only these `COLUMNS`, in this order")
	flags.BoolVar(&f.text, "with-text", false, "whole texts and quotations; the package is marked as restricted")
	flags.StringVar(&f.unmask, "unmask", "", "name private persons, for a `REASON` that is written into the package")
	flags.BoolVar(&f.bom, "bom", false, "begin CSV with a byte order mark, for Excel")
	flags.BoolVar(&f.safe, "excel-safe", false, "put an apostrophe before cells of CSV that a spreadsheet would compute")
	flags.StringVar(&f.status, "status", "asserted", "with the event formats of the field: asserted `EVENTS` alone, or all where the format has a place for the status")
	flags.BoolVar(&f.joined, "joined", false, "with the event formats of the field: a row a happening, from all reports of the archive, in place of one a report")
	flags.BoolVar(&f.all, "all", false, "older versions of stories too")
	flags.BoolVar(&f.whole, "whole", false, "all that the stories found say, not only what was searched")
	flags.StringVar(&f.title, "title", "", "with --as frozen, what the study is `CALLED`")
	flags.StringArrayVar(&f.authors, "author", nil, "with --as frozen, a `NAME` of who made it, once for each")
	flags.BoolVar(&f.alone, "alone", false, "each record as if there were no other: numbers of masked persons begin anew, what comes twice stays")
	flags.StringVar(&f.partition, "partition", "", "month: a lake of Parquet in the folder -o, a part for each `MONTH` of publication; what changed is written again, and the cursor is kept there")
	flags.Int64Var(&f.since, "since", 0, "with --partition, write what changed after this `CURSOR` (default: the one that the lake keeps; 0 writes all)")
	flags.BoolVar(&f.force, "force", false, "write over files that are there")
	flags.BoolVar(&f.quiet, "quiet", false, "no progress and no summary on standard error")
	return cmd
}

// formatHelp returns one line a format.
func formatHelp() string {
	var b strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&b, "  %-9s %s\n", f.Name, f.Doc)
	}
	fmt.Fprintf(&b, "  %-9s %s\n", export.FrozenName, frozenDoc)
	return b.String()
}

func formatNames() []string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return append(names, export.FrozenName)
}

// options turns the flags into those of the package, and reports what makes
// no sense.
func (f *exportFlags) options() (o export.Options, err error) {
	o = export.Options{Format: export.FormatNamed(f.as), Columns: f.columns, Text: f.text, Unmask: strings.TrimSpace(f.unmask),
		Alone: f.alone, BOM: f.bom, Safe: f.safe, Program: "readout " + pipeline.Version}
	if o.Format == nil {
		return o, fmt.Errorf("--as %s: want one of %s", f.as, strings.Join(formatNames(), ", "))
	}
	if err := f.fits(o.Format); err != nil {
		return o, err
	}
	tables, unknown := export.Tables(f.tables)
	if unknown != "" {
		return o, fmt.Errorf("--table %s: want some of %s", unknown, export.TableNames())
	}
	o.Tables = tables
	o.Joined = f.joined
	f.claims = o.Format.OfTables() && slices.ContainsFunc(tables, (*export.Table).OfClaims)
	f.joins = f.joined || o.Format.OfTables() && slices.ContainsFunc(tables, (*export.Table).OfJoins)
	for _, name := range f.columns {
		known := func(t *export.Table) bool {
			return slices.ContainsFunc(t.Columns, func(c export.Column) bool { return c.Name == name })
		}
		if !slices.ContainsFunc(tables, known) {
			return o, fmt.Errorf("--columns %s: no table of this export has it", name)
		}
	}
	if f.status != "asserted" && f.status != "all" {
		return o, fmt.Errorf("--status %s: want asserted or all", f.status)
	}
	o.AllStatuses = f.status == "all"
	if f.unmask != "" && o.Unmask == "" {
		return o, errors.New("--unmask: say why")
	}
	return o, nil
}

// fits reports flags that say nothing to a format.
func (f *exportFlags) fits(format *export.Format) error {
	var of []string
	for _, x := range export.Formats() {
		if x.OfTables() {
			of = append(of, x.Name)
		}
	}
	delimited := format.Name == "csv" || format.Name == "tsv"
	switch {
	case !format.OfTables() && len(f.tables) > 0:
		return fmt.Errorf("--table: %s has no tables; %s have", format.Name, strings.Join(of, ", "))
	case !format.OfTables() && len(f.columns) > 0:
		return fmt.Errorf("--columns: %s has no tables; %s have", format.Name, strings.Join(of, ", "))
	case f.bom && !delimited:
		return fmt.Errorf("--bom: of csv and tsv alone, not of %s", format.Name)
	case f.safe && !delimited:
		return fmt.Errorf("--excel-safe: of csv and tsv alone, not of %s", format.Name)
	case f.statusSet && !slices.Contains(events.Formats(), format.Name):
		return fmt.Errorf("--status: of the event formats of the field alone (%s); a search such as status:denied chooses what %s holds", strings.Join(events.Formats(), ", "), format.Name)
	case f.joined && !slices.Contains(events.Formats(), format.Name):
		return fmt.Errorf("--joined: of the event formats of the field alone (%s); the table happenings has a row a happening", strings.Join(events.Formats(), ", "))
	}
	return nil
}

// open begins the export where the flags say.
func (f *exportFlags) open(o export.Options) (*export.Package, error) {
	stream := o.Format.OneFile() || len(o.Tables) == 1
	switch {
	case f.out == "" && !stream:
		return nil, errors.New("several tables need a folder: name one with -o, or one table with --table")
	case f.out == "-" && !stream:
		return nil, errors.New("several tables can't go to standard output: name one with --table")
	case f.out != "" && f.out != "-":
		p, err := export.Create(f.out, o, f.force)
		if err != nil {
			return nil, &exitError{code: exitWrite, err: err}
		}
		return p, nil
	case o.Unmask != "" && o.Format.Name != "arrow": // whose schema has a place for the reason
		return nil, errors.New("--unmask: the reason needs a package to stand in: name one with -o")
	case o.Format.Binary() && term.IsTerminal(int(os.Stdout.Fd())):
		return nil, fmt.Errorf("%s is nothing for a terminal: name a file with -o", o.Format.Name)
	}
	p, err := export.Stream(os.Stdout, o)
	if err != nil {
		return nil, &exitError{code: exitWrite, err: err}
	}
	return p, nil
}

// run exports.
func (f *exportFlags) run(args []string) (err error) {
	if err := f.freeze(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.thaw()) }()
	o, err := f.options()
	if err != nil {
		return err
	}
	stdin := len(args) == 1 && args[0] == "-"
	if stdin && f.joined {
		return fmt.Errorf("--joined: an archive knows what its stories tell together; without one: readout read --as %s --joined INPUT…", f.as)
	}
	var q *store.Query
	if !stdin && len(args) > 0 {
		o.Query = strings.Join(args, " ")
		if q, err = store.ParseQuery(o.Query); err != nil {
			return fmt.Errorf("query: %w", err)
		}
	}
	var s *store.Store
	if !stdin {
		if s, err = f.archive.read(); err != nil {
			return err
		}
		defer s.Close()
	}
	ctx, stop := untilStopped() // before there is a file that a stop would leave behind
	defer stop()
	p, err := f.open(o)
	if err != nil {
		return err
	}
	job := &exportJob{flags: f, pack: p}
	err = job.run(ctx, func(ctx context.Context) error {
		if stdin {
			return job.fromStdin(ctx)
		}
		return job.fromArchive(ctx, s, q)
	}, o)
	if err != nil || f.frozen == "" {
		return err
	}
	return f.pack(ctx, s, o.Query)
}
