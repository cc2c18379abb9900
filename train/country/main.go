// Country writes what a story tells of the country of each actor whose words
// do not tell it, with the story's mentions, for the training of the model that
// decides (python -m train.country.fit):
//
//	go run ./train/country --model accurate FILE.jsonl > FILE.homelands
//
// Rows have ref and text, and may have url and published.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"log"
	"os"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/stage/link"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"github.com/seed-f92ea4cf/readout/train/reading"
)

func main() {
	log.SetFlags(0)
	model := flag.String("model", pipeline.Accurate, "of the manifest")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("name one file of stories")
	}
	if err := run(*model, flag.Arg(0)); err != nil {
		log.Fatal(err)
	}
}

// A row is what is written of a story.
type row struct {
	Ref       string           `json:"ref"`
	Mentions  []mention        `json:"mentions"`
	Names     []string         `json:"names"` // of the features
	Homelands []*link.Homeland `json:"homelands"`
}

// A mention refers to an actor.
type mention struct {
	Actor readout.ActorID `json:"actor"`
	Span  [2]int          `json:"span"` // in code points
}

func run(model, file string) error {
	r, err := pipeline.Open(models.FS(), model)
	if err != nil {
		return err
	}
	in, err := reading.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	buf := bufio.NewWriter(os.Stdout)
	out, linker, lex := json.NewEncoder(buf), link.New(language.English()), lexicon.Load()
	for dec := json.NewDecoder(in); dec.More(); {
		var story struct{ Ref, URL, Published, Text string }
		if err := dec.Decode(&story); err != nil {
			return err
		}
		v := readout.Version{Ref: story.Ref, URL: story.URL, Language: "en", Text: story.Text}
		if story.Published != "" {
			v.Published = &readout.Time{Value: story.Published, Basis: readout.TimeFromFeed}
		}
		v.Seal()
		rec, err := r.Read(context.Background(), &v)
		if err != nil {
			return err
		}
		homes := linker.Homelands(&rec.Version, rec.Sentences, rec.Mentions, chainsOf(rec.Mentions), lex)
		if err := out.Encode(row{story.Ref, mentionsOf(rec), link.HomelandFeatures(), homes}); err != nil {
			return err
		}
	}
	return buf.Flush()
}

// mentionsOf returns a record's mentions of actors.
func mentionsOf(rec *readout.Record) (out []mention) {
	text := rec.Version.Text
	for i := range rec.Mentions {
		if m := &rec.Mentions[i]; m.Actor != "" {
			at := utf8.RuneCountInString(text[:m.Span.Start])
			out = append(out, mention{m.Actor, [2]int{at, at + utf8.RuneCountInString(m.Text)}})
		}
	}
	return out
}

// chainsOf returns the chain of each mention: those of one actor are one.
func chainsOf(mentions []readout.Mention) []int {
	of, out := map[readout.ActorID]int{}, make([]int, len(mentions))
	for i := range mentions {
		id := mentions[i].Actor
		if _, seen := of[id]; !seen || id == "" {
			of[id] = i
		}
		out[i] = of[id]
	}
	return out
}
