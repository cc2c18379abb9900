package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"
)

// buckets are the upper bounds of the histogram of answer times, in seconds.
var buckets = []float64{.005, .01, .025, .05, .1, .2, .5, 1, 2.5, 10}

// metrics count requests by route and status.
type metrics struct {
	mu     sync.Mutex
	routes map[string]*routeMetrics
}

type routeMetrics struct {
	statuses map[int]int
	within   []int // by bucket, cumulative
	seconds  float64
	n        int
}

// count adds one request.
func (m *metrics) count(route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.routes == nil {
		m.routes = make(map[string]*routeMetrics)
	}
	r := m.routes[route]
	if r == nil {
		r = &routeMetrics{statuses: make(map[int]int), within: make([]int, len(buckets))}
		m.routes[route] = r
	}
	r.statuses[status]++
	r.n++
	r.seconds += took.Seconds()
	for i, limit := range buckets {
		if took.Seconds() <= limit {
			r.within[i]++
		}
	}
}

// showMetrics writes the counts in Prometheus' text format.
func (s *site) showMetrics(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	if h, err := s.Service.Health(r.Context()); err == nil {
		for _, g := range []struct {
			name, help string
			value      int64
		}{{"stories", "Stories in the archive.", int64(h.Stories)}, {"versions", "Versions in the archive.", int64(h.Versions)},
			{"waiting", "Versions that wait to be read.", int64(h.Waiting)}, {"set_aside", "Versions that could not be read (100 at most).", int64(len(h.SetAside))},
			{"archive_bytes", "Size of the archive's file.", h.Size}} {
			fmt.Fprintf(w, "# HELP readout_%s %s\n# TYPE readout_%s gauge\nreadout_%s %d\n", g.name, g.help, g.name, g.name, g.value)
		}
	}
	s.metrics.mu.Lock()
	defer s.metrics.mu.Unlock()
	fmt.Fprint(w, "# HELP readout_requests_total Requests by route and status.\n# TYPE readout_requests_total counter\n")
	routes := slices.Sorted(maps.Keys(s.metrics.routes))
	for _, route := range routes {
		for _, status := range slices.Sorted(maps.Keys(s.metrics.routes[route].statuses)) {
			fmt.Fprintf(w, "readout_requests_total{route=%q,status=\"%d\"} %d\n", route, status, s.metrics.routes[route].statuses[status])
		}
	}
	fmt.Fprint(w, "# HELP readout_request_seconds Time to answer.\n# TYPE readout_request_seconds histogram\n")
	for _, route := range routes {
		m := s.metrics.routes[route]
		for i, limit := range buckets {
			fmt.Fprintf(w, "readout_request_seconds_bucket{route=%q,le=\"%g\"} %d\n", route, limit, m.within[i])
		}
		fmt.Fprintf(w, "readout_request_seconds_bucket{route=%q,le=\"+Inf\"} %d\nreadout_request_seconds_sum{route=%q} %g\nreadout_request_seconds_count{route=%q} %d\n", route, m.n, route, m.seconds, route, m.n)
	}
}
