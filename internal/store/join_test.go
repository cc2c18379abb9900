package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// openJoining opens an archive whose stories are joined by plain rules.
func openJoining(t testing.TB) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "a.db"), WithJoiner(many.Joiner{}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// bringAll puts records into the archive in one change.
func bringAll(t testing.TB, s *Store, list ...*readout.Record) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx *Tx) error {
		for _, rec := range list {
			if _, err := bringIn(tx, rec); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// first returns the first records of a source.
func first(src *many.Source, n int) (list []*readout.Record) {
	for i := range n {
		list = append(list, src.Record(i))
	}
	return list
}

// bring puts a record into the archive as a story of its own, with its digest.
func bring(t testing.TB, s *Store, rec *readout.Record) *VersionRef {
	t.Helper()
	var ref *VersionRef
	if err := s.Update(t.Context(), func(tx *Tx) (err error) { ref, err = bringIn(tx, rec); return err }); err != nil {
		t.Fatal(err)
	}
	return ref
}

func bringIn(tx *Tx, rec *readout.Record) (*VersionRef, error) {
	return bringWith(tx, rec, many.Digest(rec))
}

// bringWith brings a record in with a digest.
func bringWith(tx *Tx, rec *readout.Record, digest *thread.Digest) (*VersionRef, error) {
	v := rec.Version
	story, err := tx.AddStory(v.Outlet, []string{"a:" + v.URL})
	if err != nil {
		return nil, err
	}
	ref, err := tx.AddVersion(story, &Arrival{Capture: Capture{Kind: "text", Meta: []byte(v.URL), Data: []byte(v.Text)}, Version: &v, Change: First})
	if err != nil {
		return nil, err
	}
	own := *rec
	own.Version = v
	return ref, tx.PutReading(ref, &own, digest)
}

// joins describes what an archive's stories tell together, whatever the ids and
// row numbers: which mentions are one, what is said of them, what contradicts what.
func joins(t testing.TB, s *Store) string {
	t.Helper()
	ctx := context.Background()
	list, _, err := s.FindHappenings(ctx, Happenings{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, h := range list {
		var b strings.Builder
		fmt.Fprintf(&b, "%s %v %v %s %d lines %d stories", h.Type, h.Modes, h.When, h.Final, h.Lines, h.Stories)
		for _, a := range append(slices.Clip(h.Doers), h.Undergoers...) {
			fmt.Fprintf(&b, " [%s]", a.Name)
		}
		for _, m := range h.Mentions {
			fmt.Fprintf(&b, " %s", m.ID())
		}
		lines = append(lines, b.String())
	}
	conflicts, _, err := s.FindConflicts(ctx, Conflicts{Updates: true, Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range conflicts {
		lines = append(lines, fmt.Sprintf("%s %s %s %s", c.Kind, c.What, c.A.Story.Version, c.B.Story.Version))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// source returns records of the samples, most of whose words stay.
func source() *many.Source { return many.Samples() }

// shared returns how many happenings stand on more than one story.
func shared(t testing.TB, s *Store) (n int) {
	t.Helper()
	if _, err := s.row(t.Context(), []any{&n}, `SELECT count(*) FROM happenings WHERE stories > 1`); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestTheOrderOfStoriesDoesNotMatter brings the same stories in several orders,
// and some of them in one change: as many as a newsroom has in some days, of which
// reports of one happening are like each other, and some that are all like each
// other, each of which costs what is compared with all. READOUT_ALIKE says how many
// these are.
func TestTheOrderOfStoriesDoesNotMatter(t *testing.T) {
	apart, alike, shuffles := 60, 50, 3
	if !testing.Short() {
		apart, alike, shuffles = 500, 120, 10
	}
	if n, err := strconv.Atoi(os.Getenv("READOUT_ALIKE")); err == nil {
		alike = n
	}
	src := source()
	t.Run("alike", func(t *testing.T) { shuffle(t, src, alike, shuffles) })
	src = source()
	src.Apart = true
	t.Run("as in a newsroom", func(t *testing.T) { shuffle(t, src, apart, shuffles) })
}

// shuffle brings the first n records of a source in several orders.
func shuffle(t *testing.T, src *many.Source, n, shuffles int) {
	want := ""
	for try := range shuffles {
		s := openJoining(t)
		order := rand.New(rand.NewPCG(uint64(try), 1)).Perm(n)
		for some := range slices.Chunk(order, 5+17*try) {
			if err := s.Update(t.Context(), func(tx *Tx) error {
				for _, i := range some {
					rec := src.Record(i)
					if _, err := bringWith(tx, rec, src.Digest(i, rec)); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		got := joins(t, s) + "\n" + comparedPairs(t, s)
		switch {
		case try == 0:
			want = got
			if shared(t, s) < n/20 {
				t.Fatalf("%d happenings of several stories show nothing", shared(t, s))
			}
			if list := findings(t, s); len(list) != 0 {
				t.Errorf("%+v", list)
			}
		case got != want:
			t.Fatalf("order %d gives other joins:\n%s", try, firstDifference(got, want))
		}
		s.Close()
	}
}

// comparedPairs names the texts that were compared.
func comparedPairs(t *testing.T, s *Store) string {
	t.Helper()
	const first = `(SELECT v.id FROM told t JOIN versions v USING (vid) WHERE t.did = %s ORDER BY t.posted = '', t.posted, v.id LIMIT 1)`
	var list []string
	if err := s.rows(t.Context(), func(scan func(...any) error) error {
		var a, b string
		err := scan(&a, &b)
		list = append(list, min(a, b)+" "+max(a, b))
		return err
	}, fmt.Sprintf(`SELECT `+first+`, `+first+` FROM compared`, "a", "b")); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// TestAStoryCostsTheSameHoweverManyResembleIt brings twice as many stories that all
// resemble each other: each of them is compared with as many.
func TestAStoryCostsTheSameHoweverManyResembleIt(t *testing.T) {
	src := source()
	s := openJoining(t)
	n := 3 * thread.MostNear
	var took [2]int
	for half := range took {
		before := s.joins.pairs
		for i := range n {
			rec := src.Record(half*n + i)
			rec.Version.Published = &readout.Time{Value: fmt.Sprintf("2033-10-%02d", 1+half)}
			rec.Version.Seal()
			bring(t, s, rec)
		}
		took[half] = s.joins.pairs - before
	}
	if most := n * (thread.MostNear + 12); took[1] > most || took[1] > 2*took[0] || took[0] < n*thread.MostNear/4 {
		t.Errorf("%d stories are compared with %d others, %d more of them with %d, want %d at most", n, took[0], n, took[1], most)
	}
}

// TestWhatIsAskedForEachPairTakesAnIndex asks for the plans of what is done for each
// two texts that are compared: a table that is gone through costs what the archive has.
func TestWhatIsAskedForEachPairTakesAnIndex(t *testing.T) {
	s := openJoining(t)
	for _, query := range append([]string{conflictsBetween}, unpairing...) {
		if err := s.rows(t.Context(), func(scan func(...any) error) error {
			var id, parent, none int
			var step string
			err := scan(&id, &parent, &none, &step)
			if strings.HasPrefix(step, "SCAN") {
				t.Errorf("%s: %s", query, step)
			}
			return err
		}, `EXPLAIN QUERY PLAN `+query, 1, 2); err != nil {
			t.Fatal(err)
		}
	}
}

// firstDifference returns the first line that differs.
func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "got  " + a[i] + "\nwant " + b[i]
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

// TestWhatIsTakenOutWasNeverThere forgets a tenth of the stories: what is left
// is what the others alone tell, and so is what a repair makes.
func TestWhatIsTakenOutWasNeverThere(t *testing.T) {
	const n = 60
	src := source()
	s, alone := openJoining(t), openJoining(t)
	all := first(src, n)
	bringAll(t, s, all...)
	for i := n - 1; i >= 0; i-- {
		if i%10 == 3 {
			all = slices.Delete(all, i, i+1)
		}
	}
	bringAll(t, alone, all...)
	ids := make(map[string]string)
	were, _, err := s.FindHappenings(context.Background(), Happenings{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if i%10 != 3 {
			continue
		}
		if err := s.Update(t.Context(), func(tx *Tx) error {
			_, err := tx.ForgetStory(string(storyOf(t, s, src.Record(i))))
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := joins(t, s), joins(t, alone); got != want {
		t.Errorf("after forgetting:\n%s", firstDifference(got, want))
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	gone := 0
	for _, h := range were {
		id, err := s.Resolve(t.Context(), h.ID)
		var no *GoneError
		switch {
		case errors.As(err, &no):
			gone++
		case err != nil:
			t.Errorf("%s: %v", h.ID, err)
		default:
			ids[id] = h.ID
		}
	}
	if len(ids) == 0 {
		t.Errorf("%d happenings are gone, %d are left", gone, len(ids))
	}
	before := joins(t, s)
	if _, err := s.Repair(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if got := joins(t, s); got != before {
		t.Errorf("made again:\n%s", firstDifference(got, before))
	}
	for id := range ids {
		if h, err := s.Happening(context.Background(), id); err != nil || h.ID != id {
			t.Errorf("%s after the repair: %v", id, err)
		}
	}
}

func storyOf(t testing.TB, s *Store, rec *readout.Record) readout.StoryID {
	t.Helper()
	st, err := s.Version(t.Context(), string(rec.Version.ID))
	if err != nil {
		t.Fatal(err)
	}
	return st.Story
}

// TestJoinsAreCheckedAndMadeAgain damages what joins are made of.
func TestJoinsAreCheckedAndMadeAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("damages and mends archives")
	}
	src := source()
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(path, WithJoiner(many.Joiner{}))
	if err != nil {
		t.Fatal(err)
	}
	bringAll(t, s, first(src, 40)...)
	want := joins(t, s)
	s.Close()
	for name, damage := range map[string]string{
		"links":              `DELETE FROM links WHERE a < b`,
		"members":            `DELETE FROM members`,
		"happenings":         `DELETE FROM happenings`,
		"one happening":      `DELETE FROM happenings WHERE hid = (SELECT min(hid) FROM happenings)`,
		"words":              `DELETE FROM telling`,
		"numbers of stories": `UPDATE happenings SET stories = 9`,
		"who has a part":     `DELETE FROM happening_actors`,
		"one who has a part": `DELETE FROM happening_actors WHERE hid = (SELECT min(hid) FROM happening_actors)`,
		"another's part":     `UPDATE happening_actors SET name = 'Nobody Else'`,
		"all":                `DELETE FROM happenings; DELETE FROM members; DELETE FROM links; DELETE FROM compared; DELETE FROM telling; DELETE FROM conflicts; DELETE FROM happening_actors`,
	} {
		t.Run(name, func(t *testing.T) {
			execAt(t, path, damage)
			s, err := Open(path, WithJoiner(many.Joiner{}))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if len(findings(t, s)) == 0 && name != "all" {
				t.Error("nothing is found")
			}
			if _, err := s.Repair(context.Background(), nil); err != nil {
				t.Fatal(err)
			}
			if list := findings(t, s); len(list) != 0 {
				t.Errorf("after the repair: %+v", list)
			}
			if got := joins(t, s); got != want {
				t.Errorf("made again:\n%s", firstDifference(got, want))
			}
		})
	}
	execAt(t, path, `UPDATE digests SET body = x'00' WHERE did = 1`)
	if s, err = Open(path, WithJoiner(many.Joiner{})); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if len(findings(t, s)) == 0 {
		t.Error("a digest that can't be read is not found")
	}
	if _, err := s.Repair(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	pipeline := src.Record(0).Pipeline
	if n, err := s.QueueLen(t.Context(), pipeline); n == 0 || err != nil {
		t.Errorf("%d are read again, %v", n, err)
	}
}

// TestAHappeningWithoutReportsIsGone forgets all that tells of a happening.
func TestAHappeningWithoutReportsIsGone(t *testing.T) {
	s := openJoining(t)
	rec := source().Record(0)
	bring(t, s, rec)
	list, _, err := s.FindHappenings(context.Background(), Happenings{Limit: 1})
	if err != nil || len(list) == 0 {
		t.Fatal(err)
	}
	story := storyOf(t, s, rec)
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetStory(string(story)); return err }); err != nil {
		t.Fatal(err)
	}
	var gone *GoneError
	if _, err := s.Happening(context.Background(), list[0].ID); !errors.As(err, &gone) {
		t.Errorf("%v", err)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// TestCopiesCountOnce brings many copies of one story: one digest, one line.
func TestCopiesCountOnce(t *testing.T) {
	s := openJoining(t)
	rec := source().Record(0)
	const n = 30
	var copies []*readout.Record
	for i := range n {
		own := *rec
		own.Version.URL = fmt.Sprintf("https://copy%d.example/", i)
		own.Version.Outlet = fmt.Sprintf("copy%d.example", i)
		own.Version.Seal()
		copies = append(copies, &own)
	}
	bringAll(t, s, copies...)
	list, _, err := s.FindHappenings(context.Background(), Happenings{Limit: 100})
	if err != nil || len(list) == 0 {
		t.Fatal(err)
	}
	for _, h := range list {
		if h.Lines != 1 || h.Stories != n || len(h.Mentions)%n != 0 {
			t.Errorf("%s: %d lines, %d stories, %d mentions", h.ID, h.Lines, h.Stories, len(h.Mentions))
		}
	}
	digests := 0
	if _, err := s.row(t.Context(), []any{&digests}, `SELECT count(*) FROM digests`); err != nil || digests != 1 {
		t.Errorf("%d digests, %v", digests, err)
	}
}

// TestPeopleJoinWhatOneStoryTellsTwice joins two happenings that one story tells
// of in two words, which the machine keeps apart.
func TestPeopleJoinWhatOneStoryTellsTwice(t *testing.T) {
	s := openJoining(t)
	ctx := context.Background()
	bringAll(t, s, first(source(), 40)...)
	list, _, err := s.FindHappenings(ctx, Happenings{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	a, b := twoOfOneStory(list)
	if a == nil {
		t.Fatal("no story tells of two happenings that others tell of too")
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.JoinEvents(a.ID, b.ID, "two words for it") }); err != nil {
		t.Fatal(err)
	}
	h, err := s.Happening(ctx, b.ID)
	if err != nil || h.ID != a.ID || len(h.Mentions) != len(a.Mentions)+len(b.Mentions) {
		t.Errorf("%v: %d mentions of %d and %d, %v", h.ID, len(h.Mentions), len(a.Mentions), len(b.Mentions), err)
	}
}

// twoOfOneStory returns two happenings that have two versions in common.
func twoOfOneStory(list []*Happening) (a, b *Happening) {
	for i, a := range list {
		in := make(map[string]bool)
		for _, m := range a.Mentions {
			in[m.Story.Version] = true
		}
		for _, b := range list[i+1:] {
			n := 0
			for _, m := range b.Mentions {
				if in[m.Story.Version] {
					n++
				}
			}
			if n > 1 {
				return a, b
			}
		}
	}
	return nil, nil
}

// TestPeopleJoinAndPartHappenings lets a person join and part, takes it back,
// and reads a story again in between.
func TestPeopleJoinAndPartHappenings(t *testing.T) {
	s := openJoining(t)
	ctx := context.Background()
	src := source()
	bringAll(t, s, first(src, 40)...)
	undecided := joins(t, s)
	list, _, err := s.FindHappenings(ctx, Happenings{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	a, b := list[0], list[len(list)-1]
	if len(a.Mentions) < 2 || a.Stories < 2 {
		t.Fatal("nothing is joined")
	}
	do := func(change func(tx *Tx) error) {
		t.Helper()
		if err := s.Update(ctx, change); err != nil {
			t.Fatal(err)
		}
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%+v", list)
		}
	}
	do(func(tx *Tx) error { return tx.JoinEvents(a.ID, b.ID, "one thing") })
	joined, err := s.Happening(ctx, b.ID)
	if err != nil || joined.ID != a.ID || len(joined.Mentions) != len(a.Mentions)+len(b.Mentions) {
		t.Fatalf("%v, %v", joined, err)
	}
	again := src.Record(0)
	ref, err := s.Version(ctx, string(again.Version.ID))
	if err != nil {
		t.Fatal(err)
	}
	do(func(tx *Tx) error { return tx.PutReading(&ref.VersionRef, again, many.Digest(again)) })
	if joined, err = s.Happening(ctx, b.ID); err != nil || joined.ID != a.ID {
		t.Errorf("after another reading: %v, %v", joined, err)
	}
	do(func(tx *Tx) error { _, err := tx.Undo(a.ID, "two things"); return err })
	if got := joins(t, s); got != undecided {
		t.Errorf("undone:\n%s", firstDifference(got, undecided))
	}
	if h, err := s.Happening(ctx, b.ID); err != nil || h.ID != b.ID {
		t.Errorf("the joined one stands by itself again under %v, %v", h, err)
	}
	other := a.Mentions[len(a.Mentions)-1]
	do(func(tx *Tx) error { return tx.PartEvent(a.ID, other.ID(), "another one") })
	if h, err := s.Happening(ctx, a.ID); err != nil || slices.ContainsFunc(h.Mentions, func(m thread.Told) bool { return m.ID() == other.ID() }) && h.Mentions[0].ID() == a.Mentions[0].ID() {
		t.Errorf("parted: %v, %v", h, err)
	}
	do(func(tx *Tx) error { _, err := tx.Undo(a.ID, "no"); return err })
	if got := joins(t, s); got != undecided {
		t.Errorf("undone:\n%s", firstDifference(got, undecided))
	}
}
