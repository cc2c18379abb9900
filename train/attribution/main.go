// Attribution trains the models that judge attributions: logistic regression
// by AdaGrad over hashed features, on the training part of PolNeAR. It writes
// the same bytes each time.
//
//	go run ./train/attribution --articles DATA/attribution/polnear-train.jsonl.xz --out models/weights/en
//	go run ./train/attribution --articles DIR/train.gob --out models/weights/en
//
// From the articles alone comes attribute-confidence.bin, for texts without
// trees. From what train/parts wrote of them come attribute-parsed.bin,
// attribute-nested.bin, attribute-linker.bin and attribute-tagged.bin. From
// stories annotated whole, which train.claims.texts writes as statements.jsonl
// and train/parts reads, comes attribute-judge.bin:
//
//	go run ./train/attribution --stories DIR/statements.gob --out models/weights/en
//
// What each
// model does on a quarter of the articles that it has not seen is printed: how
// good thresholds are, and how often what it is so sure of is right.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/attribute"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/train/reading"
)

func main() {
	log.SetFlags(0)
	articles := flag.String("articles", "", "articles with their attributions, .jsonl.xz, or .gob as train/parts writes it")
	stories := flag.String("stories", "", "stories with all their statements, .gob as train/parts writes it")
	out := flag.String("out", "", "folder for the weights")
	flag.Parse()
	if err := run(*articles, *stories, *out); err != nil {
		log.Fatal(err)
	}
}

func run(file, stories, dir string) error {
	whole := stories != ""
	if whole {
		file = stories
	}
	articles, err := reading.Articles(file)
	if err != nil {
		return err
	}
	lang := language.English()
	t := &trainer{articles: articles, finder: attribute.New(lang), grammar: syntax.NewGrammar(lang), splitter: segment.New(lang), dir: dir}
	switch {
	case whole:
		return t.judged()
	case strings.HasSuffix(file, ".gob"):
		return t.parsed()
	}
	return t.plain()
}

// A trainer has the articles and a finder with the models made so far.
type trainer struct {
	articles []reading.Article
	finder   *attribute.Finder
	grammar  *syntax.Grammar
	splitter *segment.Splitter
	dir      string
}

// plain makes the model of texts without trees.
func (t *trainer) plain() error {
	var all []example
	for n := range t.articles {
		all = add(all, n, t.finder.Candidates(t.split(n), t.articles[n].Attributions, false))
	}
	fmt.Println("confidence")
	shape := attribute.Shapes()["confidence"]
	var held []example
	var p []float64
	for k := range folds {
		in, out := fold(all, k)
		w := fit(in, shape.Size, 12)
		for _, e := range out {
			held = append(held, e)
			p = append(p, tempered(probability(w, e.Features), shape.Temperature))
		}
	}
	report(held, p, t.gold())
	return t.write("confidence", quantized(fit(all, shape.Size, 12)))
}

// parsed makes the models of texts with trees. The later ones are trained on
// what the finder gives with the earlier ones.
func (t *trainer) parsed() error {
	var plain, alone []example
	for n := range t.articles {
		plain = add(plain, n, t.finder.Candidates(t.view(n), t.articles[n].Attributions, false))
		alone = add(alone, n, t.finder.Candidates(t.view(n), t.articles[n].Attributions, true))
		alone = add(alone, n, t.finder.Candidates(t.split(n), t.articles[n].Attributions, true))
	}
	if err := t.make("parsed", plain, 12); err != nil {
		return err
	}
	if err := t.make("nested", alone, 6); err != nil {
		return err
	}
	var pairs, tagged []example
	for n, a := range t.articles {
		pairs = add(pairs, n, t.finder.Links(t.view(n), attribute.Parts{Tags: a.Parts, Sure: a.Sure}, a.Attributions))
	}
	if err := t.make("linker", pairs, 6); err != nil {
		return err
	}
	for n, a := range t.articles {
		tagged = add(tagged, n, t.finder.Tagged(t.view(n), attribute.Parts{Tags: a.Parts, Sure: a.Sure}, a.Attributions))
	}
	return t.make("tagged", tagged, 8)
}

// make trains a model in so many rounds, reports how it does on what it has
// not seen, writes it, and gives it to the finder.
func (t *trainer) make(model string, all []example, rounds int) error {
	fmt.Println(model)
	shape := attribute.Shapes()[model]
	in, out := fold(all, 0)
	w := fit(in, shape.Size, rounds)
	var p []float64
	for _, e := range out {
		p = append(p, tempered(probability(w, e.Features), shape.Temperature))
	}
	report(out, p, t.gold()/folds+1)
	weights := quantized(fit(all, shape.Size, rounds))
	t.finder = t.finder.With(model, weights)
	return t.write(model, weights)
}

func (t *trainer) write(model string, weights []byte) error {
	return os.WriteFile(filepath.Join(t.dir, "attribute-"+model+".bin"), weights, 0o666)
}

// view is article n as the network read it, split the article without it.
func (t *trainer) view(n int) *syntax.Text {
	return t.grammar.View(t.articles[n].Text, t.articles[n].Sentences)
}

func (t *trainer) split(n int) *syntax.Text {
	return t.grammar.View(t.articles[n].Text, t.splitter.Split(t.articles[n].Text))
}

// gold is how many attributions the articles have.
func (t *trainer) gold() (n int) {
	for i := range t.articles {
		n += len(t.articles[i].Attributions)
	}
	return n
}
