package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// What somebody may not see is kept from him by the database: the connections
// of a seen archive have a view in the place of each table, of the same name, without the
// rows that come from stories above his label. No query can forget the label.

// At returns the archive as somebody of a clearance sees it. Changes go to the
// whole archive; who makes one looks with this one first whether he may see what it is about.
// It is closed before the archive is.
func (s *Store) At(ctx context.Context, most people.Label) (*Store, error) {
	if most >= people.Red {
		return s, nil
	}
	db, err := openSeen(s.path, most)
	if err != nil {
		return nil, err
	}
	if err := db.PingContext(ctx); err != nil {
		db.Close()
		return nil, explain(s.path, err)
	}
	s.holder.mu.Lock()
	defer s.holder.mu.Unlock()
	return &Store{path: s.path, now: s.now, prints: s.prints, patience: s.patience, whole: s, most: most, read: db, holder: holder{on: s.holder.on}}, nil
}

// seenConnector opens connections that have the views.
type seenConnector struct {
	driver driver.Driver
	name   string
	setUp  string
}

// Connect opens a connection and makes the views.
func (c *seenConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.name)
	if err != nil {
		return nil, err
	}
	exec, ok := conn.(driver.ExecerContext)
	if !ok {
		return nil, errors.Join(errors.New("the driver can't make views"), conn.Close())
	}
	if _, err := exec.ExecContext(ctx, c.setUp, nil); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// Driver returns the driver.
func (c *seenConnector) Driver() driver.Driver { return c.driver }

// openSeen opens the file for reading what a clearance allows.
func openSeen(path string, most people.Label) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	query := url.Values{"_pragma": append(pragmas[:len(pragmas):len(pragmas)], "busy_timeout(10000)"), "_txlock": {"deferred"}, "mode": {"rw"}}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: query.Encode()}
	whole, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, err
	}
	defer whole.Close() // it was never connected: the driver is wanted alone
	db := sql.OpenDB(&seenConnector{driver: whole.Driver(), name: address.String(), setUp: seenViews(most) + `PRAGMA query_only=ON;`})
	db.SetMaxOpenConns(maxReaders)
	db.SetMaxIdleConns(idleReaders)
	db.SetConnMaxIdleTime(time.Minute)
	return db, nil
}

// Conditions of rows t of a table; N stands for the clearance.
const (
	seenVersion = `NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = t.vid AND k.level > N)`
	seenStory   = `NOT EXISTS (SELECT 1 FROM main.labels k WHERE k.sid = t.sid AND k.level > N)`
	seenEvent   = `EXISTS (SELECT 1 FROM main.events e WHERE e.rid = t.rid AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = e.vid AND k.level > N))`
	// A digest is seen if one of the versions that have it is.
	seenDigest = `EXISTS (SELECT 1 FROM main.told d WHERE d.did = t.did AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = d.vid AND k.level > N))`
	shutActor  = `EXISTS (SELECT 1 FROM main.shut k CROSS JOIN main.actor_versions o ON o.vid = k.vid AND o.actor = t.id WHERE k.level > N)`
	// A happening is mixed if a version that is not seen tells of it.
	mixed      = `EXISTS (SELECT 1 FROM main.shut k CROSS JOIN main.told d ON d.vid = k.vid CROSS JOIN main.members m ON m.did = d.did AND m.hid = t.hid WHERE k.level > N)`
	seenMember = `EXISTS (SELECT 1 FROM main.members m CROSS JOIN main.told d ON d.did = m.did WHERE m.hid = t.hid AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = d.vid AND k.level > N))`
	// A word of a change feed or a decision is left out that names what is not seen.
	shutID = `EXISTS (SELECT 1 FROM main.shut k CROSS JOIN main.versions v ON v.vid = k.vid CROSS JOIN main.stories s ON s.sid = v.sid WHERE k.level > N AND (v.id = ID OR s.id = ID))
		OR EXISTS (SELECT 1 FROM main.happenings t WHERE t.id = ID AND NOT ` + seenMember + `)
		OR EXISTS (SELECT 1 FROM main.actors t WHERE t.id = ID AND NOT ` + seenActor + `)
		OR EXISTS (SELECT 1 FROM main.timelines t WHERE t.id = ID AND t.level > N)`
	seenActor = `EXISTS (SELECT 1 FROM main.actor_versions o WHERE o.actor = t.id AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = o.vid AND k.level > N))`
	// What is said of a source is seen by who sees a story of it.
	seenGraded = `(t.kind = 'speaker' OR t.kind = 'outlet' AND EXISTS (SELECT 1 FROM main.stories s WHERE s.outlet = t.what AND NOT EXISTS (SELECT 1 FROM main.labels k WHERE k.sid = s.sid AND k.level > N))
		OR t.kind = 'happening' AND EXISTS (SELECT 1 FROM main.happenings h WHERE h.id = t.what AND EXISTS (SELECT 1 FROM main.members m CROSS JOIN main.told d ON d.did = m.did WHERE m.hid = h.hid AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = d.vid AND k.level > N))))`
	seenCoded = `EXISTS (SELECT 1 FROM main.study_items i WHERE i.syid = t.syid AND i.n = t.n AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = i.vid AND k.level > N))`
	seenSides = `EXISTS (SELECT 1 FROM main.told d WHERE d.did = t.SIDE AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = d.vid AND k.level > N))`
)

