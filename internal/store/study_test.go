package store

import (
	"errors"
	"fmt"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// types returns the types of events.
func types(events []readout.Event) (list []string) {
	for i := range events {
		list = append(list, string(events[i].Type))
	}
	return list
}

// TestTwoPeopleJudgeApart lets two people judge three events: neither sees what the
// other says before both are done, nor can say it where the other would see it;
// a third settles what they differ on, and that stands in the record, read again too.
func TestTwoPeopleJudgeApart(t *testing.T) {
	s, ref := noted(t)
	rec, err := s.Record(t.Context(), ref)
	if err != nil || len(rec.Events) < 3 {
		t.Fatalf("%d events, %v", len(rec.Events), err)
	}
	var items []*review.Item
	for i := range 3 {
		it, err := review.NewItem(rec, string(rec.Events[i].ID))
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
	}
	do := func(change func(*Tx) error) error { return s.Update(t.Context(), change) }
	var id string
	if err := do(func(tx *Tx) error {
		id, err = tx.AddStudy("ada", "Types", 4, []string{"ines", "bo"}, StudyPlan{Seed: 7}, items)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	mark := func(by string, n int, right, kind string) error {
		m := &review.Mark{By: by, Right: right, Why: "read twice"}
		if kind != "" {
			m.Values = map[string]string{"type": kind}
		}
		return do(func(tx *Tx) error { return tx.Code(id, n, m) })
	}
	other := "AID"
	if items[0].Values["type"] == other {
		other = "ASSAULT"
	}
	for n := 1; n <= 3; n++ {
		if err := mark("ines", n, "yes", map[bool]string{true: other}[n == 1]); err != nil {
			t.Fatal(err)
		}
	}
	look := func(who string) []*StudyItem {
		t.Helper()
		st, err := s.Study(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.StudyItems(t.Context(), st, who)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	for who, want := range map[string]int{"ines": 1, "bo": 0, "ada": 0, "": 0} {
		if list := look(who); len(list) != 3 || len(list[0].Marks) != want || list[0].Differ != nil {
			t.Errorf("%q sees %+v", who, list[0])
		}
	}
	said := review.Review{Do: review.Correct, Field: "type", Value: other, By: "bo", Why: "so"}
	if err := do(func(tx *Tx) error {
		_, err := tx.AddReview(string(ref.ID), string(rec.Events[0].ID), said, -1)
		return err
	}); !errors.Is(err, review.ErrUsage) {
		t.Errorf("who judges it apart says it where the other sees it: %v", err)
	}
	settle := func(by string, n int, kind string) error {
		return do(func(tx *Tx) error {
			return tx.SettleItem(id, n, &review.Mark{By: by, Right: "yes", Values: map[string]string{"type": kind}, Why: "the verb says so"})
		})
	}
	if err := settle("ada", 1, other); !errors.Is(err, review.ErrUsage) {
		t.Errorf("it is settled before all are done: %v", err)
	}
	if err := mark("kim", 1, "yes", ""); !errors.Is(err, review.ErrUsage) {
		t.Errorf("somebody else judges: %v", err)
	}
	for n, right := range []string{"yes", "yes", "no"} {
		if err := mark("bo", n+1, right, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := mark("bo", 1, "no", ""); !errors.Is(err, review.ErrUsage) {
		t.Errorf("it is judged anew when all are done: %v", err)
	}
	list := look("")
	if fmt.Sprint(list[0].Differ, list[1].Differ, list[2].Differ) != "[type] [] [right]" || len(list[0].Marks) != 2 {
		t.Fatalf("%v %v %v", list[0].Differ, list[1].Differ, list[2].Differ)
	}
	if err := settle("bo", 1, other); !errors.Is(err, review.ErrUsage) {
		t.Errorf("who judged it settles it: %v", err)
	}
	if err := do(func(tx *Tx) error {
		n, err := tx.SettleAgreed(id, "ada")
		if n != 1 {
			t.Errorf("%d values are agreed on", n)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := settle("ada", 1, other); err != nil {
		t.Fatal(err)
	}
	if err := settle("ada", 1, other); !errors.Is(err, review.ErrUsage) {
		t.Errorf("it is settled twice: %v", err)
	}
	again := *rec // as another program reads it
	again.Pipeline = "another"
	if err := do(func(tx *Tx) error { return tx.PutRecord(ref, &again) }); err != nil {
		t.Fatal(err)
	}
	if rec, err = s.Record(t.Context(), ref); err != nil || string(rec.Events[0].Type) != other || rec.Events[1].Confidence != 1 {
		t.Errorf("the record has %v, %v", types(rec.Events), err)
	}
	if st, err := s.Study(t.Context(), id); err != nil || st.Settled != 2 || st.Items != 3 {
		t.Errorf("%+v, %v", st, err)
	}
	if err := do(func(tx *Tx) error { _, err := tx.ForgetStory(string(ref.Story)); return err }); err != nil {
		t.Fatal(err)
	}
	if st, err := s.Study(t.Context(), id); err != nil || st.Items != 0 {
		t.Errorf("of a story that was forgotten the study keeps %+v, %v", st, err)
	}
}
