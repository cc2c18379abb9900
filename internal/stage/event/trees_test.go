package event

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/conllu"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// trees reads sentences with their trees and names from CoNLL-U, as the tests
// keep them.
func trees(t testing.TB, text string) (string, []readout.Sentence) {
	t.Helper()
	doc, err := conllu.NewReader(strings.NewReader(text), "test").Next()
	if err != nil {
		t.Fatal(err)
	}
	fill(doc.Sentences, text)
	return doc.Text, doc.Sentences
}

// fill sets the columns that the reader of CoNLL-U leaves out.
func fill(sents []readout.Sentence, text string) {
	s, i := 0, 0
	for line := range strings.Lines(text) {
		cols := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cols) < 10 || strings.ContainsAny(cols[0], "-.") {
			continue
		}
		if i == len(sents[s].Tokens) {
			s, i = s+1, 0
		}
		tok := &sents[s].Tokens[i]
		tok.Lemma, tok.UPOS, tok.XPOS, tok.Feats, tok.Rel = cols[2], cols[3], cols[4], cols[5], cols[7]
		head, _ := strconv.Atoi(cols[6])
		tok.Head = head - 1
		for part := range strings.SplitSeq(cols[9], "|") {
			if name, ok := strings.CutPrefix(part, "NER="); ok {
				tok.Name = name
			}
		}
		i++
	}
}

// story makes a record of sentences with trees: each name is a mention, and
// names that are spelled alike are one actor, with what the lists know of it.
// Lines "# said = speaker | cue | content" are attributions.
func story(t testing.TB, conllu string) *readout.Record {
	t.Helper()
	text, sents := trees(t, conllu)
	rec := &readout.Record{Version: readout.Version{Text: text, Language: "en"}, Sentences: sents}
	actors := map[string]readout.ActorID{}
	for _, s := range sents {
		for i := 0; i < len(s.Tokens); i++ {
			kind, ok := strings.CutPrefix(s.Tokens[i].Name, "B-")
			if !ok || kind == "DATE" || kind == "TIME" {
				continue
			}
			span := s.Tokens[i].Span
			for i+1 < len(s.Tokens) && s.Tokens[i+1].Name == "I-"+kind {
				i++
				span.End = s.Tokens[i].End
			}
			rec.Mentions = append(rec.Mentions, readout.Mention{ID: readout.MentionID(fmt.Sprintf("m%d", len(rec.Mentions)+1)), Span: span,
				Text: span.In(text), Type: readout.NameType(kind), Form: "name", Actor: actorOf(rec, actors, span.In(text), kind)})
		}
	}
	for line := range strings.Lines(conllu) {
		if said, ok := strings.CutPrefix(line, "# said = "); ok {
			addSaid(t, rec, strings.Split(strings.TrimSpace(said), " | "))
		}
	}
	return rec
}

// actorOf returns the actor of a name, a new one if it is the first.
func actorOf(rec *readout.Record, actors map[string]readout.ActorID, name, kind string) readout.ActorID {
	if id, ok := actors[name]; ok || kind == "NORP" {
		return id
	}
	a := readout.Actor{ID: readout.ActorID(fmt.Sprintf("u%d", len(actors)+1)), Name: name, Kind: "place", Basis: "story"}
	if e, ok := lexicon.Load().Entry(name); ok {
		a.Kind, a.Country = readout.ActorKind(e.Kind), e.Country
	}
	if kind == "PER" {
		a.Kind = "person"
	}
	rec.Actors = append(rec.Actors, a)
	actors[name] = a.ID
	return a.ID
}

// addSaid adds an attribution by its words.
func addSaid(t testing.TB, rec *readout.Record, parts []string) {
	t.Helper()
	var spans [3]readout.Span
	for i := range spans {
		at := strings.Index(rec.Version.Text, parts[i])
		if at < 0 {
			t.Fatalf("no %q in the text", parts[i])
		}
		spans[i] = readout.Span{Start: at, End: at + len(parts[i])}
	}
	words := func(s readout.Span) readout.Words { return readout.WordsOf(rec.Version.Text, s) }
	rec.Attributions = append(rec.Attributions, readout.Attribution{ID: readout.AttributionID(fmt.Sprintf("a%d", len(rec.Attributions)+1)),
		Speaker: readout.Speaker{Words: words(spans[0]), Kind: readout.RoleSpeaker}, Cue: words(spans[1]), Content: words(spans[2]),
		Act: readout.Act(parts[3]), Status: readout.Asserted})
}

// lines writes events as the tests keep them: one a line.
func lines(rec *readout.Record, events []readout.Event) string {
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%s | %s | %s | %s | %s", strings.Join(append([]string{string(e.Type)}, e.Modes...), " "), e.Trigger.Text, roleTexts(e.Actor), roleTexts(e.Recipient), e.Status)
		for _, id := range e.By {
			for i := range rec.Attributions {
				if rec.Attributions[i].ID == id {
					fmt.Fprintf(&b, " | by %s", rec.Attributions[i].Speaker.Text)
				}
			}
		}
		for _, n := range e.Numbers {
			fmt.Fprintf(&b, " | %s %d-%d", n.What, n.Low, n.High)
		}
		for _, m := range e.Mentions {
			fmt.Fprintf(&b, " | also %s", m.Trigger.Text)
		}
		fmt.Fprintf(&b, "\n  %s\n", e.Why)
	}
	if len(events) == 0 {
		return "no event\n"
	}
	return b.String()
}

// roleTexts joins the words of roles with their countries.
func roleTexts(roles []readout.Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, strings.TrimSpace(r.Text+" "+r.Country))
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, "; ")
}
