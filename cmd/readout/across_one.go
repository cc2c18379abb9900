package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// oneEvent prints one happening in full: its reports, what contradicts what, and
// who tells what.
func (f *acrossFlags) oneEvent(ctx context.Context, id string) error {
	stored, err := f.fromArchive(nil)
	if err != nil {
		return err
	}
	if stored {
		return f.oneStored(id)
	}
	d, err := f.join(ctx)
	if d == nil {
		return err
	}
	for i := range d.Happenings {
		h := &d.Happenings[i]
		if joined.EventID(h.Key) != id {
			continue
		}
		full := &ask.Happening{EventRow: joined.Event(h, joined.EventID, textOf(d)), Conflicts: []joined.ConflictRow{}, Told: joined.Claims(h, textOf(d))}
		var about []thread.Conflict
		for _, c := range d.Conflicts() {
			if c.About != "" && d.Happening(c.About) == h {
				about = append(about, c)
			}
		}
		full.Conflicts = append(full.Conflicts, conflictRows(d, about)...)
		return errors.Join(f.printOne(d, h, full, about), err)
	}
	return errors.Join(&exitError{code: exitInputs, err: fmt.Errorf("%s: no event of these stories has this id: readout events --from … --json prints them", id)}, err)
}

// oneStored prints a happening of the archive.
func (f *acrossFlags) oneStored(id string) error {
	s, err := f.archive.readJoined()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	full, h, err := (&ask.Service{Store: s}).HappeningTold(ctx, id)
	if err != nil {
		return archiveError(err)
	}
	list, err := s.ConflictsOf(ctx, h)
	if err != nil {
		return archiveError(err)
	}
	about := make([]thread.Conflict, len(list))
	for i, c := range list {
		about[i] = c.Conflict
	}
	texts := versionsOf(ctx, s)
	if err := f.printOne(texts, &h.Happening, full, about); err != nil || texts.err == nil {
		return err
	}
	return archiveError(texts.err)
}

// printOne prints a happening as a row, or for people.
func (f *acrossFlags) printOne(d versions, h *thread.Happening, full *ask.Happening, about []thread.Conflict) error {
	if f.asJSON {
		return writeRows([]*ask.Happening{full})
	}
	page := &sheet{Style: pageStyle()}
	page.happening(d, h)
	page.faint(2, "%s", full.ID)
	if len(about) > 0 {
		page.conflicts(d, about)
	}
	page.told(&full.Told)
	return page.print()
}

// told prints who tells what: of each point who has which value, the one that most
// have first, and who left it out.
func (s *sheet) told(t *joined.Table) {
	if len(t.Points) == 0 {
		return
	}
	s.head("who tells what, who left out what")
	for i := range t.Points {
		p := &t.Points[i]
		s.faint(2, "%s", strings.TrimSpace(p.Slot+" "+p.What))
		var values, out []string
		who := make(map[string][]string)
		for col, c := range p.Cells {
			name := columnName(t, col)
			if c.Value == "" {
				out = append(out, name)
				continue
			}
			if c.First {
				name += " (first)"
			}
			if who[c.Value] == nil {
				values = append(values, c.Value)
			}
			who[c.Value] = append(who[c.Value], name)
		}
		slices.SortStableFunc(values, func(a, b string) int { return cmp.Compare(len(who[b]), len(who[a])) })
		for _, v := range values {
			s.para(4, "", "", strings.Join(strings.Fields(v), " ")+": "+strings.Join(who[v], ", "))
		}
		if len(out) > 0 {
			s.para(4, ansiFaint, "left out by ", strings.Join(out, ", "))
		}
	}
}

// columnName names a story in the table: its outlet, with the day it was posted
// where the outlet has several.
func columnName(t *joined.Table, col int) string {
	c := &t.Columns[col]
	name := cmp.Or(c.Outlet, c.Story)
	for i := range t.Columns {
		if i != col && t.Columns[i].Outlet == c.Outlet && c.Outlet != "" {
			return strings.TrimSpace(name + " " + c.Posted[:min(10, len(c.Posted))])
		}
	}
	return name
}
