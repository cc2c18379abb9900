package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// testClock is a clock that starts at a fixed time and is moved by hand.
type testClock struct{ t time.Time }

func newClock() *testClock {
	return &testClock{time.Date(2024, 5, 14, 8, 0, 0, 0, time.UTC)}
}

func (c *testClock) now() time.Time { return c.t }

// openTemp opens a new archive in the test's folder.
func openTemp(t testing.TB) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "a.db"), WithClock(newClock().now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// arrival makes an arrival of a text at an address.
func arrival(url, outlet, text string) *Arrival {
	headline, _, _ := strings.Cut(text, "\n")
	v := &readout.Version{URL: url, Outlet: outlet, Headline: headline, Language: "en", Text: text,
		Published: &readout.Time{Text: "2024-05-14", Value: "2024-05-14", Basis: readout.TimeFromPage}}
	v.Seal()
	return &Arrival{Capture: Capture{Kind: "text", Meta: []byte(`{"url":"` + url + `"}`), Data: []byte(text)}, Version: v, Change: First}
}

// add adds one version, to a new story if there is none of its address.
func add(t testing.TB, s *Store, in *Arrival) *VersionRef {
	t.Helper()
	var ref *VersionRef
	err := s.Update(t.Context(), func(tx *Tx) (err error) {
		key := "a:" + in.Version.URL
		list, err := tx.StoriesOf(key)
		if err != nil {
			return err
		}
		var story *StoryRef
		if len(list) > 0 {
			story, in.Change = list[0], Changed
		} else if story, err = tx.AddStory(in.Version.Outlet, []string{key}); err != nil {
			return err
		}
		ref, err = tx.AddVersion(story, in)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// record makes a record with one statement and one event, by finding words.
func record(v *readout.Version, pipeline, speaker, cue, content string) *readout.Record {
	at := func(words string) readout.Span {
		i := strings.Index(v.Text, words)
		if i < 0 {
			panic(fmt.Sprintf("%q is not in the text", words))
		}
		return readout.Span{Start: i, End: i + len(words)}
	}
	rec := &readout.Record{Format: readout.Format, Pipeline: pipeline, Version: *v, Sentences: plainSentences(v.Text)}
	rec.Mentions = []readout.Mention{{ID: "m1", Span: at(speaker), Text: speaker, Type: "PER", Form: "name", Actor: "u1"}}
	rec.Actors = []readout.Actor{{ID: "u1", Name: speaker, Kind: "person", Country: "NOR", Basis: "story"}}
	rec.Attributions = []readout.Attribution{{ID: "a1",
		Speaker: readout.Speaker{Words: readout.WordsOf(v.Text, at(speaker)), Actor: "u1", Kind: readout.NamedSpeaker},
		Cue:     readout.WordsOf(v.Text, at(cue)), Content: readout.WordsOf(v.Text, at(content)),
		Quoted: readout.Indirect, Act: readout.Deny, Status: readout.Asserted, Confidence: 0.9}}
	rec.Events = []readout.Event{{ID: "e1", Type: "REJECT", Modes: []string{}, CAMEO: "112", Quad: 3,
		Trigger: readout.WordsOf(v.Text, at(cue)), Sentence: readout.Span{Start: 0, End: len(v.Text)},
		Actor: []readout.Role{{Mention: "m1", Text: speaker, Actor: "u1", Country: "NOR"}}, Status: readout.Asserted}}
	return rec
}

// plainSentences are the sentences of a text without abbreviations.
func plainSentences(text string) []readout.Sentence {
	var out []readout.Sentence
	for _, at := range regexp.MustCompile(`[^.!?\s][^.!?\n]*[.!?]?`).FindAllStringIndex(text, -1) {
		out = append(out, readout.Sentence{Span: readout.Span{Start: at[0], End: at[1]}})
	}
	return out
}

// put stores a record.
func put(t testing.TB, s *Store, ref *VersionRef, rec *readout.Record) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutRecord(ref, rec) }); err != nil {
		t.Fatal(err)
	}
}

const ferryText = "Ferry talks stall\n\nHarbour minister Tomas Arendt denied that the ferry had been sold."

func TestWhatGoesInComesOut(t *testing.T) {
	s := openTemp(t)
	in := arrival("https://news.example/ferry", "Sound Courier", ferryText)
	ref := add(t, s, in)
	put(t, s, ref, record(in.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold"))

	stored, err := s.Version(t.Context(), string(ref.ID))
	if err != nil {
		t.Fatal(err)
	}
	if stored.Version.Text != ferryText || stored.Version.Story != ref.Story {
		t.Errorf("the version came out as %+v", stored.Version)
	}
	byStory, err := s.Version(t.Context(), string(ref.Story))
	if err != nil || byStory.ID != ref.ID {
		t.Errorf("the story's id gives %v, %v; want its current version", byStory, err)
	}
	rec, err := s.Record(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	if got := rec.Attributions[0].Content.Text; got != "the ferry had been sold" {
		t.Errorf("content came out as %q", got)
	}
	if err := rec.Check(); err != nil {
		t.Error(err)
	}
	capture, err := s.Capture(t.Context(), ref)
	if err != nil || string(capture.Data) != ferryText {
		t.Errorf("capture came out as %v, %v", capture, err)
	}
}

func TestQueueHoldsVersionsWithoutRecordOfThePipeline(t *testing.T) {
	s := openTemp(t)
	one := arrival("https://news.example/1", "A", ferryText)
	ref1 := add(t, s, one)
	ref2 := add(t, s, arrival("https://news.example/2", "A", "Another\n\nNothing happened."))
	put(t, s, ref1, record(one.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold"))
	checkQueue := func(pipeline string, want ...*VersionRef) {
		t.Helper()
		list, err := s.Queue(t.Context(), pipeline, nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got, wanted []readout.VersionID
		for _, ref := range list {
			got = append(got, ref.ID)
		}
		for _, ref := range want {
			wanted = append(wanted, ref.ID)
		}
		if fmt.Sprint(got) != fmt.Sprint(wanted) {
			t.Errorf("queue of %s: %v, want %v", pipeline, got, wanted)
		}
		if n, err := s.QueueLen(t.Context(), pipeline); n != len(want) || err != nil {
			t.Errorf("length of the queue of %s: %d, %v, want %d", pipeline, n, err, len(want))
		}
	}
	checkQueue("p1", ref2)
	checkQueue("p2", ref1, ref2)
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.SetAside(ref2, "p1", "a fault") }); err != nil {
		t.Fatal(err)
	}
	checkQueue("p1")
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.ReadAgain("p1", false) }); err != nil {
		t.Fatal(err)
	}
	checkQueue("p1", ref2)
}

func TestAVersionNeverChanges(t *testing.T) {
	s := openTemp(t)
	ref := add(t, s, arrival("https://news.example/1", "A", ferryText))
	err := s.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.exec(`UPDATE versions SET headline = 'x' WHERE vid = ?`, ref.row)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "never changes") {
		t.Errorf("changing a version: %v, want a refusal", err)
	}
}

func TestAFailedUpdateChangesNothing(t *testing.T) {
	s := openTemp(t)
	oops := errors.New("oops")
	err := s.Update(t.Context(), func(tx *Tx) error {
		if _, err := tx.AddStory("A", []string{"a:x"}); err != nil {
			return err
		}
		return oops
	})
	if !errors.Is(err, oops) {
		t.Fatal(err)
	}
	changes, err := s.Changes(t.Context(), 0, 10)
	if err != nil || len(changes) != 0 {
		t.Errorf("changes %v, %v: want none", changes, err)
	}
	add(t, s, arrival("https://news.example/1", "A", ferryText))
	if changes, err = s.Changes(t.Context(), 0, 10); err != nil || len(changes) != 2 {
		t.Errorf("changes %v, %v: want the story and its version", changes, err)
	}
}

func TestJoinedStoriesResolve(t *testing.T) {
	s := openTemp(t)
	ref1 := add(t, s, arrival("https://news.example/1", "A", ferryText))
	ref2 := add(t, s, arrival("https://news.example/2", "A", ferryText+" Really."))
	err := s.Update(t.Context(), func(tx *Tx) error {
		one, err := tx.StoryOf(ref1)
		if err != nil {
			return err
		}
		two, err := tx.StoryOf(ref2)
		if err != nil {
			return err
		}
		return tx.JoinStories(one, two, "the same page")
	})
	if err != nil {
		t.Fatal(err)
	}
	st, err := s.Story(t.Context(), string(ref2.Story))
	if err != nil {
		t.Fatal(err)
	}
	if st.ID != ref1.Story || len(st.Versions) != 2 || st.Current().ID != ref2.ID {
		t.Errorf("the joined story is %+v", st)
	}
	again := add(t, s, arrival("https://news.example/2", "A", ferryText+" Really, really."))
	if again.Story != ref1.Story || again.N != 3 {
		t.Errorf("a new version at the joined address went to %s as v%d", again.Story, again.N)
	}
}

// TestWritersTakeTurns opens an archive several times, as several programs do:
// each writes while the others are idle, and sees what they wrote.
func TestWritersTakeTurns(t *testing.T) {
	one := openTemp(t)
	two, err := Open(one.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	r, err := OpenReader(one.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var group sync.WaitGroup
	for i, s := range []*Store{one, two} {
		group.Go(func() {
			for n := range 20 {
				add(t, s, arrival(fmt.Sprintf("https://news%d.example/%d", i, n), "A", ferryText+fmt.Sprint(i, n)))
			}
		})
	}
	group.Wait()
	if st, err := r.Stats(t.Context()); err != nil || st.Versions != 40 || st.Stories != 40 {
		t.Errorf("%+v, %v", st, err)
	}
	if err := r.Update(t.Context(), func(*Tx) error { return nil }); err == nil {
		t.Error("a reader wrote")
	}
	if list := findings(t, r); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// TestAWriterWaitsForTheOther sees that a write waits while another one is on
// its way, and says so when its patience is over.
func TestAWriterWaitsForTheOther(t *testing.T) {
	one := openTemp(t)
	waited, free := 0, 0
	two, err := Open(one.Path(), WithPatience(Patience{Busy: func(n int) bool { waited = n; return n < 2 }, Free: func() { free++ }}))
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	err = one.Update(t.Context(), func(*Tx) error {
		var busy *BusyError
		if err := two.Update(t.Context(), func(*Tx) error { return nil }); !errors.As(err, &busy) || waited != 2 || free != 1 {
			t.Errorf("%v after %d seconds, %d times over", err, waited, free)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := two.Update(t.Context(), func(*Tx) error { return nil }); err != nil {
		t.Error(err)
	}
}

// TestWhatOthersForgetIsForgotten sees that a program that is open meanwhile
// blackens a name that another one took out.
func TestWhatOthersForgetIsForgotten(t *testing.T) {
	serve := openTemp(t)
	in := arrival("https://news.example/1", "A", "News\n\nThe mayor met Quillon Zebedee.")
	if err := serve.Update(t.Context(), func(tx *Tx) error { _, err := tx.MaskForgotten(in); return err }); err != nil { // looks the names up
		t.Fatal(err)
	}
	forget, err := Open(serve.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer forget.Close()
	if err := forget.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetName("Quillon Zebedee"); return err }); err != nil {
		t.Fatal(err)
	}
	masked := false
	if err := serve.Update(t.Context(), func(tx *Tx) error { masked, err = tx.MaskForgotten(in); return err }); err != nil || !masked {
		t.Errorf("masked: %v, %v", masked, err)
	}
}

// TestAFileInUseIsNotReplaced sees that nobody puts another file in the place of
// an archive that a program may write, nor opens one meanwhile.
func TestAFileInUseIsNotReplaced(t *testing.T) {
	s := openTemp(t)
	add(t, s, arrival("https://news.example/1", "A", ferryText))
	to := filepath.Join(t.TempDir(), "b.db")
	if _, err := s.Backup(context.Background(), to, false); err != nil {
		t.Fatal(err)
	}
	var busy *BusyError
	if _, err := Restore(context.Background(), s.Path(), to, How{Force: true}); !errors.As(err, &busy) || !busy.Open {
		t.Errorf("replaced: %v", err)
	}
	for _, turn := range []string{TurnReading, TurnWatching} {
		release, err := s.Turn(turn)
		if release == nil || err != nil {
			t.Fatalf("%s: %v", turn, err)
		}
		if again, err := s.Turn(turn); again != nil || err != nil {
			t.Errorf("%s: taken twice, %v", turn, err)
		}
		release()
		if release, err = s.Turn(turn); release == nil || err != nil {
			t.Errorf("%s: not given back, %v", turn, err)
		}
		release()
	}
}

// TestManyMakeOneArchive opens an archive that is not there, and one of an older
// format, by several at once.
func TestManyMakeOneArchive(t *testing.T) {
	for name, path := range map[string]string{"new": filepath.Join(t.TempDir(), "a.db"), "old": oldArchive(t, "format-1")} {
		var group sync.WaitGroup
		for i := range 6 {
			group.Go(func() {
				s, err := Open(path)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				defer s.Close()
				add(t, s, arrival(fmt.Sprintf("https://news%d.example/", i), "A", ferryText+fmt.Sprint(i)))
			})
		}
		group.Wait()
		s, err := OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%s: %+v", name, list)
		}
		s.Close()
	}
}

func TestActorsJoinByNameCountryAndKindAndCanBeParted(t *testing.T) {
	s := openTemp(t)
	one, two := arrival("https://news.example/1", "A", ferryText), arrival("https://other.example/2", "B", ferryText+" Yes.")
	ref1, ref2 := add(t, s, one), add(t, s, two)
	for _, it := range []struct {
		ref *VersionRef
		in  *Arrival
	}{{ref1, one}, {ref2, two}} {
		put(t, s, it.ref, record(it.in.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold"))
	}
	list, err := s.ActorsNamed(t.Context(), "tomas arendt")
	if err != nil || len(list) != 1 || list[0].Stories != 2 {
		t.Fatalf("actors %v, %v: want one in two stories", list, err)
	}
	joined := list[0].ID
	err = s.Update(t.Context(), func(tx *Tx) error {
		story, err := tx.StoryOf(ref2)
		if err != nil {
			return err
		}
		return tx.PartActor(joined, story, "his cousin")
	})
	if err != nil {
		t.Fatal(err)
	}
	if list, err = s.ActorsNamed(t.Context(), "Tomas Arendt"); err != nil || len(list) != 2 {
		t.Fatalf("actors after parting %v, %v: want two", list, err)
	}
	other := list[0].ID
	if other == joined {
		other = list[1].ID
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.JoinActors(joined, other, "no, the same") }); err != nil {
		t.Fatal(err)
	}
	a, err := s.Actor(t.Context(), other)
	if err != nil || a.ID != joined || a.Stories != 2 {
		t.Errorf("the merged id gives %+v, %v", a, err)
	}
}

// TestAnActorFollowsItsReadings reads a story twice: what the second reading
// says of the actor is what the archive says, in any order of the stories.
func TestAnActorFollowsItsReadings(t *testing.T) {
	s := openTemp(t)
	one, two := arrival("https://news.example/1", "A", ferryText), arrival("https://news.example/2", "A", ferryText+" Yes.")
	ref1, ref2 := add(t, s, one), add(t, s, two)
	read := func(ref *VersionRef, in *Arrival, pipeline, name string, public bool) {
		rec := record(in.Version, pipeline, "Tomas Arendt", "denied", "the ferry had been sold")
		rec.Actors[0].Name, rec.Actors[0].Public, rec.Actors[0].Basis = name, public, "list"
		rec.Actors[0].ID = "ac_11"
		rec.Mentions[0].Actor, rec.Attributions[0].Speaker.Actor, rec.Events[0].Actor[0].Actor = "ac_11", "ac_11", "ac_11"
		put(t, s, ref, rec)
	}
	check := func(when, name string, public bool) {
		t.Helper()
		a, err := s.Actor(t.Context(), "ac_11")
		if err != nil || a.Name != name || a.Public != public {
			t.Errorf("%s: %+v, %v; want %s, public %v", when, a, err, name, public)
		}
	}
	read(ref1, one, "p1", "Tomas Arend", false)
	check("a first reading", "Tomas Arend", false)
	read(ref1, one, "p2", "Tomas Arendt", true)
	check("a second reading", "Tomas Arendt", true)
	read(ref2, two, "p2", "T. Arendt", false)
	check("a newer story", "T. Arendt", true)
	read(ref1, one, "p3", "Arendt", false)
	check("an older story again", "T. Arendt", false)
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetVersion(string(ref2.ID)); return err }); err != nil {
		t.Fatal(err)
	}
	check("the newer story is gone", "Arendt", false)
	changes, err := s.Changes(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var ops []string
	for _, c := range changes {
		if c.Table == "actors" {
			ops = append(ops, c.Op)
		}
	}
	if got := strings.Join(ops, " "); got != "insert update update update update" {
		t.Errorf("the change feed says %s", got)
	}
	rec := record(one.Version, "p4", "Tomas Arendt", "denied", "the ferry had been sold")
	rec.Actors, rec.Mentions, rec.Attributions, rec.Events = nil, nil, nil, nil
	put(t, s, ref1, rec)
	if _, err := s.Actor(t.Context(), "ac_11"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an actor whom no record names: %v", err)
	}
}

// TestAKnownCaptureIsFoundByAnIndex sees that no table is walked for a story
// that comes in again.
func TestAKnownCaptureIsFoundByAnIndex(t *testing.T) {
	s := openTemp(t)
	for _, query := range []string{
		`SELECT ` + versionRefColumns + ` FROM captures c JOIN versions v USING (cid) JOIN stories s USING (sid) WHERE c.sha256 = ? LIMIT 1`,
		`DELETE FROM captures WHERE cid = ? AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.cid = captures.cid)`,
	} {
		err := s.rows(context.Background(), func(scan func(...any) error) error {
			var id, parent, unused int
			var plan string
			err := scan(&id, &parent, &unused, &plan)
			if strings.HasPrefix(plan, "SCAN") {
				t.Errorf("%s: %s", query, plan)
			}
			return err
		}, `EXPLAIN QUERY PLAN `+query, "x")
		if err != nil {
			t.Error(err)
		}
	}
}

// TestARecordIsServedUntilTheNextStandsBesideIt puts all versions into the
// queue again: each is shown and searched as before until its turn comes.
func TestARecordIsServedUntilTheNextStandsBesideIt(t *testing.T) {
	s := openTemp(t)
	one, two := arrival("https://news.example/1", "A", ferryText), arrival("https://news.example/2", "A", ferryText+" Yes.")
	ref1, ref2 := add(t, s, one), add(t, s, two)
	read := func(ref *VersionRef, in *Arrival) {
		put(t, s, ref, record(in.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold"))
	}
	read(ref1, one)
	read(ref2, two)
	again := func() {
		t.Helper()
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.ReadAgain("p1", true) }); err != nil {
			t.Fatal(err)
		}
	}
	check := func(when string, waiting int) {
		t.Helper()
		if n, err := s.QueueLen(t.Context(), "p1"); n != waiting || err != nil {
			t.Errorf("%s: %d wait, %v; want %d", when, n, err, waiting)
		}
		for _, ref := range []*VersionRef{ref1, ref2} {
			if _, err := s.Record(t.Context(), ref); err != nil {
				t.Errorf("%s: %v", when, err)
			}
		}
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%s: %+v", when, list)
		}
	}
	again()
	check("all are to be read again", 2)
	read(ref1, one)
	check("one is read again", 1)
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.SetAside(ref2, "p1", "a fault") }); err != nil {
		t.Fatal(err)
	}
	check("one could not be read again", 0)
	again()
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetVersion(string(ref2.ID)); return err }); err != nil {
		t.Fatal(err)
	}
	if n, err := s.QueueLen(t.Context(), "p1"); n != 1 || err != nil {
		t.Errorf("after one was forgotten %d wait, %v", n, err)
	}
}

// TestOneWordIsPublicOnlyWhereMostSaySo reads stories in some of which a name is
// that of somebody in office: a name of two words is his in all, one of one word
// may be anybody's.
func TestOneWordIsPublicOnlyWhereMostSaySo(t *testing.T) {
	s := openTemp(t)
	publics := map[string][]bool{"Tomas Arendt": {false, true, false}, "Arendt": {true, true, false}, "minister": {false, true, false}}
	for i := range 3 {
		for _, name := range []string{"Tomas Arendt", "Arendt", "minister"} {
			in := arrival(fmt.Sprintf("https://news.example/%s/%d", name, i), "A", ferryText+fmt.Sprint(i, name))
			rec := record(in.Version, "p1", name, "denied", "the ferry had been sold")
			rec.Actors[0].Public = publics[name][i]
			ref := add(t, s, in)
			put(t, s, ref, rec)
			if i < 2 {
				continue
			}
			_, public, err := s.ActorIDs(context.Background(), ref)
			if want := name != "minister"; err != nil || public["u1"] != want {
				t.Errorf("%s is public: %v, %v; want %v", name, public["u1"], err, want)
			}
		}
	}
}

// TestAClockThatWasAhead takes in versions while the clock is a year ahead, puts
// it right, and takes in the next: the newest text is the story's current one,
// changes come in the order in which they were accepted, and ids stay.
func TestAClockThatWasAhead(t *testing.T) {
	clock := newClock()
	s, err := Open(filepath.Join(t.TempDir(), "a.db"), WithClock(clock.now))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	right := clock.t
	version := func(text string) *VersionRef {
		in := arrival("https://news.example/1", "A", text)
		in.SeenAt = clock.t
		clock.t = clock.t.Add(time.Second)
		return add(t, s, in)
	}
	current := func(want *VersionRef) {
		t.Helper()
		if st, err := s.Story(t.Context(), string(want.Story)); err != nil || st.Current().ID != want.ID {
			t.Errorf("the current version is v%d, %v; want v%d", st.Current().N, err, want.N)
		}
	}
	one := version(ferryText)
	clock.t = right.AddDate(1, 0, 0)
	current(version(ferryText + " Two."))
	clock.t = right.Add(time.Hour)
	three := version(ferryText + " Three.")
	current(three)
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.Sighted(one, clock.t.Add(time.Minute)); return err }); err != nil { // an A/B test goes back
		t.Fatal(err)
	}
	current(one)
	changes, err := s.Changes(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range changes {
		if c.Seq != int64(i+1) {
			t.Errorf("change %d has the number %d", i+1, c.Seq)
		}
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	in := arrival("https://news.example/1", "A", ferryText+" An old copy.") // a capture of long ago stays what it is
	in.SeenAt = right.AddDate(-1, 0, 0)
	add(t, s, in)
	current(one)
}
