package main

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/input"
)

// TestHelpersAnswerAsTheProgramItself holds that nothing is lost on the way to
// a helper and back.
func TestHelpersAnswerAsTheProgramItself(t *testing.T) {
	h := newHelpers()
	defer h.pool.Close()
	ctx := context.Background()
	page := `<html><head><meta property="og:site_name" content="Lamp"><meta name="author" content="Ada Lind and Per Dahl">
<meta property="article:published_time" content="2024-05-14T07:30:00+02:00"></head><body><article><h1>Ferry to run again</h1>
<p>The ferry to the island will run again, Minister Ana Ruiz said on Monday.</p><p>Photo: Ada Lind</p></article></body></html>`
	for _, flags := range []inputFlags{{}, {verbatim: true}, {date: "2024-05-15"}} {
		for _, in := range []article.Input{
			{HTML: []byte(page), URL: "https://lamp.example/a", Extra: map[string]json.RawMessage{"desk": json.RawMessage(`"x"`)}},
			{Text: "Ferry to run again\n\nOSLO, May 14 — The ferry ran.\n\nREAD MORE: Why it ran", Ref: "7", Updated: "soon"},
		} {
			c := h.cleaner(&flags)
			want := c.Clean(in)
			got, err := c.CleanApart(ctx, in)
			if err != nil {
				t.Fatal(err)
			}
			a, err := cleanedJSON(&got.Version, got.Removed, got.Problems)
			b, wantErr := cleanedJSON(&want.Version, want.Removed, want.Problems)
			if err != nil || wantErr != nil || string(a) != string(b) {
				t.Errorf("got  %s\nwant %s\n%v, %v", a, b, err, wantErr)
			}
		}
	}
	feed := []byte(`<rss version="2.0"><channel><title>Lamp</title><item><title>Ferry</title><link>https://lamp.example/a</link><description>It ran.</description></item></channel></rss>`)
	want, err := input.ParseFeed(feed)
	got, apartErr := h.parseFeed(ctx, feed)
	if err != nil || apartErr != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v, %v, %v", got, want, err, apartErr)
	}
	if _, err := h.parseFeed(ctx, []byte("<rss><channel>"+strings.Repeat("<x>", 100))); err == nil || !strings.Contains(err.Error(), "nests deeper") {
		t.Errorf("a deep feed: %v", err)
	}
}
