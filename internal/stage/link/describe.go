package link

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// A description is what a story calls a person.
type description struct {
	sector, country string
	word            string // that tells the sector
	gender          byte
	office          string       // "Minister of Finance"
	past            bool         // "the former minister"
	span            readout.Span // of the words that describe
}

// called reads what stands before a person's names and, in apposition, after
// them: titles give sector, office and gender, countries' names the country.
func (l *linker) called(members []int) description {
	var d description
	for _, i := range members {
		m := &l.mentions[i]
		if m.Form == readout.NominalForm {
			l.read(&d, strings.Fields(m.Text), m.Span)
			continue
		} else if m.Form != readout.NameForm {
			continue
		}
		toks, at := l.tokens(i), l.sites[i]
		words := l.titleBefore(toks, at.from)
		if len(words) > 0 {
			l.read(&d, words, readout.Span{Start: toks[at.from-len(words)].Start, End: m.Span.Start})
		}
		if l.word(i, 1) == "(" {
			l.party(&d, l.word(i, 2))
		}
		if k := l.afterName(toks, at.to); k < len(toks) && toks[k].Form(l.text) == "," {
			if words, span := l.apposition(toks, k+1); len(words) > 0 {
				l.read(&d, words, span)
			}
		}
		if d.sector != "" && d.country != "" && d.office != "" {
			break
		}
	}
	return d
}

// afterName returns the token behind a name that ends before token k, and
// behind ", Jr." or words in brackets that follow it.
func (l *linker) afterName(toks []readout.Token, k int) int {
	if k+1 < len(toks) && toks[k].Form(l.text) == "," && lexicon.Generation(toks[k+1].Form(l.text)) {
		k += 2
	}
	if k < len(toks) && toks[k].Form(l.text) == "(" {
		for end := k + 1; end < min(len(toks), k+8); end++ {
			if toks[end].Form(l.text) == ")" {
				return end + 1
			}
		}
	}
	return k
}

// longestTitle is how many words of a title are read, longestApposition how
// many of one behind the name.
const (
	longestTitle      = 9
	longestApposition = 30
)

// titleBefore returns the words before token at that belong to a title: back
// to a word that no title has.
func (l *linker) titleBefore(toks []readout.Token, at int) []string {
	var words []string
	title := false
	for k := at - 1; k >= 0 && k >= at-longestTitle; k-- {
		w := toks[k].Form(l.text)
		low := strings.ToLower(w)
		_, isTitle := l.lex.Title(low)
		_, isHead := l.lex.Head(low)
		switch {
		case isTitle || isHead:
			title = true
		case l.titleJoiners[low] || low == "-" || l.the[low] && k > 0 && l.of[strings.ToLower(toks[k-1].Form(l.text))]:
		case l.genitive[w]:
		case w != low || l.lex.Demonym(w) != "" || l.titleWords[low]:
		default:
			k = -1
			continue
		}
		words = append([]string{w}, words...)
	}
	if !title {
		if len(words) == 0 || l.lex.Demonym(words[len(words)-1]) == "" {
			return nil
		}
	}
	return words
}

// apposition returns the words from token at on up to the comma that ends
// them, and their span, if they describe a person: they begin with an article,
// a demonym or a title. A comma inside a title ("Minister of Labour, Health and
// Families") does not end them.
func (l *linker) apposition(toks []readout.Token, at int) ([]string, readout.Span) {
	end := at
	for ; end < len(toks) && end < at+longestApposition; end++ {
		w := toks[end].Form(l.text)
		if w == "." || w == ";" || l.who[w] || w == ":" || w == "," && !l.goesOn(toks, end) {
			break
		}
	}
	if end == at || end == len(toks) || end == at+longestApposition {
		return nil, readout.Span{}
	}
	var words []string
	for k := at; k < end; k++ {
		words = append(words, toks[k].Form(l.text))
	}
	first := strings.ToLower(words[0])
	if l.articles[first] || l.inTitle(first) || l.lex.Demonym(words[0]) != "" || len(words) > 1 && l.genitive[words[1]] {
		return words, readout.Span{Start: toks[at].Start, End: toks[end-1].End}
	}
	return nil, readout.Span{}
}

