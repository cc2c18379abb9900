package web

import (
	"fmt"
	"net/http"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type eventsPage struct {
	chrome
	F        api.EventFilter
	Statuses []string
	List     *api.EventList
	Chart    *chart
	Problem  *api.Problem
	Next     string
}

// statuses are the statuses of events.
var statuses = []string{"asserted", "denied", "probable", "possible", "planned", "demanded", "hypothetical", "open", "generic"}

// events lists events with a chart over time.
func (s *site) events(w http.ResponseWriter, r *http.Request) error {
	p := &eventsPage{chrome: chrome{Title: "Events"}, Statuses: statuses, F: api.EventFilter{Type: param(r, "type"), Status: param(r, "status"), Country: param(r, "country"),
		Place: param(r, "place"), Actor: param(r, "actor"), From: param(r, "from"), To: param(r, "to"), Words: param(r, "q")}}
	status := http.StatusOK
	list, err := s.Service.Events(r.Context(), p.F, param(r, "cursor"), pageSize)
	if err != nil {
		if p.Problem = api.Explain(err); p.Problem.Status != http.StatusBadRequest {
			return err
		}
		status = http.StatusBadRequest
	}
	if p.List = list; list != nil {
		p.Next, p.Chart = nextPage(r, list.Next), chartOf(list.Bins)
	}
	s.show(w, r, status, "events", p)
	return nil
}

// A chart is bars over time, drawn as SVG; the table beside it says the same.
type chart struct {
	W, H, Base float64
	Label      string
	Bars       []bar
	Ticks      []tick
}

// A bar is one month.
type bar struct {
	X, Y, W, H float64
	Title      string
}

// A tick is a label of the axis.
type tick struct {
	X, Y         float64
	Anchor, Text string
}

// maxBars bounds the bars of a chart; with more months than that the oldest
// are in the table only.
const maxBars = 120

// chartOf draws the counts, nil if there are none.
func chartOf(bins []store.Bin) *chart {
	if len(bins) == 0 {
		return nil
	}
	months := withGaps(bins[max(0, len(bins)-maxBars):])
	c := &chart{W: 720, H: 120, Base: 96, Label: fmt.Sprintf("Events a month by their own date, %s to %s", dayText(months[0].When), dayText(months[len(months)-1].When))}
	top := 1
	for _, m := range months {
		top = max(top, m.Count)
	}
	step := c.W / float64(max(len(months), 12))
	for i, m := range months {
		h := 84 * float64(m.Count) / float64(top)
		if m.Count > 0 {
			h = max(h, 1.5)
		}
		c.Bars = append(c.Bars, bar{X: round(float64(i)*step + step*.08), W: round(step * .84), Y: round(c.Base - h), H: round(h), Title: dayText(m.When) + ": " + thousands(m.Count)})
	}
	c.Ticks = []tick{{X: 0, Y: 113, Anchor: "start", Text: dayText(months[0].When)}, {X: c.W, Y: 10, Anchor: "end", Text: "most: " + thousands(top)}}
	if len(months) > 2 {
		c.Ticks = append(c.Ticks, tick{X: round(float64(len(months)) * step), Y: 113, Anchor: "end", Text: dayText(months[len(months)-1].When)})
	}
	return c
}

// withGaps adds the months between that have no event, unless they are too many.
func withGaps(bins []store.Bin) []store.Bin {
	var out []store.Bin
	for _, b := range bins {
		for len(out) > 0 && len(out) < maxBars {
			next := nextMonth(out[len(out)-1].When)[:7]
			if next >= b.When {
				break
			}
			out = append(out, store.Bin{When: next})
		}
		out = append(out, b)
	}
	return out
}

func round(x float64) float64 { return float64(int(x*100+.5)) / 100 }
