// Package atlas draws maps: outlines of countries from the list of outlines,
// projected, cut at the edge of the picture, as paths of SVG. It is pure, knows
// nothing of archives, and asks no other machine.
//
// The projection is equirectangular with the standard parallel in the middle of
// what is shown: north is up, and a town stands where its numbers say.
package atlas

import (
	"math"
	"sort"
	"strconv"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
)

// A Point is a place on the globe, in degrees, WGS 84.
type Point struct{ Lon, Lat float64 }

// A Country is an outline.
type Country struct {
	Code  string // ISO 3166-1 alpha-3, "-" for a territory that has none
	Name  string
	Label Point     // deep inside its largest part
	Rings [][]Point // the largest first; each closes by itself
}

// grid is how many steps of the list a degree has.
const grid = 50

// Countries returns all outlines, the largest first, so that what lies within
// another one is drawn after it. The list is shared: nobody may change it.
var Countries = sync.OnceValue(func() []Country {
	var out []Country
	for _, row := range data.Rows("outlines") {
		c := Country{Code: row[0], Name: row[1]}
		c.Label.Lon, _ = strconv.ParseFloat(row[2], 64) // a test reads all of them
		c.Label.Lat, _ = strconv.ParseFloat(row[3], 64)
		c.Rings = decode(row[4])
		out = append(out, c)
	}
	sort.SliceStable(out, func(i, j int) bool { return extent(out[i].Rings[0]) > extent(out[j].Rings[0]) })
	return out
})

// Of returns the outline of a country by its code, nil if there is none.
func Of(code string) *Country {
	all := Countries()
	for i := range all {
		if all[i].Code == code && code != "-" {
			return &all[i]
		}
	}
	return nil
}

// decode reads rings as tools/outlines writes them.
func decode(text string) [][]Point {
	var rings [][]Point
	var ring []Point
	var at [2]int
	value, shift, part := uint(0), 0, 0
	for i := 0; i < len(text); i++ {
		if text[i] == ' ' {
			rings, ring, at = append(rings, ring), nil, [2]int{}
			continue
		}
		bits := uint(text[i] - '?')
		value |= (bits & 31) << shift
		if shift += 5; bits >= 32 {
			continue
		}
		d := int(value >> 1)
		if value&1 == 1 {
			d = ^d
		}
		at[part] += d
		if part = 1 - part; part == 0 {
			ring = append(ring, Point{float64(at[0]) / grid, float64(at[1]) / grid})
		}
		value, shift = 0, 0
	}
	return append(rings, ring)
}

// extent is the size of the box around a ring, in square degrees of the equator.
func extent(ring []Point) float64 {
	b := boxOf(ring)
	return (b.East - b.West) * (b.North - b.South) * math.Cos((b.North+b.South)/2*math.Pi/180)
}

// A Box is a part of the globe between two meridians and two parallels.
type Box struct{ West, South, East, North float64 }

// boxOf returns the box around points, which must be some.
func boxOf(points []Point) Box {
	b := Box{points[0].Lon, points[0].Lat, points[0].Lon, points[0].Lat}
	for _, p := range points {
		b = b.with(p)
	}
	return b
}

func (b Box) with(p Point) Box {
	return Box{math.Min(b.West, p.Lon), math.Min(b.South, p.Lat), math.Max(b.East, p.Lon), math.Max(b.North, p.Lat)}
}
