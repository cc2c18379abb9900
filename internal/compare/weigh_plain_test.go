package compare

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// plainRecord returns a record of a text with its sentences alone.
func plainRecord(headline, body string) *readout.Record {
	text := strings.TrimPrefix(headline+"\n\n"+body, "\n\n")
	rec := &readout.Record{Version: readout.Version{Headline: headline, Text: text}}
	words := split(text)
	for _, s := range segments(text, words) {
		rec.Sentences = append(rec.Sentences, readout.Sentence{Span: readout.Span{Start: words[s.from].Start, End: words[s.to-1].End}})
	}
	return rec
}

func TestWeigh(t *testing.T) {
	const body = "The army of Kesh killed 12 rebels near Oram on Monday, the ministry said. The rebels denied it. Talks go on in Vienna."
	tests := []struct {
		name, old, new string
		label          Label
		weighs         bool
	}{
		{"nothing", "", "", Unlabeled, false},
		{"a number", "12 rebels", "21 rebels", Counting, true},
		{"a number in another form", "12 rebels", "twelve rebels", Unlabeled, false},
		{"no longer denied", "The rebels denied it.", "The rebels confirmed it.", Reversed, true},
		{"a place", "near Oram", "near Sakel", OtherThan, true},
		{"a spelling", "near Oram", "near Óram", Unlabeled, false},
		{"a day", "on Monday", "on Sunday", Dating, true},
		{"less sure", "The army of Kesh killed", "The army of Kesh may have killed", Softened, true},
		{"the order of words", "The army of Kesh killed 12 rebels near Oram on Monday", "On Monday the army of Kesh killed 12 rebels near Oram", Unlabeled, false},
		{"a sentence that went", " Talks go on in Vienna.", "", Unlabeled, true},
		{"a sentence that came", "Talks go on in Vienna.", "Talks go on in Vienna. Two ministers resigned over it.", Unlabeled, true},
		{"a byline", "Talks go on in Vienna.", "Talks go on in Vienna.\n\nBy Ann Lee, Oram", Unlabeled, false},
		{"an address", "Talks go on in Vienna.", "Talks go on in Vienna, see https://news.example/a.", Unlabeled, false},
		{"signs", "Monday, the ministry said", "Monday , the ministry said", Unlabeled, false},
		{"capitals", "The army of Kesh", "The Army of Kesh", Unlabeled, false},
		{"a word more", "Talks go on", "Long talks go on", Unlabeled, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := Weigh(plainRecord("", body), plainRecord("", strings.Replace(body, tt.old, tt.new, 1)))
			switch {
			case (len(list) > 0) != tt.weighs:
				t.Errorf("%d passages, want some: %v; %+v", len(list), tt.weighs, list)
			case len(list) > 0 && list[0].Label != tt.label:
				t.Errorf("%s is %q, want %q", list[0].Words, list[0].Label, tt.label)
			}
		})
	}
}

