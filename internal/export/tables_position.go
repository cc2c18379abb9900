package export

import (
	"math"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/question"
)

// A claimRow is a claim in its version.
type claimRow struct {
	v *view
	n int // of an option in its version, from 1
	*question.Claim
}

// exportedClaim reports whether a claim is exported: of a search those whose
// sentence holds something that it found.
func (v *view) exportedClaim(c *question.Claim) bool {
	if v.Found == nil {
		return true
	}
	for _, n := range v.events {
		if v.rec.Events[n].Sentence.Overlaps(c.Sentence) {
			return true
		}
	}
	for _, a := range v.statements {
		for _, s := range a.Content.Spans {
			if s.Overlaps(c.Sentence) {
				return true
			}
		}
	}
	return false
}

// eachClaim calls emit for the claims of a version that are exported.
func eachClaim(v *view, emit func(*claimRow) error) error {
	if v.Stand == nil {
		return nil
	}
	for i := range v.Stand.Claims {
		if c := &v.Stand.Claims[i]; v.exportedClaim(c) {
			if err := emit(&claimRow{v: v, Claim: c}); err != nil {
				return err
			}
		}
	}
	return nil
}

// id returns the id that a list gives somebody, else the archive's for the actor
// of the version who has the name: none for a private person who is not named.
func (r *claimRow) id(w *question.Who) string {
	if w.ID != "" {
		return w.ID
	}
	for i := range r.v.Item.Record.Actors {
		a := &r.v.Item.Record.Actors[i]
		if id := r.v.Actors[a.ID]; id != "" && a.Name == w.Name && !r.v.private(a.ID) {
			return id
		}
	}
	return ""
}

// name returns the name of somebody, or what stands for it.
func (r *claimRow) name(w *question.Who) string { return r.v.quote(r.v.hide(w.Name)) }

// said returns who says so, the innermost.
func (r *claimRow) said() string { return r.v.hide(first(r.By)) }

// A sideRow is a side that a claim takes of one of its words.
type sideRow struct {
	*claimRow
	n      int
	anchor *question.Anchor
	stance question.Stance
	sure   float64
	why    string
}

// within reports whether the same side is taken of words that hold these:
// who is against an arrest is not against whom it befell, too.
func (r *sideRow) within() bool {
	for i := range r.Anchors {
		o := &r.Anchors[i]
		if o.From <= r.anchor.From && r.anchor.To <= o.To && o.To-o.From > r.anchor.To-r.anchor.From {
			if stance, _, _ := o.Side(); stance == r.stance {
				return true
			}
		}
	}
	return false
}

// about returns the words, in their base forms, that the side is taken of.
func (r *sideRow) about() string {
	var words []string
	for i := r.anchor.From; i < r.anchor.To && i < len(r.Words); i++ {
		if w := r.Words[i].Lemma; i >= 0 && (r.v.names == nil || !r.v.names.word(w)) {
			words = append(words, w)
		}
	}
	return r.v.quote(strings.Join(words, " "))
}

// act returns the word itself, the head of them.
func (r *sideRow) act() string {
	if k := r.anchor.Word; k >= 0 && k < len(r.Words) && (r.v.names == nil || !r.v.names.word(r.Words[k].Lemma)) {
		return r.Words[k].Lemma
	}
	return ""
}

// The codes of sides and options.
var (
	stances        = []question.Stance{question.For, question.Against, question.Open, question.Conditional, question.Undecided}
	voices         = []question.Voice{question.Own, question.Reported}
	optionStatuses = []question.OptionStatus{question.Considered, question.Offered, question.Planned, question.RuledOut, question.Withdrawn, question.Done}
)

