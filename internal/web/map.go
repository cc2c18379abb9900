package web

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/atlas"
	"github.com/seed-f92ea4cf/readout/internal/plover"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A worldMap is where events were: what is known to a town as a disc there, what
// is known to a country alone as the whole of it. The table beside it says the same.
type worldMap struct {
	W, H    float64
	Mid     float64 // how far from the left, of 1, most events are: a narrow window begins there
	Label   string
	Lands   []land
	Spots   []spot // the largest first, so that none hides another
	Names   []mapName
	Rows    []placeRow
	Off     []placeRow // places that the map has no room for: no point is known
	Left    int        // places that the table leaves out
	Unknown int        // events whose place the lists do not have
	Areas   bool       // some lands have events
	Wide    bool       // some spots are regions or districts
	Nowhere int        // events of which no place is told
}

// A land is one country, or several without events.
type land struct {
	Path, Class, Title, Href string
}

// A spot is a place with a point.
type spot struct {
	X, Y, R            float64
	Class, Title, Href string
}

// A mapName is a name or a number on the map.
type mapName struct {
	X, Y         float64
	Anchor, Text string
	Class        string // "area" of a country, "quiet" of one without events
}

// A placeRow is a place in the table.
type placeRow struct {
	Name, Exact, Country, Href string
	Count, Asserted            int
}

// maxPlaces bounds the rows of the table.
const maxPlaces = 60

// placesMap draws where the events of a page were, nil if no place is known.
func (s *site) placesMap(r *http.Request, p *eventsPage) error {
	places, err := s.Service.Places(r.Context(), p.F)
	if err != nil || len(places.Items) == 0 {
		return err
	}
	p.Map = mapOf(places, func(id string) string { return withAll(r, "place", "="+id) })
	return nil
}

// mapOf draws places.
func mapOf(places *store.Places, href func(id string) string) *worldMap {
	m := &worldMap{W: 960, Unknown: places.Unknown, Nowhere: places.Nowhere, Left: max(0, places.Total-maxPlaces)}
	rows := make([]placeRow, len(places.Items))
	counted := make(map[string]*placeRow) // by country
	most, located, drawn := 0, 0, []int{}
	var points []atlas.Point
	var countries []*atlas.Country
	for i := range places.Items {
		p := &places.Items[i]
		rows[i] = placeRow{Name: p.Name, Exact: exactness(p), Country: plover.CountryName(p.Country), Href: href(p.ID), Count: p.Count, Asserted: p.Asserted}
		outline := atlas.Of(p.Country)
		switch {
		case p.Lat != nil && p.Lon != nil:
			points, drawn = append(points, atlas.Point{Lon: *p.Lon, Lat: *p.Lat}), append(drawn, i)
		case isCountry(p) && outline != nil:
			rows[i].Country = ""
			countries, counted[p.Country] = append(countries, outline), &rows[i]
			most = max(most, p.Count)
		default:
			m.Off = append(m.Off, rows[i])
			continue
		}
		located += p.Count
	}
	m.Rows = rows[:min(len(rows), maxPlaces)]
	if located == 0 {
		return m
	}
	v := atlas.Fit(m.W, points, countries)
	m.H, m.Areas = v.H, len(countries) > 0
	m.Label = "Map of " + plural(located, "event", "events")
	if len(points) > 0 {
		m.Label += ", in " + plural(len(points), "town or site", "towns and sites")
	}
	if len(countries) > 0 {
		m.Label += ", and somewhere in " + plural(len(countries), "country", "countries")
	}
	m.lands(v, counted, most)
	m.spots(v, points, rows, drawn)
	m.Mid = m.middle(v, points, rows, drawn, counted)
	m.names(v, points, rows, drawn, counted)
	return m
}

// isCountry reports whether a place is a whole country.
func isCountry(p *store.PlaceCount) bool { return strings.HasPrefix(p.Feature, "PCL") }

