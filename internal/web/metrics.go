package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// buckets are the upper bounds of the histogram of answer times, in seconds.
var buckets = []float64{.005, .01, .025, .05, .1, .2, .5, 1, 2.5, 10}

// metrics count requests by route and status, each site's by themselves.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

// newMetrics returns the metrics of a site: its requests, its archive, and
// what the Go runtime and the system say of the process.
func newMetrics(s *site) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "readout_requests_total", Help: "Requests by route and status."}, []string{"route", "status"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "readout_request_seconds", Help: "Time to answer.", Buckets: buckets}, []string{"route"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, archiveMetrics{s}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// count adds one request.
func (m *metrics) count(route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

// archiveMetrics are gauges of the archive, asked when somebody looks.
type archiveMetrics struct{ s *site }

var archiveGauges = []struct {
	desc  *prometheus.Desc
	value func(h *ask.Health) int64
}{
	{gauge("stories", "Stories in the archive."), func(h *ask.Health) int64 { return int64(h.Stories) }},
	{gauge("versions", "Versions in the archive."), func(h *ask.Health) int64 { return int64(h.Versions) }},
	{gauge("waiting", "Versions that wait to be read."), func(h *ask.Health) int64 { return int64(h.Waiting) }},
	{gauge("set_aside", "Versions that could not be read (100 at most)."), func(h *ask.Health) int64 { return int64(len(h.SetAside)) }},
	{gauge("archive_bytes", "Size of the archive's file."), func(h *ask.Health) int64 { return h.Size }},
}

func gauge(name, help string) *prometheus.Desc {
	return prometheus.NewDesc("readout_"+name, help, nil, nil)
}

// Describe implements [prometheus.Collector].
func (archiveMetrics) Describe(out chan<- *prometheus.Desc) {
	for _, g := range archiveGauges {
		out <- g.desc
	}
}

// Collect implements [prometheus.Collector]. An archive that does not answer
// has no gauges; /healthz says why.
func (a archiveMetrics) Collect(out chan<- prometheus.Metric) {
	h, err := a.s.Service.Health(context.Background()) // a collector is given no context
	if err != nil {
		return
	}
	for _, g := range archiveGauges {
		out <- prometheus.MustNewConstMetric(g.desc, prometheus.GaugeValue, float64(g.value(h)))
	}
}

// showMetrics writes the counts in Prometheus' text format, or as OpenMetrics.
func (s *site) showMetrics(w http.ResponseWriter, r *http.Request) {
	promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{EnableOpenMetrics: true}).ServeHTTP(w, r)
}
