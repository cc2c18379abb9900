package store

import (
	"context"
	"database/sql"
	"sync"
)

// A page asks dozens of small questions, the same ones as the page before: to read their
// SQL takes as long as to answer them. Statements keeps those that were asked last as the
// database has understood them.
type statements struct {
	mu   sync.Mutex
	held lately[*statement]
}

// A statement is one question, for all connections.
type statement struct {
	*sql.Stmt
	users int  // who ask it now
	gone  bool // it is no more held: the last who asks closes it
}

// maxStatements bounds the statements that are held, some 20 kB each for each connection,
// and longStatement the bytes of one: longer ones have lists in them, and are not asked again.
const (
	maxStatements = 96
	longStatement = 4096
)

// take returns a question that is held, or is held from now on, nil for one that is not to be.
func (h *statements) take(ctx context.Context, db *sql.DB, query string) (*statement, error) {
	if len(query) > longStatement {
		return nil, nil
	}
	if st := h.use(query, nil); st != nil {
		return st, nil
	}
	made, err := db.PrepareContext(ctx, query) // without the lock: it may wait for a connection
	if err != nil {
		return nil, err
	}
	st := h.use(query, made)
	if st.Stmt != made { // somebody else was faster
		_ = made.Close()
	}
	return st, nil
}

// use returns a question that is held, or that is made now, for one who asks it.
func (h *statements) use(query string, made *sql.Stmt) *statement {
	h.mu.Lock()
	defer h.mu.Unlock()
	st, known := h.held.get(query)
	if !known {
		if made == nil {
			return nil
		}
		h.held.most, h.held.gone = maxStatements, (*statement).drop
		st = &statement{Stmt: made}
		h.held.put(query, st, 1)
	}
	st.users++
	return st
}

// drop says that a statement is no more held.
func (st *statement) drop() {
	if st.gone = true; st.users == 0 {
		_ = st.Close() // what it read was read
	}
}

// give says that an answer was read.
func (h *statements) give(st *statement) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if st.users--; st.gone && st.users == 0 {
		_ = st.Close()
	}
}

// row and rows of a reader.
func (s *Store) row(ctx context.Context, dest []any, query string, args ...any) (bool, error) {
	st, err := s.asked.take(ctx, s.read, query)
	if err != nil {
		return false, explain(s.path, err)
	}
	if st == nil {
		ok, err := found(s.read.QueryRowContext(ctx, query, args...).Scan(dest...))
		return ok, explain(s.path, err)
	}
	defer s.asked.give(st)
	ok, err := found(st.QueryRowContext(ctx, args...).Scan(dest...))
	return ok, explain(s.path, err)
}

func (s *Store) rows(ctx context.Context, each func(scan func(...any) error) error, query string, args ...any) error {
	st, err := s.asked.take(ctx, s.read, query)
	if err != nil {
		return explain(s.path, err)
	}
	if st == nil {
		rows, err := s.read.QueryContext(ctx, query, args...)
		return explain(s.path, eachRow(rows, err, each))
	}
	defer s.asked.give(st)
	rows, err := st.QueryContext(ctx, args...)
	return explain(s.path, eachRow(rows, err, each))
}
