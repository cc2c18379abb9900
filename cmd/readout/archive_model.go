package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// A reading is what an archive is read with. The archive remembers it, so that
// plain verbs read on as the first one did.
type reading struct {
	Model  string   `json:"model"`
	Actors []string `json:"lists,omitempty"`
	Places []string `json:"places,omitempty"`
}

// readingKey is the archive's note of its reading.
const readingKey = "reading"

// modelFlag registers --model on a verb of archives.
func modelFlag(cmd *cobra.Command, model *string) {
	cmd.Flags().StringVar(model, "model", "", "`NAME` of the network: "+strings.Join(modelNames, ", ")+" (default that of the archive; of a new one "+defaultModel+")")
}

// readingOf returns what an archive is read with. One that does not say it, as
// it is older, is read with the model of most of its records; false: with none.
func readingOf(ctx context.Context, s *store.Store) (r reading, known bool, err error) {
	note, err := s.Meta(ctx, readingKey)
	if err != nil {
		return r, false, err
	}
	if note != "" {
		if err := json.Unmarshal([]byte(note), &r); err != nil {
			return r, false, fmt.Errorf("archive %s: its note of what it is read with is damaged: readout reread --model NAME writes it again (%w)", s.Path(), err)
		}
		return r, true, nil
	}
	most := 0
	by, err := s.RecordsBy(ctx)
	for _, f := range by {
		if model := modelOf(f.Value); model != "" && f.Count > most {
			r.Model, most = model, f.Count
		}
	}
	return r, most > 0, err
}

// modelOf returns the model that a pipeline's name holds: "fast" in "0.1.0
// fast-998847d0".
func modelOf(pipeline string) string {
	for word := range strings.FieldsSeq(pipeline) {
		name, _, _ := strings.Cut(word, "-")
		if slices.Contains(modelNames, name) {
			return name
		}
	}
	return ""
}

// readAs fills in what an archive is read with where the flags do not say it.
// Flags that say otherwise are refused: the archive would be read twice over,
// and searched in two minds. readout reread changes it.
func (in *inputFlags) readAs(ctx context.Context, s *store.Store) error {
	r, known, err := readingOf(ctx, s)
	if err != nil {
		return archiveError(err)
	}
	asked, err := in.reading()
	if err != nil {
		return err
	}
	switch {
	case !known && asked.Model == "":
		asked.Model = defaultModel
	case !known:
	case asked.Model != "" && asked.Model != r.Model:
		return fmt.Errorf("archive %s is read with --model %s: leave --model out, or change it for all of the archive with readout reread --model %s", s.Path(), r.Model, asked.Model)
	case len(asked.Actors) > 0 && !slices.Equal(asked.Actors, r.Actors), len(asked.Places) > 0 && !slices.Equal(asked.Places, r.Places):
		return fmt.Errorf("archive %s is read with %s: change it for all of the archive with readout reread", s.Path(), listNames(r))
	default:
		asked = r
	}
	in.use(asked)
	return nil
}

// readAnew fills in what the flags do not change of what an archive is read with.
func (in *inputFlags) readAnew(ctx context.Context, s *store.Store) error {
	r, known, err := readingOf(ctx, s)
	if err != nil && in.model == "" {
		return archiveError(err)
	}
	if in.lists.actors, in.lists.places = r.lists(in.lists.actors, r.Actors), r.lists(in.lists.places, r.Places); in.model == "" {
		in.model = defaultModel
		if known {
			in.model = r.Model
		}
	}
	return nil
}

// lists returns the files that are asked for, else those that there were; an
// empty name asks for none.
func (reading) lists(asked, known []string) []string {
	if len(asked) == 0 {
		return known
	}
	return slices.DeleteFunc(slices.Clone(asked), func(name string) bool { return name == "" })
}

// listNames names the lists of a reading.
func listNames(r reading) string {
	if len(r.Actors)+len(r.Places) == 0 {
		return "no lists of yours"
	}
	return "your lists " + strings.Join(append(slices.Clone(r.Actors), r.Places...), ", ")
}

// reading returns what the flags ask for, files by their whole names.
func (in *inputFlags) reading() (reading, error) {
	r := reading{Model: in.model}
	for _, group := range []struct {
		files []string
		into  *[]string
	}{{in.lists.actors, &r.Actors}, {in.lists.places, &r.Places}} {
		for _, name := range group.files {
			if name == "-" {
				return r, errors.New("an archive remembers its lists: name a file, not standard input")
			}
			whole, err := filepath.Abs(name)
			if err != nil {
				return r, err
			}
			*group.into = append(*group.into, whole)
		}
	}
	return r, nil
}

// use takes a reading for the flags.
func (in *inputFlags) use(r reading) {
	in.model, in.lists.actors, in.lists.places = r.Model, r.Actors, r.Places
}

// remember notes what the archive is read with.
func (in *inputFlags) remember(ctx context.Context, s *store.Store) error {
	r, err := in.reading()
	if err != nil {
		return err
	}
	note, err := json.Marshal(&r)
	if err != nil {
		return err
	}
	if old, err := s.Meta(ctx, readingKey); err != nil || old == string(note) {
		return archiveError(err)
	}
	return archiveError(s.Update(ctx, func(tx *store.Tx) error { return tx.SetMeta(readingKey, string(note)) }))
}
