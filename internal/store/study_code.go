package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// AddStudy keeps a study of items that two people or more judge.
func (tx *Tx) AddStudy(by, title string, label people.Label, coders []string, plan StudyPlan, items []*review.Item) (id string, err error) {
	if strings.TrimSpace(by) == "" || len(coders) < 2 || len(items) == 0 {
		return "", fmt.Errorf("%w: a study has a maker, two people or more who judge, and something to judge", review.ErrUsage)
	}
	body, err := json.Marshal(struct {
		StudyPlan
		Coders []string `json:"coders"`
	}{plan, coders})
	if err != nil {
		return "", err
	}
	if id, err = tx.free("studies", "sy_", tx.at, by, title, string(body)); err != nil {
		return "", err
	}
	row, err := tx.insert(`INSERT INTO studies (id, at, who, title, level, body) VALUES (?, ?, ?, ?, ?, ?)`, id, tx.at, by, title, int(label), string(body))
	for i, it := range items {
		if err != nil {
			return "", err
		}
		var data []byte
		if data, err = packJSON(it); err == nil {
			_, err = tx.exec(`INSERT INTO study_items (syid, n, vid, layer, body) SELECT ?, ?, vid, ?, ? FROM versions WHERE id = ?`, row, i+1, string(it.Layer), data, string(it.Version))
		}
	}
	if err != nil {
		return "", err
	}
	return id, tx.change("studies", id, "insert", "study")
}

// item returns an item of a study.
func (tx *Tx) item(st *Study, n int) (*StudyItem, error) {
	items, err := st.items(tx.rows, "")
	for _, it := range items {
		if it.N == n {
			return it, err
		}
	}
	if err == nil {
		err = fmt.Errorf("item %d of study %s: %w", n, st.ID, ErrNotFound)
	}
	return nil, err
}

// Code keeps what a person who judges a study says of an item. It may be said
// anew until all are done.
func (tx *Tx) Code(id string, n int, m *review.Mark) error {
	st, err := tx.study(id)
	if err != nil {
		return err
	}
	if !st.Coded(m.By) {
		return fmt.Errorf("%w: %.60q does not judge study %s", review.ErrUsage, m.By, id)
	}
	if !st.Open() {
		return fmt.Errorf("%w: all have judged study %s: what they differ on is to be settled", review.ErrUsage, id)
	}
	it, err := tx.item(st, n)
	if err != nil {
		return err
	}
	if err := it.Clean(m, st.Blank); err != nil {
		return err
	}
	data, err := packJSON(&review.Mark{Right: m.Right, Values: m.Values, Why: m.Why})
	if err != nil {
		return err
	}
	_, err = tx.exec(`INSERT OR REPLACE INTO codings (syid, n, who, at, body) VALUES (?, ?, ?, ?, ?)`, st.row, n, m.By, tx.at, data)
	return err
}

// SettleItem keeps what was settled of an item when all are done: as reviews, which
// stand in place of what the machine read. Who judged the study settles nothing.
func (tx *Tx) SettleItem(id string, n int, m *review.Mark) error {
	st, err := tx.study(id)
	if err != nil {
		return err
	}
	if err := st.maySettle(m.By); err != nil {
		return err
	}
	it, err := tx.item(st, n)
	if err != nil {
		return err
	}
	return tx.settle(st, it, m)
}

// maySettle says why somebody may not settle what a study's judges differ on.
func (st *Study) maySettle(who string) error {
	switch {
	case st.Open():
		return fmt.Errorf("%w: study %s is not done: each who judges it sees his own alone, and nothing is settled", review.ErrUsage, st.ID)
	case st.Coded(who):
		return fmt.Errorf("%w: %s judged study %s: somebody else settles it", review.ErrUsage, who, st.ID)
	}
	return nil
}

