package ask

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// mentionOf is a mention of a line of reporting, with who does it and to whom.
func mentionOf(line, word string, args ...thread.Argument) thread.Told {
	return thread.Told{Story: &thread.Story{ID: "st_" + line, Line: line}, Mention: &thread.Mention{Event: "e1", Sentence: 1, Text: word, Sure: .9, Args: args}}
}

func argument(part thread.Part, a thread.Actor) thread.Argument {
	return thread.Argument{Part: part, Actor: a}
}

var (
	strand  = thread.Actor{ID: "Q1", Name: "Eva Strand", Named: true, Kind: "person", Country: "NOR", Sector: "GOV"}
	lind    = thread.Actor{ID: "Q2", Name: "Ulf Lind", Named: true, Kind: "person", Country: "SWE", Sector: "GOV"}
	cabinet = thread.Actor{ID: "NORGOV", Name: "government of Norway", Named: true, Kind: "government", Country: "NOR", Sector: "GOV"}
)

// inArchive is an actor as the archive knows him: without his sector.
func inArchive(a thread.Actor) thread.Actor {
	a.ID, a.Sector = "ac_"+a.ID, ""
	return a
}

// TestARowNamesWhomItsSentenceNames joins two reports with a doer each: the row has the one
// of the sentence that it shows.
func TestARowNamesWhomItsSentenceNames(t *testing.T) {
	h := &store.Happening{Happening: thread.Happening{Doers: []thread.Actor{inArchive(lind), inArchive(strand)}, Undergoers: []thread.Actor{inArchive(cabinet)},
		Mentions: []thread.Told{mentionOf("a", "urged", argument(thread.Doer, strand), argument(thread.Undergoer, cabinet)), mentionOf("b", "urged", argument(thread.Doer, lind))}}}
	who, whom, others := Parties(h)
	if len(who) != 1 || who[0].ID != "ac_Q1" || len(whom) != 1 || whom[0].ID != "ac_NORGOV" || len(others) != 1 || others[0].ID != "ac_Q2" {
		t.Errorf("%v does it to %v, by others %v", who, whom, others)
	}
	if !oneParty(h) {
		t.Error("a minister and her own government are two parties")
	}
	h.Mentions[0].Args[0].Actor, h.Doers[1] = lind, inArchive(lind)
	if oneParty(h) {
		t.Error("a minister and the government of another country are one party")
	}
	h.Mentions = []thread.Told{mentionOf("a", "failed"), mentionOf("b", "failed", argument(thread.Other, lind))}
	if who, _, others := Parties(h); len(who) != 0 || len(others) != 2 {
		t.Errorf("%v does it by a sentence that names nobody, others: %v", who, others)
	}
	if vague(h) != 2 {
		t.Errorf("a row of nobody is vague by %d", vague(h))
	}
}

// TestOneBodyIsNoOther has two reports name one court by a longer and a shorter name.
func TestOneBodyIsNoOther(t *testing.T) {
	long, short := thread.Actor{ID: "Q3", Name: "Supreme Court of Norway", Named: true}, thread.Actor{ID: "Q4", Name: "Supreme Court", Named: true}
	h := &store.Happening{Happening: thread.Happening{Doers: []thread.Actor{inArchive(long), inArchive(short), inArchive(lind)},
		Mentions: []thread.Told{mentionOf("a", "blocked", argument(thread.Doer, short)), mentionOf("b", "blocked", argument(thread.Doer, long))}}}
	if _, _, others := Parties(h); len(others) != 1 || others[0].Name != lind.Name {
		t.Errorf("by other reports it was %v", others)
	}
}

