package event

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestDates gives sentences with their trees and their only date. An event has
// it where its own clause says so, and else none.
func TestDates(t *testing.T) {
	for _, c := range []struct{ name, words, date, want string }{
		{"of the verb", "Kenya/NNP/2/nsubj expelled/VBD/0/root envoys/NNS/2/obj Friday/NNP/2/obl:unmarked", "Friday", "expelled: Friday"},
		{"not of what was before", "Kenya/NNP/2/nsubj expelled/VBD/0/root envoys/NNS/2/obj Friday/NNP/2/obl:unmarked following/VBG/8/case a/DT/8/det rebel/NN/8/compound attack/NN/2/obl on/IN/10/case Lom/NNP/8/nmod",
			"Friday", "attack: -; expelled: Friday"},
		{"not of another clause", "Kenya/NNP/2/nsubj said/VBD/0/root Friday/NNP/2/obl:unmarked it/PRP/5/nsubj expelled/VBD/2/ccomp envoys/NNS/5/obj", "Friday", "expelled: -"},
		{"of the noun that it stands with", "Kenya/NNP/2/nsubj condemned/VBD/0/root the/DT/4/det attack/NN/2/obj of/IN/6/case Friday/NNP/4/nmod by/IN/8/case rebels/NNS/4/nmod", "Friday", "attack: Friday; condemned: -"},
		{"in front of two verbs", "On/IN/2/case Friday/NNP/4/obl troops/NNS/4/nsubj bombed/VBD/0/root Lom/NNP/4/obj and/CC/7/cc expelled/VBD/4/conj envoys/NNS/7/obj",
			"Friday", "bombed: Friday; expelled: Friday"},
		{"not what bounds it", "Kenya/NNP/2/nsubj bombed/VBD/0/root Lom/NNP/2/obj since/IN/5/case Friday/NNP/2/obl:unmarked", "Friday", "bombed: -"},
		{"not what is part of a name", "Kenya/NNP/2/nsubj expelled/VBD/0/root envoys/NNS/2/obj at/IN/6/case 2022/CD/6/nummod games/NNS/2/obl", "2022", "expelled: -"},
		{"not of what is asked for", "Kenya/NNP/2/nsubj demanded/VBD/0/root answers/NNS/2/obj on/IN/5/case 2031-05-03/CD/2/obl", "2031-05-03", "demanded: -"},
		{"behind the first of two verbs", "troops/NNS/2/nsubj bombed/VBD/0/root Lom/NNP/2/obj Friday/NNP/2/obl:unmarked and/CC/6/cc expelled/VBD/2/conj envoys/NNS/6/obj",
			"Friday", "bombed: Friday; expelled: -"},
	} {
		rec := story(t, rows(c.words))
		at := strings.Index(rec.Version.Text, c.date)
		rec.Dates = []readout.TimeExpr{{ID: "d1", Span: readout.Span{Start: at, End: at + len(c.date)}, Text: c.date, Type: "date"}}
		if c.date[0] <= '9' {
			rec.Version.Published = &readout.Time{Value: "2031-04-20"}
			rec.Dates[0].From, rec.Dates[0].Basis = c.date, readout.DateFromText
		}
		got := map[string]string{}
		for _, e := range find(rec, Options{}) {
			got[e.Trigger.Text] = "-"
			if e.Date != nil {
				got[e.Trigger.Text] = e.Date.Text
			}
		}
		for part := range strings.SplitSeq(c.want, "; ") {
			trigger, date, _ := strings.Cut(part, ": ")
			if got[trigger] != date {
				t.Errorf("%s: %s: dates %v, want %s", c.name, rec.Version.Text, got, c.want)
			}
		}
	}
}

// rows writes words given as form/XPOS/head/relation as CoNLL-U.
func rows(words string) string {
	upos := map[string]string{"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "PRP": "PRON", "DT": "DET", "IN": "ADP", "CC": "CCONJ"}
	lemmas := map[string]string{"said": "say", "expelled": "expel", "condemned": "condemn", "bombed": "bomb", "troops": "troop", "envoys": "envoy", "rebels": "rebel"}
	var text, table strings.Builder
	for i, w := range strings.Fields(words) {
		p := strings.Split(w, "/")
		name, tag, lemma := "_", upos[p[1]], lemmas[p[0]]
		switch {
		case p[0] == "Friday":
			name = "NER=B-DATE"
		case p[1] == "NNP":
			name = "NER=B-LOC"
		}
		if tag == "" {
			tag = "VERB"
		}
		if lemma == "" {
			lemma = strings.ToLower(p[0])
		}
		text.WriteString(" " + p[0])
		fmt.Fprintf(&table, "%d\t%s\t%s\t%s\t%s\t_\t%s\t%s\t_\t%s\n", i+1, p[0], lemma, tag, p[1], p[2], p[3], name)
	}
	return "# newpar\n# text =" + text.String() + "\n" + table.String() + "\n"
}
