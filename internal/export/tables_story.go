package export

import "github.com/seed-f92ea4cf/readout"

// stories has a row for what one outlet keeps at one place.
var stories = newTable(Table{Name: "stories", Primary: []string{"story_id"},
	Doc: "What one outlet keeps at one place, through its versions. Without an archive each version is a story of its own and has its id."},
	func(v *view, emit func(*view) error) error {
		if !v.firstOfStory {
			return nil
		}
		return emit(v)
	},
	key("story_id", "id of the story", func(v *view) string { return v.story }),
	code("outlet", "who publishes it: the name given, else the host of the address", func(v *view) string {
		return firstOf(v.Story.Outlet, v.rec.Version.Outlet)
	}),
	code("url", "address of the first version in this export", func(v *view) string { return v.rec.Version.URL }),
	count("n_versions", "versions that the archive has of it", func(v *view) int { return max(v.Story.Versions, 1) }),
	value("added_at", Instant, "when it came into the archive", func(v *view) Value { return instant(v.Story.AddedAt) }),
)

// versions has a row for each text of a story.
var versions = newTable(Table{Name: "versions", Primary: []string{"version_id"},
	Doc:     "The clean text of a story as it stood at one time. The text itself is there in exports with text only.",
	Foreign: []Key{{Columns: []string{"story_id"}, Table: "stories", Of: []string{"story_id"}}}},
	func(v *view, emit func(*view) error) error { return emit(v) },
	key("version_id", "id of the version, a hash of address and text; readout show opens it", func(v *view) string { return string(v.rec.Version.ID) }),
	key("story_id", "the story", func(v *view) string { return v.story }),
	key("line_id", "text: the group of versions with the same words, else the story; texts of one outlet are one line of reporting. Count texts, not reports", func(v *view) string { return v.line }),
	value("version_no", Integer, "number of the version in its story", func(v *view) Value { return known(v.N) }),
	oneOf("change", "against the version before it", changes, func(v *view) string { return v.Change }),
	flag("current", "the outlet showed it last", func(v *view) bool { return v.Current || v.N == 0 }),
	code("ref", "the caller's own id", func(v *view) string { return v.rec.Version.Ref }),
	code("url", "address", func(v *view) string { return v.rec.Version.URL }),
	code("outlet", "who published it: as the page or feed says, else the host of the address", func(v *view) string { return v.outlet() }),
	code("reliability", "how reliable people say that the outlet is, A to F by the Admiralty's scale; empty where nobody said", func(v *view) string { return v.Reliability }),
	code("agency", "news agency that the text credits", func(v *view) string { return v.rec.Version.Agency }),
	code("byline", "the first byline; labels has all", func(v *view) string { return first(v.rec.Version.Bylines) }),
	code("headline", "headline, cut where it is longer than a quotation may be", func(v *view) string { return v.quote(v.rec.Version.Headline) }),
	code("dateline", "dateline as printed", func(v *view) string { return v.quote(v.rec.Version.Dateline) }),
	value("published_day", Day, "day of publication as the story states it", func(v *view) Value { return day(v.rec.Version.Published.Day()) }),
	code("published", "time of publication, as precise as it is stated: RFC 3339 or a part of it", func(v *view) string { return timeValue(v.rec.Version.Published) }),
	code("published_text", "the same in the story's own words", func(v *view) string { return timeText(v.rec.Version.Published) }),
	oneOf("published_basis", "where the time of publication is from", readout.AllTimeBases[:], func(v *view) readout.TimeBasis { return timeBasis(v.rec.Version.Published) }),
	code("updated", "time of the last update that the story states", func(v *view) string { return timeValue(v.rec.Version.Updated) }),
	code("updated_text", "the same in the story's own words", func(v *view) string { return timeText(v.rec.Version.Updated) }),
	oneOf("updated_basis", "where the time of update is from", readout.AllTimeBases[:], func(v *view) readout.TimeBasis { return timeBasis(v.rec.Version.Updated) }),
	key("language", "ISO 639-1, und if it can't be told", func(v *view) string { return firstOf(v.rec.Version.Language, "und") }),
	key("sha256", "hash of the text, with which a holder of the text can check the offsets", func(v *view) string { return v.rec.Version.SHA256 }),
	count("n_chars", "length of the text in code points", func(v *view) int { return v.pts.At(len(v.rec.Version.Text)) }),
	count("n_statements", "statements in the record", func(v *view) int { return len(v.rec.Attributions) }),
	count("n_events", "events in the record", func(v *view) int { return len(v.rec.Events) }),
	count("n_problems", "things that could not be read", func(v *view) int { return len(v.rec.Problems) }),
	value("n_copies", Integer, "versions in the archive with the same words, this one counted", func(v *view) Value { return known(v.Copies) }),
	flag("masked", "names of private persons are blotted out", func(v *view) bool { return v.Masked }),
	key("pipeline", "program and weights that read it", func(v *view) string { return firstOf(v.rec.Pipeline, "unknown") }),
	value("seen_at", Instant, "when the outlet was first seen to show it", func(v *view) Value { return instant(v.SeenAt) }),
	value("added_at", Instant, "when it came into the archive", func(v *view) Value { return instant(v.AddedAt) }),
	field[view]{Column{Name: "text", Type: Text, Whole: true, Doc: "the text"}, func(v *view) Value { return longText(v.rec.Version.Text) }},
)

