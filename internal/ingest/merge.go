package ingest

import (
	"context"
	"errors"
	"fmt"

	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/ordered"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Merger brings one archive into another. What it has brought stays when it is
// stopped; when it is run again, that is known.
type Merger struct {
	Into, From *store.Store
	Jobs       int                   // how many versions are made ready at a time
	Progress   func(done, total int) // after each commit; it may be nil
}

// MergeCounts says what a merge did.
type MergeCounts struct {
	Versions, Known, Forgotten int
	store.Merged
	Here []string // versions that are here, and that the other archive had forgotten
}

// mergeBatch is how many versions one commit takes in.
const mergeBatch = 256

// A mergeItem is a version on its way.
type mergeItem struct {
	row   *store.Row
	moved *store.Moved
	err   error
}

// Run merges. The versions come first, then what people decided of them.
func (m *Merger) Run(ctx context.Context) (*MergeCounts, error) {
	out := new(MergeCounts)
	kept, err := m.From.Kept(ctx)
	if err != nil {
		return nil, err
	}
	if err := m.Into.Update(ctx, func(tx *store.Tx) (err error) {
		out.Here, err = tx.Forbid(kept)
		return err
	}); err != nil {
		return nil, err
	}
	if err := m.versions(ctx, kept, out); err != nil {
		return nil, err
	}
	err = m.Into.Update(ctx, func(tx *store.Tx) error {
		merged, err := tx.TakeDecisions(kept)
		if err == nil {
			out.Merged = *merged
		}
		return err
	})
	if err == nil {
		err = m.Into.Update(ctx, func(tx *store.Tx) error { return tx.LeadHappenings(kept) })
	}
	return out, err
}

// versions brings the versions.
func (m *Merger) versions(ctx context.Context, kept *store.Kept, out *MergeCounts) error {
	total, err := m.From.Count(ctx, store.Rows{All: true})
	if err != nil {
		return err
	}
	reading, end := context.WithCancel(ctx)
	defer end()
	var feedErr error
	items, wait := ordered.Run(reading, m.Jobs, 8*m.Jobs, func(give func(*mergeItem) bool) {
		feedErr = m.From.EachKept(reading, func(row *store.Row) error {
			if !give(&mergeItem{row: row}) {
				return context.Canceled
			}
			return nil
		})
	}, func(it *mergeItem) { it.moved, it.err = store.NewKept(it.row, compare.Prints(it.row.Kept.Version)) })
	var batch []*mergeItem
	done := 0
	commit := func() error {
		if len(batch) == 0 {
			return nil
		}
		counts := MergeCounts{}
		err := m.Into.Update(ctx, func(tx *store.Tx) error {
			tx.ToldBefore(kept)
			for _, it := range batch {
				if err := it.take(tx, &counts); err != nil {
					return fmt.Errorf("version %s: %w", it.row.ID, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		out.Versions, out.Known, out.Forgotten = out.Versions+counts.Versions, out.Known+counts.Known, out.Forgotten+counts.Forgotten
		if done, batch = done+len(batch), nil; m.Progress != nil {
			m.Progress(done, total)
		}
		return nil
	}
	for it := range items {
		if batch = append(batch, it); len(batch) == mergeBatch {
			if err = commit(); err != nil {
				break
			}
		}
	}
	if err == nil {
		err = commit()
	}
	end()
	wait()
	if err == nil && !errors.Is(feedErr, context.Canceled) {
		err = feedErr
	}
	return errors.Join(err, ctx.Err())
}

// take brings one version in, or finds it there.
func (it *mergeItem) take(tx *store.Tx, counts *MergeCounts) error {
	if it.err != nil {
		return it.err
	}
	err := it.arrive(tx, counts)
	var forgotten *store.ForgottenError
	if errors.As(err, &forgotten) {
		counts.Forgotten++
		return nil
	}
	return err
}

// arrive is [arrive] for a version that an archive has: its story keeps its id
// unless it is known here by another.
func (it *mergeItem) arrive(tx *store.Tx, counts *MergeCounts) error {
	m, o := it.moved, it.moved.Origin
	if ref, err := tx.VersionOf(m.Version().ID); ref != nil || err != nil {
		counts.Known++
		return err
	}
	if err := tx.Mask(m); err != nil {
		return err
	}
	v := m.Version()
	story, err := tx.StoryNamed(o.Story)
	if err == nil && story == nil {
		if story, err = findStory(tx, v, v.URL, outletOf(v), o.Keys); err == nil && story != nil {
			err = tx.StandFor(o.Story, string(story.ID), "stories")
		}
	}
	if err != nil {
		return err
	}
	change := o.Change
	if story != nil {
		ref, err := tx.SameText(story, v)
		if err != nil {
			return err
		}
		if ref != nil { // at another address
			counts.Known++
			_, err := tx.AddKeys(story, o.Keys)
			return errors.Join(err, tx.StandFor(string(v.ID), string(ref.ID), "versions"))
		}
		current, err := tx.Current(story)
		if err != nil {
			return err
		}
		if change == store.First {
			if change = store.Changed; compare.SameWords(current.Version, v) {
				change = store.Trivial
			}
		}
	}
	story, ref, err := tx.TakeKept(m, story, change)
	if err != nil {
		return err
	}
	counts.Versions++
	if change != store.Trivial {
		if err := tx.JoinCopies(story, ref, v, it.moved.Prints, nil); err != nil {
			return err
		}
	}
	return tx.PutKept(ref, m)
}
