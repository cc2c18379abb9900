package web

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// This file takes in what a person sees in his browser. A bookmark, or the menu
// by which a phone shares a page, opens a page of this server with the address, the
// title and the words; the person sees them there and takes them in himself.
// Nothing is taken in by the request that other sites can cause.

type capturePage struct {
	chrome
	URL, Heading, Text string
	Bookmark           template.URL // what a bookmark does
	May                bool
	Problem            *api.Problem // why it was not taken in
}

// bookmark opens the page of what is seen: the words that are marked, else the
// page without scripts and pictures, behind the "#", which no browser sends.
const bookmark = `javascript:(()=>{const l=location.href,t=document.title,s=String(getSelection()).trim();let h="";if(!s){const d=document.documentElement.cloneNode(true);` +
	`d.querySelectorAll("script,style,svg,img,iframe,noscript,link,video,canvas").forEach(e=>e.remove());h=d.outerHTML;if(h.length>400000)h=""}` +
	`open(%q+"/capture?url="+encodeURIComponent(l)+"&title="+encodeURIComponent(t.slice(0,300))+"#"+encodeURIComponent(s||h||document.body.innerText.slice(0,400000)))})()`

// capture shows what a bookmark or a shared page brings, to be taken in, and the
// bookmark itself.
func (s *site) capture(w http.ResponseWriter, r *http.Request) error {
	p := &capturePage{URL: short(param(r, "url"), 2000), Heading: short(param(r, "title"), 300), Text: param(r, "text"), May: mayWrite(r)}
	if link := linkIn.FindString(p.Text); p.URL == "" && link != "" { // as phones share
		p.URL, p.Text = link, strings.TrimSpace(strings.Replace(p.Text, link, "", 1))
		if isTitle(p.Text) { // the page is wanted, not its title alone
			p.Heading, p.Text = cmp.Or(p.Heading, p.Text), ""
		}
	}
	if !isLink(p.URL) || !strings.HasPrefix(p.URL, "http") {
		p.URL = ""
	}
	s.showCapture(w, r, http.StatusOK, p)
	return nil
}

// showCapture shows the page.
func (s *site) showCapture(w http.ResponseWriter, r *http.Request, status int, p *capturePage) {
	p.Title, p.Bookmark = "Take a page in", template.URL(fmt.Sprintf(bookmark, s.origin(r)))
	s.show(w, r, status, "capture", p)
}

// linkIn finds an address in words.
var linkIn = regexp.MustCompile(`https?://[^\s<>"]+`)

// isTitle reports whether words that came with an address are the title of its page:
// a line without a stop. What is marked on a page comes in quotation marks.
func isTitle(text string) bool {
	return len(text) < 300 && !strings.ContainsAny(text, "\n") && !strings.HasSuffix(text, ".") && !strings.ContainsAny(text[:min(len(text), 3)], `"“„«`)
}

// origin returns the address of this server as its pages are opened.
func (s *site) origin(r *http.Request) string {
	if s.People != nil && s.People.PublicURL != nil {
		return s.People.PublicURL.Scheme + "://" + s.People.PublicURL.Host
	}
	scheme := "http"
	if r.TLS != nil || callerOf(r).secure {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// takeCapture takes in what a person saw: the words that he marked or the page as
// he saw it, else what is at the address. Where that can't be done, he sees why above
// what he gave, to mend it there.
func (s *site) takeCapture(w http.ResponseWriter, r *http.Request) error {
	ref, err := s.keepCapture(w, r)
	if err == nil {
		http.Redirect(w, r, fmt.Sprintf("/story/%s?v=%d", ref.Story, ref.N), http.StatusSeeOther)
		return nil
	}
	if p := api.Explain(err); (p.Status == http.StatusBadRequest || p.Status == http.StatusUnprocessableEntity) && !wantsJSON(r) {
		s.showCapture(w, r, p.Status, &capturePage{URL: field(r, "url"), Heading: field(r, "title"), Text: field(r, "text"), May: true, Problem: p})
		return nil
	}
	return err
}

// keepCapture takes in what the form of a page holds.
func (s *site) keepCapture(w http.ResponseWriter, r *http.Request) (*store.VersionRef, error) {
	in, err := captured(w, r)
	if err != nil {
		return nil, err
	}
	return s.Service.Keep(r.Context(), in, s.patience)
}

// captured reads the form of a page that is taken in.
func captured(w http.ResponseWriter, r *http.Request) (*ask.Given, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxPaste)
	if err := r.ParseForm(); err != nil {
		return nil, api.NewProblem(http.StatusBadRequest, "The form can't be read: "+err.Error(), "Send it from its page; a page may have 24 MB.")
	}
	in := &ask.Given{URL: field(r, "url"), Title: field(r, "title")}
	if in.URL != "" && (!isLink(in.URL) || !strings.HasPrefix(in.URL, "http")) {
		return nil, api.NewProblem(http.StatusBadRequest, "The address is none of the web.", "Correct it, or leave it out.")
	}
	switch text := strings.ReplaceAll(strings.ToValidUTF8(r.PostForm.Get("text"), "\uFFFD"), "\r\n", "\n"); {
	case strings.TrimSpace(text) == "":
	case looksLikeHTML(strings.TrimSpace(text)):
		in.HTML, in.Title = text, ""
	default:
		in.Text = text
	}
	if in.Text == "" && in.HTML == "" && in.URL == "" {
		return nil, api.NewProblem(http.StatusBadRequest, "There is nothing to take in.", "Give an address, or the words of the story.")
	}
	return in, nil
}
