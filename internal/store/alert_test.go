package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/people"
)

// watch keeps an alert.
func watch(t *testing.T, s *Store, a *Alert) *Alert {
	t.Helper()
	a.Plan.Old = true // the sample stories are of other years
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutAlert(a) }); err != nil {
		t.Fatal(err)
	}
	return a
}

// told returns what an alert tells, as "reason fact", the oldest first.
func toldBy(t *testing.T, s *Store, a *Alert) (list []string) {
	t.Helper()
	tips, err := s.Tips(t.Context(), a, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for i := range tips {
		tip := tips[len(tips)-1-i]
		list = append(list, strings.TrimSpace(string(tip.Reason)+" "+tip.Fact))
	}
	return list
}

// TestAnAlertTellsOnceOfWhatComesIn brings a story that two alerts find, and reads
// it again.
func TestAnAlertTellsOnceOfWhatComesIn(t *testing.T) {
	s := openJoining(t)
	rec := first(source(), 1)[0]
	kind := string(rec.Events[0].Type)
	byType := watch(t, s, &Alert{Query: "type:" + kind, Reasons: alert.OfSearches, Plan: alert.Plan{Mail: "desk@example.org", Hook: "https://hooks.example.org/x"}})
	other := watch(t, s, &Alert{Query: "zzyzx", Reasons: alert.OfSearches})
	paused := watch(t, s, &Alert{Query: "type:" + kind, Reasons: alert.OfSearches})
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PauseAlert(paused.ID, true) }); err != nil {
		t.Fatal(err)
	}
	ref := bring(t, s, rec)
	want := toldBy(t, s, byType)
	if len(want) == 0 || !strings.HasPrefix(want[0], "new e") && !strings.HasPrefix(want[0], "denied e") {
		t.Fatalf("told: %q", want)
	}
	if got := append(toldBy(t, s, other), toldBy(t, s, paused)...); len(got) != 0 {
		t.Errorf("of what does not fit, or while it is paused: %q", got)
	}
	again := *rec
	again.Pipeline, again.Version = "another", rec.Version
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutReading(ref, &again, many.Digest(&again)) }); err != nil {
		t.Fatal(err)
	}
	if got := toldBy(t, s, byType); len(got) != len(want) {
		t.Errorf("after another model read it: %q, want %q", got, want)
	}
	n := 0
	if _, err := s.row(t.Context(), []any{&n}, `SELECT count(*) FROM deliveries`); err != nil || n != 2*len(want) {
		t.Errorf("%d deliveries of %d by two ways, %v", n, len(want), err)
	}
}

// TestAnAlertKeepsToItsOwnersClearance brings versions of a story labelled AMBER.
func TestAnAlertKeepsToItsOwnersClearance(t *testing.T) {
	s := openJoining(t)
	recs := first(source(), 1)
	ref := bring(t, s, recs[0])
	setLabel(t, s, string(ref.Story), people.Amber)
	var list []*Alert
	for name, most := range map[string]people.Label{"kim": people.Green, "bo": people.AmberStrict} {
		var uid int64
		if err := s.Update(t.Context(), func(tx *Tx) error {
			a, err := tx.AddAccount(name, people.Reader, most)
			uid = a.UID
			return err
		}); err != nil {
			t.Fatal(err)
		}
		list = append(list, watch(t, s, &Alert{UID: uid, Query: "zephyr", Reasons: []alert.Reason{alert.New}}))
	}
	own := *recs[0]
	own.Version.Text += " A zephyr blew."
	own.Version.Seal()
	bringVersion(t, s, &own)
	for _, a := range list {
		if got := toldBy(t, s, a); (len(got) > 0) != (whoOf(t, s, a) == "bo") {
			t.Errorf("%s is told %q", whoOf(t, s, a), got)
		}
	}
}

// TestWordsAreToldWhereTheyAreDenied brings a story with a denial, and versions of it.
func TestWordsAreToldWhereTheyAreDenied(t *testing.T) {
	s := openJoining(t)
	of := func(words string) *Alert {
		return watch(t, s, &Alert{Query: words, Reasons: []alert.Reason{alert.Denied}})
	}
	denied, who, other, event := of("ferry sank"), of("Oslin ferry"), of("ferry harbour"), of("blockade")
	story := func(text, act string, status readout.Status) *readout.Record {
		own := plainCopy(first(source(), 1)[0], text)
		at := func(words string) readout.Words {
			i := strings.Index(text, words)
			return readout.Words{Spans: []readout.Span{{Start: i, End: i + len(words)}}, Text: words}
		}
		own.Attributions = []readout.Attribution{{ID: "a1", Act: readout.Act(act), Status: readout.Asserted, Speaker: readout.Speaker{Words: at("Oslin")}, Cue: at("spoke"), Content: at("a ferry sank")}}
		own.Events = []readout.Event{{ID: "e1", Type: "COERCE", CAMEO: "190", Quad: 4, Status: status, Trigger: at("blockade"), Sentence: own.Sentences[1].Span}}
		return own
	}
	told := func() string {
		return strings.Join([]string{strings.Join(toldBy(t, s, denied), " "), strings.Join(toldBy(t, s, who), " "), strings.Join(toldBy(t, s, other), " "), strings.Join(toldBy(t, s, event), " ")}, ",")
	}
	const text = "Oslin spoke of how a ferry sank. The harbour knew no blockade."
	bring(t, s, story(text, "say", readout.Asserted))
	if got := told(); got != ",,," {
		t.Errorf("of what is said: %s", got)
	}
	bringVersion(t, s, story(text+" Talks go on.", "deny", readout.Denied))
	if got := told(); got != "denied a1,denied a1,,denied e1" {
		t.Errorf("of what is denied: %s", got)
	}
	bringVersion(t, s, story(text+" Talks are over.", "deny", readout.Denied))
	if got := told(); got != "denied a1,denied a1,,denied e1" {
		t.Errorf("of what was denied before: %s", got)
	}
}

