package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A picker is a field of the form that makes a query.
type picker struct {
	Name, Label, Value, Hint string
	Type                     string   // of an input; "" for a choice
	Choices                  []choice // of a select
}

// A choice is a value that may be picked.
type choice struct{ Value, Text string }

// pickerFields are the fields that the form has, in its order.
var pickerFields = []string{"act", "kind", "type", "status", "country", "after", "before", "date"}

// pickerWords name the fields for people.
var pickerWords = map[string][2]string{"act": {"What is done in saying it"}, "kind": {"Kind of speaker"}, "type": {"Code of event"}, "status": {"Status"}, "country": {"Country"},
	"after": {"Published on or after"}, "before": {"Published before"}, "date": {"When it was", "2024-05..2024-08"}}

// pickers returns the form's fields with what a query says of them, and the rest
// of the query.
func (s *site) pickers(r *http.Request, q string) (list []picker, rest string, err error) {
	rest, picked := store.Pick(q, pickerFields...)
	for _, name := range pickerFields {
		p := picker{Name: name, Label: pickerWords[name][0], Hint: pickerWords[name][1], Value: picked[name]}
		switch name {
		case "after", "before":
			if p.Type = "date"; p.Value != "" && len(p.Value) < len("2006-01-02") { // a month or a year, which the input can't show
				p.Type = "text"
			}
		case "date":
			p.Type = "text"
		case "country":
			p.Value = strings.ToUpper(p.Value)
			if p.Choices, err = s.countries(r); err != nil {
				return nil, "", err
			}
		default:
			p.Choices = listChoices(name)
			for _, c := range p.Choices {
				if strings.EqualFold(c.Value, p.Value) {
					p.Value = c.Value
				}
			}
		}
		if p.Type == "" {
			p.Choices = withChoice(p.Choices, p.Value)
		}
		list = append(list, p)
	}
	return list, rest, nil
}

// withChoice returns choices with a value among them, though it be none that is
// known: what an address asks for is shown.
func withChoice(list []choice, value string) []choice {
	if value == "" || slices.ContainsFunc(list, func(c choice) bool { return c.Value == value }) {
		return list
	}
	return append(list, choice{value, value})
}

// countries returns the countries that the archive's statements and events have.
func (s *site) countries(r *http.Request) ([]choice, error) {
	codes, err := s.Service.Countries(r.Context())
	var out []choice
	for _, code := range codes {
		c := choice{code, code}
		if name := store.CountryName(code); name != "" {
			c.Text = name + " (" + code + ")"
		}
		out = append(out, c)
	}
	return out, err
}

// listChoices returns the values of a field of a closed list, in words.
func listChoices(name string) []choice {
	var out []choice
	for _, v := range store.FieldValues(name) {
		text := v
		switch name {
		case "act":
			text = orText(verbs[readout.Act(v)], v)
		case "kind":
			text = orText(claim.KindText(readout.SpeakerKind(v)), v)
		}
		out = append(out, choice{v, text})
	}
	return out
}

// pick makes a query of the form and goes to what it finds. The form's address
// has pick=1, the words and other fields, and a value for each field.
func (s *site) pick(w http.ResponseWriter, r *http.Request) {
	parts := []string{}
	if words := param(r, "words"); words != "" {
		parts = append(parts, words)
	}
	for _, name := range pickerFields {
		if v := param(r, name); v != "" {
			parts = append(parts, store.Term(name, v))
		}
	}
	q := url.Values{}
	for name, v := range map[string]string{"q": strings.Join(parts, " "), "sort": param(r, "sort"), "all": param(r, "all")} {
		if v != "" {
			q.Set(name, v)
		}
	}
	http.Redirect(w, r, address("/search", q), http.StatusSeeOther)
}

// complete answers the script that completes what is written in the search box.
func (s *site) complete(w http.ResponseWriter, r *http.Request) error {
	q := strings.ToValidUTF8(r.URL.Query().Get("q"), "\uFFFD") // as it is: a blank at the end begins another word
	if len(q) > maxCompleted {
		q = ""
	}
	list, err := s.Service.Complete(r.Context(), q)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(map[string]any{"items": list})
}

// maxCompleted is how many bytes a query has that is completed.
const maxCompleted = 1000
