package ask

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestTwoParties holds who is a party of his own beside whom.
func TestTwoParties(t *testing.T) {
	actor := func(kind readout.ActorKind, name, country, sector string) *readout.Actor {
		a := &readout.Actor{Kind: kind, Name: name, Country: country}
		if sector != "" {
			a.Sectors = []string{sector}
		}
		return a
	}
	norway, cabinet := actor(readout.CountryActor, "Norway", "NOR", ""), actor(readout.GovernmentActor, "government of Norway", "NOR", "GOV")
	parliament, whips := actor(readout.OrganizationActor, "Storting", "NOR", "LEG"), actor(readout.OrganizationActor, "Centre whips", "NOR", "LEG")
	minister, deputy := actor(readout.PersonActor, "Eva Strand", "NOR", "GOV"), actor(readout.PersonActor, "Ola Berg", "NOR", "LEG")
	firm, rebels := actor(readout.OrganizationActor, "Harbour Works", "NOR", "BUS"), actor(readout.GroupActor, "Valley Front", "NOR", "REB")
	port, police := actor(readout.OrganizationActor, "Holm Port", "NOR", ""), actor(readout.OrganizationActor, "Holm Port Police", "NOR", "COP")
	head := actor(readout.PersonActor, "Jon Dahl", "", "")
	head.Office = &readout.Office{Title: "director", Of: "Holm Port"}
	for _, tt := range []struct {
		a, b *readout.Actor
		two  bool
	}{
		{norway, actor(readout.CountryActor, "Sweden", "SWE", ""), true},
		{minister, actor(readout.PersonActor, "Ulf Lind", "SWE", "GOV"), true},
		{norway, actor(readout.OrganizationActor, "Nordic Council", "", "IGO"), true},
		{minister, cabinet, false},
		{minister, norway, false},
		{norway, cabinet, false},
		{parliament, norway, false},
		{whips, parliament, false},
		{deputy, cabinet, true},
		{deputy, parliament, false},
		{minister, deputy, true},
		{parliament, cabinet, true},
		{firm, cabinet, true},
		{rebels, norway, true},
		{port, police, false},
		{head, port, false},
		{minister, actor(readout.UnnamedActor, "all parties", "", ""), false},
	} {
		if got := twoParties(tt.a, tt.b); got != tt.two || twoParties(tt.b, tt.a) != tt.two {
			t.Errorf("%s and %s are two parties: %v", tt.a.Name, tt.b.Name, got)
		}
	}
}

// anAct makes a record of one event, and the event as a search finds it.
func anAct(story string, sure float64) (*readout.Record, Hit) {
	const text = "Strand met Lind."
	at := func(words string) readout.Span {
		i := strings.Index(text, words)
		return readout.Span{Start: i, End: i + len(words)}
	}
	rec := &readout.Record{Version: readout.Version{Text: text},
		Mentions: []readout.Mention{{ID: "m1", Span: at("Strand"), Text: "Strand", Form: readout.NameForm, Actor: "u1"}, {ID: "m2", Span: at("Lind"), Text: "Lind", Form: readout.NameForm, Actor: "u2"}},
		Actors:   []readout.Actor{{ID: "u1", Name: "Eva Strand", Kind: readout.PersonActor, Country: "NOR"}, {ID: "u2", Name: "Ulf Lind", Kind: readout.PersonActor, Country: "SWE"}},
		Events: []readout.Event{{ID: "e1", Trigger: readout.WordsOf(text, at("met")), Sentence: readout.Span{End: len(text)}, Status: readout.Asserted, Confidence: sure,
			Actor: []readout.Role{{Mention: "m1", Text: "Strand", Actor: "u1"}}, Recipient: []readout.Role{{Mention: "m2", Text: "Lind", Actor: "u2"}}}}}
	h := Hit{ID: "e1", Story: readout.StoryID(story), Version: readout.VersionID("ve_" + story), Published: "2024-03-12"}
	h.Who, h.Whom, h.Confidence = []claim.Named{{Actor: "ac_strand"}}, []claim.Named{{Actor: "ac_lind"}}, sure
	return rec, h
}

