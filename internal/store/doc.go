// Package store keeps an archive of stories in one SQLite file.
//
// Facts are stored once: captures (the bytes as they came, compressed),
// versions (clean text that never changes), when an outlet was seen to show
// which version, and what people decided. Everything else — records, the
// search index, actors, copy groups — is derived from facts and may be deleted
// and made again.
//
// Several processes may have an archive open for writing, such as a server, a
// watcher and who adds stories; their writes come one after the other, and any
// number reads meanwhile. A change is accepted when [Store.Update]
// returns: it is committed and synced, and a killed process or a power cut
// does not undo it. Each change to a row that has an id is in the change feed,
// deletions included ([Store.Changes]). Ids have a prefix, are never used again,
// and resolve after a merge ([Store.Resolve]).
//
// Work is rows, not memory: what is still to be read is the versions without a
// record of a pipeline ([Store.Queue]). Start with [Open].
package store
