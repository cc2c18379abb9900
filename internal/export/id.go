package export

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// mint returns an id: a prefix and a hash of what the thing is, so that the
// next export gives the same.
func mint(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return prefix + hex.EncodeToString(sum[:10])
}

// nameStatements gives the record's attributions and events the ids that an
// archive gives them.
func (v *view) nameStatements() {
	var statements []string
	statements, v.eventID = v.rec.OutsideIDs()
	v.statementID = make(map[readout.AttributionID]string, len(statements))
	for i, id := range statements {
		v.statementID[v.rec.Attributions[i].ID] = id
	}
}
