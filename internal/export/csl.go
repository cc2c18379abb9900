package export

import (
	"io"
	"strconv"
	"strings"
)

// newCSL writes the versions as the Citation Style Language has them in JSON,
// for Zotero, Pandoc and word processors.
func newCSL(w io.Writer, o *Options) (output, error) {
	return newDocument(w, document{form: o.Format, name: "bibliography", each: eachCSL, end: "\n]\n", read: countLines(`{"`), doc: "The versions, for a bibliography (CSL-JSON)."}, "[")
}

// eachCSL appends the entry of a version.
func eachCSL(d *document, v *view) {
	ver := &v.rec.Version
	t := thing{"id": string(ver.ID), "type": "article-newspaper"}
	t.set("title", v.quote(ver.Headline))
	t.set("container-title", firstOf(ver.Outlet, v.Story.Outlet))
	t.set("language", ver.Language)
	t.set("note", "version "+string(ver.ID)+", SHA-256 of the text "+ver.SHA256)
	if webAddress(ver.URL) {
		t["URL"] = ver.URL
	}
	var authors []thing
	for _, name := range ver.Bylines {
		authors = append(authors, thing{"literal": clean(name, false)})
	}
	if authors != nil {
		t["author"] = authors
	}
	var parts []int
	for p := range strings.SplitSeq(bibDate(v), "-") {
		if n, err := strconv.Atoi(p); err == nil {
			parts = append(parts, n)
		}
	}
	if parts != nil {
		t["issued"] = thing{"date-parts": [][]int{parts}}
	}
	d.thing(t)
}
