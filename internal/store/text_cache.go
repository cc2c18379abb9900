package store

import (
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
)

// A formed text is what is compared of the text of a version, and the version.
type formed struct {
	ref  *VersionRef
	form *compare.Form
}

// A textCache holds the texts that came in or were compared last. The text of a
// version never changes; its row number may be given again and its story may be
// another, so what goes or moves is taken out.
type textCache struct {
	held, old map[int64]*formed
	size      int       // bytes of held
	archive   string    // beside which others are kept in a file; "": they are not
	file      *formFile // nil until there is something to keep
}

// forget lets all texts go.
func (c *textCache) forget() {
	c.file.close()
	*c = textCache{archive: c.archive}
}

// cachedForms is how many bytes of them are held at least, where there are so many,
// and twice that at most. Generated texts are compared with others of all ages.
const cachedForms = 8 << 20

// get returns what is held of a version, nil for nothing.
func (c *textCache) get(vid int64) *formed {
	if made := c.held[vid]; made != nil {
		return made
	}
	made := c.old[vid]
	if made == nil && c.file != nil {
		made = c.file.read(vid)
	}
	if made != nil {
		c.put(made)
	}
	return made
}

// add holds a text. What names its version may stand in the row that it came in,
// which is not to be held for that.
func (c *textCache) add(ref *VersionRef, form *compare.Form) *formed {
	own := *ref
	own.ID, own.Story = readout.VersionID(strings.Clone(string(ref.ID))), readout.StoryID(strings.Clone(string(ref.Story)))
	made := &formed{ref: &own, form: form}
	c.put(made)
	return made
}

func (c *textCache) put(made *formed) {
	if c.held == nil || c.size >= cachedForms {
		c.drop(c.old)
		c.held, c.old, c.size = make(map[int64]*formed), c.held, 0
	}
	if c.held[made.ref.row] == nil {
		c.size += made.form.Size()
	}
	c.held[made.ref.row] = made
}

// drop lets texts go from memory.
func (c *textCache) drop(texts map[int64]*formed) {
	if len(texts) == 0 || c.archive == "" {
		return
	}
	if c.file == nil {
		if c.file = openForms(c.archive); c.file == nil {
			c.archive = ""
			return
		}
	}
	c.file.keep(texts)
}

// formOf returns what is compared of a version's text, nil if there is no such
// version. It is held for a while.
func (tx *Tx) formOf(vid int64) (*formed, error) {
	if made := tx.s.texts.get(vid); made != nil {
		return made, nil
	}
	var ref VersionRef
	var data []byte
	ok, err := tx.row(append(ref.dest(), &data), storedQuery+`WHERE v.vid = ?`, vid)
	if err != nil || !ok {
		return nil, err
	}
	text, err := textOf(data)
	if err != nil {
		return nil, &DamageError{Path: tx.s.path, Err: fmt.Errorf("version %s: %w", ref.ID, err)}
	}
	return tx.s.texts.add(&ref, compare.FormOf(&readout.Version{Text: text})), nil
}

// textOf returns the text in the body of a version's row, in half the time that all of
// the version takes.
func textOf(data []byte) (string, error) {
	raw, err := unpack(data)
	if err != nil {
		return "", err
	}
	var b struct {
		Version struct {
			Text string `json:"text"`
		}
	}
	err = decodeOwn(raw, &b)
	return b.Version.Text, err
}
