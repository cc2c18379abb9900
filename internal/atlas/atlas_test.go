package atlas

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/data"
)

// TestCountriesAreWhereTheyAre holds that outlines are read as they were written:
// each lies on the globe, holds its label, and capitals stand in their countries.
func TestCountriesAreWhereTheyAre(t *testing.T) {
	for _, c := range Countries() {
		for _, ring := range c.Rings {
			for i, p := range ring {
				if q := ring[(i+1)%len(ring)]; math.Abs(p.Lon-q.Lon) > 90 {
					t.Errorf("%s has a line from %v to %v", c.Name, p, q)
				}
			}
			if len(ring) < 3 {
				t.Errorf("%s has a ring of %d points", c.Name, len(ring))
			}
			if b := boxOf(ring); b.West < -180.01 || b.East > 180.01 || b.South < -60 || b.North > 84 {
				t.Errorf("%s lies in %+v", c.Name, b)
			}
		}
		if !holds(c.Rings[0], c.Label) {
			t.Errorf("the label of %s stands outside, at %v", c.Name, c.Label)
		}
	}
	for code, capital := range map[string]Point{"NOR": {10.75, 59.91}, "KEN": {36.82, -1.29}, "BRA": {-47.93, -15.78}, "UKR": {30.52, 50.45}, "CHN": {116.4, 39.9}, "AUS": {149.13, -35.28}, "LSO": {27.48, -29.31}, "XKX": {21.16, 42.66}} {
		c := Of(code)
		if c == nil || !holds(c.Rings[0], capital) {
			t.Errorf("%s does not hold its capital", code)
		}
	}
	if Of("-") != nil || Of("ZZZ") != nil {
		t.Error("there is a country without a code")
	}
}

// TestMostCountriesHaveAnOutline names those of the list of countries that have none.
func TestMostCountriesHaveAnOutline(t *testing.T) {
	var without []string
	for _, row := range data.Rows("countries") {
		if Of(row[0]) == nil {
			without = append(without, row[0])
		}
	}
	if len(without) > 25 {
		t.Errorf("%d countries have no outline: %s", len(without), strings.Join(without, " "))
	}
}

func holds(ring []Point, p Point) bool {
	in := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if a.Lat > p.Lat != (b.Lat > p.Lat) && p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
			in = !in
		}
	}
	return in
}

// TestAViewShowsWhereThingsAre fits views to points and countries: all stand in
// the picture, with their distances in proportion.
func TestAViewShowsWhereThingsAre(t *testing.T) {
	oslo, bergen, nairobi := Point{10.75, 59.91}, Point{5.33, 60.39}, Point{36.82, -1.29}
	for name, v := range map[string]*View{"one town": Fit(960, []Point{oslo}, nil), "two": Fit(960, []Point{oslo, bergen}, nil), "far apart": Fit(960, []Point{oslo, nairobi}, nil), "a country": Fit(960, []Point{oslo}, []*Country{Of("DNK")}),
		"the world": Fit(960, nil, nil), "both edges": Fit(960, []Point{{179, -17}, {-175, -20}}, nil), "the far north": Fit(960, []Point{{15.6, 78.2}}, nil)} {
		if v.H < .4*v.W || v.H > .7*v.W || v.West < -180 || v.East > 180.0001 || v.West >= v.East {
			t.Errorf("%s: %+v", name, v)
		}
		if x, y := v.At(Point{v.East, v.South}); math.Abs(x-v.W) > 1 || math.Abs(y-v.H) > 1 {
			t.Errorf("%s: the corner stands at %v,%v of %v,%v", name, x, y, v.W, v.H)
		}
	}
	v := Fit(960, []Point{oslo, bergen}, nil)
	if !v.Shows(oslo) || !v.Shows(bergen) || v.Shows(nairobi) || v.East-v.West > 50 {
		t.Errorf("the view of two towns is %+v", v.Box)
	}
	x1, y1 := v.At(bergen)
	if x2, y2 := v.At(oslo); x2 <= x1 || y2 <= y1 {
		t.Error("Oslo does not lie south-east of Bergen")
	}
	if v.Path(Of("KEN")) != "" || v.Path(Of("NOR")) == "" {
		t.Error("what is seen of Norway and Kenya")
	}
}

// TestPathsStayInThePicture draws the world and a part of it: whole numbers, none
// far outside, the largest countries first.
func TestPathsStayInThePicture(t *testing.T) {
	for _, v := range []*View{Fit(960, nil, nil), Fit(960, []Point{{30, 50}}, nil)} {
		size := 0
		for _, c := range Countries() {
			path := v.Path(&c)
			size += len(path)
			if path != "" && !regexp.MustCompile(`^(M-?\d+ -?\d+l(-?\d+[ ]?)+z)+$`).MatchString(path) {
				t.Fatalf("%s: %.200s", c.Name, path)
			}
			for _, m := range regexp.MustCompile(`M(-?\d+) `).FindAllStringSubmatch(path, -1) {
				if len(m[1]) > 5 {
					t.Errorf("%s begins at %s", c.Name, m[1])
				}
			}
		}
		if size == 0 || size > 90_000 {
			t.Errorf("the paths have %d bytes", size)
		}
		t.Log(size, "bytes of paths")
	}
	if Countries()[0].Code != "RUS" {
		t.Errorf("the first is %s", Countries()[0].Code)
	}
}
