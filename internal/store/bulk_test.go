package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/many"
)

// ferryDenied adds a story and returns it with a record of its denial, not yet put.
func ferryDenied(t *testing.T, s *Store) (*VersionRef, *readout.Record) {
	t.Helper()
	in := arrival("https://one.example/1", "Sound Courier", ferryText)
	return add(t, s, in), record(in.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold")
}

// TestRowsThatWaitAreThereWhenTheyAreRead looks at rows of a change from within it.
func TestRowsThatWaitAreThereWhenTheyAreRead(t *testing.T) {
	s := openTemp(t)
	ref, rec := ferryDenied(t, s)
	err := s.Update(t.Context(), func(tx *Tx) error {
		if err := tx.PutRecord(ref, rec); err != nil {
			return err
		}
		if rows := rowsWaiting(tx); rows["statements"] != 1 || rows["said"] != 1 {
			t.Errorf("%v wait, want a statement and its words among them", rows)
		}
		said, named := 0, 0
		if _, err := tx.row([]any{&said}, `SELECT count(*) FROM said WHERE said MATCH 'ferry'`); err != nil {
			return err
		}
		if _, err := tx.row([]any{&named}, `SELECT count(*) FROM statements s JOIN actor_versions a USING (vid)`); err != nil {
			return err
		}
		if rows := rowsWaiting(tx); said != 1 || named != 1 || rows["statements"] != 0 || rows["events"] == 0 && rows["changes"] == 0 {
			t.Errorf("%d statements by their words, %d with their speakers; %v wait still, want no statements and others", said, named, rows)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if hits := find(t, s, "kind:named ferry"); len(hits) != 1 {
		t.Errorf("%d hits after the change", len(hits))
	}
}

// rowsWaiting returns how many rows wait in each table.
func rowsWaiting(tx *Tx) map[string]int {
	rows := make(map[string]int)
	for _, w := range tx.behind {
		rows[w.table] += len(w.rows)
	}
	return rows
}

// find returns what a search finds.
func find(t *testing.T, s *Store, text string) []*Hit {
	t.Helper()
	q, err := ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.Search(t.Context(), q, 100)
	if err != nil {
		t.Fatal(err)
	}
	return res.Hits
}

// mentionsJoined is how many mentions tell of a happening.
func mentionsJoined(t *testing.T, s *Store) (n int) {
	t.Helper()
	if _, err := s.row(t.Context(), []any{&n}, `SELECT count(*) FROM members`); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestStoriesThatAreJoinedLaterTellTheSame leaves joining to the end, stops it,
// goes on, and compares with an archive that joined each story as it came.
func TestStoriesThatAreJoinedLaterTellTheSame(t *testing.T) {
	defer func(n int) { restChunk = n }(restChunk)
	restChunk = 40
	const n = 60
	at, later, src := openJoining(t), openJoining(t), many.Samples()
	src.PerDay = 20
	for some := range slices.Chunk(first(src, n), 50) {
		bringAll(t, at, some...)
		err := later.Update(t.Context(), func(tx *Tx) error {
			tx.JoinLater()
			for _, rec := range some {
				if _, err := bringIn(tx, rec); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := joins(t, later); got != "" {
		t.Fatalf("joined already: %s", got)
	}
	if j, err := later.Joining(t.Context()); err != nil || j != (Joining{Of: n}) {
		t.Errorf("%+v before joining, %v", j, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	err := later.JoinRest(ctx, func(done, of int) {
		if done > 0 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped: %v", err)
	}
	half := mentionsJoined(t, later)
	later.joining.until = time.Time{}
	if j, err := later.Joining(t.Context()); err != nil || j.Done == 0 || j.Done >= n || j.Of != n {
		t.Errorf("%+v when joining was stopped, %v", j, err)
	}
	if err := later.JoinRest(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if j, err := later.Joining(t.Context()); err != nil || j != (Joining{}) {
		t.Errorf("%+v after joining, %v", j, err)
	}
	if all := mentionsJoined(t, later); half == 0 || half >= all {
		t.Errorf("%d of %d mentions were joined when it was stopped", half, all)
	}
	if n := shared(t, at); n < 10 {
		t.Errorf("%d happenings of several stories show nothing", n)
	}
	if got, want := joins(t, later), joins(t, at); got != want {
		t.Errorf("joined later:\n%s", firstDifference(got, want))
	}
}

// TestManyInOneChangeAreAsOneByOne compares, table by table, an archive that took
// records in one by one with ones that took them in all at once, and that wrote most of
// what waited now and then. Among them are names that are variants of one another, and copies.
func TestManyInOneChangeAreAsOneByOne(t *testing.T) {
	src := many.Samples()
	src.PerDay = 20
	list := first(src, 150)
	for i, name := range []string{"Anton Berg Keller", "Anton B. Keller", "Antón B. Keller", "Anton Keler"} {
		for _, of := range []int{10, 60, 90} {
			actors := list[of+i].Actors
			if k := slices.IndexFunc(actors, func(a readout.Actor) bool { return !strings.HasPrefix(string(a.ID), "ac_") }); k >= 0 {
				actors[k].Name, actors[k].Kind = name, readout.PersonActor
			}
		}
	}
	now := WithClock(func() time.Time { return time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC) })
	usual := lateBytes
	defer func() { lateBytes = usual }()
	archives := [4]*Store{}
	for n := range archives {
		if n == 3 {
			lateBytes = 16 << 10
		}
		s, err := Open(filepath.Join(t.TempDir(), "a.db"), now)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		archives[n] = s
		for some := range slices.Chunk(list, []int{1, len(list), len(list), len(list)}[n]) {
			bringCopies(t, s, some, n >= 2)
		}
		if runs := s.runs != nil && s.runs.size > 0; runs != (n == 3) {
			t.Errorf("archive %d: rows waited in a file: %v", n, runs)
		}
	}
	for table, query := range tablesAsRead {
		one := dump(t, archives[0], query)
		for n, s := range archives[1:] {
			if all := dump(t, s, query); one != all {
				t.Errorf("%s of %d: %s", table, n+1, firstDifference(all, one))
			}
		}
		if one == "" {
			t.Errorf("%s is empty: nothing is compared", table)
		}
	}
}

// tablesAsRead are the tables that a record is written to, without what says in how
// many changes that was done: a name that goes in the change in which it came leaves
// no tombstone, and an actor is described once for all its versions.
var tablesAsRead = map[string]string{
	"versions": `SELECT * FROM versions ORDER BY vid`, "captures": `SELECT * FROM captures ORDER BY cid`, "stories": `SELECT * FROM stories ORDER BY sid`, "story_keys": `SELECT * FROM story_keys ORDER BY key, sid`,
	"records": `SELECT * FROM records ORDER BY vid, pid`, "served": `SELECT * FROM served ORDER BY vid`, "pipelines": `SELECT * FROM pipelines ORDER BY pid`,
	"statements": `SELECT * FROM statements ORDER BY rid`, "events": `SELECT * FROM events ORDER BY rid`, "roles": `SELECT * FROM event_roles ORDER BY rid, role, actor, country`, "tellers": `SELECT * FROM event_by ORDER BY rid, step`,
	"actors": `SELECT * FROM actors ORDER BY id`, "who": `SELECT * FROM actor_versions ORDER BY actor, vid, local`, "names": `SELECT * FROM actor_names ORDER BY own, name`, "variants": `SELECT * FROM actor_variants ORDER BY own`,
	"places": `SELECT * FROM places ORDER BY id`, "where": `SELECT * FROM place_versions ORDER BY place, vid`, "prints": `SELECT * FROM prints ORDER BY hash, vid`,
	"groups": `SELECT * FROM copy_groups ORDER BY gid`, "copies": `SELECT * FROM copy_members ORDER BY vid`, "changes": `SELECT tbl, id, op FROM changes WHERE tbl IN ('stories', 'versions', 'records', 'groups') ORDER BY tbl, seq`,
	"words": `SELECT rowid FROM texts WHERE texts MATCH 'minister' ORDER BY rowid`, "said": `SELECT rowid FROM said WHERE said MATCH 'content: minister OR government' ORDER BY rowid`, "done": `SELECT rowid FROM done WHERE done MATCH 'minister OR government' ORDER BY rowid`,
}

// bringCopies brings records in, in one change, and looks for copies of each; often
// says that most of what waits is written after each seventh.
func bringCopies(t testing.TB, s *Store, list []*readout.Record, often bool) {
	t.Helper()
	err := s.Update(t.Context(), func(tx *Tx) error {
		for i, rec := range list {
			if often && i%7 == 6 {
				if err := tx.WriteMost(); err != nil {
					return err
				}
			}
			v := rec.Version
			story, err := tx.AddStory(v.Outlet, []string{"a:" + v.URL})
			if err != nil {
				return err
			}
			ref, err := tx.AddVersion(story, &Arrival{Capture: Capture{Kind: "text", Meta: []byte(v.URL), Data: []byte(v.Text)}, Version: &v, Change: First})
			if err != nil {
				return err
			}
			if err := tx.JoinCopies(story, ref, &v, compare.Prints(&v), compare.FormOf(&v)); err != nil {
				return err
			}
			own := *rec
			own.Version = v
			if err := tx.PutReading(ref, &own, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// dump returns what a query gives, a row a line.
func dump(t *testing.T, s *Store, query string) string {
	t.Helper()
	rows, err := s.read.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	cells := make([]any, len(columns))
	for i := range cells {
		cells[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		for _, c := range cells {
			fmt.Fprintf(&b, "%v ", *c.(*any))
		}
		b.WriteByte('\n')
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCountsOfVeryManyAreOfTheLast counts with a limit that a few results reach.
func TestCountsOfVeryManyAreOfTheLast(t *testing.T) {
	s, src := openJoining(t), many.Samples()
	bringAll(t, s, first(src, 60)...)
	defer func(n int) { maxFound = n }(maxFound)
	maxFound = 20
	q, err := ParseQuery("status:asserted act:say")
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.CountHits(t.Context(), q)
	if err != nil || !res.Capped || res.Found != maxFound+1 {
		t.Fatalf("%+v, %v", res, err)
	}
	want, all := 0, 0
	if _, err := s.first(t.Context(), []any{&want, &all}, `SELECT count(DISTINCT vid), (SELECT count(DISTINCT vid) FROM statements) FROM (SELECT vid FROM statements WHERE status = 'asserted' AND act = 'say' ORDER BY rid DESC LIMIT ?)`, maxFound+1); err != nil {
		t.Fatal(err)
	}
	if res.Stories != want || want >= all {
		t.Errorf("%d stories, the last %d results have %d, all %d", res.Stories, maxFound+1, want, all)
	}
}
