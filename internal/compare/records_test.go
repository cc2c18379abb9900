package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// A told is one statement of a test's record.
type told struct {
	speaker, cue, content string
	act                   readout.Act
	quoted                readout.Quoted
	status                readout.Status
}

// recordOf makes a record of a text and statements, found by their words.
func recordOf(text string, list ...told) *readout.Record {
	rec := &readout.Record{Format: readout.Format, Version: readout.Version{Text: text}}
	if headline, _, ok := strings.Cut(text, "\n\n"); ok {
		rec.Version.Headline = headline
	}
	for i, s := range list {
		a := readout.Attribution{ID: readout.AttributionID(fmt.Sprintf("a%d", i+1)), Act: readout.Say, Quoted: readout.Indirect, Status: readout.Asserted}
		a.Speaker = readout.Speaker{Words: find(text, s.speaker), Kind: readout.NamedSpeaker}
		a.Cue, a.Content = find(text, s.cue), find(text, s.content)
		if s.act != "" {
			a.Act = s.act
		}
		if s.quoted != "" {
			a.Quoted = s.quoted
		}
		if s.status != "" {
			a.Status = s.status
		}
		rec.Attributions = append(rec.Attributions, a)
	}
	return rec
}

func find(text, words string) readout.Words {
	i := strings.LastIndex(text, words)
	if i < 0 {
		panic(fmt.Sprintf("%q is not in %q", words, text))
	}
	return readout.WordsOf(text, readout.Span{Start: i, End: i + len(words)})
}

// event adds an event to a record.
func event(rec *readout.Record, kind, trigger, actor string, status readout.Status, killed int) *readout.Record {
	text := rec.Version.Text
	id := fmt.Sprint(len(rec.Events) + 1)
	m := find(text, actor)
	rec.Mentions = append(rec.Mentions, readout.Mention{ID: readout.MentionID("m" + id), Span: m.Spans[0], Text: m.Text})
	e := readout.Event{ID: readout.EventID("e" + id), Type: readout.EventType(kind), Trigger: find(text, trigger), Sentence: readout.Span{Start: 0, End: len(text)},
		Actor: []readout.Role{{Mention: readout.MentionID("m" + id), Text: actor}}, Status: status}
	if killed > 0 {
		e.Numbers = []readout.Number{{What: "killed", Low: killed, High: killed}}
	}
	rec.Events = append(rec.Events, e)
	return rec
}

