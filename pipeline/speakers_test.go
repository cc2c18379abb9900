package pipeline

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/models"
)

// TestWhoSpeaks holds whose words they are: those of who issued the document,
// of several speakers the first.
func TestWhoSpeaks(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"A Harbour Council report warned on Monday that the bridge could fall.", "Harbour Council"},
		{"The Harbour Council opened. The council's report said that the ferries were unsafe.", "Harbour Council"},
		{"A study by the Tessaly Institute found that fish had left the bay.", "Tessaly Institute"},
		{"Mira Dolan and Petr Asch said that the strike would go on.", "Mira Dolan"},
		{"Mira Dolan's letter said that the strike would go on.", "Mira Dolan"},
	} {
		rec := must(r.Read(t.Context(), english(c.text)))
		if len(rec.Attributions) != 1 {
			t.Errorf("%q: %d statements, want 1", c.text, len(rec.Attributions))
			continue
		}
		if actor := rec.Index().Actor(rec.Attributions[0].Speaker.Actor); actor == nil || actor.Name != c.want {
			t.Errorf("%q: the speaker is %+v, want %s", c.text, actor, c.want)
		}
	}
}

// TestStatementsWithinOthers holds what stands within what somebody says: a
// statement does, what somebody only decided does not.
func TestStatementsWithinOthers(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	const text = "Minister Orlov said that the general had told him the pass was lost, and that the army decided to hold the bridge."
	rec := must(r.Read(t.Context(), english(text)))
	var cues []string
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		cues = append(cues, a.Cue.Text)
		if i > 0 && a.Within != readout.AttributionID("a1") {
			t.Errorf("“%s” stands within %q, want a1", a.Cue.Text, a.Within)
		}
	}
	if len(cues) != 2 || cues[1] != "had told" {
		t.Errorf("cues are %q, want those of the minister and of the general", cues)
	}
}

// TestNounsAreNoPlaces holds that a noun in lower case, which no list has, is no place.
func TestNounsAreNoPlaces(t *testing.T) {
	for _, model := range []string{"fast", "accurate"} {
		r, err := Open(models.FS(), model)
		if err != nil {
			t.Fatal(err)
		}
		rec := must(r.Read(t.Context(), english("Norway and Denmark agreed on Friday to hold talks on mackerel in February, both governments said.")))
		for _, p := range rec.Places {
			if p.Text == "mackerel" {
				t.Errorf("%s: %q is a place: %s", model, p.Text, p.Why)
			}
		}
		if len(rec.Places) != 2 {
			t.Errorf("%s: %d places, want Norway and Denmark", model, len(rec.Places))
		}
	}
}

// TestARoleBeforeANameIsThatPerson holds that who is named behind a comma after
// his role speaks by his name, though the role alone is no mention.
func TestARoleBeforeANameIsThatPerson(t *testing.T) {
	for _, model := range []string{"fast", "accurate"} {
		r, err := Open(models.FS(), model)
		if err != nil {
			t.Fatal(err)
		}
		rec := must(r.Read(t.Context(), english("Tavria's president, Lena Orsk, called on neighbouring Belmark to close the crossing.")))
		if len(rec.Attributions) != 1 {
			t.Fatalf("%s: %d statements, want one", model, len(rec.Attributions))
		}
		who := rec.Attributions[0].Speaker
		if a := rec.Index().Actor(who.Actor); a == nil || a.Name != "Lena Orsk" || who.Kind != readout.NamedSpeaker {
			t.Errorf("%s: the speaker is %+v", model, who)
		}
	}
}

// TestAPronounHasItsActorsName holds that no pronoun of somebody whom the text names
// speaks without a name, and gives none to the others that stand for him.
func TestAPronounHasItsActorsName(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	const text = "Lena Orsk runs the harbour board. Critics told her that the ferry was late. According to her, the new pier is safe. She said that it opens in May."
	rec := must(r.Read(t.Context(), english(text)))
	pronouns := 0
	for _, a := range rec.Attributions {
		if w := strings.ToLower(a.Speaker.Text); w != "her" && w != "she" {
			continue
		}
		if pronouns++; a.Speaker.Kind != readout.NamedSpeaker {
			t.Errorf("%q of %+v is %s", a.Speaker.Text, rec.Index().Actor(a.Speaker.Actor), a.Speaker.Kind)
		}
	}
	if pronouns < 2 {
		t.Errorf("%d statements by a pronoun: %+v", pronouns, rec.Attributions)
	}
}

