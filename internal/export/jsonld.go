package export

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/seed-f92ea4cf/readout"
)

// newJSONLD writes stories, statements and events in the words of schema.org.
// There is no ClaimReview: a machine gives no verdicts.
func newJSONLD(w io.Writer, o *Options) (output, error) {
	return newDocument(w, document{form: o.Format, name: "linked-data", each: eachThing, end: "\n]}\n",
		read: func(r io.Reader) (int, error) { return countJSON(r, "@graph") }, doc: "Articles, quotations, claims and events in the words of schema.org."},
		`{"@context":"https://schema.org","@graph":[`)
}

// A thing is a node of linked data. JSON sorts its keys.
type thing map[string]any

// set adds a property that has a value.
func (t thing) set(name, value string) {
	if value != "" {
		t[name] = clean(value, false)
	}
}

// ref names another node.
func ref(id string) thing { return thing{"@id": "urn:readout:" + id} }

// thing appends a node.
func (d *document) thing(t thing) {
	if d.entries++; d.entries > 1 {
		d.put(",")
	}
	d.put("\n")
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	_ = enc.Encode(t) // maps of strings
	d.buf = append(d.buf, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

// eachThing appends the nodes of a version.
func eachThing(d *document, v *view) {
	ver := &v.rec.Version
	article := thing{"@type": "NewsArticle", "@id": "urn:readout:" + string(ver.ID)}
	if webAddress(ver.URL) {
		article.set("url", ver.URL)
	}
	article.set("headline", v.quote(ver.Headline))
	article.set("inLanguage", ver.Language)
	article.set("datePublished", bibDate(v))
	if t := timeValue(ver.Updated); len(t) >= 10 && t[0] != 'T' {
		article.set("dateModified", t)
	}
	var authors []thing
	for _, name := range ver.Bylines {
		authors = append(authors, thing{"@type": "Person", "name": clean(name, false)})
	}
	if authors != nil {
		article["author"] = authors
	}
	if outlet := firstOf(ver.Outlet, v.Story.Outlet); outlet != "" {
		article["publisher"] = thing{"@type": "Organization", "name": clean(outlet, false)}
	}
	if v.whole {
		article["articleBody"] = clean(ver.Text, true)
	}
	d.thing(article)
	for _, a := range v.statements {
		d.thing(v.saying(a))
	}
	_ = eachEvent(v, func(r *eventRow) error {
		d.thing(r.happening())
		return nil
	})
}

// saying returns the node of a statement: a quotation, or a claim where no
// words are quoted.
func (v *view) saying(a *readout.Attribution) thing {
	t := thing{"@type": "Claim", "@id": "urn:readout:" + v.statementID[a.ID], "appearance": ref(string(v.rec.Version.ID))}
	who := "author"
	if a.Quoted == readout.Direct {
		t["@type"], t["isPartOf"], who = "Quotation", t["appearance"], "creator"
		delete(t, "appearance")
	}
	t.set("text", v.quote(a.Content.Text))
	t.set("disambiguatingDescription", firstOf(string(a.Act), "say")+", "+firstOf(string(a.Status), string(readout.Asserted)))
	if day := day(dateFrom(a.Date)); !day.Missing() {
		t["dateCreated"] = day.String()
	}
	if actor := v.Actor(a.Speaker.Actor); actor != nil && a.Speaker.Actor != "" {
		t[who] = v.agent(actor)
	} else if a.Speaker.Text != "" {
		t[who] = thing{"@type": "Person", "name": clean(v.quote(a.Speaker.Text), false)}
		if a.Speaker.Kind == readout.DocumentSpeaker || a.Speaker.Kind == readout.PollSpeaker || a.Speaker.Kind == readout.OutletSpeaker {
			t[who] = thing{"@type": "Organization", "name": clean(v.quote(a.Speaker.Text), false)}
		}
	}
	return t
}

// agent returns an actor.
func (v *view) agent(a *readout.Actor) thing {
	t := thing{"@type": "Organization"}
	switch a.Kind {
	case readout.PersonActor, readout.RoleActor, readout.UnnamedActor:
		t["@type"] = "Person"
	case readout.CountryActor:
		t["@type"] = "Country"
	case readout.GovernmentActor:
		t["@type"] = "GovernmentOrganization"
	case readout.PlaceActor:
		t["@type"] = "Place"
	}
	t.set("name", v.quote(a.Name))
	if a.Wikidata != "" {
		t["sameAs"] = "https://www.wikidata.org/wiki/" + a.Wikidata
	}
	if a.Office != nil && t["@type"] == "Person" {
		t.set("jobTitle", a.Office.Title)
	}
	return t
}

// happening returns the node of an event.
func (r *eventRow) happening() thing {
	t := thing{"@type": "Event", "@id": "urn:readout:" + r.id(), "subjectOf": ref(string(r.v.rec.Version.ID))}
	t.set("name", r.v.prose(string(r.e.ID)))
	t.set("alternateName", string(r.e.Type))
	t.set("disambiguatingDescription", string(r.e.Status))
	t.set("identifier", r.e.CAMEO)
	if from := day(dateFrom(r.e.Date)); !from.Missing() {
		t["startDate"] = from.String()
		t.set("endDate", day(dateTo(r.e.Date)).String())
	}
	if name := firstOf(r.place.Name, r.place.Text); name != "" {
		p := thing{"@type": "Place", "name": clean(name, false)}
		if r.place.Lat != nil && r.place.Lon != nil && (r.place.Precision == readout.PlacePoint || r.place.Precision == readout.PlaceTown) {
			p["geo"] = thing{"@type": "GeoCoordinates", "latitude": *r.place.Lat, "longitude": *r.place.Lon}
		}
		t["location"] = p
	}
	list := func(roles []readout.Role, role string) (out []thing) {
		for i := range roles {
			who := newRole(r, role, i+1, &roles[i])
			if who.actor != &nobody {
				out = append(out, r.v.agent(who.actor))
			} else if who.name() != "" {
				out = append(out, thing{"@type": "Person", "name": clean(who.name(), false)})
			}
		}
		return out
	}
	if who := list(r.e.Actor, "actor"); who != nil {
		t["actor"] = who
	}
	if who := list(r.e.Recipient, "recipient"); who != nil {
		t["attendee"] = who
	}
	return t
}
