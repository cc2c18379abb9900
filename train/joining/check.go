package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// check writes what pairs of reports of a file are taken for, a line a pair
// that is taken for something else, and a table of the kinds.
func check(ctx context.Context, file string, w io.Writer) error {
	r, err := pipeline.Open(models.FS(), pipeline.Accurate)
	if err != nil {
		return err
	}
	j, err := joiner()
	if err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	kind, table := "", map[[2]string]int{}
	var items []joined.Item
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		head, text, ok := strings.Cut(line, ": ")
		switch day, outlet, both := strings.Cut(head, " "); {
		case line == "" || line[0] == '#':
		case !ok || !both:
			kind, items = strings.TrimSpace(line), nil
		default:
			v := readout.Version{Outlet: outlet, URL: outlet, Language: "en", Text: text, Published: &readout.Time{Value: day}}
			v.Seal()
			rec, digest, err := r.ReadDigest(ctx, &v, nil)
			if err != nil {
				return err
			}
			if items = append(items, joined.Item{Record: rec, Digest: digest}); len(items) == 2 {
				got := takenFor(joined.Join(j, items, nil))
				table[[2]string{kind, got}]++
				if got != kind {
					fmt.Fprintf(w, "%s, taken for %s: %s / %s\n", kind, got, items[0].Record.Version.Text, text)
				}
			}
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(table), func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }) {
		fmt.Fprintf(w, "%-8s taken for %-8s %d\n", k[0], k[1], table[k])
	}
	return lines.Err()
}

// takenFor returns the kind of the surest conflict, "-" without one.
func takenFor(d *joined.Set) string {
	for _, c := range d.Conflicts() {
		if c.Confidence >= thread.Shown || c.Kind == thread.Update || c.Kind == thread.Scope {
			return string(c.Kind)
		}
	}
	return "-"
}
