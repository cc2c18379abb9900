package compare

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// Limits of the comparison of statements.
const (
	maxStatements = 600  // of a record, that are compared
	sameContent   = 0.45 // share of words from which on two contents are versions of one
	nearBytes     = 400  // how far apart two statements may be that are in one place
)

// A said is a statement as it is compared.
type said struct {
	*readout.Attribution
	words   []string // of the content, folded
	cover   readout.Span
	speaker string // the speaker's name as it is shown
}

// saids returns the statements of a side's body. What the headline says, the
// comparison of headlines shows.
func (s *side) saids() []said {
	var list []said
	for i := range s.Attributions {
		a := &s.Attributions[i]
		cover := coverOf(a.Speaker.Spans, a.Cue.Spans, a.Content.Spans)
		if cover.End <= s.body || len(list) == maxStatements {
			continue
		}
		list = append(list, said{a, folded(a.Content.Text), cover, s.speakerName(a)})
	}
	return list
}

// coverOf returns the smallest span that holds all of the lists' spans.
func coverOf(lists ...[]readout.Span) readout.Span {
	var out readout.Span
	for _, s := range slices.Concat(lists...) {
		switch {
		case s.Empty():
		case out.Empty():
			out = s
		default:
			out = readout.Span{Start: min(out.Start, s.Start), End: max(out.End, s.End)}
		}
	}
	return out
}

// speakerName returns who speaks, by name where the story gives one.
func (s *side) speakerName(a *readout.Attribution) string {
	words := strings.Join(strings.Fields(a.Speaker.Text), " ")
	if actor := s.Actor(a.Speaker.Actor); actor != nil && actor.Name != "" && !strings.Contains(actor.Name, words) &&
		actor.Kind != readout.UnnamedActor && len(words) < len(actor.Name) {
		return actor.Name
	} else if actor != nil && smallWord(words) && actor.Name != "" { // a pronoun
		return actor.Name
	}
	if words == "" {
		return "somebody unnamed"
	}
	return words
}

// statements compares the statements of the two records.
func (d *recordDiffer) statements() {
	olds, news := d.old.saids(), d.new.saids()
	oldTo, newTo := bestPairs(d.pairSaids(olds, news))
	d.pairReplaced(olds, news, oldTo, newTo)
	lone := func(list []said, paired map[int]int) map[readout.AttributionID]bool {
		out := make(map[readout.AttributionID]bool)
		for i := range list {
			if _, ok := paired[i]; !ok {
				out[list[i].ID] = true
			}
		}
		return out
	}
	dropped, added := lone(olds, oldTo), lone(news, newTo)
	for i := range olds {
		if j, ok := oldTo[i]; ok {
			d.compareSaid(&olds[i], &news[j])
		}
	}
	// what stands inside a statement that changed or went, that one's item tells
	for i := range olds {
		if _, ok := oldTo[i]; !ok && !dropped[olds[i].Within] && !d.told(olds[i].cover, readout.Span{}) {
			d.out.Items = append(d.out.Items, Item{Kind: IsDropped, Layer: "statement", Old: string(olds[i].ID), OldSpan: olds[i].cover,
				Text: d.new.name + " no longer has that " + olds[i].sentence() + "."})
		}
	}
	for j := range news {
		if _, ok := newTo[j]; !ok && !added[news[j].Within] && !d.told(readout.Span{}, news[j].cover) {
			d.out.Items = append(d.out.Items, Item{Kind: IsAdded, Layer: "statement", New: string(news[j].ID), NewSpan: news[j].cover,
				Text: d.new.name + " adds that " + news[j].sentence() + "."})
		}
	}
}

// pairSaids scores the pairs of statements that can be versions of one.
func (d *recordDiffer) pairSaids(olds, news []said) []pairing {
	var list []pairing
	places := make([]int, len(olds))
	for i := range olds {
		places[i] = d.place(olds[i].cover.Start)
	}
	for i := range olds {
		for j := range news {
			if !mayShare(len(olds[i].words), len(news[j].words)) {
				continue
			}
			score := dice(olds[i].words, news[j].words)
			if score < sameContent {
				continue
			}
			if sameName(olds[i].speaker, news[j].speaker) {
				score += 0.2
			}
			if olds[i].Act == news[j].Act {
				score += 0.05
			}
			if near(places[i], news[j].cover.Start) {
				score += 0.1
			}
			list = append(list, pairing{i, j, score})
		}
	}
	return list
}

// mayShare reports whether texts of n and m words can reach sameContent.
func mayShare(n, m int) bool { return 2*float64(min(n, m)) >= sameContent*float64(n+m) }

