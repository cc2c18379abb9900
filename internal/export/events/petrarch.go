package events

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// A coded is what PETRARCH and Phoenix keep of a story: one line for a day,
// two actors and a code, with all sentences that say so.
type coded struct {
	dyad
	date      string
	sentences []int
	issues    map[string]int
}

// once merges dyads of the same day, actors and code.
func (w *writer) once(dyads []dyad) []*coded {
	var out []*coded
	for _, d := range dyads {
		date := strings.ReplaceAll(cmp.Or(w.day(d.ev), w.rec.Version.Published.Day()), "-", "")
		i := slices.IndexFunc(out, func(c *coded) bool {
			return w.o.Joined == nil && c.date == date && c.a.cameo == d.a.cameo && c.b.cameo == d.b.cameo && c.code == d.code
		})
		if i < 0 {
			out = append(out, &coded{dyad: d, date: date, issues: map[string]int{}})
			i = len(out) - 1
		}
		c := out[i]
		n := w.sentence(d.ev)
		if slices.Contains(c.sentences, n) {
			continue
		}
		c.sentences = append(c.sentences, n)
		if w.o.Issues != nil {
			for name, count := range w.o.Issues(d.ev.Sentence.In(w.rec.Version.Text)) {
				if count > 0 {
					c.issues[name] += count
				}
			}
		}
	}
	return out
}

// issueCell returns issues as PETRARCH writes them: "NAME,n;NAME,n".
func issueCell(issues map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(issues)) {
		parts = append(parts, fmt.Sprintf("%s,%d", name, issues[name]))
	}
	return strings.Join(parts, ";")
}

// sentenceIDs returns the sentences' ids.
func (w *writer) sentenceIDs(c *coded, sep string) string {
	parts := make([]string, len(c.sentences))
	for i, n := range c.sentences {
		parts[i] = fmt.Sprintf("%s_%d", w.story(), n)
	}
	return strings.Join(parts, sep)
}

// petrarch appends dyads as lines of PETRARCH-2: the date is the event's, or
// the story's where that is not known, as there. The column of the address is
// absent if the story has none.
func (w *writer) petrarch(b []byte, dyads []dyad) []byte {
	v := &w.rec.Version
	for _, c := range w.once(dyads) {
		cells := []string{c.date, c.a.cameo, c.b.cameo, c.code, issueCell(c.issues), w.sentenceIDs(c, ";")}
		if v.URL != "" {
			cells = append(cells, v.URL)
		}
		b = row(b, append(cells, cmp.Or(v.Outlet, "---"), cmp.Or(c.a.Text, "---"), cmp.Or(c.b.Text, "---"), cmp.Or(c.ev.Trigger.Text, "---")))
	}
	return b
}

// phoenixColumns is how many columns Phoenix's files have.
const phoenixColumns = 26

// roles are the elements that Phoenix takes for an actor's role.
var roles = setOf("GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL")

// phoenix appends dyads as rows of Phoenix's files.
func (w *writer) phoenix(b []byte, dyads []dyad) []byte {
	v := &w.rec.Version
	for _, c := range w.once(dyads) {
		cells := []string{fmt.Sprintf("%d", w.number(c.ev, c.number)), c.date, prefix(c.date, 4), "", ""}
		if len(c.date) == 8 {
			cells[3], cells[4] = strings.TrimPrefix(c.date[4:6], "0"), strings.TrimPrefix(c.date[6:], "0")
		}
		cells = append(cells, phoenixSide(c.a.cameo)...)
		cells = append(cells, phoenixSide(c.b.cameo)...)
		place, state, country := "", "", ""
		p := w.place(c.ev)
		if p != nil {
			place, state, country = cmp.Or(p.Name, p.Text), p.Admin1, p.Country
		}
		lat, lon := coordinates(p)
		b = row(b, append(cells, c.code, prefix(c.code, 2), strconv.Itoa(phoenixQuad(c.code)), goldstein(c.code, false), issueCell(c.issues),
			lat, lon, place, state, country, w.sentenceIDs(c, ";"), v.URL, v.Outlet))
	}
	return b
}

// phoenixSide takes an actor's string apart: the whole, entity, role, attributes.
func phoenixSide(code string) []string {
	cells := []string{code, "", "", ""}
	rest := code
	if first := prefix(code, 3); first != "---" && (plover.CountryName(first) != "" || world[first] && first != "INT" && first != "UIS" && first != "NGM") {
		cells[1], rest = first, code[3:]
	} else if first == "---" {
		rest = code[3:]
	}
	if next := prefix(rest, 3); roles[next] {
		cells[2], rest = next, rest[3:]
	}
	var parts []string
	for ; len(rest) >= 3; rest = rest[3:] {
		parts = append(parts, rest[:3])
	}
	cells[3] = strings.Join(parts, ";")
	return cells
}

// phoenixQuad returns Phoenix's quad class, which begins at 0 and counts
// reduced relations as words.
func phoenixQuad(code string) int {
	switch root, _ := strconv.Atoi(prefix(code, 2)); {
	case root <= 2:
		return 0
	case root <= 5:
		return 1
	case root <= 8:
		return 2
	case root <= 13, root == 16:
		return 3
	}
	return 4
}
