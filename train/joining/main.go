// Joining writes what the training of joining reads: digests of corpora whose
// event words and chains are known, the features of pairs of their mentions,
// and the chains that the joiner makes of them.
//
//	go run ./train/joining digest --model accurate CORPUS.jsonl > DIGESTS.jsonl
//	go run ./train/joining pairs DIGESTS.jsonl > PAIRS.f32
//	go run ./train/joining names > NAMES.txt
//	go run ./train/joining join DIGESTS.jsonl [WEIGHTS.json] > CHAINS.jsonl
//	go run ./train/joining check eval/conflicts/pairs.txt    # what pairs of reports are taken for
//	go run ./train/joining read STORIES.jsonl [fast] > READ.jsonl   # stories with their digests
//	go run ./train/joining world READ.jsonl GOLD.json NUMBER > DIGESTS.jsonl   # of a press world, with the chains of its gold
//	go run ./train/joining losses READ.jsonl GOLD.json                         # where pairs of its gold are lost
//	go run ./train/joining disputes READ.jsonl [GOLD.json [WEIGHTS.json]]      # what may contradict each other, for train/joining/judge.py
//	go run ./train/joining disputes --judged READ.jsonl train/joining/judged/disputes.tsv [WEIGHTS.json]
//	go run ./train/joining desk READ.jsonl [WEIGHTS.json]                   # what they tell together, without reading them again
//	go run ./train/joining archive READ.jsonl [WEIGHTS.json]                # pairs of an archive that may be one, for a reader to judge
//	go run ./train/joining happenings READ.jsonl [WEIGHTS.json]             # what an archive tells, with the mentions of each, for a reader to judge
//	go run ./train/joining judged READ.jsonl train/joining/judged/pairs.tsv   # features of those that a reader judged
//
// train/joining/fit.py has all the steps in order.
//
// A row of a corpus has ref, text, perhaps published, outlet and topic, and
// mentions with a span in code points and the id of their chain.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/models"
	"github.com/seed-f92ea4cf/readout/pipeline"
	"golang.org/x/sync/errgroup"
)

// A corpusRow is a text of a corpus.
type corpusRow struct {
	Ref       string `json:"ref"`
	Topic     string `json:"topic"`
	Text      string `json:"text"`
	Published string `json:"published"`
	Outlet    string `json:"outlet"`
	Mentions  []struct {
		Span  [2]int `json:"span"`
		Chain string `json:"chain"`
		Kind  string `json:"kind"`
	} `json:"mentions"`
}

// A digestRow is its digest, with the chain of each of its mentions.
type digestRow struct {
	Ref, Topic, Outlet, Posted string
	Digest                     *thread.Digest
	Chains                     map[int]string // by byte of the trigger's start
	Spans                      map[int][2]int // in code points
	Annotated                  []int          // numbers of the sentences whose mentions the gold knows; nil: all
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 && (len(os.Args) < 2 || os.Args[1] != "names") {
		log.Fatal("want digest, pairs, names, join, check, read, storylines, desk, archive, happenings or judged, and a file")
	}
	var err error
	out := bufio.NewWriter(os.Stdout)
	switch verb := os.Args[1]; verb {
	case "digest":
		err = digests(context.Background(), os.Args[len(os.Args)-1], pipeline.Accurate, out)
	case "pairs":
		err = pairs(os.Args[2], out)
	case "join":
		err = join(os.Args[2], out)
	case "check":
		err = check(context.Background(), os.Args[2], out)
	case "names":
		err = names(out, os.Args[2:])
	case "read":
		model := pipeline.Accurate
		if len(os.Args) > 3 {
			model = os.Args[3]
		}
		err = readStories(context.Background(), os.Args[2], model, out)
	case "disputes":
		if os.Args[2] == "--pairs" && len(os.Args) > 4 {
			err = disputesOfPairs(os.Args[3:], out)
			break
		}
		if os.Args[2] == "--judged" && len(os.Args) > 4 {
			err = disputesJudged(os.Args[3:], out)
			break
		}
		err = disputes(os.Args[2:], out)
	case "storylines":
		err = storylines(os.Args[2:], out)
	case "desk":
		err = joinStories(os.Args[2], out)
	case "happenings":
		err = happenings(os.Args[2], out)
	case "judged":
		err = judged(os.Args[2:], out)
	case "archive":
		err = archive(os.Args[2], out)
	case "world", "losses":
		if len(os.Args) < 4 || verb == "world" && len(os.Args) < 5 {
			log.Fatal("want world READ.jsonl GOLD.json NUMBER, or losses READ.jsonl GOLD.json [WEIGHTS.json]")
		}
		if verb == "losses" {
			err = losses(os.Args[2], os.Args[3], out)
			break
		}
		err = world(os.Args[2], os.Args[3], os.Args[4], out)
	default:
		err = fmt.Errorf("%s: want digest, pairs, names, join, check, read, storylines, desk, archive, happenings, judged, disputes, world or losses", verb)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		log.Fatal(err)
	}
}

// width is the width of the encoder.
const width = 384

// digests writes the digests of a corpus.
func digests(ctx context.Context, file, model string, w io.Writer) error {
	r, err := pipeline.Open(models.FS(), model)
	if err != nil {
		return err
	}
	whole := &analyze.Projection{Model: model, Layer: thread.ProjectionLayer, Out: width, Rows: make([]float32, width*width)}
	for i := range width { // the vectors as they are: the projection is learned from them
		whole.Rows[i*width+i] = 1
	}
	r.SetProjection(whole)
	rows, err := read[corpusRow](file)
	if err != nil {
		return err
	}
	return writeEach(ctx, rows, w, func(ctx context.Context, row *corpusRow) (digestRow, error) { return digestOf(ctx, r, row) })
}

