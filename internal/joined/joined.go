// Package joined joins stories that are given at once, in memory: what an
// archive does a story at a time. It knows which texts are versions of one
// story and which are copies, and lets package thread join their mentions.
package joined

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// An Item is a version that was read.
type Item struct {
	Record *readout.Record
	Digest *thread.Digest
}

// A Set is what given stories tell together.
type Set struct {
	Stories    []*thread.Story // by posting
	Happenings []thread.Happening
	Links      []thread.Link
	joiner     *thread.Joiner
	near       [][]int // of each story: those before it with which it is compared, and itself
	versions   map[string]*readout.Version
	of         map[thread.MentionID]int // happening of each mention
	told       []thread.Told            // all mentions
	decisions  []thread.Decision
}

// Join joins the mentions of items. A version that is given twice counts once.
func Join(j *thread.Joiner, items []Item, decisions []thread.Decision) *Set {
	return join(j, items, decisions, len(items) <= fewStories)
}

// JoinAsArchive is [Join] that compares only what an archive compares, however few
// stories there are.
func JoinAsArchive(j *thread.Joiner, items []Item, decisions []thread.Decision) *Set {
	return join(j, items, decisions, false)
}

// join joins. all compares each story with each.
func join(j *thread.Joiner, items []Item, decisions []thread.Decision, all bool) *Set {
	d := &Set{joiner: j, versions: map[string]*readout.Version{}, of: map[thread.MentionID]int{}}
	for _, it := range items {
		v := &it.Record.Version
		if d.versions[string(v.ID)] != nil {
			continue
		}
		d.versions[string(v.ID)] = v
		d.Stories = append(d.Stories, &thread.Story{ID: StoryID(v), Version: string(v.ID), Ref: v.Ref, Outlet: v.Outlet, Posted: posted(v),
			Headline: v.Headline, Digest: it.Digest})
	}
	sorting.Func(d.Stories, func(a, b *thread.Story) int {
		return cmp.Or(thread.ComparePosted(a.Posted, b.Posted), cmp.Compare(a.Version, b.Version))
	})
	if all {
		d.nearEach()
	}
	d.setLines(all)
	if !all {
		d.nearAsArchive(d.standsFor())
	}
	var told []thread.Told
	formulas := thread.FormulasOf(d.Stories)
	for i, a := range d.Stories {
		for k := range a.Mentions {
			key, ok := a.Formula(&a.Mentions[k])
			told = append(told, thread.Told{Story: a, Mention: &a.Mentions[k], Formula: ok && formulas[key]})
		}
		for _, k := range d.near[i] {
			b := d.Stories[k]
			if _, ok := j.Near(a, b); ok {
				d.Links = append(d.Links, j.Compare(a, b)...)
			}
		}
	}
	d.told, d.decisions = told, decisions
	d.Happenings = thread.Happenings(told, d.Links, decisions)
	for i := range d.Happenings {
		for _, t := range d.Happenings[i].Mentions {
			d.of[t.ID()] = i
		}
	}
	return d
}

// Version returns a version by its id.
func (d *Set) Version(id string) *readout.Version { return d.versions[id] }

// StoryID returns the id of the story that a version is of: what one outlet
// keeps at one address, as it is spelled; without one, the version is a story of its own.
func StoryID(v *readout.Version) string {
	if v.Story != "" {
		return string(v.Story)
	}
	key := "v:" + string(v.ID)
	if v.URL != "" {
		key = "a:" + v.Outlet + "\x00" + v.URL
	}
	sum := sha256.Sum256([]byte(key))
	return "st_" + hex.EncodeToString(sum[:8])
}

// posted returns when a version was posted: updated, where it says so.
func posted(v *readout.Version) string {
	for _, t := range []*readout.Time{v.Updated, v.Published} {
		if t.Day() != "" {
			return t.Value
		}
	}
	return ""
}

// nearCopies is the likeness of stories below which no copy is looked for.
const nearCopies = 0.5

// setLines gives each story its line of reporting: copies of one text, with
// whatever outlet, are one.
func (d *Set) setLines(all bool) {
	group := make([]int, len(d.Stories))
	for i := range group {
		group[i] = i
	}
	if all {
		d.groupEach(group)
	} else {
		d.groupCopies(group)
	}
	outlets := map[int]map[string]bool{}
	for i, s := range d.Stories {
		g := group[i]
		if outlets[g] == nil {
			outlets[g] = map[string]bool{}
		}
		outlets[g][s.ID] = true
	}
	for i, s := range d.Stories {
		s.Line = s.ID
		if g := group[i]; len(outlets[g]) > 1 {
			s.Line = "cg_" + strings.TrimPrefix(d.Stories[g].ID, "st_")
		}
	}
}

