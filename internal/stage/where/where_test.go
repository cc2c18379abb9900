package where

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/growth"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// find makes mentions of the words in braces and finds their places.
func find(marked string, lex *lexicon.Lexicon) (string, []readout.Place) {
	var text strings.Builder
	var mentions []readout.Mention
	for rest := marked; ; {
		before, inner, ok := strings.Cut(rest, "{")
		text.WriteString(before)
		if !ok {
			break
		}
		words, after, _ := strings.Cut(inner, "}")
		mentions = append(mentions, readout.Mention{Form: "name", Type: "GPE", Text: words, Span: readout.Span{Start: text.Len(), End: text.Len() + len(words)}})
		text.WriteString(words)
		rest = after
	}
	v := &readout.Version{Language: "en", Text: text.String()}
	return v.Text, New(language.English()).Find(v, segment.New(language.English()).Split(v.Text), mentions, nil, lex)
}

func TestFind(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"the best-known of many", "He flew to {Paris}.", "2988507"},
		{"the words behind it say where it lies", "He drove to {Paris}, {Texas}.", "4717560 USA.TX"},
		{"in brackets of one name", "He drove to {Paris, Texas}.", "4717560"},
		{"a country behind it", "The market in {Tripoli}, {Lebanon}, burned.", "266826 LBN"},
		{"said once, it holds for the story", "A fire broke out in {Paris}, {Texas}. Nobody in {Paris} was hurt.", "4717560 USA.TX 4717560"},
		{"the story's country decides", "{Jordan} mourns. In {Amman} and in {Irbid} shops closed.", "JOR 250441 248946"},
		{"a state by what follows", "The {New York} senator left.", "USA.NY"},
		{"a city by what does not", "She landed in {New York} on Monday.", "5128581"},
		{"a state in a row of states", "Voters in {Ohio}, {New York} and {Florida} chose.", "USA.OH USA.NY USA.FL"},
		{"a country before its city", "The plant moved to {Mexico}.", "MEX"},
		{"a strip before its city", "Rockets came from {Gaza}.", "PSE.gaza"},
		{"an area", "Ships left the {Black Sea}.", "black-sea"},
		{"no list has it", "They met in {Qwertyville}.", "-"},
		{"a hamlet that nothing speaks for", "He went to {Mertzon}.", "-"},
		{"accents lost", "She spoke in {Sao Paulo}.", "3448439"},
		{"in capitals", "{BAGHDAD} was calm.", "98182"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, places := find(tt.text, lexicon.Load())
			var got []string
			for _, p := range places {
				if p.Place == "" {
					p.Place = "-"
				}
				got = append(got, strings.TrimPrefix(p.Place, "pl_"))
				if p.Why == "" || p.Confidence < 0 || p.Confidence > 1 {
					t.Errorf("%s: no reason or an odd confidence: %+v", p.Text, p)
				}
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("%q gives %s, want %s", tt.text, s, tt.want)
			}
		})
	}
}

// TestMisspellingKeepsTheWords links a town that is written with one wrong
// letter with low confidence, and leaves the text alone.
func TestMisspellingKeepsTheWords(t *testing.T) {
	text, places := find("{Iraq} lost the northern city of {Taj Afar} on Sunday.", lexicon.Load())
	p := places[1]
	if p.Text != "Taj Afar" || p.Span.In(text) != "Taj Afar" {
		t.Errorf("the words became %q", p.Text)
	}
	if p.GeoNames != "90393" || p.Confidence > 0.5 || !strings.Contains(p.Why, "guess") {
		t.Errorf("got %+v, want Tal Afar as a guess", p)
	}
	_, places = find("{Iraq} sent {Taj Afar} home.", lexicon.Load())
	if places[1].Place != "" {
		t.Errorf("a name that nothing calls a town gives %+v", places[1])
	}
}

func TestCountriesHaveNoCoordinates(t *testing.T) {
	for iso := range strings.FieldsSeq("Iraq France Singapore Monaco Vatican Kuwait Luxembourg Djibouti") {
		_, places := find("In {"+iso+"} it rained.", lexicon.Load())
		if p := places[0]; p.Precision != "country" || p.Lat != nil || p.Lon != nil {
			t.Errorf("%s: %+v", iso, p)
		}
	}
}

// TestGovernmentsAreNoPlaces leaves out names that stand for who governs.
func TestGovernmentsAreNoPlaces(t *testing.T) {
	v := &readout.Version{Text: "Tehran denied it."}
	m := []readout.Mention{{Form: "name", Type: "GPE", Text: "Tehran", Span: readout.Span{End: 6}, Actor: "ac_IRN-GOV"}}
	if got := New(language.English()).Find(v, segment.New(language.English()).Split(v.Text), m, []readout.Actor{{ID: "ac_IRN-GOV", Kind: "government", Country: "IRN"}}, lexicon.Load()); len(got) > 0 {
		t.Errorf("got %+v", got)
	}
}

// TestUsersPlacesComeFirst takes a place of a user's list before others.
func TestUsersPlacesComeFirst(t *testing.T) {
	l := lexicon.Load()
	list, errs := l.LoadUserPlaces(strings.NewReader("Paris\tLittle Paris\tdistrict\tNOR\t\t60\t5\n"), "mine.tsv")
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if _, places := find("In {Little Paris} it rained.", l.With(list)); places[0].Country != "NOR" || places[0].Precision != "district" || *places[0].Lat != 60 {
		t.Errorf("got %+v", places[0])
	}
}

// TestManyNames finds the places of stories of ever more names.
func TestManyNames(t *testing.T) {
	growth.Linear(t, 1000, func(n int) func() {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "In the city of {Holmvik%d} in {Norway} it rained. ", i)
		}
		return func() {
			if _, places := find(b.String(), lexicon.Load()); len(places) != 2*n {
				t.Errorf("%d places of %d", len(places), 2*n)
			}
		}
	})
}
