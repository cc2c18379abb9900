-- Format 9: what a newsroom adds to its archive.

-- Notes and tags of people on stories and on values. Rows are only added; who
-- takes one back empties it.
CREATE TABLE notes (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  id     TEXT NOT NULL UNIQUE, -- no_…
  at     TEXT NOT NULL,
  who    TEXT NOT NULL,
  vid    INTEGER NOT NULL,     -- the version that the person looked at; it holds for the story
  layer  TEXT NOT NULL,        -- statement event actor, '' for the story
  tag    TEXT NOT NULL,        -- in small letters, '' for a note
  off_at TEXT NOT NULL,        -- since when it is taken back, '' while it stands
  body   BLOB NOT NULL         -- zstd of JSON: the words that the value is known by, the text of a note
);
CREATE INDEX notes_vid ON notes (vid, seq);
CREATE INDEX notes_tag ON notes (tag, vid) WHERE tag <> '' AND off_at = '';

-- Derived: where notes on values stand in the records that are shown.
CREATE TABLE note_fits (
  vid   INTEGER NOT NULL,
  seq   INTEGER NOT NULL,
  local TEXT NOT NULL,   -- id in the record, '' where its words are gone
  PRIMARY KEY (vid, seq)
) WITHOUT ROWID;
CREATE INDEX note_fits_seq ON note_fits (seq);

-- What people say of sources and of what happened. The last one of a thing
-- holds; one without a grade takes those before it back.
CREATE TABLE grades (
  seq   INTEGER PRIMARY KEY AUTOINCREMENT,
  at    TEXT NOT NULL,
  who   TEXT NOT NULL,
  kind  TEXT NOT NULL,  -- outlet speaker happening
  what  TEXT NOT NULL,  -- name of an outlet, kind of speaker, ev_…
  grade TEXT NOT NULL,  -- A to F of a source, 1 to 6 of a happening, ''
  why   TEXT NOT NULL
);
CREATE INDEX grades_what ON grades (kind, what, seq);

-- Studies: a sample of values that several people judge, none of whom sees what
-- another says until all are done.
CREATE TABLE studies (
  syid  INTEGER PRIMARY KEY,
  id    TEXT NOT NULL UNIQUE, -- sy_…
  at    TEXT NOT NULL,
  who   TEXT NOT NULL,
  title TEXT NOT NULL,
  level INTEGER NOT NULL,     -- highest label that all who judge see: stories above it are not in the study
  body  TEXT NOT NULL         -- JSON: coders, query, seed, whether the machine's values are shown
);
CREATE TABLE study_items (
  syid  INTEGER NOT NULL,
  n     INTEGER NOT NULL,     -- from 1
  vid   INTEGER NOT NULL,
  layer TEXT NOT NULL,
  body  BLOB NOT NULL,        -- zstd of JSON: the words that the value is known by, what the machine had read
  PRIMARY KEY (syid, n)
) WITHOUT ROWID;
CREATE INDEX study_items_vid ON study_items (vid);
-- What one of them says of a value: no review yet.
CREATE TABLE codings (
  syid INTEGER NOT NULL,
  n    INTEGER NOT NULL,
  who  TEXT NOT NULL,
  at   TEXT NOT NULL,
  body BLOB NOT NULL,         -- zstd of JSON
  PRIMARY KEY (syid, n, who)
) WITHOUT ROWID;
-- What was settled, in reviews, when all were done.
CREATE TABLE settled (
  syid    INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,
  reviews TEXT NOT NULL,      -- rv_… parted by blanks
  PRIMARY KEY (syid, n)
) WITHOUT ROWID;

-- What was learned from this archive's reviews. The last one that is not taken
-- back reads with the model that it was fitted for.
CREATE TABLE learned (
  n      INTEGER PRIMARY KEY AUTOINCREMENT,
  at     TEXT NOT NULL,
  who    TEXT NOT NULL,
  model  TEXT NOT NULL,       -- pipeline that it was fitted for
  name   TEXT NOT NULL,       -- what the pipeline is called with it
  off_at TEXT NOT NULL,
  body   BLOB NOT NULL        -- zstd of JSON: parameters, and the figures that it was kept for
);

