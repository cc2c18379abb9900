package store

import (
	"context"
	"fmt"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestEventsAreCountedWhereTheyWere has events in a region, in a place that the
// lists do not have, and nowhere: each is counted once, and the parts are all.
func TestEventsAreCountedWhereTheyWere(t *testing.T) {
	s, err := Open(filled(t, 2))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lat, lon := 59.0, 10.0
	for i, place := range []readout.Place{{Text: "Sale", Place: "pl_2", Name: "Sale", Feature: "ADM1", Country: "NOR", Lat: &lat, Lon: &lon, Precision: "region"}, {Text: "Nowhereton"}, {}} {
		in := arrival(fmt.Sprint("https://news.example/far/", i), "A", fmt.Sprint(ferryText, " Far ", i, "."))
		ref := add(t, s, in)
		rec := record(in.Version, "hand 1", "Tomas Arendt", "denied", "the ferry had been sold")
		rec.Places, rec.Events[0].Place = nil, ""
		if place.Text != "" {
			place.ID, place.Span = "p1", readout.Span{Start: 0, End: 5}
			rec.Places, rec.Events[0].Place = []readout.Place{place}, "p1"
		}
		put(t, s, ref, rec)
	}
	q := &Query{Kind: Events, Fields: map[string][]string{}}
	got, err := s.Places(context.Background(), q, 10)
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.CountHits(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	sum := got.Unknown + got.Nowhere
	for _, p := range got.Items {
		sum += p.Count
	}
	if got.Total != 2 || got.Unknown != 1 || got.Nowhere != 1 || sum != all.Found || got.Items[0].ID != "pl_1" || got.Items[1].Name != "Sale" || *got.Items[1].Lat != lat {
		t.Errorf("%+v of %d events", got, all.Found)
	}
	if got, err := s.Places(context.Background(), q, 1); err != nil || len(got.Items) != 1 || got.Total != 2 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.Places(context.Background(), &Query{Kind: Texts}, 1); err == nil {
		t.Error("texts have places")
	}
}
