package review

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// An Item is a value of a study: several people judge it, each alone.
type Item struct {
	N       int               `json:"n"`
	Version readout.VersionID `json:"version"`
	Layer   Layer             `json:"layer"`
	Anchor  Anchor            `json:"words"`
	Line    string            `json:"machine"` // the whole, as the machine had read it when the study began
	Values  map[string]string `json:"values"`  // its fields, likewise
}

// A Mark is what one person says of an item.
type Mark struct {
	By     string            `json:"by"`
	At     time.Time         `json:"at,omitzero"`
	Right  string            `json:"right"` // yes, no or unsure: whether the story says this at all
	Values map[string]string `json:"values,omitempty"`
	Why    string            `json:"why,omitempty"`
}

// Rights are what a person may say of a whole.
var Rights = []string{"yes", "no", "unsure"}

// NewItem returns a value of a record as an item of a study.
func NewItem(rec *readout.Record, local string) (*Item, error) {
	at, ok := find(rec, local)
	if !ok {
		return nil, usage("the story has no %.40q", local)
	}
	return &Item{Version: rec.Version.ID, Layer: at.layer, Anchor: anchorOf(rec, at), Line: whole(rec, at), Values: values(rec, at)}, nil
}

// Find returns the id of what an anchor of a layer means in a record.
func Find(rec *readout.Record, layer Layer, anchor *Anchor) (local string, ok bool) {
	where, ok := anchor.locate(fold(rec.Version.Text), len(rec.Version.Text))
	if !ok {
		return "", false
	}
	a := &applier{machine: rec, out: rec}
	in, at, ok := a.match(&Review{Layer: layer, Anchor: *anchor}, where)
	if !ok {
		return "", false
	}
	return at.local(in), true
}

// AnchorOf returns how a value of a record is known again, and its layer; false
// for an id that is none.
func AnchorOf(rec *readout.Record, local string) (Anchor, Layer, bool) {
	at, ok := find(rec, local)
	if !ok {
		return Anchor{}, "", false
	}
	return anchorOf(rec, at), at.layer, true
}

// Clean checks what a person says of an item and fills in the fields that he
// leaves as the machine read them. With blank set he has to say each of a closed list.
func (it *Item) Clean(m *Mark, blank bool) error {
	if !slices.Contains(Rights, m.Right) {
		return usage("say whether the story says it: right=yes, no or unsure")
	}
	if len(m.Why) > maxWhy || len(m.By) > maxBy || strings.TrimSpace(m.By) == "" {
		return usage("say who you are, in %d bytes at most, and why, in %d", maxBy, maxWhy)
	}
	given := m.Values
	if m.Values = nil; m.Right != "yes" {
		return nil
	}
	for field := range given {
		if !slices.Contains(fields[it.Layer], field) {
			return usage("%s have no field %.40q: %s", plurals[it.Layer], field, strings.Join(fields[it.Layer], ", "))
		}
	}
	m.Values = make(map[string]string)
	for _, field := range fields[it.Layer] {
		value, said := given[field]
		if value = strings.TrimSpace(value); !said && !blank {
			value = it.Values[field]
		}
		left := !blank && value == it.Values[field] // what a machine leaves open, people may leave open too
		if list := Choices(it.Layer, field); list != nil && !left && !slices.Contains(list, value) {
			return usage("%.40q is no %s of %s: %s", value, field, plurals[it.Layer], strings.Join(list, " "))
		}
		if len(value) > maxWhy {
			return usage("a value has at most %d bytes", maxWhy)
		}
		if value != "" {
			m.Values[field] = value
		}
	}
	return nil
}

// Differ returns the fields in which marks differ, "right" for the whole alone;
// none if all say the same and are sure.
func (it *Item) Differ(marks []*Mark) (list []string) {
	for _, m := range marks {
		if m.Right != marks[0].Right || m.Right == "unsure" {
			return []string{wholeField}
		}
	}
	if len(marks) == 0 || marks[0].Right != "yes" {
		return nil
	}
	for _, field := range fields[it.Layer] {
		for _, m := range marks[1:] {
			if m.Values[field] != marks[0].Values[field] {
				list = append(list, field)
				break
			}
		}
	}
	return list
}

// Judged returns marks of an item as reviews, for [Agree]. They are kept nowhere.
func (it *Item) Judged(marks []*Mark) (list []*Review) {
	for _, m := range marks {
		r := &Review{By: m.By, At: m.At, Layer: it.Layer, Version: it.Version, Anchor: it.Anchor, Why: m.Why}
		switch m.Right {
		case "yes":
			r.Do, r.Values = Confirm, m.Values
		case "no":
			r.Do = Reject
		default:
			continue // unsure is no judgement
		}
		list = append(list, r)
	}
	return list
}

// Settle returns the reviews that keep what was settled of an item: that the
// whole is wrong; or that it is right, and each field that is another than the
// machine had read. machine is the record as a machine reads it today; what it
// does not read is kept too, and says so when it is put in.
func (it *Item) Settle(machine, served *readout.Record, m *Mark) ([]*Review, error) {
	if m.Right == "unsure" {
		return nil, usage("settle it: right=yes or no")
	}
	if strings.TrimSpace(m.Why) == "" {
		return nil, usage("say why, in a sentence that others can check")
	}
	local, ok := Find(served, it.Layer, &it.Anchor)
	make1 := func(r Review) (*Review, error) {
		if r.By, r.Why = m.By, m.Why; ok {
			return Make(machine, served, local, r)
		}
		r.Layer, r.Version, r.Anchor = it.Layer, it.Version, it.Anchor
		if r.Machine = it.Values[r.Field]; r.Field == "" {
			r.Machine, r.Values = it.Line, maps.Clone(it.Values)
		}
		return &r, r.check()
	}
	if m.Right == "no" {
		r, err := make1(Review{Do: Reject})
		return []*Review{r}, err
	}
	first, err := make1(Review{Do: Confirm})
	if err != nil {
		return nil, err
	}
	list := []*Review{first}
	for _, field := range fields[it.Layer] {
		now, value := it.Values[field], m.Values[field]
		if ok {
			now, _ = Value(served, local, field)
		}
		if now == value {
			continue
		}
		r, err := make1(Review{Do: Correct, Field: field, Value: value})
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}
