package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestValuesAreReadAsTheyWereWritten writes values of all types that rows have, at once and
// packed, and reads them into all places that take them.
func TestValuesAreReadAsTheyWereWritten(t *testing.T) {
	s := openTemp(t)
	number, text, nothing := 7, "seven", any(nil)
	rows := [][]any{{int64(-1 << 40), "", true, 0.25}, {&number, &text, false, -1.5}, {12, readout.VersionID("ve_1"), nothing, nil}, {3, []byte("\x00\xff"), 1, 2.0}}
	var want, got []string
	err := s.Update(t.Context(), func(tx *Tx) error {
		if _, err := tx.exec(`CREATE TABLE kinds (n INTEGER, t, b, r REAL)`); err != nil {
			return err
		}
		for _, row := range rows {
			tx.later(`INSERT OR FAIL INTO kinds (n, t, b, r) VALUES `, 4, row...)
		}
		if tx.Waiting() == 0 {
			t.Error("nothing waits")
		}
		read := func() (list []string) {
			err := tx.rows(func(scan func(...any) error) error {
				var n int
				var of readout.VersionID
				var yes sql.NullBool
				var r *float64
				if err := scan(&n, &of, &yes, &r); err != nil {
					return err
				}
				line := fmt.Sprint(n, " ", string(of), " ", yes)
				if r != nil {
					line += fmt.Sprint(" ", *r)
				}
				list = append(list, line)
				return nil
			}, `SELECT n, t, b, r FROM kinds ORDER BY n`)
			if err != nil {
				t.Error(err)
			}
			return list
		}
		got = read()
		if _, err := tx.exec(`DELETE FROM kinds`); err != nil {
			return err
		}
		for _, row := range rows {
			if _, err := tx.exec(`INSERT INTO kinds (n, t, b, r) VALUES (?, ?, ?, ?)`, row...); err != nil {
				return err
			}
		}
		want = read()
		var n int8
		if _, err := tx.row([]any{&n}, `SELECT 1000`); err == nil {
			t.Errorf("1000 is read as %d", n)
		}
		if _, err := tx.row([]any{&n, &n}, `SELECT 1`); err == nil {
			t.Error("one column is read as two")
		}
		_, err := tx.exec(`DROP TABLE kinds`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) || len(got) != len(rows) {
		t.Errorf("packed:\n%s\nat once:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestRowsMayBeLookedAtWithOtherStatements runs statements while the rows of a query are
// gone through, more of them than are read at once.
func TestRowsMayBeLookedAtWithOtherStatements(t *testing.T) {
	s := openTemp(t)
	err := s.Update(t.Context(), func(tx *Tx) error {
		const n = 3*rowsAtOnce + 5
		for i := range n {
			if err := tx.SetMeta(fmt.Sprintf("test %03d", i), "x"); err != nil {
				return err
			}
		}
		seen := 0
		err := tx.rows(func(scan func(...any) error) error {
			var key string
			if err := scan(&key); err != nil {
				return err
			}
			seen++
			return tx.DropMeta(key)
		}, `SELECT key FROM meta WHERE key LIKE 'test %' ORDER BY key`)
		left := 0
		if _, err := tx.row([]any{&left}, `SELECT count(*) FROM meta WHERE key LIKE 'test %'`); err != nil {
			return err
		}
		if seen != n || left != 0 {
			t.Errorf("%d of %d rows were seen, %d are left", seen, n, left)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