// goesOn reports whether the title goes on behind the comma at k: with a word
// in capitals that is nobody's name, or with "and" and such a word.
func (l *linker) goesOn(toks []readout.Token, k int) bool {
	if k+1 < len(toks) && l.and[toks[k+1].Form(l.text)] {
		k++
	}
	if k+2 >= len(toks) || strings.HasSuffix(toks[k+1].Name, "PER") {
		return false
	}
	w := toks[k+1].Form(l.text)
	return w[0] >= 'A' && w[0] <= 'Z'
}

// read takes sector, office, country and gender from the words of a title.
func (l *linker) read(d *description, words []string, span readout.Span) {
	for _, w := range l.headFirst(words) {
		low := strings.ToLower(w)
		if l.general[low] && len(words) > 1 && l.civil(words) {
			continue // an attorney general is no soldier
		}
		role, ok := l.lex.Title(low)
		if head, isHead := l.lex.Head(low); isHead && !head.Body && (role.Sector == "" || !ok) {
			role.Sector, ok = head.Sector, true
			if role.Gender == 0 {
				role.Gender = head.Gender
			}
		}
		if !ok {
			continue
		}
		if d.gender == 0 {
			d.gender = role.Gender
		}
		if d.sector == "" && role.Sector != "" {
			d.sector, d.word = role.Sector, l.joined(words)
		}
	}
	if body := l.bodyIn(words); body != "" && !stateSectors[d.sector] { // "FBI Director" is no man of business
		d.sector, d.word = body, l.joined(words)
	}
	if d.office == "" {
		d.office, d.past = l.officeOf(words)
	}
	if d.country == "" {
		d.country = l.countryIn(l.beforeDestination(words), slices.ContainsFunc(words, func(w string) bool { return l.minister[strings.ToLower(w)] }))
	}
	if d.span.Empty() {
		d.span = span
	}
}

// bodyIn returns the sector of the organ of a state that a title names beside the
// word for its head: "FBI Director", "chief of the Interior Ministry"; "" if it
// names none.
func (l *linker) bodyIn(words []string) string {
	if !slices.ContainsFunc(words, func(w string) bool { return l.inTitle(strings.ToLower(w)) }) {
		return ""
	}
	for i := range words {
		for n := min(4, len(words)-i); n >= 1; n-- {
			name := l.bare(strings.Join(words[i:i+n], " "))
			if name == "" || name[0] < 'A' || name[0] > 'Z' {
				continue
			}
			if e, ok := l.named(name); ok && inMinistries[e.Kind] && stateSectors[e.Sector] {
				return e.Sector
			}
		}
	}
	return ""
}

// civil reports a title in which "general" is no rank.
func (w *Words) civil(words []string) bool {
	for k := 1; k < len(words); k++ {
		if w.general[strings.ToLower(words[k])] && w.beforeGeneral[strings.ToLower(words[k-1])] {
			return true
		}
	}
	return false
}

// headFirst returns the words of a title, last ones first, but those before
// the first "of", "for" and the like before the others: a minister of
// education is no teacher.
func (w *Words) headFirst(words []string) []string {
	cut := slices.IndexFunc(words, func(word string) bool { return w.behindHeads[word] })
	if cut < 0 {
		cut = len(words)
	}
	out := slices.Clone(words[:cut])
	slices.Reverse(out)
	rest := slices.Clone(words[cut:])
	slices.Reverse(rest)
	return append(out, rest...)
}

// beforeDestination returns the words before those that say where somebody is
// sent or what a post is for: "ambassador to Iran", "envoy for Syria".
func (w *Words) beforeDestination(words []string) []string {
	for k, word := range words {
		if w.beforeDestinations[word] || w.beforePosts[word] && k > 0 && w.posted[strings.ToLower(words[k-1])] {
			return words[:k]
		}
	}
	return words
}

// party reads "R-Ariz." behind the name of a member of Congress.
func (l *linker) party(d *description, word string) {
	if len(word) > 2 && l.parties[word[:1]] && (word[1] == '-' || word[1] == ',') || l.partiesAlone[word] {
		d.sector, d.country = "LEG", "USA"
		if d.word == "" {
			d.word = word
		}
	}
}
