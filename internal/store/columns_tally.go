package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
)

// spread counts results by their own dates, or by the days of their stories.
func (f *sifter) spread(ctx context.Context, published bool) (*Spread, error) {
	out := &Spread{}
	if err := f.match(ctx); err != nil {
		return nil, err
	}
	days := f.cols.days
	var status *codes
	var sure []bool
	var own [2]*codes
	if f.rows != nil {
		status = f.rows.column("status")
		sure = status.table(func(v string) bool { return v == "asserted" })
		if !published {
			own = [2]*codes{f.rows.column("d_from"), f.rows.column("d_to")}
		}
	}
	type span struct{ from, to uint32 }
	counts := make(map[span]*dayCount)
	seen := make([]bool, len(days))
	var last span
	var count *dayCount
	f.latest(func(i int, vid int32) bool {
		at := span{uint32(f.cols.day[vid]), uint32(f.cols.day[vid])}
		seen[at.from] = true
		if own[0] != nil {
			at = span{own[0].at(i), own[1].at(i)}
		}
		if count == nil || at != last {
			if last, count = at, counts[at]; count == nil {
				count = &dayCount{}
				counts[at] = count
			}
		}
		count.count++
		if status == nil || sure[status.at(i)] {
			count.asserted++
		}
		return true
	})
	for at, count := range counts {
		if own[0] != nil {
			count.from, count.to = own[0].names[at.from], own[1].names[at.to]
		} else {
			count.from, count.to = days[at.from], days[at.to]
		}
		out.days = append(out.days, *count)
	}
	for n, day := range days {
		if !seen[n] || day == "" {
			continue
		}
		if out.from == "" || day < out.from {
			out.from = day
		}
		out.to = max(out.to, day)
	}
	return out, nil
}

// Quick reports whether what a question finds is counted in the time in which a page is
// made: where columns answer it.
func (s *Store) Quick(ctx context.Context, q *Query) bool {
	b, err := s.builder(ctx, q)
	if err != nil {
		return false
	}
	f, err := s.sifter(ctx, b)
	return f != nil && err == nil
}

// A Tally is how much a search finds, and the most frequent values of fields.
type Tally struct {
	Results
	Facets []Facet
	Values map[string]int // how many values each field has
}

// Tally is [Store.CountHits] and [Store.Facets] in one.
func (s *Store) Tally(ctx context.Context, q *Query, each int) (*Tally, error) {
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b, err := s.builder(ctx, q)
	if err != nil {
		return nil, err
	}
	f, err := s.sifter(ctx, b)
	if err != nil {
		return nil, err
	}
	if f != nil {
		return f.tally(ctx, each)
	}
	t := new(Tally)
	res, err := s.CountHits(ctx, q)
	if err != nil {
		return nil, err
	}
	t.Results = *res
	t.Facets, t.Values, err = s.Facets(ctx, q, each)
	return t, err
}

// A tallier counts results one by one.
type tallier struct {
	f              *sifter
	fields         []string
	res            Results
	stories, lines numbers
	outlets        []bool           // by number of outlet's names
	cells          map[string][]int // of a column of rows, by number of value
	days, names    []int            // by number of day and of outlet's names
}

// Numbers are different ones, above and below 0.
type numbers struct {
	above, below rowSet
	n            int
}

// add counts a number, once.
func (s *numbers) add(number int32) {
	set, row := &s.above, int64(number)
	if number < 0 {
		set, row = &s.below, -row
	}
	if !set.has(row) {
		set.add(row)
		s.n++
	}
}

