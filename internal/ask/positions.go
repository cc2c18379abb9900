package ask

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// asker understands questions; it is made when the first is asked.
var asker = sync.OnceValue(question.English)

// A PositionsQuestion says what is asked of positions or options.
type PositionsQuestion struct {
	On    string // the question in words; empty only for options
	Actor string // a name; empty: all
	At    string // a day; empty: today
	// Cursor is next of the page before, Limit how many a page has; 0:
	// [MaxPositions]. The first page has the newest.
	Cursor string
	Limit  int
	// Changes leaves those who changed their minds, Sides the last stance of each.
	Changes, Sides bool
}

// A PositionList is who takes which side of a question.
type PositionList struct {
	Question string               `json:"question"`
	Items    []joined.PositionRow `json:"items"`
	Found    int                  `json:"found" doc:"stories that have its words"`
	Asked    int                  `json:"asked" doc:"of them, the newest"`
	Total    int                  `json:"total" doc:"of all pages"`
	Near     []string             `json:"near" doc:"other questions that stories answer, where none answers this one"`
	Next     string               `json:"next,omitempty" doc:"cursor of the page with older ones"`
}

// After returns the cursor of the next page, "" after the last.
func (l *PositionList) After() string { return l.Next }

// An OptionList is what actors may do, will not do or have done.
type OptionList struct {
	Items []joined.OptionRow `json:"items"`
	Found int                `json:"found" doc:"stories that have the words"`
	Asked int                `json:"asked" doc:"of them, the newest"`
	Total int                `json:"total" doc:"of all pages"`
	Next  string             `json:"next,omitempty" doc:"cursor of the page with older ones"`
}

// After returns the cursor of the next page, "" after the last.
func (l *OptionList) After() string { return l.Next }

// part returns which of n that stand in order of days a page has, the newest on
// the first page, and the cursor of the page with older ones.
func (what *PositionsQuestion) part(n int) (from, to int, next string, err error) {
	c, err := parseCursor(fmt.Sprintf("positions %+q", []any{what.On, what.Actor, what.At, what.Changes, what.Sides}), what.Cursor)
	if err != nil {
		return 0, 0, "", err
	}
	limit := what.Limit
	if limit <= 0 || limit > MaxPositions {
		limit = MaxPositions
	}
	to = max(0, n-int(min(c.a, int64(n))))
	if from = max(0, to-limit); from > 0 {
		c.a += int64(limit)
		next = c.String()
	}
	return from, to, next, nil
}

// nearQuestions is how many other questions are offered.
const nearQuestions = 5

// MaxPositions is how many positions or options one answer has, the newest.
const MaxPositions = 1000

// Claims are what stories say of a question.
type Claims struct {
	Question     *question.Question
	Positions    []question.Position // by day
	Found, Asked int                 // stories that have its words; of them, the newest, those that were asked

	told []question.Told
}

// Claims returns the positions on a question, by day.
func (s *Service) Claims(ctx context.Context, what PositionsQuestion) (*Claims, error) {
	q := asker().Parse(what.On)
	if q.Empty() {
		return nil, mistaken("name what is done and to what, such as “opening the border”", "%q has no word to look for", what.On)
	}
	told, err := s.Store.FindStands(ctx, asker().Groups(q))
	if err != nil {
		return nil, err
	}
	out := &Claims{Question: q, Found: told.Found, Asked: told.Asked, told: told.Told}
	if what.At != "" {
		out.told = question.Until(out.told, what.At)
	}
	out.Positions, _ = asker().Positions(q, out.told, what.Actor)
	switch {
	case what.Changes:
		out.Positions = question.Changes(out.Positions)
	case what.Sides:
		out.Positions = question.Sides(out.Positions, what.At)
	}
	return out, nil
}

// Positions answers who takes which side of a question.
func (s *Service) Positions(ctx context.Context, what PositionsQuestion) (*PositionList, error) {
	c, err := s.Claims(ctx, what)
	if err != nil {
		return nil, err
	}
	q, list := c.Question, c.Positions
	out := &PositionList{Question: q.Words, Items: []joined.PositionRow{}, Found: c.Found, Asked: c.Asked, Total: len(list), Near: append([]string{}, c.Near()...)}
	from, to, next, err := what.part(len(list))
	if err != nil {
		return nil, err
	}
	text := s.texts(ctx)
	for i := range list[from:to] {
		out.Items = append(out.Items, joined.Position(q.Words, &list[from+i], text))
	}
	out.Next = next
	return out, s.labelRows(ctx, len(out.Items), func(i int) (string, *string) { return out.Items[i].Version, &out.Items[i].Label })
}

