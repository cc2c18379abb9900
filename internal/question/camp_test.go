package question

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// campsOf asks two questions of claims and returns the camps in words.
func campsOf(told []Told) (string, CampsNote) {
	a := New(language.English())
	var all [][]Position
	for _, on := range []string{"reopening the bridge", "painting the school"} {
		list, _ := a.Positions(a.Parse(on), told, "")
		all = append(all, list)
	}
	list, note := Camps(all)
	var out []string
	for _, c := range list {
		out = append(out, strings.Join(c.Names, "+"))
	}
	return strings.Join(out, " | "), note
}

// TestCamps: who stands with whom on two questions, and when that is not said.
func TestCamps(t *testing.T) {
	everybody := func(day string) (out []Told) {
		for _, name := range []string{"Ana Ruiz", "Leo Marin"} {
			out = append(out, said(name, day, "reopen=for bridge"), said(name, day+"T10:00:00Z", "paint=for school"))
		}
		for _, name := range []string{"Ida Berg", "Tom Vale"} {
			out = append(out, said(name, day, "reopen=against bridge"), said(name, day+"T10:00:00Z", "paint=against school"))
		}
		return out
	}
	twice := append(everybody("2033-01-01"), everybody("2033-01-02")...)
	for i := range twice { // words of their own, so that no claim is a copy of another
		twice[i].Claim.Hash = uint64(i + 1)
	}
	if got, note := campsOf(twice); got != "Ana Ruiz+Leo Marin | Ida Berg+Tom Vale" || note != "" {
		t.Errorf("two camps: %q, %q", got, note)
	}
	if got, note := campsOf(twice[:4]); got != "" || note != NoOpposites {
		t.Errorf("all agree: %q, %q", got, note)
	}
	both := append([]Told{}, twice...)
	for i, words := range []string{"reopen=for bridge", "paint=against school"} {
		c := said("Eva Strand", "2033-01-03", words)
		c.Claim.Hash = uint64(100 + i)
		both = append(both, c)
	}
	if got, note := campsOf(both); got != "Ana Ruiz+Leo Marin | Ida Berg+Tom Vale" || note != "" {
		t.Errorf("one who agrees with both as often as not is in neither: %q, %q", got, note)
	}
	// one story alone has it that Vale is with Ruiz and Marin
	turned := said("Tom Vale", "2033-01-05", "paint=for school")
	again := said("Tom Vale", "2033-01-05", "reopen=for bridge")
	turned.Claim.Hash, again.Claim.Hash = 200, 201
	again.Story = turned.Story
	if got, note := campsOf(append(twice, turned, again)); got != "" || note != Unstable {
		t.Errorf("one story decides: %q, %q", got, note)
	}
}

// TestTaken: the sides that somebody takes, with what they are taken of; others'
// claims are not his.
func TestTaken(t *testing.T) {
	a := New(language.English())
	told := []Told{said("Ana Ruiz", "2033-01-02", "must reopen=for bridge"), said("Ana Ruiz", "2033-01-01", "paint=against school late"), said("Leo Marin", "2033-01-01", "reopen=against bridge"), said("Ana Ruiz", "2033-01-03", "see bridge")}
	list := a.Taken(told, "Ruiz")
	var got []string
	for _, p := range list {
		got = append(got, string(p.Stance)+" "+p.Of)
	}
	if want := "against paint school late, for reopen bridge"; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", strings.Join(got, ", "), want)
	}
}
