package store

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// TestANoticeFindsItsStory brings stories and a notice that names the headline
// of one, as outlets write it.
func TestANoticeFindsItsStory(t *testing.T) {
	const about, other = "Minister quits over dam contract, party says", "Harbour opens again after storm"
	for _, tt := range []struct {
		name, named string
		more        string // the headline of a third story
		want        bool
	}{
		{"to the letter", about, "", true},
		{"changed since", "Minister resigns over dam contract, party says", "", true},
		{"changed since, and another story has that headline", "Minister resigns over dam contract, party says", "Minister resigns over dam contract, party says", false},
		{"another story", other, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := openJoining(t)
			src := source()
			bringTitled(t, s, src.Record(0), about, nil)
			if tt.more != "" {
				bringTitled(t, s, src.Record(1), tt.more, nil)
			}
			bringTitled(t, s, src.Record(2), "Kill notice", &thread.Notice{Kind: thread.Kill, Headline: tt.named})
			var id readout.StoryID
			if _, err := s.row(t.Context(), []any{&id}, `SELECT s.id FROM stories s JOIN versions v USING (sid) WHERE v.headline = ?`, about); err != nil {
				t.Fatal(err)
			}
			list, err := s.NoticesOf(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(list) == 1 && list[0].Kind == thread.Kill; got != tt.want {
				t.Errorf("a kill of %q finds %q: %v, want %v", tt.named, about, got, tt.want)
			}
		})
	}
}

// bringTitled puts a record into the archive under a headline, posted on one
// day, with a notice.
func bringTitled(t *testing.T, s *Store, rec *readout.Record, headline string, n *thread.Notice) {
	t.Helper()
	own := *rec
	own.Version.Headline = headline
	own.Version.Published, own.Version.Updated = &readout.Time{Value: "2033-10-03"}, nil
	own.Version.Seal()
	digest := many.Digest(&own)
	digest.Notice = n
	if err := s.Update(t.Context(), func(tx *Tx) error {
		v := own.Version
		story, err := tx.AddStory(v.Outlet, []string{"a:" + v.URL})
		if err != nil {
			return err
		}
		ref, err := tx.AddVersion(story, &Arrival{Capture: Capture{Kind: "text", Meta: []byte(v.URL), Data: []byte(v.Text)}, Version: &v, Change: First})
		if err != nil {
			return err
		}
		return tx.PutReading(ref, &own, digest)
	}); err != nil {
		t.Fatal(err)
	}
}
