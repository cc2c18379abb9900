package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestTheNewestHitsAreFirstOfAll holds hits that are found among the newest
// versions alone to those of all that a query finds, put in order.
func TestTheNewestHitsAreFirstOfAll(t *testing.T) {
	s := openTemp(t)
	for i := range 40 {
		verb, status := "denied", ""
		if i%3 == 0 {
			verb, status = "admitted", "planned"
		}
		in := arrival(fmt.Sprintf("https://news%d.example/%d", i%4, i), fmt.Sprintf("news%d.example", i%4), fmt.Sprintf("Story %d\n\nTomas Arendt %s that the ferry had been sold.", i, verb))
		in.Version.Published.Value = fmt.Sprintf("2024-03-%02d", 1+i*7%20)
		in.Version.Seal()
		rec := record(in.Version, "p1", "Tomas Arendt", verb, "the ferry had been sold")
		rec.Version = *in.Version
		if status != "" {
			rec.Events[0].Status = "planned"
		}
		put(t, s, add(t, s, in), rec)
	}
	for _, text := range []string{"type:REJECT", "type:REJECT status:planned", "country:NOR outlet:news1", "act:deny", "type:REJECT before:2024-03-08", "type:PROTEST"} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.builder(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		all, err := s.findHits(t.Context(), b, true, 0, 1000) // more than there are: nothing is walked to
		if err != nil {
			t.Fatal(err)
		}
		for _, limit := range []int{1, 4} {
			for skip := range len(all) + 2 {
				walked, err := s.newestPlaces(t.Context(), b, skip, limit)
				if err != nil {
					t.Fatal(err)
				}
				hits, err := s.findHits(t.Context(), b, true, skip, limit)
				if err != nil {
					t.Fatal(err)
				}
				want := all[min(skip, len(all)):min(skip+limit, len(all))]
				if got := refs(hits); !slices.Equal(got, refs(want)) {
					t.Errorf("%s, %d after %d: %v, want %v", text, limit, skip, got, refs(want))
				}
				if len(walked) > len(want) {
					t.Errorf("%s, %d after %d: %d are walked to, of %d", text, limit, skip, len(walked), len(want))
				}
			}
		}
	}
}

// refs names hits.
func refs(hits []*Hit) (list []string) {
	for _, h := range hits {
		list = append(list, h.Ref())
	}
	return list
}

// TestOneConnectionIsEnoughForAnActor reads an actor's records with one
// connection: who asks for a second one while holding the first waits for ever
// where all readers do so at once.
func TestOneConnectionIsEnoughForAnActor(t *testing.T) {
	s := searchArchive(t)
	s.read.SetMaxOpenConns(1)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var id string
	if ok, err := s.first(ctx, []any{&id}, `SELECT actor FROM actor_versions LIMIT 1`); err != nil || !ok {
		t.Fatal(ok, err)
	}
	if ins, err := s.ActorRecords(ctx, id, 5); err != nil || len(ins) == 0 || ins[0].Actor.Name == "" {
		t.Errorf("%d records, %v", len(ins), err)
	}
}
