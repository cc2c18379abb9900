-- Format 7: what people say of the values that a machine read. Rows are only
-- added; one that takes another back names it.
CREATE TABLE reviews (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  id     TEXT NOT NULL UNIQUE, -- rv_…
  at     TEXT NOT NULL,
  who    TEXT NOT NULL,        -- as the person gave it
  do     TEXT NOT NULL,        -- correct confirm reject add undo
  vid    INTEGER NOT NULL,     -- the version that the person looked at
  layer  TEXT NOT NULL,        -- statement event actor
  field  TEXT NOT NULL,        -- '' for the whole
  undoes TEXT NOT NULL,        -- rv_… that it takes back
  body   BLOB NOT NULL         -- zstd of JSON: the words that it is known by, both values, the reason
);
CREATE INDEX reviews_vid ON reviews (vid, seq);
CREATE INDEX reviews_undoes ON reviews (undoes) WHERE undoes <> '';
CREATE VIEW standing AS SELECT * FROM reviews r WHERE do <> 'undo' AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.id);

-- Derived: what has become of each review in each record that is shown.
CREATE TABLE review_fits (
  vid   INTEGER NOT NULL,
  seq   INTEGER NOT NULL,
  state TEXT NOT NULL,  -- applies agrees restored gone
  local TEXT NOT NULL,  -- id in the record
  PRIMARY KEY (vid, seq)
) WITHOUT ROWID;
CREATE INDEX review_fits_seq ON review_fits (seq);