// tally counts as many of the results that came in last as are counted.
func (f *sifter) tally(ctx context.Context, each int) (*Tally, error) {
	t, err := f.count(ctx, FacetFields(f.b.kind))
	if err != nil {
		return nil, err
	}
	out := &Tally{Results: t.res}
	out.Stories, out.Lines = t.stories.n, t.lines.n
	names := make(map[string]bool)
	for n, found := range t.outlets {
		if found {
			names[f.cols.outlets[n].story] = true
		}
	}
	delete(names, "")
	out.Outlets = len(names)
	out.Capped = out.Found > maxFound
	out.Newest = f.b.match != "" && out.Found > maxRanked
	out.Facets, out.Values = t.facets(each)
	if f.b.dated {
		out.Undated, err = f.undated(ctx)
	}
	return out, err
}

// count counts the values of fields.
func (f *sifter) count(ctx context.Context, fields []string) (*tallier, error) {
	t := &tallier{f: f, fields: fields, outlets: make([]bool, len(f.cols.outlets)),
		cells: make(map[string][]int), days: make([]int, len(f.cols.days)), names: make([]int, len(f.cols.outlets))}
	var cols []*codes
	var counts [][]int
	for _, name := range fields {
		if f.rows == nil {
			break
		}
		if col := f.rows.column(name); col != nil {
			t.cells[name] = make([]int, len(col.names))
			cols, counts = append(cols, col), append(counts, t.cells[name])
		}
	}
	if err := f.match(ctx); err != nil {
		return nil, err
	}
	c := f.cols
	f.latest(func(i int, vid int32) bool {
		t.res.Found++
		t.stories.add(c.story[vid])
		t.lines.add(c.line[vid])
		t.outlets[c.outlet[vid]] = true
		if t.res.Found > maxFound { // it says that there are more, and has no part in the values
			return false
		}
		t.days[c.day[vid]]++
		t.names[c.outlet[vid]]++
		for n, col := range cols {
			counts[n][col.at(i)]++
		}
		return true
	})
	return t, nil
}

// undated counts the stories of results that fit but for a day, which they lack.
func (f *sifter) undated(ctx context.Context) (int, error) {
	other, err := f.s.sifter(ctx, f.b.undated())
	if other == nil || err != nil {
		return 0, err
	}
	if err := other.match(ctx); err != nil {
		return 0, err
	}
	var stories numbers
	found := 0
	other.latest(func(_ int, vid int32) bool {
		found++
		stories.add(f.cols.story[vid])
		return found < maxFound
	})
	return stories.n, nil
}

// values returns how often each value of a field was counted, and the same of the longer
// ones within which it is looked for.
func (t *tallier) values(field string) (counts, held map[string]int) {
	counts, held = make(map[string]int), make(map[string]int)
	c := t.f.cols
	switch field {
	case "outlet":
		for n, count := range t.names {
			if count > 0 {
				counts[c.outlets[n].story] += count
				held[c.outlets[n].both] += count
			}
		}
		return counts, held
	case "month":
		for n, count := range t.days {
			if count > 0 {
				counts[c.days[n][:min(7, len(c.days[n]))]] += count
			}
		}
		return counts, counts
	}
	for n, count := range t.cells[field] {
		if count > 0 {
			counts[t.f.rows.column(field).names[n]] = count
		}
	}
	return counts, counts
}

// facets returns the most frequent values, at most each of a field.
func (t *tallier) facets(each int) (list []Facet, values map[string]int) {
	values = make(map[string]int)
	for _, field := range t.fields {
		counts, held := t.values(field)
		delete(counts, "")
		if len(counts) == 0 {
			continue
		}
		values[field] = len(counts)
		names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
		var of []Facet
		for _, value := range names[:min(each, len(names))] {
			n := counts[value]
			if field == "outlet" || field == "place" {
				n = countWithin(held, value)
			}
			of = append(of, Facet{field, value, n})
		}
		slices.SortStableFunc(of, func(a, b Facet) int { return b.Count - a.Count })
		list = append(list, of...)
	}
	return list, values
}

// countWithin counts the results of a value as the field finds them, which looks for it
// within a longer one.
func countWithin(held map[string]int, value string) (n int) {
	for longer, count := range held {
		if strings.Contains(lower(longer), lower(value)) {
			n += count
		}
	}
	return n
}
