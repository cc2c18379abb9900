package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// choices are the values of an address that are of a closed list, by name; the
// first is what a page does without.
var choices = map[string][]string{
	"sort": {"fit", "newest"}, "by": {"event", "published"}, "pairs": {"matrix", "graph"}, "view": {"text", "record"},
	"all": {"0", "1"}, "columns": {"1", "2"}, "within": {"0", "1"}, "updates": {"0", "1"}, "scale": {string(store.Days), string(store.Weeks), string(store.Months)},
	"more": {"act", "kind", "status", "country", "type", "place", "outlet", "month"},
}

// chosen reports a value of an address that its page does not know: what was
// meant is not shown without a word.
func chosen(r *http.Request) error {
	for name, known := range choices {
		if v := param(r, name); v != "" && !slices.Contains(known, v) {
			return noChoice(name, v, known)
		}
	}
	for _, l := range param(r, "layers") {
		if !strings.ContainsRune(allLayers, l) {
			return noChoice("layers", string(l), strings.Split(allLayers, ""))
		}
	}
	return nil
}

func noChoice(name, value string, known []string) error {
	return api.NewProblem(http.StatusBadRequest, "The address has "+store.Unknown(name, short(value, 60), known).Error()+".", "Correct it, or leave it out.")
}
