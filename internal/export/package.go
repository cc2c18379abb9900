package export

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/seed-f92ea4cf/readout"
)

// A Package is an export in the making: one file a table, or one for all,
// with a datapackage.json. Nothing stands under its final name before all is
// written, read back and compared.
type Package struct {
	options Options
	files   []*file
	about   string // path of the descriptor; "" for none
	force   bool

	// Repeated counts records that were left out because the same version of
	// the same outlet came before.
	Repeated int

	mu    sync.Mutex // guards state and the list of files while they come and go
	state state

	book             Book
	versions, masked int
	read             map[string]bool
	story            string
	seen             map[uint64]struct{} // hashes of ids, so that memory stays small
	sides            sideBook
}

// Create begins an export: formats of one file a table make files in the
// folder path, others the file path. It refuses to write over files unless
// force is set.
func Create(path string, o Options, force bool) (*Package, error) {
	p := newPackage(o)
	p.force = force
	folder := path
	if o.Format.OneFile() {
		folder = filepath.Dir(path)
		p.about = path + ".datapackage.json"
	} else {
		p.about = filepath.Join(path, "datapackage.json")
	}
	if o.Part != "" {
		folder = filepath.Join(path, AboutParts)
		p.about = filepath.Join(folder, o.Part+".datapackage.json")
	}
	if _, err := os.Lstat(p.about); err == nil && !force {
		return nil, fmt.Errorf("%s: %w", p.about, ErrExists)
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, err
	}
	if err := p.begin(path); err != nil {
		p.Abort()
		return nil, err
	}
	return p, nil
}

// Stream begins an export of one file, or of one table, to w. It can't be
// read back and has no datapackage.json.
func Stream(w io.Writer, o Options) (*Package, error) {
	p := newPackage(o)
	f := &file{w: bufio.NewWriterSize(w, 1<<16)}
	p.files = append(p.files, f)
	return p, f.start(func() (output, error) {
		if o.Format.OneFile() {
			return o.Format.whole(f.w, &p.options)
		}
		if list := p.options.Tables; len(list) == 1 {
			return newTableFile(f.w, p.options.tableOf(list[0]), &p.options)
		}
		return nil, errors.New("one table can go to a stream; the table records is there with the text only")
	})
}

func newPackage(o Options) *Package {
	if o.Tables == nil {
		o.Tables, _ = Tables(nil)
	}
	o.Tables = slices.DeleteFunc(slices.Clone(o.Tables), func(t *Table) bool { return t.Whole && (!o.Text || o.Format.Name == "xlsx") })
	return &Package{options: o, read: make(map[string]bool), seen: make(map[uint64]struct{}), sides: make(sideBook)}
}

// begin makes the temporary files.
func (p *Package) begin(path string) error {
	o := &p.options
	if o.Format.OneFile() {
		return p.openFile(path, func(w io.Writer) (output, error) { return o.Format.whole(w, o) })
	}
	for _, t := range o.Tables {
		table := o.tableOf(t)
		if len(table.Columns) == 0 {
			return fmt.Errorf("table %s has none of the columns asked for", t.Name)
		}
		final := o.fileOf(path, t.Name)
		if err := os.MkdirAll(filepath.Dir(final), 0o777); err != nil {
			return err
		}
		err := p.openFile(final, func(w io.Writer) (output, error) { return newTableFile(w, table, o) })
		if err != nil {
			return err
		}
	}
	return nil
}

// AboutParts is the folder of a lake that describes its parts. Engines pass over
// names that begin so.
const AboutParts = "_readout"

// fileOf returns the file of a table.
func (o *Options) fileOf(folder, table string) string {
	if o.Part != "" {
		return filepath.Join(folder, table, o.Part, table+o.Format.Ext)
	}
	return filepath.Join(folder, table+o.Format.Ext)
}

// RemovePart takes a part out of a lake, in which nothing is any more.
func RemovePart(folder, part string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*", part, "*"))
	for _, f := range append(files, filepath.Join(folder, AboutParts, part+".datapackage.json")) {
		if rmErr := os.Remove(f); rmErr != nil && !errors.Is(rmErr, os.ErrNotExist) {
			err = errors.Join(err, rmErr)
		}
		_ = os.Remove(filepath.Dir(f)) // unless there is something else in it
	}
	return err
}

