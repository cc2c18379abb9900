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
