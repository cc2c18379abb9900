package store

import (
	"encoding/json"
	"slices"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// asker understands the questions of alerts.
var asker = sync.OnceValue(question.English)

// matchQuestion tells that somebody takes another side of an alert's question
// than before. The older claims are those of the archive without this change.
func (tx *Tx) matchQuestion(w *watching) error {
	q := asker().Parse(w.Question)
	if q.Empty() {
		return nil
	}
	for _, a := range tx.told.arrived {
		if !w.sees(a) {
			continue
		}
		own, err := tx.claimsOf(a)
		if err != nil {
			return err
		}
		if list, _ := asker().Positions(q, own, ""); len(list) == 0 {
			continue
		}
		stands, err := tx.s.FindStands(tx.ctx, asker().Groups(q))
		if err != nil {
			return err
		}
		told := slices.DeleteFunc(stands.Told, func(t question.Told) bool { return t.Story == string(a.ref.Story) })
		if told, err = tx.seenClaims(told, w); err != nil {
			return err
		}
		told = append(told, own...)
		question.Unify(told)
		list, _ := asker().Positions(q, told, "")
		changes := question.Changes(list)
		if slices.ContainsFunc(changes, func(p question.Position) bool { return p.Version == string(a.ref.ID) }) {
			if err := tx.tell(&w.Alert, alert.Position, "", a.ref.row, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// claimsOf returns the claims of a version that this change serves.
func (tx *Tx) claimsOf(a *arrived) ([]question.Told, error) {
	t := question.Told{Story: string(a.ref.Story), Version: string(a.ref.ID), Line: string(a.ref.Story)}
	var body []byte
	ok, err := tx.row([]any{&t.Outlet, &t.Posted, &t.Ref, &body}, `SELECT s.outlet, t.posted, t.ref, d.body FROM told t JOIN digests d USING (did) JOIN versions v USING (vid) JOIN stories s USING (sid) WHERE t.vid = ?`, a.ref.row)
	if !ok || err != nil {
		return nil, err
	}
	raw, err := unpack(body)
	var of struct{ Stand *question.Stand }
	if err != nil || json.Unmarshal(raw, &of) != nil || of.Stand == nil {
		return nil, nil // damaged, or read by an older program
	}
	t.Pool = of.Stand.Pool
	var list []question.Told
	for i := range of.Stand.Claims {
		t.Claim = &of.Stand.Claims[i]
		list = append(list, t)
	}
	return list, nil
}

// seenClaims leaves out the claims of versions that the alert's owner does not see.
func (tx *Tx) seenClaims(list []question.Told, w *watching) ([]question.Told, error) {
	seen := make(map[string]bool)
	for _, t := range list {
		if _, ok := seen[t.Version]; ok {
			continue
		}
		shut := 0
		if _, err := tx.row([]any{&shut}, `SELECT count(*) FROM shut k JOIN versions v USING (vid) WHERE v.id = ? AND k.level > ?`, t.Version, int(w.most)); err != nil {
			return nil, err
		}
		seen[t.Version] = shut == 0
	}
	return slices.DeleteFunc(list, func(t question.Told) bool { return !seen[t.Version] }), nil
}