// groupEach groups the copies and versions among a few stories, each of which is
// compared with each.
func (d *Set) groupEach(group []int) {
	for i, a := range d.Stories {
		for _, k := range d.near[i][:len(d.near[i])-1] {
			b := d.Stories[k]
			if a.ID == b.ID || d.joiner.Likeness(a, b) >= nearCopies && compare.Shared(d.versions[a.Version], d.versions[b.Version]).Copy() {
				d.regroup(group[:i+1], group[i], group[k])
			}
		}
	}
}

// groupCopies groups copies and versions as an archive does.
func (d *Set) groupCopies(group []int) {
	first := map[string]int{} // versions by story
	for i, k := range d.copied() {
		if k >= 0 {
			d.regroup(group[:i+1], group[i], group[k])
		}
		if k, ok := first[d.Stories[i].ID]; ok {
			d.regroup(group[:i+1], group[i], group[k])
		} else {
			first[d.Stories[i].ID] = i
		}
	}
}

// standsFor returns for each story the first one with its digest, the same words of
// which the same was read: that one is compared with others, as in an archive, and the
// others are of its line and tell of what it tells.
func (d *Set) standsFor() []int {
	texts := map[string]int{}
	for _, v := range d.versions {
		texts[v.SHA256]++
	}
	first, out := map[[sha256.Size]byte]int{}, make([]int, len(d.Stories))
	for i, s := range d.Stories {
		out[i] = i
		if texts[d.versions[s.Version].SHA256] < 2 {
			continue
		}
		data, err := json.Marshal(s.Digest)
		if err != nil {
			continue // it is compared with all
		}
		key := sha256.Sum256(data)
		if k, ok := first[key]; ok {
			out[i], s.Line = k, d.Stories[k].Line
		} else {
			first[key] = i
		}
	}
	return out
}

// regroup makes one group of two.
func (d *Set) regroup(group []int, a, b int) {
	into, from := min(a, b), max(a, b)
	for i := range group {
		if group[i] == from {
			group[i] = into
		}
	}
}

// Happening returns the happening of a mention, nil if it is of none.
func (d *Set) Happening(id thread.MentionID) *thread.Happening {
	if i, ok := d.of[id]; ok {
		return &d.Happenings[i]
	}
	return nil
}

// Conflicts returns the pairs of sentences that contradict each other or
// differ, one a pair of lines, the surest first.
func (d *Set) Conflicts() []thread.Conflict {
	var out []thread.Conflict
	for i, a := range d.Stories {
		for _, k := range d.near[i] {
			b := d.Stories[k]
			if _, ok := d.joiner.Near(a, b); ok {
				out = append(out, d.joiner.Conflicts(a, b, d.same)...)
			}
		}
	}
	out = thread.Once(slices.DeleteFunc(out, d.takenBack))
	sorting.StableFunc(out, func(a, b thread.Conflict) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.A.Story.Posted, b.A.Story.Posted), cmp.Compare(a.A.Story.Version, b.A.Story.Version),
			cmp.Compare(a.A.Sentence.Start, b.A.Sentence.Start), cmp.Compare(a.B.Sentence.Start, b.B.Sentence.Start))
	})
	return out
}

// same reports whether two mentions are of one happening.
func (d *Set) same(x, y thread.MentionID) bool {
	i, ok := d.of[x]
	k, also := d.of[y]
	return ok && also && i == k
}

// Disputes returns what may contradict each other, for training.
func (d *Set) Disputes() (out []thread.Dispute) {
	for i, a := range d.Stories {
		for _, k := range d.near[i] {
			for _, c := range d.joiner.Disputes(a, d.Stories[k], d.same) {
				if !d.takenBack(c.Conflict) {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// takenBack reports whether a side's sentence stands in no newer version of
// its story: the outlet does not say so any more. Two versions of one story
// are an update.
func (d *Set) takenBack(c thread.Conflict) bool {
	if c.A.Story.ID == c.B.Story.ID && c.A.Story.Version != c.B.Story.Version {
		return false
	}
	for _, side := range []thread.Side{c.A, c.B} {
		newest := side.Story
		for _, s := range d.Stories { // by posting
			if s.ID == side.Story.ID {
				newest = s
			}
		}
		if newest != side.Story && !slices.ContainsFunc(newest.Sentences, func(s thread.Sentence) bool { return s.Hash == side.Hash() }) {
			return true
		}
	}
	return false
}

// EventID returns the id of a happening outside an archive: of its key.
func EventID(key thread.MentionID) string {
	sum := sha256.Sum256([]byte(key))
	return "ev_" + hex.EncodeToString(sum[:8])
}
