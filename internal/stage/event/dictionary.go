package event

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// Recode gives actors the codes that a user's dictionaries have for them. The
// function code returns the code of a name, given the one that the lists of
// the program give, or ""; it is nil if the user has none.
func Recode(actors []readout.Actor, code func(name, base string) string) {
	if code == nil {
		return
	}
	for i := range actors {
		a := &actors[i]
		for _, name := range append([]string{a.Name}, a.Aliases...) {
			c := code(name, a.Country)
			if c == "" || c == a.CAMEO {
				continue
			}
			a.Country, a.Sectors = ofCAMEO(c)
			a.CAMEO, a.Basis = c, "list"
			a.Why = "the user's dictionary codes “" + name + "” " + c
			break
		}
	}
}

// ofCAMEO takes the country and the sectors from an actor's CAMEO string.
func ofCAMEO(code string) (country string, sectors []string) {
	if len(code) >= 3 && plover.CountryName(code[:3]) != "" {
		country, code = code[:3], code[3:]
	}
	for ; len(code) >= 3; code = code[3:] {
		if s, ok := fromCAMEO[code[:3]]; ok {
			sectors = append(sectors, s)
		}
	}
	return country, sectors
}

// fromCAMEO has PLOVER's name of CAMEO's role codes.
var fromCAMEO = map[string]string{"GOV": "GOV", "MIL": "MIL", "COP": "COP", "SPY": "SPY", "JUD": "JUD", "LEG": "LEG", "PTY": "PTY", "REB": "REB",
	"INS": "REB", "SEP": "REB", "RAD": "REB", "UAF": "UAF", "OPP": "OPP", "ELI": "ELI", "CVL": "CVL", "BUS": "BUS", "AGR": "AGR", "LAB": "LAB",
	"EDU": "EDU", "REL": "REL", "REF": "REF", "CRM": "CRM", "MED": "JRN", "HLH": "MED", "IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "IMG": "IMG", "MNC": "MNC"}
