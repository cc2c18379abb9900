package ask

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
)

// A Making asks for a timeline to be made and kept.
type Making struct {
	Title string `json:"title" maxLength:"300" doc:"what stands above it; empty: what is asked, and its months"`
	Q     string `json:"q,omitempty" maxLength:"4096" doc:"words and fields of events; empty: all"`
	Most  int    `json:"most,omitempty" minimum:"0" maximum:"2000" doc:"entries at most; 0: the usual 20"`
}

// An Editing is what a person does to a timeline.
type Editing struct {
	Do    string `json:"do" enum:"head,edit,drop,keep,move,add,undo,delete"`
	Since int    `json:"since" doc:"last of the timeline as it was looked at; somebody else's change of the same part after it is an error, and nothing is done"`
	Entry string `json:"entry,omitempty" maxLength:"20" doc:"key of an entry: edit, drop, keep, move"`
	Title string `json:"title,omitempty" maxLength:"300" doc:"head, edit: a headline"`
	Note  string `json:"note,omitempty" maxLength:"5000" doc:"head, edit: a note; lines are paragraphs"`
	From  string `json:"from,omitempty" maxLength:"300" doc:"edit: the sentence, ve_…:120-180 in code points; add: such a sentence, or a happening, ev_…"`
	To    int    `json:"to,omitempty" minimum:"0" maximum:"2000" doc:"move: the place where it comes to stand, from 1"`
}

// A Made is a timeline that a person made.
type Made struct {
	*timeline.Timeline
	Dropped []timeline.Entry `json:"dropped" doc:"entries that a person took out; they can be kept again"`
	Last    int              `json:"last" doc:"number of the last step, for since"`
	Steps   []timeline.Step  `json:"steps" doc:"its history"`
	CanUndo bool             `json:"can_undo"`
}

// A MadeLine is a timeline in a list.
type MadeLine struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	Query   string       `json:"query,omitempty"`
	Entries int          `json:"entries"`
	From    string       `json:"from,omitempty"`
	To      string       `json:"to,omitempty"`
	Made    time.Time    `json:"made"`
	Changed time.Time    `json:"changed"`
	Label   people.Label `json:"label" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol"`
}

// MadeList is one page of timelines.
type MadeList struct {
	Items []MadeLine `json:"items"`
	Total int        `json:"total"`
	Next  string     `json:"next,omitempty"`
}

// After returns the cursor of the next page, "" after the last.
func (l *MadeList) After() string { return l.Next }

// MakeTimeline makes a timeline of what the archive tells, keeps it and returns its id.
func (s *Service) MakeTimeline(ctx context.Context, in *Making) (string, error) {
	if err := checkTexts(in.Title, ""); err != nil {
		return "", err
	}
	if in.Most == 0 {
		in.Most = timeline.Usual
	}
	if in.Most < 1 || in.Most > timeline.Most {
		return "", mistaken("Ask for 1 to 2000 entries.", "%d entries are none that a timeline can have", in.Most)
	}
	t, _, err := s.Chronology(ctx, in.Q, in.Most)
	if err != nil {
		return "", err
	}
	if len(t.Entries) == 0 {
		return "", mistaken("Use fewer or other words: a happening has to be told with all of them.", "no happening answers %.100q, and a timeline needs one", in.Q)
	}
	body := timeline.Body{Title: cmp.Or(strings.TrimSpace(in.Title), t.Title), Query: in.Q}
	for i := range t.Entries {
		e := &t.Entries[i]
		body.Items = append(body.Items, timeline.Item{Event: e.Event, Day: e.Day, Story: e.Story, Version: e.Version, Sentence: e.Sentence})
	}
	data, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	var id string
	err = s.Store.Update(ctx, func(tx *store.Tx) (err error) {
		if id, err = tx.AddTimeline(timeline.DoMake, data); err != nil {
			return err
		}
		return tx.RaiseTimeline(id, versionsOf(&body)...)
	})
	return id, err
}

