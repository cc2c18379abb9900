package main

import "github.com/spf13/cobra"

// newParseCommand returns the verb that prints the linguistic layers.
func newParseCommand() *cobra.Command {
	return &cobra.Command{Use: "parse", Short: "Print sentences and words as CoNLL-U", RunE: func(*cobra.Command, []string) error { return nil }}
}
