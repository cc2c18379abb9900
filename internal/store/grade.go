package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// This file keeps what people say of sources, and where they differ from the
// credibility that is derived. No program gives a grade.

// A GradeKind is what a grade is of.
type GradeKind string

// The kinds.
const (
	OfOutlet    GradeKind = "outlet"    // who publishes, by name
	OfSpeaker   GradeKind = "speaker"   // a kind of speaker
	OfHappening GradeKind = "happening" // a joined event: in place of the derived credibility
)

// SourceGrades are how reliable a source may be, by the Admiralty's scale.
var SourceGrades = []string{"A", "B", "C", "D", "E", "F"}

// GradeWords say what grades of sources mean.
var GradeWords = map[string]string{"A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable", "F": "cannot be judged"}

// A Grade is what a person says of a source, or of what happened.
type Grade struct {
	Kind  GradeKind `json:"kind"`
	What  string    `json:"what"`  // name of an outlet, kind of speaker, ev_…
	Grade string    `json:"grade"` // A to F of a source, 1 to 6 of a happening, "" for none
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Why   string    `json:"why"`
}

// check says what is wrong with a grade.
func (g *Grade) check() error {
	usage := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", review.ErrUsage, fmt.Sprintf(format, args...))
	}
	switch {
	case g.Kind != OfOutlet && g.Kind != OfSpeaker && g.Kind != OfHappening:
		return usage("%.40q is nothing that is graded: outlet, speaker or happening", g.Kind)
	case g.What == "" || len(g.What) > 300:
		return usage("say what is graded")
	case g.Kind == OfSpeaker && !slices.Contains(speakerKinds, g.What):
		return usage("%.40q is no kind of speaker: %s", g.What, strings.Join(speakerKinds, " "))
	case strings.TrimSpace(g.By) == "" || len(g.By) > 200:
		return usage("say who you are")
	case strings.TrimSpace(g.Why) == "" || len(g.Why) > 4000:
		return usage("say why, in a sentence that others can check")
	case g.Grade == "":
	case g.Kind == OfHappening && (len(g.Grade) != 1 || g.Grade < "1" || g.Grade > "6"):
		return usage("%.40q is no credibility: 1 to 6", g.Grade)
	case g.Kind != OfHappening && !slices.Contains(SourceGrades, g.Grade):
		return usage("%.40q is no grade of a source: A to F", g.Grade)
	}
	return nil
}

// AddGrade keeps what a person says of a source or a happening; "" takes back
// what was said before.
func (tx *Tx) AddGrade(g Grade) error {
	if err := g.check(); err != nil {
		return err
	}
	if g.Kind == OfOutlet {
		n := 0
		if _, err := tx.row([]any{&n}, `SELECT EXISTS (SELECT 1 FROM stories WHERE outlet = ?)`, g.What); err != nil || n == 0 {
			if err == nil {
				err = fmt.Errorf("an outlet %.60q: %w", g.What, ErrNotFound)
			}
			return err
		}
	}
	if _, err := tx.exec(`INSERT INTO grades (at, who, kind, what, grade, why) VALUES (?, ?, ?, ?, ?, ?)`, tx.at, g.By, string(g.Kind), g.What, g.Grade, g.Why); err != nil {
		return err
	}
	return tx.change("grades", g.What, "insert", string(g.Kind))
}

// Grades returns the grades that hold of a kind, "" for all kinds; with what set
// that of one thing alone.
func (s *Store) Grades(ctx context.Context, kind GradeKind, what string) ([]Grade, error) {
	return gradesIn(s.rowsOf(ctx), kind, what)
}

func gradesIn(rows anyRows, kind GradeKind, what string) (list []Grade, err error) {
	err = rows(func(scan func(...any) error) error {
		var g Grade
		var at string
		err := scan(&g.Kind, &g.What, &g.Grade, &g.By, &at, &g.Why)
		if g.At = parseStamp(at); g.Grade != "" {
			list = append(list, g)
		}
		return err
	}, `SELECT kind, what, grade, who, at, why FROM grades g WHERE (?1 = '' OR kind = ?1) AND (?2 = '' OR what = ?2)
		AND NOT EXISTS (SELECT 1 FROM grades n WHERE n.kind = g.kind AND n.what = g.what AND n.seq > g.seq) ORDER BY kind, what`, string(kind), what)
	return list, err
}

// GradeOf returns the grade that holds of a thing, nil for none.
func (s *Store) GradeOf(ctx context.Context, kind GradeKind, what string) (*Grade, error) {
	list, err := s.Grades(ctx, kind, what)
	if err != nil || len(list) == 0 || what == "" {
		return nil, err
	}
	return &list[0], nil
}

// An OutletLine is an outlet with how many stories it has, and its grade.
type OutletLine struct {
	Outlet  string `json:"outlet"`
	Stories int    `json:"stories"`
	Grade   *Grade `json:"grade,omitempty"`
}

// Outlets returns the outlets with most stories, and the graded ones.
func (s *Store) Outlets(ctx context.Context, limit int) (list []OutletLine, err error) {
	graded, err := s.Grades(ctx, OfOutlet, "")
	if err != nil {
		return nil, err
	}
	of := make(map[string]*Grade)
	for i := range graded {
		of[graded[i].What] = &graded[i]
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		var l OutletLine
		err := scan(&l.Outlet, &l.Stories)
		if l.Grade = of[l.Outlet]; l.Grade != nil || len(list) < limit {
			list = append(list, l)
		}
		return err
	}, `SELECT outlet, count(*) FROM stories WHERE outlet <> '' GROUP BY outlet ORDER BY count(*) DESC, outlet`)
	return list, err
}

// speakerKinds are the kinds of speakers that may be graded.
var speakerKinds = func() (list []string) {
	for _, k := range readout.AllSpeakerKinds {
		list = append(list, string(k))
	}
	return list
}()

// SpeakerKinds returns the kinds of speakers that may be graded.
func SpeakerKinds() []string { return slices.Clone(speakerKinds) }

// HasOutlet reports whether a story is of an outlet.
func (s *Store) HasOutlet(ctx context.Context, name string) (bool, error) {
	n := 0
	_, err := s.row(ctx, []any{&n}, `SELECT EXISTS (SELECT 1 FROM stories WHERE outlet = ?)`, name)
	return n > 0, err
}
