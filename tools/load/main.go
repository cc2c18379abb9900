// Command load walks the pages of a running readout serve as many readers at once
// do, and says how long each kind of page took: the first time that an address was
// asked for, and again.
//
//	go -C tools run ./load -readers 20 -time 60s -pause 5s http://127.0.0.1:8090
//
// A page is drawn anew for each visit, from all kinds and from many addresses of each,
// so that most of them are first visits where readers pause.
//
// It ends with exit code 1 if a page was not answered well, or if -most names a
// time that the 95th percentile of a kind is above.
package main

import (
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	var w walk
	flag.IntVar(&w.readers, "readers", 20, "how many read at once")
	flag.DurationVar(&w.pause, "pause", 0, "between two pages of a reader, on average: as long as it takes until something happens by chance")
	flag.DurationVar(&w.time, "time", time.Minute, "how long they read")
	flag.Uint64Var(&w.seed, "seed", 1, "of what they choose")
	flag.BoolVar(&w.files, "files", true, "lists as files too, of a thousand rows each")
	most := flag.Duration("most", 0, "the 95th percentile that no kind of page may be above; 0: any")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "load: name the address of the server, such as http://127.0.0.1:8090")
		os.Exit(2)
	}
	w.base = strings.TrimSuffix(flag.Arg(0), "/")
	w.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: w.readers, DisableCompression: true}, Timeout: time.Minute}
	pages, err := w.look()
	if err == nil {
		w.read(pages)
		err = w.tell(os.Stdout, *most)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// A walk is readers at work.
type walk struct {
	base    string
	readers int
	pause   time.Duration
	time    time.Duration
	seed    uint64
	files   bool
	client  *http.Client

	mu    sync.Mutex
	asked map[string]bool
	times map[string]*timing // by kind of page
	bad   []string
}

// A timing is how long one kind of page took.
type timing struct {
	first, again []time.Duration
	bytes        int // most of an answer, unpacked
}

// get asks for an address and returns the page and how long it took to arrive.
func (w *walk) get(address string) (string, time.Duration, error) {
	req, err := http.NewRequest(http.MethodGet, w.base+address, nil)
	if err != nil {
		return "", 0, err
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Accept-Encoding", "gzip")
	began := time.Now()
	res, err := w.client.Do(req)
	if err != nil {
		return "", 0, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	took := time.Since(began)
	if err == nil && res.Header.Get("Content-Encoding") == "gzip" {
		var zr *gzip.Reader
		if zr, err = gzip.NewReader(strings.NewReader(string(body))); err == nil {
			body, err = io.ReadAll(zr)
		}
	}
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s is answered with %s", address, res.Status)
	}
	return string(body), took, err
}

// read lets the readers read until the time is over.
func (w *walk) read(pages []page) {
	w.asked, w.times = make(map[string]bool), make(map[string]*timing)
	weights := 0
	for _, p := range pages {
		weights += p.weight
	}
	end := time.Now().Add(w.time)
	var wait sync.WaitGroup
	for i := range w.readers {
		rnd := rand.New(rand.NewPCG(w.seed, uint64(i)))
		wait.Go(func() {
			time.Sleep(min(time.Duration(rnd.Float64()*float64(w.pause)), w.time)) // they do not begin all at once
			for time.Now().Before(end) {
				p := choose(pages, rnd.IntN(weights))
				w.visit(p.kind, p.addresses[rnd.IntN(len(p.addresses))])
				time.Sleep(min(time.Duration(rnd.ExpFloat64()*float64(w.pause)), time.Until(end)))
			}
		})
	}
	wait.Wait()
}

// choose returns the page that a number below the sum of all weights falls to.
func choose(pages []page, n int) *page {
	for i := range pages {
		if n -= pages[i].weight; n < 0 {
			return &pages[i]
		}
	}
	return &pages[0]
}

// visit asks for a page and takes down how long it took.
func (w *walk) visit(kind, address string) {
	w.mu.Lock()
	again := w.asked[address]
	w.asked[address] = true
	w.mu.Unlock()
	body, took, err := w.get(address)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		w.bad = append(w.bad, err.Error())
		return
	}
	t := w.times[kind]
	if t == nil {
		t = new(timing)
		w.times[kind] = t
	}
	if again {
		t.again = append(t.again, took)
	} else {
		t.first = append(t.first, took)
	}
	t.bytes = max(t.bytes, len(body))
}

// tell prints a line for each kind of page, and for all.
func (w *walk) tell(out io.Writer, most time.Duration) error {
	fmt.Fprintf(out, "%-22s %7s %8s %8s %8s %8s   %7s %8s %8s %8s %8s   %7s\n", "", "first", "p50", "p95", "p99", "most", "again", "p50", "p95", "p99", "most", "kB")
	all, slow := new(timing), []string{}
	line := func(kind string, t *timing) {
		fmt.Fprintf(out, "%-22s %s   %s   %7d\n", kind, of(t.first), of(t.again), t.bytes/1000)
	}
	for _, kind := range sorted(w.times) {
		t := w.times[kind]
		line(kind, t)
		all.first, all.again, all.bytes = append(all.first, t.first...), append(all.again, t.again...), max(all.bytes, t.bytes)
		if both := append(slices.Clone(t.first), t.again...); most > 0 && at(both, .95) > most {
			slow = append(slow, fmt.Sprintf("%s %v", kind, at(both, .95).Round(time.Millisecond)))
		}
	}
	line("all", all)
	both := append(slices.Clone(all.first), all.again...)
	fmt.Fprintf(out, "%d pages in %v, %.1f a second: p50 %s, p95 %s, p99 %s\n", len(both), w.time, float64(len(both))/w.time.Seconds(), ms(at(both, .5)), ms(at(both, .95)), ms(at(both, .99)))
	var err error
	if len(w.bad) > 0 {
		err = fmt.Errorf("%d pages were not answered well, the first: %s", len(w.bad), w.bad[0])
	}
	if len(slow) > 0 {
		err = errors.Join(err, fmt.Errorf("the 95th percentile is above %v: %s", most, strings.Join(slow, ", ")))
	}
	return err
}

// sorted returns the kinds in order.
func sorted(times map[string]*timing) (kinds []string) {
	for kind := range times {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}

// of writes how many there are and how long they took.
func of(list []time.Duration) string {
	return fmt.Sprintf("%7d %8s %8s %8s %8s", len(list), ms(at(list, .5)), ms(at(list, .95)), ms(at(list, .99)), ms(at(list, 1)))
}

// at returns the time that a part of a list is not above.
func at(list []time.Duration, part float64) time.Duration {
	if len(list) == 0 {
		return 0
	}
	list = slices.Sorted(slices.Values(list))
	return list[int(part*float64(len(list)-1))]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.0f ms", float64(d.Microseconds())/1000) }
