-- Format 1 of an archive. Names of columns that hold ids of users' eyes end in
-- "id" (st_…, ve_…); sid, vid, cid, pid, gid and rid are row numbers, used
-- inside this file only. Times are RFC 3339 in UTC; days are YYYY-MM-DD; what
-- is not known is the empty string.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,  -- archive: random id of this archive; salt: of the tombstones' hashes;
                           -- created; backup_at, restore_tried_at: when last done
  value TEXT NOT NULL
) WITHOUT ROWID;

-- ---- facts ----------------------------------------------------------------

CREATE TABLE captures (
  cid    INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE, -- of kind, meta and the bytes: what came in again is found by it
  kind   TEXT NOT NULL,        -- html or text
  meta   TEXT NOT NULL,        -- JSON: what came with the bytes (ref, url, outlet, title, times, extra) and how they were to be read
  size   INTEGER NOT NULL,     -- bytes before compression
  data   BLOB NOT NULL         -- the bytes, zstd
);

CREATE TABLE stories (
  sid      INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,      -- st_…
  outlet   TEXT NOT NULL,             -- who publishes it: the name given, else the host of the address
  current  INTEGER NOT NULL DEFAULT 0,-- vid of the version that the outlet showed last, trivial edits aside
  added_at TEXT NOT NULL
);

-- How a story is known again. One story may have several addresses, and one
-- address may come to hold another story, so a key can name several.
CREATE TABLE story_keys (
  key TEXT NOT NULL,           -- "a:" address, normalised; "r:" outlet and the caller's ref; "w:" hash of outlet and words
  sid INTEGER NOT NULL,
  PRIMARY KEY (key, sid)
) WITHOUT ROWID;
CREATE INDEX story_keys_sid ON story_keys (sid);

CREATE TABLE versions (
  vid      INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,      -- ve_…, a hash of address and text
  sid      INTEGER NOT NULL,
  n        INTEGER NOT NULL,          -- 1 for the first that came in; "v3" is n = 3, for ever
  cid      INTEGER NOT NULL,          -- the capture it was made of, 0 if that was taken out
  text_sha BLOB NOT NULL,             -- SHA-256 of the text
  words    INTEGER NOT NULL,          -- length of the text in words
  change   TEXT NOT NULL,             -- against the version before it: first, words, or trivial (white space, quotation marks, date line)
  day      TEXT NOT NULL,             -- day of publication as the story states it
  seen_at  TEXT NOT NULL,             -- when the outlet was first seen to show it
  added_at TEXT NOT NULL,
  language TEXT NOT NULL,             -- ISO 639-1, und if it can't be told
  outlet   TEXT NOT NULL,
  agency   TEXT NOT NULL,             -- news agency that the text credits
  url      TEXT NOT NULL,
  headline TEXT NOT NULL,
  body     BLOB NOT NULL,             -- zstd of JSON: version without ids, removed, problems of cleaning
  UNIQUE (sid, n)
);
CREATE INDEX versions_text ON versions (text_sha);
CREATE INDEX versions_day ON versions (day);

CREATE TRIGGER versions_never_change BEFORE UPDATE OF vid, id, text_sha, words, day, seen_at, added_at, language, outlet, agency, url, headline, body ON versions
BEGIN SELECT RAISE(ABORT, 'a stored version never changes'); END;
CREATE TRIGGER captures_never_change BEFORE UPDATE ON captures
BEGIN SELECT RAISE(ABORT, 'a capture never changes'); END;

-- When an outlet was seen to show a version that it had not shown the time before.
-- A version that comes back after another one (an A/B test) has several rows.
CREATE TABLE sightings (
  sid  INTEGER NOT NULL,
  at   TEXT NOT NULL,
  vid  INTEGER NOT NULL,
  flip INTEGER NOT NULL DEFAULT 0, -- 1: a text that had been shown before
  PRIMARY KEY (sid, at, vid)
) WITHOUT ROWID;
CREATE INDEX sightings_vid ON sightings (vid);

-- What people decided. Replayed over new readings.
CREATE TABLE decisions (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  at     TEXT NOT NULL,
  kind   TEXT NOT NULL,  -- join-stories, part-actor, join-actors
  id     TEXT NOT NULL,  -- what it is about
  other  TEXT NOT NULL,  -- the other story or actor; for part-actor the story in which it is somebody else
  reason TEXT NOT NULL
);

-- Ids that are gone: forgotten, or merged into another.
CREATE TABLE tombstones (
  id     TEXT PRIMARY KEY,
  at     TEXT NOT NULL,
  into_id TEXT NOT NULL,  -- what the id resolves to, empty if it is forgotten
  reason TEXT NOT NULL    -- never holds the name that was forgotten
) WITHOUT ROWID;

