package courier

import (
	"context"
	"fmt"
	"net/mail"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// A room is an archive with alerts, into which stories come as they are read.
type room struct {
	t      *testing.T
	s      *store.Store
	reader *pipeline.Reader
	now    time.Time
	mails  []string
	views  map[people.Label]*ask.Service
}

// Send keeps a mail.
func (r *room) Send(_ context.Context, _ []*mail.Address, data []byte) error {
	r.mails = append(r.mails, string(data))
	return nil
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{t: t, now: time.Date(2026, 6, 20, 12, 0, 0, 0, time.UTC), views: make(map[people.Label]*ask.Service)}
	var err error
	if r.s, err = store.Open(filepath.Join(t.TempDir(), "a.db"), store.WithClock(func() time.Time { return r.now })); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, v := range r.views {
			if v.Store != r.s {
				v.Store.Close()
			}
		}
		r.s.Close()
	})
	if r.reader, err = pipeline.Open(models.FS(), pipeline.Accurate); err != nil {
		t.Fatal(err)
	}
	return r
}

// at returns what answers somebody of a clearance.
func (r *room) at(label people.Label) (*ask.Service, error) {
	if r.views[label] == nil {
		seen, err := r.s.At(r.t.Context(), label)
		if err != nil {
			return nil, err
		}
		r.views[label] = &ask.Service{Store: seen}
	}
	return r.views[label], nil
}

func (r *room) courier() *Courier {
	return &Courier{Store: r.s, At: r.at, Mail: r, From: &mail.Address{Address: "desk@example.org"}, Base: "https://readout.example.org", Now: func() time.Time { return r.now }}
}