var strandAndLind = store.Pair{Actor: "ac_strand", Recipient: "ac_lind", Lines: 12}

// TestALikelyAct holds what an act must be before it counts for a pair.
func TestALikelyAct(t *testing.T) {
	for what, tt := range map[string]struct {
		change func(rec *readout.Record, h *Hit)
		likely bool
	}{
		"as it is":             {func(*readout.Record, *Hit) {}, true},
		"an unlikely one":      {func(rec *readout.Record, _ *Hit) { rec.Events[0].Confidence = .5 }, false},
		"what is denied":       {func(rec *readout.Record, _ *Hit) { rec.Events[0].Status = readout.Denied }, false},
		"a pronoun":            {func(rec *readout.Record, _ *Hit) { rec.Mentions[0].Form = readout.PronounForm }, false},
		"who stands elsewhere": {func(rec *readout.Record, _ *Hit) { rec.Events[0].Actor[0].Text = "Minister Strand" }, false},
		"another one":          {func(_ *readout.Record, h *Hit) { h.Who[0].Actor = "ac_other" }, false},
		"his own country": {func(rec *readout.Record, _ *Hit) {
			rec.Actors[1].Kind, rec.Actors[1].Country = readout.CountryActor, "NOR"
		}, false},
		"no day at all":             {func(_ *readout.Record, h *Hit) { h.Published = "" }, false},
		"no day but the story's":    {func(_ *readout.Record, h *Hit) { h.When = &claim.When{} }, true},
		"no day but the sentence's": {func(_ *readout.Record, h *Hit) { h.Published, h.When = "", &claim.When{From: "2024-03-11"} }, true},
	} {
		rec, h := anAct("st_1", .8)
		tt.change(rec, &h)
		if got := likelyAct(rec, &h, &strandAndLind) != nil; got != tt.likely {
			t.Errorf("%s is likely: %v", what, got)
		}
	}
}

// TestAPairWeighsWhatItsActsBearOut counts lines of reporting, not words: copies are one,
// a pair whose acts are mostly doubtful weighs nothing, nor does one that no sentence bears out.
func TestAPairWeighsWhatItsActsBearOut(t *testing.T) {
	for _, tt := range []struct {
		sure   []float64
		copies bool
		loose  bool // no sentence has the names beside its words
		texts  float64
		best   float64
	}{{[]float64{.7, .9, .8}, false, false, 12, .9}, {[]float64{.7, .9, .5, .4}, false, false, 6, .9}, {[]float64{.9, .5, .4}, false, false, 0, .9}, {[]float64{.9, .8, .7}, true, false, 12, .9}, {[]float64{.9, .8}, false, true, 0, 0}, {nil, false, false, 0, 0}} {
		var hits []Hit
		records := make(map[readout.VersionID]*readout.Record)
		for i, sure := range tt.sure {
			rec, h := anAct("st_"+string(rune('a'+i)), sure)
			if tt.copies {
				h.Group = "cg_1"
			}
			if tt.loose {
				rec.Mentions[1].Form = readout.NominalForm
			}
			hits, records[h.Version] = append(hits, h), rec
		}
		d := weigh(strandAndLind, hits, records)
		if d.texts != tt.texts {
			t.Errorf("acts of %v (loose: %v) weigh %v, want %v", tt.sure, tt.loose, d.texts, tt.texts)
		}
		if len(d.Plain) > 0 && d.Plain[0].Confidence != tt.best || tt.copies && len(d.Plain) != 1 || tt.loose && len(d.Plain) > 0 {
			t.Errorf("of acts of %v the best are %v", tt.sure, d.Plain)
		}
	}
	list := []Hit{{Published: "a"}, {Published: "b"}, {Published: "c"}}
	list[0].AccordingTo, list[0].Confidence = []claim.Named{{}}, .9
	list[1].Confidence, list[2].When = .8, &claim.When{From: "2024"}
	slices.SortFunc(list, plainer)
	if got := list[0].Published + list[1].Published + list[2].Published; got != "cba" {
		t.Errorf("acts are in the order %s: dated ones, then what outlets tell themselves", got)
	}
}
