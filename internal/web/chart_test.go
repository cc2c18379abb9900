package web

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

func TestAChartHasWhatItsTableHas(t *testing.T) {
	bins := []store.Bin{{When: "2024-01-01", Count: 4, Asserted: 4}, {When: "2024-01-15", Count: 10, Asserted: 7}, {When: "2024-01-22", Count: 1}}
	c := chartOf("Events a %", &store.Timeline{Scale: store.Weeks, Bins: bins, Earlier: 3, Undated: 5}, func(from, to string) string { return from + ".." + to })
	if len(c.Bars) != 3 || len(c.Rows) != 3 || c.Label != "Events a week, week of 1 Jan 2024 to week of 22 Jan 2024" {
		t.Fatalf("%+v", c)
	}
	if b := c.Bars[1]; b.Href != "2024-01-15..2024-01-21" || b.Count != 10 || b.Sure != 7 || b.Not != 3 || b.RestY+b.RestH != b.Y || b.X-c.Bars[0].X <= c.Bars[2].X-b.X {
		t.Errorf("the second bar: %+v; a week without events lies before it", b)
	}
	if b := c.Bars[2]; b.H != 0 || b.RestH < 1 {
		t.Errorf("what nobody asserts: %+v", b)
	}
	if got := fmt.Sprint(c.Outside); got != "[{3 before Mon 1 Jan 2024 ..2023-12-31 3} {5 without a date  5}]" {
		t.Error("what is not shown: ", got)
	}
	if c := chartOf("Events a %", &store.Timeline{}, nil); c != nil {
		t.Errorf("a chart of nothing: %+v", c)
	}
	long := []store.Bin{}
	for y := range 400 {
		long = append(long, store.Bin{When: fmt.Sprintf("%04d-01", 1600+y), Count: 1})
	}
	if c := chartOf("Events a %", &store.Timeline{Scale: store.Months, Bins: long, Earlier: 20}, func(string, string) string { return "" }); len(c.Bars) > maxBars || len(c.Outside) != 1 || c.Outside[0].Text != "400 before Thu 1 Feb 1979" {
		t.Errorf("%d bars, %+v", len(c.Bars), c.Outside)
	}
}

func TestAMatrixSaysWhoDidItToWhom(t *testing.T) {
	href := func(a, b string) string { return a + " " + b }
	m := matrixOf([]store.Pair{{Actor: "ac_A", ActorName: "Aria", Recipient: "ac_B", RecipientName: "Boria", Lines: 9, Asserted: 7}, {Actor: "ac_B", ActorName: "Boria", Recipient: "ac_A", RecipientName: "Aria", Lines: 1, Asserted: 1}}, href)
	if m == nil || len(m.Rows) != 2 || len(m.Whom) != 2 || m.Rows[0].Cells[0].Lines != 9 || m.Rows[0].Cells[0].Shade != 5 || m.Rows[1].Cells[1].Href != "ac_B ac_A" || m.Rows[0].Cells[1].Lines != 0 {
		t.Fatalf("%+v", m)
	}
	var many []store.Pair
	for i := range 40 {
		many = append(many, store.Pair{Actor: fmt.Sprint("ac_", i), Recipient: fmt.Sprint("ac_", 100+i), Lines: 40 - i})
	}
	if m := matrixOf(many, href); len(m.Rows) != maxMatrix || len(m.Whom) != maxMatrix || m.Left != 40-maxMatrix {
		t.Errorf("%d rows, %d columns, %d left", len(m.Rows), len(m.Whom), m.Left)
	}
	if m := matrixOf(many[:1], href); m != nil {
		t.Error("one pair is no matrix")
	}
}

