//go:build unix

package web

import (
	"database/sql"
	"net/http/httptest"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
	_ "modernc.org/sqlite" // the archive is asked for what it has most of
)

// pagesOf returns addresses of every kind of page, of what an archive has most
// of: the actor in most stories, the happening with most reports.
func pagesOf(t *testing.T, path string) []string {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	id := func(query string) (out string) {
		if err := db.QueryRow(query).Scan(&out); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return out
	}
	story := id(`SELECT id FROM stories WHERE sid > (SELECT max(sid)/2 FROM stories) LIMIT 1`)
	actor := id(`SELECT actor FROM actor_versions GROUP BY actor ORDER BY count(*) DESC LIMIT 1`)
	happening := id(`SELECT id FROM happenings WHERE hid = (SELECT hid FROM members GROUP BY hid ORDER BY count(*) DESC LIMIT 1)`)
	return []string{"/", "/stories", "/changed", "/events", "/events?type=CONSULT", "/events?country=NOR", "/events?pairs=graph", "/events?scale=month&by=published", "/happenings", "/happenings?sort=newest", "/happening/" + happening,
		"/conflicts", "/storylines", "/positions", "/positions?on=ferry+minister", "/sources", "/events?country=NOR&from=2020-06&to=2020-08", "/events?actor=" + actor, "/search?q=told:unnamed", "/search?q=after:2020-06-01+before:2020-07-01+minister", "/search?q=status:denied+country:NOR", "/actors", "/actors?name=ministry", "/actor/" + actor, "/search?q=ferry", "/search?q=act:deny", "/search?q=country:NOR", "/search?q=ferry+OR+minister", "/search?q=type:CONSULT&sort=newest",
		"/story/" + story, "/story/" + story + "?view=record", "/story/" + story + "/timeline", "/timelines", "/events.csv", "/search.csv?q=act:deny", "/happenings.csv", "/stories.json", "/health", "/complete?q=act:", "/complete?q=speaker:mi", "/keys"}
}

// userTime is how long this process has had the processor for its own code.
func userTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano())
}

var picture = regexp.MustCompile(`(?s)<svg.*?</svg>`)

// TestPagesOfAnArchive asks for each page of the archive that READOUT_ARCHIVE
// names, as internal/many/records fills one: alone and for the first time since
// the archive changed, alone and again, and again from 20 readers at once on one core.
// It holds the processor's time of a page that was asked for before, which other
// work on the machine does not change, and its size without pictures. The queue
// of what is to be reviewed is left out: it reads all records.
func TestPagesOfAnArchive(t *testing.T) {
	path := os.Getenv("READOUT_ARCHIVE")
	if path == "" {
		t.Skip("READOUT_ARCHIVE names no archive to show")
	}
	runtime.GOMAXPROCS(1)
	pages := pagesOf(t, path)
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	began := userTime()
	if err := s.Hold(t.Context()); err != nil { // as readout serve does
		t.Fatal(err)
	}
	t.Logf("columns are read in %v", userTime()-began)
	only := os.Getenv("READOUT_PAGE") // parted by blanks, that may be none of these
	if only != "" {
		pages = strings.Fields(only)
	}
	var handler *bench
	fresh := func() { // with nothing remembered
		service := &ask.Service{Store: s, Pipeline: "0.1.0 rules"}
		handler = &bench{t: t, store: s, Handler: New(Options{Service: service, API: api.Handler(service)})}
	}
	fresh()
	handler.get("/healthz")
	timed := func(page string) (*httptest.ResponseRecorder, time.Duration) {
		runtime.GC()
		before := userTime()
		w := handler.get(page)
		return w, userTime() - before
	}
	for _, page := range pages {
		fresh()
		w, cold := timed(page)
		_, again := timed(page)
		size, bare := w.Body.Len(), len(picture.ReplaceAllString(w.Body.String(), ""))
		t.Logf("%-48s %d  first %5d ms, again %4d ms, %4d kB, %4d kB without pictures", page, w.Code, cold.Milliseconds(), again.Milliseconds(), size/1000, bare/1000)
		if file := strings.Contains(page, ".csv") || strings.Contains(page, ".json"); w.Code != 200 || bare > 100_000 && !file || again > 150*time.Millisecond {
			t.Errorf("%s: %d, %v of the processor, %d bytes without pictures", page, w.Code, again, bare)
		}
	}
	if only != "" {
		return
	}
	fresh()
	for _, page := range pages { // what the whole archive is counted for is remembered until it changes
		handler.get(page)
	}
	const readers, rounds = 20, 2
	var mu sync.Mutex
	var wait sync.WaitGroup
	times := map[string][]time.Duration{}
	before, started := userTime(), time.Now()
	for reader := range readers {
		wait.Go(func() {
			for i := range rounds * len(pages) {
				page := pages[(i+reader*7)%len(pages)]
				asked := time.Now()
				if w := handler.get(page); w.Code != 200 {
					t.Errorf("%s: %d", page, w.Code)
				}
				mu.Lock()
				times[""] = append(times[""], time.Since(asked))
				times[page] = append(times[page], time.Since(asked))
				mu.Unlock()
				time.Sleep(time.Second) // somebody reads it
			}
		})
	}
	wait.Wait()
	used, took := userTime()-before, time.Since(started)
	for page, list := range times {
		slices.Sort(list)
		at := func(p float64) time.Duration { return list[int(p*float64(len(list)-1))].Round(time.Millisecond) }
		if page == "" || at(.95) > 150*time.Millisecond {
			t.Logf("%-48s %5d requests, p50 %v, p95 %v, most %v", strings.TrimSpace(page+" "), len(list), at(.5), at(.95), at(1))
		}
	}
	t.Logf("%d readers: %.1f requests a second, %.1f ms of the processor each", readers, float64(len(times[""]))/took.Seconds(), float64(used.Milliseconds())/float64(len(times[""])))
}
