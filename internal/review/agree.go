package review

import (
	"cmp"
	"encoding/json"
	"math"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// An Agreement says how far people agree on a field, beyond chance.
type Agreement struct {
	Layer  Layer    `json:"layer"`
	Field  string   `json:"field"`  // "right" for whether it is there as a whole
	Units  int      `json:"units"`  // values that two people or more judged
	People int      `json:"people"` // who did
	Alpha  *float64 `json:"alpha"`  // Krippendorff's, of nominal values; nil where all judged alike, so that chance says nothing
}

// wholeField is the field that a review of a whole speaks of.
const wholeField = "right"

// Agree returns how far people agree on each field that two or more of them judged:
// Krippendorff's alpha for nominal values, which allows for values that not all have judged.
// Of several reviews of one person the last counts; those that add or undo are left out.
func Agree(reviews []*Review) []Agreement {
	type key struct {
		layer Layer
		field string
	}
	units := make(map[key]map[string]map[string]string) // by value, by person
	for _, r := range reviews {
		anchor, err := json.Marshal(r.Anchor)
		if err != nil {
			continue // it holds texts and numbers alone
		}
		for field, value := range r.judged() {
			k, unit := key{r.Layer, field}, string(r.Version)+string(anchor)
			if units[k] == nil {
				units[k] = make(map[string]map[string]string)
			}
			if units[k][unit] == nil {
				units[k][unit] = make(map[string]string)
			}
			units[k][unit][r.By] = value
		}
	}
	var out []Agreement
	for k, of := range units {
		a := Agreement{Layer: k.layer, Field: k.field}
		people := make(map[string]bool)
		var judged [][]string
		for _, by := range of {
			if len(by) < 2 {
				continue
			}
			var values []string
			for who, value := range by {
				people[who] = true
				values = append(values, value)
			}
			judged = append(judged, values)
		}
		if a.Units, a.People = len(judged), len(people); a.Units == 0 {
			continue
		}
		if alpha := nominal(judged); !math.IsNaN(alpha) {
			a.Alpha = &alpha
		}
		out = append(out, a)
	}
	sorting.Func(out, func(x, y Agreement) int { return cmp.Or(cmp.Compare(x.Layer, y.Layer), cmp.Compare(x.Field, y.Field)) })
	return out
}

// judged returns what a review says each field is.
func (r *Review) judged() map[string]string {
	switch {
	case r.Do != Correct && r.Do != Confirm && r.Do != Reject:
		return nil
	case r.Field != "":
		return map[string]string{r.Field: r.Value}
	case r.Do == Reject:
		return map[string]string{wholeField: "no"}
	}
	out := map[string]string{wholeField: "yes"}
	for _, field := range Fields(r.Layer) {
		out[field] = r.Values[field]
	}
	return out
}

// nominal returns Krippendorff's alpha of units, each with the values that it was
// given, two at least; NaN if all values are one. (Krippendorff, Computing
// Krippendorff's Alpha-Reliability, 2011)
func nominal(units [][]string) float64 {
	count := make(map[string]float64)
	var n, apart float64
	for _, values := range units {
		m := float64(len(values))
		for i, v := range values {
			count[v]++
			n++
			for j, w := range values {
				if i != j && v != w {
					apart += 1 / (m - 1)
				}
			}
		}
	}
	chance := n * n
	for _, c := range count {
		chance -= c * c
	}
	if chance == 0 {
		return math.NaN()
	}
	return 1 - (n-1)*apart/chance
}