CREATE TRIGGER study_of_gone_version AFTER DELETE ON versions BEGIN
  DELETE FROM codings WHERE EXISTS (SELECT 1 FROM study_items i WHERE i.vid = OLD.vid AND i.syid = codings.syid AND i.n = codings.n);
  DELETE FROM settled WHERE EXISTS (SELECT 1 FROM study_items i WHERE i.vid = OLD.vid AND i.syid = settled.syid AND i.n = settled.n);
  DELETE FROM study_items WHERE vid = OLD.vid;
END;

-- Alerts: what people want to be told of, what is to be told, and what became of
-- it. Only ids are kept of stories, no words: what an alert says is read from the
-- archive when it goes out.
CREATE TABLE alerts (
  aid       INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE, -- al_…
  uid       INTEGER NOT NULL,     -- whose account; 0: of whoever uses the archive without one
  name      TEXT NOT NULL,
  query     TEXT NOT NULL,        -- what is searched; '' if a question is asked
  question  TEXT NOT NULL,        -- of which positions are told; '' if a query is
  reasons   TEXT NOT NULL,        -- " new changed denied conflict line withdrawn position ", any of them
  body      TEXT NOT NULL,        -- JSON: addresses, digest, quiet hours, time zone
  key       BLOB NOT NULL,        -- of signatures, of the feed's token and of the link that stops it
  made_at   TEXT NOT NULL,
  paused_at TEXT NOT NULL         -- '' while it is on
);
CREATE INDEX alerts_uid ON alerts (uid, aid);

-- What is to be told: written with the record that it is about.
CREATE TABLE outbox (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  id     TEXT NOT NULL UNIQUE,    -- am_…, a hash of alert, reason, fact and version
  aid    INTEGER NOT NULL,
  at     TEXT NOT NULL,
  reason TEXT NOT NULL,           -- one of the alert's reasons, or test
  fact   TEXT NOT NULL,           -- e1 or a3 of the version, '' for all of it; ev_… of a happening, cf_… of a conflict
  vid    INTEGER NOT NULL,        -- version whose record made it so; 0 of a test
  since  INTEGER NOT NULL         -- version that it is compared with; 0 for none
);
CREATE INDEX outbox_aid ON outbox (aid, seq);
CREATE INDEX outbox_vid ON outbox (vid);

-- By which way each goes out, and when. A parcel is what goes out at once: its id
-- and what is in it stay the same however often it is sent.
CREATE TABLE deliveries (
  seq    INTEGER NOT NULL,        -- in outbox
  way    TEXT NOT NULL,           -- mail hook
  due_at TEXT NOT NULL,
  parcel INTEGER NOT NULL,        -- 0 until it is packed
  PRIMARY KEY (seq, way)
) WITHOUT ROWID;
CREATE INDEX deliveries_due ON deliveries (due_at) WHERE parcel = 0;
CREATE INDEX deliveries_parcel ON deliveries (parcel) WHERE parcel <> 0;
CREATE TABLE parcels (
  parcel  INTEGER PRIMARY KEY AUTOINCREMENT,
  id      TEXT NOT NULL UNIQUE,   -- ap_…
  aid     INTEGER NOT NULL,
  way     TEXT NOT NULL,
  made_at TEXT NOT NULL,
  state   TEXT NOT NULL,          -- waiting sent dead empty
  tries   INTEGER NOT NULL,
  next_at TEXT NOT NULL,          -- of a waiting one: when it is tried
  done_at TEXT NOT NULL,
  error   TEXT NOT NULL           -- of the last try
);
CREATE INDEX parcels_next ON parcels (next_at) WHERE state = 'waiting';
CREATE INDEX parcels_aid ON parcels (aid, parcel);

-- What is gone is told of no more.
CREATE TRIGGER outbox_of_gone_version AFTER DELETE ON versions BEGIN
  DELETE FROM outbox WHERE vid = OLD.vid;
  UPDATE outbox SET since = 0 WHERE since = OLD.vid;
END;
CREATE TRIGGER delivery_of_gone AFTER DELETE ON outbox BEGIN
  DELETE FROM deliveries WHERE seq = OLD.seq;
END;
CREATE TRIGGER gone_alert AFTER DELETE ON alerts BEGIN
  DELETE FROM outbox WHERE aid = OLD.aid;
  DELETE FROM parcels WHERE aid = OLD.aid;
END;
