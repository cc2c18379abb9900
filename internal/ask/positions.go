package ask

import (
	"context"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// asker understands questions; it is made when the first is asked.
var asker = sync.OnceValue(question.English)

// A PositionsQuestion says what is asked of positions or options.
type PositionsQuestion struct {
	On    string // the question in words; empty only for options
	Actor string // a name; empty: all
	At    string // a day; empty: today
	// Changes leaves those who changed their minds, Sides the last stance of each.
	Changes, Sides bool
}

// A PositionList is who takes which side of a question.
type PositionList struct {
	Question string               `json:"question"`
	Items    []joined.PositionRow `json:"items"`
	Found    int                  `json:"found" doc:"stories that have its words"`
	Asked    int                  `json:"asked" doc:"of them, the newest"`
	Near     []string             `json:"near" doc:"other questions that stories answer, where none answers this one"`
}

// An OptionList is what actors may do, will not do or have done.
type OptionList struct {
	Items []joined.OptionRow `json:"items"`
	Found int                `json:"found" doc:"stories that have the words"`
	Asked int                `json:"asked" doc:"of them, the newest"`
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
	out := &PositionList{Question: q.Words, Items: []joined.PositionRow{}, Found: c.Found, Asked: c.Asked, Near: []string{}}
	text := s.texts(ctx)
	for i := range list[max(0, len(list)-MaxPositions):] {
		out.Items = append(out.Items, joined.Position(q.Words, &list[max(0, len(list)-MaxPositions)+i], text))
	}
	if len(list) == 0 {
		out.Near = append(out.Near, asker().Offer(q, c.told, nearQuestions)...)
	}
	return out, nil
}

// Options answers what actors may do, will not do or have done.
func (s *Service) Options(ctx context.Context, what PositionsQuestion) (*OptionList, error) {
	q := asker().Parse(what.On)
	if q.Empty() && strings.TrimSpace(what.On) != "" {
		return nil, mistaken("name what is done and to what, such as “opening the border”", "%q has no word to look for", what.On)
	}
	groups := asker().Groups(q)
	for word := range strings.FieldsSeq(what.Actor) {
		groups = append(groups, []string{word})
	}
	told, err := s.Store.FindStands(ctx, groups)
	if err != nil {
		return nil, err
	}
	claims := told.Told
	if what.At != "" {
		claims = question.Until(claims, what.At)
	}
	list := asker().Options(q, claims, what.Actor)
	out := &OptionList{Items: []joined.OptionRow{}, Found: told.Found, Asked: told.Asked}
	text := s.texts(ctx)
	for i := range list[max(0, len(list)-MaxPositions):] {
		out.Items = append(out.Items, joined.Option(&list[max(0, len(list)-MaxPositions)+i], text))
	}
	return out, nil
}
