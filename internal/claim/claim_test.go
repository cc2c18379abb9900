package claim

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// at returns where words stand in a text.
func at(t *testing.T, text, words string) readout.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q lacks %q", text, words)
	}
	return readout.Span{Start: i, End: i + len(words)}
}

// eventOf makes the record of one sentence with one event; the parts of a
// trigger are parted by " … ".
func eventOf(t *testing.T, text, trigger, actor, recipient, cue, date string, status readout.Status) (*readout.Record, *readout.Event) {
	t.Helper()
	rec := &readout.Record{Version: readout.Version{Text: text}}
	role := func(words string) []readout.Role {
		if words == "" {
			return nil
		}
		id := readout.MentionID("m" + words)
		rec.Mentions = append(rec.Mentions, readout.Mention{ID: id, Span: at(t, text, words), Text: words})
		return []readout.Role{{Mention: id, Text: words}}
	}
	var spans []readout.Span
	for _, part := range strings.Split(trigger, " … ") {
		spans = append(spans, at(t, text, part))
	}
	e := readout.Event{ID: "e1", Type: "CODE", Trigger: readout.WordsOf(text, spans...), Sentence: readout.Span{End: len(text)}, Status: status, Actor: role(actor), Recipient: role(recipient)}
	if cue != "" {
		w := readout.WordsOf(text, at(t, text, cue))
		e.StatusCue = &w
	}
	if date != "" {
		rec.Dates = append(rec.Dates, readout.TimeExpr{ID: "d1", Span: at(t, text, date), Text: date})
	}
	rec.Events = []readout.Event{e}
	return rec, &rec.Events[0]
}

func TestARowHasTheStorysOwnWords(t *testing.T) {
	tests := []struct {
		name, text, trigger, actor, recipient, cue, date string
		status                                           readout.Status
		want                                             string
	}{
		{"words reach the recipient", "Norway on Tuesday offered to host talks between Kestria and Ostra.", "offered", "Norway", "Kestria", "", "Tuesday", "", "Norway → “offered to host talks between” → Kestria"},
		{"a negation inside the trigger stays", "Germany should not send troops to Kestria, Minister Sol said.", "should … send troops", "Minister Sol", "Germany", "", "", "", "Minister Sol → “Germany should not send troops to Kestria” → Germany"},
		{"a negation before the trigger stays", "Britain did not attack the town.", "attack", "Britain", "the town", "not", "", readout.Denied, "Britain → “did not attack” → the town"},
		{"an object stays", "The ministry released the report on Monday.", "released", "ministry", "", "", "Monday", "", "ministry → “released the report”"},
		{"a passive keeps its subject", "Dorn was criticized by the Gazette.", "criticized", "Gazette", "Dorn", "", "", "", "Gazette → “Dorn was criticized” → Dorn"},
		{"nobody does it", "Two villages were hit by shells over the weekend.", "hit", "", "Two villages", "", "the weekend", "", "(not said who) → “Two villages were hit by shells” → Two villages"},
		{"points of numbers end no clause", "Bethel received $8.25 million in grants, it said.", "received", "Bethel", "", "", "", "", "Bethel → “received $8.25 million in grants”"},
		{"another clause is left out", "Denmark accepted the plan and Norway opened the port of Holm.", "accepted", "Denmark", "", "", "", "", "Denmark → “accepted the plan”"},
		{"a genitive goes", "Russia's invasion of Ukraine went on.", "invasion", "Russia", "Ukraine", "", "", "", "Russia → “invasion of” → Ukraine"},
		{"a time within goes along", "They agreed on Friday to share the catch.", "agreed", "They", "", "", "Friday", "", "They → “agreed on Friday to share the catch”"},
		{"what is not known to be stays so", "President Vale has not said whether she will travel to Bergen.", "travel to", "Vale", "Bergen", "whether", "", readout.Open, "Vale → “has not said whether she will travel to” → Bergen"},
		{"a negation above an infinitive stays", "Price said: I don’t have anything to offer on this.", "offer", "Price", "", "", "", "", "Price → “don’t have anything to offer”"},
		{"a negation above a clause stays", "Norway did not say that Kestria attacked the town.", "attacked", "Kestria", "the town", "", "", "", "Kestria → “did not say that Kestria attacked” → the town"},
		{"a negation of two verbs stays", "She cannot petition for them or visit her children.", "visit", "She", "her children", "", "", "", "She → “cannot petition for them or visit” → her children"},
		{"a negation of another clause is left out", "Happy or not, Kestria accepted the results.", "accepted", "Kestria", "", "", "", "", "Kestria → “accepted the results”"},
		{"auxiliaries before a verb without an actor", "It is said that it would not be attacked again.", "attacked", "", "", "", "", "", "(not said who) → “would not be attacked again”"},
	}
	for _, test := range tests {
		rec, e := eventOf(t, test.text, test.trigger, test.actor, test.recipient, test.cue, test.date, test.status)
		row := Read(rec).Event(e)
		if got := row.Prose(); got != test.want {
			t.Errorf("%s: %s\n got %s\nwant %s", test.name, test.text, got, test.want)
		}
		if got := row.Marks[0].In(test.text); got != row.Words {
			t.Errorf("%s: the marks say %q, the row %q", test.name, got, row.Words)
		}
	}
}

