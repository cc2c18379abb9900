package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/people"
)

// This file keeps accounts and what they sign in with.

// An Account is a person whom a server of this archive lets in.
type Account struct {
	UID       int64        `json:"-"`
	Name      string       `json:"name"`
	Role      people.Role  `json:"role"`
	Clearance people.Label `json:"clearance"`
	Password  string       `json:"-"` // as people.HashPassword keeps it; "" until one is chosen
	MadeAt    time.Time    `json:"made_at"`
	OffAt     time.Time    `json:"off_at,omitzero"` // since when it is disabled; zero while it is not
}

// A Credential is what somebody signs in with, without its secret.
type Credential struct {
	ID     string         `json:"id"`
	Kind   string         `json:"kind"` // people.SessionKind, LinkKind or TokenKind
	Name   string         `json:"name"`
	Scopes []people.Scope `json:"scopes,omitempty"`
	MadeAt time.Time      `json:"made_at"`
	SeenAt time.Time      `json:"seen_at,omitzero"` // last used, to an hour
	EndsAt time.Time      `json:"ends_at,omitzero"`
	Hash   []byte         `json:"-"`
}

// ErrTaken is returned for the name of an account that is there.
var ErrTaken = errors.New("an account of this name is there already")

// ErrLastAdmin is returned by a change that would leave no admin.
var ErrLastAdmin = errors.New("the archive would have no admin left: make another one first")

const accountColumns = `a.uid, a.name, a.role, a.clearance, a.password, a.made_at, a.off_at`

func (a *Account) scan(scan func(...any) error, more ...any) error {
	var made, off string
	err := scan(append([]any{&a.UID, &a.Name, &a.Role, &a.Clearance, &a.Password, &made, &off}, more...)...)
	a.MadeAt, a.OffAt = parseStamp(made), parseStamp(off)
	return err
}

// AddAccount makes an account without a password and returns it. It returns
// [ErrTaken] for a name that is there.
func (tx *Tx) AddAccount(name string, role people.Role, clearance people.Label) (*Account, error) {
	name, err := people.CleanName(name)
	if err != nil {
		return nil, err
	}
	n := 0
	if _, err := tx.row([]any{&n}, `SELECT count(*) FROM accounts WHERE name = ?`, name); err != nil || n > 0 {
		return nil, errors.Join(err, ErrTaken)
	}
	a := &Account{Name: name, Role: role, Clearance: clearance, MadeAt: parseStamp(tx.at)}
	a.UID, err = tx.insert(`INSERT INTO accounts (name, role, clearance, password, made_at, off_at) VALUES (?, ?, ?, '', ?, '')`, name, string(role), int(clearance), tx.at)
	return a, err
}

// PutAccount writes what may change of an account: role, clearance, password, whether it is
// disabled. Its sessions and links end; those of a disabled account and its tokens too.
// It returns [ErrLastAdmin] rather than leave no admin.
func (tx *Tx) PutAccount(a *Account) error {
	before, err := tx.admins()
	if err != nil {
		return err
	}
	if _, err := tx.exec(`UPDATE accounts SET role = ?, clearance = ?, password = ?, off_at = ? WHERE uid = ?`, string(a.Role), int(a.Clearance), a.Password, stamp(a.OffAt), a.UID); err != nil {
		return err
	}
	if after, err := tx.admins(); err != nil || after == 0 && before > 0 {
		return cmp.Or(err, ErrLastAdmin)
	}
	_, err = tx.exec(`DELETE FROM credentials WHERE uid = ? AND (kind <> 'token' OR ?)`, a.UID, !a.OffAt.IsZero())
	return err
}

// admins counts the admins who may sign in.
func (tx *Tx) admins() (n int, err error) {
	_, err = tx.row([]any{&n}, `SELECT count(*) FROM accounts WHERE role = 'admin' AND off_at = ''`)
	return n, err
}

// AddLink makes a one-time link by which an account may choose a password until a
// time; those before it end.
func (tx *Tx) AddLink(uid int64, ends time.Time) (people.Secret, error) {
	if _, err := tx.exec(`DELETE FROM credentials WHERE uid = ? AND kind = ?`, uid, people.LinkKind); err != nil {
		return "", err
	}
	secret := people.NewSecret(people.LinkKind)
	return secret, tx.AddCredential(uid, &Credential{Kind: people.LinkKind, EndsAt: ends}, secret)
}

