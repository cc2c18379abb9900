// Outlines makes data/outlines.tsv.zst, the outlines of countries that maps are
// drawn with, from Natural Earth's (public domain) as the npm package
// world-atlas packs them:
//
//	npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//	go -C tools run ./outlines -o ../data/outlines.tsv.zst ../package/countries-50m.json
//
// Points that matter least are left out (Visvalingam's method), on borders that
// two countries share the same ones for both; so are islands too small to be
// seen, unless a country has no other land. The same input gives the same bytes.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"sort"
	"strings"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/language"
)

// A topology is a TopoJSON file, as far as it is read.
type topology struct {
	Objects struct {
		Countries struct {
			Geometries []geometry `json:"geometries"`
		} `json:"countries"`
	} `json:"objects"`
	Arcs      [][][2]float64 `json:"arcs"`
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
}

// A geometry is a country.
type geometry struct {
	Type       string          `json:"type"`
	Arcs       json.RawMessage `json:"arcs"`
	ID         string          `json:"id"` // numeric code of ISO 3166-1
	Properties struct {
		Name string `json:"name"`
	} `json:"properties"`
}

// A point is longitude and latitude in degrees.
type point [2]float64

const head = `# Outlines of countries, simplified: 1:50m cultural vectors.
# source: Natural Earth 4.1.0 (naturalearthdata.com), as npm's world-atlas 2.0.2 packs it; go -C tools run ./outlines
# licence: public domain
# date: 2018-05
# columns: iso3	name	lon	lat	rings
`

func main() {
	out := flag.String("o", "", "file to write")
	least := flag.Float64("least", 0.006, "square degrees of the smallest triangle that a point may span")
	island := flag.Float64("island", 0.03, "square degrees of the smallest island")
	flag.Parse()
	if err := run(flag.Arg(0), *out, *least, *island); err != nil {
		fmt.Fprintln(os.Stderr, "outlines:", err)
		os.Exit(1)
	}
}

func run(in, out string, least, island float64) error {
	data, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	arcs := t.simplified(least)
	var rows []string
	for _, g := range t.Objects.Countries.Geometries {
		if g.ID == "010" { // Antarctica: no news
			continue
		}
		row, err := g.row(arcs, island)
		if err != nil {
			return fmt.Errorf("%s: %w", g.Properties.Name, err)
		}
		rows = append(rows, row)
	}
	sort.Strings(rows)
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	packed := w.EncodeAll([]byte(head+strings.Join(rows, "\n")+"\n"), nil)
	fmt.Fprintf(os.Stderr, "%d outlines, %d bytes\n", len(rows), len(packed))
	return os.WriteFile(out, packed, 0o666)
}

// simplified returns the arcs in degrees, without the points that matter least.
func (t *topology) simplified(least float64) [][]point {
	out := make([][]point, len(t.Arcs))
	for i, arc := range t.Arcs {
		x, y := 0.0, 0.0
		var line []point
		for _, d := range arc {
			x, y = x+d[0], y+d[1]
			line = append(line, point{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]})
		}
		out[i] = simplify(line, least)
	}
	return out
}

// simplify takes out the point that spans the smallest triangle with its
// neighbours until none spans less than least; the ends stay.
func simplify(line []point, least float64) []point {
	keep := 2
	if line[0] == line[len(line)-1] {
		keep = 5 // a ring stays one
	}
	for len(line) > keep {
		at, smallest := 0, least
		for i := 1; i+1 < len(line); i++ {
			if a := triangle(line[i-1], line[i], line[i+1]); a < smallest {
				at, smallest = i, a
			}
		}
		if at == 0 {
			break
		}
		line = append(line[:at], line[at+1:]...)
	}
	return line
}

// triangle returns the area of a triangle in square degrees of the equator.
func triangle(a, b, c point) float64 {
	area := math.Abs((b[0]-a[0])*(c[1]-a[1])-(c[0]-a[0])*(b[1]-a[1])) / 2
	return area * math.Max(math.Cos(b[1]*math.Pi/180), 0.1)
}

// row returns a country as a row of the list.
func (g *geometry) row(arcs [][]point, island float64) (string, error) {
	var polygons [][][]int
	err := json.Unmarshal(g.Arcs, &polygons)
	if g.Type == "Polygon" {
		polygons = make([][][]int, 1)
		err = json.Unmarshal(g.Arcs, &polygons[0])
	}
	if err != nil {
		return "", err
	}
	var rings [][]point
	for _, polygon := range polygons {
		for _, ring := range split(assemble(polygon[0], arcs)) { // lakes and enclaves are drawn over by their own outlines
			rings = append(rings, snap(ring))
		}
	}
	sort.SliceStable(rings, func(i, j int) bool { return area(rings[i]) > area(rings[j]) })
	code := "-" // of no country in ISO 3166
	if region, err := language.ParseRegion(g.ID); err == nil && g.ID != "" {
		code = region.ISO3()
	}
	if g.Properties.Name == "Kosovo" {
		code = "XKX"
	}
	at := inside(rings[0])
	var text []string
	for i, ring := range rings {
		if i == 0 || area(ring) >= island {
			text = append(text, encode(ring))
		}
	}
	return fmt.Sprintf("%s\t%s\t%.3f\t%.3f\t%s", code, g.Properties.Name, at[0], at[1], strings.Join(text, " ")), nil
}