// PositionsFrom returns positions on a question, or all sides that an actor takes, the
// newest first, after some that are skipped.
func (s *Service) PositionsFrom(ctx context.Context, what PositionsQuestion, skip int) (*PositionList, error) {
	c, err := s.positionsOf(ctx, what)
	if err != nil {
		return nil, err
	}
	out := &PositionList{Question: what.On, Items: []joined.PositionRow{}, Found: c.Found, Asked: c.Asked, Total: len(c.Positions), Near: append([]string{}, c.Near()...)}
	text := s.texts(ctx)
	for i := len(c.Positions) - 1 - skip; i >= 0 && len(out.Items) < what.Limit; i-- {
		p := &c.Positions[i]
		out.Items = append(out.Items, joined.Position(cmp.Or(p.Of, out.Question), p, text))
	}
	return out, s.labelRows(ctx, len(out.Items), func(i int) (string, *string) { return out.Items[i].Version, &out.Items[i].Label })
}

// positionsOf returns the claims on a question, or without one those of an actor.
func (s *Service) positionsOf(ctx context.Context, what PositionsQuestion) (*Claims, error) {
	if what.On == "" {
		return s.Taken(ctx, what.Actor, what.At)
	}
	return s.Claims(ctx, what)
}

// Near returns other questions that the same stories answer, where none
// answers this one.
func (c *Claims) Near() []string {
	if len(c.Positions) > 0 || c.Question == nil {
		return nil
	}
	return asker().Offer(c.Question, c.told, nearQuestions)
}

// Taken returns the sides that somebody takes of whatever it may be, by day.
func (s *Service) Taken(ctx context.Context, actor, at string) (*Claims, error) {
	told, err := s.Store.FindStands(ctx, named(actor))
	if err != nil {
		return nil, err
	}
	out := &Claims{Found: told.Found, Asked: told.Asked, told: told.Told}
	if at != "" {
		out.told = question.Until(out.told, at)
	}
	out.Positions = asker().Taken(out.told, actor)
	return out, nil
}

// named returns the words by which an index finds the stories that name somebody.
func named(actor string) (groups [][]string) {
	for word := range strings.FieldsSeq(actor) {
		groups = append(groups, []string{word})
	}
	return groups
}

// OptionChoices returns what actors may do, will not do or have done, by day.
func (s *Service) OptionChoices(ctx context.Context, what PositionsQuestion) ([]question.Choice, error) {
	list, _, err := s.choices(ctx, what)
	return list, err
}

// choices returns the options with the stories that were asked for them.
func (s *Service) choices(ctx context.Context, what PositionsQuestion) ([]question.Choice, *store.Stands, error) {
	q := asker().Parse(what.On)
	if q.Empty() && strings.TrimSpace(what.On) != "" {
		return nil, nil, mistaken("name what is done and to what, such as “opening the border”", "%q has no word to look for", what.On)
	}
	told, err := s.Store.FindStands(ctx, append(asker().Groups(q), named(what.Actor)...))
	if err != nil {
		return nil, nil, err
	}
	claims := told.Told
	if what.At != "" {
		claims = question.Until(claims, what.At)
	}
	return asker().Options(q, claims, what.Actor), told, nil
}

// Options answers what actors may do, will not do or have done.
func (s *Service) Options(ctx context.Context, what PositionsQuestion) (*OptionList, error) {
	list, told, err := s.choices(ctx, what)
	if err != nil {
		return nil, err
	}
	from, to, next, err := what.part(len(list))
	if err != nil {
		return nil, err
	}
	out := &OptionList{Items: []joined.OptionRow{}, Found: told.Found, Asked: told.Asked, Total: len(list), Next: next}
	text := s.texts(ctx)
	for i := range list[from:to] {
		out.Items = append(out.Items, joined.Option(&list[from+i], text))
	}
	return out, s.labelRows(ctx, len(out.Items), func(i int) (string, *string) { return out.Items[i].Version, &out.Items[i].Label })
}
