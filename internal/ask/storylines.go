package ask

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A StorylineBrief is a storyline in a list: stories of one matter over days.
type StorylineBrief struct {
	ID      string        `json:"id" doc:"sl_…, by its first story; any story's st_… with sl for st leads to the same"`
	From    string        `json:"from" doc:"day of its first story"`
	To      string        `json:"to" doc:"day of its last story"`
	Stories int           `json:"stories" doc:"copies of one text count once"`
	Outlets int           `json:"outlets"`
	First   StorylineStep `json:"first"`
	Central StorylineStep `json:"central" doc:"the story that the others go on with most"`
	Last    StorylineStep `json:"last"`
	Label   string        `json:"label,omitempty" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol: the highest label of the its stories; missing where no archive says"`
}

// A StorylineStep is a story of a storyline.
type StorylineStep struct {
	Story    readout.StoryID   `json:"story"`
	Version  readout.VersionID `json:"version"`
	Outlet   string            `json:"outlet"`
	Headline string            `json:"headline"`
	Day      string            `json:"day"`
	Follows  string            `json:"follows,omitempty" doc:"the story whose matter it goes on with; missing for the first"`
	Like     float64           `json:"like,omitempty" doc:"how like it is to that one, 0 to 1"`
	Copies   []string          `json:"copies,omitempty" doc:"stories in the same words"`
	Label    string            `json:"label,omitempty" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol, with its copies; missing where no archive says"`
}

// in reports whether a step is of one of some stories.
func (s *StorylineStep) in(stories map[readout.StoryID]bool) bool {
	return stories[s.Story] || slices.ContainsFunc(s.Copies, func(id string) bool { return stories[readout.StoryID(id)] })
}

// StorylineList is one page of storylines, those that went on last first.
type StorylineList struct {
	Items []StorylineBrief `json:"items"`
	Total int              `json:"total"`
	Of    int              `json:"of" doc:"how many stories were looked at: those that were posted last"`
	Next  string           `json:"next,omitempty"`
	Unfinished
}

// A Storyline is stories of one matter over days, with what they tell.
type Storyline struct {
	StorylineBrief
	Steps      []StorylineStep    `json:"steps"`
	Happenings []joined.EventRow  `json:"happenings" doc:"those that its stories tell, by day; of many the ones on most lines"`
	Told       []*store.Happening `json:"-"`
}

// Limits of what is looked at for storylines: stories around a day, and happenings of one.
const (
	storylineStories    = 1500
	storylineHappenings = 20
)

// storylineOf returns a storyline; step gives of each story what is told of it.
func storylineOf(l *thread.Storyline, step func(story string) StorylineStep) Storyline {
	out := Storyline{Happenings: []joined.EventRow{}}
	outlets := make(map[string]bool)
	for _, st := range l.Steps {
		one := step(st.Story)
		one.Day, one.Follows, one.Like = st.Day, st.Follows, round2(st.P)
		outlets[one.Outlet] = true
		out.Steps = append(out.Steps, one)
	}
	first, last := out.Steps[0], out.Steps[len(out.Steps)-1]
	out.StorylineBrief = StorylineBrief{ID: StorylineID(first.Story), From: first.Day, To: last.Day, Stories: len(out.Steps), Outlets: len(outlets), First: first, Central: central(out.Steps), Last: last, Label: highest(out.Steps)}
	return out
}

// highest returns the highest label of stories, "" where no archive says.
func highest(steps []StorylineStep) string {
	best := steps[0].Label
	for _, s := range steps {
		l, _ := people.ParseLabel(s.Label)
		if b, _ := people.ParseLabel(best); l > b {
			best = s.Label
		}
	}
	return best
}

// central returns the story that others go on with most, by how like they are to
// it; of those that are alike the first.
func central(steps []StorylineStep) StorylineStep {
	followed := make(map[string]float64)
	for _, s := range steps {
		followed[s.Follows] += s.Like
	}
	best := steps[0]
	for _, s := range steps[1:] {
		if followed[string(s.Story)] > followed[string(best.Story)] {
			best = s
		}
	}
	return best
}

// StorylinesOf returns those of storylines that have stories of two days, the ones
// that went on last first; step gives of each story what is told of it.
func StorylinesOf(lines []thread.Storyline, step func(story string) StorylineStep) []Storyline {
	var out []Storyline
	for i := range lines {
		if steps := lines[i].Steps; steps[0].Day < steps[len(steps)-1].Day {
			out = append(out, storylineOf(&lines[i], step))
		}
	}
	slices.SortStableFunc(out, func(a, b Storyline) int {
		return cmp.Or(strings.Compare(b.To, a.To), b.Stories-a.Stories, strings.Compare(a.ID, b.ID))
	})
	return out
}

// StorylineID returns the id of the storyline that a story is part of.
func StorylineID(story readout.StoryID) string {
	return "sl_" + strings.TrimPrefix(string(story), "st_")
}

// A strung is the stories around a day, strung together.
type strung struct {
	lines   []thread.Storyline
	stories map[string]*store.StoryMatter
}

