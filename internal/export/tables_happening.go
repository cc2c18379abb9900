package export

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Telling is a word of an item's version that tells of a happening, a joined
// event of the archive.
type Telling struct {
	Happening string // ev_…
	Mention   *thread.Mention
	Sentence  readout.Span
	// Whole is the happening, at the one word of the export whose sentence tells
	// of it best; nil at the others.
	Whole *Happening
}

// A Happening is a joined event with what is counted of it.
type Happening struct {
	*thread.Happening
	Posted, Last string          // of the first and of the last report
	Mentions     int             // words that tell of it
	Conflicts    int             // pairs of sentences about it that contradict each other
	Private      map[string]bool // ids of those of its actors who are private persons
	Credible     thread.Credibility
	Label        string // the highest of the stories that tell of it
}

// A tellingRow is a word that tells of a happening, in its version.
type tellingRow struct {
	v *view
	*Telling
	event string // id of the event in the table events, "" for a word that is none there
}

// each calls emit for the words of a version that are exported and tell of happenings.
func eachTelling(v *view, emit func(*tellingRow) error) error {
	for i := range v.Told {
		r := &tellingRow{v: v, Telling: &v.Told[i]}
		k := slices.IndexFunc(v.events, func(n int) bool { return v.rec.Events[n].ID == r.Mention.Event })
		if k >= 0 {
			r.event = v.eventID[v.events[k]]
		} else if v.Found != nil {
			continue
		}
		if err := emit(r); err != nil {
			return err
		}
	}
	return nil
}

// said returns who says so, the innermost.
func (r *tellingRow) said() string { return r.v.hide(first(r.Mention.By)) }

// sentence returns the words of the sentence.
func (r *tellingRow) sentence() string { return r.v.stretch(r.Sentence) }

// A wholeRow is a happening at the version whose sentence tells of it best.
type wholeRow struct {
	tellingRow
	place thread.Place
}

func (r *wholeRow) tlp() string { return r.Whole.Label }

func eachWhole(v *view, emit func(*wholeRow) error) error {
	return eachTelling(v, func(r *tellingRow) error {
		if r.Whole == nil {
			return nil
		}
		w := &wholeRow{tellingRow: *r}
		if p := r.Whole.Where; p != nil {
			w.place = *p
		}
		return emit(w)
	})
}

// why returns what joins the reports; nothing where it may name a private person.
func (r *wholeRow) why() string {
	if r.v.masking && len(r.Whole.Private) > 0 {
		return ""
	}
	return r.v.quote(r.v.hide(r.Whole.Why))
}

// doer and undergoer return those who are named most.
func (r *wholeRow) doer() castRow      { return r.cast(r.Whole.Doers) }
func (r *wholeRow) undergoer() castRow { return r.cast(r.Whole.Undergoers) }

func (r *wholeRow) cast(list []thread.Actor) castRow {
	if len(list) == 0 {
		return castRow{wholeRow: r, who: &thread.Actor{}}
	}
	return castRow{wholeRow: r, who: &list[0]}
}

// finals are what may have become of a happening.
var finals = []thread.Final{thread.FinalAsserted, thread.FinalDenied, thread.FinalDisputed, thread.FinalPlanned, thread.FinalCalledOff, thread.FinalOpen}

