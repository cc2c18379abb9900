package readout

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// StatementID returns the id that an attribution of a version has outside its
// record, in archives and exports: "at_" and a hash of the version and of where
// speaker, cue and content stand. Reading again gives the same id to the same
// words; an id within the record, such as "a1", may go to another.
func (v VersionID) StatementID(a *Attribution) string {
	return hashID("at_", string(v), spanList(a.Speaker.Spans), spanList(a.Cue.Spans), spanList(a.Content.Spans))
}

// EventID returns the id that an event of a version has outside its record:
// "em_" and a hash of the version, the type and where the trigger stands. See
// [VersionID.StatementID].
func (v VersionID) EventID(e *Event) string {
	return hashID("em_", string(v), string(e.Type), spanList(e.Trigger.Spans))
}

// OutsideIDs returns the ids that the record's attributions and events have
// outside it, in the order of its lists. Where two have one id, which are two
// readings of the same words, all but the first have a number behind it.
func (r *Record) OutsideIDs() (statements, events []string) {
	used := make(map[string]int, len(r.Attributions)+len(r.Events))
	once := func(id string) string {
		if used[id]++; used[id] > 1 {
			return fmt.Sprintf("%s-%d", id, used[id])
		}
		return id
	}
	for i := range r.Attributions {
		statements = append(statements, once(r.Version.ID.StatementID(&r.Attributions[i])))
	}
	for i := range r.Events {
		events = append(events, once(r.Version.ID.EventID(&r.Events[i])))
	}
	return statements, events
}

// hashID returns a prefix and a hash of parts.
func hashID(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return prefix + hex.EncodeToString(sum[:10])
}

// spanList writes spans down, in bytes.
func spanList(list []Span) string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "%d-%d,", s.Start, s.End)
	}
	return b.String()
}
