// Vectors writes what the network says of texts, for the training of heads
// over it: one line of JSON a text, with its words and trees, and in a second
// file the words' vectors behind some of the encoder's layers.
//
//	go run ./train/vectors --model accurate --layers 9,12 --out DIR/claims FILE.jsonl|FILE.conllu
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"log"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/train/reading"
)

// A row is one text: words count through it, offsets are code points.
type row struct {
	Ref       string   `json:"ref"`
	Start     []int    `json:"start"`
	End       []int    `json:"end"`
	Sentence  []int    `json:"sentence"`
	Paragraph []int    `json:"paragraph"`
	Form      []string `json:"form"`
	Lemma     []string `json:"lemma"`
	UPOS      []string `json:"upos"`
	XPOS      []string `json:"xpos"`
	Rel       []string `json:"rel"`
	Name      []string `json:"name"`
	Parts     []string `json:"parts"`
	Head      []int    `json:"head"`    // word, -1 for a root
	Windows   []int    `json:"windows"` // words a window
}

type writer struct {
	net    *analyze.Network
	layers []int
	rows   *json.Encoder
	data   *bufio.Writer
}

func main() {
	log.SetFlags(0)
	model := flag.String("model", "accurate", "of the manifest")
	layers := flag.String("layers", "9,12", "layers behind which vectors are taken")
	out := flag.String("out", "", "name of the files, without ending")
	flag.Parse()
	if err := run(*model, *layers, *out, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

func run(model, layers, out string, files []string) error {
	w := writer{}
	for s := range strings.SplitSeq(layers, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		w.layers = append(w.layers, n)
	}
	var err error
	if w.net, err = reading.Network(model, ""); err != nil {
		return err
	}
	rows, err := os.Create(out + ".jsonl")
	if err != nil {
		return err
	}
	defer rows.Close()
	data, err := os.Create(out + ".f16")
	if err != nil {
		return err
	}
	defer data.Close()
	buf := bufio.NewWriter(rows)
	w.rows, w.data = json.NewEncoder(buf), bufio.NewWriterSize(data, 1<<20)
	for _, f := range files {
		if err := reading.Each(f, w.text); err != nil {
			return err
		}
	}
	return errors.Join(buf.Flush(), w.data.Flush())
}

// text writes one text.
func (w *writer) text(t reading.Text) error {
	text := t.Text
	res, taps := w.net.Tap(text, t.Sentences, t.Keep, w.layers...)
	r := row{Ref: t.Ref, Windows: taps.Windows}
	at, point := 0, 0
	points := func(b int) int {
		point += utf8.RuneCountInString(text[at:b])
		at = b
		return point
	}
	for i, sent := range res.Sentences {
		base := len(r.Form)
		for k, tok := range sent.Tokens {
			r.Start, r.End = append(r.Start, points(tok.Start)), append(r.End, points(tok.End))
			r.Sentence, r.Paragraph = append(r.Sentence, i), append(r.Paragraph, sent.Paragraph)
			r.Form, r.Lemma = append(r.Form, tok.Form(text)), append(r.Lemma, tok.Lemma)
			r.UPOS, r.XPOS, r.Rel = append(r.UPOS, tok.UPOS), append(r.XPOS, tok.XPOS), append(r.Rel, tok.Rel)
			r.Name, r.Parts = append(r.Name, tok.Name), append(r.Parts, res.Parts[i][k])
			head := -1
			if tok.Head >= 0 {
				head = base + tok.Head
			}
			r.Head = append(r.Head, head)
		}
	}
	if err := w.rows.Encode(r); err != nil {
		return err
	}
	for _, v := range taps.Vectors {
		for _, x := range v {
			if err := binary.Write(w.data, binary.LittleEndian, half(x)); err != nil {
				return err
			}
		}
	}
	return nil
}

// half returns x as a 16-bit float, the nearest below.
func half(x float32) uint16 {
	b := math.Float32bits(x)
	sign, exp, frac := uint16(b>>16&0x8000), int(b>>23&0xff)-112, uint16(b>>13&0x3ff)
	switch {
	case exp <= 0:
		return sign
	case exp >= 31:
		return sign | 0x7bff
	}
	return sign | uint16(exp)<<10 | frac
}
