package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
)

// A Store is an open archive. Its methods may be called by several goroutines.
type Store struct {
	path string
	lock *lock
	now  func() time.Time

	patience Patience
	cache    int                             // of the connection that writes, in bytes; 0: the usual
	prints   func(*readout.Version) []uint64 // fingerprints of a text; nil: not checked and not repaired

	// The one connection that writes, its prepared statements, and the mutex
	// that keeps updates apart: a batch of them holds it. All nil in a reader.
	mu     sync.Mutex
	wdb    *sql.DB
	wconn  *sql.Conn
	stmts  map[string]*direct
	tables map[string]uint64 // bits that stand for tables in which rows wait
	named  map[string]uint64 // those of the tables that queries name
	seen   int64             // what the database says of changes by others; other values: look up again
	queue  queue
	salts  [][]byte        // of hashes of what was forgotten, the archive's own first; nil: not looked up yet
	names  map[string]bool // salted hashes of names that were forgotten; nil: not looked up yet

	common map[int64]bool // fingerprints that too many texts have; a few that were forgotten since do not matter
	texts  textCache
	runs   *runFile // of rows that wait; nil until there are so many

	nowhere map[string]bool // actors whose newest versions give no country

	matters matterCache // what stories are about, of those that were asked for last

	carrier carrier // of the log of a large load

	joins   joining
	joining joiningMemo

	filling atomic.Bool // columns are being read for the first time
	holder  holder      // of columns of all versions
	shelf   shelf       // of columns of statements and events
	matches matches     // rows that have words
	sifted  siftings    // rows that questions found
	screens screens     // rows for which conditions hold
	opened  recordCache
	asked   statements
	knowing knowing // which events others tell too

	read    *sql.DB      // a pool that only reads
	watcher watcher      // of what is written
	whole   *Store       // the archive of which somebody sees a part; nil: this one is whole
	most    people.Label // the highest label that is seen; of a part
}

// An Option changes how an archive is opened.
type Option func(*Store)

// WithClock sets the clock whose times the archive writes down.
func WithClock(now func() time.Time) Option { return func(s *Store) { s.now = now } }

// WithCache sets how much memory the connection that writes keeps pages of the
// archive in, in bytes; the usual is 16 MB. A load of very many stories, which
// come in no order of the indexes, wants more. What is committed is then brought from
// the log into the archive beside the changes that follow.
func WithCache(bytes int) Option { return func(s *Store) { s.cache = bytes } }

// WithForms keeps what is compared of each text beside the archive until it is closed, in
// a file that takes a tenth of the archive's bytes: a load of very many stories, of which
// many resemble each other, would make it again and again.
func WithForms() Option { return func(s *Store) { s.texts.archive = s.path } }

// A Patience says how long a write waits for other processes that write.
type Patience struct {
	// Busy is called each second that another process writes, with the number of
	// seconds until then; false gives up. Free is called when the wait is over.
	Busy func(seconds int) bool
	Free func()
}

// WithPatience sets how long writes wait; the usual are ten seconds.
func WithPatience(p Patience) Option { return func(s *Store) { s.patience = p } }

// WithPrints says how fingerprints are made, so that [Store.Check] misses those
// that a text has lost and [Store.Repair] makes them again.
func WithPrints(prints func(*readout.Version) []uint64) Option {
	return func(s *Store) { s.prints = prints }
}

// Open opens the archive at path for writing, makes it if it is not there, and
// brings it to the format of this program, after a backup beside it. Several
// processes may have it open so; their writes come one after the other. It
// returns a [BusyError] when another process has the archive for itself and a
// [FormatError] when the file is no archive or of a newer program.
func Open(path string, options ...Option) (*Store, error) {
	return open(path, migrations, options...)
}

func open(path string, steps []migration, options ...Option) (_ *Store, err error) {
	if path, err = prepare(path); err != nil {
		return nil, err
	}
	s := &Store{path: path, now: time.Now, stmts: make(map[string]*direct), tables: make(map[string]uint64), named: make(map[string]uint64), common: make(map[int64]bool), nowhere: make(map[string]bool), patience: Patience{Busy: func(n int) bool { return n < usualPatience }}}
	for _, set := range options {
		set(s)
	}
	defer func() {
		if err != nil {
			s.Close()
			err = explain(path, err)
		}
	}()
	ctx := context.Background()
	s.lock, err = together(path, func() (bool, error) { return ready(ctx, s, steps) }, func() error { return migrate(ctx, s, steps) })
	if err != nil {
		return nil, err
	}
	if s.cache > 0 {
		if err = errors.Join(s.widenWords(ctx), s.openCarrier(ctx)); err != nil {
			return nil, err
		}
	}
	s.read, err = openDB(path, true)
	return s, err
}

// wordBytes is what an index of words gathers of one change in memory before it writes a
// part, which is merged with others later: the fewer there are, the fewer merges.
const wordBytes = 8 << 20

// Of so many parts of a size an index of words makes one: usually, and while very many
// stories are loaded. The more there are, the less often a word is written anew, and the
// more of them a search looks through. 64 is SQLite's limit: with 16, all parts of a million
// stories were written anew once or twice.
const (
	usualParts = 4 // SQLite's own
	loadParts  = 64
)

// mostParts is from how many parts of a size on an index makes one at once, however long
// it takes, and no more a bit with each change: after a load it does not, in the first change that follows.
const mostParts = 1024

