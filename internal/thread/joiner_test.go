package thread

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// TestOfManyLinksTheLikeliestStay links 300 like mentions with each other: as many
// stay as a bound of each, the likeliest among them, and of those that keep apart
// as many; a text with few has all of its links, whatever their order.
func TestOfManyLinksTheLikeliestStay(t *testing.T) {
	const n = 300
	var links []Link
	for i := range n {
		for k := range i {
			l := Link{A: MentionID(fmt.Sprintf("ve_1:%03d", k)), B: MentionID(fmt.Sprintf("ve_1:%03d", i)), P: 0.3}
			switch {
			case k == 0 && i == n-1:
				l.P = 0.9
			case (i+k)%2 == 0:
				l.P, l.Apart = 0, true
			}
			links = append(links, l)
		}
	}
	few := slices.Clone(links[:mostLinks])
	if got := strongest(slices.Clone(few), mostLinks); !slices.Equal(got, few) {
		t.Errorf("of %d links %d stay", len(few), len(got))
	}
	reversed := slices.Clone(links)
	slices.Reverse(reversed)
	got, other := strongest(slices.Clone(links), mostLinks), strongest(reversed, mostLinks)
	if !slices.Equal(got, other) {
		t.Error("another order gives other links")
	}
	apart := 0
	for _, l := range got {
		if l.Apart {
			apart++
		}
	}
	if len(got) > 2*mostLinks*n || apart == 0 || len(got)-apart < n || got[0].P != 0.9 {
		t.Errorf("%d links, %d of them apart, the first %v", len(got), apart, got[0])
	}
	if len(got) >= len(links) {
		t.Errorf("all %d links stay", len(links))
	}
}

// TestWhatIsOneHangsTogether compares a transcript with itself in which two words
// stand in the same sentence, far apart, and nobody codes them: of so long a text
// such words are not compared, and a link says that they are one all the same.
func TestWhatIsOneHangsTogether(t *testing.T) {
	s := &Story{ID: "st_a", Version: "ve_a", Line: "st_a", Digest: &Digest{Format: DigestFormat}}
	for i := range 400 {
		s.Sentences = append(s.Sentences, Sentence{Span: readout.Span{Start: 10 * i, End: 10*i + 9}, Hash: uint64(i % 399)})
		s.Mentions = append(s.Mentions, Mention{Sentence: i, Trigger: readout.Span{Start: 10 * i, End: 10*i + 4}, Text: "said", Lemma: "say"})
	}
	j, err := New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	links := j.Compare(s, s)
	if want := (Link{A: "ve_a:0", B: "ve_a:3990", P: 1, Why: "the same sentence of one line of reporting"}); !slices.Contains(links, want) {
		t.Errorf("%d links, none of them %v", len(links), want)
	}
}
