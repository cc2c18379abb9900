package export

import (
	"io"

	"github.com/seed-f92ea4cf/readout"
)

// newWebAnnotation writes statements and events as notes to stretches of the
// versions' texts, as W3C's Web Annotation has them.
func newWebAnnotation(w io.Writer, o *Options) (output, error) {
	return newDocument(w, document{form: o.Format, name: "annotations", each: annotator(o.Program), end: "\n]}\n",
		read: func(r io.Reader) (int, error) { return countJSON(r, "items") }, doc: "Statements and events as annotations of the versions' texts (W3C Web Annotation)."},
		`{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[`)
}

// annotator returns what appends the annotations of a version: what people
// read, the code as a tag, and the words. Positions count code points of the
// version's text, whose id is the source; the page that it came from is in
// "scope", since pages change.
func annotator(program string) func(*document, *view) {
	return func(d *document, v *view) {
		note := func(id, prose, tag string, words readout.Words) {
			if len(words.Spans) == 0 {
				d.lose("an annotation needs words to stand at")
				return
			}
			bodies := []thing{{"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": clean(prose, false)}}
			if tag != "" {
				bodies = append(bodies, thing{"type": "TextualBody", "purpose": "tagging", "value": tag})
			}
			var targets []thing
			for _, s := range words.Spans {
				targets = append(targets, v.target(s))
			}
			d.thing(thing{"id": "urn:readout:" + id, "type": "Annotation", "motivation": "describing", "body": bodies, "target": targets,
				"generator": thing{"type": "Software", "name": firstOf(v.rec.Pipeline, program)}})
		}
		for _, a := range v.statements {
			words := a.Content
			if len(words.Spans) == 0 {
				words = a.Cue
			}
			note(v.statementID[a.ID], v.prose(string(a.ID)), string(a.Act), words)
		}
		_ = eachEvent(v, func(r *eventRow) error {
			note(r.id(), v.prose(string(r.e.ID)), string(r.e.Type), r.e.Trigger)
			return nil
		})
	}
}

// target returns a stretch of the version's text.
func (v *view) target(s readout.Span) thing {
	t := thing{"type": "SpecificResource", "source": "urn:readout:" + string(v.rec.Version.ID)}
	if webAddress(v.rec.Version.URL) {
		t["scope"] = v.rec.Version.URL
	}
	selector := []thing{{"type": "TextPositionSelector", "start": v.pts.At(s.Start), "end": v.pts.At(s.End)}}
	if words := v.rec.Version.Text[s.Start:s.End]; v.quote(words) == words {
		selector = append(selector, thing{"type": "TextQuoteSelector", "exact": clean(words, true)})
	}
	t["selector"] = selector
	return t
}
