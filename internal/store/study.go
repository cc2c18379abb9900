package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// This file keeps studies: a sample of values that several people judge, none of
// whom sees what another says until all are done. What they say stands in rows
// of its own and in no record; what is settled when they are done is reviews.

// A Study is a sample of values and who judges it.
type Study struct {
	ID     string       `json:"id"` // sy_…
	At     time.Time    `json:"at"`
	By     string       `json:"by"` // who made it
	Title  string       `json:"title"`
	Label  people.Label `json:"label"` // the highest that all who judge see: nothing above it is in the study
	Coders []Coder      `json:"coders"`
	StudyPlan
	Items   int `json:"items"`
	Settled int `json:"settled"` // of the items

	row int64
}

// A StudyPlan says how a study was drawn.
type StudyPlan struct {
	Query string `json:"query,omitempty"`
	Seed  int64  `json:"seed"`
	Blank bool   `json:"blank"` // the machine's values are not shown to those who judge
}

// A Coder is somebody who judges the items of a study.
type Coder struct {
	Name string `json:"name"`
	Done int    `json:"done"` // items that he has judged
}

// Open reports whether somebody has still to judge something: until then
// nobody sees what another says.
func (st *Study) Open() bool {
	return slices.ContainsFunc(st.Coders, func(c Coder) bool { return c.Done < st.Items })
}

// Coded reports whether somebody judges the study.
func (st *Study) Coded(who string) bool {
	return slices.ContainsFunc(st.Coders, func(c Coder) bool { return c.Name == who })
}

// A StudyItem is a value of a study with what was said of it.
type StudyItem struct {
	review.Item
	Story   string         `json:"story"`
	Marks   []*review.Mark `json:"marks"`             // one's own alone while the study is open
	Differ  []string       `json:"differ,omitempty"`  // fields on which they differ, once all are done
	Settled string         `json:"settled,omitempty"` // by whom
	Reviews []string       `json:"reviews,omitempty"` // that keep what was settled
}

// shown is true of items i of a study y that are no longer above its label.
const shown = `NOT EXISTS (SELECT 1 FROM shut k WHERE k.vid = i.vid AND k.level > y.level)`

const studyColumns = `y.syid, y.id, y.at, y.who, y.title, y.level, y.body,
	(SELECT count(*) FROM study_items i WHERE i.syid = y.syid AND ` + shown + `),
	(SELECT count(*) FROM study_items i JOIN settled USING (syid, n) WHERE i.syid = y.syid AND ` + shown + `)`

func scanStudy(scan func(...any) error) (*Study, error) {
	st := new(Study)
	var at, body string
	if err := scan(&st.row, &st.ID, &at, &st.By, &st.Title, &st.Label, &body, &st.Items, &st.Settled); err != nil {
		return nil, err
	}
	st.At = parseStamp(at)
	var kept struct {
		StudyPlan
		Coders []string `json:"coders"`
	}
	if err := json.Unmarshal([]byte(body), &kept); err != nil {
		return nil, fmt.Errorf("study %s can't be read: %w", st.ID, err)
	}
	st.StudyPlan = kept.StudyPlan
	for _, name := range kept.Coders {
		st.Coders = append(st.Coders, Coder{Name: name})
	}
	return st, nil
}

// countDone fills in how many items each has judged.
func (st *Study) countDone(rows anyRows) error {
	done := make(map[string]int)
	err := rows(func(scan func(...any) error) error {
		var who string
		var n int
		err := scan(&who, &n)
		done[who] = n
		return err
	}, `SELECT c.who, count(*) FROM codings c JOIN studies y USING (syid) JOIN study_items i USING (syid, n) WHERE c.syid = ? AND `+shown+` GROUP BY c.who`, st.row)
	for i := range st.Coders {
		st.Coders[i].Done = done[st.Coders[i].Name]
	}
	return err
}

func studies(rows anyRows, id string) (list []*Study, err error) {
	err = rows(func(scan func(...any) error) error {
		st, err := scanStudy(scan)
		list = append(list, st)
		return err
	}, `SELECT `+studyColumns+` FROM studies y WHERE ?1 IN ('', y.id) ORDER BY y.syid DESC`, id)
	for _, st := range list {
		if err == nil {
			err = st.countDone(rows)
		}
	}
	if err == nil && id != "" && len(list) == 0 {
		err = fmt.Errorf("study %.40q: %w", id, ErrNotFound)
	}
	return list, err
}

