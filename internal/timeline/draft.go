package timeline

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/joined"
)

// What a person does to a timeline, a step each.
const (
	DoMake = "make" // the first step: Title, Query, Items
	DoHead = "head" // Title, Note of the whole
	DoEdit = "edit" // Title, Note, Version, Sentence of an entry
	DoDrop = "drop" // an entry goes; it can be kept again
	DoKeep = "keep" // a dropped entry comes back
	DoMove = "move" // an entry comes to stand at To, from 1, among those that are not dropped
	DoAdd  = "add"  // Items come in, each where its day says
	DoUndo = "undo" // the last step that holds does not any more
)

// An Item is an entry as it is stored: what it is about and what a person made
// of it. The words of its sentence stand in the version.
type Item struct {
	Key      string         `json:"key"`
	Event    string         `json:"event,omitempty"`
	Day      *joined.DayRow `json:"day,omitempty"`
	Story    string         `json:"story,omitempty"`
	Version  string         `json:"version"`
	Sentence [2]int         `json:"sentence"` // code points
	Title    string         `json:"title,omitempty"`
	Note     string         `json:"note,omitempty"`
	Dropped  bool           `json:"dropped,omitempty"`
}

// A Step is what a person did, as it is stored.
type Step struct {
	N      int       `json:"n"`
	At     time.Time `json:"at"`
	Do     string    `json:"do"`
	Entry  string    `json:"entry,omitempty"`
	Undone bool      `json:"undone,omitempty"`
	Body   `json:"-"`
}

// A Body is what a step says beyond what it does to which entry.
type Body struct {
	Title    string  `json:"title,omitempty"`
	Note     string  `json:"note,omitempty"`
	Query    string  `json:"query,omitempty"`
	Items    []Item  `json:"items,omitempty"`
	Story    string  `json:"story,omitempty"`
	Version  string  `json:"version,omitempty"`
	Sentence *[2]int `json:"sentence,omitempty"`
	To       int     `json:"to,omitempty"`
}

// ParseBody reads the JSON of a step's body.
func ParseBody(data []byte) (b Body, err error) {
	err = json.Unmarshal(data, &b)
	return b, err
}

// A Draft is a timeline as its steps have left it.
type Draft struct {
	ID, Title, Note, Query string
	Items                  []Item // dropped ones too
	Steps                  []Step
	keys                   int
}

// Fold returns what steps come to, in order. Steps that fit nothing, such as
// one about an entry that is not there, do nothing.
func Fold(id string, steps []Step) *Draft {
	d := &Draft{ID: id, Steps: slices.Clone(steps)}
	var holds []int
	for i := range d.Steps {
		if d.Steps[i].Do != DoUndo {
			holds = append(holds, i)
			continue
		}
		if n := len(holds); n > 1 { // the first step makes the timeline
			d.Steps[holds[n-1]].Undone = true
			holds = holds[:n-1]
		}
	}
	for i := range d.Steps {
		s := &d.Steps[i]
		if s.Do == DoMake || s.Do == DoAdd {
			d.number(s) // keys stay those that they are, whatever is undone
		}
		if !s.Undone {
			d.do(s)
		}
	}
	return d
}

// number gives the items of a step their keys.
func (d *Draft) number(s *Step) {
	s.Items = slices.Clone(s.Items)
	for i := range s.Items {
		d.keys++
		s.Items[i].Key = fmt.Sprintf("n%d", d.keys)
	}
}

// Find returns the place of an entry, or -1.
func (d *Draft) Find(key string) int {
	return slices.IndexFunc(d.Items, func(it Item) bool { return it.Key == key })
}

// Last returns the number of the last step.
func (d *Draft) Last() int {
	if len(d.Steps) == 0 {
		return 0
	}
	return d.Steps[len(d.Steps)-1].N
}

// CanUndo reports whether there is a step to be undone.
func (d *Draft) CanUndo() bool {
	n := 0
	for i := range d.Steps {
		if s := &d.Steps[i]; !s.Undone && s.Do != DoUndo {
			n++
		}
	}
	return n > 1
}

// do does one step.
func (d *Draft) do(s *Step) {
	switch s.Do {
	case DoMake:
		d.Title, d.Note, d.Query, d.Items = s.Title, s.Note, s.Query, slices.Clone(s.Items)
		return
	case DoHead:
		d.Title, d.Note = s.Title, s.Note
		return
	case DoAdd:
		for _, it := range s.Items {
			d.Items = slices.Insert(d.Items, d.placeOf(&it), it)
		}
		return
	}
	i := d.Find(s.Entry)
	if i < 0 {
		return
	}
	it := &d.Items[i]
	switch s.Do {
	case DoEdit:
		it.Title, it.Note = s.Title, s.Note
		if s.Version != "" && s.Sentence != nil {
			it.Story, it.Version, it.Sentence = s.Story, s.Version, *s.Sentence
		}
	case DoDrop:
		it.Dropped = true
	case DoKeep:
		it.Dropped = false
	case DoMove:
		moved := *it
		rest := slices.Delete(d.Items, i, i+1)
		d.Items = slices.Insert(rest, kept(rest, s.To), moved)
	}
}

// kept returns the index at which the n-th entry that is not dropped stands, or
// the end.
func kept(list []Item, n int) int {
	for i := range list {
		if !list[i].Dropped {
			if n--; n <= 0 {
				return i
			}
		}
	}
	return len(list)
}

// placeOf returns where a new item comes to stand: behind the last one that is
// not of a later day.
func (d *Draft) placeOf(it *Item) int {
	if it.Day == nil {
		return len(d.Items)
	}
	for i := len(d.Items); i > 0; i-- {
		if day := d.Items[i-1].Day; day != nil && day.From <= it.Day.From {
			return i
		}
	}
	return 0
}

// Clash reports whether a later step changed what another is about: the same
// entry or the same head, or the order of entries where both move some. A step
// back may be about anything.
func Clash(do, entry string) func(laterDo, laterEntry string) bool {
	return func(laterDo, laterEntry string) bool {
		switch {
		case do == DoUndo || laterDo == DoUndo:
			return true
		case do == DoMove && laterDo == DoMove:
			return true
		case entry != "":
			return entry == laterEntry
		}
		return do == DoHead && laterDo == DoHead
	}
}