// take takes a story in: a new one of an outlet and a number, or a version of it.
func (r *room) take(outlet string, number int, day, title, text string) *store.VersionRef {
	r.t.Helper()
	r.now = r.now.Add(time.Minute)
	res := article.FromText(article.Input{URL: fmt.Sprintf("https://%s.example/%d", outlet, number), Outlet: outlet, Title: title, Text: text, Published: day})
	v := &res.Version
	var ref *store.VersionRef
	err := r.s.Update(r.t.Context(), func(tx *store.Tx) error {
		stories, err := tx.StoriesOf("a:" + v.URL)
		if err != nil {
			return err
		}
		change := store.Changed
		if len(stories) == 0 {
			change = store.First
			made, err := tx.AddStory(outlet, []string{"a:" + v.URL})
			if err != nil {
				return err
			}
			stories = append(stories, made)
		}
		if ref, err = tx.AddVersion(stories[0], &store.Arrival{Capture: store.Capture{Kind: "text", Meta: []byte(v.URL), Data: []byte(text)}, Version: v, Removed: res.Removed, Change: change}); err != nil {
			return err
		}
		rec, digest, err := r.reader.ReadDigest(r.t.Context(), v, nil)
		if err != nil {
			return err
		}
		return tx.PutReading(ref, rec, digest)
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return ref
}

// watch makes an alert.
func (r *room) watch(a *store.Alert) *store.Alert {
	r.t.Helper()
	if a.Reasons == nil {
		a.Reasons = alert.OfSearches
	}
	a.Plan.Mail = "desk@example.org"
	if err := r.s.Update(r.t.Context(), func(tx *store.Tx) error { return tx.PutAlert(a) }); err != nil {
		r.t.Fatal(err)
	}
	return a
}

// told returns what alerts told since the last time, as mails have it.
func (r *room) told() string {
	r.t.Helper()
	r.mails = nil
	if _, err := r.courier().Once(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	return strings.NewReplacer("=\r\n", "", "=E2=80=9C", "“", "=E2=80=9D", "”", "=E2=86=92", "→", "=3D", "=").Replace(strings.Join(r.mails, "\n"))
}

const raid = "Kesh's army killed 12 rebels near the town of Oram on Friday, the defence ministry said. The rebels' leader, Pavel Dorn, fled to Tarvia. President Milos Adan of Tarvia condemned the attack and recalled his ambassador from Kesh. The United Nations urged both sides to talk."

// TestAlertsTellInTheStorysWords takes stories in, one after the other, and looks
// what comes by mail of each, and for what reason.
func TestAlertsTellInTheStorysWords(t *testing.T) {
	r := newRoom(t)
	r.watch(&store.Alert{Query: "type:ASSAULT actor:Kesh"})
	r.take("courier", 1, "2026-06-19", "Army kills rebels near Oram", raid)
	if got := r.told(); !strings.Contains(got, "a story that fits your search “type:ASSAULT actor:Kesh” has come in") || !strings.Contains(got, "killed") || strings.Contains(got, "says something else") {
		t.Fatalf("of a new story: %s", got)
	}
	if got := r.told(); got != "" {
		t.Errorf("it is told again: %s", got)
	}
	r.take("courier", 1, "2026-06-19", "Army kills rebels near Oram", strings.Replace(raid, "United Nations urged both sides", "UN, the United Nations , urged both sides", 1))
	if got := r.told(); got != "" {
		t.Errorf("of a cosmetic edit: %s", got)
	}
	r.take("courier", 1, "2026-06-19", "Army kills rebels near Oram", strings.Replace(raid, "condemned the attack", "praised the attack", 1))
	if got := r.told(); got != "" {
		t.Errorf("of a change in what the search does not find: %s", got)
	}
	r.take("courier", 1, "2026-06-19", "Army kills rebels near Oram", strings.Replace(raid, "12 rebels", "21 rebels", 1))
	if got := r.told(); !strings.Contains(got, "says something else than before") || !strings.Contains(got, "21 rebels") || !strings.Contains(got, "12 rebels") || !strings.Contains(got, "/versions?from=3&to=4") {
		t.Errorf("of another number: %s", got)
	}
	r.take("herald", 1, "2026-06-19", "Kesh army kills rebels", "Near Oram, Kesh's army killed 30 rebels on Friday, a hospital doctor told the Herald. Residents saw helicopters over the town through the night and counted the dead in the morning.")
	got := r.told()
	if !strings.Contains(got, "another independent source tells of what fits") || !strings.Contains(got, "2 independent lines of reporting") {
		t.Errorf("of another source: %s", got)
	}
	if !strings.Contains(got, "reports of what fits your search") || !strings.Contains(got, "contradict each other") || !strings.Contains(got, "30 rebels") || !strings.Contains(got, "21 rebels") {
		t.Errorf("of a contradiction: %s", got)
	}
	r.take("herald", 2, "2026-06-20", "Kesh denies killings", "Kesh denied on Saturday that Kesh's army had killed rebels near Oram.")
	if got := r.told(); !strings.Contains(got, "is denied here") {
		t.Errorf("of a denial: %s", got)
	}
	r.take("courier", 1, "2026-06-19", "Army kills rebels near Oram", "Correction: An earlier version of this story said that 21 rebels died. The number is 12.\n\n"+raid)
	if got := r.told(); !strings.Contains(got, "is corrected or taken back") || !strings.Contains(got, "An earlier version of this story said") {
		t.Errorf("of a correction: %s", got)
	}
}

// TestAChangeOfSidesIsTold takes in what a minister says of a question.
func TestAChangeOfSidesIsTold(t *testing.T) {
	r := newRoom(t)
	r.watch(&store.Alert{Question: "opening the border"})
	r.take("courier", 1, "2026-06-16", "Minister backs open border", "Foreign Minister Lena Oras said on Tuesday that she supports opening the border with Tarvia. She spoke to reporters in Oram.")
	if got := r.told(); got != "" {
		t.Errorf("of a first word: %s", got)
	}
	r.take("courier", 2, "2026-06-19", "Minister against open border", "Foreign Minister Lena Oras said on Friday that she opposes opening the border with Tarvia. The talks had failed, she told parliament.")
	if got := r.told(); !strings.Contains(got, "takes another side of your question “opening the border”") || !strings.Contains(got, "Lena Oras: against, and was: for") {
		t.Errorf("of a change of sides: %s", got)
	}
}

// TestNobodyIsToldWhatWasLabelledSince notes something for a reader, labels its
// story before it goes out, and disables the account.
func TestNobodyIsToldWhatWasLabelledSince(t *testing.T) {
	r := newRoom(t)
	var kim *store.Account
	if err := r.s.Update(t.Context(), func(tx *store.Tx) (err error) {
		kim, err = tx.AddAccount("kim", people.Reader, people.Green)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	a := r.watch(&store.Alert{UID: kim.UID, Query: "rebels"})
	for i, do := range []func(*store.VersionRef) error{
		func(ref *store.VersionRef) error {
			return r.s.Update(t.Context(), func(tx *store.Tx) error { _, err := tx.SetLabel(string(ref.Story), people.Amber); return err })
		},
		func(ref *store.VersionRef) error {
			return r.s.Update(t.Context(), func(tx *store.Tx) error { _, err := tx.ForgetStory(string(ref.Story)); return err })
		},
		func(*store.VersionRef) error {
			return r.s.Update(t.Context(), func(tx *store.Tx) error { return tx.PauseAlert(a.ID, true) })
		},
	} {
		ref := r.take("courier", i+1, "2026-06-19", fmt.Sprintf("Raid %d", i), fmt.Sprintf("%d rebels held a bridge near Oram. ", 5*i+7)+raid[:100])
		if err := do(ref); err != nil {
			t.Fatal(err)
		}
		if got := r.told(); got != "" {
			t.Errorf("%d: %s", i, got)
		}
	}
	if err := r.s.Update(t.Context(), func(tx *store.Tx) error { return tx.PauseAlert(a.ID, false) }); err != nil {
		t.Fatal(err)
	}
	if got := r.told(); strings.Count(got, "Message-Id: ") != 1 || !strings.Contains(got, "Raid 2") {
		t.Errorf("after the pause: %s", got)
	}
}

// TestNothingTellsOfASourceThatIsNotSeen takes in, after a story above a reader's
// clearance, another report of the same and a copy: to him each is a story that has come
// in, and no further source of something.
func TestNothingTellsOfASourceThatIsNotSeen(t *testing.T) {
	r := newRoom(t)
	var kim *store.Account
	if err := r.s.Update(t.Context(), func(tx *store.Tx) (err error) {
		kim, err = tx.AddAccount("kim", people.Reader, people.Green)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	ref := r.take("courier", 1, "2026-06-19", "Army kills rebels near Oram", raid)
	if err := r.s.Update(t.Context(), func(tx *store.Tx) error { _, err := tx.SetLabel(string(ref.Story), people.Red); return err }); err != nil {
		t.Fatal(err)
	}
	a := r.watch(&store.Alert{UID: kim.UID, Query: "type:ASSAULT actor:Kesh"})
	const doctor = "Near Oram, Kesh's army killed 12 rebels on Friday, a hospital doctor told the Herald. Residents saw helicopters over the town through the night and counted the dead in the morning."
	for _, outlet := range []string{"herald", "post"} {
		text := map[string]string{"herald": doctor, "post": raid}[outlet]
		if outlet == "post" { // of what he may see he has the copy alone
			if err := r.s.Update(t.Context(), func(tx *store.Tx) error { return tx.DropAlert(a.ID) }); err != nil {
				t.Fatal(err)
			}
			r.watch(&store.Alert{UID: kim.UID, Query: "type:ASSAULT actor:Kesh", Reasons: []alert.Reason{alert.New}})
		}
		r.take(outlet, 1, "2026-06-19", "Kesh army kills rebels", text)
		if got := r.told(); !strings.Contains(got, "has come in") || strings.Contains(got, "independent") {
			t.Errorf("%s: %s", outlet, got)
		}
	}
}

// TestAHostInsideTheNetworkIsRefused posts to one that nobody has allowed: what is said
// of it names the key of the server's config.
func TestAHostInsideTheNetworkIsRefused(t *testing.T) {
	r := newRoom(t)
	a := r.watch(&store.Alert{Query: "rebels", Plan: alert.Plan{Hook: "http://127.0.0.1:9/x"}})
	if err := r.s.Update(t.Context(), func(tx *store.Tx) error { return tx.TestAlert(a) }); err != nil {
		t.Fatal(err)
	}
	c := r.courier()
	c.Post = fetch.New(fetch.Config{})
	if _, err := c.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := r.s.Parcels(t.Context(), a, 10)
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, p := range list {
		said += p.Error
	}
	if !strings.Contains(said, "allow_hosts of the server's config") {
		t.Errorf("it is said: %q", said)
	}
	if err := MayPost(t.Context(), c.Post, a.Plan.Hook); err == nil || !strings.Contains(said, err.Error()) {
		t.Errorf("before it is made, it is said: %v", err)
	}
}