// versionsOf returns the versions that a step shows.
func versionsOf(b *timeline.Body) (list []string) {
	for i := range b.Items {
		list = append(list, b.Items[i].Version)
	}
	if b.Version != "" {
		list = append(list, b.Version)
	}
	return list
}

// maxTitle and maxNote are how many code points a person's headline and note have.
const (
	maxTitle = 300
	maxNote  = 5000
)

// checkTexts reports a headline or note that is too long.
func checkTexts(title, note string) error {
	switch {
	case utf8.RuneCountInString(title) > maxTitle:
		return mistaken("Shorten it: 300 characters at most.", "the headline has %d characters", utf8.RuneCountInString(title))
	case utf8.RuneCountInString(note) > maxNote:
		return mistaken("Shorten it: 5000 characters at most.", "the note has %d characters", utf8.RuneCountInString(note))
	}
	return nil
}

// draft returns a timeline as its steps have left it.
func (s *Service) draft(ctx context.Context, id string) (*store.TimelineRef, *timeline.Draft, error) {
	ref, stored, err := s.Store.Timeline(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	steps := make([]timeline.Step, len(stored))
	for i, st := range stored {
		body, err := timeline.ParseBody(st.Body)
		if err != nil {
			return nil, nil, &store.DamageError{Path: s.Store.Path(), Err: fmt.Errorf("%s: step %d: %w", id, st.N, err)}
		}
		steps[i] = timeline.Step{N: st.N, At: st.At, Do: st.Do, Entry: st.Entry, Body: body}
	}
	d := timeline.Fold(ref.ID, steps)
	if s.Store.Whole(ctx) {
		return ref, d, nil
	}
	d.Items = slices.DeleteFunc(d.Items, func(it timeline.Item) bool { // those of stories that are not seen
		_, err := s.Store.Version(ctx, it.Version)
		var gone *store.ForgottenError
		return err != nil && !errors.As(err, &gone)
	})
	return ref, d, nil
}

// Timelines returns the timelines that people made, those changed last first.
func (s *Service) Timelines(ctx context.Context, cur string, limit int) (*MadeList, error) {
	c, err := parseCursor("timelines", cur)
	if err != nil {
		return nil, err
	}
	refs, total, err := s.Store.Timelines(ctx, int(c.a), limit)
	if err != nil {
		return nil, err
	}
	out := &MadeList{Items: []MadeLine{}, Total: total}
	for _, ref := range refs {
		_, d, err := s.draft(ctx, ref.ID)
		if err != nil {
			return nil, err
		}
		line := MadeLine{ID: ref.ID, Title: d.Title, Query: d.Query, Made: ref.MadeAt, Changed: ref.LastAt}
		if line.Label, err = s.Store.Label(ctx, ref.ID); err != nil {
			return nil, err
		}
		for i := range d.Items {
			it := &d.Items[i]
			if it.Dropped {
				continue
			}
			line.Entries++
			if it.Day != nil && it.Day.From != "" {
				if line.From == "" || it.Day.From < line.From {
					line.From = it.Day.From
				}
				line.To = max(line.To, it.Day.To)
			}
		}
		out.Items = append(out.Items, line)
	}
	if next := int(c.a) + len(refs); next < total && len(refs) == limit {
		out.Next = cursor{"timelines", int64(next), 0}.String()
	}
	return out, nil
}

// EachKept calls each for every entry of all timelines that is not dropped, with
// its place, from 1, today's id of its version and the label of the timeline; those
// of forgotten versions are left out.
func (s *Service) EachKept(ctx context.Context, each func(d *timeline.Draft, n int, it *timeline.Item, version string, label people.Label)) error {
	for skip := 0; ; {
		refs, _, err := s.Store.Timelines(ctx, skip, 100)
		if err != nil || len(refs) == 0 {
			return err
		}
		skip += len(refs)
		for _, ref := range refs {
			_, d, err := s.draft(ctx, ref.ID)
			if err != nil {
				return err
			}
			label, err := s.Store.Label(ctx, ref.ID)
			if err != nil {
				return err
			}
			n := 0
			for i := range d.Items {
				if d.Items[i].Dropped {
					continue
				}
				n++
				if id, err := s.Store.Resolve(ctx, d.Items[i].Version); err == nil {
					each(d, n, &d.Items[i], id, label)
				}
			}
		}
	}
}

// Made returns a timeline that a person made, with what the archive says of its
// entries today. The caller must not change it.
func (s *Service) Made(ctx context.Context, id string) (*Made, error) {
	return remembered(ctx, s, "made|"+id, func() (*Made, error) { return s.made(ctx, id) })
}

// made is [Service.Made], not remembered.
func (s *Service) made(ctx context.Context, id string) (*Made, error) {
	ref, d, err := s.draft(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &Made{Timeline: &timeline.Timeline{ID: ref.ID, Title: d.Title, Note: d.Note, Query: d.Query, Made: ref.MadeAt.Format(time.RFC3339), Changed: ref.LastAt.Format(time.RFC3339), Entries: []timeline.Entry{}},
		Dropped: []timeline.Entry{}, Last: d.Last(), Steps: d.Steps, CanUndo: d.CanUndo()}
	label, err := s.Store.Label(ctx, ref.ID)
	if err != nil {
		return nil, err
	}
	if label > people.Clear {
		out.Label = label.String()
	}
	var events []string
	for i := range d.Items {
		if e := d.Items[i].Event; e != "" {
			events = append(events, e)
		}
	}
	happenings, err := s.Store.HappeningsByID(ctx, events)
	if err != nil {
		return nil, err
	}
	versions := s.versions(ctx)
	for i := range d.Items {
		it := &d.Items[i]
		e, err := s.entry(ctx, it, happenings[it.Event], versions)
		if err != nil {
			return nil, err
		}
		if it.Dropped {
			out.Dropped = append(out.Dropped, *e)
		} else {
			out.Entries = append(out.Entries, *e)
		}
	}
	return out, nil
}

// entry returns what a stored entry says today.
func (s *Service) entry(ctx context.Context, it *timeline.Item, h *store.Happening, versions timeline.Versions) (*timeline.Entry, error) {
	e := &timeline.Entry{By: []string{}, Conflicts: []string{}, Sources: []timeline.Source{}}
	if h != nil {
		rows, err := s.conflictsOf(ctx, h, versions)
		if err != nil {
			return nil, err
		}
		*e = timeline.About(h.ID, &h.Happening, rows, versions)
	} else if it.Event != "" {
		e.Event = it.Event
		e.Warnings = append(e.Warnings, timeline.NoEvent)
	}
	e.Key, e.Title, e.Note, e.Story, e.Version = it.Key, it.Title, it.Note, it.Story, it.Version
	if it.Day != nil {
		e.Day = it.Day
	}
	if id, err := s.Store.Resolve(ctx, it.Version); err == nil {
		e.Version = id
		e.From(versions(id), it.Sentence)
		if h != nil {
			e.By = saidBy(h, id, e, versions)
		}
	}
	return e, s.warn(ctx, e, versions)
}

// saidBy returns who says an entry's sentence, and sets what it tells and who publishes it.
func saidBy(h *store.Happening, version string, e *timeline.Entry, versions timeline.Versions) []string {
	for _, m := range h.Mentions {
		if m.Story.Version != version {
			continue
		}
		own := timeline.Entry{}
		own.Tell(m, versions)
		e.Outlet = cmp.Or(e.Outlet, own.Outlet) // a version may name none: the archive knows it by its address
		if own.Sentence == e.Sentence {
			e.What, e.Posted = own.What, own.Posted
			return own.By
		}
	}
	return []string{}
}
