package store

import "testing"

// TestBurstsComeFirst lists what three stories of a day tell before what five stories
// of a month do, as [thread.Happening.Burst] has it.
func TestBurstsComeFirst(t *testing.T) {
	s := openJoining(t)
	if _, err := s.wconn.ExecContext(t.Context(), `INSERT INTO happenings (id, type, modes, d_from, d_to, place, place_id, country, final, lines, stories, posted, last, body) VALUES
		('ev_refrain', 'SUPPORT', '', '', '', '', '', '', 'asserted', 1, 5, '2033-10-01T08:00:00Z', '2033-10-29', '{}'),
		('ev_burst', 'CONSULT', '', '', '', '', '', '', 'asserted', 1, 3, '2033-10-05', '2033-10-05T20:00:00Z', '{}'),
		('ev_undated', 'CONSULT', '', '', '', '', '', '', 'asserted', 1, 1, '', '', '{}'),
		('ev_courtesy', 'SUPPORT', '', '', '', '', '', '', 'asserted', 0, 9, '2033-10-05', '2033-10-05', '{}'),
		('ev_lines', 'ASSAULT', '', '', '', '', '', '', 'asserted', 2, 2, '2033-10-01', '2033-10-29', '{}')`); err != nil {
		t.Fatal(err)
	}
	list, _, err := s.FindHappenings(t.Context(), Happenings{Limit: 9, Brief: true})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, h := range list {
		got += h.ID + " "
	}
	if want := "ev_lines ev_burst ev_undated ev_refrain ev_courtesy "; got != want {
		t.Errorf("in order %s, want %s", got, want)
	}
}
