package lexicon

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// lines joins errors, one a line.
func lines(errs []error) string {
	var b strings.Builder
	for _, err := range errs {
		fmt.Fprintln(&b, err)
	}
	return b.String()
}

func TestNamesAreComparedWithoutCaseAccentsAndMarks(t *testing.T) {
	for _, pair := range [][2]string{
		{"The Côte d’Ivoire", "cote divoire"}, {"São  Tomé", "Sao Tome"}, {"U.S.", "us"}, {"Al-Shabaab", "al shabaab"}, {"ERDOĞAN", "Erdogan"}, {"Łódź", "lodz"},
		{"Zelenskyy\u0301", "Zelenskyy"}, {"Kim Jong-un", "Kim Jong Un"},
	} {
		if Key(pair[0]) != Key(pair[1]) {
			t.Errorf("%q has the key %q, %q has %q", pair[0], Key(pair[0]), pair[1], Key(pair[1]))
		}
	}
}

func TestAcronymsKeepTheirCase(t *testing.T) {
	l := Load()
	if _, ok := l.Entry("us"); ok {
		t.Error(`"us" is the United States`)
	}
	if e, _ := l.Entry("U.S."); e.Country != "USA" {
		t.Errorf(`"U.S." is %+v`, e)
	}
}

// TestPeopleLike looks holders of offices up by names that are written in
// other ways than the list has them.
func TestPeopleLike(t *testing.T) {
	l := Load()
	for _, tt := range []struct{ name, want string }{
		{"Sameh Shukri", "Sameh Shoukry"},
		{"Abe Shinzo", "Shinzō Abe"},
		{"SERGEI LAVROV", "Sergey Lavrov"},
		{"Recep Erdogan", "Recep Tayyip Erdoğan"},
		{"Muhammadu Buhary", "Muhammadu Buhari"},
	} {
		found := false
		for _, p := range l.PeopleLike(tt.name) {
			found = found || Key(p.Name) == Key(tt.want)
		}
		if !found {
			t.Errorf("%q does not find %q", tt.name, tt.want)
		}
	}
	for _, name := range []string{"Lavrov", "", "of the", "X Y"} {
		if got := l.PeopleLike(name); len(got) > 0 {
			t.Errorf("%q finds %d people", name, len(got))
		}
	}
}

func TestTermsHoldOnTheirDays(t *testing.T) {
	for _, tt := range []struct {
		term Term
		day  string
		want bool
	}{
		{Term{From: "2013-02-01", To: "2017-01-20"}, "2014-06-16", true},
		{Term{From: "2013-02-01", To: "2017-01-20"}, "2019-06-04", false},
		{Term{From: "2013", To: "2014"}, "2014-12-31", true},
		{Term{From: "2020-05-01", Until: "2022-07-19"}, "2022-01-01", true},
		{Term{From: "2020-05-01", Until: "2022-07-19"}, "2024-01-01", false},
	} {
		if got := tt.term.Holds(tt.day); got != tt.want {
			t.Errorf("%+v on %s: %v", tt.term, tt.day, got)
		}
	}
}

// TestUserListOfTenMegabytes reads a list of 10 MB with rows that stand twice,
// wrong codes and names that refer to each other in a circle.
func TestUserListOfTenMegabytes(t *testing.T) {
	var b bytes.Buffer
	rows := 0
	for ; b.Len() < 10<<20; rows++ {
		switch rows % 1000 {
		case 1:
			fmt.Fprintf(&b, "Guild %d\t\tgroup\tNOR\tLAB\n", rows-1) // stands already
		case 2:
			fmt.Fprintf(&b, "Guild %d\t\tgroup\tQQQ\tLAB\n", rows)
		case 3:
			fmt.Fprintf(&b, "Guild %d\tGuild %d\tgroup\tNOR\tLAB\n", rows, rows+1)
		case 4:
			fmt.Fprintf(&b, "Guild %d\tGuild %d\tgroup\tNOR\tLAB\n", rows, rows-1) // the circle ends in the row before
		default:
			fmt.Fprintf(&b, "Guild %d\tBrotherhood %d|Society %d\tgroup\tNOR\tLAB\n", rows, rows, rows)
		}
	}
	l := Load()
	list, errs := l.LoadUser(&b, "big.tsv")
	got := lines(errs)
	for _, want := range []string{`big.tsv:2: "Guild 0" stands in line 1 already`, `big.tsv:3: "QQQ" is no code`, `big.tsv:5: "Guild 4" stands in line 4 already`, "more lines have errors"} {
		if !strings.Contains(got, want) {
			t.Errorf("no error says %q", want)
		}
	}
	if len(errs) > mostErrors+1 || list.Len() < 2*rows {
		t.Errorf("%d errors, %d names of %d rows", len(errs), list.Len(), rows)
	}
	if e, ok := l.With(list).Entry("Society 7"); !ok || e.Name != "Guild 7" || !e.User {
		t.Errorf("a name of the list gives %+v", e)
	}
	if _, ok := l.Entry("Society 7"); ok {
		t.Error("the program's own lists have changed")
	}
}

