package article

import (
	"fmt"
	"index/suffixarray"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"golang.org/x/net/html"
)

// A pageBlock is a paragraph of a page with the element it stands in.
type pageBlock struct {
	block
	parent *html.Node
	linked int  // bytes of it without blanks that are links
	taken  bool // it is in the main text
}

// pageBlocks returns all paragraphs of a page, in order.
func pageBlocks(doc *html.Node) []pageBlock {
	var out []pageBlock
	at := 0
	walkBlocks(doc, func(text string, linked int, parent *html.Node) {
		if clean := spaces(text); clean != "" {
			out = append(out, pageBlock{block: block{clean, at}, parent: parent, linked: linked})
			at += utf8.RuneCountInString(clean) + 1
		}
	})
	return out
}

// compareWithPage lists as removed what stands in the story's own part of the
// page and was not taken, and reports a problem if that is much. The story's
// part is the element that holds most of the words that were taken.
func (r *Result) compareWithPage(page []pageBlock, taken []block) {
	got := markTaken(page, taken)
	story := storyElement(page)
	if story == nil {
		return
	}
	first, last := takenRange(page)
	lost, other, aside, before := 0, 0, 0, -1
	asides, kinds := newAsides(story), pageKinds{}
	r.alike(page, story)
	for i := range page {
		b := &page[i]
		if b.taken || !within(b.parent, story) {
			continue
		}
		words := len(strings.Fields(b.text))
		switch {
		case asides.holds(b.parent):
			aside += words
		case sentenceLike(b.text):
			lost += words
		default:
			other += words
		}
		kind := kinds.of(b.parent)
		if i > first && i < last || i > last && kind != readout.OtherRemoved {
			r.cutFromPage(kind, b.block, before == i-1)
			before = i
		}
	}
	switch {
	case 100*lost > 8*got:
		r.problem(fmt.Sprintf("%d words in sentences stand in the story's part of the page and were not taken, against %d that were: compare with the page.", lost, got))
	case 100*(lost+other) > 35*got:
		r.problem(fmt.Sprintf("%d words in lists and short lines stand in the story's part of the page and were not taken, against %d words that were: compare with the page.", lost+other, got))
	case 100*(lost+other+aside) > 33*got:
		r.problem(fmt.Sprintf("%d words beside the text (teasers, boxes, captions) stand in the story's part of the page and were not taken, against %d words that were: compare with the page.", lost+other+aside, got))
	}
}

// nearCuts is how many of the last cuts a block of the page is compared with.
const nearCuts = 200

// cutFromPage lists a block of the page as removed. A note of times is one
// whatever element holds it; a block that goes on a box of links is joined to
// it; a piece of the block that was listed before is not listed twice.
func (r *Result) cutFromPage(kind readout.RemovedKind, b block, goesOn bool) {
	if kind == readout.OtherRemoved {
		if k := r.kindOfJunk(b.text, 1); k == readout.TimestampNote {
			kind = k
		}
	}
	near := max(0, len(r.Removed)-nearCuts)
	r.Removed = append(r.Removed[:near], slices.DeleteFunc(r.Removed[near:], func(o readout.Removed) bool {
		return o.Kind == kind && len(o.Text) < len(b.text) && strings.Contains(b.text, o.Text)
	})...)
	if n := len(r.Removed); goesOn && n > 0 && kind == readout.RelatedLinks && r.Removed[n-1].Kind == kind {
		r.Removed[n-1].Text += " " + b.text
		return
	}
	r.cut(kind, b)
}

// markTaken marks the blocks whose words are in the main text and returns how
// many words were taken.
func markTaken(page []pageBlock, taken []block) int {
	have := map[string]bool{}
	got := 0
	for _, b := range taken {
		have[letters(b.text)] = true
		got += len(strings.Fields(b.text))
	}
	var all strings.Builder
	for _, b := range taken {
		all.WriteString(letters(b.text))
		all.WriteByte('\n')
	}
	contains := finder(all.String(), len(page))
	for i := range page {
		key := letters(page[i].text)
		page[i].taken = have[key] || len(key) > 20 && contains(key)
	}
	return got
}

// maxScan is how many bytes are searched for a page's paragraphs one after the
// other; beyond it an index is made first.
const maxScan = 8 << 20

// finder returns what reports whether text contains a key, for n keys.
func finder(text string, n int) func(key string) bool {
	if n*len(text) <= maxScan {
		return func(key string) bool { return strings.Contains(text, key) }
	}
	index := suffixarray.New([]byte(text))
	return func(key string) bool { return len(index.Lookup([]byte(key), 1)) > 0 }
}

