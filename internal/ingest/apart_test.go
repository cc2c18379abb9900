package ingest

import (
	"context"
	"database/sql"
	"os"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// TestManyAreReadApartFromJoining checks that a long queue, whose stories are read
// first and joined some at a time, makes the happenings that stories make which
// are joined as they come. Ids may differ: one that parts in two while stories come
// leaves its id to the part with most of its mentions.
func TestManyAreReadApartFromJoining(t *testing.T) {
	reader, err := pipeline.Open(models.FS(), pipeline.Fast)
	if err != nil {
		t.Fatal(err)
	}
	defer func(n int) { joinEvery = n }(joinEvery)
	happenings := func(every int) []string {
		joinEvery = every
		g := newIngester(t)
		g.Reader = reader
		if _, err := g.Add(context.Background(), []string{"../../examples/press"}, os.Stdin); err != nil {
			t.Fatal(err)
		}
		counts, err := g.Read(t.Context())
		if err != nil || counts.Read < 12 {
			t.Fatalf("%+v, %v", counts, err)
		}
		checkArchive(t, g.Store.Path())
		return texts(t, g.Store.Path(), `SELECT group_concat(mention, ' ') FROM (SELECT hid, (SELECT min(v.id) FROM told t JOIN versions v USING (vid) WHERE t.did = m.did) || ' ' || m.event || ':' || m.at AS mention
			FROM members m JOIN happenings USING (hid) ORDER BY 2) GROUP BY hid`)
	}
	at, apart := happenings(1000), happenings(5)
	slices.Sort(at)
	slices.Sort(apart)
	if len(at) == 0 || !slices.Equal(at, apart) {
		t.Errorf("joined as they come:\n%q\nread apart:\n%q", at, apart)
	}
}

// texts returns the first column of a query's rows.
func texts(t *testing.T, path, query string) (out []string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
