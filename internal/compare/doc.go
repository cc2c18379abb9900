// Package compare says how two texts and two records differ and what they
// share: whether a new text of a story is news ([ChangeOf]), the word diff of
// two versions ([Words]), the diff of their records in plain words ([Records]),
// and whether two stories are copies of one another ([Prints], [Shared]).
//
// It knows versions and records, no archive: it does no I/O and keeps nothing.
package compare
