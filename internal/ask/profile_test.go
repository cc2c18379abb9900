package ask

import (
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestAProfileHasWhatStoriesAgreeOn has five stories name an actor, one of them in a
// headline that was read wrong.
func TestAProfileHasWhatStoriesAgreeOn(t *testing.T) {
	in := func(title, from string, aliases ...string) *store.ActorIn {
		return &store.ActorIn{Actor: readout.Actor{Name: "Eva Strand", Aliases: aliases, Office: &readout.Office{Title: title, From: from}}}
	}
	p := &Profile{Actor: Actor{Name: "Eva Strand"}}
	p.describe([]*store.ActorIn{in("When Minister", "", "Strand", "When Strand"), in("harbour minister", "", "STRAND"), in("Harbour Works head", "2021", "the minister"), in("harbour minister", "", "Strand", "the minister"), in("harbour minister", "", "eva strand")})
	var titles []string
	for _, o := range p.Offices {
		titles = append(titles, o.Title)
	}
	if want := []string{"Harbour Works head", "harbour minister"}; !slices.Equal(titles, want) {
		t.Errorf("the offices are %q, want %q", titles, want)
	}
	if want := []string{"Strand", "the minister"}; !slices.Equal(p.Aliases, want) {
		t.Errorf("the other names are %q, want %q", p.Aliases, want)
	}
	one := &Profile{Actor: Actor{Name: "Eva Strand"}}
	if one.describe([]*store.ActorIn{in("minister", "", "Strand")}); len(one.Offices) != 1 || len(one.Aliases) != 1 {
		t.Errorf("of one story there are %v and %v", one.Offices, one.Aliases)
	}
}

// TestAFirstVersionThatIsShownAgain compares what came between, where nobody says what
// is to be compared.
func TestAFirstVersionThatIsShownAgain(t *testing.T) {
	st := &Story{ID: "st_1", Versions: []VersionLine{{N: 1, Current: true}, {N: 2}}}
	a, b, err := st.Pair("", "")
	if err != nil || a.N != 1 || b.N != 2 {
		t.Errorf("compared are %v and %v: %v", a, b, err)
	}
	if _, _, err := st.Pair("", "1"); err == nil {
		t.Error("the first version is compared with one before it")
	}
	st.Versions = st.Versions[:1]
	if _, _, err := st.Pair("", ""); err == nil {
		t.Error("one version is compared with another")
	}
}
