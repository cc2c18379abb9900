package article

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"golang.org/x/net/html"
)

// mainPart returns the paragraphs of a page's main text: those that the finder
// takes, those beside them that it forgot, or, where it finds little or the
// page is too large for it, those in sentences.
func (r *Result) mainPart(doc *html.Node, page []pageBlock) []block {
	if ok, why := findable(doc); !ok {
		r.problem(why)
		return proseBlocks(page)
	}
	if shown(page) < fewWordsFound && !hasLinkedData(doc) {
		if own := ownPart(page); len(own) > 0 {
			return own
		}
	}
	found := newPageIndex(page).restore(mainText(doc))
	if words(found) < fewWordsFound {
		if own := ownPart(page); 2*words(own) >= words(distinct(found)) {
			return own
		}
		return found
	}
	return recover(page, found)
}

// fewWordsFound is how many words are fewer than a story has, as a rule: where
// the finder returns less, it takes what it can get, and some of it twice.
const fewWordsFound = 60

// shown counts the words of a page.
func shown(page []pageBlock) int {
	n := 0
	for _, b := range page {
		n += len(strings.Fields(b.text))
	}
	return n
}

// hasLinkedData reports a page that may hold its story in a script.
func hasLinkedData(doc *html.Node) bool {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "script" { // others were dropped
			return true
		}
	}
	return false
}

// words counts the words of blocks.
func words(blocks []block) int {
	n := 0
	for _, b := range blocks {
		n += len(strings.Fields(b.text))
	}
	return n
}

// distinct returns blocks without those that hold another one whole.
func distinct(blocks []block) []block {
	return slices.DeleteFunc(slices.Clone(blocks), func(b block) bool {
		return slices.ContainsFunc(blocks, func(o block) bool {
			return len(o.text) < len(b.text) && strings.Contains(letters(b.text), letters(o.text))
		})
	})
}

// outerOf returns the element around n, or n where there is none.
func outerOf(n *html.Node) *html.Node {
	if n.Parent == nil {
		return n
	}
	return n.Parent
}

// ownPart returns the paragraphs of a page's article, from the first to the
// last one in sentences; where the page marks no article, of the whole page.
func ownPart(page []pageBlock) []block {
	root := articleOf(page)
	asides := newAsides(root)
	var blocks []block
	end := 0
	for i := range page {
		b := &page[i]
		if root != nil && !within(b.parent, root) || asides.holds(b.parent) || b.isLink() {
			continue
		}
		prose := proseLike(b.text)
		if len(blocks) == 0 && !prose {
			continue
		}
		blocks = append(blocks, b.block)
		if prose {
			end = len(blocks)
		}
	}
	return blocks[:end]
}

// proseLike reports a paragraph that reads like a sentence, however short.
func proseLike(text string) bool {
	return len(strings.Fields(text)) >= 2 && endsSentence(text)
}

// endsSentence reports a text whose last mark ends a sentence, within a
// quotation or not.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, `"”’')]» `)
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "…")
}

