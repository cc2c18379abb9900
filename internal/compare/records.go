package compare

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A RecordDiff says how the record of one version differs from that of
// another, in plain words.
type RecordDiff struct {
	Items    []Item // the weightiest first
	Same     int    // statements and events that say the same in both
	Reworded int    // of them, those whose words differ in nothing that counts
}

// An Item is one difference between two records.
type Item struct {
	Kind  Kind   `json:"kind"`
	Layer string `json:"layer"` // headline, statement, event, text: what the outlet itself says
	Label Label  `json:"label,omitempty"`
	// Text is the difference as a sentence: "v3 no longer says that …; it says
	// that …".
	Text string `json:"text"`
	// Words are the words that made the difference: "has agreed to → is weighing".
	Words string `json:"words,omitempty"`
	// Details are further differences and who says it.
	Details []string `json:"details,omitempty"`
	// Old and New are the ids in the two records, OldSpan and NewSpan where the
	// words stand; what is in one version only has one of each.
	Old     string       `json:"old,omitempty"`
	New     string       `json:"new,omitempty"`
	OldSpan readout.Span `json:"old_span"`
	NewSpan readout.Span `json:"new_span"`
}

// A Kind says whether something changed, went or came.
type Kind string

// The kinds of difference.
const (
	IsChanged Kind = "changed"
	IsDropped Kind = "dropped"
	IsAdded   Kind = "added"
)

// A Label says in a word what a change amounts to.
type Label string

// The labels, the weightiest first.
const (
	Reversed  Label = "reversed" // from yes to no or back
	Softened  Label = "softened" // less certain than before
	Hardened  Label = "hardened" // more certain than before
	Speaking  Label = "speaker"  // somebody else says it
	Counting  Label = "number"   // another number
	Dating    Label = "date"     // another date
	Retold    Label = "act"      // said in another way: claimed, not confirmed
	Replaced  Label = "replaced" // the same speaker says something else in its place
	OtherThan Label = "wording"  // other words that carry meaning
	Retitled  Label = "headline" // the headline
	Unlabeled Label = ""         // dropped or added
)

// weightOf orders items: the labels as they stand above, then what is dropped,
// then what is added.
func (it *Item) weightOf() int {
	order := []Label{Reversed, Softened, Hardened, Speaking, Counting, Dating, Retold, Replaced, OtherThan, Retitled}
	switch i := slices.Index(order, it.Label); {
	case it.Kind == IsDropped:
		return 20
	case it.Kind == IsAdded:
		return 21
	case i >= 0:
		return i
	}
	return 19
}

// Records returns how two records of a story differ. Names are what the two
// versions are called in the sentences: "v2" and "v3".
func Records(old, new *readout.Record, names [2]string) *RecordDiff {
	d := &recordDiffer{old: newSide(old, names[0]), new: newSide(new, names[1]), out: &RecordDiff{}}
	d.edits = Words(old.Version.Text, new.Version.Text)
	d.headline()
	d.statements()
	d.events()
	d.unread()
	d.numbers()
	d.quantities()
	d.own()
	slices.SortStableFunc(d.out.Items, func(a, b Item) int { return a.weightOf() - b.weightOf() })
	return d.out
}

// A side is one of the two records with look-ups.
type side struct {
	*readout.Record
	*readout.Index
	name string // "v2"
	text string
	body int // where the text after the headline begins
}

func newSide(rec *readout.Record, name string) *side {
	s := &side{Record: rec, Index: rec.Index(), name: name, text: rec.Version.Text}
	if h := rec.Version.Headline; h != "" && strings.HasPrefix(s.text, h) {
		s.body = len(h)
	}
	return s
}

// dateline returns where the text's dateline stands, nowhere if it has none.
func (s *side) dateline() readout.Span {
	at := strings.Index(s.text, s.Version.Dateline)
	if s.Version.Dateline == "" || at < 0 {
		return readout.Span{}
	}
	return readout.Span{Start: at, End: at + len(s.Version.Dateline)}
}

// A recordDiffer compares two records.
type recordDiffer struct {
	old, new *side
	edits    []Edit
	out      *RecordDiff
}

// headline compares the headlines.
func (d *recordDiffer) headline() {
	a, b := d.old.Version.Headline, d.new.Version.Headline
	if a == b || slices.Equal(folded(a), folded(b)) {
		return
	}
	d.out.Items = append(d.out.Items, Item{Kind: IsChanged, Layer: "headline", Label: Retitled, Words: changedWords(a, b),
		Text:    "The headline of " + d.new.name + " is “" + b + "”; " + d.old.name + " had “" + a + "”.",
		OldSpan: readout.Span{Start: 0, End: d.old.body}, NewSpan: readout.Span{Start: 0, End: d.new.body}})
}

// place returns where a position of the old text is in the new one, as near
// as the word diff tells.
func (d *recordDiffer) place(pos int) int {
	at := 0
	for _, e := range d.edits {
		if e.Op == Same {
			if pos < e.Old.Start {
				return at
			}
			if pos < e.Old.End {
				return e.New.Start + min(pos-e.Old.Start, e.New.Len())
			}
			at = e.New.End
		} else if e.Op == Came {
			at = max(at, e.New.Start)
		}
	}
	return at
}

// A pairing is an old and a new thing that are versions of one another.
type pairing struct {
	old, new int
	score    float64
}

// bestPairs picks pairs, the highest score first, each thing once.
func bestPairs(list []pairing) (oldTo, newTo map[int]int) {
	slices.SortStableFunc(list, func(a, b pairing) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		case a.old != b.old:
			return a.old - b.old
		}
		return a.new - b.new
	})
	oldTo, newTo = make(map[int]int), make(map[int]int)
	for _, p := range list {
		_, usedOld := oldTo[p.old]
		_, usedNew := newTo[p.new]
		if !usedOld && !usedNew {
			oldTo[p.old], newTo[p.new] = p.new, p.old
		}
	}
	return oldTo, newTo
}

// dice is the share of words that two bags of words have in common.
func dice(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	count := make(map[string]int, len(a))
	for _, w := range a {
		count[w]++
	}
	shared := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
