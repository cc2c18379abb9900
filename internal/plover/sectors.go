package plover

// cameoSectors are the sectors of PLOVER that CAMEO calls otherwise.
var cameoSectors = map[string]string{"JRN": "MED", "MED": "HLH", "SOC": "CVL", "UNK": "UAF"}

// ploverSectors are the role codes of CAMEO with PLOVER's sector for each.
var ploverSectors = map[string]string{"GOV": "GOV", "MIL": "MIL", "COP": "COP", "SPY": "SPY", "JUD": "JUD", "LEG": "LEG", "PTY": "PTY", "REB": "REB",
	"INS": "REB", "SEP": "REB", "RAD": "REB", "UAF": "UAF", "OPP": "OPP", "ELI": "ELI", "CVL": "CVL", "BUS": "BUS", "AGR": "AGR", "LAB": "LAB",
	"EDU": "EDU", "REL": "REL", "REF": "REF", "CRM": "CRM", "MED": "JRN", "HLH": "MED", "IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "IMG": "IMG", "MNC": "MNC"}

// CAMEOSector returns CAMEO's role code of a sector.
func CAMEOSector(sector string) string {
	if code, ok := cameoSectors[sector]; ok {
		return code
	}
	return sector
}

// SplitActor takes the country and the sectors out of an actor's CAMEO string,
// such as "NORGOVMED". Codes that stand for no sector are left out.
func SplitActor(code string) (country string, sectors []string) {
	if len(code) >= 3 && CountryName(code[:3]) != "" {
		country, code = code[:3], code[3:]
	}
	for ; len(code) >= 3; code = code[3:] {
		if s, ok := ploverSectors[code[:3]]; ok {
			sectors = append(sectors, s)
		}
	}
	return country, sectors
}
