package input

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxEntries is how many entries of one feed are read.
const maxEntries = 2000

// A Feed is what an RSS, Atom or JSON feed lists.
type Feed struct {
	Title   string
	Entries []Entry
	Cut     int // entries beyond the limit, which are not here
}

// An Entry is one story of a feed, with the feed's own words for its times.
type Entry struct {
	ID, Link, Title    string
	Published, Updated string
	Text               string // what the feed itself holds of the story
}

// feedRoot finds the first element of an XML document.
var feedRoot = regexp.MustCompile(`(?s)^(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>)*<(?:[\w.-]+:)?([\w.-]+)`)

// xmlKind tells feeds and lists of feeds from other documents by their root.
func xmlKind(head []byte) (Kind, bool) {
	m := feedRoot.FindSubmatch(head)
	if m == nil {
		return 0, false
	}
	switch strings.ToLower(string(m[1])) {
	case "rss", "feed", "rdf":
		return feedKind, true
	case "opml":
		return listKind, true
	}
	return 0, false
}

// isJSONFeed reports a JSON Feed by its version, which stands near its begin.
func isJSONFeed(head []byte) bool {
	return bytes.Contains(head, []byte("jsonfeed.org/version")) && !bytes.Contains(head, []byte(`"text"`))
}

// IsFeed reports whether data is a feed.
func IsFeed(data []byte) bool { return kindOf(data[:min(len(data), headSize)]) == feedKind }

// ParseFeed reads an RSS, Atom or JSON feed in any charset. XML with entities
// of its own, of great depth or size is refused before it is read.
func ParseFeed(data []byte) (*Feed, error) {
	if trimmed := bytes.TrimSpace(data); len(trimmed) == 0 || trimmed[0] != '{' {
		var err error
		if data, err = safeXML(data); err != nil {
			return nil, err
		}
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("a feed that can't be read (%w): fetch it again", err)
	}
	f := &Feed{Title: strings.TrimSpace(parsed.Title)}
	for _, it := range parsed.Items {
		if it == nil {
			continue
		}
		if len(f.Entries) == maxEntries {
			f.Cut++
			continue
		}
		body := it.Content
		if strings.TrimSpace(body) == "" {
			body = it.Description
		}
		f.Entries = append(f.Entries, Entry{ID: it.GUID, Link: strings.TrimSpace(it.Link), Title: plainText(it.Title),
			Published: it.Published, Updated: it.Updated, Text: plainText(body)})
	}
	return f, nil
}

// readFeed sends the stories that a feed holds.
func readFeed(place string, data []byte, sink Sink) error {
	f, err := ParseFeed(data)
	if err != nil {
		return sink.bad(place, err)
	}
	if len(f.Entries) == 0 {
		return sink.bad(place, errors.New("the feed has no entries: fetch it again, or name the page itself"))
	}
	for i, e := range f.Entries {
		at := fmt.Sprintf("%s: entry %d", place, i+1)
		if strings.TrimSpace(e.Text) == "" {
			if err := sink.bad(at, errors.New("the entry has no text of its own: readout watch fetches the pages of a feed")); err != nil {
				return err
			}
			continue
		}
		if err := sink.row(e.row(f, at)); err != nil {
			return err
		}
	}
	if f.Cut > 0 {
		return sink.bad(place, fmt.Errorf("%d entries beyond the first %d are left out: split the feed", f.Cut, maxEntries))
	}
	return nil
}

// row makes a row of an entry.
func (e *Entry) row(f *Feed, place string) Row {
	row := Row{Place: place}
	row.URL, row.Title, row.Outlet, row.Text = e.Link, e.Title, f.Title, e.Text
	row.Published, row.Updated = e.Published, e.Updated
	if e.ID != "" {
		if id, err := json.Marshal(e.ID); err == nil {
			row.Extra = map[string]json.RawMessage{"feed_id": id}
		}
	}
	return row
}

// blocks are the elements that begin a paragraph of their own.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Br: true, atom.Li: true, atom.Tr: true, atom.Blockquote: true, atom.H1: true, atom.H2: true, atom.H3: true,
	atom.H4: true, atom.Ul: true, atom.Ol: true, atom.Table: true, atom.Figure: true, atom.Section: true, atom.Article: true, atom.Hr: true, atom.Pre: true,
}

// plainText takes the tags off a piece of HTML; paragraphs stay apart. Text
// without tags comes back with its white space tidied.
func plainText(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	skip := 0
	for {
		tt := z.Next()
		switch tt {
		case html.ErrorToken:
			return tidyParagraphs(b.String())
		case html.TextToken:
			if skip == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if tag == atom.Script || tag == atom.Style || tag == atom.Head {
				if tt == html.StartTagToken {
					skip++
				} else if skip > 0 {
					skip--
				}
			}
			if blocks[tag] {
				b.WriteString("\n\n")
			}
		}
	}
}

// tidyParagraphs unescapes text and leaves one blank line between paragraphs.
func tidyParagraphs(text string) string {
	var kept []string
	for p := range strings.SplitSeq(html.UnescapeString(text), "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n\n")
}

// ParseList returns the addresses of feeds that an OPML document lists, each
// once and in order.
func ParseList(data []byte) ([]string, error) {
	data, err := safeXML(data)
	if err != nil {
		return nil, err
	}
	dec := newXMLDecoder(data)
	var list []string
	seen := make(map[string]bool)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return list, fmt.Errorf("a list of feeds that can't be read (%w): export it again", err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok || !strings.EqualFold(start.Name.Local, "outline") {
			continue
		}
		for _, a := range start.Attr {
			if address := strings.TrimSpace(a.Value); strings.EqualFold(a.Name.Local, "xmlUrl") && address != "" && !seen[address] {
				seen[address] = true
				list = append(list, address)
			}
		}
	}
}

// IsList reports whether data is an OPML list of feeds.
func IsList(data []byte) bool { return kindOf(data[:min(len(data), headSize)]) == listKind }
