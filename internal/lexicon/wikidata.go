package lexicon

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/data"
	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// An Import is what [Lexicon.ImportWikidata] made of a dump.
type Import struct {
	Actors, Places []string // rows as LoadUser and LoadUserPlaces read them, sorted
	Skipped        int      // entities that are neither, or have no English label
}

// longestEntity is how many bytes a line of a dump has at most.
const longestEntity = 32 << 20

// ImportWikidata makes lists of an extract of a Wikidata dump: one entity a
// line as JSON, with or without the brackets and commas of the full dump.
// People get their country of citizenship and the offices they held,
// organizations their kind and country, what has coordinates becomes a place.
// Lines that are no entity are named in errors, "FILE:LINE: what is wrong".
func (l *Lexicon) ImportWikidata(r io.Reader, name string) (*Import, []error) {
	w := wikidata{countries: map[string]string{}, labels: map[string]string{}}
	for _, row := range data.Rows("items") {
		w.countries[row[1]] = row[0]
	}
	var errs []error
	dropped := 0
	in := bufio.NewReaderSize(r, 1<<20)
	for n := 1; ; n++ {
		line, err := readLine(in)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = w.take(line)
		} else if !errors.Is(err, errLong) {
			errs = append(errs, fmt.Errorf("%s:%d: %w; the rest is not read", name, n, err))
			break
		}
		if err != nil && len(errs) < mostErrors {
			errs = append(errs, fmt.Errorf("%s:%d: %w; the line is skipped", name, n, err))
		} else if err != nil {
			dropped++
		}
	}
	if dropped > 0 {
		errs = append(errs, fmt.Errorf("%s: %s", name, plural.Of(dropped, "more line has an error", "more lines have errors")))
	}
	return w.lists(l), errs
}

// errLong is the error of a line that is longer than an entity.
var errLong = fmt.Errorf("the line is longer than %d MB", longestEntity>>20)

// readLine reads a line without its end; of a longer one the rest is dropped.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > longestEntity {
			long, line = true, nil
		} else if !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (len(line) == 0 && !long || !errors.Is(err, io.EOF)):
			return nil, err
		case long:
			return nil, errLong
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}

// A wikidata collects the entities of a dump.
type wikidata struct {
	countries map[string]string // ISO 3166-1 alpha-3 by item
	labels    map[string]string
	entities  []entity
	skipped   int
}

// An entity is what is kept of an item.
type entity struct {
	id, label string
	aliases   []string
	classes   []string
	country   string // item
	located   bool
	lat, lon  float64
	geonames  string
	terms     []heldTerm
}

// A heldTerm is an office by its item.
type heldTerm struct{ office, from, to string }

// An item is an entity as the dump has it.
type item struct {
	ID     string
	Labels map[string]struct{ Value string }
	// aliases of an item without any are an empty list and not an object
	Aliases json.RawMessage
	Claims  json.RawMessage
}

// A claim is one statement of an item.
type claim struct {
	Mainsnak   snak
	Rank       string
	Qualifiers map[string][]snak
}

type snak struct {
	Datavalue struct{ Value json.RawMessage }
}

// item, day and text read a value of the three kinds that are needed.
func (s snak) item() string {
	var v struct{ ID string }
	_ = json.Unmarshal(s.Datavalue.Value, &v) // another kind of value has no item
	return v.ID
}

func (s snak) text() string {
	var v string
	_ = json.Unmarshal(s.Datavalue.Value, &v) // another kind of value is no text
	return v
}

func (s snak) day() string {
	var v struct {
		Time      string
		Precision int
	}
	if json.Unmarshal(s.Datavalue.Value, &v) != nil || !strings.HasPrefix(v.Time, "+") || len(v.Time) < 11 {
		return ""
	}
	switch v.Precision {
	case 9:
		return v.Time[1:5]
	case 10:
		return v.Time[1:8]
	case 11:
		return v.Time[1:11]
	}
	return ""
}

// take reads one line.
func (w *wikidata) take(line []byte) error {
	line = bytes.TrimSuffix(bytes.TrimSpace(line), []byte(","))
	if len(line) == 0 || string(line) == "[" || string(line) == "]" {
		return nil
	}
	var it item
	if err := json.Unmarshal(line, &it); err != nil {
		return fmt.Errorf("no entity in JSON (%v)", err)
	}
	if it.ID == "" {
		return errors.New("the entity has no id")
	}
	claims := map[string][]claim{}
	if len(it.Claims) > 0 && it.Claims[0] == '{' {
		if err := json.Unmarshal(it.Claims, &claims); err != nil {
			return fmt.Errorf("%s: the claims can't be read (%v)", it.ID, err)
		}
	}
	e := entity{id: it.ID, label: it.Labels["en"].Value}
	if e.label == "" {
		e.label = it.Labels["mul"].Value
	}
	if e.label == "" || Key(e.label) == "" {
		w.skipped++
		return nil
	}
	w.labels[e.id] = e.label
	var aliases map[string][]struct{ Value string }
	if json.Unmarshal(it.Aliases, &aliases) == nil {
		for _, a := range aliases["en"] {
			e.aliases = append(e.aliases, a.Value)
		}
	}
	w.read(&e, claims)
	w.entities = append(w.entities, e)
	return nil
}

