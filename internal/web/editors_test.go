package web

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestTwentyEditorsLoseNothing lets twenty editors open stories and correct them on their
// pages, each at once with the others, while stories come in: for a minute, or three
// seconds in short runs. Each correction is kept or its writer is told that somebody was
// faster; none is lost, and nothing fails. Times are reported, not judged.
func TestTwentyEditorsLoseNothing(t *testing.T) {
	n := newNewsroom(t, nil)
	const editors, stories = 20, 40
	var refs []*store.VersionRef
	for i := range stories {
		refs = append(refs, n.add(t.Context(), "courier.example", i, recordOf(version(fmt.Sprint("https://courier.example/", i), storyText+fmt.Sprintf(" It was day %d.", i)))))
	}
	names := n.hire(t, editors)
	lasts := 3 * time.Second
	if !testing.Short() {
		lasts = time.Minute
	}
	ctx, stop := context.WithTimeout(t.Context(), lasts)
	defer stop()
	var w sync.WaitGroup
	var came atomic.Int64
	w.Go(func() { // what a feed brings
		for i := stories; ctx.Err() == nil; i++ {
			n.add(t.Context(), "courier.example", i, recordOf(version(fmt.Sprint("https://courier.example/", i), storyText+fmt.Sprintf(" It was day %d.", i))))
			came.Add(1)
			time.Sleep(200 * time.Millisecond)
		}
	})
	results := make([]editorResult, editors)
	for i := range editors {
		w.Go(func() { results[i].work(ctx, n, names[i], refs, i) })
	}
	w.Wait()
	kept, told := make(map[string]bool), 0
	var times []time.Duration
	for i := range results {
		for _, why := range results[i].kept {
			kept[why] = true
		}
		told, times = told+results[i].overtaken, append(times, results[i].times...)
		for _, wrong := range results[i].wrong {
			t.Error(wrong)
		}
	}
	list, _, err := n.store.Reviews(t.Context(), store.Reviews{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		delete(kept, r.Why)
	}
	if len(kept) > 0 || len(list) == 0 {
		t.Errorf("%d corrections are lost of %d that are there", len(kept), len(list))
	}
	slices.Sort(times)
	t.Logf("%d corrections kept, %d overtaken, %d stories came in; of %d answers to forms p50 %v, p95 %v", len(list), told, came.Load(), len(times),
		times[len(times)/2].Round(time.Millisecond), times[len(times)*95/100].Round(time.Millisecond))
}

// hire makes accounts of editors with a session each.
func (n *newsroom) hire(t *testing.T, count int) (names []string) {
	t.Helper()
	err := n.store.Update(t.Context(), func(tx *store.Tx) error {
		for i := range count {
			a, err := tx.AddAccount(fmt.Sprint("editor", i), people.Editor, people.Amber)
			if err != nil {
				return err
			}
			secret := people.NewSecret(people.SessionKind)
			n.sessions[a.Name], names = string(secret), append(names, a.Name)
			if err := tx.AddCredential(a.UID, &store.Credential{Kind: people.SessionKind, EndsAt: n.now.Add(time.Hour)}, secret); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// thinks is how long an editor looks at a value: far less than people do.
const thinks = 250 * time.Millisecond

// An editorResult is what an editor was answered.
type editorResult struct {
	kept      []string // reasons of the corrections that were taken
	overtaken int
	times     []time.Duration
	wrong     []string
}

var seenNumber = regexp.MustCompile(`name="seen" value="(\d+)"`)

// work opens the form of an event and corrects it, again and again.
func (e *editorResult) work(ctx context.Context, n *newsroom, name string, refs []*store.VersionRef, from int) {
	kinds := []string{"AID", "CONSULT", "COOPERATE", "SUPPORT"}
	for i := from; ctx.Err() == nil; i++ {
		ref := refs[(i*7)%len(refs)]
		page := n.as(name, "GET", "/story/"+string(ref.Story)+"?show=e1&review=1", "")
		m := seenNumber.FindStringSubmatch(page.Body.String())
		if page.Code != 200 || m == nil {
			e.wrong = append(e.wrong, fmt.Sprintf("the form gives %d", page.Code))
			return
		}
		why := name + " " + strconv.Itoa(i)
		now := "CONSULT"
		for _, kind := range kinds {
			if strings.Contains(page.Body.String(), `<option value="`+kind+`" selected>`) {
				now = kind
			}
		}
		to := kinds[(slices.Index(kinds, now)+1+i%3)%len(kinds)]
		form := url.Values{"id": {"e1"}, "seen": {m[1]}, "do": {"correct"}, "f.type": {to}, "why": {why}}
		began := time.Now()
		w := n.as(name, "POST", "/review/"+string(ref.ID), form.Encode())
		e.times = append(e.times, time.Since(began))
		switch {
		case w.Code == 303:
			e.kept = append(e.kept, why)
		case w.Code == 409, w.Code == 400 && strings.Contains(w.Body.String(), "differs from what is shown"):
			e.overtaken++ // somebody was faster, or said the same
		default:
			e.wrong = append(e.wrong, fmt.Sprintf("a correction gives %d: %s", w.Code, short(w.Body.String(), 200)))
		}
		time.Sleep(thinks)
	}
}
