package export

import "io"

// newProv writes where each statement and event comes from, in the words of
// W3C's PROV-O.
func newProv(w io.Writer, o *Options) (output, error) {
	return newDocument(w, document{form: o.Format, name: "provenance", each: eachProvenance, end: "\n]}\n",
		read: func(r io.Reader) (int, error) { return countJSON(r, "@graph") }, doc: "Where versions, statements and events come from (W3C PROV-O)."},
		`{"@context":{"prov":"http://www.w3.org/ns/prov#","dcterms":"http://purl.org/dc/terms/","xsd":"http://www.w3.org/2001/XMLSchema#"},"@graph":[`)
}

// eachProvenance appends the nodes of a version: the page, the text, the
// reading with the program that did it, and what the reading gave.
func eachProvenance(d *document, v *view) {
	ver := &v.rec.Version
	id := "urn:readout:" + string(ver.ID)
	text := thing{"@id": id, "@type": "prov:Entity", "dcterms:identifier": "sha256:" + ver.SHA256}
	text.set("dcterms:title", v.quote(ver.Headline))
	text.set("dcterms:language", ver.Language)
	if webAddress(ver.URL) {
		page := thing{"@id": ver.URL, "@type": "prov:Entity"}
		page.set("dcterms:publisher", firstOf(ver.Outlet, v.Story.Outlet))
		d.thing(page)
		text["prov:wasDerivedFrom"] = thing{"@id": ver.URL}
	}
	if !v.SeenAt.IsZero() {
		text["prov:generatedAtTime"] = thing{"@type": "xsd:dateTime", "@value": v.SeenAt.UTC().Format("2006-01-02T15:04:05Z")}
	}
	d.thing(text)
	reading := thing{"@id": id + ":reading", "@type": "prov:Activity", "prov:used": thing{"@id": id},
		"prov:wasAssociatedWith": thing{"@type": "prov:SoftwareAgent", "dcterms:title": clean(v.rec.Pipeline, false)}}
	d.thing(reading)
	entity := func(name, prose, by string) {
		t := thing{"@id": "urn:readout:" + name, "@type": "prov:Entity", "prov:wasGeneratedBy": thing{"@id": id + ":reading"}, "prov:wasDerivedFrom": thing{"@id": id}}
		t.set("dcterms:description", prose)
		if by != "" {
			t["prov:wasQuotedFrom"] = ref(by)
		}
		d.thing(t)
	}
	for _, a := range v.statements {
		entity(v.statementID[a.ID], v.prose(string(a.ID)), v.statementID[a.Within])
	}
	_ = eachEvent(v, func(r *eventRow) error {
		by := ""
		if len(r.e.By) > 0 {
			by = v.statementID[r.e.By[len(r.e.By)-1]]
		}
		entity(r.id(), v.prose(string(r.e.ID)), by)
		return nil
	})
}
