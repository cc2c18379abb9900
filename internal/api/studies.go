package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A StudyList is all studies, the newest first.
type StudyList struct {
	Items []*store.Study `json:"items"`
}

type studyInput struct {
	ByID
	As string `query:"as" maxLength:"200" doc:"who looks, where nobody signs in: of an open study his own marks are shown"`
}

type studyAskedInput struct{ Body ask.StudyAsked }

type markingInput struct {
	ByID
	Body ask.Marking
}

type settlingInput struct {
	ByID
	Body ask.Settling
}

// A SettledCount says how many items were settled.
type SettledCount struct {
	Settled int `json:"settled"`
}

// registerStudies adds what is about samples that several people judge apart.
func registerStudies(a huma.API, s *ask.Service) {
	get(a, "/studies", "studies", "Samples of values that several people judge apart, the newest first", func(ctx context.Context, _ *struct{}) (*body[*StudyList], error) {
		list, err := s.Studies(ctx)
		if list == nil {
			list = []*store.Study{}
		}
		return &body[*StudyList]{&StudyList{list}}, err
	})
	get(a, "/studies/{id}", "study", "A study: one's own marks while somebody has still to judge, all marks and how far they agree afterwards", func(ctx context.Context, in *studyInput) (*body[*ask.StudyPage], error) {
		st, err := s.Study(ctx, in.ID, in.As)
		return &body[*ask.StudyPage]{st}, err
	}, http.StatusNotFound)
	post(a, "/studies", "makeStudy", "Draw a sample that several people judge, none of whom sees what another says until all are done", http.StatusCreated, func(ctx context.Context, in *studyAskedInput) (*body[ReviewMade], error) {
		id, err := s.MakeStudy(ctx, &in.Body)
		return &body[ReviewMade]{ReviewMade{id}}, err
	})
	post(a, "/studies/{id}/marks", "mark", "Say what a value of a study is, as one of those who judge it", http.StatusOK, func(ctx context.Context, in *markingInput) (*body[ReviewMade], error) {
		return &body[ReviewMade]{ReviewMade{in.ID}}, s.Mark(ctx, in.ID, &in.Body)
	})
	post(a, "/studies/{id}/settle", "settle", "Settle a value on which those who judged differ, or keep what they agree on: as reviews, which are replayed", http.StatusOK, func(ctx context.Context, in *settlingInput) (*body[SettledCount], error) {
		n, err := s.Settle(ctx, in.ID, &in.Body)
		return &body[SettledCount]{SettledCount{n}}, err
	})
}
