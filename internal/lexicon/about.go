package lexicon

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/data"
)

// A ListInfo is what an embedded list says of itself.
type ListInfo struct {
	Name                  string
	Rows                  int
	Source, Licence, Date string
}

// Lists returns what the embedded lists say of themselves.
func Lists() []ListInfo {
	var out []ListInfo
	for _, name := range data.Names() {
		info := ListInfo{Name: name}
		for line := range strings.Lines(data.Text(name)) {
			if line[0] != '#' {
				info.Rows++
				continue
			}
			for what, to := range map[string]*string{"source": &info.Source, "licence": &info.Licence, "date": &info.Date} {
				if text, ok := strings.CutPrefix(line, "# "+what+": "); ok {
					*to = strings.TrimSpace(text)
				}
			}
		}
		out = append(out, info)
	}
	return out
}
