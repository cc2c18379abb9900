package main

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// A page is one kind of page: how often it is opened, and its addresses.
type page struct {
	kind      string
	weight    int
	addresses []string
}

// look walks the lists of the server and returns the pages that are read.
func (w *walk) look() ([]page, error) {
	actors, err := w.links("/actors", "/actor/", 100)
	if err != nil {
		return nil, err
	}
	happenings, err := w.links("/happenings", "/happening/", 60)
	if err != nil {
		return nil, err
	}
	stories, err := w.links("/stories", "/story/", 300)
	if err != nil {
		return nil, err
	}
	words, err := w.words()
	if err != nil {
		return nil, err
	}
	if len(actors) == 0 || len(stories) == 0 || len(words) == 0 {
		return nil, fmt.Errorf("%s shows no stories and actors: fill its archive first", w.base)
	}
	filters := []string{"act:deny", "act:promise", "kind:unnamed-official", "status:denied", "type:CONSULT", "country:NOR", "country:NOR type:REQUEST", "told:unnamed", "type:ASSAULT,PROTEST"}
	pages := []page{
		{"start page", 10, []string{"/"}},
		{"search, words", 12, searches(words)},
		{"search, filters", 8, searches(filters)},
		{"search, both", 6, searches(each(words, filters))},
		{"story", 25, stories},
		{"stories", 4, []string{"/stories", "/changed"}},
		{"actors", 4, []string{"/actors", "/actors?name=minister", "/actors?name=ministry"}},
		{"actor", 8, actors},
		{"the actor of most", 2, actors[:1]},
		{"events", 5, []string{"/events", "/events?type=CONSULT", "/events?status=denied", "/events?country=NOR", "/events?by=published&scale=month"}},
		{"graph of pairs", 2, []string{"/events?pairs=graph", "/events?type=CONSULT&pairs=graph"}},
		{"conflicts", 2, []string{"/conflicts"}},
		{"question", 3, questions(words)},
		{"queue", 1, []string{"/queue"}},
		{"list as a file", 2, []string{"/events.csv", "/stories.json", "/happenings.csv", "/search.csv?q=act%3Adeny"}},
		{"timelines", 1, []string{"/timelines"}},
	}
	if len(happenings) > 0 {
		pages = append(pages, page{"happenings", 4, []string{"/happenings", "/happenings?sort=newest"}}, page{"happening", 6, happenings}, page{"the largest happening", 1, happenings[:1]})
	}
	return pages, nil
}

var href = regexp.MustCompile(`href="(/[^"#]*)["#]`)

// next is the link to the page that follows.
var next = regexp.MustCompile(`class="next"><a href="([^"]*)"`)

// links returns the addresses on a list that begin in some way, from as many pages
// of it as give most of them.
func (w *walk) links(list, begin string, most int) (out []string, err error) {
	for list != "" && len(out) < most {
		body, _, err := w.get(list)
		if err != nil {
			return nil, err
		}
		for _, m := range href.FindAllStringSubmatch(body, -1) {
			to := strings.ReplaceAll(m[1], "&amp;", "&")
			if strings.HasPrefix(to, begin) && !strings.Contains(to[len(begin):], "/") && !slices.Contains(out, to) {
				out = append(out, to)
			}
		}
		list = ""
		if m := next.FindStringSubmatch(body); m != nil {
			list = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	return out, nil
}

var headline = regexp.MustCompile(`class="hl"[^>]*>([^<]*)<`)

// words returns words of headlines, each once.
func (w *walk) words() (out []string, err error) {
	body, _, err := w.get("/stories")
	for _, m := range headline.FindAllStringSubmatch(body, -1) {
		for _, word := range strings.FieldsFunc(strings.ToLower(m[1]), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if len(word) > 4 && !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	return out[:min(len(out), 60)], err
}

// searches returns the addresses of searches.
func searches(queries []string) (out []string) {
	for _, q := range queries {
		out = append(out, "/search?"+url.Values{"q": {q}}.Encode())
	}
	return out
}

// questions returns the addresses of questions about words.
func questions(words []string) (out []string) {
	for i := 0; i+1 < min(len(words), 20); i += 2 {
		out = append(out, "/positions?"+url.Values{"on": {words[i] + " " + words[i+1]}}.Encode())
	}
	return out
}

// each returns words beside filters, each word with one.
func each(words, filters []string) (out []string) {
	for i, word := range words {
		out = append(out, word+" "+filters[i%len(filters)])
	}
	return out
}
