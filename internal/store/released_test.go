package store

import (
	"context"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// TestArchivesOfFormats6To8ComeAlong opens archives as the programs of these
// formats left them, with a timeline that a person had made, from the second on
// a review, and in the third an account and a label: all hold as the archive came and
// after what is derived is made again.
func TestArchivesOfFormats6To8ComeAlong(t *testing.T) {
	for format, reviews := range map[string]int{"format-6": 0, "format-7": 1, "format-8": 1} {
		t.Run(format, func(t *testing.T) {
			s, err := Open(oldArchive(t, format))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			holds := func(when string) {
				t.Helper()
				if list := findings(t, s); len(list) != 0 {
					t.Errorf("%s: %+v", when, list)
				}
				if st, err := s.Stats(t.Context()); err != nil || st.Versions != 12 || st.Records != 12 {
					t.Errorf("%s: %+v, %v", when, st, err)
				}
				made, _, err := s.Timelines(t.Context(), 0, 2)
				if err != nil || len(made) != 1 {
					t.Fatalf("%s: timelines %+v, %v", when, made, err)
				}
				if _, steps, err := s.Timeline(t.Context(), made[0].ID); err != nil || len(steps) == 0 || !strings.Contains(string(steps[0].Body), "The Aurelia") {
					t.Errorf("%s: steps %+v, %v", when, steps, err)
				}
				list, _, err := s.Reviews(t.Context(), Reviews{Limit: 2})
				if err != nil || len(list) != reviews {
					t.Fatalf("%s: reviews %+v, %v", when, list, err)
				}
				for _, r := range list {
					if r.By != "Ines" || r.Why != "a visit is a meeting" || r.State != review.Applies {
						t.Errorf("%s: %+v", when, r)
					}
					if label, err := s.Label(t.Context(), r.Story); err != nil || (label == people.Amber) != (format == "format-8") {
						t.Errorf("%s: the story's label is %s, %v", when, label, err)
					}
				}
			}
			holds("as it came")
			if _, err := s.Repair(context.Background(), nil); err != nil {
				t.Fatal(err)
			}
			holds("after a repair")
		})
	}
}
