package where

import (
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// A context is what a story says of countries, before places are found.
type context struct {
	count  map[string]int // mentions of each country
	total  int
	main   string         // the dateline's country
	states map[string]int // mentions of divisions, as "USA.TX"
	bySent []map[string]bool
	sentOf []int // sentence of each mention
}

// survey fills the context: the countries of actors that are no places, those
// that are named, and the divisions that are named.
func (f *finder) survey(dateline string) {
	f.context = context{count: map[string]int{}, states: map[string]int{}, bySent: make([]map[string]bool, len(f.sents)), sentOf: make([]int, len(f.mentions))}
	s := 0
	for i := range f.mentions {
		m := &f.mentions[i]
		for s < len(f.sents) && f.sents[s].End <= m.Span.Start {
			s++
		}
		f.sentOf[i] = s
		if m.Form != readout.NameForm {
			continue
		}
		country := ""
		if a := f.Actor(m.Actor); a != nil && a.Kind != readout.PlaceActor {
			country = a.Country
		}
		for k, e := range f.lex.Entries(m.Text) {
			if e.Kind == lexicon.KindCountry && k == 0 && m.Type != readout.PersonName && country == "" {
				country = e.Country
			}
			if e.Kind == lexicon.KindArea && e.Country != "" {
				country = e.Country
				if e.Admin1 != "" {
					f.states[e.Country+"."+e.Admin1]++
				}
			}
		}
		f.note(country, s)
	}
	for part := range strings.FieldsFuncSeq(dateline, func(r rune) bool { return strings.ContainsRune(",(—–-", r) }) {
		if cands := f.candidates(strings.TrimSpace(part)); len(cands) > 0 && f.main == "" {
			f.main = best(cands).country
		}
	}
}

// best returns the best-known candidate.
func best(cands []candidate) *candidate {
	top := &cands[0]
	for i := range cands {
		if cands[i].prior > top.prior {
			top = &cands[i]
		}
	}
	return top
}

// note counts a country that sentence s names.
func (f *finder) note(country string, s int) {
	if country == "" {
		return
	}
	f.count[country]++
	f.total++
	if s < len(f.bySent) {
		if f.bySent[s] == nil {
			f.bySent[s] = map[string]bool{}
		}
		f.bySent[s][country] = true
	}
}

// inSentence reports whether the sentence of mention i names a country.
func (f *finder) inSentence(country string, i int) bool {
	s := f.sentOf[i]
	return s < len(f.bySent) && f.bySent[s][country]
}

// score weighs a candidate for mention i; holder are the words behind it that
// say where it lies, if any. Where these fit nothing else matters (9), what they
// contradict is taken only for a country (-5); countries that the story names
// count at most as much as 200 times the people. By hand, as the scores of candidates.go.
func (f *finder) score(c *candidate, i int, holder string) float64 {
	s := c.prior
	if holder != "" {
		if f.within(c, holder) {
			s += 9
		} else if !c.country1 {
			s -= 5
		}
	}
	if c.country != "" && f.total > 0 {
		if n := f.count[c.country]; n > 0 {
			s += 0.5 + 1.5*float64(n)/float64(f.total)
		}
		if f.inSentence(c.country, i) {
			s++
		}
		if c.country == f.main {
			s += 0.5
		}
		if n := f.states[c.country+"."+c.admin1]; n > 0 && !c.state && !c.country1 {
			s++
		}
	}
	if f.amongStates(i) {
		if c.state {
			s += 2
		} else if c.geonames != "" {
			s--
		}
	} else if c.state && strings.Contains(holder, ",") {
		s--
	}
	return s
}

// amongStates reports whether mention i is used as divisions are: with an
// office or an election of one, in a row of divisions, or behind the name of
// a place that lies in it.
func (f *finder) amongStates(i int) bool {
	m := &f.mentions[i]
	if f.behindDivisions[strings.ToLower(firstWord(f.text[m.Span.End:]))] || f.beforeDivisions[strings.ToLower(lastWord(f.text[:m.Span.Start]))] {
		return true
	}
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(f.mentions) || f.mentions[k].Form != readout.NameForm {
			continue
		}
		from, to := min(m.Span.End, f.mentions[k].Span.End), max(m.Span.Start, f.mentions[k].Span.Start)
		if from > to || to-from > 6 || !f.rowJoiners[strings.TrimSpace(f.text[from:to])] {
			continue
		}
		if k < i && f.text[from:to] == ", " && f.text[m.Span.End:] != "" && len(f.candidates(f.mentions[k].Text)) > 0 && !f.onlyState(f.mentions[k].Text) {
			return true // "Albany, New York"
		}
		if f.onlyState(f.mentions[k].Text) {
			return true
		}
	}
	return false
}

