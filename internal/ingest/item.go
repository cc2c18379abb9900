package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Cleaner makes the version of what came in.
type Cleaner struct {
	// Name says how it cleans ("", "verbatim", "date 2014-06-16"); it is kept
	// with the capture, so that the version can be made again.
	Name  string
	Clean func(article.Input) article.Result
	// Apart does the same where a fault or an excess of the document can't do
	// harm; nil: there is no such place. It is for what strangers wrote.
	Apart func(context.Context, article.Input) (article.Result, error)
}

// CleanApart cleans a document that a stranger wrote.
func (c Cleaner) CleanApart(ctx context.Context, in article.Input) (article.Result, error) {
	if c.Apart != nil {
		return c.Apart(ctx, in)
	}
	return c.Clean(in), nil
}

// DefaultCleaner finds the main text of pages and the text that scrapers left.
func DefaultCleaner() Cleaner {
	return Cleaner{Clean: func(in article.Input) article.Result {
		if len(in.HTML) > 0 {
			return article.FromHTML(in)
		}
		return article.FromText(in)
	}}
}

// An item is one story on its way in.
type item struct {
	place   string // for messages
	in      article.Input
	apart   bool      // a stranger wrote it
	seenAt  time.Time // when the outlet showed it; zero if it is not known
	feedDay string    // when a feed says it was published
	file    string    // key of the file that it fills, "" for a part of one and for what came otherwise

	capture store.Capture
	sum     [32]byte
	result  *article.Result // nil while the capture is known already
	prints  []uint64
	form    *compare.Form  // what is compared of the text; nil: it is made when it is needed
	ready   *store.Arrival // made beside the change that takes it in; nil: not yet
	err     error
}

// arrival returns the item as the archive takes it.
func (it *item) arrival() *store.Arrival {
	return &store.Arrival{Capture: it.capture, Version: &it.result.Version, Removed: it.result.Removed, Problems: it.result.Problems,
		Change: store.First, SeenAt: it.seenAt}
}

// captureMeta is what a capture keeps beside the bytes.
type captureMeta struct {
	Ref         string                     `json:"ref,omitempty"`
	URL         string                     `json:"url,omitempty"`
	Outlet      string                     `json:"outlet,omitempty"`
	Title       string                     `json:"title,omitempty"`
	Published   string                     `json:"published,omitempty"`
	Updated     string                     `json:"updated,omitempty"`
	Captured    string                     `json:"captured,omitempty"`
	ContentType string                     `json:"content_type,omitempty"`
	Extra       map[string]json.RawMessage `json:"extra,omitempty"`
	Cleaner     string                     `json:"cleaner,omitempty"`
}

// newItem makes an item of a row.
func newItem(row input.Row, cleaner string) *item {
	in := row.Input
	it := &item{place: row.Place, in: in, seenAt: row.Seen, file: fileKey(row.File)}
	it.capture = store.Capture{Kind: "text", Data: []byte(in.Text)}
	if len(in.HTML) > 0 {
		it.capture = store.Capture{Kind: "html", Data: in.HTML}
	}
	it.capture.Meta, it.err = json.Marshal(&captureMeta{Ref: in.Ref, URL: in.URL, Outlet: in.Outlet, Title: in.Title,
		Published: in.Published, Updated: in.Updated, Captured: in.Captured, ContentType: in.ContentType, Extra: in.Extra, Cleaner: cleaner})
	it.sum = it.capture.Sum()
	return it
}

// fileKey returns the key of a file, by which a story that has no other is known
// again when its words change; "" for none. The path is not in it: keys go from
// archive to archive.
func fileKey(path string) string {
	if path == "" {
		return ""
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	sum := sha256.Sum256([]byte(filepath.ToSlash(path)))
	return store.FileKey + hex.EncodeToString(sum[:16])
}

// clean makes the item's version. It turns a panic, which only a bug can
// cause, into an error of this item alone.
func (it *item) clean(ctx context.Context, c Cleaner) {
	defer func() {
		if p := recover(); p != nil {
			it.err = fmt.Errorf("a fault in readout (%v): please report it with this story", p)
		}
	}()
	if it.err != nil {
		return
	}
	var res article.Result
	if it.apart {
		if res, it.err = c.CleanApart(ctx, it.in); it.err != nil {
			return
		}
	} else {
		res = c.Clean(it.in)
	}
	v := &res.Version
	v.URL = tidyAddress(v.URL)
	dateByFeed(v, it.feedDay)
	v.Seal()
	it.result = &res
	it.prints = compare.Prints(v)
}
