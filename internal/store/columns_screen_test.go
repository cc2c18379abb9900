package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestScreensLookOnce holds that a screen says of each row what its condition says, looks
// at blocks that are asked for alone, at each once, and that rows come last first.
func TestScreensLookOnce(t *testing.T) {
	const rows = 2*screenRows + 70
	looked := make([]int, rows)
	screens := []*screen{newScreen(rows, func(i int) bool { looked[i]++; return i%3 == 0 }), newScreen(rows, func(i int) bool { return i%5 == 0 })}
	f := &sifter{screens: screens}
	var found []int
	f.down(rows, func(i int) bool { found = append(found, i); return len(found) < 3 })
	if want := []int{8250, 8235, 8220}; !slices.Equal(found, want) {
		t.Errorf("the last rows are %v, want %v", found, want)
	}
	if looked[0] != 0 || looked[rows-1] != 1 {
		t.Errorf("the first row was looked at %d times, the last %d times", looked[0], looked[rows-1])
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range rows {
				if screens[0].has(i) != (i%3 == 0) {
					t.Errorf("row %d is wrong", i)
				}
			}
		})
	}
	all.Wait()
	n := 0
	f.down(rows, func(int) bool { n++; return true })
	if n != (rows+14)/15 || slices.Max(looked) != 1 {
		t.Errorf("%d rows fit both, and one was looked at %d times", n, slices.Max(looked))
	}
}

// TestScreensAreBounded asks for more conditions than are held.
func TestScreensAreBounded(t *testing.T) {
	f := &sifter{s: new(Store), b: &builder{kind: Events}, cols: new(columns), rows: &rowColumns{rid: make([]int32, 1<<20)}}
	for i := range 200 {
		c := &cond{sql: fmt.Sprint("x.type = ", i)}
		f.screen(c, func() func(int) bool { return func(int) bool { return true } })
		if s := &f.s.screens.held; s.size > maxScreens || s.size != len(s.byKey)*(1<<20)/8 {
			t.Fatalf("%d bytes of %d screens are held", s.size, len(s.byKey))
		}
	}
	if f.screen(&cond{sql: "x.cameo"}, func() func(int) bool { return nil }) {
		t.Error("a condition that memory does not answer has a screen")
	}
}

// TestMatchesAreBounded remembers more sets of rows than are kept.
func TestMatchesAreBounded(t *testing.T) {
	var m matches
	m.get("", 1)
	set := make(rowSet, 1<<17)
	for i := range 30 {
		m.put(fmt.Sprint(i), 1, set)
		m.get("0", 1) // it is asked for again and again
	}
	_, first := m.get("0", 1)
	_, second := m.get("1", 1)
	if m.sets.size > maxMatched || !first || second {
		t.Errorf("%d bytes; the one that is used: %v, the oldest: %v", m.sets.size, first, second)
	}
	if _, known := m.get("0", 2); known {
		t.Error("what an older state had is still known")
	}
}

// TestARecordIsOpenedByItsBytes opens a record twice, another one, and more than are held.
func TestARecordIsOpenedByItsBytes(t *testing.T) {
	var c recordCache
	body := func(text string) []byte {
		return packRecord([]byte(`{"format":"` + readout.Format + `","pipeline":"` + text + `"}`))
	}
	one, err := c.open(body("p1"))
	if err != nil {
		t.Fatal(err)
	}
	one.Version.Text = "of its reader alone"
	again, err := c.open(bytes.Clone(body("p1")))
	if err != nil || again.Version.Text != "" || again.Pipeline != "p1" || len(c.held) != 1 {
		t.Errorf("%+v, %v, %d are held", again, err, len(c.held))
	}
	if other, err := c.open(body("p2")); err != nil || other.Pipeline != "p2" {
		t.Errorf("%+v, %v", other, err)
	}
	if _, err := c.open([]byte("no record")); err == nil {
		t.Error("bytes that hold no record are opened")
	}
	for i := range 20 {
		c.put([32]byte{byte(i), 1}, openRecord{one, cachedRecords / 4})
	}
	if n := len(c.held) + len(c.old); n > 8 {
		t.Errorf("%d records of a quarter of the room are held", n)
	}
}

