package article

import (
	"runtime"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"golang.org/x/net/html"
)

// cost is what cleaning allocates: a count of its work that no other program
// on the machine disturbs.
func cost(clean func() Result) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	clean()
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc - before.TotalAlloc)
}

// TestCleaningIsLinear doubles documents that once cost the square of their
// size: the cost must not grow to more than two and a half times.
func TestCleaningIsLinear(t *testing.T) {
	const sentence = "The minister said that it was so on Monday, and that was all there is. "
	shapes := []struct {
		name, head, part string
		n                int
		html             bool
	}{
		{"dashes", "", "—", 10_000, false},
		{"quotation marks", "", "“", 10_000, false},
		{"doubled names", "", "Ana RuizAna Ruiz ", 3000, false},
		{"capitals", "", "AAAA", 5000, false},
		{"brackets", "", "It rained (Read more: abc). ", 3000, false},
		{"short lines", "", "a\n", 20_000, false},
		{"broken linked data", `<script type="application/ld+json">{x`, "}", 5000, true},
		{"paragraphs", "<article>", "<p>" + sentence, 8000, true},
		{"line breaks", "<article><p>", "a<br>", 30_000, true},
		{"links", "<nav>", `<a href="/x">` + sentence + "</a><br>", 8000, true},
		{"elements in each other", "", "<span>a ", 5000, true},
		{"cells", "<table><tr>", "<td>x", 20_000, true},
		{"attributes", "<p ", "a=1 ", 10_000, true},
	}
	for _, s := range shapes {
		clean := func(n int) float64 {
			text := s.head + strings.Repeat(s.part, n)
			if s.html {
				return cost(func() Result { return FromHTML(Input{HTML: []byte(text)}) })
			}
			return cost(func() Result { return FromText(Input{Text: text}) })
		}
		clean(s.n)
		once, twice := clean(s.n), clean(2*s.n)
		if twice > 2.5*once+1<<20 {
			t.Errorf("%s: %.0f bytes for %d parts, %.0f for %d", s.name, once, s.n, twice, 2*s.n)
		}
	}
}

// TestLibrariesSeeNoScripts: the date library's patterns cost the square of a
// broken script, and no count shows it.
func TestLibrariesSeeNoScripts(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<script>var x = {}</script><style>p {}</style><script type="application/ld+json">{x` + strings.Repeat("}", 5000) +
		`</script><script type="application/ld+json">{"@type": "NewsArticle"}</script><p>Ferry`))
	if err != nil {
		t.Fatal(err)
	}
	dropScripts(doc)
	var b strings.Builder
	if err := html.Render(&b, doc); err != nil || b.String() != `<html><head><script type="application/ld+json">{"@type": "NewsArticle"}</script></head><body><p>Ferry</p></body></html>` {
		t.Errorf("%.300s, %v", b.String(), err)
	}
}

func TestWhatIsNotReadOfALargePageIsSaid(t *testing.T) {
	const sentence = "The minister said that it was so on Monday, and that was all there is."
	r := FromHTML(Input{HTML: []byte("<nav><p>" + sentence + "</p></nav><article>" + strings.Repeat("<p>"+sentence+"</p>", 9000) + "</article>")})
	if got := strings.Count(r.Version.Text, sentence); got != 9000 || !said(r, "too many to look for its main text") {
		t.Errorf("%d of 9000 sentences, problems %v", got, r.Problems)
	}
	r = FromHTML(Input{HTML: []byte(strings.Repeat("<i>x</i>", maxTags))})
	if !said(r, "more than 250000 tags") {
		t.Errorf("problems %v", r.Problems)
	}
	r = FromText(Input{Text: strings.Repeat("Ana RuizAna RuizX ", maxDoubled+50)})
	if len(r.Problems) != mostUnclear+2 || !said(r, "only the first 1000") || !strings.HasSuffix(r.Version.Text, "Ana RuizAna RuizX") {
		t.Errorf("%d problems", len(r.Problems))
	}
}

// said reports whether a problem holds words.
func said(r Result, words string) bool {
	for _, p := range r.Problems {
		if p.Stage == stage && p.Span == (readout.Span{}) && strings.Contains(p.Text, words) {
			return true
		}
	}
	return false
}
