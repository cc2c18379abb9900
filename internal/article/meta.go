package article

import (
	"encoding/json"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// pageMeta is what a page says about its story.
type pageMeta struct {
	headline, outlet, url, published, updated string
	heading                                   string // what the page itself has above its text
	authors                                   []string
}

// readMeta reads JSON-LD first, then meta elements, then the visible page:
// the first to say something wins.
func readMeta(doc *html.Node, address string) pageMeta {
	var m pageMeta
	h1, title, when, tags := m.readElements(doc)
	pick := func(field *string, keys ...string) {
		for _, k := range keys {
			if *field == "" {
				*field = tags[k]
			}
		}
	}
	pick(&m.outlet, "og:site_name", "application-name")
	pick(&m.url, "canonical", "og:url")
	pick(&m.published, "article:published_time", "datepublished", "date", "pubdate", "publish-date", "dc.date", "dc.date.issued", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime")
	pick(&m.updated, "article:modified_time", "datemodified", "last-modified", "og:updated_time")
	m.heading = h1
	if address == "" {
		address = m.url
	}
	m.pickHeadline(h1, tags, title, address)
	if len(m.authors) == 0 {
		m.addAuthors(tags["author"])
	}
	if m.published == "" && ParseTime(when) != nil {
		m.published = when
	}
	return m
}

// readElements takes JSON-LD and returns what elements of a page say: the first
// heading, the title, the first time, and the first of each meta tag.
func (m *pageMeta) readElements(doc *html.Node) (h1, title, when string, tags map[string]string) {
	tags = map[string]string{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if strings.Contains(attr(n, "type"), "ld+json") && n.FirstChild != nil {
				m.readJSONLD(n.FirstChild.Data)
			}
		case "meta":
			key := strings.ToLower(attr(n, "property") + attr(n, "name") + attr(n, "itemprop"))
			if value := strings.TrimSpace(attr(n, "content")); value != "" && tags[key] == "" {
				tags[key] = value
			}
		case "link":
			if attr(n, "rel") == "canonical" && tags["canonical"] == "" {
				tags["canonical"] = attr(n, "href")
			}
		case "h1":
			if h1 == "" {
				h1 = spaces(textOf(n))
			}
		case "title":
			if title == "" {
				title = spaces(textOf(n))
			}
		case "time":
			if when == "" {
				when = attr(n, "datetime")
			}
		}
	}
	return h1, title, when, tags
}

// pickHeadline takes the headline from where pages state it best; the title
// element has the outlet's name at its end.
func (m *pageMeta) pickHeadline(h1 string, tags map[string]string, title, address string) {
	for _, candidate := range []string{m.headline, tags["og:title"], tags["twitter:title"], h1, title} {
		if candidate = spaces(html.UnescapeString(candidate)); candidate == "" {
			continue
		}
		head, name := splitTitle(candidate, m.outlet, address)
		if before, _, ok := lastPart(candidate); ok && name == "" && strings.EqualFold(before, h1) {
			head = before
		}
		if m.outlet == "" {
			m.outlet = name
		}
		m.headline = head
		return
	}
}

// articleTypes are the schema.org types of a story.
var articleTypes = regexp.MustCompile(`(?:News|Report|Analysis|Opinion|Background|Review|Blog|Liveblog)?(?:Article|BlogPosting|Posting)`)

// readJSONLD reads one script of linked data; broken JSON is passed over.
func (m *pageMeta) readJSONLD(data string) {
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(data)), &v) == nil {
		m.walkJSONLD(v, 0)
	}
}

// walkJSONLD looks for articles in lists and graphs.
func (m *pageMeta) walkJSONLD(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			m.walkJSONLD(x, depth+1)
		}
	case map[string]any:
		if kind, _ := json.Marshal(v["@type"]); articleTypes.Match(kind) {
			m.takeArticle(v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			m.walkJSONLD(v[key], depth+1)
		}
	}
}

// takeArticle takes what an article object says and nothing said before.
func (m *pageMeta) takeArticle(v map[string]any) {
	take := func(field *string, value any) {
		if s, ok := value.(string); ok && *field == "" {
			*field = strings.TrimSpace(html.UnescapeString(s))
		}
	}
	take(&m.headline, v["headline"])
	take(&m.published, v["datePublished"])
	take(&m.updated, v["dateModified"])
	if p, ok := v["publisher"].(map[string]any); ok {
		take(&m.outlet, p["name"])
	}
	if len(m.authors) == 0 {
		m.authorsOf(v["author"])
	}
}

// authorsOf reads a name, a person or a list of them.
func (m *pageMeta) authorsOf(v any) {
	switch v := v.(type) {
	case string:
		m.addAuthors(v)
	case []any:
		for _, x := range v {
			m.authorsOf(x)
		}
	case map[string]any:
		if kind, _ := v["@type"].(string); kind != "Organization" {
			m.authorsOf(v["name"])
		}
	}
}

// addAuthors adds the names of a byline.
func (m *pageMeta) addAuthors(line string) {
	line = strings.TrimPrefix(strings.TrimPrefix(spaces(line), "By "), "by ")
	for _, who := range splitNames(line) {
		if len(who) < 60 && !strings.Contains(who, "http") {
			m.authors = append(m.authors, who)
		}
	}
}

// attr returns an attribute of n.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text below n.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
