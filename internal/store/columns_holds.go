package store

import (
	"encoding/json"
	"strings"
)

// This file says of rows that are held in memory what the conditions of a query say of
// them in SQL. A condition on one column is answered for each of its values once, as
// there are few. All take a condition that is nil: of a field that was not asked for.

// holds has a condition on one column of rows.
func (c *cond) holds(column string, of func(value string) bool) {
	name, ok := strings.CutPrefix(column, "x.")
	if c == nil || !ok {
		return
	}
	c.row = func(r *rowColumns) func(int) bool {
		col := r.column(name)
		if col == nil {
			return nil
		}
		table := col.table(of)
		return func(i int) bool { return table[col.at(i)] }
	}
}

// anyOf has a condition on one column that holds for one of some values.
func (c *cond) anyOf(column string, values []string, of func(have, value string) bool) {
	c.holds(column, func(have string) bool {
		for _, v := range values {
			if of(have, v) {
				return true
			}
		}
		return false
	})
}

// day has a condition on the day of publication.
func (c *cond) day(of func(day string) bool) {
	c.version = func(cols *columns) func(int32) bool {
		table := make([]bool, len(cols.days))
		for n, day := range cols.days {
			table[n] = of(day)
		}
		return func(vid int32) bool { return table[cols.day[vid]] }
	}
}

// outlet has a condition that an outlet has one of some words in its names.
func (c *cond) outlet(words []string) {
	if c == nil {
		return
	}
	c.version = func(cols *columns) func(int32) bool {
		table := make([]bool, len(cols.outlets))
		for n, names := range cols.outlets {
			for _, w := range words {
				table[n] = table[n] || strings.Contains(lower(names.both), lower(w))
			}
		}
		return func(vid int32) bool { return table[cols.outlet[vid]] }
	}
}

// inTime says whether a row's dates overlap one of some times.
func inTime(times []string) func(*rowColumns) func(int) bool {
	return func(r *rowColumns) func(int) bool {
		from, to := r.column("d_from"), r.column("d_to")
		var begins, ends [][]bool
		for _, v := range times {
			first, last, two := strings.Cut(v, "..")
			if !two {
				last = first
			}
			begins = append(begins, from.table(func(day string) bool { return day != "" && (last == "" || day < last+"~") }))
			ends = append(ends, to.table(func(day string) bool { return first == "" || day >= first }))
		}
		return func(i int) bool {
			for n := range begins {
				if begins[n][from.at(i)] && ends[n][to.at(i)] {
					return true
				}
			}
			return false
		}
	}
}

// country has a condition that an event's place, or somebody who has a part in it, is of
// one of some countries.
func (c *cond) country(values []string) {
	if c == nil {
		return
	}
	is := func(country string) bool {
		for _, v := range values {
			if country == strings.ToUpper(v) {
				return true
			}
		}
		return false
	}
	c.row = func(r *rowColumns) func(int) bool {
		place := r.column("country")
		there, theirs := place.table(is), r.roles.country.table(is)
		return func(i int) bool {
			if there[place.at(i)] {
				return true
			}
			from, to := r.rolesOf(i)
			for k := from; k < to; k++ {
				if theirs[r.roles.country.at(k)] {
					return true
				}
			}
			return false
		}
	}
}

// role has a condition that one of some actors does an event, or that it is done to him.
func (c *cond) role(ids []string, role string) {
	if c == nil {
		return
	}
	c.among = ofActors(ids)
	c.row = func(r *rowColumns) func(int) bool {
		who := r.roles.actor.table(func(id string) bool {
			for _, v := range ids {
				if v == id {
					return true
				}
			}
			return false
		})
		return func(i int) bool {
			from, to := r.rolesOf(i)
			for k := from; k < to; k++ {
				if r.roles.to[k] == (role == "recipient") && who[r.roles.actor.at(k)] {
					return true
				}
			}
			return false
		}
	}
}

// ofActors returns the rows of some actors.
func ofActors(ids []string) func(*rowColumns) []int32 {
	return func(r *rowColumns) (list []int32) {
		for _, id := range ids {
			if n := r.actors().number(id); n >= 0 {
				list = append(list, r.rowsOf(n)...)
			}
		}
		return list
	}
}

// place has a condition on where an event was: a name, or an entry of the gazetteer
// alone. What lies in a place, or near it, the database knows.
func (c *cond) place(values, near []string) {
	var names, ids []string
	for _, v := range values {
		if id, alone := strings.CutPrefix(v, only); alone && isPlaceID(id) {
			ids = append(ids, id)
		} else if isPlaceID(v) {
			return
		} else {
			names = append(names, lower(v))
		}
	}
	if len(near) > 0 {
		return
	}
	c.row = func(r *rowColumns) func(int) bool {
		place, id := r.column("place"), r.column("place_id")
		named := place.table(func(have string) bool {
			for _, name := range names {
				if strings.Contains(lower(have), name) {
					return true
				}
			}
			return false
		})
		listed := id.table(func(have string) bool {
			for _, v := range ids {
				if have == v && have != "" {
					return true
				}
			}
			return false
		})
		return func(i int) bool { return named[place.at(i)] || listed[id.at(i)] }
	}
}

// told has a condition on by whom an event is known; known are the events that others
// tell too, as JSON.
func (c *cond) told(values []string, known string) {
	c.row = func(r *rowColumns) func(int) bool {
		var others rowSet
		var rids []int64
		_ = json.Unmarshal([]byte(known), &rids) // "" of a query that does not ask for it
		for _, rid := range rids {
			others.add(rid)
		}
		told := r.column("told")
		asked := told.table(func(teller string) bool {
			for _, v := range values {
				if strings.ToLower(v) == teller {
					return true
				}
			}
			return false
		})
		nobodys := told.table(func(teller string) bool { return teller == "unnamed" })
		return func(i int) bool {
			at := told.at(i)
			return asked[at] && !(nobodys[at] && others.has(int64(r.rid[i])))
		}
	}
}