// mentions has a row for each stretch of text that refers to somebody.
var mentions = newTable(Table{Name: "mentions", Primary: []string{"version_id", "mention_id"}, Foreign: []Key{ofVersion, actorOf("actor_id")},
	Doc: "Words that refer to somebody or something."},
	func(v *view, emit func(*mentionRow) error) error {
		for i := range v.rec.Mentions {
			if err := emit(&mentionRow{v, &v.rec.Mentions[i]}); err != nil {
				return err
			}
		}
		return nil
	},
	key("version_id", "the version", func(r *mentionRow) string { return string(r.v.rec.Version.ID) }),
	key("mention_id", "id inside the version", func(r *mentionRow) string { return string(r.m.ID) }),
	value("start", Integer, "offset of the first code point in the text", func(r *mentionRow) Value { return r.v.start(r.m.Span) }),
	value("end", Integer, "offset after the last code point", func(r *mentionRow) Value { return r.v.end(r.m.Span) }),
	code("text", "the words", func(r *mentionRow) string { return r.v.quote(r.m.Text) }),
	code("type", "PER ORG GPE LOC NORP FAC EVENT MISC …", func(r *mentionRow) string { return string(r.m.Type) }),
	oneOf("form", "form of the words", readout.AllForms[:], func(r *mentionRow) readout.Form { return r.m.Form }),
	code("actor_id", "who is meant", func(r *mentionRow) string { return r.v.actorID(r.m.Actor) }),
)

type mentionRow struct {
	v *view
	m *readout.Mention
}

// problems has a row for each thing that could not be read.
var problems = newTable(Table{Name: "problems", Primary: []string{"version_id", "n"}, Foreign: []Key{ofVersion},
	Doc: "What could not be read or is unsure."},
	func(v *view, emit func(*problemRow) error) error {
		for i := range v.rec.Problems {
			if err := emit(&problemRow{v, i + 1, &v.rec.Problems[i]}); err != nil {
				return err
			}
		}
		return nil
	},
	key("version_id", "the version", func(r *problemRow) string { return string(r.v.rec.Version.ID) }),
	count("n", "number inside the version", func(r *problemRow) int { return r.n }),
	code("stage", "step that reports it", func(r *problemRow) string { return string(r.p.Stage) }),
	value("start", Integer, "offset of the first code point in the text", func(r *problemRow) Value { return r.v.start(r.p.Span) }),
	value("end", Integer, "offset after the last code point", func(r *problemRow) Value { return r.v.end(r.p.Span) }),
	code("text", "what and why", func(r *problemRow) string { return r.v.quote(r.p.Text) }),
)

type problemRow struct {
	v *view
	n int
	p *readout.Problem
}

// known returns a count that is missing where it is 0.
func known(n int) Value {
	if n == 0 {
		return Value{}
	}
	return integer(n)
}

// The parts of a time that may not be there.
func timeValue(t *readout.Time) string {
	if t == nil {
		return ""
	}
	return t.Value
}

func timeText(t *readout.Time) string {
	if t == nil {
		return ""
	}
	return t.Text
}

func timeBasis(t *readout.Time) readout.TimeBasis {
	if t == nil {
		return ""
	}
	return t.Basis
}

// first returns the first of a list, or "".
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