// onlyState reports a name that is a division's and not a city's or country's.
func (f *finder) onlyState(name string) bool {
	cands := f.candidates(name)
	return len(cands) > 0 && best(cands).state
}

// firstWord returns the word at the start of text, lastWord that at its end.
func firstWord(text string) string {
	text = strings.TrimLeft(text[:min(len(text), 40)], " ")
	if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
		text = text[:end]
	}
	return strings.TrimRight(text, ",;:")
}

func lastWord(text string) string {
	text = strings.TrimRight(text[max(0, len(text)-40):], " ")
	return text[strings.LastIndexFunc(text, unicode.IsSpace)+1:]
}

// split returns the name of mention i and the words right behind it that say
// where it lies: "Paris" and "Texas" of "Paris, Texas".
func (f *finder) split(i int) (name, holder string) {
	m := &f.mentions[i]
	name = m.Text
	if i+1 < len(f.mentions) {
		next := &f.mentions[i+1]
		if gap := next.Span.Start - m.Span.End; gap == 2 && f.text[m.Span.End:next.Span.Start] == ", " && next.Form == readout.NameForm && f.holds(next) && !f.inRow(i+1) {
			return name, next.Text
		}
		if next.Form == readout.NameForm && next.Span.Start > m.Span.End && next.Span.Start-m.Span.End <= 8 && f.in[strings.TrimSpace(f.text[m.Span.End:next.Span.Start])] && f.holds(next) {
			return name, next.Text // "Mosul in Iraq"
		}
	}
	return name, ""
}

// holds reports whether a mention names what cities lie in.
func (f *finder) holds(m *readout.Mention) bool {
	for _, e := range f.entries(m.Text) {
		if e.Kind == lexicon.KindCountry || e.Kind == lexicon.KindArea && e.Country != "" {
			return true
		}
	}
	return false
}

// entries returns what the lists know of a name, and of the division that is
// called by it.
func (f *finder) entries(name string) []lexicon.Entry {
	out := f.lex.Entries(name)
	for _, end := range f.divisionEnds {
		out = append(out, f.lex.Entries(name+" "+end)...)
	}
	return out
}

// inRow reports whether a comma and another name, or "and", follow mention i:
// "Austin, Texas, and", but also "Paris, Texas and Ohio", which is a row.
func (f *finder) inRow(i int) bool {
	rest := f.text[f.mentions[i].Span.End:]
	for _, and := range f.and {
		and = " " + and + " "
		if strings.HasPrefix(rest, and) && i+1 < len(f.mentions) && f.mentions[i+1].Span.Start == f.mentions[i].Span.End+len(and) {
			return true
		}
	}
	return false
}

// inside splits a name at its last comma.
func (f *finder) inside(text string) (name, holder string) {
	if at := strings.LastIndex(text, ", "); at > 0 {
		return text[:at], text[at+2:]
	}
	return text, ""
}

// within reports whether c lies in what holder names.
func (f *finder) within(c *candidate, holder string) bool {
	if c.country1 {
		return false
	}
	for _, e := range f.entries(holder) {
		switch {
		case e.Kind == lexicon.KindCountry && e.Country == c.country:
			return true
		case e.Kind == lexicon.KindArea && e.Country == c.country && e.Country != "" && (e.Admin1 == c.admin1 || e.Admin1 == ""):
			return true
		}
	}
	return false
}
