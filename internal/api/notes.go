package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A NoteList is the notes and tags of a story, in the order in which they were made.
type NoteList struct {
	Items []*store.Note `json:"items"`
}

// A TagList is the tags of an archive, with how many stories have each.
type TagList struct {
	Items []store.Facet `json:"items"`
}

type notingInput struct{ Body ask.Noting }

type gradingInput struct{ Body ask.Grading }

type noteInput struct {
	ID string `query:"id" required:"true" maxLength:"100" doc:"a story or a version"`
}

// registerNotes adds notes, tags and grades of sources.
func registerNotes(a huma.API, s *ask.Service) {
	get(a, "/notes", "notes", "Notes and tags of people on a story and on its values", func(ctx context.Context, in *noteInput) (*body[*NoteList], error) {
		list, err := s.Store.Notes(ctx, in.ID)
		if list == nil {
			list = []*store.Note{}
		}
		return &body[*NoteList]{&NoteList{list}}, err
	}, http.StatusNotFound, http.StatusGone)
	get(a, "/tags", "tags", "Tags, and how many stories have each; tag: in a query finds them", func(ctx context.Context, _ *struct{}) (*body[*TagList], error) {
		list, err := s.Store.Tags(ctx)
		if list == nil {
			list = []store.Facet{}
		}
		return &body[*TagList]{&TagList{list}}, err
	})
	post(a, "/notes", "note", "Write a note, or give a tag, to a story or a value of its record", http.StatusCreated, func(ctx context.Context, in *notingInput) (*body[ReviewMade], error) {
		made, err := s.Note(ctx, &in.Body)
		if err != nil {
			return nil, err
		}
		return &body[ReviewMade]{ReviewMade{made.ID}}, nil
	})
	post(a, "/notes/{id}/drop", "dropNote", "Take a note or a tag back", http.StatusOK, func(ctx context.Context, in *struct{ ByID }) (*body[ReviewMade], error) {
		_, err := s.DropNote(ctx, in.ID)
		return &body[ReviewMade]{ReviewMade{in.ID}}, err
	})
	get(a, "/sources", "sources", "Outlets and kinds of speakers, with how reliable people say that they are", func(ctx context.Context, _ *struct{}) (*body[*ask.Sources], error) {
		list, err := s.Sources(ctx)
		return &body[*ask.Sources]{list}, err
	})
	post(a, "/grades", "grade", "Say how reliable a source is (A to F), or how credible a happening is in place of what is derived (1 to 6)", http.StatusOK, func(ctx context.Context, in *gradingInput) (*body[ask.Grading], error) {
		return &body[ask.Grading]{in.Body}, s.Grade(ctx, &in.Body)
	})
}
