package trafilatura

import (
	"strings"
	"testing"

	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
)

// A page is written for this test.
const page = `<html><head><title>Dam</title></head><body>
<nav><ul><li><a href="/a">Home</a></li></ul></nav>
<div class="article-body"><h1>Work on the dam stops</h1>
<p>The ministry of works halted the dam at Orlo on Tuesday after engineers found cracks in its northern wall, which holds back the lake above the town.</p>
<div class="share-bar"><p>Share this with your friends and with all others who may want to read it</p></div>
<table><tr><td>Depth</td><td>41 metres</td></tr></table>
<p>"Nobody is in danger," the minister said. The mayor of Orlo asked for a second opinion and told people in the lower streets to pack a bag.</p>
<p>Print</p>
</div><footer>All rights reserved</footer></body></html>`

func TestContent(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	before := dom.OuterHTML(doc)
	text := dom.TextContent(Content(doc))
	for _, want := range []string{"halted the dam", "41 metres", "pack a bag"} {
		if !strings.Contains(text, want) {
			t.Errorf("Content lost %q: %s", want, text)
		}
	}
	for _, bad := range []string{"Home", "Share this", "rights", "Print"} {
		if strings.Contains(text, bad) {
			t.Errorf("Content kept %q: %s", bad, text)
		}
	}
	if dom.OuterHTML(doc) != before {
		t.Error("Content changed the page")
	}
}

func TestContentOfNothing(t *testing.T) {
	doc, _ := html.Parse(strings.NewReader("<script>x()</script>"))
	if n := Content(doc); n != nil {
		t.Errorf("Content of an empty page = %q, want nil", dom.OuterHTML(n))
	}
}

// Two texts in a page's JSON gave one or the other by chance.
func TestTheSameTextEachTime(t *testing.T) {
	json := `<script type="application/ld+json">{"b": {"articleBody": "` + strings.Repeat("second ", 40) + `"}, "a": {"articleBody": "` + strings.Repeat("first ", 40) + `"}}</script>`
	doc, _ := html.Parse(strings.NewReader("<html><head>" + json + "</head><body></body></html>"))
	want := dom.TextContent(Content(doc))
	for range 30 {
		if got := dom.TextContent(Content(doc)); got != want {
			t.Fatalf("Content = %.20q, then %.20q", want, got)
		}
	}
}

func TestLabels(t *testing.T) {
	for line, want := range map[string]bool{"Print": true, " via E-Mail": true, "More on this...": true, "PDFacebook": false, "He checked his mail today": false, "Gmail": true, "": false} {
		if got := isLabel(line); got != want {
			t.Errorf("isLabel(%q) = %v, want %v", line, got, want)
		}
	}
}
