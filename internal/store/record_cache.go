package store

import (
	"crypto/sha256"
	"sync"

	"github.com/seed-f92ea4cf/readout"
)

// A recordCache holds the records that hits were opened with last, by the bytes that
// they are packed as: pages of the newest stories show the same ones again and again,
// and to unpack them takes a third of the time of a page. What the bytes say never
// changes, so whoever has read the row of now gets the record of now. Nobody may change
// what is in it.
type recordCache struct {
	mu        sync.Mutex
	held, old map[[sha256.Size]byte]openRecord
	size      int // bytes of held
}

// An openRecord is a record with how many bytes it takes.
type openRecord struct {
	rec  *readout.Record
	size int
}

// own returns the record for one reader, who may give it a version.
func (u openRecord) own() *readout.Record {
	rec := *u.rec
	return &rec
}

// How much a recordCache holds at least, where there is so much, and twice that at most.
// A record takes four times the bytes of its JSON: it is told by them.
const (
	cachedRecords = 16 << 20
	unpackedTimes = 4
)

// opens returns the records that are held: those of all clearances, as what somebody may
// not see is not read by him.
func (s *Store) opens() *recordCache {
	if s.whole != nil {
		return s.whole.opens()
	}
	return &s.opened
}

// open returns a record of its own with what the body of a record's row holds.
func (c *recordCache) open(body []byte) (*readout.Record, error) {
	key := sha256.Sum256(body)
	if known, ok := c.get(key); ok {
		return known.own(), nil
	}
	rec, size, err := unpackSized(body)
	if err != nil {
		return nil, err
	}
	fresh := openRecord{rec, unpackedTimes * size}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(key, fresh)
	return fresh.own(), nil
}

// get returns what is held.
func (c *recordCache) get(key [sha256.Size]byte) (openRecord, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known, ok := c.held[key]
	if !ok {
		if known, ok = c.old[key]; ok {
			c.put(key, known)
		}
	}
	return known, ok
}

// put holds a record; the cache is locked.
func (c *recordCache) put(key [sha256.Size]byte, u openRecord) {
	if c.held == nil || c.size >= cachedRecords {
		c.held, c.old, c.size = make(map[[sha256.Size]byte]openRecord), c.held, 0
	}
	if _, ok := c.held[key]; !ok {
		c.size += u.size
	}
	c.held[key] = u
}