// TestOddSpansMakeARow gives triggers, roles and sentences that do not fit one
// another: a row comes of them all the same.
func TestOddSpansMakeARow(t *testing.T) {
	text := "Ünö hit Ölm. Ünö “hit” it,"
	for _, span := range []readout.Span{{}, {Start: 0, End: len(text)}, {Start: 1, End: 3}, {Start: 6, End: 9}, {Start: 90, End: 99}, {Start: len(text) - 1, End: len(text)}} {
		for _, sentence := range []readout.Span{{}, {Start: 0, End: 14}, {Start: 6, End: 200}, {Start: 0, End: len(text)}} {
			rec := &readout.Record{Version: readout.Version{Text: text}, Mentions: []readout.Mention{{ID: "m1", Span: readout.Span{End: 5}, Text: "Ünö"}}, Dates: []readout.TimeExpr{{Span: span}},
				Events: []readout.Event{{ID: "e1", Trigger: readout.Words{Spans: []readout.Span{span}, Text: "hit"}, Sentence: sentence, Actor: []readout.Role{{Mention: "m1", Text: "Ünö"}}, Recipient: []readout.Role{{Text: "it"}, {Text: "Ölm"}}}}}
			if row := Read(rec).Row("e1"); row == nil || row.Words == "" && span.Fits(text) && strings.TrimSpace(span.In(text)) != "" && span.Start != len(text)-1 {
				t.Errorf("trigger %v in sentence %v: %+v", span, sentence, row)
			}
		}
	}
}

func TestAPartyIsNamedInWordsThatAReaderKnows(t *testing.T) {
	tests := []struct{ text, name, want string }{
		{"the FDA", "government of the United States", "the FDA (government of the United States)"},
		{"The ministry", "government of the United States", "government of the United States (“The ministry”)"},
		{"it", "government of the United States", "government of the United States (“it”)"},
		{"US government", "government of the United States", "US government (government of the United States)"},
		{"she", "Ingrid Solheim", "Ingrid Solheim (“she”)"},
		{"Dorn", "Pavel Dorn", "Pavel Dorn"},
		{"Foreign Minister Ingrid Solheim", "Ingrid Solheim", "Foreign Minister Ingrid Solheim"},
		{"Oslo", "government of Norway", "Oslo (government of Norway)"},
		{"a senior official", "", "a senior official"},
		{"", "Norway", "Norway"},
		{"or", "Norway", "Norway (“or”)"},
	}
	for _, test := range tests {
		actor := readout.ActorID("ac_Q1")
		if strings.HasPrefix(test.name, "government") {
			actor = "ac_USA-GOV"
		}
		if got := (&Party{Text: test.text, Name: test.name, Actor: actor}).String(); got != test.want {
			t.Errorf("%q of %q: %s, want %s", test.text, test.name, got, test.want)
		}
	}
}

