package article

import (
	"fmt"
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
	taken  bool // it is in the main text
}

// pageBlocks returns all paragraphs of a page, in order.
func pageBlocks(doc *html.Node) []pageBlock {
	var out []pageBlock
	at := 0
	walkBlocks(doc, func(text string, parent *html.Node) {
		if clean := spaces(text); clean != "" {
			out = append(out, pageBlock{block: block{clean, at}, parent: parent})
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
	for i := range page {
		b := &page[i]
		if b.taken || !within(b.parent, story) {
			continue
		}
		words := len(strings.Fields(b.text))
		switch {
		case inAside(b.parent, story):
			aside += words
		case sentenceLike(b.text):
			lost += words
		default:
			other += words
		}
		kind := pageJunk(b)
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
	case 100*(lost+other+aside) > 40*got:
		r.problem(fmt.Sprintf("%d words beside the text (teasers, boxes, captions) stand in the story's part of the page and were not taken, against %d words that were: compare with the page.", lost+other+aside, got))
	}
}

// cutFromPage lists a block of the page as removed. A note of times is one
// whatever element holds it; a block that goes on a box of links is joined to
// it; a piece of the block that was listed before is not listed twice.
func (r *Result) cutFromPage(kind readout.RemovedKind, b block, goesOn bool) {
	if kind == readout.OtherRemoved {
		if k := r.kindOfJunk(b.text, 1); k == readout.TimestampNote {
			kind = k
		}
	}
	r.Removed = slices.DeleteFunc(r.Removed, func(o readout.Removed) bool {
		return o.Kind == kind && len(o.Text) < len(b.text) && strings.Contains(b.text, o.Text)
	})
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
	text := all.String()
	for i := range page {
		key := letters(page[i].text)
		page[i].taken = have[key] || len(key) > 20 && strings.Contains(text, key)
	}
	return got
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
	weight := map[*html.Node]int{}
	total := 0
	for _, b := range page {
		if !b.taken {
			continue
		}
		n := len(strings.Fields(b.text))
		total += n
		for e := b.parent; e != nil; e = e.Parent {
			weight[e] += n
		}
	}
	var best *html.Node
	for _, b := range page {
		if !b.taken {
			continue
		}
		for e := b.parent; e != nil; e = e.Parent {
			if 10*weight[e] >= 9*total && (best == nil || within(e, best)) {
				best = e
				break
			}
		}
	}
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

// inAside reports whether n stands, within the story's part, in an element
// that by its tag or its class holds something else.
func inAside(n, story *html.Node) bool {
	for ; n != nil && n != story; n = n.Parent {
		switch n.Data {
		case "aside", "nav", "footer", "figure", "figcaption", "form", "button", "header":
			return true
		}
		mark := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
		for _, m := range asideMarks {
			if strings.Contains(mark, m) {
				return true
			}
		}
	}
	return false
}

// pageJunk guesses what a block of the page that was not taken is.
func pageJunk(b *pageBlock) readout.RemovedKind {
	for n := b.parent; n != nil; n = n.Parent {
		mark := strings.ToLower(n.Data + " " + attr(n, "class"))
		switch {
		case strings.Contains(mark, "caption"):
			return readout.Caption
		case strings.Contains(mark, "credit"):
			return readout.PhotoCredit
		case strings.Contains(mark, "related"), strings.Contains(mark, "recirc"), strings.Contains(mark, "aside"):
			return readout.RelatedLinks
		case strings.Contains(mark, "nav"), strings.Contains(mark, "share"), strings.Contains(mark, "social"):
			return readout.Navigation
		case strings.Contains(mark, "promo"), strings.Contains(mark, "newsletter"), strings.Contains(mark, "advert"):
			return readout.Promotion
		}
	}
	return readout.OtherRemoved
}
