package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// heldStory adds a story of an outlet, told on a day, as one of several kinds.
func heldStory(t *testing.T, s *Store, i int) *VersionRef {
	t.Helper()
	verb := []string{"denied", "admitted", "said"}[i%3]
	in := arrival(fmt.Sprintf("https://news%d.example/%d", i%30%4, i%30), fmt.Sprintf("news%d.example", i%30%4), fmt.Sprintf("Story %d\n\nTomas Arendt %s that the ferry had been sold. %s", i, verb, []string{"", "The harbour is old."}[i%2]))
	in.Version.Published.Value = fmt.Sprintf("2024-03-%02d", 1+i*7%20)
	if i%11 == 0 {
		in.Version.Published = nil
	}
	in.Version.Seal()
	rec := record(in.Version, "p1", "Tomas Arendt", verb, "the ferry had been sold")
	rec.Version = *in.Version
	if i%5 == 0 {
		rec.Events[0].Status = "planned"
	}
	ref := add(t, s, in)
	put(t, s, ref, rec)
	return ref
}

var heldQueries = []string{"ferry", "harbour", "ferry OR old", "type:REJECT", "type:REJECT status:planned", "act:deny", "country:NOR", "kind:named ferry act:deny", "speaker:arendt", "type:REJECT ferry", "told:outlet", "type:PROTEST", "nothinglikeit",
	"outlet:news1 ferry", "after:2024-03-05 ferry", "before:2024-03-08 type:REJECT", "date:2024-03",
	"outlet:news1", "after:2024-03-05", "before:2024-03-08 outlet:news2", "outlet:nosuch"}