// seenTables says of each table which of its rows t are seen. What it does not
// name is not seen at all, unless openTables does.
var seenTables = map[string]string{
	"stories": seenStory, "story_keys": seenStory, "labels": seenStory,
	"captures": `NOT EXISTS (SELECT 1 FROM main.shut k CROSS JOIN main.versions v ON v.vid = k.vid AND v.cid = t.cid WHERE k.level > N)`,
	"versions": seenVersion, "sightings": seenVersion, "records": seenVersion, "set_aside": seenVersion, "served": seenVersion, "again": seenVersion,
	"statements": seenVersion, "events": seenVersion, "actor_versions": seenVersion, "place_versions": seenVersion, "prints": seenVersion,
	"copy_members": seenVersion, "told": seenVersion, "reviews": seenVersion, "review_fits": seenVersion, "shut": `t.level <= N`,
	"copy_groups": `EXISTS (SELECT 1 FROM main.copy_members c WHERE c.gid = t.gid AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = c.vid AND k.level > N))`,
	"event_roles": seenEvent, "event_by": seenEvent,
	"actor_names":    `EXISTS (SELECT 1 FROM main.actor_versions o WHERE o.own = t.own AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = o.vid AND k.level > N))`,
	"actor_variants": `EXISTS (SELECT 1 FROM main.actor_versions o WHERE o.own = t.own AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = o.vid AND k.level > N))`,
	"places":         `EXISTS (SELECT 1 FROM main.place_versions o WHERE o.place = t.id AND NOT EXISTS (SELECT 1 FROM main.shut k WHERE k.vid = o.vid AND k.level > N))`,
	"digests":        seenDigest, "notices": seenDigest, "telling": seenDigest, "members": seenDigest,
	"links":            strings.ReplaceAll(seenSides, "SIDE", "a") + ` AND ` + strings.ReplaceAll(seenSides, "SIDE", "b"),
	"compared":         strings.ReplaceAll(seenSides, "SIDE", "a") + ` AND ` + strings.ReplaceAll(seenSides, "SIDE", "b"),
	"conflicts":        strings.ReplaceAll(seenSides, "SIDE", "a") + ` AND ` + strings.ReplaceAll(seenSides, "SIDE", "b"),
	"happening_actors": `NOT ` + mixed,
	"changes":          `NOT (` + strings.ReplaceAll(shutID, "ID", "t.id") + `)`,
	"decisions":        `NOT (` + strings.ReplaceAll(shutID, "ID", "t.id") + `) AND NOT (` + strings.ReplaceAll(shutID, "ID", "t.other") + `)`,
	"decided":          `NOT EXISTS (SELECT 1 FROM main.shut k CROSS JOIN main.versions v ON v.vid = k.vid WHERE k.level > N AND v.id IN (t.a_version, t.b_version))`,
	"timelines":        `t.level <= N`,
	"timeline_steps":   `EXISTS (SELECT 1 FROM main.timelines o WHERE o.tlid = t.tlid AND o.level <= N)`,
	"watches":          `t.kind <> 'story'`,
	"notes":            seenVersion, "note_fits": seenVersion, "study_items": seenVersion,
	"studies": `t.level <= N`, "codings": seenCoded, "settled": seenCoded,
	"grades": seenGraded, "learned": `0`,
	"accounts": `0`, "credentials": `0`, "audit": `0`,
	"alerts": `0`, "outbox": `0`, "deliveries": `0`, "parcels": `0`, // asked of the whole archive, each for its own account
}

