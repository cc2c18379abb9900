package events

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// icewsColumns are the 20 columns of ICEWS's files.
var icewsColumns = strings.Split("Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,"+
	"Target Name,Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude", ",")

// icewsSectors are ICEWS's words for sectors.
var icewsSectors = map[string]string{"GOV": "Government", "MIL": "Military", "COP": "Police", "SPY": "Intelligence", "JUD": "Judicial",
	"LEG": "Legislative / Parliamentary", "PTY": "Parties", "REB": "Rebel", "PRM": "Paramilitary", "UAF": "Unidentified Forces", "OPP": "Opposition",
	"ELI": "Elite", "CVL": "General Population / Civilian / Social", "BUS": "Business", "AGR": "Agricultural", "LAB": "Labor", "EDU": "Education",
	"REL": "Religious", "REF": "Refugees / Displaced", "CRM": "Criminals / Gangs", "SOC": "Civic Group", "JRN": "News", "MED": "Medical / Health",
	"PRE": "Separatists"}

// icews appends dyads as rows of ICEWS's files. Codes are text.
func (w *writer) icews(b []byte, dyads []dyad) []byte {
	for _, d := range dyads {
		code, _ := plover.CAMEO(d.code)
		cells := []string{fmt.Sprint(w.number(d.ev, d.number)), w.day(d.ev)}
		cells = append(cells, icewsSide(d.a)...)
		cells = append(cells, code.Label, d.code, goldstein(d.code, false))
		cells = append(cells, icewsSide(d.b)...)
		cells = append(cells, w.story(), fmt.Sprint(w.sentence(d.ev)), w.rec.Version.Outlet)
		city, district, province, country := "", "", "", ""
		p := w.place(d.ev)
		if p != nil {
			district, province, country = p.Admin2, p.Admin1, plover.CountryName(p.Country)
			if p.Precision == readout.PlaceTown || p.Precision == readout.PlacePoint {
				city = cmp.Or(p.Name, p.Text)
			}
		}
		lat, lon := coordinates(p)
		b = row(b, append(cells, city, district, province, country, lat, lon))
	}
	return b
}

// icewsSide returns name, sectors and country of one side.
func icewsSide(s *side) []string {
	var sectors []string
	for _, code := range s.sectors {
		sectors = append(sectors, cmp.Or(icewsSectors[code], code))
	}
	return []string{s.name, strings.Join(sectors, ","), plover.CountryName(s.country)}
}
