package store

import "github.com/seed-f92ea4cf/readout/internal/plural"

// This file compares the tables of the index with one another.

// cast is who has a part in happenings, as their rows say.
const cast = `SELECT h.hid, 'actor' AS part, j.value ->> 'name' AS name, coalesce(j.value ->> 'id', '') AS own FROM happenings h, json_each(h.body, '$.doers') j
	UNION ALL SELECT h.hid, 'recipient', j.value ->> 'name', coalesce(j.value ->> 'id', '') FROM happenings h, json_each(h.body, '$.undergoers') j`

// counterparts are rows of the index that must have their like elsewhere, as
// queries for those that have none.
var counterparts = []struct{ what, query string }{
	{"texts are not in the index of words", `SELECT count(*) FROM versions WHERE vid NOT IN (SELECT id FROM texts_docsize)`},
	{"texts that are gone stand in the index of words", `SELECT count(*) FROM texts_docsize WHERE id NOT IN (SELECT vid FROM versions)`},
	{"statements are not in the index of words", `SELECT count(*) FROM statements WHERE rid NOT IN (SELECT id FROM said_docsize)`},
	{"statements that are gone stand in the index of words", `SELECT count(*) FROM said_docsize WHERE id NOT IN (SELECT rid FROM statements)`},
	{"events are not in the index of words", `SELECT count(*) FROM events WHERE rid NOT IN (SELECT id FROM done_docsize)`},
	{"events that are gone stand in the index of words", `SELECT count(*) FROM done_docsize WHERE id NOT IN (SELECT rid FROM events)`},
	{"steps of saying belong to no event", `SELECT count(*) FROM event_by WHERE rid NOT IN (SELECT rid FROM events) OR said NOT IN (SELECT rid FROM statements)`},
	{"statements stand within one that is not there", `SELECT count(*) FROM statements WHERE within <> 0 AND within NOT IN (SELECT rid FROM statements)`},
	{"places are missing that versions name", `SELECT count(DISTINCT place) FROM place_versions WHERE place NOT IN (SELECT id FROM places)`},
	{"places are named by no version", `SELECT count(*) FROM places WHERE id NOT IN (SELECT place FROM place_versions)`},
	{"events are in a place that is not there", `SELECT count(*) FROM events WHERE place_id <> '' AND place_id NOT IN (SELECT id FROM places)`},
	{"names of actors belong to no version", `SELECT count(*) FROM actor_names k WHERE NOT EXISTS (SELECT 1 FROM actor_versions av WHERE av.own = k.own)`},
	{"variants of actors belong to no name", `SELECT count(*) FROM actor_variants WHERE own NOT IN (SELECT own FROM actor_names)`},
	{"digests belong to no record", `SELECT count(*) FROM told WHERE vid NOT IN (SELECT vid FROM served)`},
	{"digests are gone", `SELECT count(*) FROM told WHERE did NOT IN (SELECT did FROM digests)`},
	{"digests are of no version", `SELECT count(*) FROM digests WHERE did NOT IN (SELECT did FROM told)`},
	{"digests are not found by their words", `SELECT count(*) FROM (SELECT DISTINCT did, day FROM told WHERE did NOT IN (SELECT d.did FROM digests d WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.did = d.did))
		EXCEPT SELECT DISTINCT did, day FROM telling)`},
	{"words lead to digests that are gone", `SELECT count(*) FROM telling t WHERE NOT EXISTS (SELECT 1 FROM told WHERE told.did = t.did AND told.day = t.day)`},
	{"notices are of digests that are gone", `SELECT count(*) FROM notices WHERE did NOT IN (SELECT did FROM digests)`},
	{"links lead to digests that are gone", `SELECT count(*) FROM links WHERE a NOT IN (SELECT did FROM digests) OR b NOT IN (SELECT did FROM digests)`},
	{"links lead one way only", `SELECT count(*) FROM links l WHERE NOT EXISTS (SELECT 1 FROM links o WHERE o.a = l.b AND o.a_at = l.b_at AND o.b = l.a AND o.b_at = l.a_at)`},
	{"links are of digests that were not compared", `SELECT count(*) FROM (SELECT DISTINCT min(a, b) AS x, max(a, b) AS y FROM links) WHERE (x, y) NOT IN (SELECT a, b FROM compared)`},
	{"mentions tell of happenings that are gone", `SELECT count(*) FROM members WHERE hid > 0 AND hid NOT IN (SELECT hid FROM happenings)`},
	{"mentions are of digests that are gone", `SELECT count(*) FROM members WHERE did NOT IN (SELECT did FROM digests)`},
	{"happenings are told by no mention", `SELECT count(*) FROM happenings WHERE hid NOT IN (SELECT hid FROM members)`},
	{"happenings have another number of stories", `SELECT count(*) FROM happenings h WHERE stories <> (SELECT count(DISTINCT v.sid) FROM members m JOIN told t USING (did) JOIN versions v USING (vid) WHERE m.hid = h.hid)`},
	{"actors of happenings are gone", `SELECT count(*) FROM happening_actors WHERE hid NOT IN (SELECT hid FROM happenings) OR actor <> '' AND actor NOT IN (SELECT id FROM actors)`},
	{"happenings lack somebody who has a part in them", `SELECT count(DISTINCT hid) FROM (` + cast + `) c WHERE NOT EXISTS (SELECT 1 FROM happening_actors a WHERE a.hid = c.hid AND a.part = c.part AND a.name = c.name)
		AND NOT EXISTS (SELECT 1 FROM members m JOIN told t USING (did) JOIN actor_versions v ON v.vid = t.vid AND (v.name = c.name OR v.own = c.own) JOIN happening_actors a ON a.hid = m.hid AND a.part = c.part AND a.actor = v.actor WHERE m.hid = c.hid)`},
	{"actors have a part in happenings that are not theirs", `SELECT count(*) FROM happening_actors a WHERE NOT EXISTS (SELECT 1 FROM happenings h, json_each(h.body, CASE a.part WHEN 'actor' THEN '$.doers' ELSE '$.undergoers' END) j WHERE h.hid = a.hid AND j.value ->> 'name' = a.name)`},
	{"copy groups lack a text", `SELECT count(*) FROM (` + brokenGroups + `)`},
	{"copy groups are gone", `SELECT count(*) FROM (` + lostGroups + `)`},
	{"conflicts are of digests that are gone", `SELECT count(*) FROM conflicts WHERE a NOT IN (SELECT did FROM digests) OR b NOT IN (SELECT did FROM digests) OR about >= 0 AND about NOT IN (SELECT did FROM digests)`},
	{"reviews are of versions that are gone", `SELECT count(*) FROM reviews WHERE vid NOT IN (SELECT vid FROM versions)`},
	{"reviews were not put into records", `SELECT count(*) FROM ` + standing + ` r JOIN versions v USING (vid) JOIN versions o USING (sid) JOIN served d ON d.vid = o.vid
		WHERE NOT EXISTS (SELECT 1 FROM review_fits f WHERE f.vid = o.vid AND f.seq = r.seq)`},
	{"reviews stand in records that do not stand", `SELECT count(*) FROM review_fits f WHERE seq NOT IN (SELECT seq FROM ` + standing + `) OR vid NOT IN (SELECT vid FROM served)`},
	{"roles belong to no event", `SELECT count(*) FROM event_roles WHERE rid NOT IN (SELECT rid FROM events)`},
	{"statements belong to no record", `SELECT count(*) FROM statements WHERE vid NOT IN (SELECT vid FROM served)`},
	{"events belong to no record", `SELECT count(*) FROM events WHERE vid NOT IN (SELECT vid FROM served)`},
	{"records are not shown", `SELECT count(DISTINCT vid) FROM records WHERE vid NOT IN (SELECT vid FROM served)`},
	{"actors are missing that versions name", `SELECT count(DISTINCT actor) FROM actor_versions WHERE actor NOT IN (SELECT id FROM actors)`},
	{"actors are named by no version", `SELECT count(*) FROM actors WHERE id NOT IN (SELECT actor FROM actor_versions)`},
}