// step returns what is told of a story.
func (a *strung) step(story string) StorylineStep {
	m := a.stories[story]
	return StorylineStep{Story: readout.StoryID(m.Story), Version: m.Version, Outlet: m.Outlet, Headline: m.Headline, Copies: m.Copies, Label: m.Label.String()}
}

// strungAround strings the stories together that were posted nearest to a day, the
// last ones without one.
func (s *Service) strungAround(ctx context.Context, day string) (*strung, error) {
	return remembered(ctx, s, "storylines "+day, func() (*strung, error) {
		list, err := s.Store.Matters(ctx, day, storylineStories)
		if err != nil {
			return nil, err
		}
		matters, out := make([]thread.Matter, len(list)), &strung{stories: make(map[string]*store.StoryMatter)}
		for i := range list {
			matters[i], out.stories[list[i].Story] = list[i].Matter, &list[i]
		}
		out.lines = thread.Storylines(matters)
		return out, nil
	})
}

// round2 rounds to two digits.
func round2(p float64) float64 { return float64(int(p*100+0.5)) / 100 }

// Storylines returns a page of [Service.LatestStorylines].
func (s *Service) Storylines(ctx context.Context, q, cur string, limit int) (*StorylineList, error) {
	c, err := parseCursor("storylines", cur)
	if err != nil {
		return nil, err
	}
	all, of, err := s.LatestStorylines(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &StorylineList{Items: []StorylineBrief{}, Total: len(all), Of: of}
	from := min(int(c.a), len(all))
	for i := range all[from:min(from+limit, len(all))] {
		out.Items = append(out.Items, all[from+i].StorylineBrief)
	}
	if next := from + len(out.Items); next < len(all) {
		out.Next = cursor{"storylines", int64(next), 0}.String()
	}
	out.Unfinished, err = s.Unfinished(ctx)
	return out, err
}

// LatestStorylines returns the storylines of the stories that were posted last,
// those that went on last first, without happenings, and how many stories were
// looked at; with words, those of which a story answers them. A storyline has
// stories of two days at least.
func (s *Service) LatestStorylines(ctx context.Context, q string) ([]Storyline, int, error) {
	among, err := s.answering(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	a, err := s.strungAround(ctx, "")
	if err != nil {
		return nil, 0, err
	}
	all := StorylinesOf(a.lines, a.step)
	if among != nil {
		all = slices.DeleteFunc(all, func(l Storyline) bool {
			return !slices.ContainsFunc(l.Steps, func(st StorylineStep) bool { return st.in(among) })
		})
	}
	return all, len(a.stories), nil
}

// mostAnswering is how many stories that answer words are looked at.
const mostAnswering = 2000

// answering returns the stories that answer words; nil without words.
func (s *Service) answering(ctx context.Context, q string) (map[readout.StoryID]bool, error) {
	if strings.TrimSpace(q) == "" {
		return nil, nil
	}
	query, err := parsed(q)
	if err != nil {
		return nil, err
	}
	briefs, err := s.Store.BriefsOf(ctx, query, false, mostAnswering)
	if err != nil {
		return nil, err
	}
	out := make(map[readout.StoryID]bool, len(briefs))
	for _, b := range briefs {
		out[b.Story] = true
	}
	return out, nil
}

// Storyline returns the storyline that a story is part of, which may be of that
// story alone, with the happenings that its stories tell. id is sl_… or the
// story's own.
func (s *Service) Storyline(ctx context.Context, id string) (*Storyline, error) {
	st, err := s.Store.Story(ctx, "st_"+strings.TrimPrefix(strings.TrimPrefix(id, "sl_"), "st_"))
	if errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("%s: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	day, err := s.Store.PostedDay(ctx, st.ID)
	if err != nil {
		return nil, err
	}
	own := map[readout.StoryID]bool{st.ID: true}
	for _, around := range []string{"", day} { // as the list has it, if it does
		a, err := s.strungAround(ctx, around)
		if err != nil {
			return nil, err
		}
		for i := range a.lines {
			if slices.ContainsFunc(a.lines[i].Steps, func(step thread.Step) bool { one := a.step(step.Story); return one.in(own) }) {
				l := storylineOf(&a.lines[i], a.step)
				return &l, s.fillStoryline(ctx, &l)
			}
		}
	}
	return nil, fmt.Errorf("%s: %w: the story was not read yet", id, store.ErrNotFound)
}

// fillStoryline sets what the stories of a storyline tell.
func (s *Service) fillStoryline(ctx context.Context, l *Storyline) (err error) {
	var stories []string
	for _, step := range l.Steps {
		stories = append(stories, string(step.Story))
	}
	if l.Told, err = s.Store.HappeningsIn(ctx, stories, storylineHappenings); err != nil {
		return err
	}
	slices.SortStableFunc(l.Told, func(a, b *store.Happening) int { return strings.Compare(dayOf(a), dayOf(b)) })
	texts := s.texts(ctx)
	for _, h := range l.Told {
		l.Happenings = append(l.Happenings, eventRow(h, texts))
	}
	return nil
}

// dayOf returns the first day of a happening, that of its first report where none is known.
func dayOf(h *store.Happening) string {
	if h.When.From != "" {
		return h.When.From
	}
	return h.Posted
}

// After returns where the next page begins.
func (l *StorylineList) After() string { return l.Next }
