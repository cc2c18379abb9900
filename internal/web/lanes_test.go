package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
)

// report makes a mention of a story that was posted at a time.
func report(story, outlet, line, posted string, status readout.Status) thread.Told {
	return thread.Told{Story: &thread.Story{ID: story, Version: "ve_" + story, Outlet: outlet, Line: line, Posted: posted, Digest: &thread.Digest{Sentences: make([]thread.Sentence, 1)}}, Mention: &thread.Mention{Status: status}}
}

// TestLanesSayWhoToldItWhen has three outlets and two lines of reporting, one
// report of which the day alone is known, a denial and one without a time.
func TestLanesSayWhoToldItWhen(t *testing.T) {
	h := &store.Happening{}
	h.Mentions = []thread.Told{
		report("st_1", "agency", "g1", "2024-03-12T08:00:00Z", readout.Asserted), report("st_1", "agency", "g1", "2024-03-12T08:00:00Z", readout.Asserted),
		report("st_2", "lamp", "g1", "2024-03-12T11:00:00+02:00", readout.Asserted), report("st_3", "post", "st_3", "2024-03-13", readout.Denied),
		report("st_4", "post", "st_4", "", readout.Asserted), report("st_5", "lamp", "g1", "2024-03-12T09:00:00Z", readout.Asserted)}
	l := reportLanes(h)
	var got []string
	for _, la := range l.Lanes {
		for _, m := range la.Marks {
			got = append(got, fmt.Sprintf("%s %s %s|%s|%v", la.Name, m.Number, strings.TrimSpace(m.Class), m.Note, m.W > 0))
		}
	}
	if want := "[agency 1 |first of its line|false lamp 1 copy|the same line again|false lamp 1 copy|the same line again|false post 2 not|first of its line, ✕ denied|true]"; fmt.Sprint(got) != want {
		t.Errorf("got  %v\nwant %s", got, want)
	}
	if len(l.Rows) != 4 || l.Outside != 1 || len(l.Ties) != 1 || l.Label != "When which outlet told it, 12 Mar 2024, 08:00 UTC to Wed 13 Mar 2024" {
		t.Errorf("%+v", l)
	}
	lamp := l.Lanes[1].Marks
	if lamp[1].X-lamp[0].X < 2*markWide {
		t.Error("two reports of one hour hide each other")
	}
	if hour := lamp[0].X - l.Lanes[0].Marks[0].X; hour < 19 || hour > 21 { // 40 hours have 788 units
		t.Errorf("an hour has %v units", hour)
	}
	if end := l.Lanes[2].Marks[0]; end.X+end.W > l.W {
		t.Errorf("the last day ends at %v of %v", end.X+end.W, l.W)
	}
	if len(l.Ticks) < 3 || !strings.Contains(l.Ticks[0].Text, "12 Mar") {
		t.Errorf("%+v", l.Ticks)
	}
	h.Mentions = h.Mentions[:1]
	if reportLanes(h) != nil {
		t.Error("one report has no order")
	}
	for i := range 50 {
		h.Mentions = append(h.Mentions, report(fmt.Sprint("st_", 100+i), fmt.Sprint("outlet ", i), "g", "2024-03-14T08:00:00Z", readout.Asserted))
	}
	if l := reportLanes(h); len(l.Lanes) != maxLanes || l.More != 51-maxLanes {
		t.Errorf("%d lanes, %d left", len(l.Lanes), l.More)
	}
}

// TestOneMinistryIsOneLineEverywhere counts seven readouts of one ministry, and a
// paper's report, on a page, in rows, in what stories tell, and in a timeline.
func TestOneMinistryIsOneLineEverywhere(t *testing.T) {
	var told []thread.Told
	for i := range 7 {
		r := report(fmt.Sprint("st_", i), "ministry", fmt.Sprint("st_", i), fmt.Sprintf("2024-03-1%dT08:00:00Z", i), readout.Asserted)
		r.By = []string{fmt.Sprint("spokesman ", i)}
		told = append(told, r)
	}
	told = append(told, report("st_7", "lamp", "st_7", "2024-03-18T08:00:00Z", readout.Asserted))
	h := &store.Happening{Happening: thread.One(told)}
	text := func(string) string { return "" }
	lanes, rows, claims := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, m := range reportLanes(h).Rows {
		lanes[m.Number] = true
	}
	for _, m := range joined.Event(&h.Happening, func(id thread.MentionID) string { return string(id) }, text).Mentions {
		rows[m.Line] = true
	}
	for _, c := range joined.Claims(&h.Happening, text).Columns {
		claims[c.Line] = true
	}
	entry := timeline.About("ev_1", &h.Happening, nil, func(string) *readout.Version { return &readout.Version{} })
	if h.Lines != 2 || len(lanes) != 2 || len(rows) != 2 || len(claims) != 2 || entry.Lines != 2 || len(entry.Sources) != 2 {
		t.Errorf("a happening has %d lines, its page %d, its row %d, who tells what %d, a timeline %d of %d sources; want 2 everywhere",
			h.Lines, len(lanes), len(rows), len(claims), entry.Lines, len(entry.Sources))
	}
	if c := thread.Credible(&h.Happening); c.Grade != 1 || !strings.HasPrefix(c.Why, "2 ") {
		t.Errorf("credibility counts other lines: %+v", c)
	}
}

