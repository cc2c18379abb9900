package thread

import "testing"

func TestSameHeadline(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       bool
	}{
		{"marks and case", "Minister quits over “dam contract”", "MINISTER QUITS OVER DAM CONTRACT", true},
		{"what the wire puts before it", "UPDATE 2-Minister quits over dam contract", "Minister quits over dam contract", true},
		{"cut short", "Minister quits over dam", "Minister quits over dam contract as audit nears", true},
		{"a word changed since", "Minister quits over dam contract, party says", "Minister resigns over dam contract, party says", true},
		{"another number", "Blast in Lund kills two people", "Blast in Lund kills three people", false},
		{"a number more", "Blast in Lund kills people", "Blast in Lund kills 3 people", false},
		{"one word in common", "Minister quits", "Minister visits", false},
		{"another story of the same", "Minister quits over dam contract", "Dam contract goes to court over minister", false},
		{"too short to be cut", "Minister", "Minister quits over dam contract", false},
		{"nothing", "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := SameHeadline(tt.a, tt.b); got != tt.want {
				t.Errorf("SameHeadline(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
			}
			if got := SameHeadline(tt.b, tt.a); got != tt.want {
				t.Errorf("SameHeadline(%q, %q) = %v, want %v", tt.b, tt.a, got, tt.want)
			}
		})
	}
}
