package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A conflictLine is two sentences that contradict each other.
type conflictLine struct {
	Kind, What, Event string
	A, B              quoteLine
}

// conflictKinds say what two sentences differ in.
var conflictKinds = map[thread.ConflictKind]string{thread.ByNumber: "another number", thread.ByStatus: "told and denied", thread.ByWho: "another doer",
	thread.ByWhere: "another place", thread.ByWhen: "another day", thread.BySelf: "a speaker against himself", thread.Update: "a later state", thread.Scope: "another scope"}

// conflict returns a conflict for a page.
func (a *acrossReader) conflict(ctx context.Context, c *store.Conflict) conflictLine {
	out := conflictLine{Kind: conflictKinds[c.Kind], What: c.What, Event: c.Event}
	if c.Confidence < thread.Shown && c.Kind != thread.Update && c.Kind != thread.Scope {
		out.Kind = "may differ: " + out.Kind
	}
	for _, side := range []struct {
		from *thread.Side
		to   *quoteLine
	}{{&c.A, &out.A}, {&c.B, &out.B}} {
		*side.to = a.quote(ctx, side.from.Story, side.from.Sentence, side.from.Words)
		side.to.Value, side.to.Says = side.from.Value, side.from.By
	}
	return out
}

// conflicts returns conflicts for a page.
func (a *acrossReader) conflicts(ctx context.Context, list []*store.Conflict) []conflictLine {
	var out []conflictLine
	for _, c := range list {
		out = append(out, a.conflict(ctx, c))
	}
	return out
}

// conflictsOf returns which conflicts an address asks for: those between outlets
// alone, unless it says otherwise.
func conflictsOf(r *http.Request) store.Conflicts {
	return store.Conflicts{Updates: param(r, "updates") == "1", Between: param(r, "within") != "1"}
}

type conflictsPage struct {
	chrome
	Q      string
	Items  []conflictLine
	Sorts  []navLink
	Next   string
	Reason *api.Problem
}

// conflictList lists pairs of sentences that contradict each other.
func (s *site) conflictList(w http.ResponseWriter, r *http.Request) error {
	p := &conflictsPage{chrome: chrome{Title: "Conflicts", Files: files(r)}, Q: param(r, "q")}
	newest, what := param(r, "sort") == "newest", conflictsOf(r)
	p.Sorts = []navLink{{Href: with(r, "sort", ""), Text: "the surest first", Here: !newest}, {Href: with(r, "sort", "newest"), Text: "the newest first", Here: newest},
		{Href: with(r, "within", map[bool]string{true: "1"}[what.Between]), Text: "within one outlet too", Here: !what.Between},
		{Href: with(r, "updates", map[bool]string{false: "1"}[what.Updates]), Text: "later states and other scopes too", Here: what.Updates}}
	status, total := http.StatusOK, 0
	query, skip, err := acrossParams(r)
	var list []*store.Conflict
	if err == nil {
		what.Query, what.Newest, what.Skip, what.Limit = query, newest, skip, pageSize
		list, total, err = s.Service.Store.FindConflicts(r.Context(), what)
	}
	if err != nil {
		if p.Reason = api.Explain(err); p.Reason.Status != http.StatusBadRequest {
			return err
		}
		status = http.StatusBadRequest
	}
	p.Items = s.across().conflicts(r.Context(), list)
	if skip += pageSize; skip < total {
		p.Next = with(r, "skip", fmt.Sprint(skip))
	}
	s.show(w, r, status, "conflicts", p)
	return nil
}
