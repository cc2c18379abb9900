package pipeline

import (
	"slices"
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
		{"A letter published by the Tessaly Institute said that the strike would go on.", "Tessaly Institute"},
		{"A statement from the Tessaly Union said that the strike would go on.", "Tessaly Union"},
		{"A report in the Tessaly Herald said that the strike would go on.", "Tessaly Herald"},
		{"“The strike will go on,” US Secretary of State Mira Dolan said in a press statement.", "Mira Dolan"},
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
		{"“Trump and the governors deny us the right to learn,” the senator said.", readout.Say},
		{"“We otherwise deny the petition on the merits.”", ""},
		{"The port denied entries under the act to fishing vessels.", ""},
		{"The sailors who were denied a hearing have left the island.", ""},
		{"The ministry denied a captain the map of the strait.", ""},
		{"The union disagreed with the decision to close the yard.", readout.Oppose},
		{"The mayor denied any link to the firm.", readout.Deny},
		{"The charges were denied by the mayor on Monday.", readout.Deny},
		{"The mayor denied Monday's reports.", readout.Deny},
		{"The mayor denied he had met the captain.", readout.Deny},
		{"The mayor denied Russian involvement.", readout.Deny},
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
		// there is a village of 3,000 people called Ostra; the state of the story is none
		{"VELLIN, Ostra - Soldiers seized the border post at Vellin, the governor, Ilse Marrow, said. Tessaly accused Ostra of the attack.", "Ilse Marrow", ""},
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

// TestTheHouseIsOfTheCountryThatTheStoryTellsOf reads "the House" where a list knows one by
// its whole name: that one in a story of its country, another one elsewhere.
func TestTheHouseIsOfTheCountryThatTheStoryTellsOf(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	const listed = "ac_House-of-Representatives"
	for text, want := range map[string]bool{
		"WASHINGTON - The House passed the defense bill on Wednesday, and the Senate rejected it.":                                      true,
		"NEW DELHI - India's foreign minister told the House on Wednesday that India would send rice. The House voted for it, he said.": false,
		"CANBERRA - Australia's parliament debated the bill. The House voted for it on Wednesday, and the Senate rejected it.":          false,
	} {
		rec := must(r.Read(t.Context(), english(text)))
		found := slices.ContainsFunc(rec.Actors, func(a readout.Actor) bool { return a.ID == listed })
		if found != want {
			t.Errorf("%q: the House of Representatives is among its actors: %v", text, found)
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

// TestAskedStatements holds that what somebody is asked whether he thinks is open:
// he did not say so.
func TestAskedStatements(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	rec := must(r.Read(t.Context(), english("MR VOSS: Yes.\n\nQUESTION: Do you think that defeat is inevitable? Does the minister believe that talks will fail?\n\nMR VOSS: No. The minister believes that talks will go on.")))
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		want := readout.Asserted
		if a.Cue.Text == "think" || a.Cue.Text == "believe" {
			want = readout.Open
		}
		if a.Status != want {
			t.Errorf("“%s” is %s, want %s", a.Cue.Text, a.Status, want)
		}
	}
	for i := range rec.Attributions {
		if a := &rec.Attributions[i]; a.Cue.Text == ":" && a.Confidence < 0.95 {
			t.Errorf("the turn of %s is %.2f sure", a.Speaker.Text, a.Confidence)
		}
	}
	if len(rec.Attributions) < 5 {
		t.Errorf("%d statements, want those of the turns and within them", len(rec.Attributions))
	}
}

// TestANoticeToThePressHasNoSpeakers holds that the labels of a notice are no turns of
// a transcript.
func TestANoticeToThePressHasNoSpeakers(t *testing.T) {
	const text = "The minister visits the harbour of Lumen next week.\n\nWHO: Minister Ines Calder and Captain Per Lind\n\nWHAT: A tour of the new lighthouse\n\nWHEN: Monday at nine\n\nWHERE: The northern pier"
	rec := must(accurate(t).Read(t.Context(), english(text)))
	for _, a := range rec.Attributions {
		t.Errorf("%q says %q", a.Speaker.Text, a.Content.Text)
	}
}

// TestWhatIsHardlySaid has words that two views of statements call none: beside what
// somebody says they are left out.
func TestWhatIsHardlySaid(t *testing.T) {
	r, err := Open(models.FS(), Accurate)
	if err != nil {
		t.Fatal(err)
	}
	rec := must(r.Read(t.Context(), english("Minister Lena Orsk said on Monday that the port would open.\n\n"+
		"Velm is excited about the heightened interest. More than half of the voters in Velm opted for Orsk. "+
		"The trainer is known for a kick he made during the final with Porto Velm.")))
	for _, a := range rec.Attributions {
		if !strings.HasPrefix(a.Cue.Text, "said") {
			t.Errorf("%+v is a statement", a)
		}
	}
	if len(rec.Attributions) != 1 {
		t.Errorf("%d statements, want what the minister said", len(rec.Attributions))
	}
}

// TestOfficialsWithoutAName holds who is an unnamed official: somebody of a
// government, and not the government that its own words name.
func TestOfficialsWithoutAName(t *testing.T) {
	r, err := Open(models.FS(), "accurate")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want readout.SpeakerKind
	}{
		{"Chinese authorities said on Monday that the loan was transparent.", readout.NamedSpeaker},
		{"Chinese officials said on Monday that the loan was transparent.", readout.UnnamedOfficial},
		{"A senior Chinese official said on Monday that the loan was transparent.", readout.UnnamedOfficial},
	} {
		rec := must(r.Read(t.Context(), english(c.text)))
		if len(rec.Attributions) != 1 || rec.Attributions[0].Speaker.Kind != c.want {
			t.Errorf("%q: %+v, want one statement by a speaker that is %s", c.text, rec.Attributions, c.want)
		}
	}
}

// TestWhoIssuedAText holds that a digest knows whose government published its text.
func TestWhoIssuedAText(t *testing.T) {
	r, err := Open(models.FS(), "fast")
	if err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{"https://www.state.gov/statement": "USA", "https://news.example/gov": ""} {
		v := english("The minister opened the bridge on Monday.")
		v.URL = url
		_, d, err := r.ReadDigest(t.Context(), v, nil)
		if err != nil || d.Issuer != want {
			t.Errorf("%s: issued by %q, %v, want %q", url, d.Issuer, err, want)
		}
	}
}
