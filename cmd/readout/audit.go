package main

import (
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newAuditCommand returns the verb that says who did what.
func newAuditCommand() *cobra.Command {
	var archive archiveFlag
	var what store.Deeds
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "audit [flags]",
		Short: "Say who did what on the server, and who was refused, the newest first",
		Long: `Audit prints the audit log that the archive keeps: signing in and being refused, every change over pages and API with
the account that made it, and what readout user did at the terminal. Lines are never changed.`,
		Example: `  readout audit --limit 20
  readout audit --who ines --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if what.Limit < 1 {
				return fmt.Errorf("--limit %d: want a number from 1 on", what.Limit)
			}
			s, err := archive.read()
			if err != nil {
				return err
			}
			defer s.Close()
			list, err := s.Audit(cmd.Context(), what)
			if err != nil {
				return archiveError(err)
			}
			if asJSON {
				return writeRows(list)
			}
			for _, d := range list {
				who := d.Who
				if who == "" {
					who = "(nobody known)"
				}
				fmt.Printf("%s %s %s %s · %s %s · %s\n", d.At.Format(time.RFC3339), printable(who), printable(d.Via), printable(d.Address), printable(d.Do), printable(d.What), printable(d.Outcome))
			}
			return nil
		},
	}
	archive.add(cmd)
	cmd.Flags().StringVar(&what.Who, "who", "", "only what this `ACCOUNT` did")
	cmd.Flags().Int64Var(&what.Before, "before", 0, "lines before this `NUMBER` (seq)")
	cmd.Flags().IntVar(&what.Limit, "limit", 100, "`N` lines at most")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, one line each")
	return cmd
}
