package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
)

// TestTheMonthIsNamed has a deed of the newest month and another of years before: each
// stands under its time, with its day, its sentence and its source.
func TestTheMonthIsNamed(t *testing.T) {
	b := newBench(t)
	for i, day := range []string{"2024-03-12", "2021-05-03", "2021-05-04"} {
		name := []string{"Eva Strand", "Ulf Lind", "Ulf Lind"}[i]
		v := version(fmt.Sprint("https://courier.example/", i), strings.ReplaceAll(strings.ReplaceAll(storyText, "Eva Strand", name), "Strand met", strings.Fields(name)[1]+" met")+fmt.Sprint(" Report ", i, "."))
		v.Published.Text, v.Published.Value = day, day
		rec := recordWith(v, name, strings.Fields(name)[1], "Holm")
		rec.Events[0].Date, v.Outlet = nil, "courier.example"
		rec.Version = *v
		b.add(t.Context(), "courier.example", i, rec)
	}
	most := part(part(b.shows("/"), `id="glance"`, "</dl>"), "Who did what to whom most", "</dd>")
	month, longer, _ := strings.Cut(most, "in all stories")
	for _, want := range []string{"this month", "Sun 11 Feb 2024 to Tue 12 Mar 2024, 1 story", "Eva Strand", "<mark>met</mark>", "islanders", "in 1 text", "courier.example", "12 Mar 2024"} {
		if !strings.Contains(month, want) {
			t.Errorf("the month has no %q: %s", want, month)
		}
	}
	if !strings.Contains(longer, "Ulf Lind") || !strings.Contains(longer, "in 2 texts") || strings.Contains(longer, "Eva Strand") || strings.Contains(month, "Ulf Lind") {
		t.Errorf("the longer time has %s", longer)
	}
	empty := newBench(t)
	empty.add(t.Context(), "courier.example", 1, recordOfText(version("https://courier.example/1", "Snow\n\nSnow fell on the hills.")))
	if most := part(part(empty.shows("/"), `id="glance"`, "</dl>"), "Who did what to whom most", "</dd>"); !strings.Contains(most, "1 story</span>: no sentence plainly says who did something to whom") {
		t.Errorf("a month without a deed says %s", most)
	}
}

// TestASentenceIsSeenCloseUp holds that the marked words of a long sentence are near its
// beginning on the desk, and that it is cut between words.
func TestASentenceIsSeenCloseUp(t *testing.T) {
	long := strings.Repeat("many more words ", 20)
	var got string
	for _, p := range closeUp([]ask.Piece{{Text: long}, {Text: "Strand", Mark: true}, {Text: " " + long}, {Text: "met", Mark: true}, {Text: " " + long}}, closeBefore) {
		got += p.Text
	}
	if before, _, _ := strings.Cut(got, "Strand"); !strings.HasPrefix(got, "… ") || len(before) > closeBefore+len("… ") || len(got) > 350 || !strings.HasSuffix(got, " …") || strings.Count(got, "…") != 3 {
		t.Errorf("%q", got)
	}
	for _, word := range strings.Fields(got) {
		if !strings.Contains(" … many more words Strand met ", " "+word+" ") {
			t.Errorf("%q is no word of it", word)
		}
	}
}

// TestAStoryWithoutAHeadlineHasItsFirstWords looks at the desk and at the list of stories as
// page and files.
func TestAStoryWithoutAHeadlineHasItsFirstWords(t *testing.T) {
	b := newBench(t)
	for i, text := range []string{"HOLM, March 12 — The ferry left the harbour at noon with the crews on board.", "[HOLM, Norway] – The ferry left the harbour at noon with the crews on board." + strings.Repeat(" It came back late", 10)} {
		v := version(fmt.Sprint("https://courier.example/", i), text)
		v.Headline = ""
		if i == 0 {
			v.Dateline = "HOLM, March 12"
		}
		b.add(t.Context(), "courier.example", i, recordOfText(v))
	}
	for address, want := range map[string]string{"/": ">The ferry left the harbour at noon with the crews on board.", "/stories": ">The ferry left", "/stories.csv": ",The ferry left", "/stories.json": `"opening":"The ferry left`, "/stories.atom": "<title>The ferry left", "/api/v1/stories": `"opening":"The ferry left`} {
		body := b.shows(address)
		if strings.Count(body, want) != 2 || strings.Contains(body, "(no headline)") {
			t.Errorf("%s has not the first words of both stories: %s", address, body)
		}
	}
	if page := b.shows("/"); !strings.Contains(page, "It came back late …</a>") && !strings.Contains(page, " …</a>") {
		t.Errorf("long first words are not cut at a word: %s", part(page, `id="new"`, "</section>"))
	}
}

// TestWhatANamedSourceSaysTooIsNotKnownFromOthersAlone has an official's words said by a
// minister too: in the same story, or in that of another outlet.
func TestWhatANamedSourceSaysTooIsNotKnownFromOthersAlone(t *testing.T) {
	for _, same := range []bool{true, false} {
		b := newBench(t)
		rec := recordOf(version("https://courier.example/1", storyText))
		b.add(t.Context(), "courier.example", "1", rec)
		if page := part(b.shows("/"), `id="unnamed"`, "</section>"); !strings.Contains(page, "a senior official") {
			t.Fatalf("an official is no source: %s", page)
		}
		named, key := rec, "1"
		if !same {
			named, key = recordOf(version("https://bell.example/1", storyText+" It has rained.")), "2"
			named.Attributions[1].Speaker = named.Attributions[0].Speaker
		} else {
			own := rec.Attributions[1]
			own.ID, own.Speaker = "a3", rec.Attributions[0].Speaker
			rec.Attributions = append(rec.Attributions, own)
			rec.Version.URL += "#2"
			rec.Version.Seal()
		}
		b.add(t.Context(), "bell.example", key, named)
		page := b.shows("/")
		if inside := part(page, `id="unnamed"`, "</section>"); strings.Contains(inside, `class="hit"`) || !strings.Contains(inside, "nothing was found that plainly nobody else tells") {
			t.Errorf("in the same story (%v) a minister says it too: %s", same, inside)
		}
	}
}

// TestASentencesOwnNameStandsBeside holds when a pair's name is followed by the sentence's words.
func TestASentencesOwnNameStandsBeside(t *testing.T) {
	for _, tt := range []struct{ name, words, said string }{
		{"government of Norway", "the Strand cabinet", "the Strand cabinet"}, {"Federal Port Agency", "FPA", "FPA"}, {"Eva Strand", "Minister Strand", ""}, {"Kestria", "Kestrian", ""}, {"Eva Strand", "Strand", ""},
	} {
		if p := calledAs(tt.name, "ac_1", []claim.Named{{Text: "another", Actor: "ac_2"}, {Text: tt.words, Actor: "ac_1"}}); p.Name != tt.name || p.Said != tt.said {
			t.Errorf("%q in words %q is shown as %q (%q)", tt.name, tt.words, p.Name, p.Said)
		}
	}
}
