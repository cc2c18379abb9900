package ask

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Pair is two versions of one story that are compared.
type Pair struct {
	From, To *VersionLine
	// Old and New are their records; of one that waits to be read it holds what
	// cleaning found.
	Old, New *readout.Record
	Read     bool // both are read: the records can be compared, not the words alone
}

// Pair returns two versions of a story, named as [Story.Pair] has it.
func (s *Service) Pair(ctx context.Context, id, from, to string) (*Pair, error) {
	st, err := s.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	a, b, err := st.Pair(from, to)
	if err != nil {
		return nil, err
	}
	return PairOf(ctx, s.Load, a, b)
}

// A Load returns the record of a version as [Service.Record] does.
type Load func(ctx context.Context, v *VersionLine) (rec *readout.Record, ids map[readout.ActorID]string, read bool, err error)

// Load is the [Load] of the archive's versions.
func (s *Service) Load(ctx context.Context, v *VersionLine) (*readout.Record, map[readout.ActorID]string, bool, error) {
	return s.Record(ctx, string(v.ID))
}

// PairOf returns two versions with their records.
func PairOf(ctx context.Context, load Load, from, to *VersionLine) (*Pair, error) {
	p := &Pair{From: from, To: to, Read: true}
	for _, side := range []struct {
		v    *VersionLine
		into **readout.Record
	}{{from, &p.Old}, {to, &p.New}} {
		rec, _, read, err := load(ctx, side.v)
		if err != nil {
			return nil, err
		}
		*side.into, p.Read = rec, p.Read && read
	}
	return p, nil
}

// Names are what the two are called: v2 and v3.
func (p *Pair) Names() [2]string {
	return [2]string{fmt.Sprintf("v%d", p.From.N), fmt.Sprintf("v%d", p.To.N)}
}

// Records says what the records say differently, with spans that count bytes;
// nothing where one is missing.
func (p *Pair) Records() *compare.RecordDiff {
	if !p.Read {
		return &compare.RecordDiff{}
	}
	return compare.Records(p.Old, p.New, p.Names())
}

// Diff compares the texts and, where both are read, the records. Who still
// carries old words is not looked up.
func (p *Pair) Diff() *Diff {
	rd := p.Records()
	d := &Diff{Story: p.New.Version.Story, From: p.Old.Version.ID, To: p.New.Version.ID, Names: p.Names(), Read: p.Read,
		Changes: []compare.Item{}, Same: rd.Same, Reworded: rd.Reworded, Still: []Carrier{}}
	a, b := p.Old.Version.Points(), p.New.Version.Points()
	for _, it := range rd.Items {
		it.OldSpan, it.NewSpan = a.Span(it.OldSpan), b.Span(it.NewSpan)
		d.Changes = append(d.Changes, it)
	}
	d.Words = edits(p.Old.Version.Text, p.New.Version.Text)
	return d
}

// Pair returns the two versions that are to be compared.
func (st *Story) Pair(from, to string) (a, b *VersionLine, err error) {
	if b, err = st.Named(to); err != nil {
		return nil, nil, err
	}
	if from != "" {
		a, err = st.Named(from)
		return a, b, err
	}
	for i := range st.Versions {
		if v := &st.Versions[i]; v.N < b.N && v.Change != store.Trivial {
			a = v
		}
	}
	if n := len(st.Versions); a == nil && to == "" && n > 1 { // the first is shown again: what came between
		return &st.Versions[n-2], &st.Versions[n-1], nil
	}
	if a == nil {
		return nil, nil, &Error{Missing, fmt.Sprintf("%s has nothing before v%d to compare with.", st.ID, b.N), "Name two versions, or wait for the next one."}
	}
	return a, b, nil
}

// Named returns the version that a user names: 2, v2 or ve_…; "" is the current one.
func (st *Story) Named(name string) (*VersionLine, error) {
	n, _ := strconv.Atoi(strings.TrimPrefix(name, "v"))
	for i := range st.Versions {
		if v := &st.Versions[i]; v.N == n || string(v.ID) == name || name == "" && v.Current {
			return v, nil
		}
	}
	if name == "" {
		return &st.Versions[len(st.Versions)-1], nil
	}
	return nil, &Error{Missing, fmt.Sprintf("%s has no version %.40q.", st.ID, name), fmt.Sprintf("It has v1 to v%d.", len(st.Versions))}
}
