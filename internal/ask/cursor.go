package ask

import (
	"encoding/base64"
	"fmt"
	"hash/crc32"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A cursor is opaque to clients. It holds the list that it belongs to, so that
// one of another list is noticed, and where the next page begins.
type cursor struct {
	list string
	a, b int64
}

// String returns the cursor as clients pass it back.
func (c cursor) String() string {
	text := fmt.Sprintf("1.%08x.%d.%d", crc32.ChecksumIEEE([]byte(c.list)), c.a, c.b)
	return base64.RawURLEncoding.EncodeToString([]byte(text))
}

// parseCursor reads what String wrote for the same list; "" is the start.
func parseCursor(list, text string) (c cursor, err error) {
	c.list = list
	if text == "" {
		return c, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	var sum uint32
	var version int
	if err == nil {
		_, err = fmt.Sscanf(string(raw), "%d.%08x.%d.%d", &version, &sum, &c.a, &c.b)
	}
	if err != nil || version != 1 || c.a < 0 || c.b < 0 {
		return c, mistaken("Pass next back exactly as you received it, or leave cursor out to start again.", "cursor %.40q is none of ours", text)
	}
	if sum != crc32.ChecksumIEEE([]byte(list)) {
		return c, mistaken("Leave cursor out when you change the question.", "the cursor belongs to another question")
	}
	return c, nil
}

// page returns the page of a search that a cursor asks for.
func (c cursor) page(limit int) store.Page {
	return store.Page{Skip: int(c.a), Upto: c.b, Limit: limit}
}

// after returns the cursor of the page that follows, "" after the last.
func (c cursor) after(next *store.Page) string {
	if next == nil {
		return ""
	}
	return cursor{c.list, int64(next.Skip), next.Upto}.String()
}

// After returns the cursor of the next page, "" after the last.
func (l *List) After() string { return l.Next }

// After returns the cursor of the next page, "" after the last.
func (f *Found) After() string { return f.Next }

// After returns the cursor of the next page, "" after the last.
func (e *EventList) After() string { return e.Next }

// After returns the cursor of the next page, "" after the last.
func (l *HappeningList) After() string { return l.Next }

// After returns the cursor of the next page, "" after the last.
func (l *ConflictList) After() string { return l.Next }
