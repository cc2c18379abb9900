package atlas

import (
	"math"
	"strconv"
)

// A View is a part of the globe as a picture, in units of the picture: x to the
// right, y down.
type View struct {
	Box
	W, H  float64
	scale float64 // units a degree of latitude
	wide  float64 // of a degree of longitude, as part of that
}

// The least part of the globe that a view shows, in degrees of latitude: outlines
// are too coarse for less. The most is the world without the polar caps.
const (
	leastHeight = 12.0
	south       = -56.0
	north       = 76.0
)

// Fit returns the view of a width that shows all points and the largest parts of
// countries, with room around them, clipped to where they are. Without any it
// shows the world.
func Fit(width float64, points []Point, countries []*Country) *View {
	all := append([]Point(nil), points...)
	for _, c := range countries {
		all = append(all, c.Rings[0]...)
	}
	b := Box{-180, south, 180, north}
	if len(all) > 0 {
		b = boxOf(all)
	}
	b.South, b.North = math.Max(b.South, south), math.Min(b.North, north)
	room := math.Max((b.North-b.South)*.08, (leastHeight-(b.North-b.South))/2)
	b.South, b.North = math.Max(b.South-room, south-4), math.Min(b.North+room, north+4)
	v := &View{Box: b, W: width, wide: math.Cos((b.South + b.North) / 2 * math.Pi / 180)}
	v.shape()
	v.scale = v.W / ((v.East - v.West) * v.wide)
	v.H = math.Round((v.North - v.South) * v.scale)
	return v
}

// Least and most height of a picture, as parts of its width.
const (
	flattest = 0.42
	highest  = 0.56
)

// shape widens or heightens what is shown to the shape of a picture, where the
// globe goes on.
func (v *View) shape() {
	room := (v.East - v.West) * .06
	v.West, v.East = v.West-room, v.East+room
	if least := (v.North - v.South) / highest / v.wide; v.East-v.West < least {
		mid := (v.West + v.East) / 2
		v.West, v.East = mid-least/2, mid+least/2
	}
	if v.East-v.West > 360 {
		v.West, v.East = -180, 180
	}
	if v.West < -180 {
		v.West, v.East = -180, v.East-180-v.West
	}
	if v.East > 180 {
		v.West, v.East = v.West+180-v.East, 180
	}
	if least := (v.East - v.West) * v.wide * flattest; v.North-v.South < least {
		mid := (v.South + v.North) / 2
		v.South, v.North = mid-least/2, mid+least/2
	}
}

// At returns where a point stands in the picture.
func (v *View) At(p Point) (x, y float64) {
	return (p.Lon - v.West) * v.wide * v.scale, (v.North - p.Lat) * v.scale
}

// Kilometre returns how many units of the picture a kilometre has from north to
// south.
func (v *View) Kilometre() float64 { return v.scale / 111.2 }

// Shows reports whether a point lies in the picture.
func (v *View) Shows(p Point) bool {
	return p.Lon >= v.West && p.Lon <= v.East && p.Lat >= v.South && p.Lat <= v.North
}

// Width returns how many units of the picture the largest part of a country has
// from west to east, as far as it is shown.
func (v *View) Width(c *Country) float64 {
	b := boxOf(c.Rings[0])
	return max(0, math.Min(b.East, v.East)-math.Max(b.West, v.West)) * v.wide * v.scale
}

// Units of the picture: how far beyond its edge outlines are cut, and how far
// points of a path stand apart at least.
const (
	margin = 6
	step   = 2
)

// Path returns a country as a path of SVG, in tenths of the picture's units so
// that its numbers are whole ones; "" if nothing of it is to be seen.
func (v *View) Path(c *Country) string {
	var out []byte
	for i, ring := range c.Rings {
		shape := v.cut(ring)
		if len(shape) < 3 {
			continue
		}
		out = trace(out, shape, i == 0)
	}
	return string(out)
}

// trace writes a shape as a path; of what is smaller than a point nothing, unless
// it is all that there is of a country.
func trace(out []byte, shape [][2]float64, all bool) []byte {
	var kept [][2]int
	lo, hi := shape[0], shape[0]
	for i, p := range shape {
		lo, hi = [2]float64{math.Min(lo[0], p[0]), math.Min(lo[1], p[1])}, [2]float64{math.Max(hi[0], p[0]), math.Max(hi[1], p[1])}
		q := [2]int{int(math.Round(10 * p[0])), int(math.Round(10 * p[1]))}
		if n := len(kept); n > 0 && i+1 < len(shape) && math.Hypot(float64(q[0]-kept[n-1][0]), float64(q[1]-kept[n-1][1])) < 10*step {
			continue
		}
		kept = append(kept, q)
	}
	if len(kept) < 3 || !all && hi[0]-lo[0] < 2*step && hi[1]-lo[1] < 2*step {
		return out
	}
	out = strconv.AppendInt(append(out, 'M'), int64(kept[0][0]), 10)
	out = strconv.AppendInt(append(out, ' '), int64(kept[0][1]), 10)
	out = append(out, 'l')
	for i := 1; i < len(kept); i++ {
		for k := range 2 {
			d := kept[i][k] - kept[i-1][k]
			if d >= 0 && out[len(out)-1] != 'l' {
				out = append(out, ' ')
			}
			out = strconv.AppendInt(out, int64(d), 10)
		}
	}
	return append(out, 'z')
}

// cut projects a ring and cuts it at the picture's edge (Sutherland and Hodgman).
func (v *View) cut(ring []Point) [][2]float64 {
	shape := make([][2]float64, len(ring))
	for i, p := range ring {
		shape[i][0], shape[i][1] = v.At(p)
	}
	for axis, limits := range [][2]float64{{-margin, v.W + margin}, {-margin, v.H + margin}} {
		shape = clip(shape, axis, limits[0], 1)
		shape = clip(shape, axis, limits[1], -1)
	}
	return shape
}

// clip cuts a shape at a limit of one axis; side is 1 if what is larger stays.
func clip(shape [][2]float64, axis int, limit, side float64) [][2]float64 {
	var out [][2]float64
	for i, p := range shape {
		q := shape[(i+1)%len(shape)]
		in, next := (p[axis]-limit)*side >= 0, (q[axis]-limit)*side >= 0
		if in {
			out = append(out, p)
		}
		if in != next {
			part := (limit - p[axis]) / (q[axis] - p[axis])
			out = append(out, [2]float64{p[0] + part*(q[0]-p[0]), p[1] + part*(q[1]-p[1])})
		}
	}
	return out
}
