package learn

import (
	"cmp"
	"hash/fnv"
	"maps"
	"math"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// An Example is a value of which a person said whether it is right, as the
// reading has it.
type Example struct {
	Story    string // of which it is: what is held back is held back with its story
	Layer    review.Layer
	P        float64 // confidence of the reading
	Features []string
	Right    bool              // it is there at all
	Lemma    string            // of an event's word
	Type     readout.EventType // that the reading gives
	Truth    readout.EventType // that the person gives; "" if he said nothing of it
}

// Examples returns the values of a record of which people said whether they are
// right. The record is as the machine made it without what was learned; reviews are
// those that stand for its story, in order. Of a value what was said last counts.
func Examples(rec *readout.Record, story string, reviews []*review.Review) []Example {
	said := make(map[string]*Example)
	var order []string
	for _, r := range reviews {
		if r.Do == review.Add || r.Layer == review.Actor {
			continue
		}
		local, ok := review.Find(rec, r.Layer, &r.Anchor)
		if !ok {
			continue // this reading has no such value
		}
		e := said[local]
		if e == nil {
			if e = exampleOf(rec, local, r.Layer); e == nil {
				continue
			}
			e.Story = story
			said[local], order = e, append(order, local)
		}
		e.Right = !(r.Do == review.Reject && r.Field == "")
		switch {
		case r.Layer != review.Event:
		case r.Field == "type" && (r.Do == review.Correct || r.Do == review.Confirm):
			e.Truth = readout.EventType(r.Value)
		case r.Field == "" && r.Do == review.Confirm && e.Truth == "":
			e.Truth = readout.EventType(r.Values["type"])
		}
	}
	var out []Example
	for _, local := range order {
		out = append(out, *said[local])
	}
	return out
}

// exampleOf returns a value of a record without what people said.
func exampleOf(rec *readout.Record, local string, layer review.Layer) *Example {
	x := rec.Index()
	switch layer {
	case review.Statement:
		if a := x.Attribution(readout.AttributionID(local)); a != nil {
			return &Example{Layer: layer, P: a.Confidence, Features: statementFeatures(rec, a)}
		}
	case review.Event:
		if e := x.Event(readout.EventID(local)); e != nil {
			return &Example{Layer: layer, P: e.Confidence, Features: eventFeatures(rec, e), Type: e.Type, Lemma: lemmaAt(rec, e.Trigger.Cover())}
		}
	}
	return nil
}

// A Line is what a head makes better or worse on corrections that it has not seen.
type Line struct {
	Head   string  `json:"head"`
	What   string  `json:"what"` // the error that is counted
	Of     int     `json:"of"`   // corrections
	Before float64 `json:"before"`
	After  float64 `json:"after"`
	Kept   bool    `json:"kept"`
}

// Numbers of fitting. They are a priori: with a few hundred corrections there is
// nothing to choose them on.
const (
	folds      = 5
	leastOf    = 30 // corrections below which a head is not fitted
	rounds     = 400
	step       = 0.5
	plainDecay = 0.02 // of scale and bias, towards what the reading says
	wordDecay  = 0.08 // of features, towards nothing
)

// Fit fits all heads and says of each what it makes better or worse on
// corrections that it has not seen: in turn a fifth of the stories is held
// back. A head that makes nothing better there is left out of the set.
func Fit(examples []Example) (*Set, []Line) {
	set, lines := new(Set), []Line{}
	for _, head := range []struct {
		name  string
		layer review.Layer
		to    **Calibrator
	}{{"how sure statements are", review.Statement, &set.Statements}, {"how sure events are", review.Event, &set.Events}} {
		of := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Layer != head.layer })
		if len(of) < leastOf {
			continue
		}
		line := Line{Head: head.name, What: "squared error of the confidence", Of: len(of)}
		line.Before, line.After = heldBack(of, func(in []Example) func(*Example) float64 {
			c := calibrate(in)
			return func(e *Example) float64 { return square(c.Probability(e.P, e.Features), e.Right) }
		}, func(e *Example) float64 { return square(e.P, e.Right) })
		if line.Kept = line.After < line.Before; line.Kept {
			*head.to = calibrate(of)
		}
		lines = append(lines, line)
	}
	if line := fitTypes(set, examples); line != nil {
		lines = append(lines, *line)
	}
	return set, lines
}

