package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
)

// Pages are kept as they were sent, and sent again while nothing was written to
// the archive. Of a page that takes long to make, or that can't be made, the one of
// before is shown, with its time, while one reader's request has it made anew: all
// others would wait for the same counts. Nobody is shown an old page after something
// was forgotten or got another label, nor after a change of his own.

const (
	keptBytes = 48 << 20         // of all pages
	keptBody  = 2 << 20          // of one
	keptAge   = time.Minute      // after it a page is made anew: some say what was lately
	oldAge    = time.Hour        // after it an old page is not shown
	partAge   = 2 * time.Second  // after it a page without its numbers is made anew
	ownAge    = 10 * time.Second // for so long after a change of his own somebody sees pages of after it
	makeTime  = time.Minute      // for making a page anew behind an old one
)

// slowPage is how long a page may take that is shown as it is now: one that takes
// longer is shown as it was meanwhile.
var slowPage = 100 * time.Millisecond

// keptPaths are the pages that are kept, those below the ones that end in a slash,
// and the same lists as files. What is asked for once, shows what no archive holds
// or says how the program does is not among them.
var keptPaths = map[string]bool{"/": true, "/stories": true, "/changed": true, "/search": true, "/complete": true, "/actors": true, "/actor/": true, "/events": true, "/happenings": true, "/happening/": true,
	"/conflicts": true, "/storylines": true, "/storyline/": true, "/positions": true, "/story/": true, "/sources": true}

// A keeper keeps pages.
type keeper struct {
	site  *site
	fills func() bool // whether what searches count by is being read into memory
	mu    sync.Mutex
	pages map[string]*keptPage
	bytes int
	uses  int64                // counts up: the time at which a page was used last
	posts map[string]time.Time // when somebody changed something
}

// A keptPage is a page as it was made last.
type keptPage struct {
	key    string
	answer *answer       // nil until it was made
	state  int64         // of the archive, before it was made
	seq    int64         // of the archive's last change then
	made   time.Time     // when making it began
	took   time.Duration // to make it
	part   *ask.Patience // with which it was made, where it has not all that is counted; nil: it has
	making chan struct{} // closed when the one that is being made is there; nil: none is
	used   int64
}

func newKeeper(s *site) *keeper {
	return &keeper{site: s, fills: s.Service.Store.Filling, pages: make(map[string]*keptPage), posts: make(map[string]time.Time)}
}

// Handler answers from what is kept, and has next answer the rest.
func (k *keeper) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := k.answer(next, r)
		if isKept(r) && a.isPage() && k.fills() {
			a = a.with(fillingNote)
		}
		r.Pattern = a.pattern // metrics are counted by it
		a.send(w, r)
	})
}

// fillingNote says on a page why it took longer than it will.
const fillingNote = `<p class="note" role="status">The server began a moment ago and is reading what searches count by into memory: until it has, they take longer. <a href="">Look again</a></p>`

// isPage reports whether an answer is a page for people.
func (a *answer) isPage() bool {
	return a.status == http.StatusOK && strings.HasPrefix(a.header.Get("Content-Type"), "text/html")
}

// answer returns the answer to a request.
func (k *keeper) answer(next http.Handler, r *http.Request) *answer {
	if changing(r) {
		return k.change(next, r)
	}
	if !isKept(r) {
		return answerOf(next, r)
	}
	state, err := k.site.Service.Store.State(r.Context())
	if err != nil {
		return answerOf(next, r)
	}
	p, now, making := k.look(keyOf(r), state)
	if now != nil {
		return now
	}
	old := k.old(r, p, state)
	if making == nil { // it falls to this request
		if old == nil {
			return k.make(r.Context(), next, r, p, k.site.Patience)
		}
		making = k.behind(next, r, p)
	}
	if old != nil {
		return k.soon(p, making, state, old)
	}
	select {
	case <-making:
	case <-r.Context().Done():
	}
	if a := k.madeOf(p, state); a != nil {
		return a
	}
	a, _ := k.run(next, r, k.site.Patience) // it was none to keep, or the archive has changed meanwhile
	return a
}

