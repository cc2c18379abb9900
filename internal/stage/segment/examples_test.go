package segment

import "testing"

func TestExamples(t *testing.T) {
	const text = "\"No!\" said the mayor of Orlo Inc. The council met again. Nobody told the press.\n"
	ends := map[int]bool{}
	at := 0
	for _, s := range []string{"\"No!\" said the mayor of Orlo Inc.", "The council met again.", "Nobody told the press."} {
		at += visible(s)
		ends[at] = true
	}
	got := 0
	examples := english.Examples(text, func(chars int) bool { return ends[chars] })
	for _, e := range examples {
		if e.Ends {
			got++
		}
	}
	if got != 2 { // the last end is the paragraph's
		t.Errorf("%d of %d places end a sentence, want 2", got, len(examples))
	}
	if len(examples) <= got {
		t.Errorf("no place is one where a sentence goes on: %d places", len(examples))
	}
}

func TestObvious(t *testing.T) {
	ends := 0
	for _, e := range english.Obvious("The harbour was closed yesterday. They opened the locks, and the ships sailed.\n", map[string]bool{"They": true}) {
		if e.Ends {
			ends++
		}
	}
	if ends != 1 {
		t.Errorf("%d places end a sentence, want 1", ends)
	}
}
