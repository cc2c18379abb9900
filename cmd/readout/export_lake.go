package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A lakeState is what a lake keeps of the archive that it follows.
type lakeState struct {
	Archive string                 `json:"archive"` // its random id
	Options string                 `json:"options"` // with which flags it is written
	Cursor  int64                  `json:"cursor"`  // the change up to which the lake is that of the archive
	Months  map[string]store.Month `json:"months"`
	// Of a run that did not end: the change that it was begun at, and what it wrote.
	Begun int64           `json:"begun,omitempty"`
	Since int64           `json:"since,omitempty"`
	Done  map[string]bool `json:"done,omitempty"`
}

// lakeStateFile is where a lake keeps its state.
func lakeStateFile(folder string) string {
	return filepath.Join(folder, export.AboutParts, "state.json")
}

// readLake returns the state of a lake; of one that is not there yet, an empty one.
func readLake(folder string) (*lakeState, error) {
	st := &lakeState{Months: make(map[string]store.Month)}
	data, err := os.ReadFile(lakeStateFile(folder))
	if errors.Is(err, os.ErrNotExist) {
		return st, nil
	}
	if err == nil {
		err = json.Unmarshal(data, st)
	}
	if err != nil {
		return nil, fmt.Errorf("the lake's state can't be read: %w; name an empty folder, or take %s away and use --since 0", err, lakeStateFile(folder))
	}
	return st, nil
}

// write keeps the state; a crash leaves the one before it.
func (st *lakeState) write(folder string) error {
	data, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		return err
	}
	path := lakeStateFile(folder)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(path+".tmp", append(data, '\n'), 0o644); err != nil {
		return err
	}
	return os.Rename(path+".tmp", path)
}

// lakeOptions checks what makes no sense for a lake, and returns the options of
// its parts.
func (f *exportFlags) lakeOptions(args []string) (export.Options, error) {
	if f.partition != "month" {
		return export.Options{}, fmt.Errorf("--partition %q: want month; --since goes with it", f.partition)
	}
	o, err := f.options()
	switch {
	case err != nil:
		return o, err
	case f.as != "parquet":
		return o, fmt.Errorf("--partition: of --as parquet, not of %s", f.as)
	case len(args) > 0:
		return o, fmt.Errorf("--partition: a lake has the whole archive, and is searched there: leave %q out", strings.Join(args, " "))
	case f.out == "" || f.out == "-":
		return o, errors.New("--partition: a lake needs a folder: name one with -o")
	case f.since < 0:
		return o, fmt.Errorf("--since %d: want a cursor that an export before this one printed", f.since)
	}
	o.Tables = slices.DeleteFunc(slices.Clone(o.Tables), func(t *export.Table) bool { return t.Name == "timeline" || t.OfJoins() })
	if len(o.Tables) == 0 {
		return o, fmt.Errorf("--table %s: a lake has no timelines of people, and nothing of what stories of several months tell together", strings.Join(f.tables, ","))
	}
	return o, nil
}

// runLake brings a lake up to date.
func (f *exportFlags) runLake(args []string) error {
	o, err := f.lakeOptions(args)
	if err != nil {
		return err
	}
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := untilStopped()
	defer stop()
	l := &lake{flags: f, s: s, o: o}
	if l.state, err = readLake(f.out); err == nil {
		err = l.begin(ctx)
	}
	if err != nil {
		return archiveError(err)
	}
	if err := l.run(ctx); err != nil {
		return stoppedLake(ctx, err)
	}
	fmt.Println(l.state.Cursor)
	return nil
}

// stoppedLake says what is left when a run was stopped.
func stoppedLake(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return &exitError{code: exitWrite, err: errors.New("stopped: the months that were written stay, and the same command goes on with the others")}
	}
	return archiveError(err)
}

// A lake is one that is being brought up to date.
type lake struct {
	flags  *exportFlags
	s      *store.Store
	o      export.Options
	state  *lakeState
	months map[string]store.Month // of the archive, now
	todo   []string
	same   int // months that are as they were, or that a run before this one wrote
}

// begin finds out which months are to be written.
func (l *lake) begin(ctx context.Context) error {
	id, err := l.s.Meta(ctx, "archive")
	if err != nil {
		return err
	}
	f, st := l.flags, l.state
	options := fmt.Sprintf("tables %s, columns %s, all %v, text %v, unmask %q", f.tables, f.columns, f.all, f.text, l.o.Unmask)
	if st.Archive != "" && st.Archive != id {
		return &exitError{code: exitWrite, err: fmt.Errorf("%s follows another archive: name another folder", f.out)}
	}
	if st.Archive != "" && st.Options != options {
		return &exitError{code: exitWrite, err: fmt.Errorf("%s was written with other flags (%s): use these, or another folder", f.out, st.Options)}
	}
	st.Archive, st.Options = id, options
	since := st.Cursor
	if f.sinceSet {
		since = f.since
	}
	now, err := l.s.LastChange(ctx) // first: what comes meanwhile is written twice rather than never
	if err != nil {
		return err
	}
	if since > now {
		return &exitError{code: exitInputs, err: fmt.Errorf("--since %d: the archive's last change is %d; a backup was restored since, perhaps: use --since 0", since, now)}
	}
	if l.months, err = l.s.Months(ctx, f.all); err != nil {
		return err
	}
	changed, err := l.s.MonthsSince(ctx, since)
	if err != nil {
		return err
	}
	if st.Begun != now || st.Since != since {
		st.Begun, st.Since, st.Done = now, since, make(map[string]bool)
	}
	names := slices.Sorted(maps.Keys(l.months))
	for month := range st.Months {
		if _, ok := l.months[month]; !ok {
			names = append(names, month)
		}
	}
	for _, month := range names {
		if !st.Done[month] && (since == 0 || changed[month] || st.Months[month] != l.months[month]) {
			l.todo = append(l.todo, month)
		} else {
			l.same++
		}
	}
	return nil
}

// run writes the months that are to be written, and keeps the cursor.
func (l *lake) run(ctx context.Context) error {
	for _, month := range l.todo {
		if err := ctx.Err(); err != nil {
			return err
		}
		part := "month=" + month
		now, there := l.months[month]
		if there {
			if err := l.month(ctx, month, part); err != nil {
				return err
			}
			l.state.Months[month] = now
		} else {
			if err := export.RemovePart(l.flags.out, part); err != nil {
				return &exitError{code: exitWrite, err: err}
			}
			delete(l.state.Months, month)
		}
		l.state.Done[month] = true
		if err := l.state.write(l.flags.out); err != nil {
			return &exitError{code: exitWrite, err: err}
		}
	}
	l.state.Cursor = l.state.Begun
	l.state.Begun, l.state.Since, l.state.Done = 0, 0, nil
	if err := l.state.write(l.flags.out); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	if !l.flags.quiet {
		fmt.Fprintf(os.Stderr, "%s written, %d as they were; the lake is the archive up to change %d\n", plural(len(l.todo), "month", "months"), l.same, l.state.Cursor)
	}
	return nil
}

// month writes a month.
func (l *lake) month(ctx context.Context, month, part string) error {
	o := l.o
	o.Part = part
	p, err := export.Create(l.flags.out, o, true)
	if err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	err = l.s.EachRow(ctx, store.Rows{All: l.flags.all, Origin: l.flags.text, Digest: l.flags.claims || l.flags.text, Month: month}, func(row *store.Row) error {
		return p.Add(itemOf(row, true))
	})
	if err == nil {
		_, err = p.Close()
	}
	if err != nil {
		p.Abort()
		return err
	}
	return nil
}
