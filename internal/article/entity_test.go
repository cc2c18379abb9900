package article

import "testing"

// TestATitleOfATableHasNoEntities checks that a headline which came as a page writes
// it stands as a reader sees it.
func TestATitleOfATableHasNoEntities(t *testing.T) {
	if v := FromText(Input{Title: "Calder&#39;s fish &amp; chips", Text: "The minister opened a shop in Lumen on Monday."}).Version; v.Headline != "Calder's fish & chips" {
		t.Errorf("headline %q", v.Headline)
	}
}

// TestATextOfATableHasNoEntities checks that characters which a table keeps as a
// page wrote them are read as such, and what only looks like one is left.
func TestATextOfATableHasNoEntities(t *testing.T) {
	const in = "Marks &amp; Sons sold the mill, &#8220;as it stood&#8221;, AT&T&nbsp;said.\n\nR&amp;amp;D costs rose, said Q&A; the &copy mark and &bogus; stay."
	const want = "Marks & Sons sold the mill, “as it stood”, AT&T said.\n\nR&D costs rose, said Q&A; the &copy mark and &bogus; stay."
	if v := FromText(Input{Text: in}).Version; v.Text != want {
		t.Errorf("%q, want %q", v.Text, want)
	}
}
