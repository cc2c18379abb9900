// Package sorting sorts lists by code that all types of elements share.
//
// [slices.SortFunc] is compiled anew for every type: twice as fast, and 15 kB of
// program for each, the tables of the stack counted. Lists of structs that are
// sorted a few times a page or a document are sorted here; those of numbers and
// texts, and what is sorted in the reading of a text, by package slices. The
// order is the same, also of elements that compare as equal.
package sorting

import "sort"

// Func sorts a list by a comparison, as slices.SortFunc does.
func Func[E any](list []E, compare func(a, b E) int) { sort.Sort(&by[E]{list, compare}) }

// StableFunc sorts a list and keeps the order of what compares as equal, as
// slices.SortStableFunc does.
func StableFunc[E any](list []E, compare func(a, b E) int) { sort.Stable(&by[E]{list, compare}) }

// by is a list on its way.
type by[E any] struct {
	list    []E
	compare func(a, b E) int
}

func (b *by[E]) Len() int           { return len(b.list) }
func (b *by[E]) Less(i, j int) bool { return b.compare(b.list[i], b.list[j]) < 0 }
func (b *by[E]) Swap(i, j int)      { b.list[i], b.list[j] = b.list[j], b.list[i] }