func (tx *Tx) settle(st *Study, it *StudyItem, m *review.Mark) error {
	if stands, err := tx.anyStands(it.Reviews); err != nil {
		return err
	} else if stands {
		return fmt.Errorf("%w: %s settled item %d: take the reviews %s back first", review.ErrUsage, it.Settled, it.N, strings.Join(it.Reviews, ", "))
	}
	if err := it.Clean(m, false); err != nil {
		return err
	}
	ref, machine, err := tx.machineRecord(string(it.Version))
	if err != nil {
		return err
	}
	served, _, err := reviewed(tx.rows, ref.row, machine)
	if err != nil {
		return err
	}
	list, err := it.Item.Settle(machine, served, m)
	if err != nil {
		return err
	}
	var ids []string
	for _, r := range list {
		r.At = parseStamp(tx.at)
		if err := tx.putReview(ref, r, ""); err != nil {
			return err
		}
		ids = append(ids, r.ID)
	}
	if _, err := tx.exec(`INSERT OR REPLACE INTO settled (syid, n, at, who, reviews) VALUES (?, ?, ?, ?, ?)`, st.row, it.N, tx.at, m.By, strings.Join(ids, " ")); err != nil {
		return err
	}
	return tx.change("studies", st.ID, "update", "settled")
}

// anyStands reports whether one of some reviews is not taken back.
func (tx *Tx) anyStands(ids []string) (bool, error) {
	for _, id := range ids {
		n := 0
		if _, err := tx.row([]any{&n}, `SELECT count(*) FROM `+standing+` WHERE id = ?`, id); err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

// SettleAgreed keeps what all who judge a study agree on, and returns of how many
// items.
func (tx *Tx) SettleAgreed(id, by string) (n int, err error) {
	st, err := tx.study(id)
	if err != nil {
		return 0, err
	}
	if err := st.maySettle(by); err != nil {
		return 0, err
	}
	items, err := st.items(tx.rows, "")
	if err != nil {
		return 0, err
	}
	for _, it := range items {
		if it.Settled != "" || len(it.Differ) > 0 || len(it.Marks) == 0 {
			continue
		}
		m := &review.Mark{By: by, Right: it.Marks[0].Right, Values: it.Marks[0].Values, Why: agreedWhy(st, it)}
		if err := tx.settle(st, it, m); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// agreedWhy is the reason of what all agree on.
func agreedWhy(st *Study, it *StudyItem) string {
	var names, why []string
	for _, m := range it.Marks {
		names = append(names, m.By)
		if m.Why != "" {
			why = append(why, m.Why)
		}
	}
	out := fmt.Sprintf("%s judged it apart and agree (study %s).", strings.Join(names, " and "), st.ID)
	if len(why) > 0 {
		out += " " + strings.Join(why, " / ")
	}
	return out[:min(len(out), 4000)]
}

// blind refuses a review by somebody of a value that he judges in a study that
// is not done: the others would see it.
func (tx *Tx) blind(ref *VersionRef, r *review.Review, served *readout.Record) error {
	type open struct {
		st *Study
		it review.Item
	}
	var list []open
	err := tx.rows(func(scan func(...any) error) error {
		var o open
		var id string
		var body []byte
		err := scan(&id, &body)
		if err == nil {
			err = unpackJSON(body, &o.it)
		}
		o.st = &Study{ID: id}
		list = append(list, o)
		return err
	}, `SELECT y.id, i.body FROM versions o JOIN versions v ON v.sid = o.sid JOIN study_items i ON i.vid = v.vid JOIN studies y USING (syid) WHERE o.vid = ? AND i.layer = ?`, ref.row, string(r.Layer))
	if err != nil || len(list) == 0 {
		return err
	}
	local, _ := review.Find(served, r.Layer, &r.Anchor)
	for _, o := range list {
		st, err := tx.study(o.st.ID)
		if err != nil {
			return err
		}
		if !st.Coded(r.By) || !st.Open() {
			continue
		}
		if at, ok := review.Find(served, o.it.Layer, &o.it.Anchor); ok && at == local {
			return fmt.Errorf("%w: you judge this value in the study %s (“%s”), and the others must not see what you say before all are done: say it there", review.ErrUsage, st.ID, st.Title)
		}
	}
	return nil
}
