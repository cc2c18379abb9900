package store

import (
	"fmt"
	"strings"
	"testing"
)

// TestSearchesTakeTheirIndexes holds that fields whose index leaves out what is
// empty are looked for in it: SQLite takes such an index only where the query says
// that it wants nothing empty.
func TestSearchesTakeTheirIndexes(t *testing.T) {
	s := openTemp(t)
	for text, index := range map[string]string{
		"speaker:ac_NOR": "statements_actor", "source:ac_NOR": "event_by_actor", "place:=pl_1": "events_place", "place:pl_1": "events_place",
	} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		b := newBuilder(q)
		plan := planOf(t, s, fmt.Sprintf(`SELECT x.rid %s WHERE %s`, b.from, b.where()), b.args()...)
		if !strings.Contains(plan, index) || strings.Contains(plan, "SCAN x") {
			t.Errorf("%s does not take %s: %s", text, index, plan)
		}
	}
}

// planOf returns how SQLite answers a query.
func planOf(t *testing.T, s *Store, query string, args ...any) (plan string) {
	t.Helper()
	err := s.rows(t.Context(), func(scan func(...any) error) error {
		var id, parent, unused int
		var detail string
		err := scan(&id, &parent, &unused, &detail)
		plan += detail + "; "
		return err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// TestNamesAlikeAreFoundByTheirIndex holds that a new name is compared with those that
// it is like, not with all that an archive has.
func TestNamesAlikeAreFoundByTheirIndex(t *testing.T) {
	plan := planOf(t, openTemp(t), namesAlike, "hlk smkk")
	if !strings.Contains(plan, "actor_names_likeness") || strings.Contains(plan, "SCAN") {
		t.Error(plan)
	}
}

// TestFingerprintsAreLookedUpByThemselves holds that readout check and its repair find the
// fingerprints of a text by an index, where a text has them: to go through those of all
// texts for each took most of the time, as there were more of them.
func TestFingerprintsAreLookedUpByThemselves(t *testing.T) {
	s := openTemp(t)
	in := arrival("https://one.example/1", "Sound Courier", ferryText)
	ref := add(t, s, in)
	asked := 0
	row := func(dest []any, query string, args ...any) (bool, error) {
		asked++
		if plan := planOf(t, s, query, args...); strings.Contains(plan, "SCAN prints") {
			t.Errorf("%s: %s", query, plan)
		}
		return s.row(t.Context(), dest, query, args...)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.AddPrints(ref, []uint64{8, 16, 24}) }); err != nil {
		t.Fatal(err)
	}
	if lost, err := lostPrints(row, ref.row, []int64{8, 16, 24}); lost || err != nil || asked != 1 {
		t.Errorf("lost: %v, %v, after %d questions", lost, err, asked)
	}
	if lost, err := lostPrints(s.rowOf(t), ref.row, []int64{7}); lost || err != nil {
		t.Errorf("others are there, and it is lost: %v, %v", lost, err)
	}
	if lost, err := lostPrints(s.rowOf(t), ref.row+1, []int64{8}); !lost || err != nil {
		t.Errorf("it has none: %v, %v", lost, err)
	}
}

// rowOf returns what reads a row.
func (s *Store) rowOf(t *testing.T) func([]any, string, ...any) (bool, error) {
	return func(dest []any, query string, args ...any) (bool, error) {
		return s.row(t.Context(), dest, query, args...)
	}
}
