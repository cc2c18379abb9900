package language

import (
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	l, err := Parse("xx", map[string]string{"calendar": "# words of time\n[days]\nlunes mon. = 1\nmartes = 2\n\n[near]\nhoy tal_vez\n"})
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Numbers("calendar.days"); len(got) != 3 || got["mon."] != 1 || got["martes"] != 2 {
		t.Errorf("days: %v", got)
	}
	if got := l.Words("calendar.near"); !slices.Equal(got, []string{"hoy", "tal vez"}) {
		t.Errorf("near: %q", got)
	}
	if got := l.Set("calendar.near", "calendar.days"); len(got) != 5 {
		t.Errorf("both: %v", got)
	}
	if got := l.Sections(); !slices.Equal(got, []string{"calendar.days", "calendar.near"}) {
		t.Errorf("sections: %q", got)
	}
	if len(l.Set("calendar.none"))+len(l.Words("none.none"))+len(l.Table("none.none")) > 0 || l.Lemma("gingen", "gingen", "VERB") != "gingen" {
		t.Error("what a language lacks is not empty")
	}
	for _, bad := range []string{"words before a section\n", "[a]\nx\n[a]\ny\n"} {
		if _, err := Parse("xx", map[string]string{"f": bad}); err == nil || !strings.Contains(err.Error(), "data/xx/f.txt:") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := Open("xx"); err == nil || !strings.Contains(err.Error(), "data/xx") {
		t.Errorf("a language that is not there: %v", err)
	}
}

func TestLemma(t *testing.T) {
	l := English()
	for _, c := range []struct{ lemma, low, upos, want string }{
		{"condemn", "condemned", "VERB", "condemn"}, // the parser is right
		{"condemne", "condemned", "VERB", "condemn"},
		{"threate", "threatening", "VERB", "threaten"},
		{"shell", "shelling", "VERB", "shell"},
		{"raidd", "raided", "VERB", "raid"},
		{"denie", "denied", "VERB", "deny"},
		{"struck", "struck", "VERB", "strike"},
		{"banne", "banned", "VERB", "ban"},
		{"flead", "fled", "VERB", "flee"},
		{"lorrie", "lorries", "NOUN", "lorry"},
		{"refugees", "refugees", "VERB", "refugees"}, // no form of "refuge"
		{"clashe", "clashes", "NOUN", "clash"},
		{"struck", "struck", "ADJ", "struck"}, // neither verb nor noun
		{"gruntle", "gruntled", "VERB", "gruntle"},
	} {
		if got := l.Lemma(c.lemma, c.low, c.upos); got != c.want {
			t.Errorf("%s (%s, %s): %s, want %s", c.low, c.lemma, c.upos, got, c.want)
		}
	}
}

// TestIrregularFormsHaveTheirBase checks that the base of each irregular form is
// one of the verbs: else nothing would take it for the form's.
func TestIrregularFormsHaveTheirBase(t *testing.T) {
	l := English()
	verbs := l.Set("lemmas.verbs")
	for form, base := range l.Table("lemmas.irregular") {
		if !verbs[base] {
			t.Errorf("%q is a form of %q, which is no verb of the list", form, base)
		}
	}
}
