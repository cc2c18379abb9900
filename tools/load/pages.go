package main

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
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
	storylines, err := w.links("/storylines", "/storyline/", 20)
	if err != nil {
		return nil, err
	}
	of, err := w.values()
	if err != nil {
		return nil, err
	}
	filters := of.filters()
	pages := []page{
		{"start page", 6, []string{"/"}},
		{"search, words", 10, searches(words)},
		{"search, filters", 10, searches(filters)},
		{"search, both", 8, searches(each(words, filters))},
		{"story", 20, stories},
		{"record of a story", 3, below(stories, "?view=record")},
		{"timeline of a story", 3, below(stories, "/timeline")},
		{"stories", 3, []string{"/stories", "/changed"}},
		{"actors", 4, append([]string{"/actors"}, named(words)...)},
		{"actor", 8, actors},
		{"the actor of most", 2, below(actors[:1], "", "?part=did", "?part=done-to", "?part=about", "?part=unnamed")},
		{"events", 8, of.events()},
		{"graph of pairs", 3, each2(of.events(), "pairs=graph")},
		{"conflicts", 2, []string{"/conflicts"}},
		{"question", 4, questions(words)},
		{"queue", 1, []string{"/queue"}},
		{"sources", 1, []string{"/sources"}},
		{"health", 1, []string{"/health"}},
		{"timelines, alerts", 2, []string{"/timelines", "/alerts", "/keys"}},
		{"completion", 2, []string{"/complete?q=act:", "/complete?q=speaker:mi", "/complete?q=country:n", "/complete?q=place:"}},
		{"storylines", 1, []string{"/storylines"}},
	}
	if w.files {
		pages = append(pages, page{"list as a file", 2, []string{"/events.csv", "/stories.json", "/happenings.csv", "/search.csv?q=act%3Adeny"}})
	}
	if len(storylines) > 0 {
		pages = append(pages, page{"storyline", 2, storylines})
	}
	if len(happenings) > 0 {
		pages = append(pages, page{"happenings", 3, []string{"/happenings", "/happenings?sort=newest", "/happenings?q=type%3ACONSULT"}}, page{"happening", 6, happenings}, page{"the largest happening", 1, happenings[:1]})
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

// each returns words beside filters, each word with several.
func each(words, filters []string) (out []string) {
	for i, word := range words {
		for k := range 4 {
			out = append(out, word+" "+filters[(i+k*7)%len(filters)])
		}
	}
	return out
}

// each2 returns addresses with one more thing asked for.
func each2(addresses []string, more string) (out []string) {
	for _, to := range addresses {
		mark := "?"
		if strings.Contains(to, "?") {
			mark = "&"
		}
		out = append(out, to+mark+more)
	}
	return out
}

// below returns addresses with each of some ends.
func below(addresses []string, ends ...string) (out []string) {
	for _, to := range addresses {
		to, _, _ = strings.Cut(to, "?")
		for _, end := range ends {
			out = append(out, to+end)
		}
	}
	return out
}

// named returns the lists of actors with words in their names.
func named(words []string) (out []string) {
	for _, w := range words {
		out = append(out, "/actors?"+url.Values{"name": {w[:4]}}.Encode())
	}
	return out
}

// values are what events and statements of an archive have.
type values struct{ types, countries, acts, months []string }

var (
	ofType    = regexp.MustCompile(`type(?:=|%3A)(?:%22)?([A-Z]+)`)
	ofCountry = regexp.MustCompile(`country(?:=|%3A)(?:%22)?([A-Z]{3})`)
	ofAct     = regexp.MustCompile(`act%3A(?:%22)?([a-z]+)`)
	ofMonth   = regexp.MustCompile(`(?:from=|after%3A)(\d{4}-\d{2})`)
)

// values looks what filters of the archive's pages there are, until numbers that are
// still being counted are shown.
func (w *walk) values() (v values, err error) {
	for range 30 {
		for _, list := range []string{"/events", "/events?scale=month", "/search?q=country%3ANOR", "/search?q=act%3Adeny", "/search?q=kind%3Anamed"} {
			body, _, err := w.get(list)
			if err != nil {
				return v, err
			}
			v.take(body)
		}
		if len(v.types) > 0 && len(v.countries) > 0 && len(v.months) > 0 {
			return v, nil
		}
		time.Sleep(time.Second)
	}
	return v, fmt.Errorf("%s shows no events with their types, countries and months", w.base)
}

// take takes up what a page links to.
func (v *values) take(body string) {
	for expr, to := range map[*regexp.Regexp]*[]string{ofType: &v.types, ofCountry: &v.countries, ofAct: &v.acts, ofMonth: &v.months} {
		for _, m := range expr.FindAllStringSubmatch(body, -1) {
			if !slices.Contains(*to, m[1]) {
				*to = append(*to, m[1])
			}
		}
		slices.Sort(*to)
	}
}

// filters returns queries of fields, of what half of the archive has and of little.
func (v *values) filters() []string {
	out := []string{"act:deny", "act:promise", "kind:unnamed-official", "status:denied", "told:unnamed", "told:named", "type:ASSAULT,PROTEST", "country:NOR", "country:NOR type:REQUEST"}
	for _, t := range v.types {
		out = append(out, "type:"+t, "type:"+t+" status:asserted", "type:"+t+" told:outlet")
	}
	for i, c := range v.countries {
		out = append(out, "country:"+c, "country:"+c+" kind:named")
		if len(v.acts) > 0 {
			out = append(out, "country:"+c+" act:"+v.acts[i%len(v.acts)])
		}
	}
	for i, m := range v.months {
		out = append(out, "after:"+m+" type:"+v.types[i%len(v.types)], "date:"+m, "before:"+m+" status:denied")
	}
	return out
}

// events returns the addresses of lists of events.
func (v *values) events() []string {
	out := []string{"/events", "/events?status=denied", "/events?by=published&scale=month", "/events?scale=week"}
	for i, t := range v.types {
		out = append(out, "/events?type="+t, "/events?type="+t+"&by=published")
		out = append(out, "/events?type="+t+"&country="+v.countries[i%len(v.countries)])
	}
	for i, m := range v.months {
		out = append(out, "/events?from="+m+"&to="+m, "/events?by=published&from="+m+"&to="+m+"&type="+v.types[i%len(v.types)])
	}
	return append(out, each2([]string{"/events"}, "country=NOR")...)
}
