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
	masked, err := tx.MaskForgotten(in)
	if err != nil {
		return 0, nil, err
	}
	v := in.Version
	outlet := outletOf(v)
	keys := storyKeys(v, outlet, it)
	story, err := findStory(tx, v, cameFrom(v, it), outlet, keys)
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
	form := it.form
	if masked {
		form = nil
	}
	return outcome, ref, tx.JoinCopies(story, ref, &it.result.Version, it.prints, form)
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
// the host of its address, else the outlet's name. A web archive publishes nothing: it
// keeps a page of the host whose address it has.
func outletOf(v *readout.Version) string {
	if host := hostOfAddress(archived(v.URL)); host != "" {
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
func findStory(tx *store.Tx, v *readout.Version, address, outlet string, keys []string) (*store.StoryRef, error) {
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
			if sameStory(key, current.Version, v, address) {
				return story, nil
			}
		}
	}
	if !store.HasWords(v.Text, sameTextWords) {
		return nil, nil
	}
	ref, err := tx.SameTextOf(outlet, v)
	if ref == nil || err != nil {
		return nil, err
	}
	return tx.StoryOf(ref)
}

// cameFrom returns the address of a version as it was given, with what tracks
// readers, unless its page names another one.
func cameFrom(v *readout.Version, it *item) string {
	if tidyAddress(it.in.URL) == v.URL {
		return it.in.URL
	}
	return v.URL
}

// sameStory reports whether a text is another version of a story's current one, by
// which an address or a file is known. Addresses that are spelled alike say so, unless
// the texts have nothing to do with each other; of those that differ, be it in a last
// slash alone, the words must say so. The address is the one that the text came from.
func sameStory(key string, current, v *readout.Version, address string) bool {
	if key[0] == 'a' && current.URL != "" && address != "" && !sameSpelling(current.URL, address) {
		return compare.SameWords(current, v) || compare.Resemble(current, v)
	}
	return compare.Related(current, v)
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
