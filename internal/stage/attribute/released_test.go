package attribute

import (
	"slices"
	"strings"
	"testing"
)

// TestReleasedWordsAreTheIssuers: the quoted paragraphs under a sentence that
// announces somebody's words are his, whoever else says something in it.
func TestReleasedWordsAreTheIssuers(t *testing.T) {
	net := network(t)
	for _, c := range []struct{ name, text, want string }{
		{"after what another confirmed",
			"Congresswoman Petra Holm released the following statement today after the Navy confirmed that two ships were lost in the harbour of Sundby:\n\n“The loss of two ships shows that the harbour is not safe.\n\n“The deadline must be kept.\n\n“We will remember the crews.”",
			"Congresswoman Petra Holm | released the following statement | “The loss of two ships shows that the harbour is not safe. … “The deadline must be kept. … “We will remember the crews.”"},
		{"a stop for a colon, and a background",
			"Senator Ivar Lind issued the following statement on the ferry to Sundby.\n\n“The ferry is our road.”\n\nThe ferry has sailed since 1950.\n\n“It must not stop.”",
			"Senator Ivar Lind | issued the following statement | “The ferry is our road.” … “It must not stop.”"},
		{"another has the word",
			"SUNDBY, Tavria – Senator Ivar Lind issued the following statement:\n\n“The ferry is our road.”\n\n“It costs too much,” said Mayor Vale.",
			"Senator Ivar Lind | issued the following statement | “The ferry is our road.”"},
	} {
		if got := shown(readWith(net, c.text)); !slices.Contains(got, c.want) {
			t.Errorf("%s:\n%s\nwant %s", c.name, strings.Join(got, "\n"), c.want)
		}
	}
}