func TestUserListsInOddForms(t *testing.T) {
	l := Load()
	list, errs := l.LoadUser(strings.NewReader("\ufeff# a comment\r\n\r\nHolm Circle\t\t\tnor\r\nOne cell\n"+strings.Repeat("x", longestLine+1)+"\nLate\n"), "odd.tsv")
	if e, _ := l.With(list).Entry("holm circle"); e.Country != "NOR" || e.Kind != KindOrganization {
		t.Errorf("a row with Windows' line end gives %+v", e)
	}
	if got := lines(errs); !strings.Contains(got, "odd.tsv:5: ") || !strings.Contains(got, "the rest is not read") {
		t.Errorf("errors %q, want one for the line that is too long", got)
	}
	_, errs = l.LoadUser(strings.NewReader("Eva Strand\t\tperson\tNOR\tGOV\tQ1\tNOR 2022 2020 Mayor\nOla Berg\t\tperson\tNOR\t\t\tmayor\n"), "terms.tsv")
	if got := lines(errs); !strings.Contains(got, "before it begins") || !strings.Contains(got, "is no list of terms") {
		t.Errorf("errors %q", got)
	}
}

func TestUserPlaces(t *testing.T) {
	l := Load()
	list, errs := l.LoadUserPlaces(strings.NewReader("Holmdal\tOld Holmdal\ttown\tNOR\t\t61.5\t8.25\nHolmdal\nNowhere\t\ttown\t\t\tNaN\t8\nHigh Moor\t\tregion\tGBR\n"), "places.tsv")
	if got := lines(errs); !strings.Contains(got, "places.tsv:2: ") || !strings.Contains(got, "places.tsv:3: ") || len(errs) != 2 {
		t.Errorf("errors %q", got)
	}
	got := l.With(list).UserPlaces("old holmdal")
	if len(got) != 1 || got[0].Lat != 61.5 || got[0].Key != "user-holmdal" {
		t.Errorf("got %+v", got)
	}
}

// TestImportEndsAtABrokenStream gives what was read before a stream broke.
func TestImportEndsAtABrokenStream(t *testing.T) {
	good := `{"id":"Q900000009","labels":{"en":{"value":"Holm Party"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q7278"}}}}]}}` + "\n"
	made, errs := Load().ImportWikidata(io.MultiReader(strings.NewReader(good), broken{}), "dump")
	if len(made.Actors) != 1 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "dump:2: the disk is gone; the rest is not read") {
		t.Errorf("%d actors, errors %v", len(made.Actors), errs)
	}
	for _, odd := range []string{"[]", "7", `{"id":"Q1","labels":[],"claims":[]}`, `{"id":7}`, `{"id":"Q1","labels":{"en":{"value":"x"}},"claims":{"P31":7}}`, strings.Repeat("[", 100000)} {
		if made, _ := Load().ImportWikidata(strings.NewReader(odd), "odd"); len(made.Actors)+len(made.Places) > 0 {
			t.Errorf("%.40q gives %+v", odd, made)
		}
	}
}

// A broken reader fails.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, fmt.Errorf("the disk is gone") }

// BenchmarkLoadCities and its like measure what the first story pays for each
// list that is loaded when it is first asked for.
func BenchmarkLoadCities(b *testing.B) { benchmarkLoad(b, (*lists).loadCities) }

// BenchmarkLoadPeople measures the list of offices.
func BenchmarkLoadPeople(b *testing.B) { benchmarkLoad(b, (*lists).loadPeople) }

// BenchmarkLoadLike measures the index of names that are written alike.
func BenchmarkLoadLike(b *testing.B) {
	benchmarkLoad(b, func(l *lists) { l.peopleOnce.Do(l.loadPeople); l.loadLike() })
}

func benchmarkLoad(b *testing.B, load func(*lists)) {
	for b.Loop() {
		load(&lists{})
	}
}