// TestColumnsAnswerAsTheDatabase holds what is found and counted by columns to what the
// database finds, over changes of every kind, for those who see all and those who do not.
func TestColumnsAnswerAsTheDatabase(t *testing.T) {
	defer func(counted, walk int) { maxFound, maxWalk = counted, walk }(maxFound, maxWalk)
	s, ctx := openTemp(t), t.Context()
	var refs []*VersionRef
	change := func(do func(*Tx) error) {
		t.Helper()
		if err := s.Update(ctx, do); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 40 {
		refs = append(refs, heldStory(t, s, i))
	}
	seen, err := s.At(ctx, people.Green)
	if err != nil {
		t.Fatal(err)
	}
	defer seen.Close()
	for step, next := range []func(){
		func() {},
		func() { refs = append(refs, heldStory(t, s, 40), heldStory(t, s, 41)) },
		func() { // what the outlet showed before comes back
			change(func(tx *Tx) error {
				_, err := tx.exec(`UPDATE stories SET current = ? WHERE sid = ?`, refs[3].row, refs[3].story)
				return err
			})
		},
		func() {
			change(func(tx *Tx) error {
				_, err := tx.exec(`INSERT INTO copy_groups (gid, id) VALUES (1, 'cg_1')`)
				for _, ref := range refs[10:14] {
					tx.later(`INSERT INTO copy_members (vid, gid, of_vid, share) VALUES `, 4, ref.row, 1, 0, 1)
				}
				return err
			})
		},
		func() { change(func(tx *Tx) error { _, err := tx.ForgetStory(string(refs[7].Story)); return err }) },
		func() {
			change(func(tx *Tx) error { _, err := tx.SetLabel(string(refs[9].Story), people.Red); return err })
		},
		func() {
			change(func(tx *Tx) error {
				one, err := tx.StoriesOf("a:https://news1.example/1")
				other, err2 := tx.StoriesOf("a:https://news2.example/2")
				return errors.Join(err, err2, tx.JoinStories(one[0], other[0], "one"))
			})
		},
		func() { refs = append(refs, heldStory(t, s, 90)) },
	} {
		next()
		for who, of := range map[string]*Store{"all": s, "a part": seen} {
			for _, limits := range [][2]int{{10_000, 4000}, {10, 8}} {
				maxFound, maxWalk = limits[0], limits[1]
				for _, text := range heldQueries {
					q, err := ParseQuery(text)
					if err != nil {
						t.Fatal(err)
					}
					for _, q.All = range []bool{false, true}[:1+limits[0]/10_000] {
						bothWays(t, of, q, fmt.Sprintf("step %d, %s, %d: %s %v", step, who, maxFound, text, q.All))
					}
				}
			}
		}
	}
}

// bothWays holds pages, order and counts of a question, by columns and without them.
func bothWays(t *testing.T, s *Store, q *Query, name string) {
	t.Helper()
	ctx := t.Context()
	answers := func() (list []any) {
		s.knowing.state = 0
		for _, newest := range []bool{true, false} {
			for _, p := range []Page{{Limit: 4}, {Limit: 3, Skip: 2}, {Limit: 50, Upto: 20}} {
				hits, next, err := s.SearchPage(ctx, q, p, newest, nil)
				if err != nil {
					t.Fatal(name, err)
				}
				list = append(list, refs(hits), next)
			}
		}
		tally, err := s.Tally(ctx, q, 3)
		if err != nil {
			t.Fatal(name, err)
		}
		list = append(list, fmt.Sprintf("%+v", *tally))
		for _, published := range []bool{true, false} {
			over, err := s.OverTime(ctx, q, Days, published)
			if err != nil {
				t.Fatal(name, err)
			}
			list = append(list, fmt.Sprintf("%+v", *over))
		}
		facets, values, err := s.Facets(ctx, q, 2, "outlet", "month")
		if err != nil {
			t.Fatal(name, err)
		}
		extent, err := s.Extent(ctx)
		if err != nil {
			t.Fatal(name, err)
		}
		list = append(list, facets, values, *extent)
		for _, groups := range [][][]string{nil, {{"ferry", "minister"}}, {{"the"}, {"said", "denied"}}} {
			stands, err := s.FindStands(ctx, groups)
			if err != nil {
				t.Fatal(name, err)
			}
			list = append(list, *stands)
		}
		if q.Kind == Events {
			pairs, total, err := s.Pairs(ctx, q, 5)
			places, err2 := s.Places(ctx, q, 3)
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(name, err)
			}
			list = append(list, pairs, total, jsonOf(places))
			found, total, err := s.FindHappenings(ctx, Happenings{Query: q, Limit: 20, Brief: true})
			conflicts, against, err2 := s.FindConflicts(ctx, Conflicts{Query: q, Updates: true, Limit: 20})
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(name, err)
			}
			for _, h := range found {
				list = append(list, h.ID)
			}
			list = append(list, total, len(conflicts), against)
		}
		for _, actor := range slices.Concat(q.Fields["speaker"], q.Fields["actor"]) {
			if info, err := s.Actor(ctx, actor); err == nil {
				list = append(list, *info)
			}
			acts, err := s.ActsOf(ctx, actor)
			if err != nil {
				t.Fatal(name, err)
			}
			list = append(list, acts)
		}
		return list
	}
	s.holder.on = false
	want := answers()
	if err := s.Hold(ctx); err != nil {
		t.Fatal(err)
	}
	if q.Fields["story"] == nil && !s.Quick(ctx, q) { // one story is found fast
		t.Errorf("%s: the database is asked", name)
	}
	for i, got := range answers() {
		if !reflect.DeepEqual(got, want[i]) {
			t.Errorf("%s: answer %d is\n%v\nwant\n%v", name, i, got, want[i])
		}
	}
}

