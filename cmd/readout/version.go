package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// A versionReport says what this program is made of: what a paper that uses it
// names.
type versionReport struct {
	Program  string         `json:"program"`
	Record   string         `json:"record"`          // format of records
	Archive  int            `json:"archive"`         // newest format of archives that it reads
	Oldest   int            `json:"archive_from"`    // oldest one that it can bring to the newest
	Platform string         `json:"platform"`        // operating system and processor
	Go       string         `json:"go"`              // compiler
	Models   []versionModel `json:"models"`          // networks, and the weights of stages beside them
	Lists    []versionList  `json:"lists,omitempty"` // reference lists
}

type versionModel struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Bytes   int64  `json:"bytes"`
	Licence string `json:"licence"`
}

type versionList struct {
	Name    string `json:"name"`
	Rows    int    `json:"rows"`
	Date    string `json:"date,omitempty"`
	Licence string `json:"licence,omitempty"`
}

// newVersionCommand returns the verb that says what the program is made of.
func newVersionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version [--json]",
		Short: "Say which program, models, lists and formats these are",
		Args:  cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			r, err := reportVersion()
			if err != nil {
				return err
			}
			if err := r.write(os.Stdout, asJSON); err != nil {
				return &exitError{code: exitWrite, err: err}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one object, with the hash of each model and the date of each list")
	return cmd
}

// reportVersion asks the parts of the program.
func reportVersion() (*versionReport, error) {
	man, err := models.ReadManifest(modelsFolder())
	if err != nil {
		return nil, &exitError{code: exitWrite, err: err}
	}
	r := &versionReport{Program: pipeline.Version, Record: readout.Format, Archive: store.NewestFormat(), Oldest: 1, Platform: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
	for _, m := range append(man.Models, man.Parts...) {
		r.Models = append(r.Models, versionModel{m.Name, m.SHA256, m.Bytes, m.Licence})
	}
	for _, l := range lexicon.Lists() {
		r.Lists = append(r.Lists, versionList{l.Name, l.Rows, l.Date, l.Licence})
	}
	return r, nil
}

// write prints the report.
func (r *versionReport) write(w io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	if _, err := fmt.Fprintf(w, "readout %s, records %s, archives of format %d to %d, %s, %s\n", r.Program, r.Record, r.Oldest, r.Archive, r.Go, r.Platform); err != nil {
		return err
	}
	for _, m := range r.Models {
		if _, err := fmt.Fprintf(w, "  model %-22s %.8s\n", m.Name, m.SHA256); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "  %s: readout lists\n", plural(len(r.Lists), "list", "lists"))
	return err
}
