package ask

import (
	"context"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Completion is a query that a half-written one may become.
type Completion struct {
	Value string `json:"value"`
	About string `json:"about,omitempty" doc:"what the field or value is"`
}

// maxCompletions is how many there are at most.
const maxCompletions = 12

// Complete returns what the word at the end of a query may become: fields, values
// of closed lists, and names that the archive has.
func (s *Service) Complete(ctx context.Context, text string) ([]Completion, error) {
	half := store.HalfOf(text)
	out := []Completion{}
	add := func(value, about string) bool {
		out = append(out, Completion{Value: half.Before + value, About: about})
		return len(out) < maxCompletions
	}
	if half.Field == "" {
		for _, name := range store.FieldNames() {
			if half.Value != "" && strings.HasPrefix(name, strings.ToLower(half.Value)) && !add(name+":", store.FieldAbout(name)) {
				break
			}
		}
		return out, nil
	}
	if known := store.FieldValues(half.Field); known != nil {
		for _, v := range known {
			about := ""
			if half.Field == "country" {
				about = store.CountryName(v)
			}
			if begins(v, half.Value) || begins(about, half.Value) {
				if !add(v, about) {
					break
				}
			}
		}
		return out, nil
	}
	names, err := remembered(ctx, s, "suggest|"+half.Field+"|"+strings.ToLower(half.Value), func() ([]string, error) {
		return s.Store.Suggest(ctx, half.Field, half.Value, maxCompletions)
	})
	for _, name := range names {
		add(strings.TrimPrefix(store.Term(half.Field, name), half.Field+":"), "")
	}
	return out, err
}

// begins reports whether text begins with what is written, whatever the case. With
// nothing written each does.
func begins(text, written string) bool {
	return text != "" && strings.HasPrefix(strings.ToLower(text), strings.ToLower(written))
}

// Countries returns the codes of the countries that statements or events have.
func (s *Service) Countries(ctx context.Context) ([]string, error) {
	return remembered(ctx, s, "countries", func() ([]string, error) { return s.Store.CountriesIn(ctx) })
}