// happenings has a row for each thing that happened, whatever number of stories tell of it.
var happenings = newTable(Table{Name: "happenings", Primary: []string{"happening_id"}, Foreign: []Key{ofVersion, ofEvent},
	Doc: "What stories of an archive tell together: one row a happening, from many reports, with the sentence of the export that tells of it best. reports has who tells of it, happening_roles who took part. Empty in an export that comes from no archive, and not in lakes."},
	eachWhole,
	key("happening_id", "the joined event (ev_…), the same in all exports of an archive", func(r *wholeRow) string { return r.Happening }),
	key("version_id", "the version of the export whose sentence tells of it best", func(r *wholeRow) string { return string(r.v.rec.Version.ID) }),
	code("event_id", "the event of that version that tells of it; empty for a word that is no event there", func(r *wholeRow) string { return r.event }),
	key("plover_event", "PLOVER type", func(r *wholeRow) string { return firstOf(r.Whole.Type, "none") }),
	code("plover_mode", "PLOVER mode, the first", func(r *wholeRow) string { return first(r.Whole.Modes) }),
	oneOf("final", "what has become of it by its last report; disputed: told by some, denied by others", finals, func(r *wholeRow) thread.Final { return r.Whole.Final }),
	value("day_from", Day, "first day", func(r *wholeRow) Value { return day(r.Whole.When.From) }),
	value("day_to", Day, "last day", func(r *wholeRow) Value { return day(r.Whole.When.To) }),
	oneOf("day_precision", "how exact the day is", readout.AllPrecisions[:], func(r *wholeRow) readout.Precision { return r.Whole.When.Precision }),
	flag("day_stated", "a story states the day; else it is only known that it was on or before the day of the first report", func(r *wholeRow) bool { return r.Whole.When.Stated }),
	code("place_id", "where, of the gazetteer", func(r *wholeRow) string { return r.place.ID }),
	code("place_name", "its name", func(r *wholeRow) string { return r.place.Name }),
	code("place_country", "its country, ISO 3166-1 alpha-3", func(r *wholeRow) string { return r.place.Country }),
	oneOf("place_precision", "how exact the place is", placeGrains, func(r *wholeRow) string { return r.place.Precision }),
	code("actor_id", "who did it, the one named most", func(r *wholeRow) string { return r.doer().id() }),
	code("actor_name", "name", func(r *wholeRow) string { return r.doer().name() }),
	code("actor_country", "ISO 3166-1 alpha-3", func(r *wholeRow) string { return r.doer().who.Country }),
	code("recipient_id", "to whom, the one named most", func(r *wholeRow) string { return r.undergoer().id() }),
	code("recipient_name", "name", func(r *wholeRow) string { return r.undergoer().name() }),
	code("recipient_country", "ISO 3166-1 alpha-3", func(r *wholeRow) string { return r.undergoer().who.Country }),
	count("n_actors", "those who did it, by any story", func(r *wholeRow) int { return len(r.Whole.Doers) }),
	count("n_recipients", "those to whom it was done", func(r *wholeRow) int { return len(r.Whole.Undergoers) }),
	count("n_lines", "independent lines of reporting that tell of it, in the whole archive: copies count once, and so do texts of one outlet; 0 for what only a form of words of many days tells", func(r *wholeRow) int { return r.Whole.Lines }),
	count("n_stories", "stories", func(r *wholeRow) int { return r.Whole.Stories }),
	count("n_mentions", "words that tell of it, in all their versions", func(r *wholeRow) int { return r.Whole.Mentions }),
	count("n_conflicts", "pairs of sentences about it that contradict each other, of those that are shown", func(r *wholeRow) int { return r.Whole.Conflicts }),
	value("credibility", Integer, "how far it is borne out by what is on record, 1 to 6: derived by a rule that readout grade --rule prints, no measure of truth", func(r *wholeRow) Value { return known(r.Whole.Credible.Grade) }),
	code("credibility_why", "what was counted for it", func(r *wholeRow) string { return r.Whole.Credible.Why }),
	code("first_posted", "when the first report was posted: RFC 3339 or a day", func(r *wholeRow) string { return r.Whole.Posted }),
	code("last_posted", "when the last one was", func(r *wholeRow) string { return r.Whole.Last }),
	code("words", "the word that tells of it", func(r *wholeRow) string { return r.v.stretch(r.Mention.Trigger) }),
	value("start", Integer, "offset of its first code point", func(r *wholeRow) Value { return r.v.start(r.Mention.Trigger) }),
	value("end", Integer, "offset after its last code point", func(r *wholeRow) Value { return r.v.end(r.Mention.Trigger) }),
	code("sentence", "its sentence, cut where it is longer than a quotation may be", func(r *wholeRow) string { return r.sentence() }),
	value("sentence_start", Integer, "offset of the sentence", func(r *wholeRow) Value { return r.v.start(r.Sentence) }),
	value("sentence_end", Integer, "offset after the sentence", func(r *wholeRow) Value { return r.v.end(r.Sentence) }),
	code("why", "what joins the reports; empty for one report", (*wholeRow).why),
)

// A castRow is somebody who has a part in a happening.
type castRow struct {
	*wholeRow
	role string
	n    int
	who  *thread.Actor
}

// id returns the archive's id of who it is, "" for a private person whom the
// export does not name: it is made of the name.
func (r castRow) id() string {
	if r.v.masking && r.Whole.Private[r.who.ID] {
		return ""
	}
	return r.who.ID
}