// TestOneFactInOtherWords writes the same in two ways, and the like of it that is
// another fact.
func TestOneFactInOtherWords(t *testing.T) {
	for _, tt := range []struct{ old, same, other string }{
		{"Kesh did not sign the pact.", "Kesh didn't sign the pact.", "Kesh did sign the pact."},
		{"Kesh will not sign the pact.", "Kesh won’t sign the pact.", "Kesh may not sign the pact."},
		{"They would leave Oram.", "They'd leave Oram.", "They had left Oram."},
		{"The army lost 25 tanks.", "The army lost twenty-five tanks.", "The army lost twenty-six tanks."},
		{"It cost 1,500,000 crowns.", "It cost 1.5 million crowns.", "It cost 1.5 billion crowns."},
		{"It cost £1.9 billion in all.", "It cost £1.9bn in all.", "It cost £1.9m in all."},
		{"They found two hundred and five graves.", "They found 205 graves.", "They found 250 graves."},
		{"Some 300 000 people fled Oram.", "Some 300,000 people fled Oram.", "Some 30,000 people fled Oram."},
		{"The third round of talks failed.", "The 3rd round of talks failed.", "The 4th round of talks failed."},
		{"Talks began in Oram on June 10.", "Talks began in Oram on June 10th.", "Talks began in Oram on June 11th."},
		{"Talks began in Oram in September 2024.", "Talks began in Oram in Sept 2024.", "Talks began in Oram in Dec 2024."},
		{"The camp is 12 kilometres from Oram.", "The camp is 12 km from Oram.", "The camp is 21 km from Oram."},
		{"It was the European Union that paid Kesh.", "It was the EU that paid Kesh.", "It was the UN that paid Kesh."},
		{"The report was of the World Health Organization.", "The report was of the WHO.", "The report was of the IMF."},
		{"Ships of the United States left Oram.", "Ships of the US left Oram.", "Ships of the UK left Oram."},
		{"Ships of the US left Oram.", "American ships left Oram.", "North Korean ships left Oram."},
		{"Flights from Oram will start again.", "Flights from Oram will resume.", "Flights from Oram will stop."},
		{"A judge sent the mayor to prison.", "A judge sent the mayor to jail.", "A judge sent the mayor to hospital."},
		{"The storm hit a passenger plane.", "The storm hit a passenger aircraft.", "The storm hit a passenger train."},
		{"Police pursued the driver to Oram.", "Police chased the driver to Oram.", "Police escorted the driver to Oram."},
		{"The envoy, who was not named, left Oram.", "The unnamed envoy left Oram.", "The named envoy left Oram."},
		{"It cost 20 million euros in all.", "It cost 20m euros in all.", "It cost 20bn euros in all."},
		{"Both sides left Oram.", "The two sides left Oram.", "The three sides left Oram."},
		{"A fourth round of talks began in Oram on 14 March.", "A fourth round of talks began in Oram on March 14.", "A fourth round of talks began in Oram on March 4."},
		{"They met in Oram on 14 March for a fourth round.", "They met in Oram on March 14 for a fourth round.", "They met in Oram on March 14 for a fifth round."},
		{"The envoy will visit Oram.", "The envoy is to visit Oram.", "The envoy was visiting Oram."},
		{"They leave Oram within seven days.", "They leave Oram within a week.", "They leave Oram within a month."},
		{"The trial took 18 months in Oram.", "The trial took a year and a half in Oram.", "The trial took two years and a half in Oram."},
		{"It was the hardest winter in ten years.", "It was the hardest winter in a decade.", "It was the hardest winter in a century."},
		{"Nine in ten members left Oram.", "90 percent of members left Oram.", "Seven in ten members left Oram."},
		{"Five men, among them two guards, left Oram.", "Five men, including two guards, left Oram.", "Five men, including three guards, left Oram."},
		{"Kesh awaits that the mayor resigns.", "Kesh awaits the mayor’s resignation.", "Kesh awaits the mayor’s decision."},
		{"One of three units burned down.", "One of the three units burned down.", "All three units burned down."},
		{"One of three units burned down.", "One of three units has burned down.", "Three units burned down."},
		{"One of three units burned down.", "1 of 3 units burned down.", "3 units burned down."},
		{"All three units burned down.", "The three units all burned down.", "One of the three units burned down."},
		{"One of the suspects was arrested.", "A suspect was arrested.", "All the suspects were arrested."},
		{"All the hostages were freed.", "All of the hostages were freed.", "Some of the hostages were freed."},
		{"Some hostages were freed in Oram.", "Hostages were freed in Oram.", "All hostages were freed in Oram."},
		{"Most schools in Oram are closed.", "The schools in Oram are mostly closed.", "All schools in Oram are closed."},
		{"Each of the ministers resigned.", "All the ministers resigned.", "Several of the ministers resigned."},
		{"Both brothers were arrested.", "The two brothers were arrested.", "One of the brothers was arrested."},
		{"Some 300 people left Oram.", "In all 300 people left Oram.", "All but 300 people stayed in Oram."},
		{"Rebels left Oram. Troops of Kesh came in.", "Troops of Kesh came in. Rebels left Oram.", "Troops of Kesh left. Rebels came in."},
	} {
		if list := Weigh(plainRecord("", tt.old), plainRecord("", tt.same)); len(list) > 0 {
			t.Errorf("%q → %q weighs: %s", tt.old, tt.same, list[0].Words)
		}
		if list := Weigh(plainRecord("", tt.old), plainRecord("", tt.other)); len(list) == 0 {
			t.Errorf("%q → %q does not weigh", tt.old, tt.other)
		}
	}
}

// TestOneDoubtLess weighs a doubt that went where another one stays.
func TestOneDoubtLess(t *testing.T) {
	list := Weigh(plainRecord("", "They would probably leave Oram."), plainRecord("", "They would leave Oram."))
	if len(list) != 1 || list[0].Label != Hardened {
		t.Errorf("%+v", list)
	}
}

