package lines

import "testing"

// TestTextsOfOneOutletAreOneLine counts lines of reporting: copies, the texts of one
// outlet and a sentence that stands in two texts are one.
func TestTextsOfOneOutletAreOneLine(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []Text
		want  int
	}{
		{"nothing", nil, 0},
		{"two outlets", []Text{{"bell", "a", 1}, {"lamp", "b", 2}}, 2},
		{"outlets that nobody knows", []Text{{"bell", "", 1}, {"lamp", "", 2}}, 2},
		{"seven readouts of one ministry", []Text{{"a", "bell", 1}, {"b", "bell", 2}, {"c", "bell", 3}, {"d", "bell", 4}, {"e", "bell", 5}, {"f", "bell", 6}, {"g", "bell", 7}}, 1},
		{"one sentence in two outlets", []Text{{"bell", "a", 1}, {"lamp", "b", 1}}, 1},
		{"a chain of both", []Text{{"c", "bell", 1}, {"b", "lamp", 1}, {"a", "lamp", 2}, {"d", "reed", 3}}, 2},
		{"copies", []Text{{"agency", "bell", 1}, {"agency", "lamp", 1}}, 1},
		{"a paper that copied a ministry, and its own report", []Text{{"copies", "ministry", 1}, {"copies", "bell", 1}, {"own", "bell", 2}, {"more", "ministry", 3}}, 2},
		{"texts without sentences", []Text{{"a", "bell", 0}, {"b", "lamp", 0}, {"c", "bell", 0}}, 2},
	} {
		if got := Count(tt.texts); got != tt.want {
			t.Errorf("%s: %d lines, want %d", tt.name, got, tt.want)
		}
	}
}
