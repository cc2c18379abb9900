// Package export writes records as files for other programs: tidy tables
// (stories, versions, statements, events, actors, mentions, dates, places and
// the lists that belong to them) as CSV, JSON Lines, Parquet and XLSX, graphs,
// maps, feeds, calendars, linked data and bibliographies.
//
// An [Item] is one record with what an archive knows of it. A [Package] takes
// items one after the other, so that memory does not grow with their number,
// writes under temporary names, reads back what it wrote, and only then gives
// the files their names. [Mask] takes private persons out of a record.
//
// Offsets count Unicode code points, codes are text, and the same items give
// the same bytes.
package export
