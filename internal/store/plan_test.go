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
