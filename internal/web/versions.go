package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// A version in the list of a story's versions.
type versionItem struct {
	N                     int
	Posted, Updated, Seen string // by the outlet's own words, and when it was seen here
	Headline, Href        string
	On                    bool
}

type versionsPage struct {
	chrome
	Base, Heading, Cut string
	Story              *ask.Story
	List               []versionItem
	Lanes              *lanes
	Hidden, From, To   int
	Diff               *ask.Diff
	Paras              [][]ask.Edit
	Columns            bool      // the words stand in two columns
	Layouts            []navLink // one column or two
	Seen               bool      // when it was seen here is known of some
}

// versions compares two versions of a story: the record first, then the words.
func (s *site) versions(w http.ResponseWriter, r *http.Request, t *tale) error {
	a, b, err := t.story.Pair(param(r, "from"), param(r, "to"))
	if err != nil {
		return err
	}
	pair, err := ask.PairOf(r.Context(), t.load, a, b)
	if err != nil {
		return err
	}
	diff := pair.Diff()
	if strings.HasPrefix(t.base, "/story/") {
		if diff.Still, err = s.Service.Still(r.Context(), pair, diff.Changes); err != nil {
			return err
		}
	}
	p := &versionsPage{chrome: chrome{Title: "Versions of " + orText(short(b.Headline, 200), "a story")}, Base: t.base, Heading: orText(short(b.Headline, 300), "Versions"), Story: t.story, From: a.N, To: b.N, Diff: diff}
	for i := range t.story.Versions {
		v := &t.story.Versions[i]
		if v.Change == "trivial" && v.N != a.N && v.N != b.N {
			p.Hidden++
			continue
		}
		p.Seen = p.Seen || versionSeen(v) != ""
		p.List = append(p.List, versionItem{N: v.N, Posted: orText(short(timeText(v.Posted), 60), dayText(v.Published)), Updated: short(timeText(v.Updated), 60), Seen: versionSeen(v), Headline: short(v.Headline, 300), Href: t.base + "?v=" + strconv.Itoa(v.N), On: v.N == a.N || v.N == b.N})
	}
	p.Lanes = versionLanes(t.story, func(n int) string { return with(r, "to", strconv.Itoa(n)) }, func(n int) bool { return n == a.N || n == b.N })
	cut := false
	p.Paras, cut = paragraphsOf(diff.Words)
	p.Columns = param(r, "columns") == "2"
	p.Layouts = []navLink{{Href: with(r, "columns", ""), Text: "in one column", Here: !p.Columns}, {Href: with(r, "columns", "2"), Text: "side by side", Here: p.Columns}}
	if cut && strings.HasPrefix(t.base, "/story/") {
		p.Cut = fmt.Sprintf("/api/v1/stories/%s/diff?from=%d&to=%d", t.story.ID, a.N, b.N)
	}
	if strings.HasPrefix(t.base, "/story/") { // drafts have no files
		p.Files = filesAt(t.base+"/versions", nil)
	}
	s.show(w, r, http.StatusOK, "versions", p)
	return nil
}

// versionSeen says when the outlet was seen to show a version, or when it was
// taken in.
func versionSeen(v *ask.VersionLine) string {
	switch {
	case !v.SeenAt.IsZero():
		return clock(v.SeenAt)
	case !v.AddedAt.IsZero():
		return "taken in " + clock(v.AddedAt)
	}
	return ""
}

// maxDiffBytes bounds the words of a comparison on a page.
const maxDiffBytes = 100_000

// paragraphsOf cuts a word diff into paragraphs.
func paragraphsOf(words []ask.Edit) (paras [][]ask.Edit, cut bool) {
	var para []ask.Edit
	size := 0
	for _, e := range words {
		if size += len(e.Text); size > maxDiffBytes {
			return append(paras, para), true
		}
		for i, text := range strings.Split(e.Text, "\n") {
			if i > 0 && len(para) > 0 {
				paras, para = append(paras, para), nil
			}
			if text != "" {
				para = append(para, ask.Edit{Op: e.Op, Text: text})
			}
		}
	}
	if len(para) > 0 {
		paras = append(paras, para)
	}
	return paras, false
}
