package ask

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// TestPositionsOfAnArchive keeps one story with a claim and asks of it.
func TestPositionsOfAnArchive(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "readout.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	text := "The bridge must be reopened, Ana Ruiz said."
	v := readout.Version{Outlet: "example", URL: "https://example.org/1", Language: "en", Text: text, Published: &readout.Time{Value: "2033-01-02"}}
	v.Seal()
	ana := question.Who{Name: "Ana Ruiz", Kind: "person"}
	stand := &question.Stand{Claims: []question.Claim{{Sentence: readout.Span{End: len(text)}, Hash: 1, Actor: ana, Speaker: ana, Voice: question.Own,
		Words: []question.Word{{Lemma: "bridge"}, {Lemma: "reopen"}}, Anchors: []question.Anchor{{Word: 1, To: 2, Stance: question.For, Why: "must"}}}}}
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		story, err := tx.AddStory("example", []string{"https://example.org/1"})
		if err != nil {
			return err
		}
		ref, err := tx.AddVersion(story, &store.Arrival{Version: &v})
		if err != nil {
			return err
		}
		return tx.PutReading(ref, &readout.Record{Format: readout.Format, Pipeline: "test", Version: v}, &thread.Digest{Format: thread.DigestFormat, Stand: stand})
	})
	if err != nil {
		t.Fatal(err)
	}
	service := &Service{Store: s}
	got, err := service.Positions(t.Context(), PositionsQuestion{On: "opening the bridge"})
	if err != nil || len(got.Items) != 1 || got.Items[0].Stance != question.For || got.Items[0].Text != text || got.Found != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := service.Positions(t.Context(), PositionsQuestion{On: "painting the school"}); err != nil || len(got.Items) != 0 {
		t.Errorf("another question: %+v, %v", got, err)
	}
	if got, err := service.Positions(t.Context(), PositionsQuestion{On: "opening the bridge", At: "2033-01-01"}); err != nil || len(got.Items) != 0 {
		t.Errorf("the day before: %+v, %v", got, err)
	}
	var mistake *Error
	if _, err := service.Positions(t.Context(), PositionsQuestion{On: "the of"}); !errors.As(err, &mistake) || mistake.Do == "" {
		t.Errorf("no words: %v", err)
	}
}
