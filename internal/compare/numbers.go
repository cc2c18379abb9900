package compare

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// maxNumbers bounds the items for numbers outside statements.
const maxNumbers = 20

// numbers adds the numbers that changed in words that no statement and no
// event covers: what the outlet says itself.
func (d *recordDiffer) numbers() {
	old, new := d.old.text, d.new.text
	added := 0
	for i := 0; i+1 < len(d.edits) && added < maxNumbers; i++ {
		gone, came := d.edits[i], d.edits[i+1]
		if gone.Op != Gone || came.Op != Came || gone.Old.Start < d.old.body || came.New.Start < d.new.body {
			continue
		}
		x, y := gone.Old.In(old), came.New.In(new)
		if !numeric(x) || !numeric(y) || d.told(gone.Old, came.New) {
			continue
		}
		added++
		d.out.Items = append(d.out.Items, Item{Kind: IsChanged, Layer: "text", Label: Counting, Words: x + " → " + y,
			Text:    d.new.name + " says " + lowerNumber(y) + " where " + d.old.name + " said " + lowerNumber(x) + ": " + around(new, came.New) + ".",
			OldSpan: gone.Old, NewSpan: came.New})
	}
}

// around returns the line that holds a span, shortened to some words on both
// sides.
func around(text string, at readout.Span) string {
	start := strings.LastIndexByte(text[:at.Start], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[at.End:], '\n'); i >= 0 {
		end = at.End + i
	}
	before, after := strings.Fields(text[start:at.Start]), strings.Fields(text[at.End:end])
	lead, tail := "", ""
	if len(before) > 8 {
		before, lead = before[len(before)-8:], "… "
	}
	if len(after) > 8 {
		after, tail = after[:8], " …"
	}
	return lead + strings.TrimRight(strings.Join(append(append(before, at.In(text)), after...), " "), ".,;: ") + tail
}
