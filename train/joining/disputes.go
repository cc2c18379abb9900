package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A disputeRow is two things that may contradict each other, for training.
type disputeRow struct {
	Gold     int  // number of the conflict of the gold that their sentences are, noConflict or updated
	Right    bool // it is of the gold's kind
	Kind     thread.ConflictKind
	A, B     string // sentences
	Features []float32
}

// What a dispute is that is no conflict of the gold.
const (
	noConflict = -1
	updated    = -2
)

// disputes writes what of stories that were read may contradict each other, with
// what the gold of their world says of it, if there is one.
func disputes(args []string, w io.Writer) error {
	rows, err := read[itemRow](args[0])
	if err != nil {
		return err
	}
	j, err := joinerOf(4)
	if err != nil {
		return err
	}
	g := &goldWorld{}
	if len(args) > 1 && args[1] != "" {
		if g, err = readGold(args[1]); err != nil {
			return err
		}
	}
	d := joined.Join(j, itemsOf(rows), nil)
	return writeDisputes(d, w, func(row *disputeRow, c *thread.Conflict) { g.judge(row, c, d) })
}

// disputesOfPairs writes the same of pairs of reports, each with its kind: two rows
// of the first file are those of a pair of the second.
func disputesOfPairs(args []string, w io.Writer) error {
	rows, err := read[itemRow](args[0])
	if err != nil {
		return err
	}
	kinds, err := kindsOf(args[1])
	if err != nil {
		return err
	}
	if len(rows) != 2*len(kinds) {
		return fmt.Errorf("%d reports, want two of each of %d pairs", len(rows), len(kinds))
	}
	j, err := joinerOf(5)
	if err != nil {
		return err
	}
	for i, kind := range kinds {
		d := joined.Join(j, itemsOf(rows[2*i:2*i+2]), nil)
		err := writeDisputes(d, w, func(row *disputeRow, c *thread.Conflict) {
			switch kind {
			case "update":
				row.Gold = updated
			case "same", "scope":
			default:
				row.Gold, row.Right = i, string(c.Kind) == kind || kind == string(thread.BySelf)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// writeDisputes writes the disputes of a set; judge says what each is.
func writeDisputes(d *joined.Set, w io.Writer, judge func(*disputeRow, *thread.Conflict)) error {
	enc := json.NewEncoder(w)
	for _, c := range d.Disputes() {
		row := disputeRow{Gold: noConflict, Kind: c.Kind, Features: c.Features[:]}
		row.A, row.B = c.A.Sentence.In(d.Version(c.A.Story.Version).Text), c.B.Sentence.In(d.Version(c.B.Story.Version).Text)
		judge(&row, &c.Conflict)
		if err := enc.Encode(&row); err != nil {
			return err
		}
	}
	return nil
}

// judge says what a dispute is by the gold of a world.
func (g *goldWorld) judge(row *disputeRow, c *thread.Conflict, d *joined.Set) {
	in := func(s thread.Side, words string) bool {
		i := strings.Index(d.Version(s.Story.Version).Text, words)
		return i >= 0 && s.Sentence.Overlaps(readout.Span{Start: i, End: i + len(words)})
	}
	is := func(p *goldPair) bool {
		return in(c.A, p.A[1]) && in(c.B, p.B[1]) || in(c.A, p.B[1]) && in(c.B, p.A[1])
	}
	for i := range g.Updates {
		if is(&g.Updates[i]) {
			row.Gold = updated
		}
	}
	for i := range g.Conflicts {
		if p := &g.Conflicts[i]; is(p) && !row.Right {
			row.Gold, row.Right = i, string(c.Kind) == p.Kind || p.Kind == string(thread.BySelf)
		}
	}
}

// itemsOf returns what [joined.Join] takes.
func itemsOf(rows []itemRow) (out []joined.Item) {
	for i := range rows {
		out = append(out, joined.Item{Record: &readout.Record{Version: rows[i].Version}, Digest: rows[i].Digest})
	}
	return out
}

// kindsOf returns the kinds of a file of pairs of reports, see check.
func kindsOf(file string) (out []string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if line := lines.Text(); line != "" && line[0] != '#' && !strings.Contains(line, ": ") {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out, lines.Err()
}