// takeMany adds stories of package many, each with its record.
func takeMany(t *testing.T, s *Store, source *many.Source, from, n int) (refs []*VersionRef) {
	t.Helper()
	err := s.Update(t.Context(), func(tx *Tx) error {
		for i := from; i < from+n; i++ {
			rec := source.Record(i)
			v := rec.Version
			story, err := tx.AddStory(v.Outlet, []string{fmt.Sprint("r:", i)})
			if err != nil {
				return err
			}
			ref, err := tx.AddVersion(story, &Arrival{Capture: Capture{Kind: "text", Meta: []byte("{}"), Data: []byte(v.Text)}, Version: &v, Change: First})
			if err != nil {
				return err
			}
			rec.Version = v
			var digest *thread.Digest
			if i%2 == 0 {
				digest = source.Digest(i, rec)
			}
			if err := tx.PutReading(ref, rec, digest); err != nil {
				return err
			}
			refs = append(refs, ref)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return refs
}

// A drawer draws questions with values that an archive has.
type drawer struct {
	*rand.Rand
	values map[string][]string
}

func drawerOf(t *testing.T, s *Store, seed uint64) *drawer {
	t.Helper()
	d := &drawer{rand.New(rand.NewPCG(seed, 1)), make(map[string][]string)}
	for field, query := range map[string]string{"type": `SELECT DISTINCT type FROM events`, "mode": `SELECT DISTINCT trim(modes) FROM events WHERE trim(modes) NOT IN ('', ' ') AND trim(modes) NOT LIKE '% %'`, "cameo": `SELECT DISTINCT substr(cameo, 1, 2) FROM events WHERE cameo <> ''`,
		"actor": `SELECT DISTINCT actor FROM event_roles WHERE actor <> ''`, "recipient": `SELECT DISTINCT actor FROM event_roles WHERE actor <> ''`, "place": `SELECT place FROM events WHERE place <> '' UNION SELECT place_id FROM events WHERE place_id <> '' UNION SELECT '=' || place_id FROM events WHERE place_id <> ''`,
		"country": `SELECT DISTINCT country FROM event_roles WHERE country <> ''`, "status": `SELECT DISTINCT status FROM events`, "speaker": `SELECT DISTINCT actor FROM statements WHERE actor <> ''`, "act": `SELECT DISTINCT act FROM statements WHERE act <> ''`,
		"kind": `SELECT DISTINCT kind FROM statements WHERE kind <> ''`, "quoted": `SELECT DISTINCT quoted FROM statements WHERE quoted <> ''`, "source": `SELECT DISTINCT actor FROM event_by WHERE actor <> ''`, "date": `SELECT DISTINCT substr(d_from, 1, 7) FROM events WHERE d_from <> ''`,
		"after": `SELECT DISTINCT day FROM versions WHERE day <> ''`, "before": `SELECT DISTINCT day FROM versions WHERE day <> ''`, "outlet": `SELECT DISTINCT outlet FROM stories`, "story": `SELECT id FROM stories`} {
		err := s.rows(t.Context(), func(scan func(...any) error) error {
			var v string
			err := scan(&v)
			d.values[field] = append(d.values[field], v)
			return err
		}, query)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(d.values[field])
	}
	d.values["told"], d.values["near"] = strings.Fields(tellerWords), []string{"59.9,10.7,400", "0,0,20"}
	return d
}

// query draws a question of a kind: one to three fields, each with one or two values,
// and sometimes words.
func (d *drawer) query(kind ResultKind) *Query {
	q := &Query{Kind: kind, Fields: make(map[string][]string)}
	names := map[ResultKind][]string{Texts: {"after", "before", "outlet"}, Statements: {"speaker", "act", "kind", "quoted", "country", "status", "date", "after", "before", "outlet", "story"},
		Events: {"type", "mode", "cameo", "actor", "recipient", "place", "near", "source", "told", "country", "status", "date", "after", "before", "outlet"}}[kind]
	for range d.IntN(4) {
		name := names[d.IntN(len(names))]
		if values := d.values[name]; len(values) > 0 {
			q.Fields[name] = nil
			for range 1 + d.IntN(2) {
				q.Fields[name] = append(q.Fields[name], values[d.IntN(len(values))])
			}
		}
	}
	if kind == Texts || d.IntN(4) == 0 {
		q.Words = []string{`"the"`, `"minister"`, `("ferry" OR "government")`, `"said"`, `"nothinglikeit"`}[d.IntN(5)]
	}
	return q
}

// TestColumnsAnswerRandomQuestions asks archives of many stories random questions, while
// records are read anew and corrected, actors joined and parted, and stories go.
func TestColumnsAnswerRandomQuestions(t *testing.T) {
	defer func(counted int) { maxFound = counted }(maxFound)
	for seed := range uint64(2) {
		s, ctx, source := openTemp(t), t.Context(), many.Samples()
		source.Seed, source.PerDay = seed, 9
		refs := takeMany(t, s, source, 0, 60)
		change := func(do func(*Tx) error) {
			t.Helper()
			if err := s.Update(ctx, do); err != nil {
				t.Fatal(err)
			}
		}
		var joined [2]string
		for step, next := range []func(){
			func() {},
			func() { refs = append(refs, takeMany(t, s, source, 60, 20)...) },
			func() { // read anew by another model, which finds other things
				rec := source.Record(3)
				rec.Pipeline = "p2"
				rec.Attributions, rec.Events = nil, rec.Events[:min(1, len(rec.Events))]
				for i := range rec.Events {
					rec.Events[i].By = nil
				}
				rec.Version = *versionOf(t, s, refs[3])
				put(t, s, refs[3], rec)
			},
			func() {
				actors := drawerOf(t, s, seed).values["speaker"]
				joined = [2]string{actors[0], actors[len(actors)-1]}
				change(func(tx *Tx) error { return tx.JoinActors(joined[0], joined[1], "one") })
			},
			func() {
				change(func(tx *Tx) error { _, err := tx.Undo(joined[0], "two after all"); return err })
			},
			func() {
				change(func(tx *Tx) error { _, err := tx.ForgetStory(string(refs[len(refs)-1].Story)); return err })
			},
			func() { refs = append(refs[:len(refs)-1], takeMany(t, s, source, 90, 3)...) },
		} {
			next()
			d := drawerOf(t, s, seed)
			for i := range 32 {
				maxFound = []int{10_000, 25}[i%2]
				q := d.query([]ResultKind{Events, Statements, Events, Texts}[i%4])
				bothWays(t, s, q, fmt.Sprintf("seed %d, step %d: %+v", seed, step, *q))
			}
			if s.shelf.now == nil {
				t.Fatalf("step %d: nothing is held", step)
			}
		}
	}
}

// versionOf returns a stored version.
func versionOf(t *testing.T, s *Store, ref *VersionRef) *readout.Version {
	t.Helper()
	stored, err := s.Version(t.Context(), string(ref.ID))
	if err != nil {
		t.Fatal(err)
	}
	return stored.Version
}

// TestWhatPeopleSaidIsShownByColumns corrects a value after what nobody has said
// anything of was held.
func TestWhatPeopleSaidIsShownByColumns(t *testing.T) {
	s, ctx := openTemp(t), t.Context()
	ref := heldStory(t, s, 1)
	heldStory(t, s, 2)
	if err := s.Hold(ctx); err != nil {
		t.Fatal(err)
	}
	typeOf := func() (of []readout.EventType) {
		q, err := ParseQuery("story:" + string(ref.Story) + " told:named,unnamed,outlet")
		if err != nil {
			t.Fatal(err)
		}
		hits, _, err := s.SearchPage(ctx, q, Page{Limit: 5}, true, nil)
		if err != nil || len(hits) != 1 {
			t.Fatalf("%d hits, %v", len(hits), err)
		}
		for _, read := range []func() (*readout.Record, error){func() (*readout.Record, error) { return s.RecordOf(ctx, hits[0]) }, func() (*readout.Record, error) { return s.Record(ctx, ref) }} {
			rec, err := read()
			if err != nil {
				t.Fatal(err)
			}
			of = append(of, rec.Events[0].Type)
		}
		return of
	}
	if got := typeOf(); got[0] != "REJECT" || got[1] != "REJECT" {
		t.Fatalf("before: %v", got)
	}
	err := s.Update(ctx, func(tx *Tx) error {
		_, err := tx.AddReview(string(ref.ID), "e1", review.Review{Do: review.Correct, Field: "type", Value: "AGREE", By: "Ines", Why: "so"}, -1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := typeOf(); got[0] != "AGREE" || got[1] != "AGREE" {
		t.Errorf("after: %v", got)
	}
}

// TestColumnsAreReadAgainAfterAFailure has reading fail behind the first days that
// are new.
func TestColumnsAreReadAgainAfterAFailure(t *testing.T) {
	s, ctx := openTemp(t), t.Context()
	heldStory(t, s, 1)
	if err := s.Hold(ctx); err != nil {
		t.Fatal(err)
	}
	rename := func(from, to string) {
		t.Helper()
		if _, err := s.wconn.ExecContext(ctx, `ALTER TABLE `+from+` RENAME TO `+to); err != nil {
			t.Fatal(err)
		}
	}
	heldStory(t, s, 2)
	rename("copy_members", "away")
	if c, err := s.held(ctx); err == nil {
		t.Errorf("without copy groups there is %+v", c)
	}
	rename("away", "copy_members")
	heldStory(t, s, 3)
	c, err := s.held(ctx)
	if err != nil || len(c.newest) != 3 || len(c.days) != 3 || c.days[c.day[c.newest[0]]] != "2024-03-15" {
		t.Errorf("%+v, %v", c, err)
	}
	s.shelf.mu.Lock()
	s.shelf.now = nil // reading all of it anew has failed
	s.shelf.mu.Unlock()
	if rows, err := s.shelved(ctx); rows != nil || err != nil {
		t.Errorf("rows that are not read yet are %+v, %v", rows, err)
	}
	s.shelf.reads.Wait()
	if rows, err := s.shelved(ctx); err != nil || rows == nil || len(rows.events.rid) != 3 {
		t.Errorf("rows are %+v, %v", rows, err)
	}
	gone, stop := context.WithCancel(ctx)
	stop()
	heldStory(t, s, 4)
	if c, err := s.held(gone); err == nil {
		t.Errorf("who went away gets %+v", c)
	}
	if c, err := s.held(ctx); err != nil || len(c.newest) != 4 {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestColumnsFollowWhileTheyAreRead has readers ask while stories come in: what one state
// of the archive holds stays as it is for who has it.
func TestColumnsFollowWhileTheyAreRead(t *testing.T) {
	s, ctx, source := openTemp(t), t.Context(), many.Samples()
	takeMany(t, s, source, 0, 20)
	if err := s.Hold(ctx); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for last := 0; ; {
				select {
				case <-done:
					return
				default:
				}
				_, total, err := s.Pairs(ctx, &Query{Kind: Events}, 3)
				tally, err2 := s.Tally(ctx, &Query{Kind: Events}, 3)
				if err := errors.Join(err, err2); err != nil {
					t.Error(err)
					return
				}
				if total == 0 || tally.Found < last {
					t.Errorf("%d pairs, %d events after %d", total, tally.Found, last)
				}
				last = tally.Found
			}
		})
	}
	for i := range 12 {
		takeMany(t, s, source, 20+i, 1)
	}
	close(done)
	readers.Wait()
}

// TestColumnsAreReadOnceHoweverLong holds that the first reading of all is not given up
// when a search would be: no search would have columns then.
func TestColumnsAreReadOnceHoweverLong(t *testing.T) {
	s := openTemp(t)
	heldStory(t, s, 1)
	if got := s.holder.patience(); got < time.Minute {
		t.Errorf("all columns are given %v", got)
	}
	if err := s.Hold(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.holder.patience(); got != searchTime {
		t.Errorf("what is new is given %v", got)
	}
}
