package export

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// people returns a record in which private persons each say something.
func people(story, version string, names ...string) *readout.Record {
	rec := &readout.Record{Format: readout.Format, Version: readout.Version{ID: readout.VersionID(version), Story: readout.StoryID(story)}}
	var text strings.Builder
	for i, name := range names {
		start := text.Len()
		text.WriteString(name + " said that it rained.\n\n")
		id := readout.ActorID("u" + string(rune('1'+i)))
		span := readout.Span{Start: start, End: start + len(name)}
		rec.Mentions = append(rec.Mentions, readout.Mention{ID: readout.MentionID("m" + string(rune('1'+i))), Span: span, Text: name, Type: "PER", Form: "name", Actor: id})
		rec.Actors = append(rec.Actors, readout.Actor{ID: id, Name: name, Kind: "person", Basis: "story"})
	}
	rec.Version.Text = text.String()
	return rec
}

// TestAMaskIsOnePersonAllThroughAnExport sees that the label of a private
// person is the same in all versions of the story, in whatever order the text
// has them, and that of nobody else.
func TestAMaskIsOnePersonAllThroughAnExport(t *testing.T) {
	var book Book
	labels := func(rec *readout.Record, who Who) map[string]string {
		t.Helper()
		masked, _ := book.Mask(rec, who)
		out := make(map[string]string)
		for i := range masked.Actors {
			out[rec.Actors[i].Name] = masked.Actors[i].Name
		}
		return out
	}
	first := labels(people("st_1", "ve_1", "Olga Brandt", "Jon Vik"), Who{})
	second := labels(people("st_1", "ve_2", "Jon Vik", "Ida Berg", "Olga Brandt"), Who{})
	other := labels(people("st_2", "ve_3", "Olga Brandt", "Per Dal"), Who{})
	for _, name := range []string{"Olga Brandt", "Jon Vik"} {
		if first[name] != second[name] {
			t.Errorf("%s is %s in one version and %s in the next", name, first[name], second[name])
		}
	}
	seen := make(map[string]string)
	for _, pair := range [][2]string{{"1 Olga", first["Olga Brandt"]}, {"1 Jon", first["Jon Vik"]}, {"1 Ida", second["Ida Berg"]}, {"2 Olga", other["Olga Brandt"]}, {"2 Per", other["Per Dal"]}} {
		if who := seen[pair[1]]; who != "" || !strings.HasPrefix(pair[1], "[person ") {
			t.Errorf("%s has the label %s, and so has %s", pair[0], pair[1], who)
		}
		seen[pair[1]] = pair[0]
	}
}

// TestTwoPersonsOfAVersionHaveTwoMasks sees that a name that two persons of a
// story share does not make them one.
func TestTwoPersonsOfAVersionHaveTwoMasks(t *testing.T) {
	var book Book
	rec := people("st_1", "ve_1", "Olga Brandt", "Eva Brandt")
	rec.Actors[1].Aliases = []string{"Olga Brandt"}
	masked, _ := book.Mask(rec, Who{})
	if masked.Actors[0].Name == masked.Actors[1].Name {
		t.Errorf("both are %s", masked.Actors[0].Name)
	}
}

// TestWhoIsPublicElsewhereIsNotMasked sees that a spokesman whom other stories
// show in office is named in the story that does not say so.
func TestWhoIsPublicElsewhereIsNotMasked(t *testing.T) {
	var out strings.Builder
	list, _ := Tables([]string{"actors"})
	p, err := Stream(&out, Options{Format: FormatNamed("csv"), Tables: list, Columns: []string{"name", "public", "masked"}})
	if err != nil {
		t.Fatal(err)
	}
	it := &Item{Record: people("st_1", "ve_1", "Ned Holm", "Olga Brandt"), Public: map[readout.ActorID]bool{"u1": true}}
	if err := p.Add(it); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.ReplaceAll(out.String(), "\r", ""), "name,public,masked\nNed Holm,true,false\n[person 1],false,true\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if it.Record.Actors[0].Public {
		t.Error("the record that was given is changed")
	}
}

// TestLinkedDataEndsNoScript sees that no word of a story ends or begins a script
// of the page into which a user puts the export.
func TestLinkedDataEndsNoScript(t *testing.T) {
	var out strings.Builder
	p, err := Stream(&out, Options{Format: FormatNamed("jsonld"), Unmask: "a test", Text: true})
	if err != nil {
		t.Fatal(err)
	}
	rec := people("st_1", "ve_1", "Olga </script><script>alert(1)//")
	rec.Version.Headline, rec.Version.Outlet = "</SCRIPT ><!-- <script>", "a<b & c>"
	if err := p.Add(&Item{Record: rec}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Close(); err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal([]byte(out.String()), &doc); err != nil || strings.Contains(out.String(), "<") {
		t.Errorf("%v: %s", err, out.String())
	}
	if text := fmt.Sprint(doc); !strings.Contains(text, "</SCRIPT ><!-- <script>") {
		t.Errorf("the words are not those of the story: %s", text)
	}
}

// TestANameBesideOtherWordsHasItsLabel masks a speaker who is told with more than
// his name, and one who is told by another's.
func TestANameBesideOtherWordsHasItsLabel(t *testing.T) {
	rec := people("st_1", "ve_1", "Olga Brandt")
	rec.Version.Text = "Olga Brandt, a fisherman, said that it rained. A brother of Olga Brandt said so too."
	rec.Mentions = append(rec.Mentions, readout.Mention{ID: "m2", Span: readout.Span{Start: 60, End: 71}, Text: "Olga Brandt", Type: "PER", Form: "name", Actor: "u1"})
	for i, words := range []string{"Olga Brandt, a fisherman", "A brother of Olga Brandt"} {
		at := strings.Index(rec.Version.Text, words)
		a := readout.Attribution{ID: readout.AttributionID(fmt.Sprint("a", i)), Speaker: readout.Speaker{Words: readout.WordsOf(rec.Version.Text, readout.Span{Start: at, End: at + len(words)})}}
		if i == 0 {
			a.Speaker.Actor = "u1"
		}
		rec.Attributions = append(rec.Attributions, a)
	}
	masked, _ := Mask(rec)
	for i, want := range []string{"[person 1], a fisherman", "A brother of [person 1]"} {
		if got := masked.Attributions[i].Speaker.Text; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestWhoPublishedIsTheHostWhereNobodySays sees that a version whose page and feed
// name no outlet has that of its story, in tables and on maps.
func TestWhoPublishedIsTheHostWhereNobodySays(t *testing.T) {
	rec := harbour()
	rec.Version.Outlet = ""
	list, _ := Tables([]string{"versions"})
	for _, o := range []Options{{Format: FormatNamed("csv"), Tables: list, Columns: []string{"outlet"}}, {Format: FormatNamed("geojson")}} {
		var out strings.Builder
		p, err := Stream(&out, o)
		if err == nil {
			err = p.Add(&Item{Record: rec, Story: Story{ID: "st_1", Outlet: "host.example"}})
		}
		if err == nil {
			_, err = p.Close()
		}
		if err != nil || !strings.Contains(out.String(), "host.example") {
			t.Errorf("%s: %v: %.300s", o.Format.Name, err, out.String())
		}
	}
}