// TestWhatTheRecordHoldsForOne takes words for one by what was read of them: a word of
// saying, a dateline, and how an actor is called.
func TestWhatTheRecordHoldsForOne(t *testing.T) {
	record := func(dateline, body string, fill func(rec *readout.Record, at func(words string) readout.Span)) *readout.Record {
		rec := plainRecord("", strings.TrimLeft(dateline+" "+body, " "))
		rec.Version.Dateline = dateline
		if fill != nil {
			fill(rec, func(words string) readout.Span {
				i := strings.Index(rec.Version.Text, words)
				return readout.Span{Start: i, End: i + len(words)}
			})
		}
		return rec
	}
	says := func(cue string, act readout.Act) func(*readout.Record, func(string) readout.Span) {
		return func(rec *readout.Record, at func(string) readout.Span) {
			rec.Attributions = append(rec.Attributions, readout.Attribution{ID: "a1", Act: act, Status: readout.Asserted, Cue: readout.Words{Spans: []readout.Span{at(cue)}, Text: cue}})
		}
	}
	acts := func(kind readout.EventType, code, trigger string) func(*readout.Record, func(string) readout.Span) {
		return func(rec *readout.Record, at func(string) readout.Span) {
			quad := map[readout.EventType]int{"REJECT": 3, "SANCTION": 4, "ASSAULT": 4}[kind]
			rec.Events = append(rec.Events, readout.Event{Type: kind, CAMEO: code, Quad: quad, Status: readout.Asserted, Trigger: readout.Words{Spans: []readout.Span{at(trigger)}, Text: trigger}})
		}
	}
	lemmas := func(form, lemma string) func(*readout.Record, func(string) readout.Span) {
		return func(rec *readout.Record, at func(string) readout.Span) {
			rec.Sentences[0].Tokens = []readout.Token{{Span: at(form), Lemma: lemma}}
		}
	}
	calls := func(form readout.Form, words ...string) func(*readout.Record, func(string) readout.Span) {
		return func(rec *readout.Record, at func(string) readout.Span) {
			rec.Actors = []readout.Actor{{ID: "u1", Name: "Lena Oras"}}
			for i, w := range words {
				m := readout.Mention{Span: at(w), Actor: "u1", Form: readout.NameForm}
				if i == len(words)-1 {
					m.Form = form
				}
				rec.Mentions = append(rec.Mentions, m)
			}
		}
	}
	for _, tt := range []struct {
		name     string
		old, new *readout.Record
		weighs   bool
	}{
		{"a word of saying", record("", "Talks go on, the envoy added.", says("added", readout.Say)), record("", "Talks go on, the envoy said.", says("said", readout.Say)), false},
		{"another word of demanding", record("", "Kesh demanded talks in Oram.", says("demanded", readout.Demand)), record("", "Kesh requested talks in Oram.", says("requested", readout.Demand)), false},
		{"saying for demanding", record("", "Kesh demanded talks in Oram.", says("demanded", readout.Demand)), record("", "Kesh described talks in Oram.", says("described", readout.Say)), true},
		{"a dateline", record("NAIROBI, 3 March 2033 -", "Talks go on in Oram.", nil), record("NAIROBI (Own Wire) -", "Talks go on in Oram.", nil), false},
		{"a name for a pronoun", record("", "Oras lost, and her lawyer left Oram.", calls(readout.PronounForm, "Oras", "her")), record("", "Oras lost, and Lena Oras' lawyer left Oram.", calls(readout.NameForm, "Oras", "Lena Oras")), false},
		{"an act in other words", record("", "A court turned down the appeal of Oram.", acts("REJECT", "120", "turned down")), record("", "A court threw out the appeal of Oram.", acts("REJECT", "120", "threw out")), false},
		{"the end of an act for its beginning", record("", "Kesh imposed sanctions on Oram.", acts("SANCTION", "163", "imposed sanctions")), record("", "Kesh lifted sanctions on Oram.", acts("SANCTION", "163", "lifted sanctions")), true},
		{"another attack", record("", "Four guards of Oram were wounded.", acts("ASSAULT", "180", "wounded")), record("", "Four guards of Oram were murdered.", acts("ASSAULT", "180", "murdered")), true},
		{"a denial for another refusal", record("", "Kesh denied the report of Oram.", acts("REJECT", "120", "denied")), record("", "Kesh ignored the report of Oram.", acts("REJECT", "120", "ignored")), true},
		{"an irregular form", record("", "Fires had begun in Oram.", lemmas("begun", "begin")), record("", "Fires had started in Oram.", lemmas("started", "start")), false},
		{"another office", record("", "The minister left Oram.", calls(readout.NominalForm, "The minister")), record("", "The mayor left Oram.", calls(readout.NominalForm, "The mayor")), true},
	} {
		if list := Weigh(tt.old, tt.new); (len(list) > 0) != tt.weighs {
			t.Errorf("%s: %d passages, want some: %v; %+v", tt.name, len(list), tt.weighs, list)
		}
	}
}

// TestShortForms compares words with stops that end no sentence.
func TestShortForms(t *testing.T) {
	same := func(a, b string) bool {
		d := difference(oneCountry(a, parts(a)), oneCountry(b, parts(b)))
		return len(d.gone)+len(d.came) == 0
	}
	for _, tt := range [][3]string{
		{"Governor Lena Oras said", "Gov. Lena Oras said", "Gen. Lena Oras said"},
		{"ships of the United States left", "ships of the U.S. left", "ships of the U.K. left"},
		{"in September they left", "in Sept. they left", "in Oct. they left"},
	} {
		if !same(tt[0], tt[1]) || same(tt[0], tt[2]) {
			t.Errorf("%q is %q: %v; is %q: %v", tt[0], tt[1], same(tt[0], tt[1]), tt[2], same(tt[0], tt[2]))
		}
	}
}

// TestWeighAHeadline changes headlines: words in the place of others are no
// passage, numbers and denials are.
func TestWeighAHeadline(t *testing.T) {
	const body = "The army of Kesh killed 12 rebels near Oram on Monday, the ministry said."
	for head, want := range map[string]bool{"Army kills 12 rebels": false, "Army kills twelve rebels": false, "Army Kills 12 Rebels": false, "Army kills 13 rebels": true, "Army denies it killed 12 rebels": true} {
		if got := len(Weigh(plainRecord("Army kills 12 rebels", body), plainRecord(head, body))) > 0; got != want {
			t.Errorf("%q weighs: %v, want %v", head, got, want)
		}
	}
}