// behind has a page made anew behind the answer to a request that it falls to, and
// returns what is closed when it is there.
func (k *keeper) behind(next http.Handler, r *http.Request, p *keptPage) chan struct{} {
	k.mu.Lock()
	making := p.making
	k.mu.Unlock()
	ctx, stop := context.WithTimeout(context.WithoutCancel(r.Context()), makeTime)
	again := r.Clone(ctx) // r is answered, and written to, meanwhile
	go func() {
		defer stop()
		defer k.site.noted(again.URL.Path)
		k.make(ctx, next, again, p, 0)
	}()
	return making
}

// soon returns a page that is being made if it is there in a moment, else the old one.
func (k *keeper) soon(p *keptPage, making chan struct{}, state int64, old *answer) *answer {
	k.mu.Lock()
	wait := slowPage - p.took
	k.mu.Unlock()
	if wait > 0 {
		select {
		case <-making:
			if a := k.madeOf(p, state); a != nil {
				return a
			}
		case <-time.After(slowPage):
		}
	}
	return old
}

// madeOf returns a page as it was made of a state of the archive; nil if it was not.
func (k *keeper) madeOf(p *keptPage, state int64) *answer {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p.state != state {
		return nil
	}
	return p.answer
}

// change answers a request that changes something: a person waits for it, unless a
// program sends it.
func (k *keeper) change(next http.Handler, r *http.Request) *answer {
	if !strings.HasPrefix(r.URL.Path, "/api/") && r.URL.Path != "/mcp" {
		ctx, release := k.site.Service.Store.Haste(r.Context())
		defer release()
		r = r.WithContext(ctx)
	}
	defer k.changed(r)
	return answerOf(next, r)
}

// isKept reports whether an answer to a request is kept.
func isKept(r *http.Request) bool {
	path := r.URL.Path
	if name, ext, ok := strings.Cut(path, "."); ok && (ext == "csv" || ext == "json" || ext == "atom") {
		path = name
	}
	at := strings.IndexByte(path[1:], '/')
	return len(r.URL.RawQuery) < 4096 && (keptPaths[path] || at >= 0 && keptPaths[path[:at+2]])
}

// who returns whom a request is from, as far as pages tell.
func who(r *http.Request) string {
	if p := people.Of(r.Context()); p != nil {
		return fmt.Sprintf("%+v", *p)
	}
	return ""
}

// keyOf names a page: the same address may show something else to somebody else,
// and to a browser that keeps other searches.
func keyOf(r *http.Request) string {
	asPage := strings.Contains(r.Header.Get("Accept"), "text/html")
	return strings.Join([]string{r.Host, r.URL.Path, r.URL.RawQuery, fmt.Sprint(asPage), r.Header.Get("Cookie"), who(r)}, "\x00")
}

// changed notes that somebody changed something.
func (k *keeper) changed(r *http.Request) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for key, at := range k.posts {
		if time.Since(at) > ownAge {
			delete(k.posts, key)
		}
	}
	k.posts[who(r)] = time.Now()
}

// look returns a page, and its answer if that holds. Else it returns what is
// closed when the page is there that is being made, or nil and notes that the one
// who asks makes it.
func (k *keeper) look(key string, state int64) (p *keptPage, now *answer, making chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p = k.pages[key]; p == nil {
		p = &keptPage{key: key}
		k.pages[key] = p
		k.bytes += len(key)
	}
	k.uses++
	p.used = k.uses
	age := keptAge
	if p.part != nil {
		if age = p.took; !p.part.Counted() {
			age += partAge
		}
	}
	if p.answer != nil && p.state == state && time.Since(p.made) < age {
		return p, p.answer, nil
	}
	if making = p.making; making == nil {
		p.making = make(chan struct{})
	}
	return p, nil, making
}

// old returns the page of before, with its time where something was written since,
// and nil if it is not to be shown.
func (k *keeper) old(r *http.Request, p *keptPage, state int64) *answer {
	k.mu.Lock()
	a, same, seq, made, changed := p.answer, p.state == state, p.seq, p.made, k.posts[who(r)]
	if p.part != nil {
		a = nil
	}
	k.mu.Unlock()
	if a == nil || time.Since(made) > oldAge || time.Since(changed) < ownAge || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		return nil
	}
	if gone, err := k.site.Service.Store.TakenOutSince(r.Context(), seq); gone || err != nil {
		return nil
	}
	if same {
		return a
	}
	return a.with(fmt.Sprintf(`<p class="note" role="status">This page is as of %s. Since then something came in, and it is being made anew. <a href="">Look again</a></p>`, made.UTC().Format("15:04:05 UTC")))
}

