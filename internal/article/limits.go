package article

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// Limits of a page before a library sees it. Libraries copy the tree and join
// texts again and again; within these limits that is a fraction of a second.
const (
	maxPage     = 16 << 20      // bytes
	maxTags     = 250_000       // openings "<", which make the tree
	maxDepth    = 400           // elements inside each other; deeper ones are lifted
	maxElements = 20_000        // for the finder of the main text
	maxJoins    = 1_000_000_000 // elements times bytes of text, for the same
	maxScript   = 1 << 20       // bytes of a script with linked data
)

// cutPage returns what of a page is read, and what is said of the rest.
func cutPage(page []byte) ([]byte, string) {
	if len(page) > maxPage {
		return page[:maxPage], fmt.Sprintf("The page has %d bytes; only the first %d are read.", len(page), maxPage)
	}
	if bytes.Count(page, []byte("<")) <= maxTags {
		return page, ""
	}
	tags := 0
	end := bytes.IndexFunc(page, func(c rune) bool {
		if c == '<' {
			tags++
		}
		return tags > maxTags
	})
	return page[:end], fmt.Sprintf("The page has more than %d tags; only what stands before is read, %d of %d bytes.", maxTags, end, len(page))
}

// flatten lifts what stands deeper than maxDepth, so that no reader of the
// tree recurses without bound; it reports whether anything did.
func flatten(doc *html.Node) bool {
	lifted := false
	type at struct {
		node  *html.Node
		depth int
	}
	stack := []at{{doc, 0}}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for c := top.node.FirstChild; c != nil; c = c.NextSibling {
			if top.depth >= maxDepth && c.FirstChild != nil {
				lifted = true
				lift(c)
			}
			stack = append(stack, at{c, top.depth + 1})
		}
	}
	return lifted
}

// lift replaces the descendants of n by their text.
func lift(n *html.Node) {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: b.String()})
}

// dropScripts takes out of a page what is no text of it: styles, and scripts
// but for linked data that is sound. Libraries search them with patterns whose
// cost grows with the square of what they are given.
func dropScripts(doc *html.Node) {
	var gone []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "style" || n.Data == "script" && !isLinkedData(n)) {
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

// isLinkedData reports a script with JSON-LD that can be read.
func isLinkedData(n *html.Node) bool {
	return strings.Contains(attr(n, "type"), "ld+json") && n.FirstChild != nil && len(n.FirstChild.Data) <= maxScript &&
		json.Valid([]byte(strings.TrimSpace(n.FirstChild.Data)))
}

// findable reports whether a page is small enough for the finder of the main
// text, and if not, says why.
func findable(doc *html.Node) (bool, string) {
	elements, text := 0, 0
	for n := range doc.Descendants() {
		switch n.Type {
		case html.ElementNode:
			elements++
		case html.TextNode:
			text += len(n.Data)
		}
	}
	if elements > maxElements || elements*text > maxJoins {
		return false, fmt.Sprintf("The page has %d elements and %d bytes of text, too many to look for its main text: all paragraphs in sentences were taken.", elements, text)
	}
	return true, ""
}

// proseBlocks returns a page's paragraphs in sentences that by their element
// belong to no navigation, box or list of links.
func proseBlocks(page []pageBlock) []block {
	asides := newAsides(nil)
	var blocks []block
	for _, b := range page {
		if sentenceLike(b.text) && !asides.holds(b.parent) {
			blocks = append(blocks, b.block)
		}
	}
	return blocks
}
