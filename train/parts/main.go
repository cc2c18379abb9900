// Parts writes what the network says of PolNeAR's articles (words, trees, and
// the parts of attributions with how sure it is), for the training of the
// models that judge attributions (train/attribution):
//
//	go run ./train/parts --model accurate --out DIR/train.gob DATA/attribution/polnear-train.jsonl.xz
//
// It takes some seconds an article. Rows are texts with their attributions,
// spans in code points: {"id": …, "text": …, "attributions": [{"source": [[0, 4]], "cue": …, "content": …}]}.
package main

import (
	"bufio"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/train/reading"
)

func main() {
	log.SetFlags(0)
	model := flag.String("model", "accurate", "of the manifest")
	weights := flag.String("weights", "", "file in place of the model's weights")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if flag.NArg() != 1 || *out == "" {
		log.Fatal("name one file of articles, and with --out the file to write")
	}
	if err := run(*model, *weights, *out, flag.Arg(0)); err != nil {
		log.Fatal(err)
	}
}

func run(model, weights, out, file string) error {
	net, err := reading.Network(model, weights)
	if err != nil {
		return err
	}
	in, err := reading.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	to, err := os.Create(out)
	if err != nil {
		return err
	}
	defer to.Close()
	buf := bufio.NewWriter(to)
	enc, splitter := gob.NewEncoder(buf), segment.New(language.English())
	for dec := json.NewDecoder(in); dec.More(); {
		var a reading.Article
		if err := dec.Decode(&a); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		res := net.Analyze(context.Background(), a.Text, splitter.Split(a.Text), false)
		a.Sentences, a.Parts, a.Sure = res.Sentences, res.Parts, res.Sure
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	return errors.Join(buf.Flush(), to.Close())
}
