package store

// A textCache holds what was made of the texts of the versions that were used
// last, to compare them with others. The text of a version never changes; its row
// number may be given again, so what goes is taken out.
type textCache struct{ held, old map[int64]any }

// cachedTexts is how many are held at least, and half of those at most.
const cachedTexts = 1000

// get returns what is held of a version, nil for nothing.
func (c *textCache) get(vid int64) any {
	if made := c.held[vid]; made != nil {
		return made
	}
	made := c.old[vid]
	if made != nil {
		c.put(vid, made)
	}
	return made
}

func (c *textCache) put(vid int64, made any) {
	if c.held == nil || len(c.held) >= cachedTexts {
		c.held, c.old = make(map[int64]any), c.held
	}
	c.held[vid] = made
}

// OfText returns what of makes of a version's text. It is held for a while: all
// callers ask for the same.
func (tx *Tx) OfText(ref *VersionRef, of func(*Stored) any) (any, error) {
	if made := tx.s.texts.get(ref.row); made != nil {
		return made, nil
	}
	stored, err := tx.LoadIn(ref)
	if err != nil {
		return nil, err
	}
	made := of(stored)
	tx.s.texts.put(ref.row, made)
	return made, nil
}
