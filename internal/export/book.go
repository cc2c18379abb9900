package export

import (
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
)

// A Book gives private persons their labels, all through an export: "[person
// 7]" is one person of one story, in all of its versions, and nobody else.
// Persons of two stories have two labels, though their names be the same: what
// is private is not followed over stories. The zero value is ready for use, by
// several goroutines.
type Book struct {
	mu      sync.Mutex
	numbers map[uint64]int // by story and name
	last    int
}

// Who is what an archive knows of the persons of a record.
type Who struct {
	Story  string                     // the story; "" for that of the record
	Actors map[readout.ActorID]string // their ids in the archive
	Public map[readout.ActorID]bool   // those whom other stories show in a public role
}

// Mask returns the record without the names of private persons, and whether
// it had any. Names become "[person 1]" where they stand alone; in the
// story's text they are blotted out sign by sign, so that all offsets stay.
// The hash of the version stays that of the whole text. What the caller added
// (version.extra) and what cleaning cut (removed) go where names were masked,
// as nothing tells where in them a name stands. The record that was given is
// not changed.
func (b *Book) Mask(rec *readout.Record, who Who) (*readout.Record, bool) {
	out, m := b.mask(rec, who)
	return out, m != nil
}

// Hide is [Book.Mask] that also returns what takes the names of the record's
// private persons out of other words about the same version.
func (b *Book) Hide(rec *readout.Record, who Who) (*readout.Record, func(string) string) {
	out, m := b.mask(rec, who)
	if m == nil {
		return out, func(s string) string { return s }
	}
	return out, m.replace
}

// mask is [Book.Mask] that returns the masker of the record's private persons,
// nil if there are none.
func (b *Book) mask(rec *readout.Record, who Who) (*readout.Record, *masker) {
	out := *rec
	out.Actors = slices.Clone(rec.Actors)
	for i := range out.Actors {
		a := &out.Actors[i]
		a.Public = a.Public || who.Public[a.ID]
	}
	m := newMasker(&out, b.labels(&out, who))
	if m == nil {
		return &out, nil
	}
	v := &out.Version
	v.Text = m.blot(v.Text)
	v.Headline, v.Dateline, v.Extra, out.Removed = m.replace(v.Headline), m.replace(v.Dateline), nil, nil
	m.lists(&out)
	out.Attributions = slices.Clone(rec.Attributions)
	for i := range out.Actors {
		m.actor(&out.Actors[i])
	}
	for i := range out.Attributions {
		m.attribution(&out.Attributions[i])
	}
	out.Events = slices.Clone(rec.Events)
	for i := range out.Events {
		m.event(&out.Events[i])
	}
	return &out, m
}

// Names returns what puts labels for the names of a record's private persons
// into words of its version: headlines, quotations, names. It is nil where there
// is nobody to mask.
func (b *Book) Names(rec *readout.Record, who Who) func(words string) string {
	own := *rec
	own.Actors = slices.Clone(rec.Actors)
	for i := range own.Actors {
		own.Actors[i].Public = own.Actors[i].Public || who.Public[own.Actors[i].ID]
	}
	m := newMasker(&own, b.labels(&own, who))
	if m == nil {
		return nil
	}
	return m.replace
}

// labels returns the labels of a record's private persons.
func (b *Book) labels(rec *readout.Record, who Who) map[readout.ActorID]string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.numbers == nil {
		b.numbers = make(map[uint64]int)
	}
	story := firstOf(who.Story, string(rec.Version.Story), string(rec.Version.ID))
	labels, used := make(map[readout.ActorID]string), make(map[int]bool)
	for i := range rec.Actors {
		a := &rec.Actors[i]
		if !Private(a) {
			continue
		}
		keys := keysOf(story, who.Actors[a.ID], a)
		n := 0
		for _, key := range keys {
			if n == 0 && !used[b.numbers[key]] {
				n = b.numbers[key]
			}
		}
		if n == 0 {
			b.last++
			n = b.last
		}
		for _, key := range keys {
			if b.numbers[key] == 0 {
				b.numbers[key] = n
			}
		}
		used[n], labels[a.ID] = true, fmt.Sprintf("[person %d]", n)
	}
	return labels
}

// keysOf returns what a person is known by in the versions of a story: the id
// in the archive, the name, and other names of several words.
func keysOf(story, id string, a *readout.Actor) []uint64 {
	names := []string{"=" + id, a.Name}
	if id == "" {
		names = names[1:]
	}
	for _, name := range a.Aliases {
		if strings.Contains(name, " ") {
			names = append(names, name)
		}
	}
	var keys []uint64
	for _, name := range names {
		h := fnv.New64a()
		_, _ = io.WriteString(h, story+"\x00"+strings.ToLower(strings.Join(strings.Fields(name), " ")))
		keys = append(keys, h.Sum64())
	}
	return keys
}