// openTables are those that hold nothing of a story: the archive's own marks, hashes
// of what was forgotten, names of pipelines, where ids went. Words are searched in
// texts, said and done, which hold numbers of rows and are joined with tables above.
var openTables = []string{"meta", "tombstones", "forgotten", "pipelines", "texts", "said", "done", "happenings", "actors"}

// seenViews returns the statements that make the views of a clearance.
func seenViews(most people.Label) string {
	var b strings.Builder
	for table, where := range seenTables {
		fmt.Fprintf(&b, "CREATE TEMP VIEW %s AS SELECT * FROM main.%s t WHERE %s;\n", table, table, where)
	}
	// Of a mixed happening no summary is shown that the hidden reports are in:
	// [Store.happenings] makes it again of those that are seen.
	fmt.Fprintf(&b, `CREATE TEMP VIEW happenings AS SELECT t.*, 0 AS mixed FROM main.happenings t WHERE NOT %s
		UNION ALL SELECT t.hid, t.id, '', '', '', '', '', '', '', '', 0, 0, '', '', '', 1 FROM main.happenings t WHERE %s AND %s;
`, mixed, mixed, seenMember)
	// The description of an actor is that of the newest version that is seen.
	fmt.Fprintf(&b, `CREATE TEMP VIEW actors AS SELECT t.* FROM main.actors t WHERE NOT %s
		UNION ALL SELECT t.id, d.name, d.kind, d.country, d.basis, t.public AND EXISTS (SELECT 1 FROM temp.actor_versions p WHERE p.actor = t.id AND p.public = 1), lower(d.name)
		FROM main.actors t JOIN temp.actor_versions d ON d.actor = t.id WHERE %s
		AND NOT EXISTS (SELECT 1 FROM temp.actor_versions n WHERE n.actor = t.id AND (n.vid > d.vid OR n.vid = d.vid AND n.local < d.local));
`, shutActor, shutActor)
	b.WriteString(`CREATE TEMP VIEW standing AS SELECT * FROM ` + standing + `;
		CREATE TEMP VIEW held AS SELECT * FROM decisions d WHERE kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM main.decisions u WHERE u.kind = 'undo' AND u.other = CAST(d.seq AS TEXT));
`)
	return strings.NewReplacer("> N", fmt.Sprint("> ", int(most)), "<= N", fmt.Sprint("<= ", int(most))).Replace(b.String())
}

// mixedColumn is what says that a happening is mixed.
func (s *Store) mixedColumn() string {
	if s.whole == nil {
		return "0"
	}
	return "h.mixed"
}

// remake makes the happenings of a list again that reports tell of which are not
// seen: of those that are.
func (s *Store) remake(rows anyRows, list []*Happening) error {
	r := s.toldOf(rows)
	for _, h := range list {
		if !h.mixed {
			continue
		}
		told, err := r.told(h.row)
		if err != nil {
			return err
		}
		if len(told) == 0 {
			continue
		}
		h.Happening = thread.One(told)
		h.Mentions = nil // as of the others: they are filled in on request
		h.Posted, h.Last = told[0].Story.Posted, ""
		for _, t := range told {
			h.Last = max(h.Last, t.Story.Posted)
		}
	}
	return nil
}
