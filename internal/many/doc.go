// Package many is a test helper: it makes records in any number from a few, so
// that an archive of 100,000 stories can be filled without reading a text.
//
// A [Source] takes records that were read once, of stories or of the samples of
// this repository ([Samples]), and varies who is named in them, days, outlets,
// numbers and words. Record n of a seed is the same in every run, and can be
// asked for without those before it. Stories come as they do in the world: half
// of them alone, others as several reports of one happening in a few days, some
// of these word for word.
package many
