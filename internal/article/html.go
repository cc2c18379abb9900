package article

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/third_party/trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// FromHTML cleans a page: metadata first, then the main text, then what
// plain text is cleaned of as well.
func FromHTML(in Input) Result {
	var r Result
	raw, cut := cutPage(in.HTML)
	if cut != "" {
		r.problem(cut)
	}
	doc, err := parsePage(raw, in.ContentType)
	if err != nil {
		r.problem("The page can't be read as HTML: " + err.Error() + ".")
		r.finish(in)
		return r
	}
	if flatten(doc) {
		r.problem(fmt.Sprintf("Elements of the page stand more than %d deep in each other; the deepest were lifted.", maxDepth))
	}
	meta := readMeta(doc, in.URL)
	dropScripts(doc)
	page := pageBlocks(doc)
	blocks := r.mainPart(doc, page)
	r.useMeta(&in, &meta)
	kept := blocks
	blocks = r.headline(blocks, r.Version.Headline)
	if len(r.Removed) > 0 {
		r.Removed = r.Removed[1:] // where the page itself has its headline
	}
	blocks = r.cutAbove(r.cutHeading(blocks, meta.heading))
	blocks = r.cutLinks(page, blocks)
	blocks = r.cutBlocks(blocks)
	r.dateline(blocks)
	r.compose(blocks)
	r.suspect(blocks, visibleWords(page))
	r.compareWithPage(page, kept)
	r.finish(in)
	return r
}

// useMeta fills what the page says and the input does not.
func (r *Result) useMeta(in *Input, meta *pageMeta) {
	r.Version.Outlet, r.Version.URL = meta.outlet, meta.url
	r.Version.Bylines = meta.authors
	r.Version.Published, r.Version.Updated = ParseTime(meta.published), ParseTime(meta.updated)
	if in.URL == "" {
		in.URL = meta.url
	}
	title := in.Title
	if title == "" {
		title = meta.headline
	}
	r.Version.Headline = spaces(title)
}

// parsePage decodes the page's charset and parses it.
func parsePage(page []byte, contentType string) (*html.Node, error) {
	if bytes.IndexByte(page[:min(len(page), 64)], 0) >= 0 && !bytes.HasPrefix(page, []byte("\xff\xfe")) && !bytes.HasPrefix(page, []byte("\xfe\xff")) {
		page = bytes.ReplaceAll(page, []byte{0}, nil)
	}
	enc, name, certain := charset.DetermineEncoding(page[:min(len(page), 1024)], contentType)
	if !certain && utf8.Valid(page) {
		name = "utf-8"
	}
	if name != "utf-8" {
		decoded, err := enc.NewDecoder().Bytes(page)
		if err == nil {
			page = decoded
		}
	}
	page = bytes.ToValidUTF8(page, []byte("\uFFFD")) // what says that it is UTF-8 may be so only nearly
	return html.ParseWithOptions(bytes.NewReader(page), html.ParseOptionEnableScripting(false))
}

// mainText returns the paragraphs of the page's main text.
func mainText(doc *html.Node) []block {
	content := trafilatura.Content(doc)
	if content == nil {
		return nil
	}
	var blocks []block
	at := 0
	for _, line := range blockTexts(content) {
		if clean := spaces(line); clean != "" {
			blocks = append(blocks, block{clean, at})
			at += utf8.RuneCountInString(clean) + 1
		}
	}
	return blocks
}

// blockElements start a paragraph.
var blockElements = map[string]bool{"p": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"li": true, "ul": true, "ol": true, "blockquote": true, "pre": true, "table": true, "tr": true, "section": true, "article": true,
	"br": true, "hr": true, "figure": true, "figcaption": true, "dd": true, "dt": true, "head": true, "lb": true, "item": true, "list": true, "quote": true}

// blockTexts returns the texts of a tree's paragraphs in order.
func blockTexts(root *html.Node) []string {
	var out []string
	walkBlocks(root, func(text string, _ int, _ *html.Node) { out = append(out, text) })
	return out
}

// walkBlocks calls visit with the text of each paragraph below root, how many
// of its bytes without blanks are links, and the block element it stands in.
// Scripts, styles and their like are passed over.
func walkBlocks(root *html.Node, visit func(text string, linked int, parent *html.Node)) {
	var b strings.Builder
	linked := 0
	flush := func(parent *html.Node) {
		if strings.TrimSpace(b.String()) != "" {
			visit(b.String(), linked, parent)
		}
		b.Reset()
		linked = 0
	}
	var walk func(n, parent *html.Node, inLink bool)
	walk = func(n, parent *html.Node, inLink bool) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			if inLink {
				linked += solid(n.Data)
			}
			return
		}
		switch n.Data {
		case "a":
			inLink = true
		case "script", "style", "noscript", "template":
			return
		case "td", "th":
			b.WriteByte(' ')
		}
		inner, isBlock := parent, blockElements[n.Data]
		if isBlock {
			flush(parent)
			inner = n
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inner, inLink)
		}
		if isBlock {
			flush(inner)
		}
	}
	walk(root, root, false)
	flush(root)
}

// solid counts the bytes of text that are no blanks.
func solid(text string) int {
	n := 0
	for _, word := range strings.Fields(text) {
		n += len(word)
	}
	return n
}

// visibleWords counts the words of the page's paragraphs in sentences.
func visibleWords(page []pageBlock) int {
	n := 0
	for _, b := range page {
		if sentenceLike(b.text) {
			n += len(strings.Fields(b.text))
		}
	}
	return n
}

// suspect reports an extraction that looks as if it lost text.
func (r *Result) suspect(blocks []block, visible int) {
	got := 0
	for _, b := range blocks {
		got += len(strings.Fields(b.text))
	}
	switch {
	case got < 40 && visible >= 40:
		r.problem(fmt.Sprintf("Only %s found in a page that shows about %d: the main text was probably missed.", plural.Of(got, "word was", "words were"), visible))
	case got < 120:
		r.problem(fmt.Sprintf("Only %s found: the page may hold no story, or only its beginning.", plural.Of(got, "word was", "words were")))
	case 10*got < 6*visible:
		r.problem(fmt.Sprintf("%d words were taken from a page that shows about %d in sentences: check whether the end is missing.", got, visible))
	}
}