// TestVersionsStandAlongTime has three versions by both times: each leads to its
// comparison, and those that are compared are ringed.
func TestVersionsStandAlongTime(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2024, 3, 12, hour, 0, 0, 0, time.UTC) }
	story := &ask.Story{Versions: []ask.VersionLine{{N: 1, Change: store.First, SeenAt: at(9), Posted: &readout.Time{Value: "2024-03-12T08:00:00Z"}}, {N: 2, Change: store.Trivial, SeenAt: at(10)},
		{N: 3, Change: store.Changed, SeenAt: at(18), AddedAt: at(20), Posted: &readout.Time{Value: "2024-03-12T08:00:00Z"}, Updated: &readout.Time{Value: "2024-03-12T17:00:00Z"}}}}
	l := versionLanes(story, func(n int) string { return fmt.Sprint("?to=", n) }, func(n int) bool { return n != 2 })
	var got []string
	for _, m := range l.Rows {
		got = append(got, fmt.Sprintf("%s v%s %s %s|%s", m.When[len("12 Mar 2024, "):][:5], m.Number, m.Lane[:4], strings.TrimSpace(m.Class), m.Href))
	}
	if want := "[08:00 v1 outl on|?to=1 09:00 v1 seen on|?to=1 10:00 v2 seen copy|?to=2 17:00 v3 outl on|?to=3 18:00 v3 seen on|?to=3]"; fmt.Sprint(got) != want {
		t.Errorf("got  %v\nwant %s", got, want)
	}
	for i := range story.Versions {
		story.Versions[i].SeenAt, story.Versions[i].AddedAt, story.Versions[i].Updated = time.Time{}, time.Time{}, nil
	}
	if versionLanes(story, func(int) string { return "" }, func(int) bool { return false }) != nil {
		t.Error("versions of one time are drawn")
	}
}

// TestPagesHaveLanes opens a happening and a story's versions.
func TestPagesHaveLanes(t *testing.T) {
	b := newBench(t, store.WithJoiner(many.Joiner{}))
	b.addReport(t.Context(), "courier.example", "", 12, nil)
	b.addReport(t.Context(), "lamp.example", " More on this later.", 9, nil)
	list, _, err := b.store.FindHappenings(t.Context(), store.Happenings{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	b.shows("/happening/"+list[0].ID, `class="chart lanes"`, ">lamp.example</text>", "lamp.example, Tue 12 Mar 2024: line 2, first of its line", "<th scope=\"col\">Outlet</th>")
	first := b.add(t.Context(), "courier.example", 9, recordOf(version("https://courier.example/9", storyText)))
	if page := b.get("/story/" + string(first.Story) + "/versions").Body.String(); strings.Contains(page, "lanes") {
		t.Error("one version has lanes")
	}
}

// TestACrowdedLaneStaysInItsPlace has somebody take a hundred sides in two years: marks
// stand at their times, beside the name, and the words say how many are not drawn.
func TestACrowdedLaneStaysInItsPlace(t *testing.T) {
	l := &lanes{}
	for i := range 100 {
		l.add(&laneMark{Lane: "Eva Strand", order: i}, time.Date(2023, 1, 1+7*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	}
	if l.draw() == nil || l.Close == 0 || l.Close+len(l.Lanes[0].Marks) != 100 {
		t.Fatalf("of 100 marks %d are not drawn", l.Close)
	}
	for _, m := range l.Lanes[0].Marks {
		if want := l.x(m.at); m.X < want-1 || m.X > want+1 || m.X < l.Left {
			t.Errorf("the mark of %s stands at %v, its time at %v", m.When, m.X, want)
		}
	}
	if l.First != "Sun 1 Jan 2023" || l.Last != "Sun 24 Nov 2024" {
		t.Errorf("the lanes are from %s to %s", l.First, l.Last)
	}
}
