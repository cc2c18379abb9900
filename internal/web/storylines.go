package web

import (
	"fmt"
	"net/http"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
)

type storylinesPage struct {
	chrome
	Q      string
	List   *ask.StorylineList
	Next   string
	Reason *api.Problem
}

// storylines lists stories of one matter over days.
func (s *site) storylines(w http.ResponseWriter, r *http.Request) error {
	p := &storylinesPage{chrome: chrome{Title: "Storylines", Files: files(r)}, Q: param(r, "q")}
	list, err := s.Service.Storylines(r.Context(), p.Q, param(r, "cursor"), pageSize)
	status := http.StatusOK
	if err != nil {
		if p.Reason = api.Explain(err); p.Reason.Status != http.StatusBadRequest {
			return err
		}
		status = http.StatusBadRequest
		list = new(ask.StorylineList)
	}
	p.List = list
	if list.Next != "" {
		p.Next = with(r, "cursor", list.Next)
	}
	s.show(w, r, status, "storylines", p)
	return nil
}

// storylinesFile lists storylines, as the page does.
func (s *site) storylinesFile(r *http.Request, of share) (*listing, error) {
	list, err := s.Service.Storylines(r.Context(), param(r, "q"), param(r, "cursor"), of.limit)
	if err != nil {
		return nil, err
	}
	l := &listing{Title: "storylines", Body: list, Next: list.Next, Head: []string{"id", "from", "to", "stories", "outlets", "central", "central_story", "first", "first_story", "last", "last_story", "label"}}
	m := s.masks()
	for i := range list.Items {
		it := &list.Items[i]
		for _, step := range []*ask.StorylineStep{&it.First, &it.Central, &it.Last} {
			mask, err := m.of(r.Context(), step.Version)
			if err != nil {
				return nil, err
			}
			step.Headline = mask(step.Headline)
		}
		l.Rows = append(l.Rows, []string{it.ID, it.From, it.To, fmt.Sprint(it.Stories), fmt.Sprint(it.Outlets), it.Central.Headline, string(it.Central.Story), it.First.Headline, string(it.First.Story),
			it.Last.Headline, string(it.Last.Story), it.Label})
		e := atomEntry{Title: orText(it.Central.Headline, "(no headline)"), ID: "urn:readout:" + it.ID, Updated: stamp(it.To), Link: atomLink{Href: "/storyline/" + it.ID},
			Summary: fmt.Sprintf("%s to %s, %s by %s; latest %s", it.From, it.To, plural(it.Stories, "story", "stories"), plural(it.Outlets, "outlet", "outlets"), orText(it.Last.Headline, "(no headline)"))}
		if label, err := people.ParseLabel(it.Label); err == nil {
			e.Label = shared(label)
		}
		l.Entries = append(l.Entries, e)
	}
	return l, nil
}

type storylinePage struct {
	chrome
	*ask.Storyline
	Rows []happeningLine
	Days []storylineDay
}

// A storylineDay are the stories of a storyline that were posted on one day.
type storylineDay struct {
	Day     string
	Stories []storylineStory
}

// A storylineStory is a story with the headline of the one that it goes on with.
type storylineStory struct {
	ask.StorylineStep
	After string
}

// storyline shows stories of one matter: what they tell, by the day on which it
// happened, and the stories, by the day on which they were posted.
func (s *site) storyline(w http.ResponseWriter, r *http.Request) error {
	l, err := s.Service.Storyline(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	p := &storylinePage{chrome: chrome{Files: filesAt("/storyline/"+l.ID, nil)}, Storyline: l}
	p.Title = short(orText(l.Central.Headline, "Storyline of "+l.From), 100)
	a := s.across()
	for _, h := range l.Told {
		p.Rows = append(p.Rows, a.happening(r.Context(), h))
	}
	heads := make(map[string]string)
	for _, step := range l.Steps {
		if n := len(p.Days); n == 0 || p.Days[n-1].Day != step.Day {
			p.Days = append(p.Days, storylineDay{Day: step.Day})
		}
		day := &p.Days[len(p.Days)-1]
		day.Stories = append(day.Stories, storylineStory{step, heads[step.Follows]})
		heads[string(step.Story)] = orText(step.Headline, fmt.Sprintf("a story of %s", step.Day))
	}
	s.show(w, r, http.StatusOK, "storyline", p)
	return nil
}
