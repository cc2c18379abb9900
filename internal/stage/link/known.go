package link

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// cameo returns CAMEO's string of an actor: country and role.
func cameo(a *readout.Actor) string {
	if len(a.Sectors) == 0 {
		return a.Country
	}
	if a.Country == "" {
		return "---" + plover.CAMEOSector(a.Sectors[0])
	}
	return a.Country + plover.CAMEOSector(a.Sectors[0])
}

// aliases returns the other names and nominals of a chain, each once.
func (l *linker) aliases(members []int, name string) []string {
	var texts []string
	for _, i := range members {
		if m := &l.mentions[i]; m.Form != readout.PronounForm {
			texts = append(texts, m.Text)
		}
	}
	return unite(name, nil, texts)
}

// unite returns old with the texts of more that are not in it nor name.
func unite(name string, old, more []string) []string {
	seen := map[string]bool{name: true}
	for _, s := range old {
		seen[s] = true
	}
	for _, s := range more {
		if !seen[s] {
			seen[s] = true
			old = append(old, s)
		}
	}
	return old
}

// listID returns the id of an actor that a list knows by key.
func listID(key string) readout.ActorID {
	return readout.ActorID("ac_" + strings.Join(strings.Fields(key), "-"))
}

// government returns the id of a country's government.
func government(country string) readout.ActorID { return listID(country + "-GOV") }
