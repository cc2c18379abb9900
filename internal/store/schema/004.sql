-- Format 4: one person is one actor, whatever country a story gives; who
-- says that something happened and where it was stand in tables; and stories
-- are joined: what they tell together, and where they contradict each other.

-- ---- who and where ----------------------------------------------------------

ALTER TABLE actors ADD COLUMN folded TEXT NOT NULL DEFAULT ''; -- the name as it is looked up: case and signs taken off
CREATE INDEX actors_folded ON actors (folded);

-- The actor's key before variants and people's decisions: a list's id, else a hash of name and kind.
ALTER TABLE actor_versions ADD COLUMN own TEXT NOT NULL DEFAULT '';
CREATE INDEX actor_versions_own ON actor_versions (own);

-- The names that versions give keys.
CREATE TABLE actor_names (
  own      TEXT NOT NULL,
  name     TEXT NOT NULL,  -- plain: without case and signs
  likeness TEXT NOT NULL,  -- of a person with two words or more: what variants of the name have in common; else ''
  PRIMARY KEY (own, name)
) WITHOUT ROWID;
CREATE INDEX actor_names_name ON actor_names (name);
CREATE INDEX actor_names_likeness ON actor_names (likeness) WHERE likeness <> '';

-- Keys that stand for an actor of another key by a rule.
CREATE TABLE actor_variants (
  own   TEXT PRIMARY KEY,  -- the key that goes
  actor TEXT NOT NULL,     -- the key that stays
  why   TEXT NOT NULL      -- a sentence that says which rule
) WITHOUT ROWID;
CREATE INDEX actor_variants_actor ON actor_variants (actor);

-- What people decided and did not take back: an undo names the decision's seq in "other".
CREATE VIEW held AS SELECT * FROM decisions d WHERE kind <> 'undo'
  AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.kind = 'undo' AND u.other = CAST(d.seq AS TEXT));
CREATE INDEX decisions_other ON decisions (kind, other);
CREATE INDEX decisions_id ON decisions (kind, id);

-- Who says that an event happened, the innermost step first.
CREATE TABLE event_by (
  rid   INTEGER NOT NULL,  -- of the event
  step  INTEGER NOT NULL,  -- 1 for the innermost
  said  INTEGER NOT NULL,  -- rid of the statement
  actor TEXT NOT NULL,     -- ac_… of its speaker, '' for nobody whom the archive knows
  PRIMARY KEY (rid, step)
) WITHOUT ROWID;
CREATE INDEX event_by_actor ON event_by (actor, rid) WHERE actor <> '';

-- The statement whose content holds this one, 0 for none.
ALTER TABLE statements ADD COLUMN within INTEGER NOT NULL DEFAULT 0;

-- Entries of the gazetteer that records name.
CREATE TABLE places (
  id      TEXT PRIMARY KEY,  -- pl_…
  name    TEXT NOT NULL,
  feature TEXT NOT NULL,     -- GeoNames feature code
  admin1  TEXT NOT NULL,     -- the region that it lies in
  admin2  TEXT NOT NULL,
  country TEXT NOT NULL,
  lat     REAL,              -- degrees; not known for countries
  lon     REAL
) WITHOUT ROWID;
CREATE INDEX places_within ON places (country, admin1, admin2);
CREATE INDEX places_lat ON places (lat) WHERE lat IS NOT NULL;
CREATE TABLE place_versions (
  place TEXT NOT NULL,
  vid   INTEGER NOT NULL,
  PRIMARY KEY (place, vid)
) WITHOUT ROWID;
CREATE INDEX place_versions_vid ON place_versions (vid);
ALTER TABLE events ADD COLUMN place_id TEXT NOT NULL DEFAULT ''; -- pl_…, '' if the gazetteer has no such place

CREATE INDEX events_from ON events (d_from, rid) WHERE d_from <> '';
CREATE INDEX events_status ON events (status, rid);
CREATE INDEX events_country ON events (country, rid) WHERE country <> '';
CREATE INDEX events_place ON events (place_id, rid) WHERE place_id <> '';
CREATE INDEX statements_country ON statements (country, rid) WHERE country <> '';
CREATE INDEX statements_status ON statements (status, rid);