// assemble joins arcs to a ring; ^n is arc n backwards.
func assemble(list []int, arcs [][]point) []point {
	var ring []point
	for _, n := range list {
		arc := arcs[max(n, ^n)]
		if n < 0 {
			back := make([]point, len(arc))
			for i, p := range arc {
				back[len(arc)-1-i] = p
			}
			arc = back
		}
		if len(ring) > 0 {
			arc = arc[1:]
		}
		ring = append(ring, arc...)
	}
	return ring
}

// split cuts a ring that goes over the meridian of 180 degrees there.
func split(ring []point) [][]point {
	whole := append([]point(nil), ring...)
	for i := 1; i < len(whole); i++ { // without jumps from one edge of the map to the other
		whole[i][0] -= 360 * math.Round((whole[i][0]-whole[i-1][0])/360)
	}
	var out [][]point
	for _, turn := range []float64{-360, 0, 360} {
		part := clip(clip(whole, -180+turn, 1), 180+turn, -1)
		for i := range part {
			part[i][0] -= turn
		}
		if len(part) > 2 {
			out = append(out, part)
		}
	}
	return out
}

// clip cuts a ring at a meridian; side is 1 if what lies east of it stays.
func clip(ring []point, lon, side float64) (out []point) {
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		in, next := (p[0]-lon)*side >= 0, (q[0]-lon)*side >= 0
		if in {
			out = append(out, p)
		}
		if in != next {
			out = append(out, point{lon, p[1] + (lon-p[0])/(q[0]-p[0])*(q[1]-p[1])})
		}
	}
	return out
}

func area(ring []point) float64 {
	sum, lat := 0.0, 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p[0]*q[1] - q[0]*p[1]
		lat += p[1] / float64(len(ring))
	}
	return math.Abs(sum) / 2 * math.Cos(lat*math.Pi/180)
}

// inside returns the point of a ring that is furthest from its border, of a grid.
func inside(ring []point) (best point) {
	lo, hi := ring[0], ring[0]
	for _, p := range ring {
		lo, hi = point{math.Min(lo[0], p[0]), math.Min(lo[1], p[1])}, point{math.Max(hi[0], p[0]), math.Max(hi[1], p[1])}
	}
	most := -1.0
	const steps = 60
	for i := range steps {
		for j := range steps {
			p := point{lo[0] + (hi[0]-lo[0])*(float64(i)+.5)/steps, lo[1] + (hi[1]-lo[1])*(float64(j)+.5)/steps}
			if d := depth(ring, p); d > most {
				best, most = p, d
			}
		}
	}
	return best
}

// depth returns how far a point is from the border of a ring, less than 0 outside.
func depth(ring []point, p point) float64 {
	within, nearest := false, math.Inf(1)
	wide := math.Cos(p[1] * math.Pi / 180)
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if a[1] > p[1] != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
			within = !within
		}
		nearest = math.Min(nearest, math.Hypot((a[0]-p[0])*wide, a[1]-p[1]))
	}
	if !within {
		return -1
	}
	return nearest
}

// grid is how many steps a degree has in the list.
const grid = 50

// snap moves a ring onto the grid. One that is smaller than its steps becomes a
// square of two of them.
func snap(ring []point) []point {
	var out []point
	mean := point{}
	for _, p := range ring {
		mean[0], mean[1] = mean[0]+p[0]/float64(len(ring)), mean[1]+p[1]/float64(len(ring))
		q := point{math.Round(p[0]*grid) / grid, math.Round(p[1]*grid) / grid}
		if len(out) == 0 || q != out[len(out)-1] && q != out[0] {
			out = append(out, q)
		}
	}
	if len(out) < 3 || depth(out, inside(out)) < 0 {
		x, y := math.Round(mean[0]*grid), math.Round(mean[1]*grid)
		out = []point{{(x - 1) / grid, (y - 1) / grid}, {(x + 1) / grid, (y - 1) / grid}, {(x + 1) / grid, (y + 1) / grid}, {(x - 1) / grid, (y + 1) / grid}}
	}
	return out
}

// encode writes a ring on the grid as differences, in the letters that encoded
// polylines have: five bits each, from "?" on, the sixth says that more follow.
func encode(ring []point) string {
	var b strings.Builder
	x, y := 0, 0
	for _, p := range ring {
		nx, ny := int(math.Round(p[0]*grid)), int(math.Round(p[1]*grid))
		for _, d := range []int{nx - x, ny - y} {
			v := uint(d) << 1
			if d < 0 {
				v = ^v
			}
			for ; v >= 32; v >>= 5 {
				b.WriteByte(byte(v&31|32) + '?')
			}
			b.WriteByte(byte(v) + '?')
		}
		x, y = nx, ny
	}
	return b.String()
}
