package alert

import (
	"bytes"
	_ "embed" // the HTML form
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html/template"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/emersion/go-message/mail"

	"github.com/seed-f92ea4cf/readout/internal/mailer"
)

// A Notice is one thing that is told, in words for whoever gets it.
type Notice struct {
	ID        string    `json:"id"` // the same whenever and by whichever way it is told
	Reason    Reason    `json:"reason"`
	At        time.Time `json:"at"`
	Why       string    `json:"why"`   // why one gets it
	Lines     []string  `json:"lines"` // what is told, in the story's own words
	Story     string    `json:"story,omitempty"`
	Version   string    `json:"version,omitempty"`
	Happening string    `json:"happening,omitempty"`
	Conflict  string    `json:"conflict,omitempty"`
	Headline  string    `json:"headline,omitempty"`
	Outlet    string    `json:"outlet,omitempty"`
	Published string    `json:"published,omitempty"`
	Label     string    `json:"tlp"`            // with whom the story may be shared
	Path      string    `json:"-"`              // of its page
	Link      string    `json:"link,omitempty"` // the same with the server's address, where that is known
}

// A Letter is what goes out at once.
type Letter struct {
	ID      string    `json:"id"` // the same however often it is sent
	Alert   string    `json:"alert"`
	Name    string    `json:"name"`
	Search  string    `json:"search"` // or the question
	Notices []*Notice `json:"notices"`

	Base string `json:"-"` // address of the server, "" if it is not known
	Stop string `json:"-"` // address of the page that stops it; "" if Base is
	When string `json:"-"` // when it goes out, in words
	More int    `json:"-"` // what is told beyond Notices
}

// Subject says in a line what the letter tells.
func (l *Letter) Subject() string {
	if len(l.Notices) == 1 {
		n := l.Notices[0]
		return clip(fmt.Sprintf("%s: %s", l.Name, firstOf(n.Headline, n.first())), 150)
	}
	return clip(fmt.Sprintf("%s: %d alerts", l.Name, len(l.Notices)), 150)
}

func (n *Notice) first() string {
	if len(n.Lines) == 0 {
		return n.Why
	}
	return n.Lines[0]
}

// Label is the highest label of what the letter tells, as a mail's first line says it.
func (l *Letter) Label() string {
	high, at := "CLEAR", 0
	for _, n := range l.Notices {
		for i, name := range []string{"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"} {
			if n.Label == name && i > at {
				high, at = name, i
			}
		}
	}
	return "TLP:" + high
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// clip bounds a line, in runes.
func clip(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return text
}

// Text returns the letter as plain text.
func (l *Letter) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", l.Name, l.Label())
	for _, n := range l.Notices {
		if n.Headline != "" {
			fmt.Fprintf(&b, "%s\n", n.Headline)
		}
		if by := n.By(); by != "" {
			fmt.Fprintf(&b, "%s\n", by)
		}
		for _, line := range n.Lines {
			fmt.Fprintf(&b, "  %s\n", line)
		}
		fmt.Fprintf(&b, "Why: %s\n", n.Why)
		if n.Link != "" {
			fmt.Fprintf(&b, "%s\n", n.Link)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "-- \nReadout tells you this %s, for %s.\n", l.When, l.Search)
	if l.Stop != "" {
		fmt.Fprintf(&b, "Stop this alert: %s\n", l.Stop)
	}
	b.WriteString("A machine read this: open the words before you rely on them.\n")
	return b.String()
}

// By says who published it and when, "" if neither is known.
func (n *Notice) By() string {
	return strings.Trim(n.Outlet+" · "+n.Published, " ·")
}

//go:embed letter.html
var letterHTML string

var letterPage = template.Must(template.New("letter").Parse(letterHTML))

// An Envelope says from whom and to whom a letter goes.
type Envelope struct {
	From *mail.Address
	To   []*mail.Address
}

// Mail returns the letter as a mail, plain and HTML. Its Message-ID and its date
// are the same however often it is made.
func (l *Letter) Mail(env Envelope, at time.Time) ([]byte, error) {
	var h gomail.Header
	h.SetDate(at)
	h.SetSubject(l.Subject())
	if env.From != nil {
		h.SetAddressList("From", []*gomail.Address{(*gomail.Address)(env.From)})
	}
	to := make([]*gomail.Address, len(env.To))
	for i, a := range env.To {
		to[i] = (*gomail.Address)(a)
	}
	h.SetAddressList("To", to)
	h.SetMessageID(l.ID + "@readout.invalid")
	h.Set("X-Readout-Alert", l.Alert)
	h.Set("Auto-Submitted", "auto-generated")
	if l.Stop != "" {
		h.Set("List-Unsubscribe", "<"+l.Stop+">")
		h.Set("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	var page bytes.Buffer
	if err := letterPage.Execute(&page, l); err != nil {
		return nil, err
	}
	return mailer.Alternatives(h.Header, []byte(l.Text()), page.Bytes())
}

// JSON returns the letter as a webhook gets it.
func (l *Letter) JSON() ([]byte, error) { return json.Marshal(l) }

// Atom returns what an alert tells as a feed; self is the feed's own address.
func (l *Letter) Atom(self string, updated time.Time) ([]byte, error) {
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	type content struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
	type person struct {
		Name string `xml:"name"`
	}
	type entry struct {
		Title   string  `xml:"title"`
		ID      string  `xml:"id"`
		Updated string  `xml:"updated"`
		Link    *link   `xml:"link"`
		Content content `xml:"content"`
	}
	feed := struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Title   string   `xml:"title"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Author  person   `xml:"author"`
		Link    link     `xml:"link"`
		Entries []entry  `xml:"entry"`
	}{Title: l.Name, ID: "urn:readout:" + l.Alert, Updated: updated.UTC().Format(time.RFC3339), Author: person{"Readout"}, Link: link{"self", self}}
	for _, n := range l.Notices {
		e := entry{Title: clip(firstOf(n.Headline, n.first()), 200), ID: "urn:readout:" + n.ID, Updated: n.At.UTC().Format(time.RFC3339),
			Content: content{"text", strings.Join(append(n.Lines[:len(n.Lines):len(n.Lines)], "Why: "+n.Why), "\n")}}
		if n.Link != "" {
			e.Link = &link{"alternate", n.Link}
		}
		feed.Entries = append(feed.Entries, e)
	}
	data, err := xml.MarshalIndent(feed, "", " ")
	return append([]byte(xml.Header), data...), err
}
