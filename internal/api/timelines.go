package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
)

type chronologyInput struct {
	Q    string `query:"q" maxLength:"4096" doc:"words of what happened, and fields of events; missing: all"`
	Most int    `query:"most" minimum:"1" maximum:"2000" default:"20" doc:"entries at most"`
}

// A Chronology is what the archive offers for a timeline.
type Chronology struct {
	*timeline.Timeline
	Happenings int `json:"happenings" doc:"how many answer; the 1,000 on most independent lines are weighed"`
	ask.Unfinished
}

type makingInput struct{ Body ask.Making }

// A TimelineStep says what was made or done.
type TimelineStep struct {
	ID   string `json:"id"`
	Last int    `json:"last" doc:"number of the last step, for since; 0: the timeline is gone"`
}

type madeOutput struct {
	Location string `header:"Location"`
	Body     TimelineStep
}

type editingInput struct {
	ByID
	Body ask.Editing
}

// registerTimelines adds what is about timelines.
func registerTimelines(a huma.API, s *ask.Service) {
	get(a, "/chronology", "chronology", "A timeline as the archive offers it: the happenings that matter, each with its sentence and source", func(ctx context.Context, in *chronologyInput) (*body[*Chronology], error) {
		t, n, err := s.Chronology(ctx, in.Q, in.Most)
		if err != nil {
			return nil, err
		}
		u, err := s.Unfinished(ctx)
		return &body[*Chronology]{&Chronology{t, n, u}}, err
	})
	get(a, "/timelines", "timelines", "Timelines that people made, those changed last first", func(ctx context.Context, in *listInput) (*linked[*ask.MadeList], error) {
		list, err := s.Timelines(ctx, in.Cursor, in.Limit)
		return page(list, err, "/timelines", url.Values{}, in.Paging)
	})
	get(a, "/timelines/{id}", "made", "A timeline that a person made, with what the archive says of its entries today, and its history", func(ctx context.Context, in *storyInput) (*body[*ask.Made], error) {
		m, err := s.Made(ctx, in.ID)
		return &body[*ask.Made]{m}, err
	}, http.StatusNotFound, http.StatusGone)
	post(a, "/timelines", "make", "Make a timeline of what answers a question, and keep it", http.StatusCreated, func(ctx context.Context, in *makingInput) (*madeOutput, error) {
		id, err := s.MakeTimeline(ctx, &in.Body)
		if err != nil {
			return nil, err
		}
		return &madeOutput{Location: "/api/v1/timelines/" + id, Body: TimelineStep{id, 1}}, nil
	})
	post(a, "/timelines/{id}", "editTimeline", "Keep, drop, add, move or word entries of a timeline, or take the last step back", http.StatusOK, func(ctx context.Context, in *editingInput) (*body[TimelineStep], error) {
		n, err := s.EditTimeline(ctx, in.ID, &in.Body)
		return &body[TimelineStep]{TimelineStep{in.ID, n}}, err
	})
}