-- What must not come in again, as salted hashes.
CREATE TABLE forgotten (
  hash BLOB PRIMARY KEY, -- HMAC-SHA256 with meta.salt
  kind TEXT NOT NULL,    -- capture, key (of a story), words (of a version) or name
  at   TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE changes (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT, -- only grows: the cursor of those who follow
  at     TEXT NOT NULL,
  tbl    TEXT NOT NULL,  -- stories versions records actors groups decisions
  id     TEXT NOT NULL,
  op     TEXT NOT NULL,  -- insert update delete merge
  reason TEXT NOT NULL
);

-- What is looked at again and again: feeds, folders, stories.
CREATE TABLE watches (
  address  TEXT PRIMARY KEY,
  kind     TEXT NOT NULL,     -- feed folder story
  every    INTEGER NOT NULL,  -- least seconds between two looks, 0: by the age of the story
  born_at  TEXT NOT NULL,     -- first seen; the age of a story counts from here
  next_at  TEXT NOT NULL,     -- not before; empty: never again
  last_at  TEXT NOT NULL,     -- last look
  good_at  TEXT NOT NULL,     -- last look that went well
  etag     TEXT NOT NULL,     -- validators of the last answer, for conditional requests
  modified TEXT NOT NULL,
  fails    INTEGER NOT NULL,  -- failed looks in a row
  note     TEXT NOT NULL      -- why the last look failed
) WITHOUT ROWID;
CREATE INDEX watches_next ON watches (next_at);

-- ---- derived from facts ---------------------------------------------------

CREATE TABLE pipelines (
  pid  INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE  -- program version and hash of the weights
);

CREATE TABLE records (
  vid  INTEGER NOT NULL,
  pid  INTEGER NOT NULL,
  at   TEXT NOT NULL,
  body BLOB NOT NULL,        -- zstd of the record's JSON without its version, spans in bytes
  PRIMARY KEY (vid, pid)
);

-- Versions that a pipeline could not read. They are no longer in its queue.
CREATE TABLE set_aside (
  vid    INTEGER NOT NULL,
  pid    INTEGER NOT NULL,
  at     TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (vid, pid)
) WITHOUT ROWID;

-- Which record of a version is shown and searched.
CREATE TABLE served (
  vid INTEGER PRIMARY KEY,
  pid INTEGER NOT NULL
);

CREATE TABLE statements (
  rid     INTEGER PRIMARY KEY,
  vid     INTEGER NOT NULL,
  local   TEXT NOT NULL,    -- a1
  id      TEXT NOT NULL,    -- at_…
  actor   TEXT NOT NULL,    -- ac_… of the speaker
  kind    TEXT NOT NULL,    -- of the speaker
  country TEXT NOT NULL,    -- of the speaker
  act     TEXT NOT NULL,
  quoted  TEXT NOT NULL,
  status  TEXT NOT NULL,
  d_from  TEXT NOT NULL,    -- when it was said, as far as the text fixes it
  d_to    TEXT NOT NULL,
  start   INTEGER NOT NULL, -- where it stands in the text, in bytes
  stop    INTEGER NOT NULL
);
CREATE INDEX statements_vid ON statements (vid);
CREATE INDEX statements_act ON statements (act, rid);
CREATE INDEX statements_actor ON statements (actor) WHERE actor <> '';

CREATE TABLE events (
  rid     INTEGER PRIMARY KEY,
  vid     INTEGER NOT NULL,
  local   TEXT NOT NULL,    -- e1
  id      TEXT NOT NULL,    -- em_…
  type    TEXT NOT NULL,    -- PLOVER
  modes   TEXT NOT NULL,    -- " a b "
  cameo   TEXT NOT NULL,
  quad    INTEGER NOT NULL,
  status  TEXT NOT NULL,
  d_from  TEXT NOT NULL,    -- when it happened, as far as the text fixes it
  d_to    TEXT NOT NULL,
  place   TEXT NOT NULL,    -- name of the place
  country TEXT NOT NULL,    -- of the place
  start   INTEGER NOT NULL, -- its sentence in the text, in bytes
  stop    INTEGER NOT NULL
);
CREATE INDEX events_vid ON events (vid);
CREATE INDEX events_type ON events (type, rid);

CREATE TABLE event_roles (
  rid     INTEGER NOT NULL,
  role    TEXT NOT NULL,    -- actor or recipient
  actor   TEXT NOT NULL,    -- ac_…
  country TEXT NOT NULL,
  PRIMARY KEY (rid, role, actor, country)
) WITHOUT ROWID;
CREATE INDEX event_roles_actor ON event_roles (actor, rid);
CREATE INDEX event_roles_country ON event_roles (country, rid);

CREATE TABLE actors (
  id      TEXT PRIMARY KEY,  -- ac_…
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  country TEXT NOT NULL,
  basis   TEXT NOT NULL,     -- list or story
  public  INTEGER NOT NULL   -- 1: holds or held office, speaks for or leads a body
) WITHOUT ROWID;

CREATE TABLE actor_versions (
  actor TEXT NOT NULL,
  vid   INTEGER NOT NULL,
  local TEXT NOT NULL,       -- the actor's id inside the record
  PRIMARY KEY (actor, vid, local)
) WITHOUT ROWID;
CREATE INDEX actor_versions_vid ON actor_versions (vid);

-- Full text. rowid is vid for texts, rid for said and done.
CREATE VIRTUAL TABLE texts USING fts5 (headline, body, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE said USING fts5 (speaker, content, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE done USING fts5 (actor, recipient, words, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');

-- Fingerprints of texts, a sample of them, for finding copies.
CREATE TABLE prints (
  hash INTEGER NOT NULL,
  vid  INTEGER NOT NULL,
  PRIMARY KEY (hash, vid)
) WITHOUT ROWID;

CREATE TABLE copy_groups (
  gid    INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE   -- cg_…
);
CREATE TABLE copy_members (
  vid    INTEGER PRIMARY KEY,
  gid    INTEGER NOT NULL,
  of_vid INTEGER NOT NULL,      -- the member it resembles most, 0 for the first
  share  REAL NOT NULL          -- the larger containment of the two, 0 to 1
);
CREATE INDEX copy_members_gid ON copy_members (gid);
