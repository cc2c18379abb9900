package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// A person is a name with the country and kind that a story gives it.
type person struct{ id, name, country string }

// tell puts a story into the archive that names people.
func tell(t testing.TB, s *Store, n int, people ...person) *VersionRef {
	t.Helper()
	var names []string
	for _, p := range people {
		names = append(names, p.name)
	}
	in := arrival(fmt.Sprintf("https://news.example/%d", n), "A", fmt.Sprintf("Story %d\n\n%s met.", n, strings.Join(names, " and ")))
	ref := add(t, s, in)
	rec := &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *in.Version}
	for i, p := range people {
		id, basis := readout.ActorID(p.id), "list"
		if id == "" {
			id, basis = readout.ActorID(fmt.Sprintf("u%d", i+1)), "story"
		}
		rec.Actors = append(rec.Actors, readout.Actor{ID: id, Name: p.name, Kind: "person", Country: p.country, Basis: readout.ActorBasis(basis)})
		at := strings.Index(in.Version.Text, p.name)
		span := readout.Span{Start: at, End: at + len(p.name)}
		rec.Mentions = append(rec.Mentions, readout.Mention{ID: readout.MentionID(fmt.Sprintf("m%d", i+1)), Span: span, Text: p.name, Type: "PER", Form: "name", Actor: id})
		rec.Events = append(rec.Events, readout.Event{ID: readout.EventID(fmt.Sprintf("e%d", i+1)), Type: "CONSULT", Trigger: readout.WordsOf(in.Version.Text, span), Sentence: span,
			Actor: []readout.Role{{Text: p.name, Actor: id}}, Status: readout.Asserted})
	}
	put(t, s, ref, rec)
	return ref
}

