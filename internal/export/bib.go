package export

import (
	"fmt"
	"io"
	"strings"
)

// newBibTeX writes an entry for each version as BibTeX.
func newBibTeX(w io.Writer, o *Options) (output, error) {
	return newDocument(w, document{form: o.Format, name: "bibliography", each: eachBib, read: countLines("@"), doc: "The versions, for a bibliography."}, "")
}

// newRIS writes an entry for each version as RIS.
func newRIS(w io.Writer, o *Options) (output, error) {
	return newDocument(w, document{form: o.Format, name: "bibliography", each: eachRIS, read: countLines("TY  - "), doc: "The versions, for a bibliography."}, "")
}

// eachBib appends the entry of a version.
func eachBib(d *document, v *view) {
	d.entries++
	ver := &v.rec.Version
	field := func(name, value string) {
		if value != "" {
			d.put("  %s = {%s},\n", name, value)
		}
	}
	d.put("@misc{%s,\n", ver.ID)
	var authors []string
	for _, name := range ver.Bylines {
		if name = bibText(name); strings.Contains(name, " and ") || strings.Contains(name, ",") {
			name = "{" + name + "}"
		}
		authors = append(authors, name)
	}
	field("author", strings.Join(authors, " and "))
	field("title", braced(bibText(v.quote(ver.Headline))))
	field("howpublished", bibText(firstOf(ver.Outlet, v.Story.Outlet)))
	date := bibDate(v)
	if len(date) >= 4 {
		field("year", date[:4])
	}
	if len(date) >= 7 {
		field("month", date[5:7])
	}
	if len(date) >= 10 {
		field("day", date[8:10])
	}
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D", "\\", "%5C").Replace(strings.Map(noControls, ver.URL)))
	field("language", bibText(ver.Language))
	field("note", fmt.Sprintf("version %s, SHA-256 of the text %s", bibText(string(ver.ID)), ver.SHA256))
	d.put("}\n\n")
}

// braced keeps the case of a title.
func braced(s string) string {
	if s == "" {
		return ""
	}
	return "{" + s + "}"
}

// bibDate returns the date of publication as far as it is known, YYYY-MM-DD
// or the beginning of it.
func bibDate(v *view) string {
	date := timeValue(v.rec.Version.Published)
	if len(date) > 10 {
		date = date[:10]
	}
	if len(date) < 4 || strings.Trim(date[:4], "0123456789") != "" {
		return ""
	}
	return date
}

// bibText escapes what TeX would take for its own.
func bibText(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "_", `\_`, "%", `\%`,
		"^", `\textasciicircum{}`, "~", `\textasciitilde{}`).Replace(clean(s, false))
}

// eachRIS appends the entry of a version.
func eachRIS(d *document, v *view) {
	d.entries++
	ver := &v.rec.Version
	tag := func(name, value string) {
		if value = strings.TrimSpace(clean(value, false)); value != "" {
			d.put("%s  - %s\r\n", name, value)
		}
	}
	tag("TY", "NEWS")
	tag("ID", string(ver.ID))
	for _, name := range ver.Bylines {
		tag("AU", name)
	}
	tag("TI", v.quote(ver.Headline))
	tag("T2", firstOf(ver.Outlet, v.Story.Outlet))
	if date := bibDate(v); date != "" {
		tag("PY", date[:4])
		if len(date) == 10 {
			tag("DA", strings.ReplaceAll(date, "-", "/"))
		}
	}
	tag("UR", strings.Map(noControls, ver.URL))
	tag("LA", ver.Language)
	tag("N1", "SHA-256 of the text "+ver.SHA256)
	d.put("ER  - \r\n\r\n")
}
