package hostile

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

const (
	pageHead = "<!doctype html><html><head><title>Ferry</title></head><body>"
	sentence = "The ferry to the island ran again on Monday, the harbour office said, and nobody was hurt."
	article  = "<article><h1>Ferry</h1><p>" + sentence + "</p><p>“It ran,” she told reporters. " + sentence + "</p></article>"
)

// depthForms nest.
func depthForms() []Form {
	var forms []Form
	for _, tag := range []string{"div", "p", "a", "b", "i", "font", "span", "table", "td", "tr", "li", "ul", "dl", "blockquote", "form", "select", "option", "button", "svg", "math", "template", "noscript", "section", "article", "h1", "nobr", "marquee", "frameset", "ruby", "custom-tag"} {
		forms = append(forms, Form{Name: tag + " opened", Make: fill(pageHead, "<"+tag+">x", article)},
			Form{Name: tag + " in itself", Make: pair(pageHead, "<"+tag+">", article, "</"+tag+">", "")})
	}
	return append(forms,
		Form{Name: "formats in each other", Make: draw(pageHead, article, "<b>", "<i>", "</b>", "</i>", "<a>", "</a>", "<p>", "</p>", "<table>", "</table>", "<td>", "x")},
		Form{Name: "tables in text", Make: fill(pageHead, "<table><tr><td>x<table>y", article)},
		Form{Name: "closing tags", Make: fill(pageHead, "</p></b></table></br>", article)},
	)
}

// widthForms are pages with too much of something.
func widthForms() []Form {
	var forms []Form
	for _, part := range []string{"<p>" + sentence, "<br>", "x<br>", "<li>x", "<td>x", "<a href=x>" + sentence + "</a>", "<p class=caption>" + sentence, "<div class='related'><p>" + sentence + "</p></div>", "<img src=x alt='" + sentence + "'>",
		"<hr>", "&amp;", "&#65;", "&#xffffffff;", "&notanentity", "&", "<", "<!", "<!-- x -->", "<!--", "<![CDATA[", "<?x", "<p/>", "<p a=b c=d>", "<time datetime=2024-03-12>", "<blockquote>" + sentence + "</blockquote>", "<span>x</span> ", "<iframe srcdoc='<p>x'>", "<textarea>", "<plaintext>", "<title>x</title>", "<base href=x>", "<input>", "<frame>", "<h1>Ferry</h1>"} {
		forms = append(forms, Form{Name: "many " + part[:min(len(part), 24)], Make: fill(pageHead+"<article>", part, article)})
	}
	return append(forms,
		Form{Name: "attributes", Make: fill(pageHead+"<p ", "a=1 ", ">"+sentence)},
		Form{Name: "other attributes", Make: func(_ *rand.Rand, size int) []byte {
			var b strings.Builder
			b.WriteString(pageHead + "<p")
			for i := 0; b.Len() < size; i++ {
				fmt.Fprintf(&b, " a%d=1", i)
			}
			return []byte(b.String() + ">" + sentence)
		}},
		Form{Name: "a class", Make: fill(pageHead+"<p class='", "related ", "'>"+sentence)},
		Form{Name: "a tag's name", Make: fill(pageHead+"<", "x", ">"+sentence)},
		Form{Name: "a paragraph", Make: fill(pageHead+"<article><p>", sentence+" ", "</p></article>")},
		Form{Name: "one word", Make: fill(pageHead+"<article><p>", "x", "</p></article>")},
		Form{Name: "the same paragraph and others", Make: draw(pageHead+"<article>", "</article>", "<p>"+sentence+"</p>", "<p>"+sentence[:60]+"</p>", "<div>"+sentence+"</div>", "<a>"+sentence+"</a>")},
		Form{Name: "a page in Latin-1", Make: fill("<html><head><meta charset=iso-8859-1></head><body><p>", "Caf\xe9 owners said so. ", "</p>")},
		Form{Name: "a page that says UTF-16", Make: fill("<html><head><meta charset=utf-16></head><body><p>", sentence+" ", "</p>")},
	)
}

// scriptForms are what pages say for programs.
func scriptForms() []Form {
	const open, shut = `<html><head><script type="application/ld+json">`, "</script></head><body>" + article
	return []Form{
		{Name: "broken braces", Make: fill(open+"{x", "}", shut)},
		{Name: "open braces", Make: fill(open, `{"a":`, shut)},
		{Name: "lists in each other", Make: pair(open+`{"@graph":`, "[", "", "]", "}"+shut)},
		{Name: "objects in each other", Make: pair(open, `{"@graph":`, `1`, "}", shut)},
		{Name: "a long text", Make: fill(open+`{"@type":"NewsArticle","articleBody":"`, sentence+" ", `"}`+shut)},
		{Name: "authors", Make: fill(open+`{"@type":"NewsArticle","author":[`, `{"name":"Ana Ruiz"},`, `""]}`+shut)},
		{Name: "names", Make: fill(open+`{"@type":"NewsArticle","author":"`, "Ana Ruiz and ", `"}`+shut)},
		{Name: "dates", Make: fill(open, `"datePublished":"2024-03-12",`, shut)},
		{Name: "a headline", Make: fill(open+`{"@type":"NewsArticle","headline":"`, "Ferry - ", `"}`+shut)},
		{Name: "a title", Make: fill("<title>", "Ferry | ", "</title><body>"+article)},
		{Name: "scripts", Make: fill("<html><head>", open[12:]+`{"@type":"NewsArticle"}</script>`, "</head><body>"+article)},
		{Name: "metas", Make: fill("<html><head>", `<meta property="article:published_time" content="2024">`, "</head><body>"+article)},
		{Name: "a meta", Make: fill(`<html><head><meta name="author" content="`, "Ana Ruiz, ", `"></head><body>`+article)},
		{Name: "a style", Make: fill("<html><head><style>", "p{} ", "</style></head><body>"+article)},
		{Name: "a script that does not end", Make: fill("<html><body>"+article+"<script>", "x = '<p>'; ", "")},
	}
}

// mutantForms are a good page with something wrong in it.
func mutantForms() []Form {
	page := pageHead + strings.Repeat(article, 4) + `<aside><a href="/x">More</a></aside></body></html>`
	text := "Ferry to run again\n\nOSLO, March 12, 2024 — “It ran,” Ana Ruiz said on Tuesday.\n\nPhoto: Ada Lind\n\n" + sentence
	mutate := func(source string) func(*rand.Rand, int) []byte {
		return func(r *rand.Rand, size int) []byte {
			var out []byte
			for len(out) < size {
				data := []byte(source)
				for range 1 + r.IntN(8) {
					at := r.IntN(len(data))
					switch r.IntN(5) {
					case 0:
						data[at] = byte(r.IntN(256))
					case 1:
						data = data[:max(1, at)]
					case 2:
						data = append(data[:at:at], data[min(len(data), at+r.IntN(40)):]...)
					case 3:
						data = append(data[:at:at], append([]byte(source[r.IntN(len(source)/2):][:20]), data[at:]...)...)
					default:
						data = append(data[:at:at], append([]byte{"<>&\"'\x00\xff\n"[r.IntN(8)]}, data[at:]...)...)
					}
					if len(data) == 0 {
						data = []byte("x")
					}
				}
				out = append(out, data...)
			}
			return out
		}
	}
	var forms []Form
	for i := range 6 {
		forms = append(forms, Form{Name: fmt.Sprintf("page %d", i), Make: mutate(page)}, Form{Name: fmt.Sprintf("text %d", i), Make: mutate(text)})
	}
	return forms
}
