package store

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/many"
)

// TestASearchThatFindsNothingSaysWhy misspells, dates past the archive, and asks for what
// stands apart.
func TestASearchThatFindsNothingSaysWhy(t *testing.T) {
	s := openJoining(t)
	list := first(many.Samples(), 40)
	bringAll(t, s, list...)
	outlet := list[0].Version.Outlet
	misspelt := outlet[:3] + outlet[4:]
	day := list[20].Version.Published.Value[:10]
	one := "outlet:" + outlet
	tests := []struct{ name, query, want string }{
		{"a name that is misspelt", "outlet:" + misspelt, "outlet:" + misspelt + " finds nothing alone; perhaps outlet:" + outlet},
		{"a day after all stories", one + " after:2199-01-01", "after:2199-01-01 finds nothing alone: the stories here were published from 20"},
		{"a word that nowhere stands", one + " qxzzyq", "qxzzyq finds nothing alone."},
		{"terms that nothing has together", "after:" + day + " before:" + day, "Each of after:" + day + " and before:" + day + " finds something alone, and no story has all."},
		{"words that are joined otherwise", "(qxzzyq OR zzyqqx) -the", "( qxzzyq OR zzyqqx ) -the finds nothing alone."},
		{"a value of no list", "tag:none", "tag:none finds nothing alone."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			why, err := s.WhyNothing(t.Context(), tt.query, false)
			if err != nil || len(why) != 1 || !strings.HasPrefix(why[0], tt.want) {
				t.Errorf("%q: %q, %v; want %q", tt.query, why, err, tt.want)
			}
		})
	}
}
