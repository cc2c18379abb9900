// Package readout defines the record: what Readout writes about one version
// of one news story, who said and did what to whom, when, where, according to
// whom, and how sure, each value tied to the words that say it.
//
// The package holds types, their checks and their JSON. It does no I/O and
// imports nothing else of this module. Package pipeline fills a [Record] from
// a [Version]; package article makes a Version from what a web page or a
// scraper gave. Inside the program a [Span] counts bytes; in JSON it counts
// Unicode code points (see [Record.MarshalJSON]). doc/record.md describes
// every field for users.
package readout

// Format is the name and number of the record's JSON form. It changes when
// the meaning of a field changes.
const Format = "readout/1"