// fitTypes fits which words have another type.
func fitTypes(set *Set, examples []Example) *Line {
	of := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Truth == "" })
	if len(of) < leastOf {
		return nil
	}
	line := &Line{Head: "types of events", What: "share of wrong types", Of: len(of)}
	wrong := func(kind readout.EventType, e *Example) float64 {
		if kind == e.Truth {
			return 0
		}
		return 1
	}
	line.Before, line.After = heldBack(of, func(in []Example) func(*Example) float64 {
		list := recodings(in)
		return func(e *Example) float64 { return wrong(recoded(list, e.Lemma, e.Type), e) }
	}, func(e *Example) float64 { return wrong(e.Type, e) })
	if line.Kept = line.After < line.Before; line.Kept {
		set.Types = recodings(of)
	}
	return line
}

// heldBack returns the mean error before and after fitting, each example judged by
// a fit on the stories of other folds.
func heldBack(of []Example, fit func(in []Example) func(*Example) float64, before func(*Example) float64) (was, is float64) {
	for k := range folds {
		var in, out []Example
		for _, e := range of {
			if foldOf(e.Story) == k {
				out = append(out, e)
			} else {
				in = append(in, e)
			}
		}
		after := fit(in)
		for i := range out {
			was, is = was+before(&out[i]), is+after(&out[i])
		}
	}
	return was / float64(len(of)), is / float64(len(of))
}

// foldOf returns the fold that a story is in.
func foldOf(story string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(story))
	return int(h.Sum32() % folds)
}

func square(p float64, right bool) float64 {
	if right {
		p = 1 - p
	}
	return p * p
}

// calibrate fits a calibrator by descent on the log-loss, drawn towards what the
// reading says itself.
func calibrate(of []Example) *Calibrator {
	c := &Calibrator{Scale: 1, Weights: make(map[string]float64)}
	if len(of) == 0 {
		return c
	}
	count := make(map[string]int)
	for i := range of {
		for _, f := range of[i].Features {
			count[f]++
		}
	}
	names := slices.Sorted(maps.Keys(count))
	n := float64(len(of))
	for range rounds {
		scale, bias, grad := plainDecay*(c.Scale-1), plainDecay*c.Bias, make(map[string]float64, len(count))
		for i := range of {
			e := &of[i]
			sum := c.Scale*odds(e.P) + c.Bias
			for _, f := range e.Features {
				sum += c.Weights[f]
			}
			d := 1 / (1 + math.Exp(-sum))
			if e.Right {
				d--
			}
			scale, bias = scale+d*odds(e.P)/n, bias+d/n
			for _, f := range e.Features {
				grad[f] += d / n
			}
		}
		c.Scale, c.Bias = c.Scale-step*scale, c.Bias-step*bias
		for _, f := range names {
			c.Weights[f] -= step * (grad[f] + wordDecay*c.Weights[f])
		}
	}
	for f, w := range c.Weights {
		if math.Abs(w) < 0.005 {
			delete(c.Weights, f)
			continue
		}
		c.Weights[f] = math.Round(w*1000) / 1000
	}
	c.Scale, c.Bias = math.Round(c.Scale*1000)/1000, math.Round(c.Bias*1000)/1000
	return c
}

// recodings returns the words of which most corrections say that they have another
// type: two at least, and more than half of all that was said of the word and type.
func recodings(of []Example) []Recoding {
	type key struct {
		lemma string
		from  readout.EventType
	}
	said := make(map[key]map[readout.EventType]int)
	for i := range of {
		e := &of[i]
		k := key{e.Lemma, e.Type}
		if said[k] == nil {
			said[k] = make(map[readout.EventType]int)
		}
		said[k][e.Truth]++
	}
	var out []Recoding
	for k, by := range said {
		all := 0
		for _, n := range by {
			all += n
		}
		for to, n := range by {
			if to != k.from && n >= 2 && 2*n > all {
				out = append(out, Recoding{k.lemma, k.from, to, n})
			}
		}
	}
	slices.SortFunc(out, func(a, b Recoding) int { return cmp.Or(cmp.Compare(a.Lemma, b.Lemma), cmp.Compare(a.From, b.From)) })
	return out
}
