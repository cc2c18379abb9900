-- Format 6: timelines that people made. A timeline is what its steps come to,
-- in order, those left out that a later one undoes; package timeline says what
-- each does. Steps name happenings and versions by their ids and hold the words
-- of persons alone, never those of a story: what is forgotten is not in them.
CREATE TABLE timelines (
  tlid    INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE, -- tl_…, kept for ever
  made_at TEXT NOT NULL,
  last_at TEXT NOT NULL         -- of the last step
);
CREATE INDEX timelines_last ON timelines (last_at, tlid);

CREATE TABLE timeline_steps (
  tlid  INTEGER NOT NULL,
  n     INTEGER NOT NULL, -- from 1
  at    TEXT NOT NULL,
  do    TEXT NOT NULL,
  entry TEXT NOT NULL,    -- the entry that it is about, '' for the whole
  body  BLOB NOT NULL,    -- zstd of JSON
  PRIMARY KEY (tlid, n)
) WITHOUT ROWID;
