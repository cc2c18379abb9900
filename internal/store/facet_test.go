package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// placedArchive holds a story of one event for each place, which its outlet is
// named after.
func placedArchive(t *testing.T, places ...string) *Store {
	t.Helper()
	s := openTemp(t)
	for i, place := range places {
		text := fmt.Sprintf("Story %d\n\nTomas Arendt denied that the ferry had been sold in %s.", i, place)
		in := arrival(fmt.Sprintf("https://news%d.example/1", i), place+" Post", text)
		rec := record(in.Version, "p1", "Tomas Arendt", "denied", "the ferry had been sold")
		at := strings.LastIndex(text, place)
		rec.Places = []readout.Place{{ID: "p1", Span: readout.Span{Start: at, End: at + len(place)}, Text: place, Name: place, Precision: "town"}}
		rec.Events[0].Place = "p1"
		rec.Events[0].Modes = []string{[]string{"meet", "yield", "assist"}[i%3]}
		rec.Events[0].CAMEO = []string{"112", "057", "190"}[i%3]
		put(t, s, add(t, s, in), rec)
	}
	return s
}

// TestACountIsWhatItsFieldFinds sees that the number beside a value is that of
// the results which the field finds with it, for places and outlets too, whose
// names may stand in longer ones.
func TestACountIsWhatItsFieldFinds(t *testing.T) {
	s, ctx := placedArchive(t, "Holm", "Holm", "Eastern Holm", "Île d'Or", "Vik"), context.Background()
	for _, text := range []string{"type:REJECT", "act:deny", "ferry"} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		facets, values, err := s.Facets(ctx, q, 3)
		if err != nil {
			t.Fatal(err)
		}
		if values["outlet"] != 4 || q.Kind == Events && values["place"] != 4 {
			t.Errorf("%s: %v values", text, values)
		}
		for _, f := range facets {
			if f.Field == "month" {
				continue
			}
			narrow, err := ParseQuery(fmt.Sprintf(`%s %s:"%s"`, text, f.Field, f.Value))
			if err != nil {
				t.Fatal(err)
			}
			res, err := s.CountHits(ctx, narrow)
			if err != nil || res.Found != f.Count || f.Count == 0 {
				t.Errorf("%s: %s:%q counts %d and finds %+v, %v", text, f.Field, f.Value, f.Count, res, err)
			}
		}
		if more, _, err := s.Facets(ctx, q, 200, "outlet"); err != nil || len(more) != 4 {
			t.Errorf("%s: all outlets are %v, %v", text, more, err)
		}
	}
}

// TestAFieldTakesAnyOfItsValues asks for two values of each field of events.
func TestAFieldTakesAnyOfItsValues(t *testing.T) {
	s, ctx := placedArchive(t, "Holm", "Vik", "Öland"), context.Background()
	for text, want := range map[string]int{
		"place:Holm,Vik": 2, "place:holm,nowhere": 1, "mode:meet,yield": 2, "cameo:112,05": 2, "country:NOR,FRA type:REJECT": 3, "place:Öland": 1, "outlet:Öland type:REJECT": 1,
	} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		if res, err := s.CountHits(ctx, q); err != nil || res.Found != want {
			t.Errorf("%s finds %+v, %v; want %d", text, res, err, want)
		}
	}
}

// TestAllActorsAreListed goes through the actors of an archive page by page.
func TestAllActorsAreListed(t *testing.T) {
	s, ctx := openTemp(t), context.Background()
	for i, name := range []string{"Ada Berg", "Bo Lind", "Cai Moe", "Dag Olsen", "Eli Rud", "Finn Strand", "Gro Vik"} {
		text := fmt.Sprintf("Story %d\n\n%s denied that the ferry had been sold.", i, name)
		in := arrival(fmt.Sprintf("https://news.example/%d", i), "News", text)
		rec := record(in.Version, "p1", name, "denied", "the ferry had been sold")
		rec.Actors[0].Public = name != "Dag Olsen" // a private person
		put(t, s, add(t, s, in), rec)
	}
	var names []string
	for skip := 0; ; skip += 4 {
		list, total, err := s.ActorsLike(ctx, "", "", skip, 4)
		if err != nil || total != 6 {
			t.Fatalf("%d in all, %v", total, err)
		}
		for _, a := range list {
			names = append(names, a.Name)
		}
		if len(list) < 4 {
			break
		}
	}
	slices.Sort(names)
	if got := strings.Join(names, ", "); got != "Ada Berg, Bo Lind, Cai Moe, Eli Rud, Finn Strand, Gro Vik" {
		t.Errorf("the pages have %s", got)
	}
}

// TestAnUnclosedQuotationIsAnError sees that it is not closed by guess.
func TestAnUnclosedQuotationIsAnError(t *testing.T) {
	for _, text := range []string{`"air strikes`, `speaker:berg "air strikes`, `about:"air strikes`, `berg about:"air`, `“air strikes`, `ferry "`, `outlet:a"b`} {
		if q, err := ParseQuery(text); err == nil || !strings.Contains(err.Error(), "opened and not closed") {
			t.Errorf("%s gives %+v, %v", text, q, err)
		}
	}
	for _, text := range []string{`"air strikes"`, `about:"air strikes" ferry`, `“air strikes”`, `ferry "" boat`} {
		if _, err := ParseQuery(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestUnknownValuesNameSome sees that an error of every closed list names values,
// near ones or all or, of very long lists, some.
func TestUnknownValuesNameSome(t *testing.T) {
	for text, want := range map[string]string{"mode:foo": "abduct", "mode:protst": "there is no such value", "type:banana": "PROTEST", "cameo:zz": "such as", "act:x": "deny", "mode:strik": "perhaps strike"} {
		if _, err := ParseQuery(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// TestForgettingSaysWhatRemains forgets a name of which a word stands alone later
// in the text, and in a text on somebody else.
func TestForgettingSaysWhatRemains(t *testing.T) {
	s := openTemp(t)
	in := arrival("https://one.example/1", "One", "Quillon Zebedee speaks\n\nQuillon Zebedee of Holm denied it. Zebedee left. “No,” said Mr. Zebedee.")
	ref := add(t, s, in)
	put(t, s, ref, record(in.Version, "p1", "Quillon Zebedee", "denied", "it"))
	add(t, s, arrival("https://two.example/2", "Two", "A feast\n\nUrsula Zebedee danced."))
	var done Forgot
	err := s.Update(t.Context(), func(tx *Tx) (err error) { done, err = tx.ForgetName("Quillon Zebedee"); return err })
	if err != nil || done.Masked != 1 {
		t.Fatal(done, err)
	}
	if want := []LeftWord{{Word: "Zebedee", Times: 2, Texts: 1, Others: 1}}; !slices.Equal(done.Left, want) {
		t.Errorf("%+v remain, want %+v", done.Left, want)
	}
	err = s.Update(t.Context(), func(tx *Tx) (err error) { done, err = tx.ForgetName("Zebedee"); return err })
	if err != nil || done.Masked != 2 || len(done.Left) != 0 {
		t.Errorf("%+v, %v", done, err)
	}
}