func TestRecordsInPlainWords(t *testing.T) {
	agreed := recordOf("Arendt has agreed to a joint rescue service, an official said.", told{speaker: "an official", cue: "said", content: "Arendt has agreed to a joint rescue service"})
	weighing := recordOf("Arendt is weighing a joint rescue service, an official said.", told{speaker: "an official", cue: "said", content: "Arendt is weighing a joint rescue service"})
	denied := recordOf("Arendt denied that he had agreed to a joint rescue service.", told{speaker: "Arendt", cue: "denied", content: "that he had agreed to a joint rescue service", act: readout.Deny})
	tests := []struct {
		name     string
		old, new *readout.Record
		want     string
	}{
		{"the same", agreed, agreed, ""},
		{"softened", agreed, weighing,
			"changed softened: v2 no longer says that Arendt has agreed to a joint rescue service; it says that Arendt is weighing a joint rescue service."},
		{"hardened", weighing, agreed,
			"changed hardened: v2 no longer says that Arendt is weighing a joint rescue service; it says that Arendt has agreed to a joint rescue service."},
		{"reversed, by somebody else", agreed, denied,
			"changed reversed: v2 no longer says that an official said that Arendt has agreed to a joint rescue service; it says that Arendt denied that he had agreed to a joint rescue service."},
		{"a statement went", agreed, recordOf("All calm."), "dropped : v2 no longer has that an official said that Arendt has agreed to a joint rescue service."},
		{"a statement came", recordOf("All calm."), denied, "added : v2 adds that Arendt denied that he had agreed to a joint rescue service."},
		{"another speaker", recordOf("The boat is lost, said Berg.", told{speaker: "Berg", cue: "said", content: "The boat is lost"}),
			recordOf("The boat is lost, said Lind.", told{speaker: "Lind", cue: "said", content: "The boat is lost"}),
			"changed speaker: v2 gives Lind as the one who said that The boat is lost; in v1 it was Berg."},
		{"a longer name is no other speaker", recordOf("The boat is lost, said Berg.", told{speaker: "Berg", cue: "said", content: "The boat is lost"}),
			recordOf("The boat is lost, said Ida Berg.", told{speaker: "Ida Berg", cue: "said", content: "The boat is lost"}), ""},
		{"a number", recordOf("Four men were hurt in the sound, said Berg.", told{speaker: "Berg", cue: "said", content: "Four men were hurt in the sound"}),
			recordOf("Five men were hurt in the sound, said Berg.", told{speaker: "Berg", cue: "said", content: "Five men were hurt in the sound"}),
			"changed number: v2 says five where v1 said four: Five men were hurt in the sound."},
		{"a number that the outlet gives itself", recordOf("The plan would cost 40 million crowns."), recordOf("The plan would cost 45 million crowns."),
			"changed number: v2 says 45 where v1 said 40: The plan would cost 45 million crowns."},
		{"another quotation in its place", recordOf("“It is done,” Berg said.", told{speaker: "Berg", cue: "said", content: "“It is done,”", quoted: readout.Direct}),
			recordOf("“Nothing was signed so far,” Berg said.", told{speaker: "Berg", cue: "said", content: "“Nothing was signed so far,”", quoted: readout.Direct}),
			"changed replaced: v2 quotes Berg with “Nothing was signed so far” in place of “It is done”."},
		{"the headline", recordOf("Boat lost\n\nIt sank."), recordOf("Boat found\n\nIt sank."), "changed headline: The headline of v2 is “Boat found”; v1 had “Boat lost”."},
		{"an event's status and number", event(recordOf("Rebels attacked Holm."), "ASSAULT", "attacked", "Rebels", readout.Asserted, 2),
			event(recordOf("Rebels may have attacked Holm."), "ASSAULT", "attacked", "Rebels", readout.Possible, 3),
			"changed softened: v2 has “Rebels may have attacked” (coded ASSAULT, possible) where v1 had “Rebels attacked” (coded ASSAULT)."},
		{"a number moves with its sentence", recordOf("The service would cost 40 million crowns a year. Berg was away."),
			recordOf("Berg was away. An official said that he liked the plan, which would cost 45 million crowns a year.", told{speaker: "An official", cue: "said", content: "that he liked the plan, which would cost 45 million crowns a year"}),
			"changed number: v2 says 45 million where v1 said 40 million: … that he liked the plan, which would cost 45 million crowns a year.\nadded : v2 adds that An official said that he liked the plan, which would cost 45 million crowns a year."},
		{"numbers of other things are no change", recordOf("The yard has 40 boats. Berg was away."), recordOf("Berg was away. The yard owes 45 crowns."),
			"dropped : v2 no longer says: “The yard has 40 boats”.\nadded : v2 adds: “The yard owes 45 crowns”."},
		{"what the outlet itself says and no longer", recordOf("Six men were hurt in the sound. Rain fell all day long."), recordOf("Six men were hurt in the sound. One of them died in hospital."),
			"dropped : v2 no longer says: “Rain fell all day long”.\nadded : v2 adds: “One of them died in hospital”."},
		{"a sentence in another place or other words is no change", recordOf("Six men were hurt in the sound. Rain fell all day long."), recordOf("Rain fell the whole day long. Six men were hurt in the sound."), ""},
		{"words that stay and are read otherwise", agreed, recordOf("Arendt has agreed to a joint rescue service, an official said. All calm."), ""},
		{"words that stay and were not read before", recordOf("Arendt has agreed to a joint rescue service, an official said."), agreed, ""},
		{"an event that is read otherwise", event(recordOf("Rebels attacked Holm."), "ASSAULT", "attacked", "Rebels", readout.Asserted, 2),
			event(recordOf("Rebels attacked Holm."), "ASSAULT", "attacked", "Rebels", readout.Possible, 3), ""},
		{"the same words of somebody else", recordOf("Berg came. He said the boat was lost.", told{speaker: "Berg", cue: "said", content: "the boat was lost"}),
			recordOf("Lind came. He said the boat was lost.", told{speaker: "Lind", cue: "said", content: "the boat was lost"}),
			"changed speaker: v2 gives Lind as the one who said that the boat was lost; in v1 it was Berg."},
		{"an event went", event(recordOf("Rebels attacked Holm."), "ASSAULT", "attacked", "Rebels", readout.Asserted, 0), recordOf("All calm."),
			"dropped : v2 no longer has the event: “Rebels attacked” (coded ASSAULT)."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, it := range Records(test.old, test.new, [2]string{"v1", "v2"}).Items {
				got = append(got, fmt.Sprintf("%s %s: %s", it.Kind, it.Label, it.Text))
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), test.want)
			}
		})
	}
}

func TestAnInnerStatementIsToldOnce(t *testing.T) {
	old := recordOf("Berg said that Lind believed that the boat was lost.",
		told{speaker: "Berg", cue: "said", content: "that Lind believed that the boat was lost"},
		told{speaker: "Lind", cue: "believed", content: "that the boat was lost"})
	old.Attributions[1].Within = "a1"
	d := Records(old, recordOf("All calm."), [2]string{"v1", "v2"})
	if len(d.Items) != 1 {
		t.Errorf("%d items, want one: %+v", len(d.Items), d.Items)
	}
}