// positions has a row for each side that somebody takes.
var positions = newTable(Table{Name: "positions", Primary: []string{"version_id", "n"}, Foreign: []Key{ofVersion},
	Doc: "Who takes which side of what, in his own voice or as others report him: a row for the words of a sentence that a side is taken of, the widest. Of one question: readout positions --on QUESTION. Count lines (line_id), not rows. Empty for records that come without a digest (readout read --digest) and for stories that an older program read."},
	func(v *view, emit func(*sideRow) error) error {
		n := 0
		return eachClaim(v, func(c *claimRow) error {
			for i := range c.Anchors {
				r := &sideRow{claimRow: c, anchor: &c.Anchors[i]}
				if c.Option != nil {
					break
				}
				if r.stance, r.sure, r.why = r.anchor.Side(); r.stance == question.None || r.within() {
					continue
				}
				n++
				r.n = n
				if err := emit(r); err != nil {
					return err
				}
			}
			return nil
		})
	},
	key("version_id", "the version", func(r *sideRow) string { return string(r.v.rec.Version.ID) }),
	count("n", "number in the version", func(r *sideRow) int { return r.n }),
	key("line_id", "text: the group of versions with the same words, else the story; texts of one outlet are one line of reporting", func(r *sideRow) string { return r.v.line }),
	value("published_day", Day, "day of publication as the story states it", func(r *sideRow) Value { return day(r.v.rec.Version.Published.Day()) }),
	code("actor_id", "who takes the side, where a list or the archive knows him", func(r *sideRow) string { return r.id(&r.Actor) }),
	code("actor", "the state or body that an office-holder or spokesman speaks for, else the person", func(r *sideRow) string { return r.name(&r.Actor) }),
	code("actor_country", "ISO 3166-1 alpha-3", func(r *sideRow) string { return r.Actor.Country }),
	code("speaker_id", "who has the words", func(r *sideRow) string { return r.id(&r.Speaker) }),
	code("speaker", "name", func(r *sideRow) string { return r.name(&r.Speaker) }),
	oneOf("voice", "own: he or who speaks for him says it; reported: somebody else says it of him", voices, func(r *sideRow) question.Voice { return r.Voice }),
	code("said_by", "who says so in the story, the innermost", func(r *sideRow) string { return r.said() }),
	oneOf("stance", "the side", stances, func(r *sideRow) question.Stance { return r.stance }),
	code("act", "what it is taken of, the head word in its base form", (*sideRow).act),
	code("about", "that word with what depends on it, in base forms", (*sideRow).about),
	measure("confidence", "how sure the program is, 0 to 1", func(r *sideRow) float64 { return math.Round(100*r.sure) / 100 }),
	code("why", "the words that show the side", func(r *sideRow) string { return r.v.quote(r.v.hide(r.why)) }),
	code("sentence", "the sentence, cut where it is longer than a quotation may be", func(r *sideRow) string { return r.v.stretch(r.Sentence) }),
	count("start", "offset of its first code point", func(r *sideRow) int { return r.v.pts.At(r.Sentence.Start) }),
	count("end", "offset after its last code point", func(r *sideRow) int { return r.v.pts.At(r.Sentence.End) }),
)

// options has a row for each act that somebody may do, will not do or has done.
var options = newTable(Table{Name: "options", Primary: []string{"version_id", "n"}, Foreign: []Key{ofVersion},
	Doc: "What actors consider, offer, plan, rule out, take back or have done, as their sentences say it. Count lines (line_id), not rows. Empty as positions is."},
	func(v *view, emit func(*claimRow) error) error {
		n := 0
		return eachClaim(v, func(c *claimRow) error {
			if c.Option == nil {
				return nil
			}
			n++
			c.n = n
			return emit(c)
		})
	},
	key("version_id", "the version", func(r *claimRow) string { return string(r.v.rec.Version.ID) }),
	count("n", "number in the version", func(r *claimRow) int { return r.n }),
	key("line_id", "text: the group of versions with the same words, else the story; texts of one outlet are one line of reporting", func(r *claimRow) string { return r.v.line }),
	value("published_day", Day, "day of publication as the story states it", func(r *claimRow) Value { return day(r.v.rec.Version.Published.Day()) }),
	code("actor_id", "whose option it is, where a list or the archive knows him", func(r *claimRow) string { return r.id(&r.Actor) }),
	code("actor", "the state or body that an office-holder or spokesman speaks for, else the person", func(r *claimRow) string { return r.name(&r.Actor) }),
	code("actor_country", "ISO 3166-1 alpha-3", func(r *claimRow) string { return r.Actor.Country }),
	code("speaker_id", "who has the words", func(r *claimRow) string { return r.id(&r.Speaker) }),
	code("speaker", "name", func(r *claimRow) string { return r.name(&r.Speaker) }),
	oneOf("voice", "own: he or who speaks for him says it; reported: somebody else says it of him", voices, func(r *claimRow) question.Voice { return r.Voice }),
	code("said_by", "who says so in the story, the innermost", (*claimRow).said),
	oneOf("status", "how far it has come", optionStatuses, func(r *claimRow) question.OptionStatus { return r.Option.Status }),
	code("what", "the act, in the story's words", func(r *claimRow) string { return r.v.quote(r.v.hide(oneLine(r.Option.What))) }),
	value("what_start", Integer, "offset of the first of these words", func(r *claimRow) Value { return r.v.start(r.Option.At) }),
	value("what_end", Integer, "offset after the last of them", func(r *claimRow) Value { return r.v.end(r.Option.At) }),
	code("why", "the words that show the status", func(r *claimRow) string { return r.v.quote(r.v.hide(r.Option.Why)) }),
	code("sentence", "the sentence, cut where it is longer than a quotation may be", func(r *claimRow) string { return r.v.stretch(r.Sentence) }),
	count("start", "offset of its first code point", func(r *claimRow) int { return r.v.pts.At(r.Sentence.Start) }),
	count("end", "offset after its last code point", func(r *claimRow) int { return r.v.pts.At(r.Sentence.End) }),
)