// TestPairsCountLinesOfReporting has one event in three stories, two of them
// copies of one text.
func TestPairsCountLinesOfReporting(t *testing.T) {
	b := newBench(t)
	first := b.addStory(t.Context())
	second := b.add(t.Context(), "herald.example", 2, recordOf(version("https://herald.example/2", storyText)))
	b.add(t.Context(), "post.example", 3, recordOf(version("https://post.example/3", storyText+" Nothing else is known.")))
	if err := b.store.Update(t.Context(), func(tx *store.Tx) error { return tx.JoinCopy(second, first, 1) }); err != nil {
		t.Fatal(err)
	}
	if got := b.get("/api/v1/pairs").Body.String(); !strings.Contains(got, `"actor_name":"Eva Strand"`) || !strings.Contains(got, `"recipient_name":"islanders"`) || !strings.Contains(got, `"lines":2,"asserted":2,"conflict":0,"events":3`) {
		t.Error(got)
	}
	if got := b.get("/api/v1/pairs?status=denied").Body.String(); !strings.Contains(got, `"items":[]`) {
		t.Error(got)
	}
}

// TestStoriesAreNotAsserted holds that bars of stories say nothing of what is so.
func TestStoriesAreNotAsserted(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	later := version("https://courier.example/2", storyText)
	later.Published.Text, later.Published.Value = "2024-03-14", "2024-03-14"
	b.add(t.Context(), "courier.example", 2, recordOf(later))
	if got := b.get("/search?q=islanders").Body.String(); !strings.Contains(got, "12 Mar 2024: 1</title>") || strings.Contains(got, "asserted</title>") || strings.Contains(got, "</svg> asserted") {
		t.Error(got)
	}
	if got := b.get("/search?q=act:deny").Body.String(); !strings.Contains(got, "1, 1 asserted</title>") {
		t.Error("bars of statements do not say how many are asserted")
	}
}

// TestPairsThatDoNotFitAreAllCounted has more pairs than a picture is made of:
// what is left out is counted of all, and the link leads to those of the filter.
func TestPairsThatDoNotFitAreAllCounted(t *testing.T) {
	b := newBench(t)
	b.addPairs(t.Context(), maxPairs+20)
	page := b.get("/events?country=NOR").Body.String()
	if want := fmt.Sprintf("%d further pairs do not fit; <a href=\"/api/v1/pairs?country=NOR&amp;limit=200\">all as JSON</a>", maxPairs+20-maxMatrix); !strings.Contains(page, want) {
		t.Errorf("the matrix does not say %q", want)
	}
	if got, want := b.get("/events?pairs=graph").Body.String(), fmt.Sprintf("%d further pairs do not fit", maxPairs+20-maxNodes+1); !strings.Contains(got, want) {
		t.Errorf("the graph does not say %q", want)
	}
	if got := b.get("/api/v1/pairs?limit=1").Body.String(); !strings.Contains(got, fmt.Sprintf(`"total":%d`, maxPairs+20)) {
		t.Error(got)
	}
	if l := allPairs(&ask.EventFilter{Country: "NOR"}, ask.MaxPairs+1); l.Text != "the first 200 as JSON" {
		t.Error(l)
	}
}

func TestAGraphSaysWhoDoesWhatKindOfThingToWhom(t *testing.T) {
	pairs := []store.Pair{{Actor: "ac_A", ActorName: "Aria", Recipient: "ac_B", RecipientName: "Boria", Lines: 9, Conflict: 8}, {Actor: "ac_B", ActorName: "Boria", Recipient: "ac_A", RecipientName: "Aria", Lines: 2}, {Actor: "ac_A", ActorName: "Aria", Recipient: "ac_C", RecipientName: "Coria", Lines: 1}}
	g := graphOf(pairs, func(a, b string) string { return a + " " + b })
	if g == nil || len(g.Nodes) != 3 || len(g.Edges) != 3 || g.Edges[0].Sign.Text != "mostly conflict" || g.Edges[1].Sign.Text != "mostly cooperation" || g.Edges[0].Width <= g.Edges[2].Width || g.Edges[0].Href != "ac_A ac_B" {
		t.Fatalf("%+v", g)
	}
	if g.Edges[0].Path == g.Edges[1].Path {
		t.Error("there and back are one line")
	}
	var many []store.Pair
	for i := range 90 {
		many = append(many, store.Pair{Actor: fmt.Sprint("ac_", i), Recipient: fmt.Sprint("ac_", 100+i), Lines: 90 - i})
	}
	if g := graphOf(many, func(string, string) string { return "" }); len(g.Nodes) != maxNodes || g.Left != 90-maxNodes/2 {
		t.Errorf("%d nodes, %d left", len(g.Nodes), g.Left)
	}
}