// TestADeedIsNoStatement holds that verbs which say something of words say nothing
// where somebody is their object.
func TestADeedIsNoStatement(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		act  readout.Act // "" for no statement
	}{
		{"Selden Lines dismisses its director.", ""},
		{"The harbour board dismissed the captain on Monday.", ""},
		{"Police questioned the driver for two hours.", ""},
		{"The minister dismissed the report as a fairy tale.", readout.Deny},
		{"There are credible reports that security forces denied medical personnel access to the victims.", readout.Say},
		{"The judge denied bail to the captain on Monday.", ""},
		{"Hungary denied entry to two journalists.", ""},
		{"The court dismissed the case on Tuesday.", ""},
		{"The ministry dismissed the claims as lies.", readout.Deny},
		{"The new decree denied the girls an education.", ""},
		{"The mayor denied any link to the firm.", readout.Deny},
		{"The company denied wrongdoing.", readout.Deny},
		{"The council denied parts of the report.", readout.Deny},
		{"The minister denied the captain's account of the night.", readout.Deny},
	} {
		rec := must(r.Read(t.Context(), english(c.text)))
		var got readout.Act
		if len(rec.Attributions) > 0 {
			got = rec.Attributions[0].Act
		}
		if got != c.act {
			t.Errorf("%q: a statement that does %q, want %q", c.text, got, c.act)
		}
	}
}

// TestWhoActs holds who has a role: the person whose name stands behind a noun
// of his, and never the state before a currency's sign.
func TestWhoActs(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	const text = "Liberal presidential nominee Dana Orlov on Friday endorsed Mayor Ivar Lind. The harbour bank pledged US $2 billion in loans to Angola."
	rec := must(r.Read(t.Context(), english(text)))
	if len(rec.Events) == 0 || len(rec.Events[0].Actor) != 1 {
		t.Fatalf("events are %+v, want an endorsement with its actor", rec.Events)
	}
	if a := rec.Index().Actor(rec.Events[0].Actor[0].Actor); a == nil || a.Name != "Dana Orlov" {
		t.Errorf("who endorsed is %+v, want Dana Orlov", a)
	}
	for i := range rec.Actors {
		if rec.Actors[i].Country == "USA" {
			t.Errorf("%q is of the United States, of which the text says nothing", rec.Actors[i].Name)
		}
	}
}

// TestWhoseCountry holds countries that words only seem to name: a state of a
// federation is not the island of its name, an initial is no party, a congress
// is that of the country which the story tells of.
func TestWhoseCountry(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, name, want string }{
		{"New Jersey Gov. Chris Dolan said that the ad was false.", "Chris Dolan", "USA"},
		{"U. S. officials said on Monday that talks would go on.", "U. S. officials", "USA"},
		{"The U. S. said on Monday that talks would go on.", "United States", "USA"},
		{"Congress leader Asha Rao said in New Delhi that the police had beaten two men. Congress workers marched in Mumbai.", "Asha Rao", "IND"},
		{"The hill district's council closed two schools on Monday.", "The hill district's council", ""},
	} {
		rec := must(r.Read(t.Context(), english(c.text)))
		found := false
		for i := range rec.Actors {
			if a := &rec.Actors[i]; a.Name == c.name {
				found = true
				if a.Country != c.want {
					t.Errorf("%q: %s is of %q, want %s", c.text, a.Name, a.Country, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%q: no actor is called %s", c.text, c.name)
		}
	}
}

// TestWhomADeedHits holds a deed to the object that its own sentence names:
// nobody of a sentence before is hit in its place.
func TestWhomADeedHits(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	const text = "China condemned the sale of arms to Taiwan. Hungary joined the alliance and opened its border to Austrian lorries."
	rec := must(r.Read(t.Context(), english(text)))
	joined := false
	for i := range rec.Events {
		e := &rec.Events[i]
		if e.Trigger.Text != "joined" {
			continue
		}
		joined = true
		for _, role := range e.Recipient {
			if actor := rec.Index().Actor(role.Actor); actor != nil && actor.Name == "Taiwan" {
				t.Errorf("Hungary joined %+v", e.Recipient)
			}
		}
	}
	if !joined {
		t.Error("no event tells that Hungary joined")
	}
}
