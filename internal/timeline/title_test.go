package timeline

import "testing"

// TestATimelineIsCalledWhatItIsOf holds what a timeline is called that nobody named.
func TestATimelineIsCalledWhatItIsOf(t *testing.T) {
	entries := []Entry{{Day: DayRow("2022-02-24")}, {}, {Day: DayRow("2022-06-01")}}
	for query, want := range map[string]string{
		"":                               "What happened, Feb 2022 to Jun 2022",
		"invasion":                       "Invasion, Feb 2022 to Jun 2022",
		"“école” type:PROTEST":           "“école”, PROTEST, Feb 2022 to Jun 2022",
		`place:"New York" type:AID élan`: "Élan, New York, AID, Feb 2022 to Jun 2022",
		":":                              ":, Feb 2022 to Jun 2022",
	} {
		if got := TitleOf(query, entries); got != want {
			t.Errorf("a timeline of %q is called %q, want %q", query, got, want)
		}
	}
	if got := TitleOf("", entries[:1]); got != "What happened, Feb 2022" {
		t.Errorf("one of a month is called %q", got)
	}
	if got := TitleOf("", nil); got != "What happened" {
		t.Errorf("one without days is called %q", got)
	}
}

// TestNoDotHidesAnother has entries on days that are close to each other.
func TestNoDotHidesAnother(t *testing.T) {
	tl := &Timeline{}
	for _, day := range []string{"2013-01-03", "2013-01-24", "2013-02-12", "2013-02-28", "2013-03-20", "2022-11-28"} {
		tl.Entries = append(tl.Entries, Entry{Day: DayRow(day)})
	}
	dots := tl.Axis().Dots
	for i := range dots {
		for j := range i {
			if dx, dy := dots[i].X-dots[j].X, dots[i].Y-dots[j].Y; dx*dx+dy*dy < 4*dots[i].R*dots[i].R {
				t.Errorf("dot %s at %v, %v hides dot %s at %v, %v", dots[i].N, dots[i].X, dots[i].Y, dots[j].N, dots[j].X, dots[j].Y)
			}
		}
	}
}

// TestASourceWithoutANameIsSaidSo has an entry that somebody tells whom the story calls nothing.
func TestASourceWithoutANameIsSaidSo(t *testing.T) {
	e := Entry{Outlet: "bell.example", Posted: "2024-03-12", By: []string{"", "Eva Strand"}}
	if got, want := e.SourceText(), "bell.example 2024-03-12, according to somebody not named, as told by Eva Strand"; got != want {
		t.Errorf("the source is %q, want %q", got, want)
	}
}
