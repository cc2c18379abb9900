package export

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestAMaskStandsForAPersonAlone masks a private person's name where it stands for
// him, and not where it is a word of the name of something else.
func TestAMaskStandsForAPersonAlone(t *testing.T) {
	rec := people("st_1", "ve_1", "Brandt", "Ida Vik", "Roe v. Wade", "Howard")
	law := "Vik Files Transparency Act"
	start := len(rec.Version.Text)
	rec.Version.Text += law + " passed."
	rec.Mentions = append(rec.Mentions, readout.Mention{ID: "m9", Span: readout.Span{Start: start, End: start + len(law)}, Text: law, Type: "MISC", Form: "name"})
	for _, words := range []string{"Dr. Vik", "Vik"} { // taken for a body
		rec.Mentions = append(rec.Mentions, readout.Mention{ID: "m10", Span: readout.Span{Start: start, End: start}, Text: words, Type: "ORG", Form: "name"})
	}
	mask := new(Book).Names(rec, Who{})
	for _, same := range []string{
		"The court ruled in Dobbs v. Brandt Women’s Health.",
		"The incoming Brandt administration, and the Brandt Administration before it.",
		"The Brandt Women’s Health Organization.",
		"It passed the Vik Files Transparency Act.",
		"They overturned Roe v. Wade.",
		"Howard, PA —The mill burned.",
	} {
		if got := mask(same); got != same {
			t.Errorf("%q became %q", same, got)
		}
	}
	for words, want := range map[string]string{
		"Brandt's administration was sued.":        "[person 1]'s administration was sued.",
		"He told Brandt police were on their way.": "He told [person 1] police were on their way.",
		"Brandt administered it.":                  "[person 1] administered it.",
		"Ida Vik v. the town of Brandt":            "[person 2] v. the town of [person 1]",
		"Vik, of the Vik Files Transparency Act.":  "[person 2], of the Vik Files Transparency Act.",
		"He asked Dr. Vik.":                        "He asked Dr. [person 2].",
		"Howard, a baker, said so.":                "[person 3], a baker, said so.",
	} {
		if got := mask(words); got != want {
			t.Errorf("%q became %q, want %q", words, got, want)
		}
	}
	masked, _ := Mask(rec)
	if !strings.HasSuffix(masked.Version.Text, law+" passed.") || strings.Contains(masked.Version.Text, "Brandt") {
		t.Errorf("the text is %q", masked.Version.Text)
	}
}