// exactness says how exact a place of the gazetteer is, as events do.
func exactness(p *store.PlaceCount) string {
	switch {
	case isCountry(p):
		return "country"
	case p.Feature == "ADM1" || p.Feature == "ADMD":
		return "region"
	case strings.HasPrefix(p.Feature, "ADM"):
		return "district"
	case strings.HasPrefix(p.Feature, "PPL"):
		return "town"
	case p.Lat != nil:
		return "point"
	}
	return "wider area or site"
}

// lands draws the countries: those with events one by one, the others together.
func (m *worldMap) lands(v *atlas.View, counted map[string]*placeRow, most int) {
	var rest strings.Builder
	flush := func() {
		if rest.Len() > 0 {
			m.Lands = append(m.Lands, land{Path: rest.String(), Class: "land"})
			rest.Reset()
		}
	}
	all := atlas.Countries()
	for i := range all { // the largest first: what lies within another one stands after it
		path := v.Path(&all[i])
		row := counted[all[i].Code]
		if row == nil {
			rest.WriteString(path)
		} else if path != "" {
			flush()
			m.Lands = append(m.Lands, land{Path: path, Class: "land s" + strconv.Itoa(shade(row.Count, most)), Title: row.Name + ", somewhere in it: " + plural(row.Count, "event", "events"), Href: row.Href})
		}
	}
	flush()
}

// shade returns how dark a count is beside the most, 1 to 5; each step is as many
// times as much as the last, as few countries have most of the events.
func shade(n, most int) int {
	if most < 2 {
		return 3
	}
	return 1 + int(math.Round(4*math.Log(float64(max(n, 1)))/math.Log(float64(most))))
}

// Radius of the smallest and of the largest disc, in units of the picture.
const (
	smallSpot = 3.5
	largeSpot = 17.0
)

// wide is how far around its point a region or a district is drawn, in kilometres:
// what lies in it is as exact as that.
var wide = map[string]float64{"region": 120, "district": 40}

// spots draws discs whose areas are as the counts.
func (m *worldMap) spots(v *atlas.View, points []atlas.Point, rows []placeRow, drawn []int) {
	most := 1
	for _, i := range drawn {
		most = max(most, rows[i].Count)
	}
	for k, i := range drawn {
		x, y := v.At(points[k])
		radius := max(smallSpot, min(largeSpot, 5*math.Sqrt(float64(most)))*math.Sqrt(float64(rows[i].Count)/float64(most)))
		class := "spot"
		if km := wide[rows[i].Exact]; km > 0 {
			m.Wide, class, radius = true, "spot wide", max(2*smallSpot, km*v.Kilometre())
		}
		m.Spots = append(m.Spots, spot{X: round(x), Y: round(y), R: round(radius), Class: class, Title: rows[i].Name + " (" + rows[i].Exact + "): " + plural(rows[i].Count, "event", "events"), Href: rows[i].Href})
	}
	sort.SliceStable(m.Spots, func(i, j int) bool { return m.Spots[i].R > m.Spots[j].R })
}

// middle returns how far from the left, of 1, the place is that has half of the
// drawn events on either side.
func (m *worldMap) middle(v *atlas.View, points []atlas.Point, rows []placeRow, drawn []int, counted map[string]*placeRow) float64 {
	type at struct {
		x float64
		n int
	}
	var all []at
	for k, i := range drawn {
		x, _ := v.At(points[k])
		all = append(all, at{x, rows[i].Count})
	}
	for code, row := range counted {
		if label := atlas.Of(code).Label; v.Shows(label) {
			x, _ := v.At(label)
			all = append(all, at{x, row.Count})
		}
	}
	slices.SortFunc(all, func(a, b at) int { return cmp.Compare(a.x, b.x) })
	total, seen := 0, 0
	for _, a := range all {
		total += a.n
	}
	for _, a := range all {
		if seen += a.n; 2*seen >= total {
			return math.Round(1000*a.x/m.W) / 1000
		}
	}
	return .5
}

