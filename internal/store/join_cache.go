package store

import "github.com/seed-f92ea4cf/readout/internal/thread"

// A digestCache holds the digests that were used last. A digest never changes,
// its row number may be given again, so what goes is taken out.
type digestCache struct {
	held, old map[int64]*thread.Digest
	mentions  int // of those in held
}

// cachedMentions is how many mentions the digests have that are held at least, if
// there are so many, and half of what is held at most: a transcript has as many as
// fifty short reports, and a mention takes a kilobyte with its words.
const cachedMentions = 60000

func (c *digestCache) get(did int64) *thread.Digest {
	if d := c.held[did]; d != nil {
		return d
	}
	d := c.old[did]
	if d != nil {
		c.put(did, d)
	}
	return d
}

func (c *digestCache) put(did int64, d *thread.Digest) {
	if c.held == nil || c.mentions >= cachedMentions {
		c.held, c.old, c.mentions = make(map[int64]*thread.Digest), c.held, 0
	}
	c.held[did] = d
	c.mentions += 10 + len(d.Mentions) // a digest without any takes some memory too
}

func (c *digestCache) drop(did int64) {
	delete(c.held, did)
	delete(c.old, did)
}

// cachedFirsts is how many [earliest] versions are held at most.
const cachedFirsts = 1 << 16

// heldFirsts returns the earliest versions that are held.
func (j *joining) heldFirsts() map[int64]*earliest {
	if j.firsts == nil || len(j.firsts) > cachedFirsts {
		j.firsts = make(map[int64]*earliest)
	}
	return j.firsts
}
