package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestResultsAreCountedByDayWeekAndMonth counts the same events at each scale
// and by both dates: none is lost between the bins and what stands beside them.
func TestResultsAreCountedByDayWeekAndMonth(t *testing.T) {
	s, ctx := countedArchive(t), context.Background()
	for _, text := range []string{"type:REJECT", "type:REJECT date:2021..2022", "type:REJECT status:asserted", "act:deny"} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, published := range []bool{false, true} {
			total := -1
			for _, scale := range []Scale{Months, Weeks, Days} {
				tl, err := s.OverTime(ctx, q, scale, published)
				if err != nil {
					t.Fatal(err)
				}
				sum, sure, last := tl.Earlier+tl.Later+tl.Coarse+tl.Undated, 0, ""
				for _, b := range tl.Bins {
					sum, sure = sum+b.Count, sure+b.Asserted
					if b.Asserted > b.Count || b.When <= last || len(b.When) != scale.length() {
						t.Errorf("%s by the %s: bin %+v after %s", text, scale, b, last)
					}
					last = b.When
				}
				if total >= 0 && sum != total {
					t.Errorf("%s, published %v: %d by the %s, %d by the month", text, published, sum, scale, total)
				}
				if total = sum; total == 0 || strings.Contains(text, "asserted") && sure != sum-tl.Earlier-tl.Later-tl.Coarse-tl.Undated {
					t.Errorf("%s by the %s: %d, %d asserted", text, scale, total, sure)
				}
			}
		}
	}
}

// TestWeeksBeginOnMonday asks for a time that begins within a week.
func TestWeeksBeginOnMonday(t *testing.T) {
	tl := &Timeline{Scale: Weeks, From: "2024-03-13", To: "2024-03-20"}
	tl.spread([]Bin{{When: "2024-03-04", Count: 1}, {When: "2024-03-11", Count: 2}, {When: "2024-03-18", Count: 4}, {When: "2024-03-25", Count: 8}, {When: "-", Count: 16}, {When: "", Count: 32}})
	if got := fmt.Sprint(tl.Bins, tl.Earlier, tl.Later, tl.Coarse, tl.Undated); got != "[{2024-03-11 2 0} {2024-03-18 4 0}] 1 8 16 32" {
		t.Error(got)
	}
}

// TestAWrongYearDoesNotStretchATime has one story of 1970 and one of 2052 among a
// hundred of a week: they are counted and are no part of the time that is looked
// at. Where they are more than a few, or no further away than the rest, they stay.
func TestAWrongYearDoesNotStretchATime(t *testing.T) {
	week := []Bin{{When: "2024-03-11", Count: 40}, {When: "2024-03-12", Count: 30}, {When: "2024-03-16", Count: 30}}
	for want, tl := range map[string]*Timeline{
		"2024-03-11 2024-03-16 3 1 1":  {Bins: append(append([]Bin{{When: "1970-01-01", Count: 1}}, week...), Bin{When: "2052-05-01", Count: 1})},
		"1970-01-01 2024-03-16 4 0 0":  {Bins: append([]Bin{{When: "1970-01-01", Count: 9}}, week...)},
		"2024-03-08 2024-03-16 4 0 0":  {Bins: append([]Bin{{When: "2024-03-08", Count: 1}}, week...)},
		"2024-03-11 2024-03-16 3 2 0":  {Bins: append([]Bin{{When: "1970-01-01", Count: 1}, {When: "1999-01-01", Count: 1}}, week...)},
		"2024-03-11 2024-03-11 1 0 0":  {Bins: week[:1]},
		"0001-01-01 0001-01-01 -1 0 0": {},
	} {
		tl.Scale = Days
		tl.clip()
		got := fmt.Sprintf("0001-01-01 0001-01-01 -1 %d %d", tl.Earlier, tl.Later)
		if n := len(tl.Bins); n > 0 {
			got = fmt.Sprint(tl.Bins[0].When, " ", tl.Bins[n-1].When, " ", n, " ", tl.Earlier, " ", tl.Later)
		}
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
