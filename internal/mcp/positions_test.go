package mcp

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestPositionsAreTold asks for sides and options of an archive in which a
// private person takes a side: her name is in no answer.
func TestPositionsAreTold(t *testing.T) {
	s := across(t)
	rec := record(first, "Norland has agreed to talks")
	rec.Version.URL = "https://courier.example/2"
	rec.Version.Seal()
	text := rec.Version.Text
	end := strings.Index(text, ".") + 1
	stand := &question.Stand{}
	for n, who := range []string{"Olga Brandt", "Norland"} {
		stand.Claims = append(stand.Claims, question.Claim{Sentence: readout.Span{End: end}, Hash: uint64(n + 1), Actor: question.Who{Name: who}, Speaker: question.Who{Name: who}, Voice: question.Own, By: []string{who},
			Words: []question.Word{{Lemma: "agree"}, {Lemma: "talk"}}, Anchors: []question.Anchor{{To: 2, Stance: question.For, Why: "must"}}})
	}
	option := stand.Claims[0]
	option.Anchors, option.Option = nil, &question.Option{What: "ask Olga Brandt", Status: question.Offered, Key: []string{"ask"}}
	stand.Claims = append(stand.Claims, option)
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		story, err := tx.AddStory("Courier", []string{"a:" + rec.Version.URL})
		if err != nil {
			return err
		}
		ref, err := tx.AddVersion(story, &store.Arrival{Version: &rec.Version, Change: store.First})
		if err != nil {
			return err
		}
		digest := many.Digest(rec)
		digest.Stand = stand
		return tx.PutReading(ref, rec, digest)
	})
	if err != nil {
		t.Fatal(err)
	}
	c := connect(t, Options{Store: s})
	var got PositionsAnswer
	if e := call(t, c, "positions", PositionsInput{On: "agreeing to talks"}, &got); e != "" || got.Total != 2 || len(got.Positions) != 2 || got.Positions[0].Stance != "for" || got.Positions[0].Sentence == nil {
		t.Fatalf("%s %+v", e, got)
	}
	var page, last PositionsAnswer
	if e := call(t, c, "positions", PositionsInput{On: "agreeing to talks", Limit: 1}, &page); e != "" || len(page.Positions) != 1 || page.Next == "" {
		t.Errorf("one a page: %s %+v", e, page)
	}
	if e := call(t, c, "positions", PositionsInput{On: "agreeing to talks", Limit: 1, Cursor: page.Next}, &last); e != "" || len(last.Positions) != 1 || last.Next != "" {
		t.Errorf("the second page: %s %+v", e, last)
	}
	var options OptionsAnswer
	if e := call(t, c, "options", OptionsInput{}, &options); e != "" || options.Total != 1 || options.Options[0].Status != "offered" {
		t.Errorf("options: %s %+v", e, options)
	}
	all := got.Positions[0].Actor + got.Positions[1].Actor + got.Positions[0].Sentence.Text + options.Options[0].What + options.Options[0].Actor + strings.Join(options.Options[0].By, "")
	if strings.Contains(all, "Brandt") || !strings.Contains(all, "[person 1]") {
		t.Errorf("a private person is named: %s", all)
	}
	for _, in := range []PositionsInput{{On: "the of"}, {On: "talks", Cursor: "x"}} {
		if e := call(t, c, "positions", in, &got); e == "" {
			t.Errorf("%+v has an answer", in)
		}
	}
}
