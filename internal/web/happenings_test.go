package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/people"
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
	if err := b.store.Update(t.Context(), func(tx *store.Tx) error { _, err := tx.SetLabel(string(first.Story), people.Amber); return err }); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"/happenings", "/conflicts"} {
		for line := range strings.Lines(strings.TrimSpace(b.get(list + ".csv").Body.String())) {
			if line = strings.TrimSpace(line); !strings.HasSuffix(line, ",label") && !strings.HasSuffix(line, ",AMBER") {
				t.Errorf("%s.csv has the row %q of a story that is AMBER", list, line)
			}
		}
		b.shows(list+".json", `"label":"AMBER"`)
		b.shows(list+".atom", `term="TLP:AMBER"`)
	}
	b.shows("/", "Where stories contradict each other", "boats: 12 against 9")
	b.shows("/story/"+string(first.ID), "happenings of this story that others report too")
	b.shows("/story/"+string(met.Mentions[1].Story.Version), "corrected since")
	for address, status := range map[string]int{"/happening/ev_none": 404, "/happenings?q=speaker:x": 400, "/conflicts?q=type:NONE": 400, "/happenings?skip=-3": 400, "/happenings?skip=99999999999": 400, "/happenings?skip=9999": 200} {
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

// TestPagesSayThatStoriesWaitToBeJoined leaves a story to be joined: pages and lists
// of what stories tell together say how far that is, and others do not.
func TestPagesSayThatStoriesWaitToBeJoined(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addReport(t.Context(), "courier.example", "", 12, nil)
	const note = "stories are joined so far"
	paths := []string{"/", "/happenings", "/conflicts", "/storylines", "/timelines"}
	for _, path := range paths {
		if strings.Contains(b.shows(path), note) {
			t.Errorf("%s says that stories wait, and none does", path)
		}
	}
	v := version("https://lamp.example/1", storyText+" More on this later.")
	rec := recordOfReport(v)
	ref := b.add(t.Context(), "lamp.example", "lamp.example", rec)
	err := b.store.Update(t.Context(), func(tx *store.Tx) error {
		tx.JoinLater()
		return tx.PutReading(ref, rec, many.Digest(rec))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		b.shows(path, "1 of 2 "+note)
	}
	for _, path := range []string{"/api/v1/happenings", "/api/v1/conflicts", "/api/v1/storylines", "/api/v1/chronology"} {
		b.shows(path, `"joining":{"done":1,"of":2}`)
	}
	if strings.Contains(b.shows("/stories"), note) {
		t.Error("the list of stories says that some wait to be joined")
	}
	if err := b.store.JoinRest(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.shows("/happenings"), note) || strings.Contains(b.shows("/api/v1/happenings"), "joining") {
		t.Error("all stories are joined, and some are said to wait")
	}
}

// TestAHappeningOfManyReportsHasPages has more reports of one happening than a page
// shows: the words of the best stand on each page, the reports go on behind a link.
func TestAHappeningOfManyReportsHasPages(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	for i := range pageReports + 3 {
		var own strings.Builder // words that make a text no copy of the others
		for k := range 60 {
			fmt.Fprintf(&own, " w%dx%d", i, k)
		}
		b.addReport(t.Context(), fmt.Sprintf("outlet%d.example", i), own.String()+".", 12, nil)
	}
	list, _, err := b.store.FindHappenings(t.Context(), store.Happenings{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	path := "/happening/" + list[0].ID
	head := `<p class="sentence"><a href="/story/`
	page := b.shows(path, fmt.Sprintf("Reports 1 to %d of %d", pageReports, pageReports+3), path+"?skip=40", "1 is borne out best", `text-anchor="end">13 Mar, 00:00`)
	if !strings.Contains(part(page, "<h1", "</header>"), head) {
		t.Error("the head of the page has no sentence")
	}
	rest := b.shows(path+"?skip=40", "Reports 41 to 43 of 43", "From the first")
	if strings.Contains(rest, `rel="next"`) {
		t.Error("the last page leads on")
	}
	for text, want := range map[string]int{page: pageReports, rest: 3} {
		if n := strings.Count(text, " · line "); n != want {
			t.Errorf("%d reports on a page, want %d", n, want)
		}
	}
	for address, code := range map[string]int{path + "?skip=99": 200, path + "?skip=x": 400, path + "?skip=999999999": 400} {
		if w := b.get(address); w.Code != code {
			t.Errorf("%s: %d, want %d", address, w.Code, code)
		}
	}
}

// TestWhatOnlySomebodySaysIsAccordingToHim names who tells of a happening where no
// story tells of it by itself.
func TestWhatOnlySomebodySaysIsAccordingToHim(t *testing.T) {
	told := func(by ...string) thread.Told { return thread.Told{Mention: &thread.Mention{By: by}} }
	many := make([]thread.Told, tellings)
	for i := range many {
		many[i] = told("Maro")
	}
	for _, tt := range []struct {
		mentions []thread.Told
		want     []string
	}{
		{[]thread.Told{told("Maro", "an aide"), told("Tesfaye"), told("Maro")}, []string{"Maro", "Tesfaye"}},
		{[]thread.Told{told("Maro"), told()}, nil},
		{many, nil},
		{nil, nil},
	} {
		var got []string
		for _, p := range toldBy(tt.mentions) {
			got = append(got, p.Name)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%d mentions: according to %v, want %v", len(tt.mentions), got, tt.want)
		}
	}
}

// TestFilesNameWhomTheSentenceNames has two reports of one happening with a doer each: page
// and files have the one of the sentence that they show, and the other as what he is.
func TestFilesNameWhomTheSentenceNames(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	twoReports(b, anotherDoer)
	list, _, err := b.store.FindHappenings(t.Context(), store.Happenings{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(h *store.Happening) bool { return h.Type == "CONSULT" })
	who, _, others := ask.Parties(list[i])
	if len(who) != 1 || len(others) != 1 {
		t.Fatalf("%v did it, by other reports %v", who, others)
	}
	a, o := who[0].Name, others[0].Name
	for address, want := range map[string]string{"/happenings.csv?q=type:CONSULT": fmt.Sprintf(",%s,met,islanders,%s,", a, o), "/happenings.json?q=type:CONSULT": fmt.Sprintf(`"who":["%s"],"words":"met","whom":["islanders"],"by_other_reports_who":["%s"]`, a, o),
		"/happenings.atom?q=type:CONSULT": "by other reports it was " + o, "/happenings?q=type:CONSULT": "by other reports it was</span> <b>" + o, "/api/v1/happenings?q=type:CONSULT": fmt.Sprintf(`"name":"%s"}]`, o)} {
		if body := b.shows(address); !strings.Contains(body, want) {
			t.Errorf("%s has no %q: %s", address, want, body)
		}
	}
	if body := b.shows("/happenings.atom?q=type:CONSULT"); !strings.Contains(body, "<title>"+a+" → met → islanders") {
		t.Errorf("the feed's title: %s", body)
	}
}

// twoReports adds two outlets' reports of one meeting, which change alters.
func twoReports(b *bench, change func(i int, rec *readout.Record)) {
	b.t.Helper()
	for i, outlet := range []string{"bell.example", "lamp.example"} {
		v := version("https://"+outlet+"/1", strings.Replace(storyText, "the boats", fmt.Sprint(9+i, " boats"), 1)+strings.Repeat(" More.", i))
		v.Outlet = outlet
		rec := recordOfReport(v)
		change(i, rec)
		ref := b.add(b.t.Context(), outlet, outlet, rec)
		if err := b.store.Update(b.t.Context(), func(tx *store.Tx) error { return tx.PutReading(ref, rec, many.Digest(rec)) }); err != nil {
			b.t.Fatal(err)
		}
	}
}

// anotherDoer has the second report name somebody else.
func anotherDoer(i int, rec *readout.Record) {
	rec.Actors = append(rec.Actors, readout.Actor{ID: "u3", Name: "Ulf Lind", Kind: "person", Country: "SWE", Public: true, Basis: "story"})
	if i == 1 {
		rec.Mentions[3].Actor, rec.Events[0].Actor[0].Actor = "u3", "u3"
	}
}
