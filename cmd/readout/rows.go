package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// newRowsCommand returns the verb that takes inputs apart and reads nothing.
func newRowsCommand() *cobra.Command {
	var in inputFlags
	cmd := &cobra.Command{
		Use:   "rows [flags] INPUT…",
		Short: "Take inputs apart into rows for an engine: WARC, mail, feeds, folders",
		Long: `Rows gives each story of its inputs as a row of Apache Arrow and reads none of them: the page as it was
stored, its charset and the time of its capture beside it. An engine spreads the rows over its
machines, where readout read --arrow --in arrow reads them as it would have read the input.`,
		Example: `  readout rows CC-NEWS-20240514.warc.gz | readout read --arrow --in arrow - > records.arrows`,
		Args:    needInput,
		RunE: func(_ *cobra.Command, args []string) error {
			in.model, in.jobs = defaultModel, 1 // which it has no flags of
			if err := in.check(); err != nil {
				return err
			}
			if term.IsTerminal(int(os.Stdout.Fd())) {
				return errors.New("rows of Arrow are nothing for a terminal: send them to a file or a program")
			}
			return writeInputRows(&in, args)
		},
	}
	cmd.Flags().StringVar(&in.in, "in", "", "`KIND` of all inputs, where it is not to be told by the content")
	cmd.Flags().StringVar(&in.shard, "shard", "", "`I/N`: only every N-th row, from the I-th on")
	return cmd
}

// rowColumns are the columns of a row, all of which may be missing; doc/cli.md
// describes them.
var rowColumns = []struct {
	name string
	get  func(*input.Row) string
}{
	{"ref", func(r *input.Row) string { return r.Ref }},
	{"url", func(r *input.Row) string { return r.URL }},
	{"outlet", func(r *input.Row) string { return r.Outlet }},
	{"title", func(r *input.Row) string { return r.Title }},
	{"published", func(r *input.Row) string { return r.Published }},
	{"updated", func(r *input.Row) string { return r.Updated }},
	{"captured", func(r *input.Row) string { return r.Captured }},
	{"content_type", func(r *input.Row) string { return r.ContentType }},
	{"text", func(r *input.Row) string { return r.Text }},
}

// A rowSink writes rows as a stream of Arrow.
type rowSink struct{ *export.Batches }

// mostRows is how many rows go out together at most: pages are large.
const mostRows = 256

func newRowSink(w io.Writer) *rowSink {
	var fields []arrow.Field
	for _, c := range rowColumns {
		fields = append(fields, arrow.Field{Name: c.name, Type: arrow.BinaryTypes.String, Nullable: true})
	}
	schema := arrow.NewSchema(append(fields, arrow.Field{Name: "html", Type: arrow.BinaryTypes.Binary, Nullable: true}), nil)
	return &rowSink{export.NewBatches(w, schema, mostRows, mostPending)}
}

// put adds a row; mostPending bytes of them go out together.
func (s *rowSink) put(row *input.Row) error {
	for i, c := range rowColumns {
		b := s.Field(i).(*array.StringBuilder)
		if v := c.get(row); v != "" {
			b.Append(v)
		} else {
			b.AppendNull()
		}
	}
	if html := s.Field(len(rowColumns)).(*array.BinaryBuilder); len(row.HTML) > 0 {
		html.Append(row.HTML)
	} else {
		html.AppendNull()
	}
	return s.Row(len(row.HTML) + len(row.Text))
}

// writeInputRows writes the rows of inputs.
func writeInputRows(in *inputFlags, args []string) error {
	out, bad := newRowSink(os.Stdout), 0
	var failed error
	ours := in.share()
	kind, _ := input.ParseKind(in.in)
	input.ReadAs(kind, args, os.Stdin, input.Sink{Waits: waits,
		Row: func(row input.Row) bool {
			if ours() {
				failed = out.put(&row)
			}
			return failed == nil
		},
		Bad: func(err *input.Error) {
			if ours() {
				bad++
				fmt.Fprintf(os.Stderr, "readout: %v\n", err)
			}
		}})
	if failed == nil {
		failed = out.Close()
	}
	switch {
	case failed != nil:
		return &exitError{code: exitWrite, err: fmt.Errorf("writing the rows: %w", failed)}
	case bad > 0:
		return &exitError{code: exitInputs}
	}
	return nil
}