// Studies returns all studies, the newest first.
func (s *Store) Studies(ctx context.Context) ([]*Study, error) { return studies(s.rowsOf(ctx), "") }

// Study returns a study.
func (s *Store) Study(ctx context.Context, id string) (*Study, error) {
	list, err := studies(s.rowsOf(ctx), id)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

func (tx *Tx) study(id string) (*Study, error) {
	list, err := studies(tx.rows, id)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// StudyItems returns the items of a study. While it is open they have what one
// person said alone; afterwards what all said.
func (s *Store) StudyItems(ctx context.Context, st *Study, who string) ([]*StudyItem, error) {
	return st.items(s.rowsOf(ctx), who)
}

func (st *Study) items(rows anyRows, who string) ([]*StudyItem, error) {
	of, list := make(map[int]*StudyItem), []*StudyItem{}
	err := rows(func(scan func(...any) error) error {
		it := new(StudyItem)
		var n int
		var reviews string
		var body []byte
		if err := scan(&n, &body, &it.Version, &it.Story, &it.Settled, &reviews); err != nil {
			return err
		}
		version := it.Version
		if err := unpackJSON(body, &it.Item); err != nil {
			return fmt.Errorf("study %s: item %d can't be read: %w", st.ID, n, err)
		}
		it.N, it.Version, it.Reviews = n, version, strings.Fields(reviews)
		of[n], list = it, append(list, it)
		return nil
	}, `SELECT i.n, i.body, v.id, s.id, coalesce(d.who, ''), coalesce(d.reviews, '') FROM study_items i JOIN studies y USING (syid) JOIN versions v USING (vid) JOIN stories s USING (sid)
		LEFT JOIN settled d ON d.syid = i.syid AND d.n = i.n WHERE i.syid = ? AND `+shown+` ORDER BY i.n`, st.row)
	if err != nil {
		return nil, err
	}
	open := st.Open()
	err = rows(func(scan func(...any) error) error {
		var n int
		m := new(review.Mark)
		var name, at string
		var body []byte
		if err := scan(&n, &name, &at, &body); err != nil || of[n] == nil {
			return err
		}
		if err := unpackJSON(body, m); err != nil {
			return fmt.Errorf("study %s: what %s said of item %d can't be read: %w", st.ID, name, n, err)
		}
		m.By, m.At = name, parseStamp(at)
		of[n].Marks = append(of[n].Marks, m)
		return nil
	}, `SELECT n, who, at, body FROM codings WHERE syid = ?1 AND (?2 OR who = ?3) ORDER BY n, who`, st.row, !open, who)
	for _, it := range list {
		if !open {
			it.Differ = it.Item.Differ(it.Marks)
		}
	}
	return list, err
}

func unpackJSON(data []byte, into any) error {
	raw, err := unpack(data)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	return err
}

func packJSON(value any) ([]byte, error) {
	data, err := json.Marshal(value)
	return pack(data), err
}

// StudyLabel returns the highest label that all of some people see, no higher
// than a given one. Where the archive has accounts each must be an editor's.
func (s *Store) StudyLabel(ctx context.Context, coders []string, most people.Label) (people.Label, error) {
	if s.whole != nil {
		s = s.whole
	}
	n := 0
	if _, err := s.row(ctx, []any{&n}, `SELECT count(*) FROM accounts`); err != nil || n == 0 {
		return most, err
	}
	for _, name := range coders {
		a, err := s.Account(ctx, name)
		if errors.Is(err, ErrNotFound) || err == nil && (!a.OffAt.IsZero() || !a.Role.AtLeast(people.Editor)) {
			return 0, fmt.Errorf("%w: %.60q is no account of an editor here: name those who judge by their accounts", review.ErrUsage, name)
		}
		if err != nil {
			return 0, err
		}
		most = min(most, a.Clearance)
	}
	return most, nil
}

// Below returns the archive as somebody of a clearance sees it, who sees no more
// than s does. end gives it back.
func (s *Store) Below(ctx context.Context, most people.Label) (part *Store, end func(), err error) {
	whole := s
	if s.whole != nil {
		whole, most = s.whole, min(most, s.most)
	}
	part, err = whole.At(ctx, most)
	if err != nil || part == whole {
		return part, func() {}, err
	}
	return part, func() { part.Close() }, nil
}
