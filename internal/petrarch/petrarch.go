// Package petrarch reads the dictionaries of PETRARCH: actors, agents, verbs,
// discards and issues.
package petrarch
