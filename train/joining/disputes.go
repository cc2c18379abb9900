package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
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
	// What follows is for a reader who judges it.
	ID    string
	What  string
	Sides [2]disputeSide
	Shown bool // the judge of the program shows it
}

// A disputeSide is what one of two sentences says, and where.
type disputeSide struct{ Version, Value, Posted, Outlet, Headline string }

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
	shown := map[string]bool{}
	for _, c := range d.Conflicts() {
		shown[keyOf(&c)] = c.Confidence >= thread.Shown
	}
	enc := json.NewEncoder(w)
	for _, c := range d.Disputes() {
		row := disputeRow{Gold: noConflict, Kind: c.Kind, Features: c.Features[:]}
		row.ID, row.What, row.Sides, row.Shown = idOf(&c.Conflict), c.What, [2]disputeSide{sideOf(c.A), sideOf(c.B)}, shown[keyOf(&c.Conflict)]
		row.A, row.B = c.A.Sentence.In(d.Version(c.A.Story.Version).Text), c.B.Sentence.In(d.Version(c.B.Story.Version).Text)
		if judge(&row, &c.Conflict); row.Kind == "" {
			continue
		}
		if err := enc.Encode(&row); err != nil {
			return err
		}
	}
	return nil
}

// sideOf returns a side for a reader.
func sideOf(s thread.Side) disputeSide {
	return disputeSide{s.Story.Version, s.Value, s.Story.Posted, s.Story.Outlet, s.Story.Headline}
}

// keyOf returns what tells a conflict from others of a set.
func keyOf(c *thread.Conflict) string {
	return fmt.Sprint(c.Kind, c.A.Story.Version, c.A.Sentence.Start, c.A.Value, c.B.Story.Version, c.B.Sentence.Start, c.B.Value)
}

// idOf returns what names a dispute in a file of verdicts, which holds no words of
// its texts.
func idOf(c *thread.Conflict) string {
	h := fnv.New64a()
	io.WriteString(h, keyOf(c))
	return fmt.Sprintf("%016x", h.Sum64())
}

// disputesJudged writes the disputes of an archive that a reader judged: rows of an
// id and a verdict (real, later, other or nothing).
func disputesJudged(args []string, w io.Writer) error {
	rows, err := read[itemRow](args[0])
	if err != nil {
		return err
	}
	verdicts := map[string]string{}
	data, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(data)) {
		if c := strings.Split(strings.TrimSpace(line), "\t"); len(c) == 2 && line[0] != '#' {
			verdicts[c[0]] = c[1]
		}
	}
	j, err := joinerOf(5)
	if err != nil {
		return err
	}
	n := 0
	return writeDisputes(joined.JoinAsArchive(j, itemsOf(rows), nil), w, func(row *disputeRow, _ *thread.Conflict) {
		switch verdicts[row.ID] {
		case "":
			row.Kind = "" // nobody judged it
		case "real":
			row.Gold, row.Right = n, true
			n++
		case "later":
			row.Gold = updated
		}
	})
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