// writeEach makes a value of each row, side by side, and writes them in the
// order of the rows.
func writeEach[R, V any](ctx context.Context, rows []R, w io.Writer, of func(context.Context, *R) (V, error)) error {
	out := make([]V, len(rows))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.NumCPU())
	for i := range rows {
		work.Go(func() (err error) {
			out[i], err = of(ctx, &rows[i])
			return err
		})
	}
	if err := work.Wait(); err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	for i := range out {
		if err := enc.Encode(&out[i]); err != nil {
			return err
		}
	}
	return nil
}

// digestOf reads one text with its words given.
func digestOf(ctx context.Context, r *pipeline.Reader, row *corpusRow) (digestRow, error) {
	out := digestRow{Ref: row.Ref, Topic: row.Topic, Outlet: row.Outlet, Posted: row.Published, Chains: map[int]string{}, Spans: map[int][2]int{}}
	at := make([]int, 0, len(row.Text)+1) // byte of each code point
	for i := range row.Text {
		at = append(at, i)
	}
	at = append(at, len(row.Text))
	given := []readout.Span{}
	for _, m := range row.Mentions {
		if row.Outlet != "" && m.Kind != "EVENT" && m.Kind != "" {
			continue // NewsWCL50 has chains of actors too
		}
		span := readout.Span{Start: at[m.Span[0]], End: at[m.Span[1]]}
		if _, ok := out.Chains[span.Start]; ok || span.Len() == 0 {
			continue
		}
		given = append(given, span)
		out.Chains[span.Start], out.Spans[span.Start] = m.Chain, m.Span
	}
	v := &readout.Version{Language: "en", Text: row.Text}
	if row.Published != "" {
		v.Published = &readout.Time{Value: row.Published}
	}
	var err error
	_, out.Digest, err = r.ReadDigest(ctx, v, given)
	return out, err
}

// read reads a file of JSON Lines.
func read[T any](file string) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	for dec := json.NewDecoder(bufio.NewReaderSize(f, 1<<20)); dec.More(); {
		var row T
		if err := dec.Decode(&row); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// joiner returns a joiner with the program's weights or, if a second file is
// named, with those that training has just made.
func joiner() (*thread.Joiner, error) { return joinerOf(3) }

// joinerOf returns a joiner with the weights that argument n names, without one
// with the program's.
func joinerOf(n int) (*thread.Joiner, error) {
	if len(os.Args) <= n {
		return thread.New(language.English())
	}
	data, err := os.ReadFile(os.Args[n])
	if err != nil {
		return nil, err
	}
	return thread.NewOf(data)
}

// stories reads digests as stories, each on a line of its own.
func stories(file string) ([]digestRow, []*thread.Story, error) {
	rows, err := read[digestRow](file)
	if err != nil {
		return nil, nil, err
	}
	var out []*thread.Story
	for i := range rows {
		r := &rows[i]
		if !utf8.ValidString(r.Ref) {
			return nil, nil, fmt.Errorf("%s: row %d has no ref", file, i+1)
		}
		out = append(out, &thread.Story{ID: r.Ref, Version: r.Ref, Ref: r.Ref, Outlet: r.Outlet, Line: r.Ref, Posted: r.Posted, Digest: r.Digest})
	}
	return rows, out, nil
}

// join writes the chains that the joiner makes, a line each; of several weights
// each to a file of its own beside them.
func join(file string, w io.Writer) error {
	rows, all, err := stories(file)
	if err != nil {
		return err
	}
	if len(os.Args) <= 4 {
		j, err := joiner()
		if err != nil {
			return err
		}
		return chains(j, rows, all, w)
	}
	for _, name := range os.Args[3:] {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		j, err := thread.NewOf(data)
		if err != nil {
			return err
		}
		out, err := os.Create(name + ".chains")
		if err != nil {
			return err
		}
		if err := errors.Join(chains(j, rows, all, out), out.Close()); err != nil {
			return err
		}
	}
	return nil
}

// chains writes the chains of stories.
func chains(j *thread.Joiner, rows []digestRow, all []*thread.Story, w io.Writer) error {
	var links []thread.Link
	var told []thread.Told
	of := map[string]*digestRow{}
	for i, a := range all {
		of[a.Version] = &rows[i]
		for k := range a.Mentions {
			told = append(told, thread.Told{Story: a, Mention: &a.Mentions[k]})
		}
		for _, b := range all[i:] {
			if _, ok := j.Near(a, b); ok {
				links = append(links, j.Compare(a, b)...)
			}
		}
	}
	enc := json.NewEncoder(w)
	type mention struct {
		Ref  string `json:"ref"`
		Span [2]int `json:"span"`
	}
	for _, h := range thread.Happenings(told, links, nil) {
		var row struct {
			ID       string    `json:"id"`
			Mentions []mention `json:"mentions"`
		}
		row.ID = string(h.Key)
		for _, t := range h.Mentions {
			row.Mentions = append(row.Mentions, mention{t.Story.Ref, of[t.Story.Version].Spans[t.Trigger.Start]})
		}
		if err := enc.Encode(row); err != nil {
			return err
		}
	}
	return nil
}
