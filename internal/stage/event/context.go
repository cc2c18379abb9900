package event

import (
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// A contextTable finds contexts by words.
type contextTable struct {
	exact map[string][]string
	stems map[string][]string // words that may have any ending
	short int                 // length of the shortest stem
}

// contextIndex indexes the contexts' words once.
var contextIndex = sync.OnceValue(func() *contextTable {
	x := &contextTable{exact: map[string][]string{}, stems: map[string][]string{}, short: 99}
	for _, name := range plover.Contexts() {
		for _, w := range plover.ContextWords(name) {
			if stem, ok := strings.CutSuffix(w, "*"); ok {
				x.stems[stem] = append(x.stems[stem], name)
				x.short = min(x.short, len(stem))
			} else {
				x.exact[w] = append(x.exact[w], name)
			}
		}
	}
	return x
})

// of returns the contexts of a word, and of it with the next, joined by a hyphen.
func (x *contextTable) of(word, pair string) []string {
	out := append(append([]string(nil), x.exact[word]...), x.exact[pair]...)
	for _, w := range []string{word, pair} {
		for n := x.short; n <= len(w); n++ {
			if names := x.stems[w[:n]]; names != nil && (w == word || n > len(word)) {
				out = append(out, names...)
			}
		}
	}
	return out
}
