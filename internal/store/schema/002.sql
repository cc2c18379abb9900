-- Format 2: what each version says of an actor stands with the version, so that
-- an actor follows its newest readings; versions are found by their capture;
-- and what is to be read again keeps its record until the new one is there.

CREATE INDEX versions_cid ON versions (cid);

-- How the record that is shown describes the actor. The row of actors is made
-- of these: the newest version's description, public if one of them says so.
ALTER TABLE actor_versions ADD COLUMN name    TEXT NOT NULL DEFAULT '';
ALTER TABLE actor_versions ADD COLUMN kind    TEXT NOT NULL DEFAULT '';
ALTER TABLE actor_versions ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE actor_versions ADD COLUMN basis   TEXT NOT NULL DEFAULT '';
ALTER TABLE actor_versions ADD COLUMN public  INTEGER NOT NULL DEFAULT 0;
CREATE INDEX actor_versions_public ON actor_versions (actor) WHERE public = 1;

-- Versions that a pipeline is to read again although it has read them.
CREATE TABLE again (
  vid INTEGER NOT NULL,
  pid INTEGER NOT NULL,
  PRIMARY KEY (vid, pid)
) WITHOUT ROWID;
