package web

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// labelled puts a story of each label into the archive, in two versions.
func (n *newsroom) labelled() map[people.Label]*store.VersionRef {
	n.t.Helper()
	out := make(map[people.Label]*store.VersionRef)
	for _, l := range people.Labels {
		word := secretWord(l)
		text := strings.NewReplacer("Eva Strand", "Eva "+word, "Strand", word, "Holm", "Holm"+word).Replace(storyText)
		for _, t := range []string{text, text + " It rained on " + word + "."} {
			out[l] = n.add(n.t.Context(), word+".example", word, recordWith(version("https://courier.example/"+word, t), "Eva "+word, word, "Holm"+word))
		}
		if w := n.as("ada", "POST", "/api/v1/labels", fmt.Sprintf(`{"id":%q,"label":%q}`, out[l].Story, l)); w.Code != 200 {
			n.t.Fatalf("labelling gives %d: %s", w.Code, w.Body)
		}
	}
	return out
}

// TestEachRowOfAFileHasItsStorysLabel reads every list as each kind of file, as each
// account: each row has the label of its story, and none is above the reader's clearance.
func TestEachRowOfAFileHasItsStorysLabel(t *testing.T) {
	n := newNewsroom(t, nil)
	of := make(map[string]people.Label)
	for l, ref := range n.labelled() {
		of[string(ref.Story)] = l
	}
	for _, a := range staff {
		for _, list := range []string{"/stories", "/changed", "/search", "/events"} {
			seen := make(map[people.Label]bool)
			check := func(what, story, label string) {
				t.Helper()
				l, err := people.ParseLabel(label)
				if want, ok := of[story]; err != nil || ok && l != want || l > a.Clearance {
					t.Errorf("%s as %s: a row of a story that is %s has the label %q, %v", what, a.Name, want, label, err)
				}
				seen[l] = true
			}
			query := ""
			if list == "/search" {
				query = "?q=Courier"
			}
			n.eachRow(a.Name, list, query, check)
			for _, l := range people.Labels {
				if want := l <= a.Clearance; seen[l] != want {
					t.Errorf("%s as %s has a row of %s: %v, want %v", list, a.Name, l, seen[l], want)
				}
			}
		}
	}
}