// with returns a page with a note at its top.
func (a *answer) with(note string) *answer {
	const main = `<main id="main" tabindex="-1">`
	return newAnswer(a.status, a.header, bytes.Replace(a.body, []byte(main), []byte(main+note), 1), a.pattern)
}

// run has a page made. Where counting takes longer than patience lasts, it is made
// without what is counted, says so, and part says what is missing; 0 waits for all.
func (k *keeper) run(next http.Handler, r *http.Request, patience time.Duration) (a *answer, part *ask.Patience) {
	k.site.making.Add(1)
	defer k.site.making.Add(-1)
	file := strings.Contains(r.URL.Path, ".") // they have turns of their own
	if !file {
		defer pageTurns.take(r.Context(), kindOf(r.URL.Path), patience == 0)()
	}
	if patience == 0 || file || !strings.Contains(r.Header.Get("Accept"), "text/html") { // what programs get is whole
		return answerOf(next, r), nil
	}
	ctx, p := ask.WithPatience(r.Context(), patience, pageTurns.busy)
	own := r.WithContext(ctx)
	if a = answerOf(next, own); !p.Missing() {
		return a, nil
	}
	return a.with(`<p class="note" role="status" data-again>Numbers and pictures of this page are being counted, and follow. <a href="">Look again</a></p>`), p
}

// make has a page made and keeps it, for a moment if it is not whole.
func (k *keeper) make(ctx context.Context, next http.Handler, r *http.Request, p *keptPage, patience time.Duration) *answer {
	began := time.Now()
	var a *answer
	var seq int64
	state, err := k.site.Service.Store.State(ctx)
	failed, part := true, (*ask.Patience)(nil)
	defer func() { // those who wait go on, whatever happens
		if failed {
			k.leave(p)
		} else {
			k.keep(p, a, state, seq, began, part)
		}
	}()
	if err == nil {
		seq, err = k.site.Service.Store.LastChange(ctx)
	}
	var made *answer
	made, part = k.run(next, r, patience)
	failed = made.status >= http.StatusInternalServerError
	if err == nil && made.status == http.StatusOK && len(made.body) <= keptBody && made.header.Get("Set-Cookie") == "" && ctx.Err() == nil {
		a = made
	}
	return made
}

// keep keeps what a page came to, nil for what is not kept, and lets go of the
// pages that were not used for longest where there are too many.
func (k *keeper) keep(p *keptPage, a *answer, state, seq int64, began time.Time, part *ask.Patience) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.bytes += a.size() - p.answer.size()
	p.answer, p.state, p.seq, p.made, p.took, p.part = a, state, seq, began, time.Since(began), part
	close(p.making)
	p.making = nil
	if a == nil {
		k.remove(p)
	}
	if k.bytes > keptBytes {
		k.drop()
	}
}

// leave leaves a page that could not be made as it was.
func (k *keeper) leave(p *keptPage) {
	k.mu.Lock()
	defer k.mu.Unlock()
	close(p.making)
	p.making = nil
	if p.answer == nil {
		k.remove(p)
	}
}

// remove lets go of a page.
func (k *keeper) remove(p *keptPage) {
	k.bytes -= p.answer.size() + len(p.key)
	delete(k.pages, p.key)
}

// size is how much memory an answer takes, the packed form with it.
func (a *answer) size() int {
	if a == nil {
		return 0
	}
	return len(a.body)*5/4 + 1000
}

// drop lets go of the half of the pages that were not used for longest.
func (k *keeper) drop() {
	var uses []int64
	for _, p := range k.pages {
		uses = append(uses, p.used)
	}
	slices.Sort(uses)
	for _, p := range k.pages {
		if p.used <= uses[len(uses)/2] && p.making == nil {
			k.remove(p)
		}
	}
}

// noted logs a panic behind a page, which only a bug can cause: nobody waits for it.
func (s *site) noted(path string) {
	if p := recover(); p != nil {
		s.Log.Error("a fault in readout", "path", path, "fault", fmt.Sprint(p))
	}
}