// groups returns which of the names of an archive's actors are one, as lines.
func groups(t testing.TB, s *Store) string {
	t.Helper()
	by := make(map[string][]string)
	err := s.rows(context.Background(), func(scan func(...any) error) error {
		var actor, name string
		err := scan(&actor, &name)
		by[actor] = append(by[actor], name)
		return err
	}, `SELECT DISTINCT actor, name FROM actor_versions ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, names := range by {
		lines = append(lines, strings.Join(names, " = "))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestOnePersonIsOneActor(t *testing.T) {
	for _, test := range []struct {
		name   string
		people []person
		want   int
	}{
		{"whatever country a story gives", []person{{"", "Ned Farrow", "USA"}, {"", "Ned Farrow", "IRN"}, {"", "NED FARROW", ""}}, 1},
		{"one name alone is not enough", []person{{"", "Farrow", "USA"}, {"", "Farrow", "IRN"}}, 2},
		{"signs and initials", []person{{"", "José Ibarra", ""}, {"", "Jose Ibarra", ""}, {"", "Jose M. Ibarra", ""}}, 1},
		{"another spelling of one word", []person{{"", "Mohammed Karzawi", ""}, {"", "Muhammad Karzawi", ""}, {"", "Mohamad Karzawi", ""}}, 1},
		{"two words spelt otherwise are two people", []person{{"", "Mohammed Karzawi", ""}, {"", "Muhammad Kerzewi", ""}}, 2},
		{"short words must be the same", []person{{"", "Dan Bell", ""}, {"", "Don Ball", ""}, {"", "Dan Ball", ""}}, 3},
		{"a list's person takes the name", []person{{"", "Ned Farrow", ""}, {"ac_Q1", "Ned Farrow", "USA"}, {"", "Ned C. Farrow", ""}}, 1},
		{"of two on lists none does", []person{{"ac_Q1", "Ned Farrow", "USA"}, {"ac_Q2", "Ned Farrow", "GBR"}, {"", "Ned Farrow", ""}}, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			var want string
			for try := range 4 {
				s := openTemp(t)
				people := slices.Clone(test.people)
				rand.New(rand.NewPCG(uint64(try), 0)).Shuffle(len(people), func(i, k int) { people[i], people[k] = people[k], people[i] })
				for i, p := range people {
					tell(t, s, i, p)
				}
				got := groups(t, s)
				if n := strings.Count(got, "\n") + 1; try == 0 && n != test.want {
					t.Errorf("%d actors, want %d:\n%s", n, test.want, got)
				}
				if try == 0 {
					want = got
				} else if got != want {
					t.Errorf("in another order:\n%s\nwant\n%s", got, want)
				}
				if list := findings(t, s); len(list) != 0 {
					t.Errorf("%+v", list)
				}
			}
		})
	}
}

// TestPeopleJoinAndPartActors lets a person join and part actors and take it
// back, and a rule's join go when its name goes.
func TestPeopleJoinAndPartActors(t *testing.T) {
	s := openTemp(t)
	first := tell(t, s, 1, person{"", "Ned Farrow", "USA"}, person{"", "Ida Berg", ""})
	other := tell(t, s, 2, person{"", "Ned C. Farrow", ""})
	two := func(when string, want int) {
		t.Helper()
		if got := groups(t, s); strings.Count(got, "\n")+1 != want {
			t.Errorf("%s: %d actors wanted\n%s", when, want, got)
		}
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%s: %+v", when, list)
		}
	}
	two("by name", 2)
	farrow, _ := s.ActorsNamed(t.Context(), "ned farrow")
	berg, _ := s.ActorsNamed(t.Context(), "ida berg")
	if len(farrow) != 1 || len(berg) != 1 || farrow[0].Stories != 2 {
		t.Fatalf("%+v %+v", farrow, berg)
	}
	do := func(change func(tx *Tx) error) {
		t.Helper()
		if err := s.Update(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	madeOf := func(when, want string) {
		t.Helper()
		list, err := s.JoinedFrom(t.Context(), farrow[0].ID, 10)
		got := ""
		slices.SortFunc(list, func(a, b JoinedKey) int { return strings.Compare(a.Name, b.Name) })
		for _, k := range list {
			got += fmt.Sprintf("%s %d %v; ", k.Name, k.Versions, k.Decided)
			if k.Why == "" || k.Own == farrow[0].ID {
				t.Errorf("%s: %+v", when, k)
			}
		}
		if got != want || err != nil {
			t.Errorf("%s: made of %q, %v; want %q", when, got, err, want)
		}
	}
	madeOf("by name", "Ned C. Farrow 1 false; ")
	do(func(tx *Tx) error { return tx.JoinActors(farrow[0].ID, berg[0].ID, "her pen name") })
	two("joined", 1)
	madeOf("joined", "Ida Berg 1 true; Ned C. Farrow 1 false; ")
	if id, err := s.Resolve(t.Context(), berg[0].ID); id != farrow[0].ID || err != nil {
		t.Errorf("%s, %v", id, err)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.JoinActors(berg[0].ID, farrow[0].ID, "the other way") }); err == nil {
		t.Error("joined in a circle")
	}
	do(func(tx *Tx) error { _, err := tx.Undo(berg[0].ID, "a slip"); return err })
	two("undone", 2)
	if a, err := s.Actor(t.Context(), berg[0].ID); err != nil || a.ID != berg[0].ID {
		t.Errorf("%+v, %v", a, err)
	}
	own := mint("ac_", fold("Ned C. Farrow"), "person")
	do(func(tx *Tx) error { return tx.PartActors(farrow[0].ID, own, "his father") })
	two("parted", 3)
	madeOf("parted", "")
	tell(t, s, 3, person{"", "Ned C. Farrow", ""})
	two("a new story obeys", 3)
	do(func(tx *Tx) error { _, err := tx.Undo(own, "no, he"); return err })
	two("that undone too", 2)
	if _, err := s.Repair(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	two("made again", 2)

	do(func(tx *Tx) error { _, err := tx.ForgetVersion(string(first.ID)); return err })
	two("the first name is gone", 1)
	var gone *ForgottenError
	if _, err := s.Actor(t.Context(), berg[0].ID); !errors.As(err, &gone) {
		t.Errorf("an actor of a forgotten story: %v", err)
	}
	put(t, s, other, &readout.Record{Format: readout.Format, Pipeline: "hand 2", Version: readout.Version{ID: other.ID}})
}

// TestAnActorThatNobodyNamesIsGone reads a story again that names nobody then,
// and again with the name.
func TestAnActorThatNobodyNamesIsGone(t *testing.T) {
	s := openTemp(t)
	ref := tell(t, s, 1, person{"", "Ned Farrow", "USA"})
	list, _ := s.ActorsNamed(t.Context(), "Ned Farrow")
	stored, err := s.Version(t.Context(), string(ref.ID))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	full, err := s.Record(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, ref, &readout.Record{Format: readout.Format, Pipeline: "hand 2", Version: *stored.Version})
	var gone *GoneError
	if _, err := s.Actor(t.Context(), list[0].ID); !errors.As(err, &gone) || !errors.Is(err, ErrNotFound) {
		t.Errorf("nobody names it: %v", err)
	}
	if all, total, err := s.ActorsLike(context.Background(), "", "", 0, 10); len(all) != 0 || total != 0 || err != nil {
		t.Errorf("%d are still listed, %v", len(all), err)
	}
	put(t, s, ref, full)
	if a, err := s.Actor(t.Context(), list[0].ID); err != nil || a.Name != "Ned Farrow" {
		t.Errorf("named again: %+v, %v", a, err)
	}
}

// TestWhoClaimsAndWhere searches by who says that an event happened, and by
// places that lie in one another.
func TestWhoClaimsAndWhere(t *testing.T) {
	s, err := Open(filled(t, 2))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lat, lon := 59.0, 10.0
	in := arrival("https://news.example/far", "A", ferryText+" Far.")
	ref := add(t, s, in)
	rec := record(in.Version, "hand 1", "Tomas Arendt", "denied", "the ferry had been sold")
	rec.Places = []readout.Place{{ID: "p1", Span: readout.Span{Start: 0, End: 5}, Text: "Ferry", Place: "pl_2", Name: "Sale", Feature: "ADM1", Admin1: "Sale", Country: "NOR", Lat: &lat, Lon: &lon, Precision: "region"}}
	rec.Events[0].Place = "p1"
	put(t, s, ref, rec)
	for text, want := range map[string]int{`source:"tomas arendt"`: 2, "source:" + mint("ac_", "tomas arendt", "person"): 2, "place:pl_1": 2, "place:pl_2": 3, "place:=pl_1": 2, "place:=pl_2": 1, `place:"=pl_2"`: 1, "place:=pl": 0,
		`near:"59.01,10,5"`: 1, `near:"60,10,5"`: 0, `near:"60,10,500"`: 1} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		res, err := s.Search(context.Background(), q, 10)
		if err != nil || res.Found != want {
			t.Errorf("%s: %+v, %v; want %d", text, res, err, want)
		}
	}
	for _, text := range []string{`near:"91,0,5"`, `near:"1,2"`, `near:"NaN,2,3"`, `near:"1,2,0"`, "ferry OR", "place:pl_none", "place:=pl_none", "source:ac_none"} {
		q, err := ParseQuery(text)
		if err == nil {
			_, err = s.Search(context.Background(), q, 10)
		}
		if err == nil {
			t.Errorf("%s: no error", text)
		}
	}
}
