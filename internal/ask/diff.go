package ask

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Diff says how one version of a story differs from another.
type Diff struct {
	Story    readout.StoryID   `json:"story,omitempty"`
	From     readout.VersionID `json:"from"`
	To       readout.VersionID `json:"to"`
	Names    [2]string         `json:"names" doc:"what the two are called: v2 and v3"`
	Read     bool              `json:"read" doc:"false: a record is missing, so only words are compared"`
	Changes  []compare.Item    `json:"changes" doc:"between the records, the weightiest first"`
	Same     int               `json:"same" doc:"statements and events that say the same in both"`
	Reworded int               `json:"reworded" doc:"of them, those in other words"`
	Still    []Carrier         `json:"still" doc:"other stories that still carry words which changed or went"`
	Words    []Edit            `json:"words" doc:"the word diff of the texts, all of it, in order"`
}

// An Edit is a run of words with one fate.
type Edit struct {
	Op   string `json:"op" enum:"same,gone,came"`
	Text string `json:"text"`
}

// DiffOf compares two texts and, where both are read, their records.
func DiffOf(old, now *readout.Record, names [2]string, read bool) *Diff {
	d := &Diff{Story: now.Version.Story, From: old.Version.ID, To: now.Version.ID, Names: names, Read: read, Changes: []compare.Item{}, Still: []Carrier{}}
	a, b := old.Version.Text, now.Version.Text
	if read {
		rd := compare.Records(old, now, names)
		d.Same, d.Reworded = rd.Same, rd.Reworded
		for _, it := range rd.Items {
			it.OldSpan, it.NewSpan = points(a, it.OldSpan), points(b, it.NewSpan)
			d.Changes = append(d.Changes, it)
		}
	}
	d.Words = edits(a, b)
	return d
}

// edits returns the word diff with the white space between the runs.
func edits(a, b string) []Edit {
	var out []Edit
	add := func(op, text string) {
		if text != "" {
			out = append(out, Edit{op, text})
		}
	}
	end := 0 // of what is shown of b
	for _, e := range compare.Words(a, b) {
		switch e.Op {
		case compare.Gone:
			if e.Old.Start > 0 && unicode.IsSpace(rune(a[e.Old.Start-1])) { // stands after the same gap
				gap := len(b[end:]) - len(strings.TrimLeftFunc(b[end:], unicode.IsSpace))
				add("same", b[end:end+gap])
				end += gap
			}
			add("gone", e.Old.In(a))
		default:
			add("same", b[min(end, e.New.Start):e.New.Start])
			op := "same"
			if e.Op == compare.Came {
				op = "came"
			}
			add(op, e.New.In(b))
			end = e.New.End
		}
	}
	return out
}

// points turns a span of bytes into one of code points.
func points(text string, s readout.Span) readout.Span {
	if !s.Fits(text) {
		return readout.Span{}
	}
	start := utf8.RuneCountInString(text[:s.Start])
	return readout.Span{Start: start, End: start + utf8.RuneCountInString(s.In(text))}
}

// Diff compares two versions of a story, by number (2 or v2) or id. Without
// names the current version is compared with the one before it.
func (s *Service) Diff(ctx context.Context, id, from, to string) (*Diff, error) {
	st, err := s.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	a, b, err := st.Pair(from, to)
	if err != nil {
		return nil, err
	}
	var recs [2]*readout.Record
	read := true
	for i, v := range []*VersionLine{a, b} {
		rec, _, ok, err := s.Record(ctx, string(v.ID))
		if err != nil {
			return nil, err
		}
		recs[i], read = rec, read && ok
	}
	d := DiffOf(recs[0], recs[1], [2]string{fmt.Sprintf("v%d", a.N), fmt.Sprintf("v%d", b.N)}, read)
	d.Still, err = s.Still(ctx, st.ID, recs[0].Version.Text, recs[1].Version.Text, d.Changes)
	return d, err
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