// A box is where something stands in the picture.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

// Letters on a map: how wide one is, how high a line, and how many names there are.
const (
	letter   = 6.6
	lineHigh = 13.0
	maxNames = 40
)

// names writes names and numbers where they have room, those of most events first.
func (m *worldMap) names(v *atlas.View, points []atlas.Point, rows []placeRow, drawn []int, counted map[string]*placeRow) {
	type named struct {
		x, y, r float64
		row     *placeRow
	}
	var list []named
	for k, i := range drawn {
		x, y := v.At(points[k])
		list = append(list, named{x, y, 0, &rows[i]})
	}
	var taken []box
	for i := range m.Spots {
		sp := &m.Spots[i]
		if sp.R > 2*smallSpot { // a name may stand on a small one
			taken = append(taken, box{sp.X - sp.R, sp.Y - sp.R, sp.X + sp.R, sp.Y + sp.R})
		}
		for k := range list {
			if list[k].row.Href == sp.Href {
				list[k].r = sp.R
			}
		}
	}
	for code, row := range counted {
		if label := atlas.Of(code).Label; v.Shows(label) {
			x, y := v.At(label)
			list = append(list, named{x, y, 0, row})
		}
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i].row, list[j].row
		return a.Count > b.Count || a.Count == b.Count && a.Href < b.Href
	})
	for _, n := range list {
		if len(m.Names) == maxNames {
			break
		}
		for _, name := range candidates(n.x, n.y, n.r, n.row) {
			at := name.box()
			if at.left < 0 || at.right > m.W || at.top < 0 || at.bottom > m.H || meetsAny(at, taken) {
				continue
			}
			taken, m.Names = append(taken, at), append(m.Names, name)
			break
		}
	}
	m.orient(v, taken, counted)
}

// maxOrient is how many countries without events are named, and widest the widest
// view, in degrees, on which they are: everybody knows the world's outline.
const (
	maxOrient = 16
	widest    = 150
)

// orient names countries without events where they have room for it, so that one
// sees which part of the world it is.
func (m *worldMap) orient(v *atlas.View, taken []box, counted map[string]*placeRow) {
	if v.East-v.West > widest {
		return
	}
	all, named := atlas.Countries(), 0
	for i := range all {
		c := &all[i]
		if counted[c.Code] != nil || !v.Shows(c.Label) || named == maxOrient {
			continue
		}
		x, y := v.At(c.Label)
		name := mapName{round(x), round(y + 4), "middle", c.Name, "quiet"}
		at := name.box()
		if at.left < 0 || at.right > m.W || at.right-at.left > .8*v.Width(c) || meetsAny(at, taken) {
			continue
		}
		taken, m.Names, named = append(taken, at), append(m.Names, name), named+1
	}
}

// candidates are the ways in which a place may be named: beside its disc; a
// country in its middle.
func candidates(x, y, r float64, row *placeRow) []mapName {
	text := short(row.Name, 24) + " " + thousands(row.Count)
	if r > 0 {
		return []mapName{{round(x + r + 3), round(y + 4), "start", text, ""}, {round(x - r - 3), round(y + 4), "end", text, ""},
			{round(x), round(y - r - 4), "middle", text, ""}, {round(x), round(y + r + 12), "middle", text, ""}}
	}
	return []mapName{{round(x), round(y + 4), "middle", text, "area"}, {round(x), round(y + 18), "middle", text, "area"}, {round(x), round(y - 10), "middle", text, "area"}}
}

// box returns the room that a name takes.
func (n *mapName) box() box {
	width := letter * float64(len([]rune(n.Text)))
	left := n.X
	switch n.Anchor {
	case "end":
		left -= width
	case "middle":
		left -= width / 2
	}
	return box{left, n.Y - lineHigh + 2, left + width, n.Y + 3}
}

func meetsAny(b box, list []box) bool {
	for _, o := range list {
		if b.meets(o) {
			return true
		}
	}
	return false
}
