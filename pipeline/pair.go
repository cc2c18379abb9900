package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/stage/stand"
)

// A Pair is a sentence with two names marked in it, as "[Ann] praised [Bob]".
type Pair struct {
	Sentence string `json:"sentence"`
	P        string `json:"p"`
	Q        string `json:"q"`
}

// Text returns the sentence without its marks, and where the names stand in it,
// in bytes. A name whose mark holds other words than its own is the first or
// second that is marked. The error says what is not marked.
func (p *Pair) Text() (text string, spans [2]readout.Span, err error) {
	for i, name := range []string{p.P, p.Q} {
		if spans[i], err = p.mark(name, i, spans[0]); err != nil {
			return "", spans, err
		}
	}
	first, second := &spans[0], &spans[1]
	if second.Start < first.Start {
		first, second = second, first
	}
	if second.Start < first.End {
		return "", spans, fmt.Errorf("the marks of %q and %q overlap", p.P, p.Q)
	}
	s := p.Sentence
	text = s[:first.Start] + s[first.Start+1:first.End-1] + s[first.End:second.Start] + s[second.Start+1:second.End-1] + s[second.End:]
	first.End -= 2
	second.Start, second.End = second.Start-2, second.End-4
	return text, spans, nil
}

// mark returns where a name stands with its brackets, but not at taken; n is
// its number.
func (p *Pair) mark(name string, n int, taken readout.Span) (readout.Span, error) {
	any, seen := readout.Span{}, 0
	for at := 0; at < len(p.Sentence); {
		from := strings.IndexByte(p.Sentence[at:], '[')
		if from < 0 {
			break
		}
		from += at
		to := strings.IndexByte(p.Sentence[from:], ']')
		if to < 0 {
			break
		}
		span := readout.Span{Start: from, End: from + to + 1}
		if p.Sentence[from+1:span.End-1] == name && span != taken {
			return span, nil
		}
		if seen++; seen == n+1 {
			any = span
		}
		at = span.End
	}
	if any.End == 0 || any == taken {
		return any, fmt.Errorf("%q is not marked: write it in brackets where it stands in the sentence", name)
	}
	return any, nil
}

// A Side says who of a pair is for or against whom in its sentence.
type Side = stand.Side

// Side reads a pair's sentence for who of the two is for or against whom. The
// error says what is not marked, or is the cause of ctx's end.
func (r *Reader) Side(ctx context.Context, p *Pair) (Side, error) {
	if r.pairs == nil {
		return stand.Neutral, errors.New("there are no weights of the language for pairs of names")
	}
	text, spans, err := p.Text()
	if err != nil {
		return stand.Neutral, err
	}
	in, err := r.PairInput(ctx, text)
	if err != nil {
		return stand.Neutral, err
	}
	return stand.Best(r.pairs.Scores(r.claims.PairFeatures(in, spans[0], spans[1]))), nil
}

// PairInput returns what stage stand reads of a text in which names are
// compared; training reads the same. The error is the cause of ctx's end.
func (r *Reader) PairInput(ctx context.Context, text string) (*stand.Input, error) {
	v := readout.Version{Language: r.lang.Code(), Text: text}
	v.Seal()
	rec := r.record(&v)
	seen, view := r.read(ctx, r.split(ctx, rec), rec, r.net.Analyze)
	return unlessStopped(ctx, &stand.Input{Record: rec, View: view, Country: r.country, Triggers: seen.Triggers})
}
