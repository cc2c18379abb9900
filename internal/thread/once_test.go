package thread

import "testing"

// TestOneConflictIsToldOnce checks what is the same conflict again.
func TestOneConflictIsToldOnce(t *testing.T) {
	side := func(line, value string, hash uint64) Side {
		s := story(line, "2033-10-01", "asserted")
		s.Sentences[0].Hash = hash
		return Side{Story: s, Sentence: s.Sentences[0].Span, Value: value}
	}
	of := func(subject string, a, b Side) Conflict {
		return Conflict{Kind: ByNumber, A: a, B: b, What: subject + ": a against b"}
	}
	first := of("people", side("1", "140", 7), side("2", "Thirty", 8))
	for name, tt := range map[string]struct {
		second Conflict
		want   int
	}{
		"other words of the same lines":       {of("people", side("1", "140", 9), side("2", "Thirty", 8)), 1},
		"the same words on another line":      {of("people", side("3", "140", 7), side("2", "Thirty", 8)), 1},
		"the sides the other way round":       {of("people", side("2", "Thirty", 8), side("3", "140", 7)), 1},
		"another value":                       {of("people", side("1", "150", 7), side("2", "Thirty", 8)), 2},
		"another thing":                       {of("lorries", side("1", "140", 7), side("2", "Thirty", 8)), 2},
		"other words on other lines":          {of("people", side("3", "140", 9), side("2", "Thirty", 8)), 2},
		"sentences that the digests have not": {of("people", side("3", "140", 0), side("2", "Thirty", 0)), 2},
	} {
		if got := Once([]Conflict{first, tt.second}); len(got) != tt.want {
			t.Errorf("%s: %d, want %d", name, len(got), tt.want)
		}
	}
}

// TestADenialIsToldOnce checks that one denial is one conflict, whoever told
// what it denies, and that another denial is another.
func TestADenialIsToldOnce(t *testing.T) {
	side := func(line, value string, hash uint64) Side {
		s := story(line, "2033-10-01", "asserted")
		s.Sentences[0].Hash = hash
		return Side{Story: s, Sentence: s.Sentences[0].Span, Value: value}
	}
	of := func(a, b Side) Conflict {
		return Conflict{Kind: ByStatus, A: a, B: b, What: "strike: " + a.Value + " against " + b.Value}
	}
	first := of(side("1", "strike", 7), side("2", "not Strike", 8))
	for name, tt := range map[string]struct {
		second Conflict
		want   int
	}{
		"told by a third, the sides the other way round": {of(side("2", "not Strike", 8), side("3", "strike", 9)), 1},
		"the same denial on another line":                {of(side("3", "walkout", 9), side("4", "not Strike", 8)), 1},
		"another denial":                                 {of(side("1", "strike", 7), side("4", "not Strike", 10)), 2},
	} {
		if got := Once([]Conflict{first, tt.second}); len(got) != tt.want {
			t.Errorf("%s: %d, want %d", name, len(got), tt.want)
		}
	}
}
