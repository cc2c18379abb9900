package review_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// samples returns the stories of the samples that are rows of JSON.
func samples(t *testing.T) (list []readout.Version) {
	t.Helper()
	for _, file := range []string{"press/stories.jsonl", "talks.jsonl", "versions.jsonl"} {
		data, err := os.ReadFile("../../examples/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for dec := json.NewDecoder(bytes.NewReader(data)); dec.More(); {
			var row struct{ Text, Title, Published string }
			if err := dec.Decode(&row); err != nil {
				t.Fatal(err)
			}
			list = append(list, article.FromText(article.Input{Text: row.Text, Title: row.Title, Published: row.Published}).Version)
		}
	}
	return list
}

// readAll reads stories with a model.
func readAll(t *testing.T, model string, stories []readout.Version) (list []*readout.Record) {
	t.Helper()
	r, err := pipeline.Open(models.FS(), model)
	if err != nil {
		t.Fatal(err)
	}
	for i := range stories {
		v := stories[i]
		rec, err := r.Read(t.Context(), &v)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, rec)
	}
	return list
}

// TestCorrectionsFitAnotherModelsReadingOrSayThatTheyDoNot corrects every field of every value
// of the samples as one model reads them, and replays that over what others read. A
// correction fits if it stands, with the value that the person gave, at words of the text that
// it was made for; one that fits no longer says why. Which words these are is seen here by where
// they stand, and not by what they are, as reviews know them again.
func TestCorrectionsFitAnotherModelsReadingOrSayThatTheyDoNot(t *testing.T) {
	if testing.Short() {
		t.Skip("the samples are read by three models")
	}
	stories := samples(t)
	rules, fast, accurate := readAll(t, pipeline.Rules, stories), readAll(t, pipeline.Fast, stories), readAll(t, pipeline.Accurate, stories)
	for _, turn := range []struct {
		name     string
		from, to []*readout.Record
	}{{"rules, then fast", rules, fast}, {"fast, then rules", fast, rules}, {"fast, then accurate", fast, accurate}, {"accurate, then fast", accurate, fast}} {
		fit, gone, wrong := 0, 0, 0
		for i, first := range turn.from {
			for _, list := range corrections(first) {
				out, fits := review.Apply(turn.to[i], list)
				for _, f := range fits {
					switch problem := misfit(first, turn.to[i], out, &f, fits); {
					case problem != "":
						wrong++
						t.Logf("%s: %s of %s %q: %s %s %s", turn.name, f.Review.Field, f.Review.Layer, f.Review.Machine, f.State, f.Local, problem)
					case f.State == review.Gone:
						gone++
					default:
						fit++
					}
				}
			}
		}
		n := fit + gone + wrong
		if n < 100 || 100*wrong > n || 3*fit < n {
			t.Errorf("%s: of %d corrections %d fit, %d say that they do not, %d are wrong; want 1 of 100 wrong at most, and a third that fit", turn.name, n, fit, gone, wrong)
		}
	}
}

// misfit says what is wrong with what has become of a correction of a value of first in another
// reading, of which out is what people see; "" for nothing.
func misfit(first, machine, out *readout.Record, f *review.Fit, all []review.Fit) string {
	if f.State == review.Gone {
		if f.Why == "" {
			return "it does not say why"
		}
		return ""
	}
	local, _ := review.Find(first, f.Review.Layer, &f.Review.Anchor)
	sentence := passage(first, &f.Review.Anchor)
	like := func(other string) float64 {
		return alike(within(sentence, wordsOf(first, local)), within(sentence, wordsOf(machine, other)))
	}
	here := like(f.Local)
	for _, other := range idsOf(machine)[f.Review.Layer] {
		if like(other) > here {
			return "it stands at other words than " + other
		}
	}
	if here == 0 && !sameName(first, local, machine, f.Local) {
		return "it stands at other words"
	}
	for _, g := range all { // of two corrections of one value the later one stands
		if g.Local == f.Local && g.Review != f.Review && g.State != review.Gone {
			return ""
		}
	}
	alone, _ := review.Apply(first, []*review.Review{f.Review})
	want, _ := review.Value(alone, local, f.Review.Field)
	if got, _ := review.Value(out, f.Local, f.Review.Field); got != want && alike(named(alone, want), named(out, got)) == 0 {
		return "the value is " + got + " and was to be " + want
	}
	return ""
}