// TestAStatusNamesWhatItIsOf holds rows whose own words tell the status: it is
// never read as being of all of them.
func TestAStatusNamesWhatItIsOf(t *testing.T) {
	tests := []struct {
		name, text, trigger, actor, recipient, cue string
		status                                     readout.Status
		words, want                                string
	}{
		{"called off", "Norway cancelled the meeting with Kestria.", "meeting", "Norway", "Kestria", "cancelled", readout.Denied, "cancelled the meeting with", "✕ “meeting” denied"},
		{"negated", "Britain did not attack the town.", "attack", "Britain", "the town", "not", readout.Denied, "did not attack", "✕ “attack” denied"},
		{"negated, by no cue", "She cannot visit her children.", "visit", "She", "her children", "", readout.Denied, "cannot visit", "✕ “visit” denied"},
		{"negated around", "Germany should not send troops to Kestria, Minister Sol said.", "should … send troops", "Minister Sol", "Germany", "not", readout.Denied, "Germany should not send troops to Kestria", "✕ “should … send troops” denied"},
		{"planned", "Norway will hold talks with Kestria.", "talks", "Norway", "Kestria", "will", readout.Planned, "will hold talks with", "» “talks” planned"},
		{"possible", "Rebels may attack the town.", "attack", "Rebels", "the town", "may", readout.Possible, "may attack", "? “attack” possible"},
		{"left open", "President Vale has not said whether she will travel to Bergen.", "travel to", "Vale", "Bergen", "whether", readout.Open, "has not said whether she will travel to", "? “travel to” left open"},
		{"told elsewhere", "The minister denied that Kestria attacked the town.", "attacked", "Kestria", "the town", "denied", readout.Denied, "attacked", "✕ denied"},
		{"asserted", "Kestria attacked the town.", "attacked", "Kestria", "the town", "", readout.Asserted, "attacked", ""},
	}
	for _, test := range tests {
		rec, e := eventOf(t, test.text, test.trigger, test.actor, test.recipient, test.cue, "", test.status)
		r := Read(rec)
		row := r.Event(e)
		if row.Words != test.words || row.StatusText() != test.want {
			t.Errorf("%s: %q, %q, want %q, %q", test.name, row.Words, row.StatusText(), test.words, test.want)
		}
		if f := r.Fields(row, nil); f.StatusText(test.status, false) != test.want {
			t.Errorf("%s: programs get %q", test.name, f.StatusText(test.status, false))
		}
	}
}

func TestStatementsSayWhoToldThem(t *testing.T) {
	text := "She denied a deal, an official told the Courier."
	words := func(w string) readout.Words { return readout.WordsOf(text, at(t, text, w)) }
	rec := &readout.Record{Version: readout.Version{Text: text}, Actors: []readout.Actor{{ID: "u1", Name: "Eva Strand", Kind: "person", Public: true}}, Attributions: []readout.Attribution{
		{ID: "a1", Speaker: readout.Speaker{Words: words("She"), Actor: "u1", Kind: readout.NamedSpeaker}, Cue: words("denied"), Content: words("a deal"), Act: readout.Deny, Within: "a2", Status: readout.Asserted},
		{ID: "a2", Speaker: readout.Speaker{Words: words("an official"), Kind: readout.UnnamedOfficial}, Cue: words("told"), Content: words("She denied a deal"), Act: readout.Say}}}
	row := Read(rec).Row("a1")
	if got := row.Prose(); got != "Eva Strand (“She”) denied: a deal" {
		t.Error(got)
	}
	if got := ByText(row.By); got != "an official" || row.By[0].Note != "unnamed" {
		t.Errorf("%q %+v", got, row.By)
	}
	if got := StatusText(readout.Denied, true); got != "✕ did not say so" {
		t.Error(got)
	}
	for status, want := range map[readout.Status]string{readout.Denied: "✕ denied", readout.Asserted: "", readout.Planned: "» planned"} {
		if got := StatusText(status, false); got != want {
			t.Errorf("%s: %q", status, got)
		}
	}
}

func TestDaysAreWrittenForPeople(t *testing.T) {
	for _, test := range [][3]string{{"2024-03-12", "2024-03-12", "Tue 12 Mar 2024"}, {"2024-03-18", "2024-03-24", "Mon 18 to Sun 24 Mar 2024"}, {"2024-02-26", "2024-03-03", "Mon 26 Feb to Sun 3 Mar 2024"},
		{"2023-12-30", "2024-01-02", "Sat 30 Dec 2023 to Tue 2 Jan 2024"}, {"2024-01-01", "2024-12-31", "2024"}, {"2024-03-01", "2024-03-31", "Mar 2024"}, {"", "", ""}, {"2024", "", "2024"}} {
		if got := Days(test[0], test[1]); got != test[2] {
			t.Errorf("%s to %s: %q, want %q", test[0], test[1], got, test[2])
		}
	}
}

func TestReasonsHaveNoStars(t *testing.T) {
	for _, test := range [][2]string{{"*denied* is a verb of *denial*.", "“denied” is a verb of “denial”."}, {"5 * 3", "5 * 3"}, {"", ""}} {
		if got := Plain(test[0]); got != test[1] {
			t.Errorf("%q: %q", test[0], got)
		}
	}
}

