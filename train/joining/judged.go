package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A verdict is what a reader said of two mentions of an archive.
type verdict struct {
	a, b   thread.MentionID
	same   bool
	weight float32 // how many pairs of the archive it stands for
}

// readVerdicts reads rows of two mentions, what a reader said (one, two or general)
// and how many pairs it stands for.
func readVerdicts(file string) (out []verdict, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		c := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(c[0], "#") {
			continue
		}
		if len(c) != 4 {
			return nil, fmt.Errorf("%s: %q: want two mentions, a verdict and a weight", file, lines.Text())
		}
		w, err := strconv.ParseFloat(c[3], 32)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, verdict{thread.MentionID(c[0]), thread.MentionID(c[1]), c[2] == "one", float32(w)})
	}
	return out, nil
}

// judged writes rows as [pairs] does of the pairs that a reader judged: their weight
// stands in the place of the second topic, and their features are all, by the
// program's first model.
func judged(args []string, w io.Writer) error {
	rows, err := read[itemRow](args[0])
	if err != nil {
		return err
	}
	list, err := readVerdicts(args[1])
	if err != nil {
		return err
	}
	j, err := joinerOf(4)
	if err != nil {
		return err
	}
	stories, number := storiesOf(rows)
	missing := 0
	for _, v := range list {
		x, ok := number[v.a.Version()]
		y, also := number[v.b.Version()]
		if !ok || !also || !writeJudged(j, stories[x], stories[y], v, [2]int{x, y}, w) {
			missing++
		}
	}
	fmt.Fprintln(os.Stderr, len(list), "judged,", missing, "of them not compared here")
	return nil
}

// storiesOf returns stories that were read, and the number of each version.
func storiesOf(rows []itemRow) ([]*thread.Story, map[string]int) {
	var out []*thread.Story
	number := map[string]int{}
	for i := range rows {
		v := &rows[i].Version
		id := joined.StoryID(v)
		number[string(v.ID)] = len(out)
		out = append(out, &thread.Story{ID: id, Version: string(v.ID), Ref: v.Ref, Outlet: v.Outlet, Line: id, Posted: v.Published.Day(), Headline: v.Headline, Digest: rows[i].Digest})
	}
	return out, number
}

// writeJudged writes the row of a pair; false if its mentions are not compared.
func writeJudged(j *thread.Joiner, a, b *thread.Story, v verdict, at [2]int, w io.Writer) bool {
	for _, c := range j.Features(a, b) {
		if one := [2]thread.MentionID{c.A.ID(), c.B.ID()}; one != [2]thread.MentionID{v.a, v.b} && one != [2]thread.MentionID{v.b, v.a} {
			continue
		}
		same := float32(0)
		if v.same {
			same = 1
		}
		row := append([]float32{judgedTopic, v.weight, same, float32(at[0]), float32(at[1]), float32(c.A.Trigger.Start), float32(c.B.Trigger.Start)}, c.Features[:]...)
		return binary.Write(w, binary.LittleEndian, row) == nil
	}
	return false
}

// judgedTopic is the topic of pairs of an archive.
const judgedTopic = -1000
