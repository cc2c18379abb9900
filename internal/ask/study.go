package ask

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A StudyAsked is what a study is made of.
type StudyAsked struct {
	Title  string   `json:"title" minLength:"1" maxLength:"300"`
	Coders []string `json:"coders" minItems:"2" maxItems:"20" doc:"who judges, each alone: accounts of editors where there are accounts"`
	Sample int      `json:"sample" minimum:"1" maximum:"5000" doc:"how many statements and events are drawn by chance, each as likely"`
	Seed   int64    `json:"seed,omitempty" doc:"the same seed draws the same of the same archive"`
	Query  string   `json:"query,omitempty" maxLength:"4096" doc:"of what answers it alone"`
	Blank  bool     `json:"blank,omitempty" doc:"do not show the machine's values to those who judge"`
	By     string   `json:"by" minLength:"1" maxLength:"200" doc:"who says so"`
}

// A Marking is what somebody says of an item of a study.
type Marking struct {
	N      int               `json:"n" minimum:"1" doc:"number of the item"`
	Right  string            `json:"right" enum:"yes,no,unsure" doc:"whether the story says this at all"`
	Values map[string]string `json:"values,omitempty" doc:"fields; those left out are as the machine read them, unless the study is blank"`
	Why    string            `json:"why,omitempty" maxLength:"4000" doc:"a reason that others can check"`
	By     string            `json:"by" minLength:"1" maxLength:"200" doc:"who says so"`
}

// A Settling is what a third person says where those who judged a study differ,
// or that all holds on which they agree.
type Settling struct {
	N      int               `json:"n,omitempty" minimum:"1" doc:"number of the item; none with agreed"`
	Agreed bool              `json:"agreed,omitempty" doc:"keep all that they agree on"`
	Right  string            `json:"right,omitempty" enum:"yes,no" doc:"whether the story says this at all"`
	Values map[string]string `json:"values,omitempty" doc:"fields; those left out are as the machine read them"`
	Why    string            `json:"why,omitempty" maxLength:"4000" doc:"a reason that others can check"`
	By     string            `json:"by" minLength:"1" maxLength:"200" doc:"who says so"`
}

// A StudyPage is a study with what somebody may see of it: his own marks while it
// is open, all marks and how far they agree when all are done.
type StudyPage struct {
	*store.Study
	Open      bool               `json:"open" doc:"somebody has still to judge something: marks are shown to who made them alone"`
	List      []*store.StudyItem `json:"list"`
	Agreement []review.Agreement `json:"agreement,omitempty" doc:"by field, Krippendorff's alpha of nominal values"`
}

// MakeStudy draws a sample that several people judge.
func (s *Service) MakeStudy(ctx context.Context, in *StudyAsked) (id string, err error) {
	var q *store.Query
	if strings.TrimSpace(in.Query) != "" {
		if q, err = store.ParseQuery(in.Query); err != nil {
			return "", mistaken("Correct the query, or leave it out.", "%s", err)
		}
	}
	coders, err := codersOf(in.Coders)
	if err != nil {
		return "", err
	}
	most := people.Red
	if p := people.Of(ctx); p != nil {
		most = p.Clearance
	}
	label, err := s.Store.StudyLabel(ctx, coders, most)
	if err != nil {
		return "", reviewError(err)
	}
	items, err := s.draw(ctx, label, Doubting{Query: q, Sample: in.Sample, Seed: in.Seed})
	if err != nil {
		return "", err
	}
	if len(items) == 0 {
		return "", mistaken("Take another query.", "nothing that was read answers it that all who judge may see")
	}
	err = s.Store.Update(ctx, func(tx *store.Tx) error {
		id, err = tx.AddStudy(by(ctx, in.By), strings.TrimSpace(in.Title), label, coders, store.StudyPlan{Query: in.Query, Seed: in.Seed, Blank: in.Blank}, items)
		return err
	})
	return id, reviewError(err)
}

// codersOf returns who judges, each once.
func codersOf(given []string) (list []string, err error) {
	for _, name := range given {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	if len(list) < 2 {
		return nil, mistaken("Name two people or more.", "a study is judged by two people at least")
	}
	return list, nil
}

// draw returns a sample of what all of some clearance see.
func (s *Service) draw(ctx context.Context, most people.Label, what Doubting) ([]*review.Item, error) {
	part, end, err := s.Store.Below(ctx, most)
	if err != nil {
		return nil, err
	}
	defer end()
	drawn, err := Doubts(ctx, part, what)
	if err != nil {
		return nil, err
	}
	var items []*review.Item
	for _, d := range drawn {
		done, err := part.Reviewed(ctx, d.Version)
		if err != nil {
			return nil, err
		}
		if it, err := review.NewItem(done.Machine, d.ID); err == nil { // what people added is not the machine's
			items = append(items, it)
		}
	}
	return items, nil
}

// Studies returns all studies, the newest first.
func (s *Service) Studies(ctx context.Context) ([]*store.Study, error) { return s.Store.Studies(ctx) }

// Study returns a study as somebody may see it.
func (s *Service) Study(ctx context.Context, id, who string) (*StudyPage, error) {
	st, err := s.Store.Study(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &StudyPage{Study: st, Open: st.Open()}
	who = by(ctx, who)
	if out.List, err = s.Store.StudyItems(ctx, st, who); err != nil {
		return nil, err
	}
	if st.Blank && out.Open && st.Coded(who) {
		for _, it := range out.List {
			it.Line, it.Values = "", nil
		}
	}
	if out.Open {
		return out, nil
	}
	var all []*review.Review
	for _, it := range out.List {
		all = append(all, it.Judged(it.Marks)...)
	}
	out.Agreement = review.Agree(all)
	return out, nil
}

// Mark keeps what somebody says of an item of a study.
func (s *Service) Mark(ctx context.Context, id string, in *Marking) error {
	if err := s.seesStudy(ctx, id); err != nil {
		return err
	}
	people.Did(ctx, "item %d of %s", in.N, id)
	return reviewError(s.Store.Update(ctx, func(tx *store.Tx) error {
		return tx.Code(id, in.N, &review.Mark{By: by(ctx, in.By), Right: in.Right, Values: in.Values, Why: in.Why})
	}))
}

// Settle keeps what a third person says where those who judged differ, or what
// they agree on, and returns of how many items.
func (s *Service) Settle(ctx context.Context, id string, in *Settling) (n int, err error) {
	if err := s.seesStudy(ctx, id); err != nil {
		return 0, err
	}
	if in.N > math.MaxInt32 || in.Agreed == (in.N > 0) {
		return 0, mistaken("Name one item, or settle all that they agree on.", "say either which item, or agreed")
	}
	what := "all that is agreed"
	if !in.Agreed {
		what = fmt.Sprint("item ", in.N)
	}
	people.Did(ctx, "%s of %s", what, id)
	err = s.Store.Update(ctx, func(tx *store.Tx) error {
		if in.Agreed {
			n, err = tx.SettleAgreed(id, by(ctx, in.By))
			return err
		}
		n = 1
		return tx.SettleItem(id, in.N, &review.Mark{By: by(ctx, in.By), Right: in.Right, Values: in.Values, Why: in.Why})
	})
	return n, reviewError(err)
}

// seesStudy returns [store.ErrNotFound] for a study that is not shown.
func (s *Service) seesStudy(ctx context.Context, id string) error {
	_, err := s.Store.Study(ctx, id)
	return err
}