func whoOf(t *testing.T, s *Store, a *Alert) string {
	t.Helper()
	full, err := s.Alert(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	return full.Who
}

// bringVersion brings a new version of a story of the same address.
func bringVersion(t *testing.T, s *Store, rec *readout.Record) (ref *VersionRef) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx *Tx) error {
		v := rec.Version
		stories, err := tx.StoriesOf("a:" + v.URL)
		if err != nil || len(stories) != 1 {
			t.Fatal(stories, err)
		}
		if ref, err = tx.AddVersion(stories[0], &Arrival{Capture: Capture{Kind: "text", Meta: []byte(v.URL), Data: []byte(v.Text)}, Version: &v, Change: Changed}); err != nil {
			return err
		}
		own := *rec
		own.Version = v
		return tx.PutReading(ref, &own, many.Digest(&own))
	}); err != nil {
		t.Fatal(err)
	}
	return ref
}

// TestAChangedVersionIsToldIfItSaysSomethingElse brings versions of a story that
// change a comma, and a number.
func TestAChangedVersionIsToldIfItSaysSomethingElse(t *testing.T) {
	s := openJoining(t)
	rec := first(source(), 1)[0]
	bring(t, s, rec)
	a := watch(t, s, &Alert{Query: "story:" + onlyStory(t, s), Reasons: []alert.Reason{alert.Changed}})
	words := strings.Fields(rec.Version.Text)
	for i, change := range []struct {
		text string
		want int
	}{
		{rec.Version.Text + " ", 0},
		{rec.Version.Text + "\n\nThirty people in Oslo resigned over it.", 1},
	} {
		own := plainCopy(rec, change.text)
		bringVersion(t, s, own)
		if got := toldBy(t, s, a); len(got) != change.want {
			t.Errorf("change %d of %d words: told %q, want %d", i, len(words), got, change.want)
		}
	}
}

// plainCopy returns a record of another text with its sentences alone.
func plainCopy(rec *readout.Record, text string) *readout.Record {
	own := &readout.Record{Pipeline: rec.Pipeline, Version: rec.Version}
	own.Version.Text = text
	own.Version.Seal()
	at := 0
	for _, line := range strings.SplitAfter(own.Version.Text, ".") {
		start := at + len(line) - len(strings.TrimLeft(line, " \n"))
		if at += len(line); strings.TrimSpace(line) != "" {
			own.Sentences = append(own.Sentences, readout.Sentence{Span: readout.Span{Start: start, End: start + len(strings.TrimSpace(line))}})
		}
	}
	return own
}

func onlyStory(t *testing.T, s *Store) (id string) {
	t.Helper()
	if _, err := s.row(t.Context(), []any{&id}, `SELECT id FROM stories LIMIT 1`); err != nil {
		t.Fatal(err)
	}
	return id
}

// TestAParcelStaysAsItIs packs what is due, and sends it more than once.
func TestAParcelStaysAsItIs(t *testing.T) {
	now := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	s, err := Open(filepath.Join(t.TempDir(), "a.db"), WithClock(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a := watch(t, s, &Alert{Query: "x", Reasons: alert.OfSearches, Plan: alert.Plan{Mail: "desk@example.org"}})
	test := func() {
		t.Helper()
		now = now.Add(time.Second)
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.TestAlert(a) }); err != nil {
			t.Fatal(err)
		}
	}
	pack := func() (list []*Parcel) {
		t.Helper()
		if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.Pack(); return err }); err != nil {
			t.Fatal(err)
		}
		if list, err = s.DueParcels(t.Context(), now, 10); err != nil {
			t.Fatal(err)
		}
		return list
	}
	test()
	one := pack()
	test()
	two := pack()
	if len(one) != 1 || len(two) != 2 || one[0].ID != two[0].ID || two[0].Count != 1 {
		t.Fatalf("%+v, %+v", one, two)
	}
	two[0].State, two[0].Tries, two[0].Error = ParcelDead, 4, "no such mailbox"
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.Settle(two[0]) }); err != nil {
		t.Fatal(err)
	}
	st, err := s.Outbox(t.Context())
	if err != nil || st.Dead != 1 || st.Error != "no such mailbox" || st.Alerts != 1 || st.Waiting != 1 {
		t.Errorf("%+v, %v", st, err)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.Revive(a.ID); return err }); err != nil {
		t.Fatal(err)
	}
	if list := pack(); len(list) != 2 {
		t.Errorf("%d parcels are due after one was revived", len(list))
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.DropAlert(a.ID) }); err != nil {
		t.Fatal(err)
	}
	n := 0
	if _, err := s.row(t.Context(), []any{&n}, `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM parcels)`); err != nil || n != 0 {
		t.Errorf("%d rows are left of an alert that was taken away, %v", n, err)
	}
}
