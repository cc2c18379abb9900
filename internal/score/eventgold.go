package score

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A GoldEvent is an event as the gold files tell it, by its words. Where a
// value may be put in several ways, all of them are listed.
type GoldEvent struct {
	Type      string
	Modes     []string
	Trigger   []string
	Actor     [][]string // one list of ways for each
	Recipient [][]string
	Status    readout.Status
	By        [][]string // innermost first; "?" is a step that the text does not name
}

// A GoldText is a text with its events. The text is empty in the files that
// hold the events of a story that stands elsewhere.
type GoldText struct {
	Text   string
	Events []GoldEvent
}

// ReadEvents reads texts with their events: blocks parted by blank lines, a
// text on the first line and an event on each indented one. Lines that start
// with # are comments. An event's fields stand between bars:
//
//	TYPE/mode | trigger | actor; actor | recipient | status | speaker < who reports the speaker
//
// A dash is an empty field, and " / " parts ways to put the same.
func ReadEvents(r io.Reader) ([]GoldText, error) {
	var out []GoldText
	open := false
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), " \r")
		switch {
		case line == "":
			open = false
		case line[0] == '#':
		case line[0] != ' ':
			out = append(out, GoldText{Text: line})
			open = true
		default:
			ev, err := parseEvent(line)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			if !open {
				out = append(out, GoldText{})
				open = true
			}
			last := &out[len(out)-1]
			last.Events = append(last.Events, ev)
		}
	}
	return out, lines.Err()
}

// parseEvent reads one event's line.
func parseEvent(line string) (GoldEvent, error) {
	fields := strings.Split(line, "|")
	if len(fields) != 6 {
		return GoldEvent{}, fmt.Errorf("an event has 6 fields, not %d", len(fields))
	}
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	kind, modes, _ := strings.Cut(fields[0], "/")
	ev := GoldEvent{Type: kind, Trigger: ways(fields[1]), Status: readout.Status(fields[4]),
		Actor: listOf(fields[2], ";"), Recipient: listOf(fields[3], ";"), By: listOf(fields[5], " < ")}
	if modes != "" {
		ev.Modes = strings.Split(modes, "+")
	}
	return ev, nil
}

// listOf splits a field into values and each value into its ways.
func listOf(field, sep string) [][]string {
	if field == "-" {
		return nil
	}
	var out [][]string
	for part := range strings.SplitSeq(field, sep) {
		out = append(out, ways(part))
	}
	return out
}

// ways splits what may be put in several ways.
func ways(s string) []string {
	list := strings.Split(s, " / ")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}
