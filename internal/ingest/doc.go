// Package ingest brings stories into an archive and keeps their records up to
// date: inputs → captures → versions of stories → records.
//
// [Ingester.Add] takes what inputs give, story by story and in input order. A
// story is accepted when the archive has committed it; whoever stops the
// program, or kills it, finds everything accepted there and nothing twice,
// because what came in before is known again by its bytes.
//
// [Ingester.Read] makes the records: the queue is the versions without a
// record of the pipeline, so nothing is lost with the program's memory.
// [Ingester.Watch] looks at feeds, folders and recent stories again and again.
package ingest
