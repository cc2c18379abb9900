package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// addresses are the names that the address of a page may have, by its path; the
// same list as a file has those of its page. A path that is not here has none. A
// name that ends in # has a whole number.
var addresses = func() map[string][]string {
	out := make(map[string][]string)
	for path, names := range map[string]string{
		"/{$}": "about", "/stories": "cursor", "/changed": "cursor", "/complete": "q",
		"/search":     "q sort all cursor more scale by pick words " + strings.Join(pickerFields, " "),
		"/actors":     "name kind cursor",
		"/actor/{id}": "part cursor scale by",
		"/events":     "type status country place actor recipient from to q by scale pairs cursor",
		"/happenings": "q sort skip#", "/happening/{id}": "skip#", "/storylines": "q cursor", "/conflicts": "q sort updates within skip#", "/positions": "on actor at skip#",
		"/timelines": "q cursor", "/timelines/{id}": "from# sent",
		"/alerts/new": "q on", "/alerts/{id}": "done", "/alerts/{id}/stop": "token", "/alerts/{id}/feed.atom": "token",
		"/queue": "q skip#", "/studies/{id}": "as n#", "/capture": "url title text",
		"/{tale}/{id}": "v show at part view layers review add", "/{tale}/{id}/versions": "from to columns", "/{tale}/{id}/timeline": "v",
		"/login": "next", "/audit": "who before#",
	} {
		for _, tale := range []string{"story", "read", "sample"} { // a draft has the pages of a story
			out[strings.Replace(path, "{tale}", tale, 1)] = strings.Fields(names)
		}
	}
	return out
}()

// choices are the values of an address that are of a closed list, by name; the
// first is what a page does without.
var choices = map[string][]string{
	"sort": {"fit", "newest"}, "by": {"event", "published"}, "pairs": {"matrix", "graph"}, "view": {"text", "record"},
	"all": {"0", "1"}, "columns": {"1", "2"}, "within": {"0", "1"}, "updates": {"0", "1"}, "scale": {string(store.Days), string(store.Weeks), string(store.Months)},
	"more": {"act", "kind", "status", "country", "type", "place", "outlet", "month"}, "pick": {"0", "1"}, "review": {"0", "1"},
	"add": {string(review.Statement), string(review.Event)}, "done": slices.Sorted(maps.Keys(done)),
}

// namesOf returns the names that an address may have, by the pattern of its page.
func namesOf(pattern string) []string {
	_, path, _ := strings.Cut(pattern, " ")
	if names, ok := addresses[path]; ok {
		return names
	}
	for _, f := range formats {
		if list, ok := strings.CutSuffix(path, "."+f.ext); ok {
			return addresses[list]
		}
	}
	return nil
}

// chosen reports a name or a value of an address that its page does not know: what
// was meant is not left out without a word.
func chosen(r *http.Request, pattern string) error {
	names, query := namesOf(pattern), r.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		number := slices.Contains(names, name+"#")
		if !number && !slices.Contains(names, name) {
			return mistake(store.UnknownName(short(name, 60), plain(names)).Error())
		}
		if len(query[name]) > 1 {
			return mistake(fmt.Sprintf("%s stands there %d times", name, len(query[name])))
		}
		if v := param(r, name); number && v != "" {
			if n, err := strconv.Atoi(v); err != nil || n < 0 {
				return mistake(fmt.Sprintf("%s=%s: want a whole number from 0 up", name, short(v, 60)))
			}
		}
	}
	for name, known := range choices {
		if v := param(r, name); v != "" && !slices.Contains(known, v) {
			return noChoice(name, v, known)
		}
	}
	for _, l := range strings.TrimPrefix(param(r, "layers"), noLayers) {
		if !strings.ContainsRune(allLayers, l) {
			return noChoice("layers", string(l), append(strings.Split(allLayers, ""), noLayers))
		}
	}
	return nil
}

// plain returns names without the mark of those that have a number.
func plain(names []string) (out []string) {
	for _, name := range names {
		out = append(out, strings.TrimSuffix(name, "#"))
	}
	return out
}

func noChoice(name, value string, known []string) error {
	return mistake(store.Unknown(name, short(value, 60), known).Error())
}

// mistake says what is wrong with an address.
func mistake(what string) error {
	return api.NewProblem(http.StatusBadRequest, "The address has a fault: "+what+".", "Correct it, or leave it out.")
}

// untracked takes from addresses what other sites add to a link to know where its
// readers come from.
func untracked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = ingest.Untracked(r.URL.RawQuery)
		next.ServeHTTP(w, r)
	})
}
