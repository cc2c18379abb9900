// Phrases writes the noun phrases of texts, their features and what the
// network says of them, for the training of the resolver of mentions:
//
//	go run ./train/phrases --model accurate --out FILE.bin FILE.jsonl|FILE.conllu…
//	go run ./train/phrases --model accurate --branch --out FILE.bin FILE…    # for train.ranker
//	go run ./train/phrases --count    # how many features there are: P and A of train/claims/README.md
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/stage/mention"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/train/reading"
)

func main() {
	log.SetFlags(0)
	model := flag.String("model", "accurate", "of the manifest")
	weights := flag.String("weights", "", "file in place of the model's weights")
	out := flag.String("out", "", "file to write")
	branch := flag.Bool("branch", false, "write what train.ranker reads")
	count := flag.Bool("count", false, "print how many features pairs of phrases and single phrases have, and end")
	flag.Parse()
	if *count {
		fmt.Println(mention.FeatureCounts())
		return
	}
	if err := run(*model, *weights, *out, *branch, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

func run(model, weights, out string, branch bool, files []string) error {
	net, err := reading.Network(model, weights)
	if err != nil {
		return err
	}
	if branch {
		net.KeepBranch()
	}
	to, err := os.Create(out)
	if err != nil {
		return err
	}
	defer to.Close()
	lang := language.English()
	lex, words, grammar, buf := lexicon.Load(), mention.New(lang), syntax.NewGrammar(lang), bufio.NewWriter(to)
	for _, f := range files {
		if err := reading.Each(f, func(t reading.Text) error {
			res := net.Analyze(context.Background(), t.Text, t.Sentences, t.Keep)
			claims := res.Claims
			if !branch {
				claims = nil
			}
			return words.Dump(buf, t.Ref, grammar.View(t.Text, res.Sentences), lex, &res.Nominals, claims)
		}); err != nil {
			return err
		}
	}
	return errors.Join(buf.Flush(), to.Close())
}