// TestAnotherLineCorroborates holds that a joined happening of several lines needs two that
// name its doer.
func TestAnotherLineCorroborates(t *testing.T) {
	for _, tt := range []struct {
		lines int
		other thread.Told
		want  bool
	}{
		{2, mentionOf("b", "urged", argument(thread.Doer, strand)), true},
		{2, mentionOf("b", "urged", argument(thread.Doer, lind)), false},
		{2, mentionOf("b", "urged", argument(thread.Undergoer, strand)), false},
		{2, mentionOf("a", "urged", argument(thread.Doer, strand)), false}, // the same line again
		{1, mentionOf("a", "urged"), true},
	} {
		h := &store.Happening{Happening: thread.Happening{Lines: tt.lines, Mentions: []thread.Told{mentionOf("a", "urged", argument(thread.Doer, strand)), tt.other}}}
		if got := corroborated(h, h.Mentions[0]); got != tt.want {
			t.Errorf("%v bears out Strand: %v", tt.other, got)
		}
	}
}

// TestOneMatterIsOneRow has two releases tell of three happenings, and a third line tell of
// one of them and of another.
func TestOneMatterIsOneRow(t *testing.T) {
	happening := func(id string, lines ...string) *store.Happening {
		h := &store.Happening{ID: id}
		for _, line := range lines {
			h.Mentions = append(h.Mentions, mentionOf(line, "met"))
		}
		return h
	}
	var list []Reported
	for _, h := range []*store.Happening{happening("e1", "a", "b"), happening("e2", "b", "a"), happening("e3", "b", "c"), happening("e4", "a", "b", "b"), happening("e5", "d", "e")} {
		list = append(list, Reported{Happening: h})
	}
	var got []string
	for _, r := range matters(list, 2) {
		got = append(got, fmt.Sprint(r.ID, " ", r.Beside))
	}
	if want := []string{"e1 2", "e3 0"}; !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
}

// TestThePlainestStand has happenings of which some are vague.
func TestThePlainestStand(t *testing.T) {
	plain := &store.Happening{Happening: thread.Happening{Doers: []thread.Actor{inArchive(strand)}, Mentions: []thread.Told{mentionOf("a", "met", argument(thread.Doer, strand))}}}
	unsure := &store.Happening{Happening: thread.Happening{Doers: plain.Doers, Mentions: []thread.Told{mentionOf("b", "met", argument(thread.Doer, strand))}}}
	unsure.Mentions[0].Sure = .3
	nobodys := &store.Happening{Happening: thread.Happening{Mentions: []thread.Told{mentionOf("c", "met")}}}
	for _, tt := range []struct{ list, want []*store.Happening }{
		{[]*store.Happening{nobodys, unsure, plain}, []*store.Happening{plain}}, {[]*store.Happening{nobodys, unsure}, []*store.Happening{unsure}}, {[]*store.Happening{nobodys}, []*store.Happening{nobodys}}, {nil, nil}} {
		if got := plainest(slices.Clone(tt.list)); !slices.Equal(got, tt.want) {
			t.Errorf("%d of %d stand", len(got), len(tt.list))
		}
	}
}

// TestASayingIsOne holds which sentences of one line of reporting say the same.
func TestASayingIsOne(t *testing.T) {
	hit := func(story, group, speaker, content string) string {
		h := &Hit{Story: readout.StoryID(story), Group: group, Act: "say"}
		h.Content = content
		h.Who = append(h.Who, claim.Named{Text: speaker})
		return sayingOf(h)
	}
	one := hit("st_1", "", "officials", "that the fire was “contained”")
	for other, same := range map[string]bool{hit("st_1", "", "officials", "The fire  was “contained”"): true, hit("st_2", "", "officials", "that the fire was “contained”"): false,
		hit("st_1", "", "a witness", "that the fire was “contained”"): false, hit("st_1", "", "officials", "that it rained"): false} {
		if (one == other) != same {
			t.Errorf("%q and %q are one: %v", one, other, !same)
		}
	}
	if hit("st_1", "cg_1", "officials", "x") != hit("st_2", "cg_1", "officials", "x") {
		t.Error("copies say two things")
	}
}