// wordsOf returns where the words of a value stand: what is said, what tells of an event, the
// mentions of an actor.
func wordsOf(rec *readout.Record, local string) (list []readout.Span) {
	x := rec.Index()
	if a := x.Attribution(readout.AttributionID(local)); a != nil {
		if a.Content.Spans != nil {
			return a.Content.Spans
		}
		return a.Cue.Spans
	}
	if e := x.Event(readout.EventID(local)); e != nil {
		return e.Trigger.Spans
	}
	for _, m := range rec.Mentions {
		if string(m.Actor) == local {
			list = append(list, m.Span)
		}
	}
	return list
}

// passage returns where the sentence stands that a person looked at.
func passage(rec *readout.Record, a *review.Anchor) (at readout.Span) {
	for range a.Nth {
		at.Start = at.End + strings.Index(rec.Version.Text[at.End:], a.Passage)
		at.End = at.Start + len(a.Passage)
	}
	return at
}

// within returns the spans that begin in a passage: an actor is mentioned in others, too.
func within(passage readout.Span, list []readout.Span) (out []readout.Span) {
	for _, s := range list {
		if passage.Start <= s.Start && s.Start < passage.End {
			out = append(out, s)
		}
	}
	return out
}

// sameName reports whether two values are actors of one name.
func sameName(a *readout.Record, local string, b *readout.Record, other string) bool {
	x, y := a.Index().Actor(readout.ActorID(local)), b.Index().Actor(readout.ActorID(other))
	return x != nil && y != nil && strings.EqualFold(x.Name, y.Name)
}

// named returns where those are mentioned who have a name: readings may call them by others.
func named(rec *readout.Record, name string) (list []readout.Span) {
	for i := range rec.Actors {
		if rec.Actors[i].Name == name {
			list = append(list, wordsOf(rec, string(rec.Actors[i].ID))...)
		}
	}
	return list
}

// alike returns the share of the bytes of two lists of spans that are in both.
func alike(a, b []readout.Span) float64 {
	both, all := 0, 0
	for _, x := range a {
		all += x.Len()
		for _, y := range b {
			both += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	for _, y := range b {
		all += y.Len()
	}
	return float64(both) / float64(max(1, all-both))
}

// idsOf returns the ids of a record's values.
func idsOf(rec *readout.Record) map[review.Layer][]string {
	ids := make(map[review.Layer][]string)
	for _, a := range rec.Attributions {
		ids[review.Statement] = append(ids[review.Statement], string(a.ID))
	}
	for _, e := range rec.Events {
		ids[review.Event] = append(ids[review.Event], string(e.ID))
	}
	for _, a := range rec.Actors {
		ids[review.Actor] = append(ids[review.Actor], string(a.ID))
	}
	return ids
}

// corrections returns corrections of a record, a list for each field: every value has one of
// them at most in each list.
func corrections(rec *readout.Record) (lists [][]*review.Review) {
	var names []string
	for _, a := range rec.Actors {
		names = append(names, a.Name)
	}
	ids := idsOf(rec)
	others := map[string][]string{"date": {"2030-01-02"}, "country": {"NOR", "PER"}, "sectors": {"MED", "EDU"}, "name": {"Vera Holt"}, "place": {"Bergen [NOR]"}, "speaker": names, "actor": names, "recipient": names}
	for _, layer := range review.AllLayers {
		for _, field := range review.Fields(layer) {
			var list []*review.Review
			for _, id := range ids[layer] {
				list = append(list, correction(rec, id, field, append(review.Choices(layer, field), others[field]...))...)
			}
			lists = append(lists, list)
		}
	}
	return lists
}

// correction returns a correction of a field to the first of some values that it may have and
// has not; none if there is no such value.
func correction(rec *readout.Record, id, field string, values []string) []*review.Review {
	was, _ := review.Value(rec, id, field)
	if at := strings.LastIndexByte(was, ' '); field == "content" && at > 0 {
		values = []string{was[:at]}
	}
	for _, value := range values {
		r, err := review.Make(rec, rec, id, review.Review{Do: review.Correct, Field: field, Value: value, By: "Ines", Why: "the text says so"})
		if err == nil && value != was {
			return []*review.Review{r}
		}
	}
	return nil
}