// TestEventsAreFilteredByTheDayThatTheyAreDrawnBy has an event of 12 March that a
// story of May tells: the bars of either date lead to what they count.
func TestEventsAreFilteredByTheDayThatTheyAreDrawnBy(t *testing.T) {
	b := newBench(t)
	v := version("https://courier.example/5", storyText)
	v.Published.Text, v.Published.Value = "2024-05-02", "2024-05-02"
	b.add(t.Context(), "courier.example", 5, recordOf(v))
	for address, found := range map[string]bool{
		"/events?type=CONSULT&from=2024-03-12&to=2024-03-12": true, "/events?type=CONSULT&from=2024-05-02&to=2024-05-02": false,
		"/events?type=CONSULT&by=published&from=2024-05-02&to=2024-05-02": true, "/events?type=CONSULT&by=published&from=2024-03-12&to=2024-03-12": false,
		"/events?type=CONSULT&by=published&to=2024-05": true, "/events?type=CONSULT&by=published&to=2024-04": false, "/events?type=CONSULT&by=published&from=2023&to=2024": true,
		"/api/v1/events?type=CONSULT&published=true&to=2024-05-01": false, "/api/v1/pairs?published=true&from=2024-05-02": true, "/api/v1/pairs?published=true&from=2024-05-03": false,
	} {
		if w := b.get(address); w.Code != 200 || strings.Contains(w.Body.String(), "Eva Strand") != found {
			t.Errorf("%s gives %d, found: %v", address, w.Code, !found)
		}
	}
	page := unescaped(b.get("/events?by=published").Body.String())
	if !strings.Contains(page, `href="/events?by=published&from=2024-05-02&to=2024-05-02"`) || !strings.Contains(page, "Events a day by the day of publication, Thu 2 May 2024") {
		t.Error(page)
	}
	if w := b.get("/events?by=published&to=banana"); w.Code != 400 {
		t.Errorf("a day that is none gives %d", w.Code)
	}
}

// TestASearchIsDrawnByItsOwnDateToo draws statements by when they were said.
func TestASearchIsDrawnByItsOwnDateToo(t *testing.T) {
	b := newBench(t)
	b.addStory(t.Context())
	page := unescaped(b.get("/search?q=act:deny&by=event").Body.String())
	if !strings.Contains(page, "Statements a day by their own date") || !strings.Contains(page, "date%3A2024-03-12..2024-03-12") || !strings.Contains(page, "when it was said") {
		t.Error(page)
	}
	if page := b.get("/search?q=islanders").Body.String(); strings.Contains(page, "when it was said") {
		t.Error("texts have a date of their own")
	}
}

// TestAnActorHasASparkline has statements of two days: each bar leads to its own.
func TestAnActorHasASparkline(t *testing.T) {
	b := newBench(t)
	for i, day := range []string{"2024-05-02", "2024-05-06"} {
		v := version(fmt.Sprint("https://courier.example/", i), storyText)
		v.Published.Text, v.Published.Value = day, day
		b.add(t.Context(), "courier.example", i, recordOf(v))
	}
	id := regexp.MustCompile(`/actor/(ac_[^"]+)"[^>]*><bdi>Eva Strand`).FindStringSubmatch(b.get("/events").Body.String())[1]
	for part, want := range map[string]string{"said": "/search?q=speaker%3A" + id + "+after%3A2024-05-02+before%3A2024-05-03", "did": "/events?actor=" + id + "&by=published&from=2024-05-02&to=2024-05-02"} {
		page := html.UnescapeString(b.get("/actor/" + id + "?part=" + part).Body.String())
		if !strings.Contains(page, `class="spark"`) || !strings.Contains(page, `<a href="`+want+`"`) {
			t.Errorf("%s has no %s: %s", part, want, page)
		}
		if got := b.get(want).Body.String(); !strings.Contains(got, "2 May 2024") || strings.Contains(got, "published <time datetime=\"2024-05-06") {
			t.Errorf("%s: %s", want, got)
		}
	}
}

