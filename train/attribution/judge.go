package main

import (
	"fmt"

	"github.com/seed-f92ea4cf/readout/internal/stage/attribute"
)

// judgeRounds is how often the judge sees its examples; chosen on stories that
// it had not seen.
const judgeRounds = 8

// judged makes the model that decides last, from stories in which all
// statements are marked.
func (t *trainer) judged() error {
	var all []example
	var nested []bool
	for n, a := range t.articles {
		found, within := t.finder.Settled(t.view(n), attribute.Parts{Tags: a.Parts, Sure: a.Sure}, a.Attributions)
		for i, e := range found {
			if e.Right == 1 || !a.Partial {
				all, nested = append(all, example{e, n}), append(nested, within[i])
			}
		}
	}
	shape := attribute.Shapes()["judge"]
	p := make([]float64, len(all))
	for k := range folds {
		in, _ := fold(all, k)
		w := fit(in, shape.Size, judgeRounds)
		for i, e := range all {
			if e.article%folds == k {
				p[i] = tempered(probability(w, e.Features), shape.Temperature)
			}
		}
	}
	for _, within := range []bool{true, false} {
		var part []example
		var of []float64
		for i := range all {
			if nested[i] == within {
				part, of = append(part, all[i]), append(of, p[i])
			}
		}
		fmt.Printf("judge, statements within others: %v (recall is of all statements)\n", within)
		report(part, of, t.gold())
	}
	return t.write("judge", quantized(fit(all, shape.Size, judgeRounds)))
}