// letters returns the letters and digits of text, so that texts compare
// whatever marks and blanks stand between them.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if isLetterOrDigit(r) {
			return r
		}
		return -1
	}, text)
}

// storyElement returns the lowest element that holds at least nine tenths of
// the words that were taken, or nil if none were.
func storyElement(page []pageBlock) *html.Node {
	own := map[*html.Node]int{}
	var root *html.Node
	total := 0
	for _, b := range page {
		if b.taken {
			n := len(strings.Fields(b.text))
			own[b.parent] += n
			total += n
			root = b.parent
		}
	}
	if root == nil {
		return nil
	}
	for root.Parent != nil {
		root = root.Parent
	}
	var best *html.Node
	var weigh func(n *html.Node) int
	weigh = func(n *html.Node) int { // the depth of pages is bounded
		sum := own[n]
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			sum += weigh(c)
		}
		if best == nil && 10*sum >= 9*total { // inner elements are weighed first
			best = n
		}
		return sum
	}
	weigh(root)
	return best
}

// takenRange returns the indexes of the first and last block that was taken.
func takenRange(page []pageBlock) (first, last int) {
	first = len(page)
	for i := range page {
		if page[i].taken {
			first, last = min(first, i), i
		}
	}
	return first, last
}

// within reports whether n is e or stands in it.
func within(n, e *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == e {
			return true
		}
	}
	return false
}

// sentenceLike reports a paragraph that could be a story's: some words and the
// end of a sentence.
func sentenceLike(text string) bool {
	return len(strings.Fields(text)) >= 8 && strings.ContainsAny(text, ".?!”\"")
}

// asideMarks are parts of class names and ids of what is no story.
var asideMarks = []string{"related", "promo", "newsletter", "share", "social", "comment", "sidebar", "recirc", "caption", "credit", "advert", "footer", "subscribe", "author-bio", "byline", "teaser", "recommend", "trending", "popular", "cookie", "signup"}

// asides knows which elements of a page hold, by their own or an outer tag or
// class, something else than the story. Each element is judged once.
type asides struct {
	story *html.Node // where the climb ends; nil: at the page's root
	known map[*html.Node]bool
}

func newAsides(story *html.Node) *asides {
	return &asides{story: story, known: map[*html.Node]bool{}}
}

// holds reports whether n stands in such an element.
func (a *asides) holds(n *html.Node) bool {
	if n == nil || n == a.story {
		return false
	}
	held, ok := a.known[n]
	if !ok {
		held = isAside(n) || a.holds(n.Parent)
		a.known[n] = held
	}
	return held
}

// isAside reports an element that by its tag or class is no story.
func isAside(n *html.Node) bool {
	switch n.Data {
	case "aside", "nav", "footer", "figure", "figcaption", "form", "button", "header":
		return true
	}
	mark := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	return slices.ContainsFunc(asideMarks, func(m string) bool { return strings.Contains(mark, m) })
}

// pageKinds knows what the elements of a page hold that were not taken. Each
// element is judged once.
type pageKinds map[*html.Node]readout.RemovedKind

// of guesses what a block in n is.
func (k pageKinds) of(n *html.Node) readout.RemovedKind {
	if n == nil {
		return readout.OtherRemoved
	}
	kind, ok := k[n]
	if !ok {
		if kind = kindOfElement(n); kind == "" {
			kind = k.of(n.Parent)
		}
		k[n] = kind
	}
	return kind
}

// kindOfElement tells by its tag and class what an element holds, or "".
func kindOfElement(n *html.Node) readout.RemovedKind {
	mark := strings.ToLower(n.Data + " " + attr(n, "class"))
	for _, m := range elementMarks {
		if strings.Contains(mark, m.mark) {
			return m.kind
		}
	}
	return ""
}

// elementMarks are parts of tags and classes, and what stands in such elements.
var elementMarks = []struct {
	mark string
	kind readout.RemovedKind
}{
	{"caption", readout.Caption}, {"credit", readout.PhotoCredit},
	{"related", readout.RelatedLinks}, {"recirc", readout.RelatedLinks}, {"aside", readout.RelatedLinks},
	{"nav", readout.Navigation}, {"share", readout.Navigation}, {"social", readout.Navigation},
	{"promo", readout.Promotion}, {"newsletter", readout.Promotion}, {"advert", readout.Promotion},
}