// TestSignsSayHowLinesAreCoded has lines of cooperation, of conflict and of both.
func TestSignsSayHowLinesAreCoded(t *testing.T) {
	for in, want := range map[[2]int]string{{1, 0}: "+", {1, 1}: "−", {4, 1}: "+", {4, 2}: "±", {4, 3}: "−", {8, 3}: "±", {8, 5}: "±"} {
		if got := signOf(in[0], in[1]).Mark; got != want {
			t.Errorf("%d lines, %d of conflict: %s, want %s", in[0], in[1], got, want)
		}
	}
	b := newBench(t)
	b.addPairs(t.Context(), 3)
	b.shows("/events", `<td class="coop s3"><a href="/events?actor=`, "1 text, 1 asserted; mostly cooperation", `<b class="conf sign">−</b> mostly conflict`)
	b.shows("/events?pairs=graph", `class="edge coop"`, "<td>&#43; mostly cooperation</td>")
}

// TestWhoDealsWithEachOtherStandsNear has two groups, given in turn: around the
// circle each stands together, and the same pairs give the same picture.
func TestWhoDealsWithEachOtherStandsNear(t *testing.T) {
	var pairs []store.Pair
	for i := range 5 {
		for _, group := range []string{"a", "b"} {
			pairs = append(pairs, store.Pair{Actor: "ac_" + group + "0", ActorName: group, Recipient: fmt.Sprint("ac_", group, i+1), RecipientName: group, Lines: 5 - i})
		}
	}
	href := func(a, b string) string { return a + " " + b }
	g := graphOf(pairs, href)
	changes := 0
	for i := range g.Nodes {
		if g.Nodes[i].Who.Name != g.Nodes[(i+1)%len(g.Nodes)].Who.Name {
			changes++
		}
	}
	if changes != 2 || len(g.Nodes) != 12 {
		t.Errorf("of %d nodes %d stand beside one of the other group", len(g.Nodes), changes)
	}
	for range 5 {
		if again := graphOf(pairs, href); fmt.Sprint(again) != fmt.Sprint(g) {
			t.Fatal("the same pairs give another picture")
		}
	}
	for _, e := range g.Edges {
		if from := g.Nodes[slices.IndexFunc(g.Nodes, func(n node) bool { return n.Who.Href == "/actor/"+strings.Fields(e.Href)[0] })]; !strings.HasPrefix(e.Path, fmt.Sprintf("M%.1f,%.1fQ", from.X, from.Y)) {
			t.Errorf("%s begins at %s, its actor stands at %v,%v", e.Href, e.Path, from.X, from.Y)
		}
	}
}

// TestTheEventsOfOnePairHaveNoMatrix has an event that two do to each other: what one
// did to the other is its list, without a picture of who to whom.
func TestTheEventsOfOnePairHaveNoMatrix(t *testing.T) {
	b := newBench(t)
	rec := recordOf(version("https://courier.example/1", storyText))
	e := &rec.Events[0]
	e.Actor, e.Recipient = append(e.Actor[:1:1], e.Recipient...), append(e.Recipient[:1:1], e.Actor...)
	b.add(t.Context(), "courier.example", 1, rec)
	page := b.shows("/events", "Who to whom")
	pair := html.UnescapeString(regexp.MustCompile(`href="(/events\?actor=ac_[^"]+recipient=ac_[^"]+)"`).FindStringSubmatch(page)[1])
	if page := b.shows(pair, "met", "When"); strings.Contains(page, "Who to whom") {
		t.Errorf("%s has a matrix of one pair", pair)
	}
}
