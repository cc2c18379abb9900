package ask

import (
	"context"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// Health says how the archive does.
type Health struct {
	Pipeline    string           `json:"pipeline" doc:"what reads now"`
	Waiting     int              `json:"waiting" doc:"versions without a record of it"`
	RecordsBy   []store.Facet    `json:"records_by" doc:"versions shown with a record of each pipeline"`
	Stories     int              `json:"stories"`
	Versions    int              `json:"versions"`
	Statements  int              `json:"statements" doc:"of current versions, as searches count them"`
	Events      int              `json:"events" doc:"of current versions, as searches count them"`
	Older       OlderCounts      `json:"older" doc:"statements and events of older versions"`
	Actors      int              `json:"actors"`
	Outlets     int              `json:"outlets"`
	FromDay     string           `json:"from_day,omitempty"`
	ToDay       string           `json:"to_day,omitempty"`
	Size        int64            `json:"size" doc:"bytes of the file"`
	BackupAt    string           `json:"backup_at,omitempty" doc:"last backup"`
	RestoreAt   string           `json:"restore_tried_at,omitempty" doc:"last time that a restore was tried"`
	Watches     []*store.Watched `json:"watches" doc:"feeds, folders and stories that are looked at again, 200 at most"`
	SetAside    []*store.Trouble `json:"set_aside" doc:"versions that could not be read, 100 at most"`
	Alerts      AlertCounts      `json:"alerts" doc:"of all who have some"`
	MeasuredAt  time.Time        `json:"measured_at"`
	ReadOnly    bool             `json:"read_only" doc:"another process writes the archive"`
	ArchivePath string           `json:"-"`
}

// AlertCounts say how alerts do.
type AlertCounts struct {
	Alerts  int `json:"alerts"`
	Waiting int `json:"waiting" doc:"things that are to go out, and were not taken yet"`
	Dead    int `json:"dead" doc:"parcels that were given up"`
}

// OlderCounts are what older versions of stories say.
type OlderCounts struct {
	Statements int `json:"statements"`
	Events     int `json:"events"`
}

// healthAge is how old an answer about the archive's health may be: counting
// a large archive takes a moment.
const healthAge = 15 * time.Second

// Health counts what the archive holds.
func (s *Service) Health(ctx context.Context) (*Health, error) {
	s.stats.Lock()
	defer s.stats.Unlock()
	if s.stats.value != nil && time.Since(s.stats.at) < healthAge {
		return s.stats.value, nil
	}
	h, err := s.health(ctx)
	if err != nil {
		return nil, err
	}
	s.stats.value, s.stats.at = h, time.Now()
	return h, nil
}

func (s *Service) health(ctx context.Context) (*Health, error) {
	st, err := s.Store.Extent(ctx)
	if err != nil {
		return nil, err
	}
	h := &Health{Pipeline: s.Pipeline, Stories: st.Stories, Versions: st.Versions, Statements: st.CurrentStatements, Events: st.CurrentEvents,
		Older: OlderCounts{st.Statements - st.CurrentStatements, st.Events - st.CurrentEvents}, Actors: st.Actors,
		Outlets: st.Outlets, FromDay: st.FromDay, ToDay: st.ToDay, Size: st.Size, MeasuredAt: time.Now().UTC(), ReadOnly: s.Keeping == nil, ArchivePath: s.Store.Path(),
		RecordsBy: []store.Facet{}, Watches: []*store.Watched{}, SetAside: []*store.Trouble{}}
	if h.Waiting, err = s.Store.QueueLen(ctx, s.Pipeline); err != nil {
		return nil, err
	}
	if by, err := s.Store.RecordsBy(ctx); err != nil {
		return nil, err
	} else if by != nil {
		h.RecordsBy = by
	}
	if w, err := s.Store.Watches(ctx, 200); err != nil {
		return nil, err
	} else if w != nil {
		h.Watches = w
	}
	if t, err := s.Store.Troubles(ctx, 100); err != nil {
		return nil, err
	} else if t != nil {
		h.SetAside = t
	}
	if h.BackupAt, err = s.Store.Meta(ctx, "backup_at"); err != nil {
		return nil, err
	}
	if h.RestoreAt, err = s.Store.Meta(ctx, "restore_tried_at"); err != nil {
		return nil, err
	}
	out, err := s.Store.Outbox(ctx)
	h.Alerts = AlertCounts{out.Alerts, out.Waiting, out.Dead}
	return h, err
}

// A Change is one line of the change feed.
type Change struct {
	Seq    int64     `json:"seq" doc:"only grows"`
	At     time.Time `json:"at"`
	Table  string    `json:"table" enum:"stories,versions,records,actors,groups,decisions"`
	ID     string    `json:"id"`
	Op     string    `json:"op" enum:"insert,update,delete,merge"`
	Reason string    `json:"reason,omitempty"`
}

// Changes are one page of the change feed.
type Changes struct {
	Items []Change `json:"items"`
	Since int64    `json:"since" doc:"ask with it for what comes next"`
	More  bool     `json:"more" doc:"there is more already"`
}

// Changes returns what changed after a sequence number, deletions included.
func (s *Service) Changes(ctx context.Context, since int64, limit int) (*Changes, error) {
	rows, err := s.Store.Changes(ctx, since, limit+1)
	out := &Changes{Items: []Change{}, Since: since, More: len(rows) > limit}
	for _, r := range rows[:min(limit, len(rows))] {
		out.Items = append(out.Items, Change(r))
		out.Since = r.Seq
	}
	return out, err
}
