// Segment trains the model that says where sentences end: logistic regression
// by AdaGrad over hashed features, on two treebanks and on places in news
// texts that a rule decides beyond doubt. It writes the same bytes each time.
//
//	go run ./train/segment --data DIR --out models/weights/en/segment.bin
//
// DIR is the folder of corpora (train/README.md); ud/ and attribution/ are read.
// It takes some seconds. TestCorpus of internal/stage/segment scores what came
// out.
package main

import (
	"flag"
	"log"
	"math"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/train/reading"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../shared/data", "folder of corpora")
	out := flag.String("out", "", "file to write")
	epochs := flag.Int("epochs", 25, "rounds over the examples")
	news := flag.Int("news", 840, "texts of news to train on, too")
	decay := flag.Float64("decay", 1e-5, "weight decay")
	flag.Parse()
	examples, err := read(*data, *news)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*out, bytesOf(fit(examples, *epochs, *decay)), 0o666); err != nil {
		log.Fatal(err)
	}
}

// pronouns are words that begin a sentence whenever they have a capital.
var pronouns = map[string]bool{"The": true, "He": true, "She": true, "It": true, "They": true, "We": true, "This": true, "There": true, "These": true,
	"But": true, "His": true, "Her": true, "Their": true, "When": true, "If": true, "That": true}

// read returns the examples of the corpora: treebanks, then news.
func read(data string, news int) (out []segment.Example, err error) {
	splitter := segment.New(language.English())
	for _, name := range []string{"en_ewt-ud-train", "en_gum-clean-ud-train"} {
		err := reading.Each(filepath.Join(data, "ud", name+".conllu.xz"), func(t reading.Text) error {
			text, ends := joined(t)
			out = append(out, splitter.Examples(text, func(chars int) bool { return ends[chars] })...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	n := 0
	err = reading.Each(filepath.Join(data, "attribution", "polnear-train.jsonl.xz"), func(t reading.Text) error {
		if n++; n <= news {
			out = append(out, splitter.Obvious(t.Text, pronouns)...)
		}
		return nil
	})
	return out, err
}

// joined returns the sentences of a text with a blank between them and an
// empty line between paragraphs, as the treebanks' raw text is made, and behind
// how many characters that are no white space they end.
func joined(t reading.Text) (string, map[int]bool) {
	var b strings.Builder
	ends := map[int]bool{}
	chars := 0
	for i, sent := range t.Sentences {
		switch {
		case i == 0:
		case sent.Paragraph != t.Sentences[i-1].Paragraph:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
		words := t.Text[sent.Start:sent.End]
		b.WriteString(words)
		for _, r := range words {
			if !unicode.IsSpace(r) {
				chars++
			}
		}
		ends[chars] = true
	}
	return b.String() + "\n", ends
}

// fit trains the model. It shuffles the examples in place.
func fit(examples []segment.Example, epochs int, decay float64) []float64 {
	w := make([]float64, segment.WeightCount)
	sq := make([]float64, segment.WeightCount)
	seed := uint64(1)
	for round := range epochs {
		for i := len(examples) - 1; i > 0; i-- {
			seed = seed*6364136223846793005 + 1442695040888963407
			j := int(seed>>33) % (i + 1)
			examples[i], examples[j] = examples[j], examples[i]
		}
		loss := 0.0
		for i := range examples {
			loss += step(&examples[i], w, sq, decay)
		}
		log.Printf("round %d: loss %.4f", round+1, loss/float64(len(examples)))
	}
	return w
}

// step moves the weights by one example and returns its loss.
func step(e *segment.Example, w, sq []float64, decay float64) float64 {
	z := 0.0
	for _, k := range e.Weights {
		z += w[k]
	}
	p, y := 1/(1+math.Exp(-z)), 0.0
	if e.Ends {
		y = 1
	}
	for _, k := range e.Weights {
		g := p - y + decay*w[k]*1000
		sq[k] += g * g
		w[k] -= 0.2 * g / math.Sqrt(sq[k]+1e-6)
	}
	return -math.Log(1 - math.Abs(y-p) + 1e-12)
}

// bytesOf returns the weights as the program reads them: the largest is 127.
func bytesOf(w []float64) []byte {
	most := 0.0
	for _, v := range w {
		most = max(most, math.Abs(v))
	}
	out := make([]byte, len(w))
	for i, v := range w {
		out[i] = byte(int8(math.Round(v / most * 127)))
	}
	return out
}