// widenWords lets the indexes of words gather so much and have so many parts, which they
// keep, and merge rarely until the archive is closed; after a load that was killed, until
// the next one is over.
func (s *Store) widenWords(ctx context.Context) error {
	return errors.Join(s.setWords(ctx, "hashsize", wordBytes), s.setWords(ctx, "crisismerge", mostParts), s.setWords(ctx, "automerge", loadParts))
}

// setWords sets a number of the indexes of words, where it is another one.
func (s *Store) setWords(ctx context.Context, name string, n int) error {
	for _, index := range wordTables {
		var now int
		known, err := found(s.wconn.QueryRowContext(ctx, `SELECT v FROM `+index+`_config WHERE k = ?`, name).Scan(&now))
		if err == nil && (!known || now != n) {
			err = s.write(ctx, fmt.Sprintf(`INSERT INTO %s (%s, rank) VALUES ('%s', %d)`, index, index, name, n))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// loadPragmas are those of a connection that loads very many stories. What a merge of two
// parts of an index of words frees is not overwritten: [Store.Scrub] does it when something
// is forgotten. What a statement would be taken back by stays in memory: a page or two.
const loadPragmas = "PRAGMA cache_size = -%d; PRAGMA secure_delete = FAST; PRAGMA temp_store = MEMORY"

// connect opens the connection that writes, under the lock: before it, another
// file may be put in the archive's place.
func (s *Store) connect(ctx context.Context) (err error) {
	if s.wdb, err = openDB(s.path, false); err != nil {
		return err
	}
	if s.wconn, err = s.wdb.Conn(ctx); err != nil {
		return notArchive(s.path, errors.Join(err, s.disconnect()))
	}
	if s.cache > 0 {
		_, err = s.wconn.ExecContext(ctx, fmt.Sprintf(loadPragmas, s.cache>>10))
	}
	return err
}

// disconnect closes the connection that writes.
func (s *Store) disconnect() error {
	var errs []error
	if s.wconn != nil {
		errs = append(errs, s.wconn.Raw(func(any) error { return s.closeDirect() }))
	}
	if s.wconn != nil {
		errs = append(errs, s.wconn.Close())
	}
	if s.wdb != nil {
		errs = append(errs, s.wdb.Close())
	}
	s.wconn, s.wdb = nil, nil
	return errors.Join(errs...)
}

// OpenReader opens the archive at path for reading only. A process that
// writes it meanwhile is not disturbed, and its changes are seen.
func OpenReader(path string, options ...Option) (*Store, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("there is no archive at %s: make one with readout add, or name another with --archive: %w", path, ErrNotFound)
	case err != nil:
		return nil, err
	}
	if err := isFile(path, info); err != nil {
		return nil, err
	}
	s := &Store{path: path, now: time.Now}
	for _, set := range options {
		set(s)
	}
	if s.read, err = openDB(path, true); err != nil {
		return nil, err
	}
	format, known, err := formatOf(context.Background(), s.read)
	switch {
	case err != nil:
		err = explain(path, notArchive(path, err))
	case !known || format != len(migrations):
		err = &FormatError{Path: path, Format: format, Known: len(migrations)}
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// prepare returns the real path of an archive and sees that its folder and
// file are there, for the owner only. It leaves a file that is there closed: to
// close it would take from this process the locks on it that another Store has.
func prepare(path string) (string, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	if info, err := os.Stat(path); err == nil { // a pipe would be waited for
		if err := isFile(path, info); err != nil {
			return "", err
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return path, writable(path)
	}
	if err != nil {
		return "", err
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	return path, syncFolder(filepath.Dir(path))
}

// isFile returns an error for what can be no archive: a folder, a pipe, a device.
func isFile(path string, info os.FileInfo) error {
	switch {
	case info.IsDir():
		return fmt.Errorf("%s is a folder, and an archive is one file: name the file in it, such as %s", path, filepath.Join(path, "readout.db"))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no file, and an archive is one: name another with --archive", path)
	}
	return nil
}

// syncFolder makes a new name in a folder survive a power cut. Systems that
// can't sync folders do so by themselves.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return nil // a folder that may be searched but not listed
	}
	defer d.Close()
	_ = d.Sync()
	return nil
}

// notArchive turns "not a database" into a [FormatError]; other errors pass.
func notArchive(path string, err error) error {
	var damage *DamageError
	if e := explain(path, err); errors.As(e, &damage) {
		if !isDatabase(path) {
			return &FormatError{Path: path, Known: len(migrations)}
		}
		return errors.Join(&FormatError{Path: path, Known: len(migrations)}, err)
	}
	return err
}

// isDatabase reports whether a file begins as a database does, or can't be looked at:
// one that does not never was an archive.
func isDatabase(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return true
	}
	defer f.Close()
	const begin = "SQLite format 3\x00"
	head := make([]byte, len(begin))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == begin
}

// Path returns where the archive is.
func (s *Store) Path() string { return s.path }

// Close gives the archive back. What was accepted is safe with or without it.
func (s *Store) Close() error {
	s.shelf.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	s.texts.forget()
	s.runs.close()
	if s.cache > 0 && s.wconn != nil {
		errs = append(errs, s.setWords(context.Background(), "automerge", usualParts))
	}
	errs = append(errs, s.carrier.close())
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	s.watcher.mu.Lock()
	errs = append(errs, s.watcher.close(), s.disconnect(), s.lock.release())
	s.watcher.mu.Unlock()
	s.lock = nil
	return explain(s.path, errors.Join(errs...))
}

// stamp returns a time as the archive writes it down.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// parseStamp reads what stamp writes; "" is the zero time.
func parseStamp(text string) time.Time {
	t, _ := time.Parse(time.RFC3339, text)
	return t
}
