-- Format 5: stories are joined. All of this is derived from digests, which the
-- readings of stories leave, and from what people decided; package thread says
-- what a digest, a link and a happening are. did, hid and cfid are row numbers.

-- What joining needs of a text, each once: copies share theirs.
CREATE TABLE digests (
  did  INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,  -- SHA-256 of the JSON
  body BLOB NOT NULL          -- zstd of the JSON
);

-- The digests of the records that are shown.
CREATE TABLE told (
  vid    INTEGER PRIMARY KEY,
  did    INTEGER NOT NULL,
  posted TEXT NOT NULL,     -- when the outlet posted it: RFC 3339 or a day, '' if unknown
  day    INTEGER NOT NULL,  -- since 1970; the day on which it came in if it is not known when it was posted
  ref    TEXT NOT NULL      -- the caller's own id
);
CREATE INDEX told_did ON told (did, day);

-- Corrections, retractions and kill notices that texts hold.
CREATE TABLE notices (
  did      INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,    -- correction retraction kill note
  headline TEXT NOT NULL     -- plain, of the story that it is about; '' for the story that it stands in
);
CREATE INDEX notices_headline ON notices (headline) WHERE headline <> '';

-- Keys by which stories are found that may tell of the same.
CREATE TABLE telling (
  key    INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  did    INTEGER NOT NULL,
  PRIMARY KEY (key, day, did)
) WITHOUT ROWID;

-- Two digests that were compared, a <= b.
CREATE TABLE compared (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX compared_b ON compared (b);

-- Mentions that may tell of one happening; a mention is a digest and the byte at
-- which its trigger begins. Each link stands in both directions.
CREATE TABLE links (
  a     INTEGER NOT NULL,
  a_at  INTEGER NOT NULL,
  b     INTEGER NOT NULL,
  b_at  INTEGER NOT NULL,
  p     REAL NOT NULL,
  apart INTEGER NOT NULL,
  why   TEXT NOT NULL,
  PRIMARY KEY (a, a_at, b, b_at)
) WITHOUT ROWID;

CREATE TABLE happenings (
  hid       INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE, -- ev_…, kept for ever
  type      TEXT NOT NULL,        -- PLOVER
  modes     TEXT NOT NULL,        -- " a b "
  d_from    TEXT NOT NULL,
  d_to      TEXT NOT NULL,
  place     TEXT NOT NULL,
  place_id  TEXT NOT NULL,
  country   TEXT NOT NULL,
  final     TEXT NOT NULL,        -- asserted denied disputed planned called-off open
  lines     INTEGER NOT NULL,     -- independent lines of reporting
  stories   INTEGER NOT NULL,
  posted    TEXT NOT NULL,        -- of the first report
  last      TEXT NOT NULL,        -- of the last report
  body      TEXT NOT NULL         -- JSON: when, where, who, history, why
);
CREATE INDEX happenings_lines ON happenings (lines, hid);
CREATE INDEX happenings_last ON happenings (last, hid);
CREATE INDEX happenings_from ON happenings (d_from, hid) WHERE d_from <> '';

CREATE TABLE happening_actors (
  hid   INTEGER NOT NULL,
  part  TEXT NOT NULL,     -- actor or recipient
  n     INTEGER NOT NULL,  -- whom the most lines name first
  actor TEXT NOT NULL,     -- ac_…, '' for one whom the archive does not know
  name  TEXT NOT NULL,
  PRIMARY KEY (hid, part, n)
) WITHOUT ROWID;
CREATE INDEX happening_actors_actor ON happening_actors (actor, hid) WHERE actor <> '';

-- Which mention tells of which happening.
CREATE TABLE members (
  did   INTEGER NOT NULL,
  at    INTEGER NOT NULL,
  hid   INTEGER NOT NULL,
  event TEXT NOT NULL,     -- e1 in the records that have the digest, '' for a word that is no event there
  PRIMARY KEY (did, at)
) WITHOUT ROWID;
CREATE INDEX members_hid ON members (hid);

CREATE TABLE conflicts (
  cfid       INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE, -- cf_…, a hash of both sentences and the kind
  kind       TEXT NOT NULL,
  a          INTEGER NOT NULL,     -- digest of the earlier sentence
  b          INTEGER NOT NULL,
  about      INTEGER NOT NULL,     -- digest and trigger of the mention that it is about; -1 for none
  about_at   INTEGER NOT NULL,
  confidence REAL NOT NULL,
  found_at   TEXT NOT NULL,
  body       TEXT NOT NULL         -- JSON: both sides, what
);
CREATE INDEX conflicts_a ON conflicts (a);
CREATE INDEX conflicts_b ON conflicts (b);
CREATE INDEX conflicts_about ON conflicts (about, about_at);

-- What people decided of mentions, by the decision's seq.
CREATE TABLE decided (
  seq       INTEGER NOT NULL,
  a_version TEXT NOT NULL,    -- ve_…
  a_at      INTEGER NOT NULL, -- byte at which the trigger begins
  b_version TEXT NOT NULL,
  b_at      INTEGER NOT NULL,
  part      INTEGER NOT NULL, -- 1: they are two happenings
  PRIMARY KEY (seq, a_version, a_at, b_version, b_at)
) WITHOUT ROWID;
