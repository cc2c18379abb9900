// Package claim writes what a record says as rows that people read, the same
// on pages, on a terminal, in the API, in feeds and in exports: who → the
// story's own words → to whom, when and how that is known, where, according to
// whom, how sure. The code of a type or an act is a label beside the words and
// never stands in for them: a code says how a reader of data files counts
// something, not what was done.
//
// Start with [Read].
package claim
