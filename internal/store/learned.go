package store

import (
	"context"
	"fmt"
	"time"
)

// Learned is what was learned from an archive's reviews, for one pipeline. It is
// kept in the archive, so that it goes with it into a backup; of those that are
// not taken back the last one holds.
type Learned struct {
	N     int64     `json:"n"`
	At    time.Time `json:"at"`
	By    string    `json:"by"`
	Model string    `json:"model"` // the pipeline that it was fitted for
	Name  string    `json:"name"`  // what the pipeline is called with it, behind its own name
	OffAt time.Time `json:"off_at,omitzero"`
	Body  []byte    `json:"-"` // JSON, as it was given
}

// AddLearned keeps what was learned.
func (tx *Tx) AddLearned(by, model, name string, body []byte) error {
	_, err := tx.exec(`INSERT INTO learned (at, who, model, name, off_at, body) VALUES (?, ?, ?, ?, '', ?)`, tx.at, by, model, name, pack(body))
	return err
}

// UndoLearned takes back what was learned last, and returns it; what was learned
// before holds again.
func (tx *Tx) UndoLearned() (*Learned, error) {
	list, err := learnedIn(tx.rows)
	if err != nil {
		return nil, err
	}
	for _, l := range list {
		if l.OffAt.IsZero() {
			_, err := tx.exec(`UPDATE learned SET off_at = ? WHERE n = ?`, tx.at, l.N)
			return l, err
		}
	}
	return nil, fmt.Errorf("something that was learned: %w", ErrNotFound)
}

// AllLearned returns all that was learned, the newest first.
func (s *Store) AllLearned(ctx context.Context) ([]*Learned, error) { return learnedIn(s.rowsOf(ctx)) }

// Learned returns what holds, nil for nothing.
func (s *Store) Learned(ctx context.Context) (*Learned, error) {
	list, err := s.AllLearned(ctx)
	for _, l := range list {
		if err == nil && l.OffAt.IsZero() {
			return l, nil
		}
	}
	return nil, err
}

func learnedIn(rows anyRows) (list []*Learned, err error) {
	err = rows(func(scan func(...any) error) error {
		l := new(Learned)
		var at, off string
		var body []byte
		err := scan(&l.N, &at, &l.By, &l.Model, &l.Name, &off, &body)
		if err == nil {
			l.Body, err = unpack(body)
		}
		l.At, l.OffAt = parseStamp(at), parseStamp(off)
		list = append(list, l)
		return err
	}, `SELECT n, at, who, model, name, off_at, body FROM learned ORDER BY n DESC`)
	return list, err
}
