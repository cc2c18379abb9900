package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// seenAt returns the archive as a clearance sees it.
func seenAt(t *testing.T, s *Store, most people.Label) *Store {
	t.Helper()
	part, err := s.At(t.Context(), most)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if part != s {
			part.Close()
		}
	})
	return part
}

// setLabel labels a story.
func setLabel(t *testing.T, s *Store, id string, label people.Label) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.SetLabel(id, label); return err }); err != nil {
		t.Fatal(err)
	}
}

// TestEveryTableHasARule checks that each table of the archive says what of it is
// seen: one that a later format adds is not forgotten.
func TestEveryTableHasARule(t *testing.T) {
	s := openTemp(t)
	err := s.rows(t.Context(), func(scan func(...any) error) error {
		var name string
		if err := scan(&name); err != nil {
			return err
		}
		_, ruled := seenTables[name]
		if shadow := strings.HasPrefix(name, "texts_") || strings.HasPrefix(name, "said_") || strings.HasPrefix(name, "done_"); !ruled && !slices.Contains(openTables, name) && !shadow && name != "standing" && name != "held" {
			t.Errorf("table %s: say in seen.go which of its rows are seen", name)
		}
		return nil
	}, `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsNotSeenLeavesNoTrace labels every third story of an archive and compares
// what a reader sees with an archive that never had these stories.
func TestWhatIsNotSeenLeavesNoTrace(t *testing.T) {
	recs := first(source(), 30)
	whole, without := openJoining(t), openJoining(t)
	var hidden []*VersionRef
	for i, rec := range recs {
		ref := bring(t, whole, rec)
		if i%3 == 1 {
			setLabel(t, whole, string(ref.Story), people.Red)
			hidden = append(hidden, ref)
		} else {
			bring(t, without, rec)
		}
	}
	seen := seenAt(t, whole, people.Amber)
	got, err := seen.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want, err := without.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range []*Stats{got, want} {
		st.Size, st.Changes, st.Tombstones = 0, 0, 0
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("counts (-without +seen):\n%s", d)
	}
	if d := cmp.Diff(happeningsBy(t, without), happeningsBy(t, seen)); d != "" {
		t.Errorf("happenings (-without +seen):\n%s", d)
	}
	if d := cmp.Diff(actorsBy(t, without), actorsBy(t, seen)); d != "" {
		t.Errorf("actors (-without +seen):\n%s", d)
	}
	mixed := 0
	if _, err := seen.row(t.Context(), []any{&mixed}, `SELECT count(*) FROM happenings WHERE mixed`); err != nil || mixed == 0 {
		t.Errorf("%d happenings have reports of both kinds, %v: the test needs some", mixed, err)
	}
	changes, err := seen.Changes(t.Context(), 0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range hidden {
		if _, err := seen.Version(t.Context(), string(ref.ID)); !errors.Is(err, ErrNotFound) {
			t.Errorf("a version that is not seen: %v", err)
		}
		if _, err := seen.Story(t.Context(), string(ref.Story)); !errors.Is(err, ErrNotFound) {
			t.Errorf("a story that is not seen: %v", err)
		}
		for _, c := range changes {
			if c.ID == string(ref.Story) || c.ID == string(ref.ID) {
				t.Errorf("the change feed names %s", c.ID)
			}
		}
	}
	for _, ref := range hidden {
		setLabel(t, whole, string(ref.Story), people.Clear)
	}
	if n, _ := seen.Stats(t.Context()); n == nil || n.Stories != len(recs) {
		t.Errorf("with the labels taken away %+v is seen", n)
	}
}

// TestRowsHaveTheirLabels reads an archive of labelled stories as each label sees it: each
// row has its story's label, what several tell the highest of those that are seen.
func TestRowsHaveTheirLabels(t *testing.T) {
	whole := openJoining(t)
	of := make(map[string]people.Label)
	for i, rec := range first(source(), 30) {
		ref := bring(t, whole, rec)
		of[string(ref.ID)] = people.Labels[i%len(people.Labels)]
		setLabel(t, whole, string(ref.Story), of[string(ref.ID)])
	}
	for _, most := range people.Labels {
		s := whole
		if most < people.Red {
			s = seenAt(t, whole, most)
		}
		told, several := make(map[string]people.Label), 0
		for _, h := range happeningsOf(t, s) {
			want := people.Clear
			for _, m := range h.Mentions {
				want = max(want, of[m.Story.Version])
			}
			if h.Label != want || want > most {
				t.Errorf("at %s a happening has the label %s, and its stories %s", most, h.Label, want)
			}
			told[h.ID] = want
		}
		err := s.EachRow(t.Context(), Rows{Joined: true}, func(row *Row) error {
			if row.Label != of[string(row.ID)] || row.Label > most {
				t.Errorf("at %s a row of %s has the label %s", most, of[string(row.ID)], row.Label)
			}
			for _, tell := range row.Told {
				if tell.Whole != nil && tell.Whole.Label != told[tell.ID] {
					t.Errorf("at %s the row of a happening has the label %s, want %s", most, tell.Whole.Label, told[tell.ID])
				}
				if tell.Whole != nil && tell.Whole.Stories > 1 {
					several++
				}
			}
			return nil
		})
		if err != nil || several == 0 {
			t.Errorf("%d happenings are of several stories, %v", several, err)
		}
	}
}

// happeningsOf returns all happenings with who tells them.
func happeningsOf(t *testing.T, s *Store) []*Happening {
	t.Helper()
	list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 10000, Told: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// happeningsBy describes all happenings by their first mention. Which mentions are joined may
// differ where a report that is not seen is what joins them: they are left out, and counted.
func happeningsBy(t *testing.T, s *Store) map[thread.MentionID]string {
	t.Helper()
	list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 10000})
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[thread.MentionID]string)
	for _, h := range list {
		var names []string
		for _, m := range h.Mentions {
			names = append(names, string(m.ID()))
		}
		out[h.Key] = h.Happening.String() + " " + h.Posted + " " + h.Last + " " + strings.Join(names, " ")
	}
	return out
}

// actorsBy describes all actors.
func actorsBy(t *testing.T, s *Store) map[string]string {
	t.Helper()
	out := make(map[string]string)
	err := s.rows(t.Context(), func(scan func(...any) error) error {
		var id, name, kind, country, folded string
		var public bool
		err := scan(&id, &name, &kind, &country, &public, &folded)
		out[id] = name + "|" + kind + "|" + country + "|" + map[bool]string{true: "public"}[public]
		return err
	}, `SELECT id, name, kind, country, public, folded FROM actors`)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestANewVersionHasItsStorysLabel adds a version to a labelled story, and takes the story out.
func TestANewVersionHasItsStorysLabel(t *testing.T) {
	s := openTemp(t)
	ref := add(t, s, arrival("https://news.example/1", "A", ferryText))
	setLabel(t, s, string(ref.Story), people.Red)
	setLabel(t, s, string(ref.Story), people.Amber)
	second := arrival("https://news.example/1", "A", ferryText+" It rained.")
	second.Change = Changed
	next := add(t, s, second)
	if next.Story != ref.Story {
		t.Fatalf("a story of its own: %v", next)
	}
	if l, err := s.Label(t.Context(), string(next.ID)); err != nil || l != people.Amber {
		t.Errorf("the new version is %s, %v", l, err)
	}
	if _, err := seenAt(t, s, people.Green).Version(t.Context(), string(next.ID)); !errors.Is(err, ErrNotFound) {
		t.Errorf("the new version is seen: %v", err)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetStory(string(ref.Story)); return err }); err != nil {
		t.Fatal(err)
	}
	n := 0
	if _, err := s.row(t.Context(), []any{&n}, `SELECT (SELECT count(*) FROM labels) + (SELECT count(*) FROM shut)`); err != nil || n != 0 {
		t.Errorf("%d labels are left of a story that was forgotten, %v", n, err)
	}
}

// TestAReviewOfWhatIsNotSeenIsNotSeen labels the story of an older archive that a person has
// reviewed.
func TestAReviewOfWhatIsNotSeenIsNotSeen(t *testing.T) {
	s, err := Open(oldArchive(t, "format-7"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list, total, err := s.Reviews(t.Context(), Reviews{Limit: 10})
	if err != nil || total != 1 {
		t.Fatalf("%d reviews, %v", total, err)
	}
	setLabel(t, s, list[0].Story, people.Red)
	if _, n, err := seenAt(t, s, people.Clear).Reviews(t.Context(), Reviews{Limit: 10}); err != nil || n != 0 {
		t.Errorf("%d reviews of a story that is not seen, %v", n, err)
	}
}

// TestOfTwoStoriesTheHigherLabelHolds moves the versions of one story to another, as joining
// stories does.
func TestOfTwoStoriesTheHigherLabelHolds(t *testing.T) {
	for _, secret := range []int{0, 1} {
		s := openTemp(t)
		refs := []*VersionRef{add(t, s, arrival("https://news.example/1", "A", ferryText)), add(t, s, arrival("https://news.example/2", "B", ferryText+" It rained."))}
		setLabel(t, s, string(refs[secret].Story), people.Amber)
		if err := s.Update(t.Context(), func(tx *Tx) error {
			_, err := tx.exec(`UPDATE versions SET sid = ?, n = 2 WHERE vid = ?`, refs[0].story, refs[1].row)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for i, ref := range refs {
			if l, err := s.Label(t.Context(), string(ref.ID)); err != nil || l != people.Amber {
				t.Errorf("with story %d labelled, version %d is %s, %v", secret, i, l, err)
			}
		}
	}
}