// articleOf returns the element that the page marks as its article, or nil if
// it marks none or several.
func articleOf(page []pageBlock) *html.Node {
	for _, tag := range []string{"article", "main"} {
		var found []*html.Node
		for _, b := range page {
			for n := b.parent; n != nil; n = n.Parent {
				if n.Data == tag && !slices.Contains(found, n) {
					found = append(found, n)
				}
			}
			if len(found) > 1 {
				break
			}
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	return nil
}

// recover adds to the paragraphs that the finder took those in sentences that
// stand among them: loose text of an element that holds some of them, and
// paragraphs of one.
func recover(page []pageBlock, found []block) []block {
	markTaken(page, found)
	story := storyElement(page)
	if story == nil {
		return found
	}
	asides := newAsides(story)
	first, last := takenRange(page)
	holders, outer := map[*html.Node]bool{}, map[*html.Node]bool{}
	for i := range page {
		if b := &page[i]; b.taken && sentenceLike(b.text) {
			holders[b.parent], outer[outerOf(b.parent)] = true, true
		}
	}
	var lost []int
	for i := first; i < last; i++ {
		b := &page[i]
		if b.taken || !sentenceLike(b.text) || b.share() > 0.5 || asides.holds(b.parent) || new(Result).kindOfJunk(b.text, 1) != "" {
			continue
		}
		if holders[b.parent] || outer[b.parent] || b.parent.Data == "p" && outer[outerOf(b.parent)] {
			lost = append(lost, i)
		}
	}
	return insert(page, found, lost)
}

// insert puts the page's blocks of the given indexes into found, each before
// the first block that stands behind it on the page. Pieces of them that were
// found go: the whole stands in their place.
func insert(page []pageBlock, found []block, lost []int) []block {
	if len(lost) == 0 {
		return found
	}
	var whole strings.Builder
	for _, i := range lost {
		whole.WriteString(letters(page[i].text) + "\n")
	}
	isPiece := finder(whole.String(), len(found))
	found = slices.DeleteFunc(slices.Clone(found), func(b block) bool { return isPiece(letters(b.text)) })
	at := map[string]int{} // where on the page a block begins
	for i := len(page) - 1; i >= 0; i-- {
		at[letters(page[i].text)] = i
	}
	out := make([]block, 0, len(found)+len(lost))
	for _, b := range found {
		if i, ok := at[letters(b.text)]; ok {
			for len(lost) > 0 && lost[0] < i {
				out = append(out, page[lost[0]].block)
				lost = lost[1:]
			}
		}
		out = append(out, b)
	}
	for _, i := range lost {
		out = append(out, page[i].block)
	}
	return out
}

// share returns how much of a block is links.
func (b *pageBlock) share() float64 { return float64(b.linked) / float64(max(1, solid(b.text))) }

// isLink reports a line that is a link and no sentence: a teaser for another
// story. Headings within the text may be links, and so may bare addresses.
func (b *pageBlock) isLink() bool {
	switch b.parent.Data {
	case "h2", "h3", "h4", "h5", "h6":
		return false
	}
	return b.share() > 0.85 && len(strings.Fields(b.text)) >= 3 && !endsSentence(b.text)
}

// cutLinks takes lines out of the main text that are links to other stories.
func (r *Result) cutLinks(page []pageBlock, blocks []block) []block {
	links := map[string]bool{}
	for i := range page {
		if b := &page[i]; b.isLink() {
			links[letters(b.text)] = true
		}
	}
	return slices.DeleteFunc(blocks, func(b block) bool {
		cut := links[letters(b.text)]
		if cut {
			r.cut(readout.RelatedLinks, b)
		}
		return cut
	})
}

// cutHeading takes the page's own heading out of the main text where it is not
// the headline word for word.
func (r *Result) cutHeading(blocks []block, heading string) []block {
	for i, b := range blocks[:min(len(blocks), 4)] {
		if heading != "" && sameWords(b.text, heading) {
			r.cut(readout.RepeatedHeadline, b)
			return slices.Delete(blocks, i, i+1)
		}
	}
	return blocks
}

// alike reports a problem where a good part of what stands in sentences on the
// page was not taken and stands in elements of the same class as what was.
func (r *Result) alike(page []pageBlock, story *html.Node) {
	asides := newAsides(nil)
	classes := map[string]bool{}
	got := 0
	for i := range page {
		if b := &page[i]; b.taken && sentenceLike(b.text) {
			got += len(strings.Fields(b.text))
			if class := attr(outerOf(b.parent), "class"); class != "" {
				classes[class] = true
			}
		}
	}
	lost := 0
	for i := range page {
		b := &page[i]
		if !b.taken && !within(b.parent, story) && sentenceLike(b.text) && b.share() < 0.5 && classes[attr(outerOf(b.parent), "class")] && !asides.holds(b.parent) {
			lost += len(strings.Fields(b.text))
		}
	}
	if 100*lost > 8*got {
		r.problem(fmt.Sprintf("%d words in sentences stand elsewhere on the page in elements of the same class and were not taken, against %d that were: compare with the page.", lost, got))
	}
}
