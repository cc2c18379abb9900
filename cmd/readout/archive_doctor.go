package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/spf13/cobra"
)

// newDoctorCommand returns the verb that says how things stand.
func newDoctorCommand() *cobra.Command {
	var archive archiveFlag
	var model string
	cmd := &cobra.Command{
		Use:   "doctor [flags]",
		Short: "Say how the archive does: what waits, what fails, what was backed up; what an issue report needs",
		Long: `Doctor prints the program, the archive and its counts, what waits to be read, which feeds fail, when the
last backup was made and when a restore was last tried, and the room on the disk. Lines that begin with !
want something done. An archive of an older format is brought to this program's, after a backup beside it.`,
		Example: `  readout doctor`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return doctor(cmd.Context(), &archive, model)
		},
	}
	archive.add(cmd)
	modelFlag(cmd, &model)
	return cmd
}

// A report is what doctor says, line by line.
type report struct {
	w    *tabwriter.Writer
	care int
}

func (r *report) line(name, format string, args ...any) {
	fmt.Fprintf(r.w, "  %s\t%s\n", name, printable(fmt.Sprintf(format, args...)))
}

// wants writes a line that wants something done.
func (r *report) wants(name, format string, args ...any) {
	r.care++
	fmt.Fprintf(r.w, "! %s\t%s\n", name, printable(fmt.Sprintf(format, args...)))
}

// doctor prints the report.
func doctor(ctx context.Context, archive *archiveFlag, model string) error {
	r := &report{w: tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)}
	r.line("program", "readout %s, %s, %s/%s, %s", pipeline.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, plural(runtime.NumCPU(), "CPU", "CPUs"))
	s, err := openUpgraded(archive)
	if err != nil {
		r.model(ctx, nil, &inputFlags{model: cmp.Or(model, defaultModel)})
		path, _ := archive.file()
		r.wants("archive", "%s: %v", path, err)
		return finishReport(r)
	}
	defer s.Close()
	in := &inputFlags{model: model}
	if err := in.readAnew(ctx, s); err != nil {
		r.wants("model", "%v", err)
		in.model = defaultModel
	}
	if err := r.archive(ctx, s, r.model(ctx, s, in)); err != nil {
		r.wants("archive", "%v", err)
	}
	return finishReport(r)
}

// model reports on what reads, and returns its name.
func (r *report) model(ctx context.Context, s *store.Store, in *inputFlags) string {
	reader, err := in.lists.open(in.model)
	if err == nil && s != nil {
		reader, err = withLearned(ctx, s, reader)
	}
	if err != nil {
		r.wants("model", "%s: %v", in.model, err)
		return ""
	}
	r.line("model", "%s: %s", in.model, reader.Name())
	return reader.Name()
}

// openUpgraded opens the archive for reading, after bringing an older one to
// this program's format.
func openUpgraded(archive *archiveFlag) (*store.Store, error) {
	s, err := archive.read()
	var format *store.FormatError
	if !errors.As(err, &format) || format.Format == 0 || format.Format > format.Known {
		return s, err
	}
	if s, err = archive.write(); err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return archive.read()
}

func finishReport(r *report) error {
	if err := r.w.Flush(); err != nil {
		return &exitError{code: exitWrite, err: err}
	}
	if r.care > 0 {
		return &exitError{code: exitInputs}
	}
	return nil
}

