package attribute

import (
	"fmt"
	"os"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

func TestDebug(t *testing.T) {
	text := os.Getenv("TEXT")
	if text == "" {
		t.Skip()
	}
	s := newStory(text, segment.Split(text))
	for _, q := range s.quotes {
		fmt.Printf("Q %q cont=%v open=%v words=%v\n", q.span.In(text), q.continues, q.open, q.words)
	}
	p := s.propose()
	show := func(c candidate) {
		fmt.Printf("   %d %.2f S=%q C=%q", c.pattern, c.confidence, s.span(c.speaker).In(text), s.span(c.cue).In(text))
		for _, r := range c.content {
			fmt.Printf(" T=%q", s.span(r).In(text))
		}
		fmt.Println(" shared", c.shared, "fwd", c.forward, "dead", c.dead)
	}
	for _, c := range p {
		show(c)
	}
	fmt.Println("settled")
	p = s.settle(p)
	s.score(p)
	for _, c := range p {
		show(c)
	}
	for _, pr := range s.problems {
		fmt.Println(pr.Text, pr.Span.In(text))
	}
}
