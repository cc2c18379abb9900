package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestADoubtfulDenialIsNotNamed has a denial that is as likely as not: the desk says that
// nobody denies anything plainly, and leads to the list that has it with how sure it is.
func TestADoubtfulDenialIsNotNamed(t *testing.T) {
	b := newBench(t)
	rec := recordOf(version("https://courier.example/1", storyText))
	rec.Attributions[0].Confidence = .5
	b.add(t.Context(), "courier.example", 1, rec)
	page := b.shows("/")
	if head := part(part(page, `id="glance"`, "</dl>"), "Who denies what", "</dd>"); strings.Contains(head, "Eva Strand") || !strings.Contains(head, `nobody anything plainly; <a href="/search?q=`) {
		t.Errorf("the head names a denial of even odds: %s", head)
	}
	if below := part(page, `id="denied"`, "</section>"); strings.Contains(below, "Eva Strand") || !strings.Contains(below, "All that may be denials") {
		t.Errorf("the part below says %s", below)
	}
	b.shows("/search?q=act:deny+status:asserted", "Eva Strand", "even chance")
}

// TestASayingStandsOnce has a letter within the release that announces it.
func TestASayingStandsOnce(t *testing.T) {
	b := newBench(t)
	rec := recordOf(version("https://courier.example/1", storyText))
	again := rec.Attributions[1]
	again.ID, again.Confidence = "a3", .8
	rec.Attributions = append(rec.Attributions, again)
	b.add(t.Context(), "courier.example", 1, rec)
	if said := part(b.shows("/"), `id="unnamed"`, "</section>"); strings.Count(said, `class="hit"`) != 1 {
		t.Errorf("what one story has an official say twice stands twice: %s", said)
	}
}

// TestTheDayOfTheReportIsNoDayOfTheEvent holds that rows of an event without a day say whose
// day stands beside it, and that the picture leads to where it counts.
func TestTheDayOfTheReportIsNoDayOfTheEvent(t *testing.T) {
	b := newBench(t)
	rec := recordOf(version("https://courier.example/1", storyText))
	rec.Events[0].Date = nil
	b.add(t.Context(), "courier.example", 1, rec)
	b.add(t.Context(), "bell.example", 2, recordOf(version("https://bell.example/1", storyText+" It has rained.")))
	page := b.shows("/events", "the report is of Tue 12 Mar 2024", "3 without a date of their own, which the day of publication shows")
	if n := strings.Count(page, "the report is of"); n != 3 {
		t.Errorf("%d rows of four say that the day is the report's, want the three without a day of their own", n)
	}
	if strings.Contains(b.shows("/events?by=published"), "without a date of their own") {
		t.Error("by the day of publication some have no day")
	}
}

// TestOwnGovernmentsLeadNoPicture has a minister do most to her own government, as it was
// read, and a country too: matrix and graph say that they leave that out, and what others
// do leads.
func TestOwnGovernmentsLeadNoPicture(t *testing.T) {
	b := newBench(t)
	for i := range 8 {
		rec := recordOf(version(fmt.Sprint("https://courier.example/", i), fmt.Sprint(storyText, " Report ", i, ".")))
		switch cabinet := (readout.Actor{ID: "u2", Name: "government of Norway", Kind: readout.GovernmentActor, Country: "NOR", Sectors: []string{"GOV"}, Basis: "list"}); {
		case i < 2:
			rec.Actors[1] = cabinet
		case i < 4:
			rec.Actors[0], rec.Actors[1] = readout.Actor{ID: "u1", Name: "Norway", Kind: readout.CountryActor, Country: "NOR", Basis: "list"}, cabinet
		case i < 6: // who is against it is a party
			rec.Actors[0] = readout.Actor{ID: "u1", Name: "Valley Front", Kind: readout.GroupActor, Country: "NOR", Sectors: []string{"REB"}, Basis: "story"}
			rec.Actors[1] = cabinet
		}
		b.add(t.Context(), "courier.example", i, rec)
	}
	for _, address := range []string{"/events", "/events?pairs=graph"} {
		who := part(b.shows(address), `id="who"`, "</section>")
		for _, want := range []string{"2 pairs of somebody with his own country, government or body are left out", "Valley Front</bdi> → <bdi>government of Norway", "Eva Strand</bdi> → <bdi>islanders"} {
			if !strings.Contains(who, want) {
				t.Errorf("%s does not say %q: %s", address, want, who)
			}
		}
		if strings.Contains(who, "Eva Strand</bdi> → <bdi>government") || strings.Contains(who, "Norway</bdi> → <bdi>government") {
			t.Errorf("%s leads with somebody's own government", address)
		}
	}
}

// TestALabelHasTheRoomThereIs draws long names: those beside the circle stand whole, those
// above it as far as they go, with all of it to be read.
func TestALabelHasTheRoomThereIs(t *testing.T) {
	var pairs []store.Pair
	for i := range 12 {
		pairs = append(pairs, store.Pair{Actor: fmt.Sprint("ac_", i), ActorName: fmt.Sprint("government of the United Provinces ", i), Recipient: fmt.Sprint("ac_", (i+1)%12), RecipientName: fmt.Sprint("government of the United Provinces ", (i+1)%12), Lines: 2})
	}
	whole, cut := 0, 0
	for _, n := range graphOf(pairs, func(string, string) string { return "" }).Nodes {
		if n.Label == n.Who.Name {
			whole++
		} else if cut++; !strings.HasPrefix(n.Who.Name, "government of the United") || len([]rune(n.Label)) < 22 {
			t.Errorf("%q is cut to %q", n.Who.Name, n.Label)
		}
	}
	if whole < 6 || cut < 2 {
		t.Errorf("%d labels stand whole, %d are cut", whole, cut)
	}
}

// TestTheDeskSaysWhatCameIn counts the stories of the last day.
func TestTheDeskSaysWhatCameIn(t *testing.T) {
	b := newBench(t)
	b.addPairs(t.Context(), 3)
	if head := part(part(b.shows("/"), `id="glance"`, "</dl>"), "Changed since yesterday", "</dd>"); !strings.Contains(head, "no story has new words") || !strings.Contains(head, "3 stories</a> came in") {
		t.Errorf("the head says of yesterday: %s", head)
	}
}
