package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// addMatter adds a report of an outlet whose digest has these words alone.
func (b *bench) addMatter(outlet, day, headline string, words ...uint64) *store.VersionRef {
	text := strings.Replace(storyText, "40 boats", fmt.Sprint(len(headline), " boats"), 1) + " " + headline
	v := version("https://"+outlet+"/"+day, text)
	v.Outlet, v.Headline = outlet, headline
	v.Published = &readout.Time{Text: day, Value: day, Basis: readout.TimeFromPage}
	rec := recordOf(v)
	digest := many.Digest(rec)
	digest.Terms = nil
	for _, w := range words {
		digest.Terms = append(digest.Terms, thread.Term{Key: w, Weight: 0.5})
	}
	ref := b.add(b.t.Context(), outlet, outlet+day, rec)
	if err := b.store.Update(b.t.Context(), func(tx *store.Tx) error { return tx.PutReading(ref, rec, digest) }); err != nil {
		b.t.Fatal(err)
	}
	return ref
}

// TestStorylinesHavePages shows stories of one matter over days, with the words
// that find them, and what leads to a storyline.
func TestStorylinesHavePages(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	for i := range uint64(30) {
		b.addMatter(fmt.Sprintf("other%d.example", i), "2031-05-03", fmt.Sprint("Otherwise ", i), 1, 1000+2*i, 1001+2*i)
	}
	first := b.addMatter("courier.example", "2031-05-02", "Ferry runs aground", 1, 10, 11, 12, 13)
	b.addMatter("lamp.example", "2031-05-04", "Ferry is towed in", 1, 10, 11, 12, 14)
	last := b.addMatter("courier.example", "2031-05-09", "Ferry captain is <charged>", 1, 10, 11, 12, 15)
	id := ask.StorylineID(first.Story)
	list := b.shows("/storylines", "1 storyline", "/storyline/"+id, "Ferry captain is &lt;charged&gt;", "3 stories by 2 outlets", "Ferry runs aground", "latest")
	if strings.Contains(list, "Otherwise") {
		t.Error("a story of its own is shown as a storyline")
	}
	for _, ext := range []string{"csv", "json", "atom"} {
		if !strings.Contains(list, `href="/storylines.`+ext+`"`) {
			t.Errorf("the page has no button for .%s", ext)
		}
		b.shows("/storylines."+ext, id, "Ferry runs aground", "CLEAR")
	}
	b.shows("/storylines?q=nothinglikeit", "No two stories")
	b.shows("/storylines?q=captain", "1 storyline")
	page := b.shows("/storyline/"+id, "Ferry is towed in", "most like <q>Ferry runs aground</q> before it", "3 stories by 2 outlets", "What they tell")
	for _, other := range []string{ask.StorylineID(last.Story), string(last.Story)} { // any of its stories leads to it
		if got := b.shows("/storyline/"+other, "Ferry is towed in"); got != page {
			t.Errorf("/storyline/%s is another page", other)
		}
	}
	for address, status := range map[string]int{"/storyline/sl_none": 404, "/storylines?q=kind:banana": 400, "/storylines?cursor=x": 400, "/storylines?sort=newest": 400, "/api/v1/storylines/sl_none": 404} {
		if w := b.get(address); w.Code != status {
			t.Errorf("%s: %d, want %d", address, w.Code, status)
		}
	}
	for _, address := range []string{"/api/v1/storylines?limit=1", "/api/v1/storylines/" + id} {
		if w := b.get(address); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), id) {
			t.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
	}
}

// TestStorylinesAreOfWhatWasPostedLast asks for fewer stories than there are: those
// nearest to a day are given, the earliest of them first.
func TestStorylinesAreOfWhatWasPostedLast(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	for i, day := range []string{"2031-05-07", "2031-05-03", "2031-05-09", "2031-05-05", "2031-05-01"} {
		b.addMatter("courier.example", day, "Ferry"+strings.Repeat("!", i), 10, uint64(11+i))
	}
	for around, want := range map[string]string{"": "2031-05-07 2031-05-09", "2031-05-04": "2031-05-03 2031-05-05", "2031-04-01": "2031-05-01 2031-05-03"} {
		list, err := b.store.Matters(t.Context(), around, 2)
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		for _, m := range list {
			days = append(days, m.Day)
		}
		if got := strings.Join(days, " "); got != want {
			t.Errorf("around %q: %s, want %s", around, got, want)
		}
	}
}
