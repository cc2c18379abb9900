// Stance scores how questions are answered on sentences written for the
// project (own/): each is given as a story of its own, and the question in each
// of its wordings; a sentence that takes no side of it must not be an answer.
//
//	go run ./train/stance [--part tune|held] [--wrong] train/stance/own/*.txt
//
// Every fifth question is held out. With --stories FILE.jsonl the stories are
// read once and questions are answered that come a line each on standard input,
// as rows of JSON, with what came near and was not shown.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

func main() {
	log.SetFlags(0)
	model := flag.String("model", pipeline.Accurate, "of the manifest")
	stories := flag.String("stories", "", "JSON Lines of stories to ask of")
	part := flag.String("part", "tune", "tune, or held: every fifth question")
	wrong := flag.Bool("wrong", false, "print what is answered wrongly")
	flag.Parse()
	r, err := pipeline.Open(models.FS(), *model)
	if err == nil && *stories != "" {
		err = ask(r, *stories)
	} else if err == nil {
		err = score(r, flag.Args(), *part == "held", *wrong)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// ask answers questions from standard input.
func ask(r *pipeline.Reader, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	j, err := thread.New(language.English())
	if err != nil {
		return err
	}
	var items []joined.Item
	for dec := json.NewDecoder(f); dec.More(); {
		var row struct{ Ref, URL, Outlet, Published, Title, Text string }
		if err := dec.Decode(&row); err != nil {
			return err
		}
		v := readout.Version{Ref: row.Ref, URL: row.URL, Outlet: row.Outlet, Headline: row.Title, Language: "en", Text: row.Text, Published: &readout.Time{Value: row.Published}}
		v.Seal()
		rec, digest, err := r.ReadDigest(context.Background(), &v, nil)
		if err != nil {
			return err
		}
		items = append(items, joined.Item{Record: rec, Digest: digest})
	}
	d := joined.Join(j, items, nil)
	told, asker, out := d.Told(), question.New(language.English()), json.NewEncoder(os.Stdout)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		words, what, _ := strings.Cut(in.Text(), "\t")
		q := asker.Parse(words)
		text := func(v string) string { return d.Version(v).Text }
		if what == "--options" {
			for _, o := range asker.Options(q, told, "") {
				if err := out.Encode(joined.Option(&o, text)); err != nil {
					return err
				}
			}
			fmt.Println()
			continue
		}
		list, _ := asker.Positions(q, told, "")
		switch what {
		case "--changes":
			list = question.Changes(list)
		case "--sides":
			list = question.Sides(list, "")
		case "--near":
			for _, line := range asker.Explain(q, told) {
				fmt.Fprintln(os.Stderr, line)
			}
		}
		for i := range list {
			if err := out.Encode(joined.Position(words, &list[i], text)); err != nil {
				return err
			}
		}
		fmt.Println()
	}
	return nil
}
