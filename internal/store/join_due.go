package store

// due is what a change has to join before it is committed.
type due struct {
	digests map[int64]bool // new ones, or such as have another time of posting; false: only their line of reporting is another
	happens map[int64]bool // happenings to be made again
	lacking map[int64]bool // digests that one went with which they were compared
	again   []string       // ids of happenings that a person had joined with others, and has no more
}

// parted notes that the happening of an id, which a person had joined with
// another, may stand by itself again.
func (d *due) parted(id string) { d.again = append(d.again, id) }

func (d *due) lacks(did int64) {
	if d.lacking == nil {
		d.lacking = make(map[int64]bool)
	}
	d.lacking[did] = true
}

func (d *due) digest(did int64) {
	if d.digests == nil {
		d.digests = make(map[int64]bool)
	}
	d.digests[did] = true
}

// line notes that a digest is of another line of reporting, if nothing else of it is new.
func (d *due) line(did int64) {
	if d.digests == nil {
		d.digests = make(map[int64]bool)
	}
	if !d.digests[did] {
		d.digests[did] = false
	}
}

func (d *due) happening(hid int64) {
	if d.happens == nil {
		d.happens = make(map[int64]bool)
	}
	d.happens[hid] = true
}
