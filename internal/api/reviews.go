package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type reviewsInput struct {
	ID    string `query:"id" maxLength:"40" doc:"a review, a version or a story; missing: all"`
	State string `query:"state" enum:"applies,agrees,restored,gone" doc:"what has become of it in the story's current version; missing: all, those taken back too"`
	Skip  int    `query:"skip" minimum:"0" maximum:"1000000" doc:"how many are passed over"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"rows at most"`
}

// A ReviewList is what people said of values, the newest first.
type ReviewList struct {
	Items []*store.ReviewRow `json:"items"`
	Total int                `json:"total"`
	Last  int64              `json:"last" doc:"number of the archive's last review, for seen"`
}

type reviewingInput struct{ Body ask.Reviewing }

// A ReviewMade names a review.
type ReviewMade struct {
	ID string `json:"id"`
}

type undoReviewInput struct {
	ByID
	Body struct {
		By  string `json:"by" minLength:"1" maxLength:"200" doc:"who says so"`
		Why string `json:"why" minLength:"1" maxLength:"4000" doc:"a reason that others can check"`
	}
}

type labellingInput struct{ Body ask.Labelling }

// registerLabels adds what says with whom a thing may be shared.
func registerLabels(a huma.API, s *ask.Service) {
	post(a, "/labels", "label", "Say with whom a story or a timeline may be shared, by the Traffic Light Protocol", http.StatusOK, func(ctx context.Context, in *labellingInput) (*body[ask.Labelling], error) {
		return &body[ask.Labelling]{in.Body}, s.SetLabel(ctx, &in.Body)
	})
}

// registerReviews adds what is about people's reviews of values.
func registerReviews(a huma.API, s *ask.Service) {
	get(a, "/reviews", "reviews", "What people said of values, beside what the machine had read, and what has become of it", func(ctx context.Context, in *reviewsInput) (*body[*ReviewList], error) {
		list, err := s.Reviews(ctx, store.Reviews{ID: in.ID, State: review.State(in.State), Skip: in.Skip, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		return &body[*ReviewList]{&ReviewList{list.Items, list.Total, list.Last}}, nil
	})
	post(a, "/reviews", "review", "Correct, confirm, reject or add a value of a record", http.StatusCreated, func(ctx context.Context, in *reviewingInput) (*body[ReviewMade], error) {
		made, err := s.Review(ctx, &in.Body)
		if err != nil {
			return nil, err
		}
		return &body[ReviewMade]{ReviewMade{made.ID}}, nil
	})
	post(a, "/reviews/{id}/undo", "undoReview", "Take a review back", http.StatusOK, func(ctx context.Context, in *undoReviewInput) (*body[ReviewMade], error) {
		old, err := s.UndoReview(ctx, in.ID, in.Body.By, in.Body.Why)
		if err != nil {
			return nil, err
		}
		return &body[ReviewMade]{ReviewMade{old.ID}}, nil
	})
}
