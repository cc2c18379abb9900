package ingest

import (
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// fill takes generated readings in.
func fill(t *testing.T, s *store.Store, from, to int) {
	t.Helper()
	source := many.Samples()
	change(t, s, func(tx *store.Tx) error {
		for i := from; i < to; i++ {
			rec := source.Record(i)
			r, err := NewReading(rec, many.Digest(rec))
			if err == nil {
				_, _, err = r.Take(tx)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// hire makes an account.
func hire(t *testing.T, s *store.Store, name string) (uid int64) {
	t.Helper()
	change(t, s, func(tx *store.Tx) error {
		a, err := tx.AddAccount(name, people.Editor, people.Amber)
		if err == nil {
			uid = a.UID
		}
		return err
	})
	return uid
}

// watchAll makes an alert of an account that tells of events of one kind.
func watchAll(t *testing.T, s *store.Store, uid int64) *store.Alert {
	t.Helper()
	a := &store.Alert{UID: uid, Query: "type:" + string(many.Samples().Record(0).Events[0].Type), Reasons: alert.OfSearches, Plan: alert.Plan{Hook: "https://hooks.example.org/x", Old: true}}
	change(t, s, func(tx *store.Tx) error { return tx.PutAlert(a) })
	return a
}

// tipsOf returns the ids of what an alert tells, and whether something of it is due.
func tipsOf(t *testing.T, s *store.Store, id string) (ids map[string]bool, due bool) {
	t.Helper()
	a, err := s.Alert(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	tips, err := s.Tips(t.Context(), a, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	ids = make(map[string]bool)
	for _, tip := range tips {
		ids[tip.ID] = true
	}
	due, err = s.AnyDue(t.Context(), time.Now().Add(48*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return ids, due
}

// TestAlertsAreMerged brings alerts along, each to the account of its owner's name:
// what they told is told, and nothing of it goes out again, now or when more of the
// other archive comes.
func TestAlertsAreMerged(t *testing.T) {
	a, b := filled(t, "a.db", 0, 4), filled(t, "b.db", 0, 4)
	hire(t, a, "ann") // so that numbers of accounts differ
	bo := hire(t, a, "bo")
	his, hers, all := watchAll(t, b, hire(t, b, "bo")), watchAll(t, b, hire(t, b, "kim")), watchAll(t, b, 0)
	fill(t, b, 4, 30)
	want, _ := tipsOf(t, b, his.ID)
	if len(want) == 0 {
		t.Fatal("nothing was told")
	}
	counts := merged(t, a, b)
	left := strings.Join(counts.Left, "\n")
	if counts.Alerts != 2 || !strings.Contains(left, "1 alert of kim: no account of this name is here") || !strings.Contains(left, "notices are not brought out yet") {
		t.Errorf("%d alerts; %s", counts.Alerts, left)
	}
	for _, id := range []string{his.ID, all.ID} {
		if got, due := tipsOf(t, a, id); len(got) != len(want) || due {
			t.Errorf("%d notices of %d came along, due again: %v", len(got), len(want), due)
		}
	}
	if here, err := a.Alert(t.Context(), his.ID); err != nil || here.UID != bo || here.Who != "bo" || here.Plan.Hook != his.Plan.Hook {
		t.Errorf("%+v, %v", here, err)
	}

	fill(t, b, 30, 60)
	hire(t, a, "kim")
	counts = merged(t, a, b)
	want, _ = tipsOf(t, b, his.ID)
	for _, id := range []string{his.ID, hers.ID, all.ID} {
		if got, due := tipsOf(t, a, id); len(got) != len(want) || due {
			t.Errorf("again: %d notices of %d came along, due again: %v", len(got), len(want), due)
		}
	}
	if counts.Alerts != 1 {
		t.Errorf("%d alerts are new", counts.Alerts)
	}
	fill(t, a, 60, 90)
	if got, due := tipsOf(t, a, his.ID); len(got) <= len(want) || !due {
		t.Errorf("of what comes in here, %d notices are told, due: %v", len(got)-len(want), due)
	}
	checkArchive(t, a.Path())
}
