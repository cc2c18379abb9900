package review

import (
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// required are the fields without which nothing can be added.
var required = map[Layer][]string{Statement: {"content"}, Event: {"trigger", "type"}, Actor: {"name", "kind"}}

// build adds what fields say to a record; its own words are looked for in a
// part of the text first.
func build(rec *readout.Record, layer Layer, values map[string]string, where readout.Span) (at position, err error) {
	allowed := append(slices.Clone(fields[layer]), ownWords[layer])
	for f := range values {
		if !slices.Contains(allowed, f) || f == "" {
			return at, usage("%s have no field %.40q: %v", plurals[layer], f, allowed)
		}
	}
	for _, f := range required[layer] {
		if values[f] == "" {
			return at, usage("say what its %s is: %v must be given", f, required[layer])
		}
	}
	switch layer {
	case Statement:
		at, err = buildStatement(rec, values, where)
	case Event:
		at, err = buildEvent(rec, values, where)
	case Actor:
		at, err = buildActor(rec, values["name"], where)
	default:
		return at, usage("%.40q is nothing that can be added: statement, event or actor", layer)
	}
	for _, f := range fields[layer] {
		if v, ok := values[f]; ok && err == nil && !(layer == Event && f == "type") && !(layer == Statement && f == "content") {
			err = set(rec, at, f, v)
		}
	}
	return at, err
}

func buildStatement(rec *readout.Record, values map[string]string, where readout.Span) (position, error) {
	a := readout.Attribution{Act: readout.Say, Status: readout.Asserted, Quoted: readout.Indirect, Confidence: 1}
	a.Speaker.Kind = readout.NoSpeaker
	var err error
	if a.Content, err = wordsIn(rec, values["content"], where); err != nil {
		return position{}, err
	}
	if cue := values["cue"]; cue != "" {
		if a.Cue, err = wordsIn(rec, cue, sentenceOf(rec, a.Content.Spans[0])); err != nil {
			return position{}, err
		}
	}
	x, n := rec.Index(), len(rec.Attributions)+1
	for x.Attribution(readout.AttributionID(fmt.Sprintf("a%d", n))) != nil {
		n++
	}
	a.ID = readout.AttributionID(fmt.Sprintf("a%d", n))
	rec.Attributions = append(rec.Attributions, a)
	return position{Statement, len(rec.Attributions) - 1}, nil
}

func buildEvent(rec *readout.Record, values map[string]string, where readout.Span) (position, error) {
	words, err := wordsIn(rec, values["trigger"], where)
	if err != nil {
		return position{}, err
	}
	e := readout.Event{Trigger: words, Sentence: sentenceOf(rec, words.Spans[0]), Status: readout.Asserted, Confidence: 1,
		Modes: []string{}, Contexts: []string{}, Mentions: []readout.EventMention{}, Actor: []readout.Role{}, Recipient: []readout.Role{}, Numbers: []readout.Number{}, By: []readout.AttributionID{}}
	x, n := rec.Index(), len(rec.Events)+1
	for x.Event(readout.EventID(fmt.Sprintf("e%d", n))) != nil {
		n++
	}
	e.ID = readout.EventID(fmt.Sprintf("e%d", n))
	rec.Events = append(rec.Events, e)
	at := position{Event, len(rec.Events) - 1}
	return at, set(rec, at, "type", values["type"])
}

// buildActor adds an actor whom the story names, at the words of the name.
func buildActor(rec *readout.Record, name string, where readout.Span) (position, error) {
	words, err := wordsIn(rec, name, where)
	if err != nil {
		return position{}, err
	}
	id := newID(rec)
	rec.Actors = append(rec.Actors, readout.Actor{ID: id, Basis: readout.ActorFromStory})
	at := position{Actor, len(rec.Actors) - 1}
	for i := range rec.Mentions {
		if m := &rec.Mentions[i]; m.Span == words.Spans[0] { // the reading took it for somebody else's
			m.Actor = id
			return at, nil
		}
	}
	x, n := rec.Index(), len(rec.Mentions)+1
	for x.Mention(readout.MentionID(fmt.Sprintf("m%d", n))) != nil {
		n++
	}
	rec.Mentions = append(rec.Mentions, readout.Mention{ID: readout.MentionID(fmt.Sprintf("m%d", n)), Span: words.Spans[0], Text: words.Spans[0].In(rec.Version.Text), Type: "MISC", Form: readout.NameForm, Actor: id})
	return at, nil
}
