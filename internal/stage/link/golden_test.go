package link_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/growth"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/stage/link"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// marked is a mention in a story of the cases: [PER 1 John Kerry]: class or
// "nom" or "pro", chain, words.
var marked = regexp.MustCompile(`\[(\w+) (\d+) ([^\]]+)\]`)

// parse makes a version, its sentences, its mentions and their chains of a
// marked story. Lines "date: …", "url: …" and "dateline: …" come before it.
func parse(story string) (*readout.Version, []readout.Sentence, []readout.Mention, []int) {
	v := &readout.Version{Language: "en"}
	for {
		line, rest, _ := strings.Cut(story, "\n")
		if day, ok := strings.CutPrefix(line, "date: "); ok {
			v.Published = &readout.Time{Value: day, Basis: readout.TimeFromUser}
		} else if address, ok := strings.CutPrefix(line, "url: "); ok {
			v.URL = address
		} else if v.Dateline, ok = strings.CutPrefix(line, "dateline: "); !ok {
			v.Dateline = ""
			break
		}
		story = rest
		if v.Dateline != "" {
			break
		}
	}
	var text strings.Builder
	var mentions []readout.Mention
	var chains []int
	at := 0
	for _, m := range marked.FindAllStringSubmatchIndex(story, -1) {
		text.WriteString(story[at:m[0]])
		at = m[1]
		class, words := story[m[2]:m[3]], story[m[6]:m[7]]
		one := readout.Mention{ID: readout.MentionID(fmt.Sprintf("m%d", len(mentions)+1)), Text: words, Type: readout.NameType(class), Form: "name",
			Span: readout.Span{Start: text.Len(), End: text.Len() + len(words)}}
		switch class {
		case "nom":
			one.Type, one.Form = "PER", "nominal"
		case "pro":
			one.Type, one.Form = "PER", "pronoun"
		}
		chain := 0
		fmt.Sscan(story[m[4]:m[5]], &chain)
		mentions, chains = append(mentions, one), append(chains, chain)
		text.WriteString(words)
	}
	text.WriteString(story[at:])
	v.Text = text.String()
	sents := segment.New(language.English()).Split(v.Text)
	for _, m := range mentions { // the classes of names stand at their tokens
		for s := range sents {
			for k := range sents[s].Tokens {
				if tok := &sents[s].Tokens[k]; m.Form == "name" && m.Span.Contains(tok.Span) {
					tok.Name = map[bool]string{true: "B-", false: "I-"}[tok.Start == m.Span.Start] + string(m.Type)
				}
			}
		}
	}
	return v, sents, mentions, chains
}

// TestActors reads the cases in testdata: stories with the mentions marked,
// so that they do not depend on a network.
func TestActors(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", 15, func(story string) string {
		v, sents, mentions, chains := parse(story)
		var out strings.Builder
		for _, a := range link.New(language.English()).Actors(v, sents, mentions, chains, lexicon.Load()) {
			fmt.Fprintf(&out, "%s: %s", a.Name, a.Kind)
			for _, part := range []string{a.Country, strings.Join(a.Sectors, " ")} {
				if part != "" {
					fmt.Fprintf(&out, " %s", part)
				}
			}
			if a.Office != nil {
				fmt.Fprintf(&out, "; %s %s", a.Office.Title, strings.Trim(a.Office.From+" to "+a.Office.To, " "))
			}
			if len(a.Candidates) > 0 {
				fmt.Fprintf(&out, "; may be %v", a.Candidates)
			}
			fmt.Fprintf(&out, "\n  %s\n", a.Why)
		}
		return out.String()
	})
}

// TestManyNames links stories of ever more names, each of its own.
func TestManyNames(t *testing.T) {
	lexicon.Load().PeopleLike("Warm Up") // the lists are loaded once
	growth.Linear(t, 1200, func(n int) func() {
		v, sents, mentions, chains := parse(namesOf(n))
		return func() {
			if actors := link.New(language.English()).Actors(v, sents, mentions, chains, lexicon.Load()); len(actors) < n {
				t.Errorf("%d actors of %d names", len(actors), n)
			}
		}
	})
}

// namesOf is a story of n names.
func namesOf(n int) string {
	var story strings.Builder
	story.WriteString("date: 2019-06-05\n")
	for i := range n {
		switch i % 4 {
		case 0:
			fmt.Fprintf(&story, "[PER %d Zeb Aarnold%d], the Minister of Finance, spoke. ", i, i)
		case 1:
			fmt.Fprintf(&story, "[GPE %d Holmvik%d] was quiet. ", i, i)
		case 2:
			fmt.Fprintf(&story, "[ORG %d Guild %d of Bakers] met [GPE %d Baku] envoys. ", i, i, 90000)
		default:
			fmt.Fprintf(&story, "[PER %d Aarnold%d] left. ", i, i-3)
		}
	}
	return story.String()
}