// eachRow calls row for every row of a list as CSV, JSON and Atom.
func (n *newsroom) eachRow(who, list, query string, row func(what, story, label string)) {
	n.t.Helper()
	table, err := csv.NewReader(n.as(who, "GET", list+".csv"+query, "").Body).ReadAll()
	if err != nil || len(table) == 0 {
		n.t.Fatalf("%s.csv: %d rows, %v", list, len(table), err)
	}
	story, label := slices.Index(table[0], "story"), slices.Index(table[0], "label")
	if story < 0 || label < 0 {
		n.t.Fatalf("%s.csv has the columns %q", list, table[0])
	}
	for _, cells := range table[1:] {
		row(list+".csv", cells[story], cells[label])
	}
	var page struct {
		Items []struct{ Story, Label string }
	}
	if err := json.Unmarshal(n.as(who, "GET", list+".json"+query, "").Body.Bytes(), &page); err != nil {
		n.t.Fatalf("%s.json: %v", list, err)
	}
	for _, it := range page.Items {
		row(list+".json", it.Story, it.Label)
	}
	var feed struct {
		Entries []struct {
			Label struct {
				Term string `xml:"term,attr"`
			} `xml:"category"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(n.as(who, "GET", list+".atom"+query, "").Body.Bytes(), &feed); err != nil {
		n.t.Fatalf("%s.atom: %v", list, err)
	}
	for _, e := range feed.Entries {
		row(list+".atom", "", e.Label.Term)
	}
	if len(table)-1 != len(page.Items) {
		n.t.Errorf("%s has %d rows as CSV and %d as JSON", list, len(table)-1, len(page.Items))
	}
}

// TestTheAuditLogSaysWhatWasDone changes things as an editor does: the log names each, and
// has no words of stories or notes.
func TestTheAuditLogSaysWhatWasDone(t *testing.T) {
	n := newNewsroom(t, nil)
	ref := n.labelled()[people.Clear]
	for _, deed := range []struct{ address, body, want string }{
		{"/api/v1/labels", `{"id":"ID","label":"AMBER"}`, string(ref.ID) + ": TLP:AMBER, was TLP:CLEAR"},
		{"/label/ID", "label=GREEN", string(ref.ID) + ": TLP:GREEN, was TLP:AMBER"},
		{"/api/v1/notes", `{"version":"ID","id":"e1","text":"a marmoset","by":"x"}`, "a note or tag on " + string(ref.ID) + " e1"},
		{"/api/v1/reviews", `{"version":"ID","id":"e1","do":"confirm","by":"x","why":"a marmoset"}`, "confirm the whole of " + string(ref.ID) + " e1"},
		{"/api/v1/grades", `{"kind":"outlet","what":"` + secretWord(people.Clear) + `.example","grade":"B","by":"x","why":"a marmoset"}`, "outlet " + secretWord(people.Clear) + ".example: B"},
	} {
		fill := strings.NewReplacer("ID", string(ref.ID))
		if w := n.as("eve", "POST", fill.Replace(deed.address), fill.Replace(deed.body)); w.Code >= 400 {
			t.Errorf("%s gives %d: %s", deed.address, w.Code, short(w.Body.String(), 300))
		}
		if n.logged("eve", fill.Replace(deed.address), deed.want, "done") != 1 {
			t.Errorf("the audit log does not have: %s", deed.want)
		}
	}
	if n.logged("marmoset") != 0 {
		t.Error("the audit log has words of a note or a reason")
	}
}

// named are routes that name a story elsewhere than in {id}: what is put behind the address, or
// sent. ID is the story's or its version's.
var named = map[string]string{
	"POST /api/v1/notes": `{"version":"ID","tag":"seen","by":"x"}`, "POST /api/v1/decisions": `{"do":"join","id":"ID","other":"ID","why":"x"}`,
	"POST /api/v1/labels": `{"id":"ID","label":"GREEN"}`, "POST /api/v1/reviews": `{"version":"ID","id":"e1","do":"confirm","by":"x","why":"x"}`,
	"POST /api/v1/reviews/{id}/undo": `{"by":"x","why":"x"}`, "POST /api/v1/timelines/{id}": `{"do":"add","since":1,"from":"ID:0-5"}`,
	"POST /api/v1/studies/{id}/marks": `{"n":1,"right":"yes","by":"x"}`, "POST /api/v1/studies/{id}/settle": `{"n":1,"right":"yes","by":"x"}`, "POST /api/v1/alerts/{id}/do": `{"do":"test"}`,
	"POST /timelines/{id}/mail": "to=a@example.org", "POST /review/{id}": "version=ID&value=e1&layer=event&do=confirm&field=type&why=x", "POST /timelines": "title=x&q=story:ID",
	"POST /api/v1/timelines": `{"title":"x","q":"story:ID type:PROTEST"}`, "POST /api/v1/alerts": `{"search":"story:ID"}`,
	"GET /api/v1/reviews": "?id=ID", "GET /api/v1/notes": "?id=ID", "GET /api/v1/search": "?q=story:ID", "GET /api/v1/events": "?q=story:ID", "GET /search": "?q=story:ID", "GET /search.csv": "?q=story:ID", "GET /api/v1/changes": "?since=0",
}

// TestWhatIsNotSeenIsNotThere sends every route that names a story with one above the
// account's clearance, and with one that is not there: the answers are the same.
func TestWhatIsNotSeenIsNotThere(t *testing.T) {
	n := newNewsroom(t, nil)
	red := n.labelled()[people.Red]
	pairs := [][2]string{{string(red.Story), "st_" + strings.Repeat("0", len(red.Story)-3)}, {string(red.ID), "ve_" + strings.Repeat("0", len(red.ID)-3)}}
	for _, route := range n.known() {
		method, path, ok := strings.Cut(route, " ")
		more, with := named[route]
		if !ok || !with && !strings.Contains(path, "{id}") || strings.HasPrefix(path, "/read/") || strings.HasPrefix(path, "/sample/") {
			continue
		}
		for _, pair := range pairs {
			var got [2]string
			for i, id := range pair {
				code, answer := n.naming("eve", method, path, more, id)
				if code == 422 || code >= 500 && code != 503 {
					t.Errorf("%s gives %d: %s", route, code, answer)
				}
				got[i] = fmt.Sprint(code, answer)
			}
			if got[0] != got[1] {
				t.Errorf("%s of a story that is not seen:\n%s\nof one that is not there:\n%s", route, short(got[0], 600), short(got[1], 600))
			}
		}
	}
}

// naming sends a route with an id, and returns what is answered without it.
func (n *newsroom) naming(who, method, path, more, id string) (code int, answer string) {
	if method == "GET" {
		path, more = path+more, ""
	} else if more == "" {
		more = "text=x&tag=x&label=GREEN&do=confirm&why=x"
	}
	fill := strings.NewReplacer("{id}", id, "{form}", "html", "{part}", "did", "ID", id)
	w := n.as(who, method, fill.Replace(path), fill.Replace(more))
	return w.Code, w.Header().Get("Location") + " " + strings.ReplaceAll(w.Body.String(), id, "ID")
}

// TestWhatSeveralStoriesTellHasTheirHighestLabel reads what stories of all labels tell, alone
// and together, from the API as each account: every item has the highest label of the stories
// that it names, and names none above the account's clearance.
func TestWhatSeveralStoriesTellHasTheirHighestLabel(t *testing.T) {
	n := newNewsroom(t, nil, store.WithJoiner(many.Joiner{}))
	n.tellTogether()
	of := n.labelAll()
	for _, a := range staff {
		for address, items := range map[string]int{"/happenings": 1, "/conflicts?updates=true": 1, "/storylines": 1, "/positions?on=reopening+the+bridge": 1, "/options?on=reopening+the+bridge": 0} {
			list := n.items(a.Name, address)
			if a.Clearance == people.Red && len(list) < items {
				t.Errorf("%s as %s has no item", address, a.Name)
			}
			for _, it := range list {
				if strings.HasPrefix(address, "/happenings") || strings.HasPrefix(address, "/storylines") {
					it = n.one(a.Name, strings.SplitN(address, "?", 2)[0]+"/"+it["id"].(string))
				}
				if it["label"] == nil {
					t.Errorf("%s as %s has an item without a label: %v", address, a.Name, it)
				}
				highestIn(it, of, func(label any, want people.Label) {
					if label != nil && label != want.String() || want > a.Clearance {
						t.Errorf("%s as %s: what stories tell of which the highest is %s has the label %v", address, a.Name, want, label)
					}
				})
			}
		}
	}
}

// tellTogether adds stories that tell of one happening with other numbers, that go on with one
// another over days, of which two are copies, and that take sides of one question.
func (n *newsroom) tellTogether() {
	for i, boats := range []int{12, 9, 12, 7, 15, 9} {
		n.addReport(n.t.Context(), fmt.Sprintf("outlet%d.example", i), fmt.Sprintf(" More on this at %d.", i), boats, nil)
	}
	for i := range uint64(30) {
		n.addMatter(fmt.Sprintf("other%d.example", i), "2031-05-03", fmt.Sprint("Otherwise ", i), 1, 1000+2*i, 1001+2*i)
	}
	for i, day := range []string{"2031-05-02", "2031-05-04", "2031-05-06", "2031-05-06", "2031-05-09"} {
		n.addMatter(fmt.Sprintf("ferry%d.example", i), day, "Ferry on "+day, 1, 10, 11, 12, uint64(13+len(day)+int(day[9])))
	}
	said := []sideSaid{{"Ana Ruiz", question.Against, "The bridge must not be reopened, Ana Ruiz said."}, {"Leo Marin", question.For, "The bridge must be reopened, Leo Marin said."}}
	n.addSides(n.t.Context(), [][]sideSaid{said[:1], said[1:], said, said[:1], said[1:]})
}

// labelAll gives each story a label, all of them in turn, and returns them by the ids of the
// stories and their versions.
func (n *newsroom) labelAll() map[string]people.Label {
	n.t.Helper()
	of := make(map[string]people.Label)
	for i, it := range n.items("ada", "/stories?limit=100") {
		story, l := it["story"].(string), people.Labels[i%len(people.Labels)]
		of[story], of[it["version"].(string)] = l, l
		if w := n.as("ada", "POST", "/api/v1/labels", fmt.Sprintf(`{"id":%q,"label":%q}`, story, l)); w.Code != 200 {
			n.t.Fatalf("labelling gives %d: %s", w.Code, w.Body)
		}
	}
	return of
}

// one returns what an address of the API gives.
func (n *newsroom) one(who, address string) map[string]any {
	n.t.Helper()
	var out map[string]any
	w := n.as(who, "GET", "/api/v1"+address, "")
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != 200 {
		n.t.Fatalf("%s as %s: %d %s, %v", address, who, w.Code, w.Body, err)
	}
	return out
}

// items returns the items of a list of the API.
func (n *newsroom) items(who, address string) (out []map[string]any) {
	n.t.Helper()
	list, _ := n.one(who, address)["items"].([]any)
	for _, it := range list {
		out = append(out, it.(map[string]any))
	}
	return out
}

// highestIn returns the highest label of the stories that a value of JSON names, and calls
// check for every object in it, and for its own, with its label, nil for none, and that.
func highestIn(v any, of map[string]people.Label, check func(label any, want people.Label)) (best people.Label) {
	switch v := v.(type) {
	case string:
		id, _, _ := strings.Cut(v, ":") // a mention is named by its version and its byte
		return of[id]
	case []any:
		for _, e := range v {
			best = max(best, highestIn(e, of, check))
		}
	case map[string]any:
		for key, e := range v {
			if key != "follows" { // a story of the storyline tells of itself
				best = max(best, highestIn(e, of, check))
			}
		}
		check(v["label"], best)
	}
	return best
}
