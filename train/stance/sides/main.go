// Sides trains the part of stage stand that says who is for or against whom in
// a sentence with two marked names. It writes the same bytes each time.
//
//	go run ./train/stance/sides --read DIR/train.gob DATA/across/sides-train.jsonl.xz
//	go run ./train/stance/sides --out models/weights/en/sides.bin DIR/train.gob
//
// The first step reads the sentences with the network: every tenth, which is
// held out and chooses, all others that take a side, and every third of those
// that take none. --all reads all; --score FILE.gob scores what it read.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
)

// recipes are tried on the part held out.
var recipes = []recipe{
	{epochs: 3, rate: 0.02, decay: 1e-3, power: 0.5, least: 3, neutralOfKept: 3},
	{epochs: 3, rate: 0.02, decay: 1e-3, power: 0.7, least: 3, neutralOfKept: 3},
	{epochs: 3, rate: 0.02, decay: 1e-3, power: 0.3, least: 3, neutralOfKept: 3},
	{epochs: 6, rate: 0.01, decay: 1e-3, power: 0.5, least: 4, neutralOfKept: 3},
	{epochs: 2, rate: 0.01, decay: 1e-3, power: 0.6, least: 4, neutralOfKept: 3},
	{epochs: 6, rate: 0.02, decay: 1e-3, power: 0.5, least: 3, neutralOfKept: 2},
}

func main() {
	log.SetFlags(0)
	model := flag.String("model", "accurate", "of the manifest")
	read := flag.String("read", "", "read the sentences and write what was read to this `FILE`")
	every := flag.Bool("all", false, "with --read: read all sentences")
	out := flag.String("out", "", "train, and write the weights to this `FILE`")
	scored := flag.String("score", "", "score what was trained on this `FILE` that --read wrote")
	flag.Parse()
	if err := run(*model, *read, *out, *scored, *every); err != nil {
		log.Fatal(err)
	}
}

func run(model, read, out, scored string, every bool) error {
	if read != "" {
		return readAll(model, read, every, flag.Args())
	}
	if flag.NArg() != 1 {
		return errors.New("name the file that --read wrote")
	}
	all, err := examples(flag.Arg(0))
	if err != nil {
		return err
	}
	weights := choose(all, recipes).pack()
	if out != "" {
		if err := os.WriteFile(out, weights.Bytes(), 0o644); err != nil {
			return err
		}
	}
	if scored == "" {
		return nil
	}
	others, err := examples(scored)
	if err != nil {
		return err
	}
	got, f := score(others, func(e *example) [classes]float32 { return weights.At(e.places) })
	fmt.Printf("macro-F1 %.2f of %d, %.1f\n", got, len(others), f)
	return nil
}
