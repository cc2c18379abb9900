package attribute

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/golden"
)

// nothing lists texts in which nobody says anything: titles, words that the
// author holds off with quotation marks, slogans as things, the author's own
// future and conditional, silence, attempts.
var nothing = []struct{ name, text string }{
	{"title of a podcast", "Ines Falk hosts the “Deep Water” podcast from a shed in Harlow."},
	{"title of a film", "The festival opened with “The Long Tide,” a film about a lighthouse."},
	{"name of a plan", "The party's “Northern Road” took shape in the sixties."},
	{"so-called", "The so-called “friends of the harbour” met on Tuesday."},
	{"held off", "A two-year “pause” of the works ended in May."},
	{"held off, plural", "The street lost its “heritage” lamps to a storm."},
	{"slogan on a hat", "He wore a “Keep Harlow Dry” hat and red boots."},
	{"slogan on a shirt", "Hundreds in “Save The Pier” shirts walked along the quay."},
	{"nickname", "Peter “Storm” Lind won the race in under an hour."},
	{"author's future", "The new ferry will carry 300 cars by the end of June."},
	{"author's conditional", "If elected, Holm would be the oldest mayor of the town."},
	{"author's count", "She will win at least 56 of the 90 seats."},
	{"no answer", "The port did not respond."},
	{"no answer to calls", "Calls to the ministry were not returned."},
	{"attempt", "He tried to persuade the crew in the dark."},
	{"gave a speech", "The bishop gave a speech in the old hall."},
	{"made a statement", "The chairman made a brief statement on Friday."},
	{"feeling without an object", "The fishermen were happy on Sunday."},
	{"cause", "The flood will make the repair of the wall hard."},
	{"plain event", "The council met on Monday and closed two schools."},
}

func TestNothingToExtract(t *testing.T) {
	known := golden.KnownFailures(t, knownFile)
	for _, c := range nothing {
		known.Case(c.name, strings.Join(shown(readText(c.text)), "\n"))
	}
}

func TestNothingToExtractWithNetwork(t *testing.T) {
	net, known := network(t), golden.KnownFailures(t, knownFile)
	for _, c := range nothing {
		known.Case(c.name, strings.Join(shown(readWith(net, c.text)), "\n"))
	}
}
