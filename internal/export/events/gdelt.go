package events

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// gdeltColumns are the names of GDELT 2.0's columns; its files have no header.
var gdeltColumns = func() []string {
	cols := strings.Fields("GLOBALEVENTID SQLDATE MonthYear Year FractionDate")
	for _, n := range []string{"Actor1", "Actor2"} {
		for c := range strings.FieldsSeq("Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code") {
			cols = append(cols, n+c)
		}
	}
	cols = append(cols, strings.Fields("IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone")...)
	for _, n := range []string{"Actor1Geo", "Actor2Geo", "ActionGeo"} {
		for c := range strings.FieldsSeq("_Type _FullName _CountryCode _ADM1Code _ADM2Code _Lat _Long _FeatureID") {
			cols = append(cols, n+c)
		}
	}
	return append(cols, "DATEADDED", "SOURCEURL")
}()

// gdelt appends dyads as rows of GDELT 2.0's event table. A side that is not
// named is empty, as is the tone, which is not measured.
func (w *writer) gdelt(b []byte, dyads []dyad) []byte {
	v := &w.rec.Version
	for _, d := range dyads {
		cells := append([]string{fmt.Sprint(w.number(d.ev, d.number))}, gdeltDate(w.day(d.ev))...)
		cells = append(cells, gdeltSide(d.a)...)
		cells = append(cells, gdeltSide(d.b)...)
		root := "0"
		if !strings.Contains(strings.TrimSpace(v.Text[:d.ev.Sentence.Start]), "\n") {
			root = "1" // in the headline or the paragraph below it
		}
		cells = append(cells, root, d.code, prefix(d.code, 3), prefix(d.code, 2), strconv.Itoa(gdeltQuad(d.code)), goldstein(d.code, true),
			"", "", "", "")
		mentions, lines, stories := w.counts(d.ev)
		copy(cells[len(cells)-4:], []string{strconv.Itoa(mentions), strconv.Itoa(lines), strconv.Itoa(stories)})
		cells = append(cells, make([]string, 16)...)
		cells = append(cells, gdeltPlace(w.place(d.ev))...)
		b = row(b, append(cells, added(v), v.URL))
	}
	return b
}

// prefix returns the first n bytes of s.
func prefix(s string, n int) string { return s[:min(n, len(s))] }

// gdeltDate returns the four cells of a date.
func gdeltDate(day string) []string {
	if day == "" {
		return make([]string, 4)
	}
	year, _ := strconv.Atoi(day[:4])
	month, _ := strconv.Atoi(day[5:7])
	dom, _ := strconv.Atoi(day[8:10])
	return []string{strings.ReplaceAll(day, "-", ""), day[:4] + day[5:7], day[:4],
		fmt.Sprintf("%.4f", float64(year)+float64(month*30+dom)/365)}
}

// added returns the time of publication as 14 digits, or "".
func added(v *readout.Version) string {
	day := strings.ReplaceAll(v.Published.Day(), "-", "")
	if day == "" {
		return ""
	}
	clock := "000000"
	if _, t, ok := strings.Cut(v.Published.Value, "T"); ok {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, prefix(t, 8))
		clock = prefix(digits+"000000", 6)
	}
	return day + clock
}

// gdeltQuad returns the quad class that GDELT gives a code.
func gdeltQuad(code string) int {
	switch root, _ := strconv.Atoi(prefix(code, 2)); {
	case root <= 5:
		return 1
	case root <= 8:
		return 2
	case root <= 13:
		return 3
	}
	return 4
}

// religions, types and bodies are the elements of CAMEO strings by what they say.
var (
	religions = setOf("CHR CTH PRO DOX MOS SUN SHI JEW HIN BUD ATH ADR BAH CPT DRZ CON NRM PAG REL SIK TAO ZRO")
	types     = setOf("GOV MIL COP SPY JUD LEG PTY REB INS SEP OPP UAF ELI CVL PPL BUS AGR LAB EDU REL REF CRM MED HLH DEV ENV HRI MOD RAD SET MNC NGO IGO NGM INT IMG UIS")
	world     = setOf("IGO NGO NGM MNC IMG INT UIS")
)

// setOf returns the words as a set.
func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// gdeltSide returns the ten cells of one side, taken apart by CAMEO's elements.
func gdeltSide(s *side) []string {
	cells := make([]string, 10)
	if s == nil {
		return cells
	}
	cells[0], cells[1] = s.cameo, strings.ToUpper(s.name)
	if s.actor != nil && (s.actor.Kind == readout.GovernmentActor || s.actor.Kind == readout.CountryActor) {
		cells[1] = strings.ToUpper(cmp.Or(plover.CountryName(s.country), s.name))
	}
	next := func(slots []int, value string) {
		for _, i := range slots {
			if cells[i] == "" {
				cells[i] = value
				return
			}
		}
	}
	for i := 0; i+3 <= len(s.cameo); i += 3 {
		part := s.cameo[i : i+3]
		switch {
		case part == "---":
		case i == 0 && !world[part]:
			cells[2] = part
		case types[part]:
			next([]int{7, 8, 9}, part)
		case religions[part]:
			next([]int{5, 6}, part)
		case world[prefix(s.cameo, 3)]:
			next([]int{3}, part)
		default:
			next([]int{4}, part)
		}
	}
	if strings.Trim(s.cameo, "-") == "" {
		cells[0] = ""
	} else {
		cells[0] = strings.TrimPrefix(s.cameo, "---")
	}
	return cells
}

// gdeltPlace returns the eight cells of a place.
func gdeltPlace(p *readout.Place) []string {
	if p == nil {
		return make([]string, 8)
	}
	_, fips := plover.COW(p.Country)
	kind := "4"
	switch {
	case p.Precision == readout.PlaceCountry:
		kind = "1"
	case p.Country == "USA" && (p.Precision == readout.PlaceRegion || p.Precision == readout.PlaceDistrict):
		kind = "2"
	case p.Country == "USA":
		kind = "3"
	case p.Precision == readout.PlaceRegion || p.Precision == readout.PlaceDistrict:
		kind = "5"
	}
	parts := []string{cmp.Or(p.Name, p.Text)}
	for _, more := range []string{p.Admin1, plover.CountryName(p.Country)} {
		if more != "" && more != parts[len(parts)-1] {
			parts = append(parts, more)
		}
	}
	lat, lon := coordinates(p)
	feature := ""
	if kind == "1" {
		feature = fips
	}
	return []string{kind, strings.Join(parts, ", "), fips, fips, "", lat, lon, feature}
}
