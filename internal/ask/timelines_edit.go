package ask

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
)

// sentenceName and happeningName match what names a sentence or a happening, or
// the address of either.
var (
	sentenceName  = regexp.MustCompile(`(ve_[0-9a-f]+)(?::|\?at=)(\d{1,9})-(\d{1,9})`)
	happeningName = regexp.MustCompile(`ev_[0-9a-f]+`)
)

// sentence returns the entry that a name of a sentence means.
func (s *Service) sentence(ctx context.Context, name string) (*timeline.Item, error) {
	m := sentenceName.FindStringSubmatch(name)
	if m == nil {
		return nil, mistaken("Name a happening (ev_…), or a sentence as ve_…:120-180, its first code point and the one after its last.", "%.100q is neither", name)
	}
	st, err := s.Store.Version(ctx, m[1])
	if err != nil {
		return nil, err
	}
	from, _ := strconv.Atoi(m[2])
	to, _ := strconv.Atoi(m[3])
	if n := utf8.RuneCountInString(st.Version.Text); from >= to || to > n || to-from > maxPicked {
		return nil, mistaken("Count code points of the version's text: readout show prints them.", "%d-%d is no sentence of a text of %d code points", from, to, n)
	}
	it := &timeline.Item{Story: string(st.Story), Version: string(st.ID), Sentence: [2]int{from, to}}
	if day := st.Version.Published.Day(); day != "" {
		it.Day = timeline.DayRow(day)
	}
	return it, nil
}

// maxPicked is how many code points a sentence of an entry has.
const maxPicked = 3000

// added returns the entry that a person adds.
func (s *Service) added(ctx context.Context, name string) (*timeline.Item, error) {
	id := happeningName.FindString(name)
	if id == "" || sentenceName.MatchString(name) {
		return s.sentence(ctx, name)
	}
	h, err := s.Store.Happening(ctx, id)
	if err != nil {
		return nil, err
	}
	versions := s.versions(ctx)
	picks := timeline.Rank([]timeline.Candidate{{ID: h.ID, Happening: &h.Happening}}, 1, versions.Text)
	if len(picks) == 0 {
		return nil, mistaken("Add a sentence that tells of it, as ve_…:120-180.", "only headlines, or versions that newer ones have replaced, tell of %s", id)
	}
	e := timeline.EntryOf(&picks[0], nil, versions)
	return &timeline.Item{Event: h.ID, Day: e.Day, Story: e.Story, Version: e.Version, Sentence: e.Sentence}, nil
}

// EditTimeline does what a person asks for to a timeline and returns the number
// of the step.
func (s *Service) EditTimeline(ctx context.Context, id string, in *Editing) (int, error) {
	if err := s.sees(ctx, id); err != nil {
		return 0, err
	}
	people.Did(ctx, "%s %s %s", in.Do, id, in.Entry)
	if in.Do == "delete" {
		return 0, s.Store.Update(ctx, func(tx *store.Tx) error { return tx.DropTimeline(id) })
	}
	if err := checkTexts(in.Title, in.Note); err != nil {
		return 0, err
	}
	_, d, err := s.draft(ctx, id)
	if err != nil {
		return 0, err
	}
	body, err := s.step(ctx, d, in)
	if err != nil {
		return 0, err
	}
	data, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	clash := timeline.Clash(in.Do, in.Entry)
	n := 0
	err = s.Store.Update(ctx, func(tx *store.Tx) (err error) {
		n, err = tx.AddTimelineStep(id, in.Since, in.Do, in.Entry, data, func(later *store.TimelineStep) bool { return clash(later.Do, later.Entry) })
		if err != nil {
			return err
		}
		return tx.RaiseTimeline(id, versionsOf(&body)...)
	})
	var changed *store.ChangedError
	if errors.As(err, &changed) {
		return 0, &Error{Overtaken, "Somebody else changed this part of the timeline meanwhile; nothing was changed now.", "Look at the timeline as it is today, then do it again."}
	}
	return n, err
}

// step returns what a step says, checked against the timeline as it is.
func (s *Service) step(ctx context.Context, d *timeline.Draft, in *Editing) (body timeline.Body, err error) {
	if slices.Contains([]string{timeline.DoEdit, timeline.DoDrop, timeline.DoKeep, timeline.DoMove}, in.Do) && d.Find(in.Entry) < 0 {
		return body, mistaken("Look at the timeline again.", "it has no entry %.20q", in.Entry)
	}
	switch in.Do {
	case timeline.DoHead:
		if body.Title = strings.TrimSpace(in.Title); body.Title == "" {
			return body, mistaken("Write one.", "a timeline needs a headline")
		}
		body.Note = strings.TrimSpace(in.Note)
	case timeline.DoEdit:
		body.Title, body.Note = strings.TrimSpace(in.Title), strings.TrimSpace(in.Note)
		if in.From != "" {
			it, err := s.sentence(ctx, in.From)
			if err != nil {
				return body, err
			}
			body.Story, body.Version, body.Sentence = it.Story, it.Version, &it.Sentence
		}
	case timeline.DoMove:
		if body.To = in.To; in.To < 1 || in.To > len(d.Items) {
			return body, mistaken("Use a place from 1 to the number of entries.", "there is no place %d", in.To)
		}
	case timeline.DoAdd:
		if len(d.Items) >= timeline.Most {
			return body, mistaken("Make another timeline.", "a timeline has %d entries at most, dropped ones among them", timeline.Most)
		}
		it, err := s.added(ctx, in.From)
		if err != nil {
			return body, err
		}
		if slices.ContainsFunc(d.Items, func(o timeline.Item) bool {
			return !o.Dropped && o.Event == it.Event && o.Version == it.Version && o.Sentence == it.Sentence
		}) {
			return body, mistaken("Nothing is to be done.", "it is in the timeline already")
		}
		body.Items = []timeline.Item{*it}
	case timeline.DoUndo:
		if !d.CanUndo() {
			return body, mistaken("Nothing is to be done.", "nothing is left to take back")
		}
	case timeline.DoDrop, timeline.DoKeep:
	default:
		return body, mistaken("Use head, edit, drop, keep, move, add, undo or delete.", "%.20q is nothing that can be done to a timeline", in.Do)
	}
	return body, nil
}

// A Choice is a sentence that may tell an entry.
type Choice struct {
	From   string // ve_…:120-180
	Outlet string
	Text   string
}

// maxChoices is how many sentences are offered for an entry.
const maxChoices = 12

// Choices returns the sentences of happenings that may tell of them, by their
// ids: of each story as its newest version has it, the first posted first.
func (s *Service) Choices(ctx context.Context, events []string) (map[string][]Choice, error) {
	happenings, err := s.Store.HappeningsByID(ctx, events)
	if err != nil {
		return nil, err
	}
	versions := s.versions(ctx)
	out := make(map[string][]Choice, len(happenings))
	for id, h := range happenings {
		newest := make(map[string]string)
		for _, m := range h.Mentions {
			newest[m.Story.ID] = m.Story.Version
		}
		seen := make(map[readout.Span]string)
		for _, m := range h.Mentions {
			at := m.Story.Sentences[m.Sentence].Span
			if newest[m.Story.ID] != m.Story.Version || seen[at] == m.Story.Version || len(out[id]) == maxChoices {
				continue
			}
			seen[at] = m.Story.Version
			e := timeline.Entry{}
			e.Tell(m, versions)
			out[id] = append(out[id], Choice{fmt.Sprintf("%s:%d-%d", e.Version, e.Sentence[0], e.Sentence[1]), e.Outlet, e.Text})
		}
	}
	return out, nil
}
