package ask

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestUnknownValuesAreProblemsThatNameNearOnes asks for values that a field can't
// have, as the API and the pages pass them on.
func TestUnknownValuesAreProblemsThatNameNearOnes(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	service := &Service{Store: s, Pipeline: "hand 1"}
	ctx := context.Background()
	check := func(what, want string, fault Fault, err error) {
		t.Helper()
		var own *Error
		if !errors.As(err, &own) || own.Fault != fault || !strings.Contains(own.Detail, want) {
			t.Errorf("%s: %v; want %s, %q", what, err, fault, want)
		}
	}
	for want, f := range map[string]EventFilter{
		"Ukraine is UKR":                          {Country: "Ukraine"},
		"perhaps PROTEST":                         {Type: "PROTESTS"},
		"want one of ACCUSE":                      {Type: "banana"},
		"perhaps denied":                          {Status: "denies"},
		`from is "2022-13": there is no month 13`: {From: "2022-13"},
		"date:2022-05..2021":                      {From: "2022-05", To: "2021"},
		`to is "2022-02-30": the last day`:        {To: "2022-02-30"},
		`from is "banana": want a day`:            {From: "banana", Published: true},
		"closing parenthesis":                     {Words: "ferry)"},
	} {
		_, err := service.Events(ctx, f, Binning{}, "", 10)
		check(want, want, Mistaken, err)
	}
	for q, want := range map[string]string{"kind:banana": "want one of named", "country:XXX act:deny": "three letters", "date:2022-13 ferry": "date:2022-13"} {
		_, err := service.Search(ctx, Search{Q: q, Limit: 10})
		check(q, want, Mistaken, err)
	}
	_, err = service.Search(ctx, Search{Q: "speaker:ac_00", Limit: 10})
	if !errors.Is(err, store.ErrNotFound) || !strings.Contains(err.Error(), "ac_00") {
		t.Error(err)
	}
	if list, err := service.Events(ctx, EventFilter{Type: "protest", Country: "ukr", From: "2022", To: "2022-03"}, Binning{}, "", 10); err != nil || len(list.Items) != 0 {
		t.Errorf("known values in small letters: %v", err)
	}
}
