package export

import "strings"

// A TimelineEntry is an entry of a timeline that a person made, whose sentence
// stands in an item's version.
type TimelineEntry struct {
	Timeline, Title string // id and headline of the timeline
	N               int    // its place, from 1
	Key             string
	Event           string // ev_…, may be empty
	From, To        string // days
	Precision       string
	Headline, Note  string // a person's
	Sentence        [2]int // code points of the version's text
	Label           string // of the timeline
}

// A timelineRow is an entry in its version.
type timelineRow struct {
	v *view
	*TimelineEntry
}

// tlp is the higher of the labels of timeline and story.
func (r *timelineRow) tlp() string { return higher(r.Label, r.v.Label) }

// words returns the entry's sentence.
func (r *timelineRow) words() string {
	text := []rune(r.v.rec.Version.Text)
	if r.Sentence[0] < 0 || r.Sentence[0] > r.Sentence[1] || r.Sentence[1] > len(text) {
		return ""
	}
	return r.v.quote(oneLine(string(text[r.Sentence[0]:r.Sentence[1]])))
}

// timelineTable has a row for each entry of the timelines that people made.
var timelineTable = newTable(Table{Name: "timeline", Primary: []string{"timeline_id", "entry_id"}, Foreign: []Key{ofVersion},
	Doc: "Entries of the timelines that people made in an archive, those that they kept, with the versions whose sentences tell of them; empty in an export that comes from no archive."},
	func(v *view, emit func(*timelineRow) error) error {
		for i := range v.Timelines {
			if err := emit(&timelineRow{v, &v.Timelines[i]}); err != nil {
				return err
			}
		}
		return nil
	},
	key("timeline_id", "the timeline", func(r *timelineRow) string { return r.Timeline }),
	key("entry_id", "names the entry within its timeline", func(r *timelineRow) string { return r.Key }),
	count("n", "place of the entry, from 1", func(r *timelineRow) int { return r.N }),
	key("version_id", "the version whose sentence tells of it", func(r *timelineRow) string { return string(r.v.rec.Version.ID) }),
	code("title", "headline of the timeline, which a person wrote", func(r *timelineRow) string { return r.Title }),
	code("happening_id", "the joined event (ev_…), the same in all exports of an archive", func(r *timelineRow) string { return r.Event }),
	code("day_from", "first day, YYYY-MM-DD", func(r *timelineRow) string { return r.From }),
	code("day_to", "last day", func(r *timelineRow) string { return r.To }),
	code("precision", "how exactly the day is known", func(r *timelineRow) string { return r.Precision }),
	code("headline", "a person's headline of the entry", func(r *timelineRow) string { return r.Headline }),
	code("note", "a person's note", func(r *timelineRow) string { return strings.Join(strings.Fields(r.Note), " ") }),
	code("sentence", "words of the story", func(r *timelineRow) string { return r.words() }),
	count("start", "first code point of the sentence in the version's text", func(r *timelineRow) int { return r.Sentence[0] }),
	count("end", "code point after its last", func(r *timelineRow) int { return r.Sentence[1] }),
)
