package export

import (
	"cmp"

	"github.com/seed-f92ea4cf/readout"
)

// A statementRow is one attribution with what its row needs.
type statementRow struct {
	v       *view
	a       *readout.Attribution
	actor   *readout.Actor // of the speaker; never nil
	speaker readout.Span
	cue     readout.Span
	content readout.Span
	words   string
	cut     bool
}

// nobody stands for an actor that is not known.
var nobody readout.Actor

// newStatementRow fills in the row of an attribution.
func newStatementRow(v *view, a *readout.Attribution) *statementRow {
	r := &statementRow{v: v, a: a, actor: v.Actor(a.Speaker.Actor), speaker: a.Speaker.Cover(), cue: a.Cue.Cover(), content: a.Content.Cover()}
	if r.actor == nil {
		r.actor = &nobody
	}
	r.words, r.cut = v.cut(a.Content.Text)
	return r
}

// statements has a row for who says what.
var statements = newTable(Table{Name: "statements", Primary: []string{"statement_id"},
	Doc: "Who says, thinks or asks what, according to the story. Offsets cover all parts of the words.",
	Foreign: []Key{ofVersion, actorOf("speaker_actor_id"), actorOf("to_actor_id"),
		{Columns: []string{"within_id"}, Of: []string{"statement_id"}}}},
	func(v *view, emit func(*statementRow) error) error {
		for _, a := range v.statements {
			if err := emit(newStatementRow(v, a)); err != nil {
				return err
			}
		}
		return nil
	},
	key("statement_id", "id of the statement, a hash of the version and the words", func(r *statementRow) string { return r.v.statementID[r.a.ID] }),
	key("version_id", "the version that says it", func(r *statementRow) string { return string(r.v.rec.Version.ID) }),
	key("local_id", "id inside the version: readout show VERSION:LOCAL opens it", func(r *statementRow) string { return string(r.a.ID) }),
	code("speaker", "who says it, in the story's words; nothing if the story does not say", func(r *statementRow) string { return r.v.quote(r.a.Speaker.Text) }),
	key("speaker_kind", "what is known of the speaker", func(r *statementRow) string { return string(cmp.Or(r.a.Speaker.Kind, readout.NoSpeaker)) }).codes(stringsOf(readout.AllSpeakerKinds[:])),
	code("speaker_actor_id", "who that is", func(r *statementRow) string { return r.v.actorID(r.a.Speaker.Actor) }),
	code("speaker_name", "name of the actor", func(r *statementRow) string { return r.actor.Name }),
	code("speaker_country", "country of the actor, ISO 3166-1 alpha-3", func(r *statementRow) string { return r.actor.Country }),
	code("speaker_sector", "PLOVER sector of the actor, the primary one", func(r *statementRow) string { return first(r.actor.Sectors) }),
	code("cue", "the words that attribute", func(r *statementRow) string { return r.v.quote(r.a.Cue.Text) }),
	oneOf("act", "what the speaker does in saying it", readout.AllActs[:], func(r *statementRow) readout.Act { return r.a.Act }),
	oneOf("quoted", "whether the content stands in quotation marks", readout.AllQuotings[:], func(r *statementRow) readout.Quoted { return r.a.Quoted }),
	oneOf("status", "of the saying itself: denied for 'did not say that', planned for 'will announce'", readout.AllStatuses[:], func(r *statementRow) readout.Status { return r.a.Status }),
	code("status_cue", "the words that say so", func(r *statementRow) string { return r.v.quote(wordsOf(r.a.StatusCue)) }),
	code("content", "what is said, cut where it is longer than a quotation may be", func(r *statementRow) string { return r.words }),
	flag("content_cut", "content is cut", func(r *statementRow) bool { return r.cut }),
	value("speaker_start", Integer, "offset of the speaker's first code point", func(r *statementRow) Value { return r.v.start(r.speaker) }),
	value("speaker_end", Integer, "offset after the speaker's last code point", func(r *statementRow) Value { return r.v.end(r.speaker) }),
	value("cue_start", Integer, "offset of the cue's first code point", func(r *statementRow) Value { return r.v.start(r.cue) }),
	value("cue_end", Integer, "offset after the cue's last code point", func(r *statementRow) Value { return r.v.end(r.cue) }),
	value("content_start", Integer, "offset of the content's first code point", func(r *statementRow) Value { return r.v.start(r.content) }),
	value("content_end", Integer, "offset after the content's last code point", func(r *statementRow) Value { return r.v.end(r.content) }),
	count("content_parts", "stretches of text that the content is made of", func(r *statementRow) int { return len(r.a.Content.Spans) }),
	code("to_actor_id", "whom it was said to", func(r *statementRow) string { return r.v.actorID(r.to()) }),
	code("medium", "where it was said: 'in a statement'", func(r *statementRow) string {
		if r.a.Medium == nil {
			return ""
		}
		return r.v.quote(r.a.Medium.Text)
	}),
	value("said_date", Day, "day on which it was said, the first if there are several", func(r *statementRow) Value { return day(dateFrom(r.a.Date)) }),
	value("said_date_end", Day, "the last day", func(r *statementRow) Value { return day(dateTo(r.a.Date)) }),
	value("said_time", Text, "time of day, if it is stated", func(r *statementRow) Value { return clockOf(dateFrom(r.a.Date)) }),
	oneOf("said_date_precision", "how exact the date is", readout.AllPrecisions[:], func(r *statementRow) readout.Precision { return datePrecision(r.a.Date) }),
	oneOf("said_date_basis", "what fixes the date", readout.AllDateBases[:], func(r *statementRow) readout.DateBasis { return dateBasis(r.a.Date) }),
	code("said_date_text", "the date in the story's words", func(r *statementRow) string { return dateText(r.a.Date) }),
	code("within_id", "the statement whose content holds this one", func(r *statementRow) string { return r.v.statementID[r.a.Within] }),
	count("depth", "statements around this one", func(r *statementRow) int { return r.v.depth(r.a) }),
	measure("confidence", "how sure the program is, 0 to 1", func(r *statementRow) float64 { return r.a.Confidence }),
	code("why", "the reason, one sentence that a reader can check", func(r *statementRow) string { return r.v.quote(r.a.Why) }),
)

// codes limits a field to some values.
func (f field[R]) codes(list []string) field[R] {
	f.Codes = list
	return f
}

// to returns whom a statement was made to.
func (r *statementRow) to() readout.ActorID {
	if m := r.v.Mention(r.a.To); m != nil && r.a.To != "" {
		return m.Actor
	}
	return ""
}

// depth returns how many statements hold a.
func (v *view) depth(a *readout.Attribution) int {
	n := 0
	for a != nil && a.Within != "" && n < len(v.rec.Attributions) { // a circle ends
		a = v.Attribution(a.Within)
		n++
	}
	return n
}

func wordsOf(w *readout.Words) string {
	if w == nil {
		return ""
	}
	return w.Text
}

// The parts of a date that may not be there.
func dateFrom(d *readout.Date) string {
	if d == nil {
		return ""
	}
	return d.From
}

func dateTo(d *readout.Date) string {
	if d == nil {
		return ""
	}
	return firstOf(d.To, d.From)
}

func datePrecision(d *readout.Date) readout.Precision {
	if d == nil {
		return ""
	}
	return d.Precision
}

func dateBasis(d *readout.Date) readout.DateBasis {
	if d == nil {
		return ""
	}
	return d.Basis
}

func dateText(d *readout.Date) string {
	if d == nil {
		return ""
	}
	return d.Text
}
