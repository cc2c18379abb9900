-- Format 8: several people. Who has an account and by what he signs in, what was
-- done by whom, and who may see which story.

CREATE TABLE accounts (
  uid       INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,  -- lower case
  role      TEXT NOT NULL,         -- reader editor admin
  clearance INTEGER NOT NULL,      -- highest label that he sees: 0 CLEAR … 4 RED
  password  TEXT NOT NULL,         -- argon2id; '' until he has chosen one
  made_at   TEXT NOT NULL,
  off_at    TEXT NOT NULL          -- since when he may not sign in; '' while he may
);

-- What people and programs show to be let in. The secret itself is not kept.
CREATE TABLE credentials (
  hash    BLOB PRIMARY KEY,     -- SHA-256 of the secret
  id      TEXT NOT NULL UNIQUE, -- se_… li_… tk_…, which may be shown
  kind    TEXT NOT NULL,        -- session link token
  uid     INTEGER NOT NULL,
  name    TEXT NOT NULL,        -- of a token, or the browser of a session
  scopes  TEXT NOT NULL,        -- of a token: "read write metrics", in any number
  made_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,        -- last used, to an hour
  ends_at TEXT NOT NULL         -- '' for a token without an end
) WITHOUT ROWID;
CREATE INDEX credentials_uid ON credentials (uid, kind);
CREATE INDEX credentials_ends ON credentials (ends_at) WHERE ends_at <> '';

-- Who did what. Rows are only added.
CREATE TABLE audit (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,   -- account, or the system's user at the terminal; '' if nobody is known
  via     TEXT NOT NULL,   -- terminal, session, proxy, or a token's id
  address TEXT NOT NULL,   -- from which the request came
  do      TEXT NOT NULL,
  what    TEXT NOT NULL,   -- to what: an id, an account, an address of the server
  outcome TEXT NOT NULL    -- done, or why not
);
CREATE INDEX audit_who ON audit (who, seq);

-- Labels of stories above TLP:CLEAR, and what follows for their versions.
CREATE TABLE labels (
  sid   INTEGER PRIMARY KEY,
  level INTEGER NOT NULL    -- 1 GREEN, 2 AMBER, 3 AMBER+STRICT, 4 RED
);
CREATE TABLE shut (
  vid   INTEGER PRIMARY KEY,
  level INTEGER NOT NULL
);
CREATE TRIGGER label_set AFTER INSERT ON labels BEGIN
  DELETE FROM shut WHERE vid IN (SELECT vid FROM versions WHERE sid = NEW.sid);
  INSERT INTO shut (vid, level) SELECT vid, NEW.level FROM versions WHERE sid = NEW.sid;
END;
CREATE TRIGGER label_changed AFTER UPDATE ON labels BEGIN
  DELETE FROM shut WHERE vid IN (SELECT vid FROM versions WHERE sid = NEW.sid);
  INSERT INTO shut (vid, level) SELECT vid, NEW.level FROM versions WHERE sid = NEW.sid;
END;
CREATE TRIGGER label_taken AFTER DELETE ON labels BEGIN
  DELETE FROM shut WHERE vid IN (SELECT vid FROM versions WHERE sid = OLD.sid);
END;
CREATE TRIGGER label_of_version AFTER INSERT ON versions WHEN EXISTS (SELECT 1 FROM labels WHERE sid = NEW.sid) BEGIN
  INSERT INTO shut (vid, level) SELECT NEW.vid, level FROM labels WHERE sid = NEW.sid;
END;
-- Of two stories that become one the higher label holds.
CREATE TRIGGER label_moves AFTER UPDATE OF sid ON versions WHEN OLD.sid <> NEW.sid AND EXISTS (SELECT 1 FROM labels WHERE sid IN (OLD.sid, NEW.sid)) BEGIN
  INSERT INTO labels (sid, level) SELECT NEW.sid, max(level) FROM labels WHERE sid IN (OLD.sid, NEW.sid) GROUP BY 1 ON CONFLICT (sid) DO UPDATE SET level = excluded.level;
END;
CREATE TRIGGER label_of_gone_version AFTER DELETE ON versions BEGIN
  DELETE FROM shut WHERE vid = OLD.vid;
END;
CREATE TRIGGER label_of_gone_story AFTER DELETE ON stories BEGIN
  DELETE FROM labels WHERE sid = OLD.sid;
END;

ALTER TABLE timelines ADD COLUMN level INTEGER NOT NULL DEFAULT 0; -- label of the timeline