// TestStatementsAreBounded asks more questions than are held, some within others.
func TestStatementsAreBounded(t *testing.T) {
	s, ctx := openTemp(t), t.Context()
	for i := range 2*maxStatements + 1 {
		outer, inner := -1, -1
		err := s.rows(ctx, func(scan func(...any) error) error {
			if err := scan(&outer); err != nil {
				return err
			}
			_, err := s.row(ctx, []any{&inner}, fmt.Sprintf(`SELECT ? + %d`, i), 1)
			return err
		}, `SELECT ? * 2`, i)
		if err != nil || outer != 2*i || inner != i+1 {
			t.Fatalf("%d and %d, %v", outer, inner, err)
		}
	}
	if n := len(s.asked.held.byKey); n > maxStatements {
		t.Errorf("%d statements are held", n)
	}
	for query := range s.asked.held.byKey {
		if st, _ := s.asked.held.get(query); st.users != 0 || st.gone {
			t.Errorf("%q is asked by %d, gone: %v", query, st.users, st.gone)
		}
	}
	if _, err := s.row(ctx, nil, `SELECT nothing`); err == nil {
		t.Error("a question that is none is answered")
	}
	if ok, err := s.row(ctx, []any{new(int)}, `SELECT 1 WHERE 0`); ok || err != nil {
		t.Errorf("%v, %v of no row", ok, err)
	}
}

// TestADroppedStatementServesWhoAsksIt lets a statement go while somebody reads its answer.
func TestADroppedStatementServesWhoAsksIt(t *testing.T) {
	s, ctx := openTemp(t), t.Context()
	var h statements
	first, err := h.take(ctx, s.read, `SELECT 1`)
	if err != nil {
		t.Fatal(err)
	}
	for i := range maxStatements {
		st, err := h.take(ctx, s.read, fmt.Sprint(`SELECT 2 + `, i))
		if err != nil {
			t.Fatal(err)
		}
		h.give(st)
	}
	one := 0
	if err := first.QueryRowContext(ctx).Scan(&one); err != nil || one != 1 || !first.gone {
		t.Errorf("%d, %v, gone: %v", one, err, first.gone)
	}
	h.give(first)
	if err := first.QueryRowContext(ctx).Scan(&one); err == nil || err == sql.ErrNoRows {
		t.Error("a statement that nobody asks any more is open")
	}
}

// TestAnActorsRowsAreFound holds which rows an actor has a part in to what the roles say,
// as stories come in and are read again.
func TestAnActorsRowsAreFound(t *testing.T) {
	s, ctx := openTemp(t), t.Context()
	var ref *VersionRef
	for i := range 20 {
		ref = heldStory(t, s, i)
	}
	if err := s.Hold(ctx); err != nil {
		t.Fatal(err)
	}
	for step, next := range []func(){func() {}, func() { heldStory(t, s, 40) }, func() {
		put(t, s, ref, record(versionOf(t, s, ref), "p2", "Tomas Arendt", "the ferry", "had been sold"))
	}} {
		next()
		shelf, err := s.shelved(ctx)
		if err != nil || shelf == nil {
			t.Fatal(shelf, err)
		}
		for _, r := range []*rowColumns{shelf.statements, shelf.events} {
			found := 0
			for n, name := range r.actors().names {
				var want []int32
				for i := range r.rid {
					from, to := r.actorsOf(i)
					for k := from; k < to; k++ {
						if int(r.actors().at(k)) == n {
							want = append(want, int32(i))
						}
					}
				}
				got := r.rowsOf(n)
				if found += len(got); !slices.Equal(got, want) || r.actors().number(name) != n {
					t.Errorf("step %d: %s has the rows %v, want %v", step, name, got, want)
				}
			}
			if found < len(r.rid) || found == 0 {
				t.Errorf("step %d: of %d rows %d are found", step, len(r.rid), found)
			}
		}
	}
}
