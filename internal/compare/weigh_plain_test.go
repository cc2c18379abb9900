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