// digests reads all digests.
func (c *checker) digests() {
	err := c.rows(func(scan func(...any) error) error {
		var did int64
		var hash, body []byte
		err := scan(&did, &hash, &body)
		if err == nil && !intact(body, hash) {
			c.index(nil, "digest %d can't be read: what it tells is not joined", did)
		}
		return err
	}, `SELECT did, hash, body FROM digests`)
	if err != nil {
		c.index(nil, "digests can't be read: %v", inner(err))
	}
}

// tables compares the tables of the index with one another.
func (c *checker) tables() {
	c.digests()
	for _, pair := range counterparts {
		n := 0
		if _, err := c.s.first(c.ctx, []any{&n}, pair.query); err != nil {
			c.index(nil, "%s: can't be checked: %v", pair.what, inner(err))
		} else if n > 0 {
			c.index(nil, "%d %s", n, pair.what)
		}
	}
	var ids []string
	err := c.rows(func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT id FROM actors`)
	for _, id := range ids {
		var have ActorInfo
		if err == nil {
			_, err = c.row([]any{&have.Name, &have.Kind, &have.Country, &have.Basis, &have.Public}, `SELECT name, kind, country, basis, public FROM actors WHERE id = ?`, id)
		}
		if err != nil {
			break
		}
		var want *ActorInfo
		if want, err = describe(c.rows, id); err == nil && want != nil && have != *want {
			c.index(nil, "actor %s is not as its versions say", id)
		}
	}
	if err != nil {
		c.index(nil, "actors can't be read: %v", inner(err))
	}
	if more := c.indexed - maxIndexFindings; more > 0 {
		c.sum.Findings-- // it stands for those that are counted already
		c.report(Finding{What: "index", Err: plural.Of(more, "further fault of this kind", "further faults of this kind"), Recover: repairIndex})
	}
}
