package joined

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// item makes a version that tells of one killing with one trigger.
func item(outlet, url, posted, text string, trigger [2]int) Item {
	v := readout.Version{Outlet: outlet, URL: url, Language: "en", Text: text, Published: &readout.Time{Value: posted}}
	v.Seal()
	d := &thread.Digest{Terms: []thread.Term{{Key: 1, Weight: 1}}, Sentences: []thread.Sentence{{Span: readout.Span{End: len(text)}, Terms: []thread.Term{{Key: 1, Weight: 1}}, Hash: uint64(len(text))}}}
	d.Mentions = []thread.Mention{{Event: "e1", Lemma: "kill", Type: "ASSAULT", Sure: 1, Rare: 6, Status: readout.Asserted, Trigger: readout.Span{Start: trigger[0], End: trigger[1]},
		Text: text[trigger[0]:trigger[1]], When: thread.Interval{From: "2033-01-02", To: "2033-01-02", Precision: readout.Day, Stated: true},
		Args: []thread.Argument{{Part: thread.Undergoer, Actor: thread.Actor{Name: "Ana Ruiz", Head: "ruiz", Kind: "person", Named: true}}}}}
	return Item{Record: &readout.Record{Version: v}, Digest: d}
}

// TestJoin joins two reports of one killing, a version of one of them, and not
// that of somebody else; the order does not matter.
func TestJoin(t *testing.T) {
	j, err := thread.New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	other := item("Gamma", "https://c.example/1", "2033-01-04", "Gunmen killed Leo Marin on Sunday, a friend said.", [2]int{7, 13})
	other.Digest.Mentions[0].Args[0].Actor = thread.Actor{Name: "Leo Marin", Head: "marin", Kind: "person", Named: true}
	items := []Item{
		item("Alpha", "https://a.example/1", "2033-01-03", "Gunmen killed Ana Ruiz on Sunday.", [2]int{7, 13}),
		item("Alpha", "https://a.example/1", "2033-01-03T18:00:00Z", "Gunmen killed Ana Ruiz at noon on Sunday.", [2]int{7, 13}),
		item("Beta", "https://b.example/1", "2033-01-03", "Ana Ruiz was killed by gunmen on Sunday, police said.", [2]int{13, 19}),
		other,
	}
	want := Join(j, items, nil)
	if len(want.Happenings) != 2 || want.Happenings[0].Stories != 2 || want.Happenings[0].Lines != 2 || len(want.Happenings[0].Mentions) != 3 {
		t.Fatalf("got %v", want.Happenings)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 6 {
		r.Shuffle(len(items), func(i, k int) { items[i], items[k] = items[k], items[i] })
		got := Join(j, items, nil)
		for i := range want.Happenings {
			text := func(v string) string { return got.Version(v).Text }
			if !reflect.DeepEqual(Event(&got.Happenings[i], EventID, text), Event(&want.Happenings[i], EventID, text)) {
				t.Errorf("another order: %v, want %v", &got.Happenings[i], &want.Happenings[i])
			}
		}
	}
}

// TestWhatIsTakenBackIsNoConflict corrects a figure that another outlet
// contradicts: the corrected one stands against it, the first does not.
func TestWhatIsTakenBackIsNoConflict(t *testing.T) {
	j, err := thread.New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	counted := func(outlet, url, posted, text string, n float64) Item {
		it := item(outlet, url, posted, text, [2]int{0, 6})
		it.Digest.Sentences[0].Hash = uint64(n)
		it.Digest.Figures = []thread.Figure{{Span: readout.Span{Start: 7, End: 10}, Text: text[7:10], Low: n, High: n, What: "rifle", Trigger: 0, By: &thread.Actor{Name: outlet, Head: outlet}}}
		return it
	}
	items := []Item{
		counted("police", "https://a.example/1", "2033-01-03", "Seized 420 rifles.", 420),
		counted("police", "https://a.example/1", "2033-01-03T12:00:00Z", "Seized 240 rifles.", 240),
		counted("prosecutors", "https://b.example/1", "2033-01-03T18:00:00Z", "Seized 112 rifles.", 112),
	}
	var got []string
	for _, c := range Join(j, items, nil).Conflicts() {
		got = append(got, string(c.Kind)+" "+c.A.Value+" "+c.B.Value)
	}
	slices.Sort(got)
	if want := []string{"number 240 112", "update 420 240"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestManyAreComparedAsByAnArchive puts two reports of one killing among many
// stories that share no word with them, and a third one that was posted months
// after them: the two are one happening, as they are alone.
func TestManyAreComparedAsByAnArchive(t *testing.T) {
	j, err := thread.New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	terms := func(it Item, first uint64) Item {
		it.Digest.Terms = nil
		for k := range uint64(4) {
			it.Digest.Terms = append(it.Digest.Terms, thread.Term{Key: first + k, Weight: 0.5})
		}
		it.Digest.Sentences[0].Terms = it.Digest.Terms
		return it
	}
	items := []Item{
		terms(item("Alpha", "https://a.example/1", "2033-01-03", "Gunmen killed Ana Ruiz on Sunday.", [2]int{7, 13}), 1),
		terms(item("Beta", "https://b.example/1", "2033-01-03", "Ana Ruiz was killed by gunmen on Sunday, police said.", [2]int{13, 19}), 1),
		terms(item("Gamma", "https://c.example/1", "2033-04-03", "Ana Ruiz was killed by gunmen on a Sunday, police say.", [2]int{13, 19}), 1),
	}
	for i := range fewStories {
		items = append(items, terms(item("Delta", fmt.Sprintf("https://d.example/%d", i), "2033-01-04", fmt.Sprintf("Gunmen killed %d people.", i), [2]int{7, 13}), uint64(100+10*i)))
	}
	d := Join(j, items, nil)
	if got := len(d.Happenings); got != fewStories+2 {
		t.Errorf("%d happenings, want %d", got, fewStories+2)
	}
	for i := range d.Happenings {
		if h := &d.Happenings[i]; h.Stories == 2 && h.Mentions[0].Story.Outlet != "Alpha" {
			t.Errorf("joined: %v", h)
		}
	}
}