// archive reports on an archive.
func (r *report) archive(ctx context.Context, s *store.Store, name string) error {
	st, err := s.Stats(ctx)
	if err != nil {
		return err
	}
	r.line("archive", "%s, %.1f MB", s.Path(), float64(st.Size)/1e6)
	r.line("holds", "%s in %s of %s; %s", plural(st.Versions, "version", "versions"), plural(st.Stories, "story", "stories"), plural(st.Outlets, "outlet", "outlets"), plural(st.Actors, "actor", "actors"))
	older := ""
	if n, m := st.Statements-st.CurrentStatements, st.Events-st.CurrentEvents; n+m > 0 {
		older = fmt.Sprintf(" in current versions, which searches and pages count; %s and %s in older ones", plural(n, "statement", "statements"), plural(m, "event", "events"))
	}
	r.line("says", "%s, %s%s", plural(st.CurrentStatements, "statement", "statements"), plural(st.CurrentEvents, "event", "events"), older)
	if st.Versions > 0 {
		r.line("a story takes", "%.1f kB", float64(st.Size)/1e3/float64(st.Versions))
	}
	if name != "" {
		waiting, err := s.QueueLen(ctx, name)
		if err != nil {
			return err
		}
		if waiting > 0 {
			r.wants("to be read", "%s: readout reread", plural(waiting, "version", "versions"))
		}
	}
	apart, err := s.Unjoined(ctx)
	if err != nil {
		return err
	}
	if apart > 0 {
		r.wants("not joined", "%s read by a program that did not join stories: in no happening and no conflict until readout reread --all", plural(apart, "version", "versions"))
	}
	marks, err := marksOf(ctx, s)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(marks)) {
		if m := marks[key]; m.Rows > 0 {
			r.wants("import", "stopped after %s of %s: readout import with this file goes on", plural(m.Rows, "row", "rows"), m.File)
		}
	}
	if st.SetAside > 0 {
		if err := r.setAside(ctx, s, st.SetAside); err != nil {
			return err
		}
	}
	if err := r.watches(ctx, s); err != nil {
		return err
	}
	if err := r.backups(ctx, s, st); err != nil {
		return err
	}
	if err := r.alerts(ctx, s); err != nil {
		return err
	}
	free, err := freeSpace(filepath.Dir(s.Path()))
	switch {
	case err != nil:
	case free < uint64(st.Size)+(1<<30):
		r.wants("disk", "%.1f GB free: a backup and a year of stories need more", float64(free)/1e9)
	default:
		r.line("disk", "%.1f GB free", float64(free)/1e9)
	}
	return nil
}

// named is how many things of a kind are named one by one.
const named = 20

// setAside names the versions that could not be read.
func (r *report) setAside(ctx context.Context, s *store.Store, n int) error {
	r.wants("set aside", "%s could not be read: readout show opens the text, readout reread tries again, readout forget takes it out", plural(n, "version", "versions"))
	list, err := s.Troubles(ctx, named)
	if err != nil {
		return err
	}
	for _, t := range list {
		r.line("", "%s  %s, by %s: %s", t.Version, day(t.At), t.Pipeline, t.Reason)
	}
	if n > len(list) {
		r.line("", "and %d more, older ones", n-len(list))
	}
	return nil
}

// watches reports the feeds that fail.
func (r *report) watches(ctx context.Context, s *store.Store) error {
	list, err := s.Watches(ctx, 1000)
	if err != nil {
		return err
	}
	feeds, shown := 0, 0
	for _, w := range list {
		if w.Kind != store.WatchStory {
			feeds++
		}
		if w.Fails > 0 && w.Kind != store.WatchStory && shown < named {
			shown++
			r.wants(w.Kind, "%s failed %s, last good %s: %s", w.Address, plural(w.Fails, "time", "times"), day(w.Good), w.Note)
		}
	}
	if feeds > 0 {
		r.line("watched", "%s", plural(feeds, "feed or folder", "feeds and folders"))
	}
	return nil
}

func day(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Format("2006-01-02 15:04 UTC")
}

// backups reports when the archive was last saved, and the saving tried.
func (r *report) backups(ctx context.Context, s *store.Store, st *store.Stats) error {
	if st.Versions == 0 {
		return nil
	}
	for _, b := range []struct {
		key, name, remedy string
		most              time.Duration
	}{
		{"backup_at", "last backup", "readout backup FILE", 7 * 24 * time.Hour},
		{"restore_tried_at", "restore last tried", "readout restore --try FILE", 92 * 24 * time.Hour},
	} {
		value, err := s.Meta(ctx, b.key)
		if err != nil {
			return err
		}
		faults, err := s.Meta(ctx, "backup_faults")
		if err != nil {
			return err
		}
		at, err := time.Parse(time.RFC3339, value)
		switch {
		case err == nil && b.key == "backup_at" && faults != "" && faults != "0":
			r.wants(b.name, "%s, of an archive with faults, %s in all: readout check says what can be done", day(at), faults)
		case err != nil:
			r.wants(b.name, "never: %s", b.remedy)
		case time.Until(at) > 24*time.Hour:
			r.wants(b.name, "%s, which is yet to come: the clock was changed; %s", day(at), b.remedy)
		case time.Since(at) > b.most:
			r.wants(b.name, "%s, %s ago: %s", day(at), plural(int(time.Since(at).Hours()/24), "day", "days"), b.remedy)
		default:
			r.line(b.name, "%s", day(at))
		}
	}
	return nil
}
