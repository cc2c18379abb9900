package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/pipeline"
)

// An asked is a question in several wordings.
type asked struct {
	story int // questions of one story are near to each other
	words []string
}

// A taken is a sentence with the side that it takes of a question.
type taken struct {
	question int
	stance   string
	text     string
}

// readOwn reads files of questions and sentences.
func readOwn(files []string) (qs []asked, ts []taken, err error) {
	story := 0
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return nil, nil, err
		}
		defer f.Close()
		named := false
		for in := bufio.NewScanner(f); in.Scan(); {
			line := in.Text()
			if strings.HasPrefix(line, "== ") {
				named = true
				story++
			} else if words, ok := strings.CutPrefix(line, "? "); ok {
				if !named {
					story++
				}
				var list []string
				for w := range strings.SplitSeq(words, "|") {
					list = append(list, strings.TrimSpace(w))
				}
				qs = append(qs, asked{story, list})
			} else if stance, text, ok := strings.Cut(line, "\t"); ok {
				ts = append(ts, taken{len(qs) - 1, stance, text})
			}
		}
	}
	return qs, ts, nil
}

// score asks each question in its first wording of all sentences of its story.
func score(r *pipeline.Reader, files []string, held, wrong bool) error {
	qs, ts, err := readOwn(files)
	if err != nil {
		return err
	}
	asker := question.New(language.English())
	want, given, found, right := 0, 0, 0, 0
	for n, q := range qs {
		if (n%5 == 4) != held {
			continue
		}
		parsed := asker.Parse(q.words[0])
		for _, t := range ts {
			if qs[t.question].story != q.story {
				continue
			}
			stance := t.stance
			if t.question != n {
				stance = "none"
			}
			got := answer(r, asker, parsed, t.text)
			if stance != "none" {
				want++
			}
			if got != question.None {
				given++
			}
			if stance != "none" && got != question.None {
				found++
				if got.Side() == question.Stance(stance).Side() {
					right++
				}
			}
			if wrong && (stance == "none") != (got == question.None) || wrong && got != question.None && got.Side() != question.Stance(stance).Side() {
				fmt.Printf("%s: %s for %s: %s\n", q.words[0], got, stance, t.text)
			}
		}
	}
	p, rec, s := float64(found)/float64(max(given, 1)), float64(found)/float64(max(want, 1)), 0.0
	if found > 0 {
		s = float64(right) / float64(found)
	}
	fmt.Printf("%d sentences take a side, %d are given, %d of them rightly (P %.1f R %.1f F1 %.1f), the side of those right %.1f\n", want, given, found, 100*p, 100*rec, 200*p*rec/max(p+rec, 1e-9), 100*s)
	return nil
}

// answer returns the stance of a sentence by itself on a question.
func answer(r *pipeline.Reader, asker *question.Asker, q *question.Question, text string) question.Stance {
	v := readout.Version{Language: "en", Text: text, Published: &readout.Time{Value: "2033-10-03"}}
	v.Seal()
	_, digest, err := r.ReadDigest(context.Background(), &v, nil)
	if err != nil {
		return question.None // a context that nobody stops
	}
	var told []question.Told
	for i := range digest.Stand.Claims {
		told = append(told, question.Told{Story: "s", Version: "v", Line: "s", Posted: "2033-10-03", Claim: &digest.Stand.Claims[i], Pool: digest.Stand.Pool})
	}
	list, _ := asker.Positions(q, told, "")
	best := question.None
	sure := 0.0
	for _, p := range list {
		if p.Confidence > sure {
			best, sure = p.Stance, p.Confidence
		}
	}
	return best
}
