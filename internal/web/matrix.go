package web

import (
	"fmt"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A matrix is who did something to whom: a row an actor, a column a recipient.
type matrix struct {
	Whom []party
	Rows []matrixRow
	Most []matrixCell // the pairs of most lines, in words
	Left int          // pairs that are not in it
}

// Signs are what the cells of a matrix may have.
func (*matrix) Signs() []sign { return signs[:] }

// Signs are what the lines of a graph may have.
func (*graph) Signs() []sign { return signs[:] }

// A sign says how what one does to another is coded, by PLOVER's types: with
// somebody, against him, or both. Its mark and words say what its colour does.
type sign struct{ Class, Mark, Text string }

var signs = [...]sign{{"coop", "+", "mostly cooperation"}, {"conf", "−", "mostly conflict"}, {"both", "±", "some of each"}}

// signOf returns the sign of some lines, of which some are coded as conflict:
// the lesser part counts where it is more than a quarter of them.
func signOf(lines, conflict int) sign {
	switch {
	case 4*conflict <= lines:
		return signs[0]
	case 4*(lines-conflict) <= lines:
		return signs[1]
	}
	return signs[2]
}

// A matrixRow is an actor with what he did to each.
type matrixRow struct {
	Who   party
	Cells []matrixCell
}

// A matrixCell is what one did to another.
type matrixCell struct {
	Who, Whom       party
	Lines, Asserted int
	Shade           int // 0 to 5
	Sign            sign
	Href, Title     string
}

// maxMatrix bounds the rows and columns of a matrix.
const maxMatrix = 12

// between returns the pairs of two parties, which stand before those of somebody with his
// own country, government or body, and how many those are.
func between(pairs []store.Pair) (list []store.Pair, own int) {
	for n, p := range pairs {
		if p.Own {
			return pairs[:n], len(pairs) - n
		}
	}
	return pairs, 0
}

// matrixOf arranges pairs, nil if there are too few for a picture.
func matrixOf(pairs []store.Pair, href func(actor, recipient string) string) *matrix {
	if len(pairs) < 2 {
		return nil
	}
	m := &matrix{}
	if n := len(pairs); n > maxMatrix { // what is told once says little beside what is told often
		for n > maxMatrix && pairs[n-1].Lines == 1 {
			n--
		}
		m.Left, pairs = len(pairs)-n, pairs[:n]
	}
	rows, cols := map[string]int{}, map[string]int{}
	name := func(id, name string) party { return party{Name: short(name, 40), Href: "/actor/" + id} }
	at := map[[2]int]matrixCell{}
	for _, p := range pairs {
		c := matrixCell{Who: name(p.Actor, p.ActorName), Whom: name(p.Recipient, p.RecipientName), Lines: p.Lines, Asserted: p.Asserted, Href: href(p.Actor, p.Recipient),
			Shade: shade(p.Lines, pairs[0].Lines), Sign: signOf(p.Lines, p.Conflict)}
		c.Title = fmt.Sprintf("%s to %s: %s, %d asserted; %s", c.Who.Name, c.Whom.Name, plural(p.Lines, "text", "texts"), p.Asserted, c.Sign.Text)
		if len(m.Most) < 3 {
			m.Most = append(m.Most, c)
		}
		i, okRow := rows[p.Actor]
		j, okCol := cols[p.Recipient]
		if !okRow && len(rows) == maxMatrix || !okCol && len(cols) == maxMatrix {
			m.Left++
			continue
		}
		if !okRow {
			i, rows[p.Actor] = len(rows), len(rows)
			m.Rows = append(m.Rows, matrixRow{Who: c.Who})
		}
		if !okCol {
			j, cols[p.Recipient] = len(cols), len(cols)
			m.Whom = append(m.Whom, c.Whom)
		}
		at[[2]int{i, j}] = c
	}
	for i := range m.Rows {
		for j := range m.Whom {
			m.Rows[i].Cells = append(m.Rows[i].Cells, at[[2]int{i, j}])
		}
	}
	return m
}
