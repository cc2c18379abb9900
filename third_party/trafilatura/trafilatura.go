// Copyright (C) 2021 Markus Mobius
//
// Licensed under the Apache License, Version 2.0: see LICENSE.
// Changed for Readout: see README.md.

// Package trafilatura finds the main text of a web page. It is the part of
// go-trafilatura 1.12.2 that Readout uses (balanced focus, tables kept, no
// comments, images, links or metadata, no other extractor to fall back on).
package trafilatura

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-shiori/dom"
	"github.com/seed-f92ea4cf/readout/third_party/trafilatura/etree"
	"golang.org/x/net/html"
)

// minExtractedSize is how many code points a main text has at least; with
// fewer, the page's simplest reading is taken.
const minExtractedSize = 250

// Content returns the main text of doc as a tree of its own, or nil if the
// page has no text. It leaves doc as it is.
func Content(doc *html.Node) *html.Node {
	backup := dom.Clone(doc, true)
	doc = dom.Clone(doc, true)
	docCleaning(doc)
	convertTags(doc)
	body, text := extractContent(doc)
	if utf8.RuneCountInString(text) < minExtractedSize {
		body, text = baseline(backup)
	}
	if text == "" {
		return nil
	}
	postCleaning(body)
	return body
}

// trim joins the words of s with single blanks.
func trim(s string) string { return strings.Join(strings.Fields(s), " ") }

// textFilter tells whether an element is no text: empty, or a line that ends
// in the label of a button to print or share.
func textFilter(n *html.Node) bool {
	text := etree.Text(n)
	if text == "" {
		text = etree.Tail(n)
	}
	if !textCharsTest(text) {
		return true
	}
	for line := range strings.SplitSeq(text, "\n") {
		if isLabel(line) {
			return true
		}
	}
	return false
}

// textCharsTest tells whether s is more than white space.
func textCharsTest(s string) bool { return trim(s) != "" }

// labels are the ends of lines that are no text.
var labels = []string{"drucken", "email", "e-mail", "facebook", "flipboard", "google", "instagram", "linkedin", "mail", "pdf", "pinterest", "pocket",
	"print", "qq", "reddit", "twitter", "wechat", "weibo", "whatsapp", "xing", "mehr zum thema", "mehr zum thema:", "more on this"}

// isLabel tells whether a line ends in one of the labels, when it is cut into
// labels and other letters from the left.
func isLabel(line string) bool {
	line = strings.ToLower(line)
	if !slices.ContainsFunc(labels, func(l string) bool { return strings.HasSuffix(strings.TrimRight(line, "."), l) }) {
		return false
	}
	found := false
	for line != "" {
		n := labelAt(line)
		found = n > 0
		line = line[max(n, 1):]
	}
	return found
}

// labelAt returns the length of the longest label that s begins with, or 0.
func labelAt(s string) int {
	longest := 0
	for _, l := range labels {
		if len(l) > longest && strings.HasPrefix(s, l) {
			longest = len(l)
		}
	}
	const dots = 8 // "More on this ..." may go on with so many
	if longest == len("more on this") && strings.HasPrefix(s, "more on this") {
		rest := s[longest:]
		longest += min(len(rest)-len(strings.TrimLeft(rest, ".")), dots)
	}
	return longest
}
