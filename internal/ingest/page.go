package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/plural"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// IsAddress reports whether a name of the command line is one of the web.
func IsAddress(name string) bool {
	return input.IsAddress(name)
}

// addAddress takes in the page at an address, or the pages that the feed
// there lists. What can't be had is one bad input.
func (g *Ingester) addAddress(ctx context.Context, address string, counts *Counts) error {
	res, err := g.Client.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return g.refused(ctx, address, err, counts)
	}
	if !input.IsFeed(res.Body) {
		return g.addPage(ctx, res, address, "", counts)
	}
	feed, err := g.parseFeed(ctx, res.Body)
	if err != nil {
		return g.refused(ctx, address, err, counts)
	}
	g.leftOut(address, feed, res.URL, counts)
	for _, e := range feed.Entries {
		link := tidyAddress(resolve(res.URL, e.Link)) // without a password, too
		if link == "" {
			continue
		}
		page, err := g.Client.Get(ctx, fetch.Request{URL: link, Via: res.URL})
		if err != nil {
			err = g.refused(ctx, link, err, counts)
		} else {
			err = g.addPage(ctx, page, link, e.Published, counts)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// parseFeed reads a feed that was fetched.
func (g *Ingester) parseFeed(ctx context.Context, data []byte) (*input.Feed, error) {
	if g.ParseFeed != nil {
		return g.ParseFeed(ctx, data)
	}
	return input.ParseFeed(data)
}

// leftOut reports the entries of a feed that are not fetched.
func (g *Ingester) leftOut(address string, feed *input.Feed, base string, counts *Counts) {
	unlinked := 0
	for _, e := range feed.Entries {
		if resolve(base, e.Link) == "" {
			unlinked++
		}
	}
	for _, p := range []struct {
		n   int
		why string
	}{{unlinked, "without an address of the web"}, {feed.Cut, fmt.Sprintf("beyond the first %d", len(feed.Entries))}} {
		if p.n > 0 {
			counts.Bad += p.n
			g.bad(&input.Error{Place: address, Err: fmt.Errorf("%s of the feed %s: left out", plural.Of(p.n, "entry", "entries"), p.why)})
		}
	}
}

// refused counts an address that could not be had, unless the user stopped.
func (g *Ingester) refused(ctx context.Context, address string, err error, counts *Counts) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	counts.Bad++
	g.bad(&input.Error{Place: address, Err: err})
	return nil
}

// addPage takes in one fetched page. day is when a feed says it was published:
// the page's own word goes first.
func (g *Ingester) addPage(ctx context.Context, res *fetch.Response, address, day string, counts *Counts) error {
	row, err := pageRow(res, address)
	if err != nil {
		return g.refused(ctx, address, err, counts)
	}
	it := newItem(row, g.Cleaner.Name)
	it.feedDay, it.apart = day, true
	g.clean(ctx, it)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return g.commit(ctx, []*item{it}, counts)
}

// pageRow makes a row of an answer.
func pageRow(res *fetch.Response, address string) (input.Row, error) {
	row := input.Row{Place: address, Seen: res.At}
	row.URL, row.ContentType = res.URL, res.ContentType
	media, _, err := mime.ParseMediaType(res.ContentType)
	if err != nil {
		media = "text/html"
	}
	if res.Reservation != "" {
		if note, err := json.Marshal(res.Reservation); err == nil {
			row.Extra = map[string]json.RawMessage{"reservation": note}
		}
	}
	switch {
	case len(bytes.TrimSpace(res.Body)) == 0:
		return row, errors.New("the page is empty")
	case media == "text/html" || media == "application/xhtml+xml":
		row.HTML = res.Body
	case media == "text/plain" && utf8.Valid(res.Body) && bytes.IndexByte(res.Body, 0) < 0:
		row.Text = string(res.Body)
	default:
		return row, fmt.Errorf("what is there is no page but %s: save its text and add the file", media)
	}
	return row, nil
}

// resolve returns a link as an absolute address of the web, or "".
func resolve(base, link string) string {
	b, err := url.Parse(base)
	if err != nil || link == "" {
		return ""
	}
	u, err := b.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// feedOf returns the feed that a page names in its head, or "".
func feedOf(page []byte, address string) string {
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), 256<<10)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if tok.DataAtom == atom.Body {
				return ""
			}
			if tok.DataAtom != atom.Link {
				continue
			}
			attr := make(map[string]string)
			for _, a := range tok.Attr {
				attr[a.Key] = a.Val
			}
			switch attr["type"] {
			case "application/rss+xml", "application/atom+xml", "application/feed+json":
				if strings.Contains(attr["rel"], "alternate") {
					return resolve(address, attr["href"])
				}
			}
		}
	}
}

// dateByFeed gives a version the feed's date where the page has none.
func dateByFeed(v *readout.Version, day string) {
	if day == "" || v.Published != nil {
		return
	}
	if t := article.ParseTime(day); t != nil {
		t.Basis = readout.TimeFromFeed
		v.Published = t
	}
}

// bornAt returns when a story was published as a feed has it, or now.
func bornAt(day string, now time.Time) time.Time {
	t := article.ParseTime(day)
	if t == nil {
		return now
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if at, err := time.Parse(layout, t.Value); err == nil && at.Before(now) {
			return at
		}
	}
	return now
}
