//go:build man

package main

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// The verb "man FOLDER DAY" writes the manual as man pages. The program that
// users have does not need what makes them, so that only a build with the tag
// "man" has it (tools/release).
func init() {
	more = append(more, &cobra.Command{
		Use: "man FOLDER DAY", Hidden: true, Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := time.Parse(time.DateOnly, args[1])
			if err != nil {
				return err
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true
			return doc.GenManTree(root, &doc.GenManHeader{Title: "READOUT", Section: "1", Date: &day, Source: "readout " + root.Version, Manual: "Readout"}, args[0])
		},
	})
}
