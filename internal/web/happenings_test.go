package web

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// addReport puts a story into the archive that tells of the meeting in Holm.
func (b *bench) addReport(ctx context.Context, outlet, tail string, boats int, notice *thread.Notice) *store.VersionRef {
	b.t.Helper()
	text := strings.Replace(storyText, "the boats", fmt.Sprint(boats, " boats"), 1) + tail
	v := version("https://"+outlet+"/1", text)
	v.Outlet = outlet
	if b.day != "" {
		v.Published = &readout.Time{Text: b.day, Value: b.day, Basis: readout.TimeFromPage}
	}
	rec := recordOfReport(v)
	if b.itself {
		rec.Events[1].By = nil
	}
	if b.private {
		rec.Actors[0].Public, rec.Actors[0].Office = false, nil
	}
	at := strings.Index(text, fmt.Sprint(boats, " boats"))
	rec.Events[0].Numbers = []readout.Number{{What: "boats", Low: boats, High: boats, Span: readout.Span{Start: at, End: at + len(fmt.Sprint(boats))}}}
	ref := b.add(ctx, outlet, cmp.Or(b.key, outlet), rec)
	digest := many.Digest(rec)
	digest.Notice = notice
	if err := b.store.Update(ctx, func(tx *store.Tx) error { return tx.PutReading(ref, rec, digest) }); err != nil {
		b.t.Fatal(err)
	}
	return ref
}

// recordOfReport is recordOf for a text with other boats.
func recordOfReport(v *readout.Version) *readout.Record {
	own := *v
	own.Text = storyText
	rec := recordOf(&own)
	rec.Version = *v
	end := strings.Index(v.Text, " boats.") + len(" boats.")
	rec.Events[0].Sentence.End = end
	return rec
}

// TestAHappeningHasAPage shows what two outlets tell, where they contradict each
// other, who left out what, and that one of them was corrected.
func TestAHappeningHasAPage(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	first := b.addReport(t.Context(), "courier.example", "", 12, nil)
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, &thread.Notice{Kind: thread.Correction, Span: readout.Span{Start: 0, End: 10}})
	list, total, err := b.store.FindHappenings(t.Context(), store.Happenings{Limit: 10})
	if err != nil || total != 2 || list[0].Stories != 2 {
		t.Fatalf("%d happenings, %v", total, err)
	}
	var met *store.Happening
	for _, h := range list {
		if h.Type == "CONSULT" {
			met = h
		}
	}
	page := b.shows("/happening/"+met.ID, "Eva Strand", "2 independent lines", "boats: 12 against 9", "<mark>12</mark>", "lamp.example", "corrected since", "otherwise", "same act: met")
	if strings.Contains(page, "<script>") {
		t.Error("a script stands in the page")
	}
	b.shows("/happenings", "/happening/"+met.ID, "2 happenings")
	b.shows("/happenings?q=type:CONSULT", "1 happening")
	b.shows("/happenings?q=nothinglikeit", "Nothing of this kind")
	b.shows("/conflicts", "another number", "boats: 12 against 9")
	b.shows("/", "Where stories contradict each other", "boats: 12 against 9")
	b.shows("/story/"+string(first.ID), "happenings of this story that others report too")
	b.shows("/story/"+string(met.Mentions[1].Story.Version), "corrected since")
	for address, status := range map[string]int{"/happening/ev_none": 404, "/happenings?q=speaker:x": 400, "/conflicts?q=type:NONE": 400, "/happenings?skip=-3": 200, "/happenings?skip=99999999999": 200} {
		if res := b.get(address, "Accept", "text/html"); res.Code != status {
			t.Errorf("%s: %d, want %d", address, res.Code, status)
		}
	}
	api := b.get("/api/v1/happenings/" + met.ID)
	for _, want := range []string{`"final":"asserted"`, `"lines":2`, `"told":`, `"kind":"number"`, `"line":`, `"trigger":`} {
		if !strings.Contains(api.Body.String(), want) {
			t.Errorf("the API does not say %s: %s", want, api.Body)
		}
	}
	for _, address := range []string{"/api/v1/happenings?q=type:CONSULT", "/api/v1/conflicts?updates=true"} {
		if res := b.get(address); res.Code != 200 || !strings.Contains(res.Body.String(), `"total":1`) {
			t.Errorf("%s: %d %s", address, res.Code, res.Body)
		}
	}
	if err := b.store.Update(t.Context(), func(tx *store.Tx) error { _, err := tx.ForgetStory(string(first.Story)); return err }); err != nil {
		t.Fatal(err)
	}
	b.shows("/happening/"+met.ID, "1 independent line")
}
