package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// newAtom writes an entry for each version, changes of stories too, as an
// Atom feed (RFC 4287). Ids never change.
func newAtom(w io.Writer, o *Options) (output, error) {
	title := "Readout"
	if o.Query != "" {
		title += ": " + o.Query
	}
	a := &atomFeed{document: document{w: w, form: o.Format, name: "feed", read: countXML("entry"),
		doc: "One entry a version of a story; a version that changed an older one says so."}}
	a.each = a.entry
	_, err := fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>%s</title>
<id>urn:readout:%s</id>
<generator>%s</generator>
`, esc(title), mint("feed_", o.Query), esc(o.Program))
	return a, err
}

// An atomFeed remembers the time of its newest entry.
type atomFeed struct {
	document
	newest time.Time
}

func (a *atomFeed) close() error {
	a.end = "<updated>" + a.newest.UTC().Format(time.RFC3339) + "</updated>\n</feed>\n"
	if a.newest.IsZero() {
		a.end = "<updated>1970-01-01T00:00:00Z</updated>\n</feed>\n"
	}
	return a.document.close()
}

// entry appends the entry of a version.
func (a *atomFeed) entry(d *document, v *view) {
	at := v.shownAt()
	if at.IsZero() {
		d.lose("versions without a day, which a feed must have")
		return
	}
	d.entries++
	if at.After(a.newest) {
		a.newest = at
	}
	ver := &v.rec.Version
	title := firstOf(v.quote(ver.Headline), v.quote(ver.Text), string(ver.ID))
	if v.Change == "words" {
		title = "Changed: " + title
	}
	d.put("<entry>\n<title>%s</title>\n<id>urn:readout:%s</id>\n<updated>%s</updated>\n", esc(title), ver.ID, at.UTC().Format(time.RFC3339))
	if webAddress(ver.URL) {
		d.put("<link href=\"%s\"/>\n", esc(ver.URL))
	}
	for _, name := range ver.Bylines {
		d.put("<author><name>%s</name></author>\n", esc(name))
	}
	if len(ver.Bylines) == 0 {
		d.put("<author><name>%s</name></author>\n", esc(firstOf(ver.Outlet, v.Story.Outlet, "unknown")))
	}
	for _, term := range v.types() {
		d.put("<category term=\"%s\"/>\n", esc(term))
	}
	if v.Label != "" {
		d.put("<category scheme=\"https://www.first.org/tlp/\" term=\"TLP:%s\"/>\n", v.Label)
	}
	d.put("<summary>%s</summary>\n</entry>\n", esc(v.summary()))
}

// shownAt returns when the version came out, as far as that is known.
func (v *view) shownAt() time.Time {
	if t, err := time.Parse(time.RFC3339, timeValue(v.rec.Version.Published)); err == nil && v.N <= 1 {
		return t
	}
	if !v.SeenAt.IsZero() {
		return v.SeenAt
	}
	if t, err := time.Parse(time.DateOnly, v.rec.Version.Published.Day()); err == nil && v.N <= 1 {
		return t
	}
	return v.AddedAt
}

// types returns the types of the version's events, each once, in order.
func (v *view) types() []string {
	seen := make(map[string]bool)
	for _, i := range v.events {
		seen[string(v.rec.Events[i].Type)] = true
	}
	delete(seen, "")
	return sortedKeys(seen)
}

// summary says in a few lines what the version says.
func (v *view) summary() string {
	lines := []string{fmt.Sprintf("%s, %s, as a machine read them", plural.Of(len(v.statements), "statement", "statements"), plural.Of(len(v.events), "event", "events"))}
	for _, a := range v.statements {
		if (a.Within == "" || v.Found != nil) && len(lines) < 4 {
			lines = append(lines, oneLine(v.prose(string(a.ID))))
		}
	}
	for _, i := range v.events {
		if len(lines) < 6 {
			lines = append(lines, oneLine(v.prose(string(v.rec.Events[i].ID))))
		}
	}
	return strings.Join(lines, "; ")
}

// webAddress reports whether a program may open an address.
func webAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// names returns the names of an event's actors or recipients.
func names(r *eventRow, list []readout.Role, role string) string {
	var parts []string
	for i := range list {
		if name := newRole(r, role, i+1, &list[i]).name(); name != "" {
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, "; ")
}
