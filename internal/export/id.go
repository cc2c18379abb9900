package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// mint returns the id that an archive gives to a thing of a version: a prefix
// and a hash of what it is, so that reading again gives the same id.
func mint(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return prefix + hex.EncodeToString(sum[:10])
}

// spansOf writes spans down, for ids.
func spansOf(list []readout.Span) string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "%d-%d,", s.Start, s.End)
	}
	return b.String()
}

// nameStatements gives the record's attributions and events their ids.
func (v *view) nameStatements() {
	id, used := string(v.rec.Version.ID), make(map[string]int)
	free := func(id string) string {
		if used[id]++; used[id] > 1 { // two readings of the same words
			return fmt.Sprintf("%s-%d", id, used[id])
		}
		return id
	}
	v.statementID = make(map[readout.AttributionID]string, len(v.rec.Attributions))
	for i := range v.rec.Attributions {
		a := &v.rec.Attributions[i]
		v.statementID[a.ID] = free(mint("at_", id, spansOf(a.Speaker.Spans), spansOf(a.Cue.Spans), spansOf(a.Content.Spans)))
	}
	v.eventID = make([]string, len(v.rec.Events))
	for i := range v.rec.Events {
		e := &v.rec.Events[i]
		v.eventID[i] = free(mint("em_", id, e.Type, spansOf(e.Trigger.Spans)))
	}
}