// read takes from an item's claims what lists need.
func (w *wikidata) read(e *entity, claims map[string][]claim) {
	for _, c := range claims["P31"] {
		e.classes = append(e.classes, c.Mainsnak.item())
	}
	for _, c := range claims["P298"] {
		if code := c.Mainsnak.text(); len(code) == 3 {
			w.countries[e.id] = code
		}
	}
	for _, property := range []string{"P27", "P17", "P1001"} {
		if len(claims[property]) > 0 && e.country == "" {
			e.country = claims[property][len(claims[property])-1].Mainsnak.item()
			for _, c := range claims[property] {
				if c.Rank == "preferred" {
					e.country = c.Mainsnak.item()
				}
			}
		}
	}
	for _, c := range claims["P625"] {
		var v struct{ Latitude, Longitude *float64 }
		if json.Unmarshal(c.Mainsnak.Datavalue.Value, &v) == nil && v.Latitude != nil && v.Longitude != nil {
			e.located, e.lat, e.lon = true, *v.Latitude, *v.Longitude
		}
	}
	for _, c := range claims["P1566"] {
		e.geonames = c.Mainsnak.text()
	}
	for _, c := range claims["P39"] {
		t := heldTerm{office: c.Mainsnak.item()}
		for key, to := range map[string]*string{"P580": &t.from, "P582": &t.to} {
			if q := c.Qualifiers[key]; len(q) > 0 {
				*to = q[0].day()
			}
		}
		if t.office != "" && t.from != "" && c.Rank != "deprecated" {
			e.terms = append(e.terms, t)
		}
	}
}

// kindsOfItems are the kinds of actors by class, with their sector.
var kindsOfItems = map[string][2]string{
	"Q5": {KindPerson, ""}, "Q7278": {KindParty, "PTY"}, "Q327333": {KindGovernment, "GOV"}, "Q192350": {KindGovernment, "GOV"}, "Q35749": {KindGovernment, "LEG"},
	"Q17149090": {KindGroup, "REB"}, "Q11032": {KindOutlet, "JRN"}, "Q192283": {KindOutlet, "JRN"}, "Q15265344": {KindOutlet, "JRN"},
	"Q484652": {KindOrganization, "IGO"}, "Q79913": {KindOrganization, "NGO"}, "Q4830453": {KindOrganization, "BUS"}, "Q783794": {KindOrganization, "BUS"},
	"Q6881511": {KindOrganization, "BUS"}, "Q3918": {KindOrganization, "EDU"}, "Q43229": {KindOrganization, ""}, "Q163740": {KindOrganization, ""},
}

// lists makes rows of what was collected.
func (w *wikidata) lists(l *Lexicon) *Import {
	out := &Import{Skipped: w.skipped}
	code := func(item string) string {
		c := w.countries[item]
		if _, ok := l.countries[c]; !ok {
			return ""
		}
		return c
	}
	for i := range w.entities {
		e := &w.entities[i]
		kind, known := [2]string{}, false
		for _, class := range e.classes {
			if kind, known = kindsOfItems[class]; known {
				break
			}
		}
		country := code(e.country)
		switch {
		case known:
			out.Actors = append(out.Actors, row(e.label, others(e), kind[0], country, kind[1], e.id, w.terms(e, country)))
		case e.located && len(e.classes) > 0:
			out.Places = append(out.Places, row(e.label, others(e), "", country, "", strconv.FormatFloat(e.lat, 'f', -1, 64), strconv.FormatFloat(e.lon, 'f', -1, 64), e.geonames))
		default:
			out.Skipped++
		}
	}
	slices.Sort(out.Actors)
	slices.Sort(out.Places)
	return out
}

// terms writes the offices of a person whose labels the dump has.
func (w *wikidata) terms(e *entity, country string) string {
	var out []string
	for _, t := range e.terms {
		title := w.labels[t.office]
		if title == "" || country == "" {
			continue
		}
		to := t.to
		if to == "" {
			to = "-"
		}
		out = append(out, clean(fmt.Sprintf("%s %s %s %s", country, t.from, to, title)))
	}
	return strings.Join(out, "|")
}

// others writes the other names of an entity.
func others(e *entity) string {
	var out []string
	for _, a := range e.aliases {
		if a = clean(a); Key(a) != "" && a != e.label {
			out = append(out, a)
		}
	}
	return strings.Join(out, "|")
}

// clean takes out of a name what parts cells and names.
func clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '\t' || r == '\n' || r == '\r' }), " ")
}

// row writes cells as a row.
func row(name string, cells ...string) string {
	return strings.TrimRight(clean(name)+"\t"+strings.Join(cells, "\t"), "\t")
}
