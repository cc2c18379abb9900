package article

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"golang.org/x/net/html"
)

// kinds returns the kinds of what was removed, parted by blanks.
func kinds(r Result) string {
	var list []string
	for _, c := range r.Removed {
		list = append(list, string(c.Kind))
	}
	return strings.Join(list, " ")
}

// TestShortPagesAreReadOnce: breaking news is a paragraph or two, for which the
// finder takes what it can get, and some of it twice.
func TestShortPagesAreReadOnce(t *testing.T) {
	const one = "Norway on Monday rejected an offer by Denmark, a minister said."
	for name, test := range map[string]struct{ page, want string }{
		"one paragraph":      {`<article><h1>Norway rejects</h1><p>` + one + `</p></article>`, "Norway rejects\n\n" + one},
		"a page around it":   {`<html><head><title>Norway rejects</title></head><body><nav><a href="/">Home</a> <a href="/n">All the news of the day</a></nav><main><h1>Norway rejects</h1><p>` + one + `</p><p>More follows.</p></main><footer><p>All rights are reserved by us.</p></footer></body></html>`, "Norway rejects\n\n" + one + "\n\nMore follows."},
		"two, and a teaser":  {`<article><h1>Norway rejects</h1><p>` + one + `</p><p><a href="/x">Denmark offers talks to its neighbours</a></p><p>No reason was given.</p></article>`, "Norway rejects\n\n" + one + "\n\nNo reason was given."},
		"a photo's credit":   {`<article><h1>Norway rejects</h1><p>` + one + `</p><p>Photo: Ada Lind</p></article>`, "Norway rejects\n\n" + one},
		"without an element": {`<div><p>` + one + `</p></div>`, one},
	} {
		if r := FromHTML(Input{HTML: []byte(test.page)}); r.Version.Text != test.want {
			t.Errorf("%s: %q, want %q", name, r.Version.Text, test.want)
		}
	}
}

const longPage = `<html><head><meta property="og:title" content="Bridge closed"></head><body><article><h1>The bridge is closed</h1>
<p>The bridge over the sound was closed on Tuesday, the mayor said, because the steel is older than anybody thought it was.</p>
<p><a href="/1">FIVE THINGS TO KNOW ABOUT THE OLD BRIDGE</a></p>
<p><a href="/2">The council's report on the bridge says that the steel had been old for years.</a></p>
<h3><a href="/3">What happens to the ferry now</a></h3>
<p>“It will stay closed,” she told reporters. Nobody knows for how long, and the ferry has been out of service since March.</p>
<p>https://courier.example/report</p>
<p>The council meets on Friday to decide who pays for the new bridge, and whether the old one can be kept for walkers.</p>
</article></body></html>`

func TestLinesThatAreLinksAreCut(t *testing.T) {
	r := FromHTML(Input{HTML: []byte(longPage)})
	for _, kept := range []string{"had been old for years", "What happens to the ferry now", "https://courier.example/report", "for walkers"} {
		if !strings.Contains(r.Version.Text, kept) {
			t.Errorf("%q is lost: %q", kept, r.Version.Text)
		}
	}
	if strings.Contains(r.Version.Text, "FIVE THINGS") || strings.Contains(r.Version.Text, "The bridge is closed") || kinds(r) != "repeated-headline related-links" {
		t.Errorf("%q, removed %v", r.Version.Text, r.Removed)
	}
}

// TestForgottenParagraphsAreTaken gives recover what a finder took.
func TestForgottenParagraphsAreTaken(t *testing.T) {
	const head, body = "The bridge over the sound was closed on Tuesday, the mayor said.", "The council meets on Friday to decide who pays for the new bridge."
	const loose, split = "It will stay closed for a year at the least, she told reporters.", "Nobody knows who pays for it, the council says, and nobody wants to."
	doc, err := html.Parse(strings.NewReader(`<article><div><p>` + head + `</p>` + loose + `<br>` + split + `<p>` + body + `</p><figure><figcaption>The mayor waves from the bridge on its last day, in the rain.</figcaption></figure>
<div class="promo"><p>Sign our letter to the council today, and tell all of your friends.</p></div><p>` + body + ` Really.</p></div></article>`))
	if err != nil {
		t.Fatal(err)
	}
	page := pageBlocks(doc)
	got := recover(page, []block{{head, 0}, {"Nobody knows who pays for it,", 1}, {"the council says, and nobody wants to.", 2}, {body, 3}, {body + " Really.", 4}})
	var texts []string
	for _, b := range got {
		texts = append(texts, b.text)
	}
	if want := []string{head, loose, split, body, body + " Really."}; strings.Join(texts, "|") != strings.Join(want, "|") {
		t.Errorf("got %q", texts)
	}
}

func TestWhatStandsInLikeElementsIsSaid(t *testing.T) {
	const part = "The council meets on Friday to decide who pays for the new bridge, and whether the old one can be kept. "
	doc, err := html.Parse(strings.NewReader(`<div id="a"><div class="part"><p>` + part + `</p></div></div><div id="b"><div class="part"><p>` + part + `Again.</p></div></div>`))
	if err != nil {
		t.Fatal(err)
	}
	var r Result
	r.compareWithPage(pageBlocks(doc), []block{{strings.TrimSpace(part), 0}})
	if !said(r, "elements of the same class") {
		t.Errorf("problems %v", r.Problems)
	}
}

func TestTitlesLoseTheOutlet(t *testing.T) {
	for _, test := range []struct{ title, outlet, address, headline, name string }{
		{"Norway offers talks – ABC News", "", "", "Norway offers talks", "ABC News"},
		{"Norway offers talks | World | Reuters", "", "", "Norway offers talks", "Reuters"},
		{"Norway offers talks - Sound Courier", "Sound Courier", "", "Norway offers talks", "Sound Courier"},
		{"Norway offers talks - Lamp", "", "https://www.lamp.example/1", "Norway offers talks", "Lamp"},
		{"Norway offers talks - The Daily Lamp", "", "https://dailylamp.example/1", "Norway offers talks - The Daily Lamp", ""},
		{"Norway offers talks – and nobody listens", "", "https://lamp.example/1", "Norway offers talks – and nobody listens", ""},
		{"Ruiz - Nobody asked me", "", "", "Ruiz - Nobody asked me", ""},
		{"Norway - BBC", "", "", "Norway - BBC", ""}, // what is left would be no headline
		{"World leaders meet in Oslo", "", "", "World leaders meet in Oslo", ""},
	} {
		if headline, name := splitTitle(test.title, test.outlet, test.address); headline != test.headline || name != test.name {
			t.Errorf("%q: %q, %q, want %q, %q", test.title, headline, name, test.headline, test.name)
		}
	}
	r := FromText(Input{Text: "Norway offers talks – ABC News\n\nNorway said on Tuesday that it would."})
	if v := r.Version; v.Headline != "Norway offers talks" || v.Outlet != "ABC News" || len(r.Removed) != 1 || r.Removed[0] != (readout.Removed{Kind: readout.OtherRemoved, Text: "– ABC News", At: 20}) {
		t.Errorf("%+v, %v", v, r.Removed)
	}
}
