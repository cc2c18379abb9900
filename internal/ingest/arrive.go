package ingest

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// An Outcome says what the archive made of one story that came in.
type Outcome int

// The outcomes.
const (
	Known      Outcome = iota // the archive had these words already
	NewStory                  // the first version of a story
	NewVersion                // the words changed
	NewTrivial                // only white space, signs or the date line changed: kept, hidden
	CameBack                  // a text that the outlet had shown before: kept as a sighting, hidden
	NewAddress                // words that the archive had, at an address that it had not: kept with the story
)

// sameTextWords is the length from which on equal texts of one outlet at two
// addresses are one story. Shorter ones may be notices such as "page not found".
const sameTextWords = 50

// arrive brings one cleaned item into the archive, or finds it there.
func arrive(tx *store.Tx, it *item) (Outcome, *store.VersionRef, error) {
	ref, err := tx.CaptureSeen(it.sum)
	if err != nil {
		return 0, nil, err
	}
	if ref != nil {
		if it.file != "" { // archives of old do not know which file it was
			if err := tx.AddFileKey(ref, it.file); err != nil {
				return 0, nil, err
			}
		}
		return sighted(tx, ref, it)
	}
	in := it.ready
	if in == nil {
		in = it.arrival()
	}
	if _, err := tx.MaskForgotten(in); err != nil {
		return 0, nil, err
	}
	v := in.Version
	outlet := outletOf(v)
	keys := storyKeys(v, outlet, it)
	story, err := findStory(tx, v, outlet, keys)
	if err != nil {
		return 0, nil, err
	}
	outcome := NewStory
	if story == nil {
		if story, err = tx.AddStory(outlet, keys); err != nil {
			return 0, nil, err
		}
	} else {
		fresh, err := tx.AddKeys(story, keys)
		if err != nil {
			return 0, nil, err
		}
		if ref, err := tx.SameText(story, v); ref != nil || err != nil {
			if err != nil {
				return 0, nil, err
			}
			return elsewhere(tx, ref, it, fresh)
		}
		current, err := tx.Current(story)
		if err != nil {
			return 0, nil, err
		}
		in.Change, outcome = store.Changed, NewVersion
		if compare.SameWords(current.Version, v) {
			in.Change, outcome = store.Trivial, NewTrivial
		}
	}
	if ref, err = tx.AddVersion(story, in); err != nil {
		return 0, nil, err
	}
	if outcome == NewTrivial {
		return outcome, ref, nil
	}
	return outcome, ref, tx.JoinCopies(story, ref, &it.result.Version, it.prints)
}

// sighted says what a known version means: nothing new, or a text that is back.
func sighted(tx *store.Tx, ref *store.VersionRef, it *item) (Outcome, *store.VersionRef, error) {
	back, err := tx.Sighted(ref, it.seenAt)
	if back {
		return CameBack, ref, err
	}
	return Known, ref, err
}

// elsewhere says what a known text means that came with keys: nothing new, a text
// that is back, or, with an address among the keys that the archive did not have,
// one that stands elsewhere too.
func elsewhere(tx *store.Tx, ref *store.VersionRef, it *item, fresh []string) (Outcome, *store.VersionRef, error) {
	outcome, ref, err := sighted(tx, ref, it)
	if outcome == Known && slices.ContainsFunc(fresh, func(key string) bool { return strings.HasPrefix(key, store.AddressKey) }) {
		outcome = NewAddress
	}
	return outcome, ref, err
}

// outletOf returns who publishes a version, as stories are kept apart by it:
// the host of its address, else the outlet's name.
func outletOf(v *readout.Version) string {
	if host := hostOfAddress(v.URL); host != "" {
		return host
	}
	return strings.TrimSpace(v.Outlet)
}

// storyKeys returns what a story is known by: the caller's ref within the
// outlet, its addresses, or, where it has none of them, its words and the file
// that it fills.
func storyKeys(v *readout.Version, outlet string, it *item) []string {
	var keys []string
	for _, address := range []string{v.URL, it.in.URL} {
		if key := addressKey(address); key != "" && (len(keys) == 0 || keys[0] != store.AddressKey+key) {
			keys = append(keys, store.AddressKey+key)
		}
	}
	if v.Ref != "" {
		keys = append(keys, "r:"+outlet+"\x00"+v.Ref)
	}
	if len(keys) == 0 {
		keys = append(keys, "w:"+outlet+"\x00"+v.SHA256)
		if it.file != "" {
			keys = append(keys, it.file)
		}
	}
	return keys
}

// findStory returns the story that a version belongs to, or nil. The caller's
// ref is taken at its word. An address or a file can come to hold another story,
// so there the texts must have to do with each other. Equal texts at two
// addresses of one outlet are one story.
func findStory(tx *store.Tx, v *readout.Version, outlet string, keys []string) (*store.StoryRef, error) {
	for _, key := range byTrust(keys) {
		stories, err := tx.StoriesOf(key)
		if err != nil {
			return nil, err
		}
		for _, story := range stories {
			if key[0] != 'a' && key[0] != 'f' {
				return story, nil
			}
			current, err := tx.Current(story)
			if err != nil {
				return nil, err
			}
			if compare.Related(current.Version, v) {
				return story, nil
			}
		}
	}
	if len(strings.Fields(v.Text)) < sameTextWords {
		return nil, nil
	}
	ref, err := tx.SameTextOf(outlet, v)
	if ref == nil || err != nil {
		return nil, err
	}
	return tx.StoryOf(ref)
}

// byTrust returns keys with the caller's refs first.
func byTrust(keys []string) []string {
	var refs, others []string
	for _, key := range keys {
		if key[0] == 'r' {
			refs = append(refs, key)
		} else {
			others = append(others, key)
		}
	}
	return append(refs, others...)
}