// name returns the name, or what stands for it. Where private persons are masked,
// that of one whom the archive does not know is told only if the version of this
// row has it: nothing tells whether it is a private person elsewhere.
func (r castRow) name() string {
	name := r.v.hide(r.who.Name)
	switch {
	case !r.v.masking || r.who.Name == "":
	case r.Whole.Private[r.who.ID]:
		if name == r.who.Name {
			return "[private person]"
		}
	case r.who.ID == "" && !slices.ContainsFunc(r.Mention.Args, func(a thread.Argument) bool { return a.Name == r.who.Name }):
		return ""
	}
	return r.v.quote(name)
}

// happeningRoles has a row for each one who has a part in a happening.
var happeningRoles = newTable(Table{Name: "happening_roles", Primary: []string{"happening_id", "role", "n"}, Foreign: []Key{ofVersion},
	Doc: "Who took part in a happening, by any story that tells of it."},
	func(v *view, emit func(*castRow) error) error {
		return eachWhole(v, func(r *wholeRow) error {
			for _, part := range []struct {
				role string
				list []thread.Actor
			}{{"actor", r.Whole.Doers}, {"recipient", r.Whole.Undergoers}} {
				for i := range part.list {
					if err := emit(&castRow{r, part.role, i + 1, &part.list[i]}); err != nil {
						return err
					}
				}
			}
			return nil
		})
	},
	key("happening_id", "the happening", func(r *castRow) string { return r.Happening }),
	key("version_id", "the version of its row in happenings", func(r *castRow) string { return string(r.v.rec.Version.ID) }),
	key("role", "actor did it, recipient had it done to them", func(r *castRow) string { return r.role }).codes([]string{"actor", "recipient"}),
	count("n", "place, those named most first", func(r *castRow) int { return r.n }),
	code("actor_id", "who that is; empty for one whom the archive does not know", func(r *castRow) string { return r.id() }),
	code("name", "name; empty where nothing tells whether it is a private person", func(r *castRow) string { return r.name() }),
	code("kind", "kind of actor", func(r *castRow) string { return r.who.Kind }),
	code("country", "ISO 3166-1 alpha-3", func(r *castRow) string { return r.who.Country }),
)

// reports has a row for each word that tells of a happening.
var reports = newTable(Table{Name: "reports", Primary: []string{"happening_id", "version_id", "start"}, Foreign: []Key{ofVersion, ofEvent},
	Doc: "Which words of which versions tell of a happening. Count texts (line_id), not rows: copies of one report are one text; n_lines of happenings has the independent lines. Empty in an export that comes from no archive, and not in lakes."},
	eachTelling,
	key("happening_id", "the happening", func(r *tellingRow) string { return r.Happening }),
	key("version_id", "the version", func(r *tellingRow) string { return string(r.v.rec.Version.ID) }),
	code("event_id", "the event whose words these are; empty for words that are no event of the record", func(r *tellingRow) string { return r.event }),
	key("story_id", "the story", func(r *tellingRow) string { return r.v.story }),
	key("line_id", "text: the group of versions with the same words, else the story; texts of one outlet are one line of reporting", func(r *tellingRow) string { return r.v.line }),
	code("outlet", "who published it", func(r *tellingRow) string { return r.v.outlet() }),
	value("published_day", Day, "day of publication as the story states it", func(r *tellingRow) Value { return day(r.v.rec.Version.Published.Day()) }),
	code("status", "how these words tell of it: a status of events, or called-off", func(r *tellingRow) string { return string(r.Mention.Status) }),
	code("said_by", "who says so in the story, the innermost; empty if the outlet says it itself", (*tellingRow).said),
	code("words", "the words", func(r *tellingRow) string { return r.v.stretch(r.Mention.Trigger) }),
	count("start", "offset of their first code point", func(r *tellingRow) int { return r.v.pts.At(r.Mention.Trigger.Start) }),
	count("end", "offset after their last code point", func(r *tellingRow) int { return r.v.pts.At(r.Mention.Trigger.End) }),
	value("sentence_start", Integer, "offset of the sentence", func(r *tellingRow) Value { return r.v.start(r.Sentence) }),
	value("sentence_end", Integer, "offset after the sentence", func(r *tellingRow) Value { return r.v.end(r.Sentence) }),
)
