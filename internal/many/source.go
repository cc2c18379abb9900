package many

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed" // the samples
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// samples are the records of the stories in examples, all written for this project.
//
//go:embed samples.jsonl.gz
var samples []byte

// A Source makes records. It may be used by several goroutines.
type Source struct {
	Seed   uint64
	PerDay int       // stories published a day; [Samples] and [Read] set 150
	First  time.Time // the first day
	Apart  bool      // different happenings are told in other words, and their digests share none
	bases  []*base
	wordy  []*base  // those of which others can be made that are no copies
	words  []string // of all bases, those that may stand for one another
}

// wordyBase is how many words may be others in a story of which [Source.Apart] makes
// reports of several happenings.
const wordyBase = 6

// Samples returns a source of the repository's own stories.
func Samples() *Source {
	zr, err := gzip.NewReader(bytes.NewReader(samples))
	if err == nil {
		var s *Source
		if s, err = Read(zr); err == nil {
			return s
		}
	}
	panic(fmt.Sprint("the samples of package many: ", err)) // they are part of the program
}

// Read returns a source of the records that readout read --json wrote.
func Read(r io.Reader) (*Source, error) {
	s := &Source{PerDay: 150, First: time.Date(2020, 1, 6, 0, 0, 0, 0, time.UTC)}
	seen := make(map[string]bool)
	in := bufio.NewReaderSize(r, 1<<20)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var rec readout.Record
			if err := rec.UnmarshalJSON(line); err != nil {
				return nil, fmt.Errorf("record %d: %w", n, err)
			}
			b := newBase(&rec)
			s.bases = append(s.bases, b)
			if len(b.free) >= wordyBase {
				s.wordy = append(s.wordy, b)
			}
			for _, sp := range b.free {
				seen[sp.In(rec.Version.Text)] = true
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if len(s.bases) == 0 {
		return nil, errors.New("there is no record to make others of")
	}
	for w := range seen {
		s.words = append(s.words, w)
	}
	slices.Sort(s.words)
	return s, nil
}

// blockSize is how many records are parted into happenings at a time.
const blockSize = 64

// A report is which happening record n tells of, and how.
type report struct {
	happening int // number of the happening
	nth       int // report of it, from 0
	copied    int // the report whose words it repeats, -1: none
}

// report returns what record n tells of.
func (s *Source) report(n int) report {
	block := n / blockSize
	rnd := rand.New(rand.NewPCG(s.Seed, uint64(block)))
	var list []report
	for h := 0; len(list) < blockSize; h++ {
		size := 1
		if rnd.IntN(4) == 0 { // a quarter of the happenings, more than half of the stories
			size = 2 + int(rnd.ExpFloat64()*4)
		}
		for k := range min(size, blockSize-len(list)) {
			r := report{happening: block*blockSize + h, nth: k, copied: -1}
			if k > 0 && rnd.IntN(5) == 0 {
				r.copied = rnd.IntN(k)
			}
			list = append(list, r)
		}
	}
	rnd.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[n%blockSize]
}

// Happening returns the number of the happening that record n tells of: records
// of one number are reports of one thing, made of one story with the same people
// and the same day.
func (s *Source) Happening(n int) int { return s.report(n).happening }

// A Story is a record, and the digest by which it is joined to others, if it is.
type Story struct {
	Record *readout.Record
	Digest *thread.Digest
}

// Digest returns the digest of record n, which [Source.Record] made. With Apart
// its words are those of the happening alone, so that only reports of one
// happening are compared: a few bases give every story hundreds that resemble it,
// which no newsroom has.
func (s *Source) Digest(n int, rec *readout.Record) *thread.Digest {
	d := Digest(rec)
	if !s.Apart {
		return d
	}
	own := uint64(s.Happening(n)+1) * 0x9e3779b97f4a7c15
	change := func(terms []thread.Term) {
		for i := range terms {
			terms[i].Key ^= own
		}
		slices.SortFunc(terms, func(a, b thread.Term) int { return cmp.Compare(a.Key, b.Key) })
	}
	change(d.Terms)
	for i := range d.Sentences {
		change(d.Sentences[i].Terms)
	}
	return d
}

// Record returns record n of the source, from 0.
func (s *Source) Record(n int) *readout.Record {
	r := s.report(n)
	hap := rand.New(rand.NewPCG(s.Seed^0x9e3779b97f4a7c15, uint64(r.happening)))
	bases := s.bases
	if s.Apart && len(s.wordy) > 0 {
		bases = s.wordy
	}
	b := bases[hap.IntN(len(bases))]
	day := s.First.AddDate(0, 0, r.happening/max(s.PerDay, 1)+hap.IntN(3))
	v := &variant{source: s, base: b, shift: days(b.day, day), names: make(map[readout.ActorID]map[string]string)}
	v.rename(hap)
	if s.Apart {
		v.reword(hap)
	}
	words := r.nth
	if r.copied >= 0 {
		words = r.copied
	}
	v.vary(rand.New(rand.NewPCG(s.Seed+uint64(r.happening), uint64(words))))
	own := rand.New(rand.NewPCG(s.Seed+1, uint64(n)))
	rec := v.record()
	outlet := fmt.Sprintf("outlet-%03d.example", int(own.ExpFloat64()*40))
	rec.Version.Outlet = outlet
	rec.Version.URL = fmt.Sprintf("https://%s/%d", outlet, n)
	rec.Version.Ref = fmt.Sprintf("n%d", n)
	late := 0
	if r.nth > 0 {
		late = own.IntN(3)
	}
	rec.Version.Published = &readout.Time{Value: fmt.Sprintf("%sT%02d:%02d:00Z", day.AddDate(0, 0, late).Format(time.DateOnly), own.IntN(24), own.IntN(60)), Basis: readout.TimeFromFeed}
	rec.Version.Updated = nil
	rec.Version.Seal()
	return rec
}

// days returns how many days b is after a; 0 if one is not known.
func days(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