// TestMarksCountCodePoints looks far into a text of more than one byte a rune.
func TestMarksCountCodePoints(t *testing.T) {
	text := strings.Repeat("Ünö ", 1000) + "Ölm fell."
	rec, e := eventOf(t, text, "fell", "Ölm", "", "", "", "")
	e.Sentence = readout.Span{Start: strings.Index(text, "Ölm"), End: len(text)}
	r := Read(rec)
	f := r.Fields(r.Event(e), nil)
	runes := []rune(text)
	if len(f.Marks) != 2 || string(runes[f.Marks[0].Start:f.Marks[0].End]) != "fell" || string(runes[f.Marks[1].Start:f.Marks[1].End]) != "Ölm" {
		t.Errorf("marks %v", f.Marks)
	}
}

// FuzzDeed makes rows of texts with a trigger, roles and a date anywhere: the
// words of a row always stand in the text and hold the trigger.
func FuzzDeed(f *testing.F) {
	f.Add("Norway on Monday did not say that it’s “ready”, a man of 3,000 said.", 3, 9, 20, 4, 40, 30)
	f.Add("Ü. not\n\nnever—no (one) would by the U.S. attack", 1, 2, 3, 4, 5, 6)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int) {
		if len(text) > 2000 || strings.ToValidUTF8(text, "") != text {
			t.Skip()
		}
		cut := func(i, n int) readout.Span {
			s := readout.Span{Start: min(max(i, 0), len(text))}
			for s.Start > 0 && !s.Fits(text) {
				s = readout.Span{Start: s.Start - 1, End: s.Start - 1}
			}
			s.End = min(len(text), s.Start+min(max(n, 0), 40))
			for !s.Fits(text) {
				s.End++
			}
			return s
		}
		trigger := cut(a, b)
		rec := &readout.Record{Version: readout.Version{Text: text}, Mentions: []readout.Mention{{ID: "m1", Span: cut(c, d)}, {ID: "m2", Span: cut(e, g)}}, Dates: []readout.TimeExpr{{Span: cut(g, 5)}},
			Events: []readout.Event{{ID: "e1", Trigger: readout.WordsOf(text, trigger), Sentence: readout.Span{End: len(text)}, Actor: []readout.Role{{Mention: "m1", Text: cut(c, d).In(text)}}, Recipient: []readout.Role{{Mention: "m2", Text: cut(e, g).In(text)}}}}}
		r := Read(rec)
		row := r.Row("e1")
		if !strings.Contains(oneLine(text), strings.TrimSuffix(row.Words, " …")) || !strings.Contains(row.Words, strings.Trim(oneLine(trigger.In(text)), ", ")) {
			t.Errorf("%q of %q: %q", trigger.In(text), text, row.Words)
		}
		r.Fields(row, nil)
	})
}

// TestInTellsWhatASentenceTells asks for the row of words that stand in a sentence: the
// event that has them, the statement that says them, and none where nothing is told.
func TestInTellsWhatASentenceTells(t *testing.T) {
	text := "Kestria fired rockets at Ostra, Minister Sol said. Boats lay at anchor."
	rec, _ := eventOf(t, text, "fired rockets", "Kestria", "Ostra", "", "", readout.Asserted)
	rec.Attributions = []readout.Attribution{{ID: "a1", Speaker: readout.Speaker{Words: readout.WordsOf(text, at(t, text, "Minister Sol"))}, Cue: readout.WordsOf(text, at(t, text, "said")),
		Content: readout.WordsOf(text, at(t, text, "Kestria fired rockets at Ostra"))}}
	first, second := readout.Span{End: strings.Index(text, " Boats")}, at(t, text, "Boats lay at anchor.")
	for _, test := range []struct {
		in    readout.Span
		words []string
		want  string
	}{{first, []string{"rockets"}, "e1"}, {first, []string{"Sol"}, "a1"}, {first, []string{"Ostra", "Sol"}, "a1"}, {first, nil, "e1"}, {second, []string{"Boats"}, ""}} {
		var words []readout.Span
		for _, w := range test.words {
			words = append(words, at(t, text, w))
		}
		got := ""
		if row := Read(rec).In(test.in, words); row != nil {
			got = row.ID
		}
		if got != test.want {
			t.Errorf("%v: %q; want %q", test.words, got, test.want)
		}
	}
}