func near(a, b int) bool { return a-b <= nearBytes && b-a <= nearBytes }

// pairReplaced pairs what is left when the same speaker says something else in
// the same place.
func (d *recordDiffer) pairReplaced(olds, news []said, oldTo, newTo map[int]int) {
	for i := range olds {
		if _, ok := oldTo[i]; ok || olds[i].Within != "" {
			continue
		}
		for j := range news {
			if _, ok := newTo[j]; ok || news[j].Within != "" || !sameName(olds[i].speaker, news[j].speaker) {
				continue
			}
			if near(d.place(olds[i].cover.Start), news[j].cover.Start) {
				oldTo[i], newTo[j] = j, i
				break
			}
		}
	}
}

// sameName reports whether two names can be one: the words of one are among
// the words of the other.
func sameName(a, b string) bool {
	x, y := folded(a), folded(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return len(y) == 0
	}
	shared := 0
	for _, w := range x {
		if !smallWord(w) && !slices.Contains(y, w) {
			return false
		}
		if !smallWord(w) {
			shared++
		}
	}
	return shared > 0 || slices.Equal(x, y)
}

// compareSaid adds what differs between two versions of a statement.
func (d *recordDiffer) compareSaid(a, b *said) {
	it := Item{Kind: IsChanged, Layer: "statement", Old: string(a.ID), New: string(b.ID), OldSpan: a.cover, NewSpan: b.cover}
	words := meaningful(a.Content.Text, b.Content.Text)
	speaker := !sameName(a.speaker, b.speaker)
	label := labelSaid(a, b, words, speaker)
	if label == Unlabeled {
		d.out.Same++
		if !slices.Equal(a.words, b.words) {
			d.out.Reworded++
		}
		return
	}
	it.Label = label
	if label != Replaced {
		it.Words = words.String()
	}
	var named bool // the sentence says who speaks
	it.Text, named = d.changeText(a, b, label, speaker)
	it.Details = detailsSaid(a, b, !named)
	d.out.Items = append(d.out.Items, it)
}

// labelSaid says in a word how two versions of a statement differ.
func labelSaid(a, b *said, words *wordChange, speaker bool) Label {
	switch {
	case dice(a.words, b.words) < sameContent:
		return Replaced
	case opposite(a.Act, b.Act) || flipped(a.Status, b.Status):
		return Reversed
	case speaker && len(words.edits) == 0:
		return Speaking
	}
	if label := words.label(); label != Unlabeled {
		return label
	}
	switch before, after := certainty(a.Status), certainty(b.Status); {
	case before > after:
		return Softened
	case before < after:
		return Hardened
	}
	switch {
	case a.Act != b.Act:
		return Retold
	case dateOf(a.Date) != dateOf(b.Date) && dateOf(a.Date) != "" && dateOf(b.Date) != "":
		return Dating
	}
	return Unlabeled
}

// opposite reports whether one act denies what the other does not.
func opposite(a, b readout.Act) bool {
	no := func(x readout.Act) bool { return x == readout.Deny || x == readout.Oppose || x == readout.Doubt }
	return no(a) != no(b)
}

// flipped reports whether one status is that of a denial and the other is not.
func flipped(a, b readout.Status) bool { return (a == readout.Denied) != (b == readout.Denied) }

// certainty orders the statuses by how sure they leave a reader.
func certainty(s readout.Status) int {
	switch s {
	case readout.Asserted:
		return 4
	case readout.Probable:
		return 3
	case readout.Planned, readout.Possible, readout.Demanded:
		return 2
	case readout.Open, readout.Hypothetical:
		return 1
	}
	return 0
}

// dateOf writes a date down for comparing, "" if the text does not fix it.
func dateOf(d *readout.Date) string {
	if d == nil || d.From == "" {
		return ""
	}
	if d.To == "" || d.To == d.From {
		return d.From
	}
	return d.From + " to " + d.To
}

// detailsSaid lists what else differs, and who says it where the sentence
// does not.
func detailsSaid(a, b *said, who bool) []string {
	var out []string
	if who {
		out = append(out, "according to "+shorten(b.speaker, 80))
	}
	if a.Act != b.Act {
		out = append(out, "act: "+string(a.Act)+" → "+string(b.Act))
	}
	if a.Status != b.Status {
		out = append(out, "status: "+string(a.Status)+" → "+string(b.Status))
	}
	if a.Quoted != b.Quoted {
		out = append(out, "quoted: "+string(a.Quoted)+" → "+string(b.Quoted))
	}
	if x, y := dateOf(a.Date), dateOf(b.Date); x != y && x != "" && y != "" {
		out = append(out, "said on: "+x+" → "+y)
	}
	return out
}