// AddCredential keeps a secret by which an account signs in. Those that have
// ended go.
func (tx *Tx) AddCredential(uid int64, c *Credential, secret people.Secret) error {
	if _, err := tx.exec(`DELETE FROM credentials WHERE ends_at <> '' AND ends_at < ?`, tx.at); err != nil {
		return err
	}
	var scopes []string
	for _, s := range c.Scopes {
		scopes = append(scopes, string(s))
	}
	c.Hash, c.MadeAt = secret.Hash(), parseStamp(tx.at)
	c.ID = people.IDOf(c.Kind, c.Hash)
	_, err := tx.exec(`INSERT INTO credentials (hash, id, kind, uid, name, scopes, made_at, seen_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)`,
		c.Hash, c.ID, c.Kind, uid, c.Name, strings.Join(scopes, " "), tx.at, stamp(c.EndsAt))
	return err
}

// DropCredential ends what somebody signs in with, by its id; uid 0 is anybody's.
func (tx *Tx) DropCredential(uid int64, id string) error {
	n, err := tx.exec(`DELETE FROM credentials WHERE id = ? AND (? = 0 OR uid = ?)`, id, uid, uid)
	if err == nil && n == 0 {
		err = fmt.Errorf("%.40q: %w", id, ErrNotFound)
	}
	return err
}

// SeeCredential writes down that a credential was used, and when it ends from
// now on; the zero time leaves its end.
func (tx *Tx) SeeCredential(hash []byte, ends time.Time) error {
	_, err := tx.exec(`UPDATE credentials SET seen_at = ?, ends_at = CASE WHEN ? = '' THEN ends_at ELSE ? END WHERE hash = ?`, tx.at, stamp(ends), stamp(ends), hash)
	return err
}

// Accounts returns all accounts by name.
func (s *Store) Accounts(ctx context.Context) (list []*Account, err error) {
	err = s.rows(ctx, func(scan func(...any) error) error {
		a := new(Account)
		list = append(list, a)
		return a.scan(scan)
	}, `SELECT `+accountColumns+` FROM accounts a ORDER BY a.name`)
	return list, err
}

// Account returns the account of a name, disabled or not, or [ErrNotFound].
func (s *Store) Account(ctx context.Context, name string) (*Account, error) {
	clean, err := people.CleanName(name)
	if err != nil {
		return nil, fmt.Errorf("account %.80q: %w", name, ErrNotFound)
	}
	var a *Account
	err = s.rows(ctx, func(scan func(...any) error) error {
		a = new(Account)
		return a.scan(scan)
	}, `SELECT `+accountColumns+` FROM accounts a WHERE a.name = ?`, clean)
	if err == nil && a == nil {
		err = fmt.Errorf("account %s: %w", clean, ErrNotFound)
	}
	return a, err
}

const credentialColumns = `c.hash, c.id, c.kind, c.name, c.scopes, c.made_at, c.seen_at, c.ends_at`

// dest returns where a row of credentialColumns goes, and what turns it into c.
func (c *Credential) dest() ([]any, func()) {
	var scopes, made, seen, ends string
	return []any{&c.Hash, &c.ID, &c.Kind, &c.Name, &scopes, &made, &seen, &ends}, func() {
		c.Scopes, _ = people.ParseScopes(scopes) // none for what is no token
		c.MadeAt, c.SeenAt, c.EndsAt = parseStamp(made), parseStamp(seen), parseStamp(ends)
	}
}

// Credential returns what a secret of a kind is and whose, if that may sign in at a time;
// else [ErrNotFound].
func (s *Store) Credential(ctx context.Context, kind string, secret people.Secret, now time.Time) (*Account, *Credential, error) {
	var a *Account
	c := new(Credential)
	dest, fill := c.dest()
	err := s.rows(ctx, func(scan func(...any) error) error {
		a = new(Account)
		return a.scan(scan, dest...)
	}, `SELECT `+accountColumns+`, `+credentialColumns+` FROM credentials c JOIN accounts a USING (uid)
		WHERE c.hash = ? AND c.kind = ? AND a.off_at = '' AND (c.ends_at = '' OR c.ends_at > ?)`, secret.Hash(), kind, stamp(now))
	if err == nil && a == nil {
		err = fmt.Errorf("this %s: %w", kind, ErrNotFound)
	}
	fill()
	return a, c, err
}

// Credentials returns what an account signs in with, of one kind, the newest first.
func (s *Store) Credentials(ctx context.Context, uid int64, kind string) (list []*Credential, err error) {
	err = s.rows(ctx, func(scan func(...any) error) error {
		c := new(Credential)
		dest, fill := c.dest()
		err := scan(dest...)
		fill()
		list = append(list, c)
		return err
	}, `SELECT `+credentialColumns+` FROM credentials c WHERE c.uid = ? AND c.kind = ? ORDER BY c.made_at DESC, c.id`, uid, kind)
	return list, err
}