func (p *Package) openFile(final string, begin func(io.Writer) (output, error)) error {
	f, err := newFile(final, p.force)
	if err != nil {
		return err
	}
	p.files = append(p.files, f)
	return f.start(func() (output, error) { return begin(f) })
}

// Add writes one record. Private persons are masked here unless the options
// name them.
func (p *Package) Add(it *Item) error {
	if p.options.Alone {
		p.book, p.story = Book{}, ""
		clear(p.sides)
		clear(p.seen)
	}
	if p.options.Unmask == "" && !it.Masked {
		masked := *it
		masked.Record, masked.names = p.book.mask(it.Record, Who{Story: it.Story.ID, Actors: it.Actors, Public: it.Public})
		masked.Masked = masked.names != nil
		it = &masked
	}
	if it = p.told(it); it == nil {
		p.Repeated++
		return nil
	}
	v := newView(it, p.options.Text)
	v.firstOfStory, v.masking = p.first(v.story), p.options.Unmask == ""
	v.conflicts = p.sides.pair(v)
	p.versions++
	p.masked += btoi(it.Masked)
	p.read[firstOf(v.rec.Pipeline, "unknown")] = true
	for _, f := range p.files {
		if err := f.out.add(v); err != nil {
			return fmt.Errorf("%s: %w", f.name(), err)
		}
	}
	return nil
}

// told returns the item with an id that no other version of the export has:
// without an archive, two outlets can bring the same words without an
// address. It returns nil for a version that came before.
func (p *Package) told(it *Item) *Item {
	v := &it.Record.Version
	switch {
	case it.Story.ID != "":
		return it
	case !p.fresh("w", v.Outlet, v.Ref, string(v.ID)):
		return nil
	case p.fresh("v", string(v.ID)):
		return it
	}
	rec, out := *it.Record, *it
	rec.Version.ID = readout.VersionID(mint("ve_", v.Outlet, v.Ref, v.URL, v.SHA256))
	out.Record = &rec
	return &out
}

// fresh reports whether words come for the first time.
func (p *Package) fresh(words ...string) bool {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = io.WriteString(h, w+"\x00")
	}
	_, seen := p.seen[h.Sum64()]
	p.seen[h.Sum64()] = struct{}{}
	return !seen
}

// first reports whether a story is seen for the first time.
func (p *Package) first(story string) bool {
	if story == p.story {
		return false
	}
	p.story = story
	return p.fresh("s", story)
}

// A Written is a finished file.
type Written struct {
	Path  string
	Name  string // of the table or what else the file holds
	Rows  int
	Notes []string // what the format could not hold
}

// Close finishes the files, reads them back, compares, and gives them their
// names. After an error nothing of the export is left.
func (p *Package) Close() (list []Written, err error) {
	defer func() {
		if err != nil {
			p.Abort()
		}
	}()
	var resources []resource
	for _, f := range p.files {
		if err := f.finish(); err != nil {
			return nil, err
		}
		for _, r := range f.describe() {
			resources = append(resources, r)
			list = append(list, Written{Path: f.name(), Name: r.Name, Rows: r.Rows, Notes: r.Notes})
		}
	}
	if p.about == "" {
		return list, nil
	}
	text, err := p.describe(resources)
	if err != nil {
		return nil, err
	}
	d, err := newFile(p.about, p.force)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	p.files = append(p.files, d)
	p.mu.Unlock()
	if _, err := d.Write(text); err != nil {
		return nil, err
	}
	if err := d.finish(); err != nil {
		return nil, err
	}
	return list, p.publish()
}

// publish gives all files their names, unless the export was given up.
func (p *Package) publish() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state == givenUp {
		return errGivenUp
	}
	p.state = published
	for _, f := range p.files {
		if err := f.publish(); err != nil {
			p.state = open
			return err
		}
	}
	return nil
}

// Abort gives the export up: it takes away all that was written and has no
// final name yet, and returns false if the files have their names already. It
// may be called while another goroutine adds or closes.
func (p *Package) Abort() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state == published {
		return false
	}
	p.state = givenUp
	for _, f := range p.files {
		f.remove()
	}
	return true
}

// A state says how far a package has come.
type state int

const (
	open      state = iota
	published       // the files have or get their names
	givenUp         // the files are taken away
)

var errGivenUp = errors.New("the export was given up")

// ErrExists is the error for a file that is there already.
var ErrExists = errors.New("it is there already; --force writes over it")
