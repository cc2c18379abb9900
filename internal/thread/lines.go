package thread

import "github.com/seed-f92ea4cf/readout/internal/lines"

// Independent returns the line of reporting of each story's line that mentions of
// one happening, by [Before], are of: those of one value are one, as package lines
// has it.
func Independent(all []Told) map[string]string { return lines.Independent(textsOf(all, true)) }

// textsOf returns the texts that mentions stand in. Without outlets only copies and
// sentences say which are one.
func textsOf(all []Told, outlets bool) []lines.Text {
	out := make([]lines.Text, len(all))
	for i, t := range all {
		out[i] = lines.Text{Line: t.Story.Line, Sentence: t.Story.Sentences[t.Sentence].Hash}
		if outlets {
			out[i].Outlet = t.Story.Outlet
		}
	}
	return out
}

// countLines returns on how many independent lines mentions tell news: those that
// are a formula ([Told.Formula]) tell none.
func countLines(all []Told) int {
	of, news := Independent(all), make(map[string]bool)
	for _, t := range all {
		if !t.Formula {
			news[of[t.Story.Line]] = true
		}
	}
	return len(news)
}
