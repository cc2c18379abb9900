package main

import (
	"fmt"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// newLabelCommand returns the verb that says with whom a story may be shared.
func newLabelCommand() *cobra.Command {
	var archive archiveFlag
	cmd := &cobra.Command{
		Use:   "label ST|TL [LABEL]",
		Short: "Say with whom a story or a timeline may be shared, by the Traffic Light Protocol",
		Long: `Label gives a story, with all versions that it has and will have, or a timeline one of the labels CLEAR (all stories
have it at first), GREEN, AMBER, AMBER+STRICT and RED; without a label it prints the one that it has. On a server with
accounts nobody sees what is labelled above his clearance: not in lists, counts, searches, joined events or files.`,
		Example: `  readout label st_1c5e90aa73b1f02d64e8 AMBER`,
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				s, err := archive.read()
				if err != nil {
					return err
				}
				defer s.Close()
				label, known, err := s.LabelOf(cmd.Context(), args[0])
				if err == nil && !known {
					err = fmt.Errorf("%s: the archive has no story, version or timeline with that id: %w", printable(args[0]), store.ErrNotFound)
				}
				if err != nil {
					return archiveError(err)
				}
				fmt.Printf("TLP:%s\n", label)
				return nil
			}
			label, err := people.ParseLabel(args[1])
			if err != nil {
				return err
			}
			s, err := archive.write()
			if err != nil {
				return err
			}
			defer s.Close()
			if err := (&ask.Service{Store: s}).SetLabel(cmd.Context(), &ask.Labelling{ID: args[0], Label: label}); err != nil {
				return askError(err)
			}
			return archiveError(s.Update(cmd.Context(), func(tx *store.Tx) error {
				return tx.Log(store.Deed{Who: userName(), Via: "terminal", Do: "label TLP:" + label.String(), What: args[0], Outcome: "done"})
			}))
		},
	}
	archive.add(cmd)
	return cmd
}
