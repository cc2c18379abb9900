package attribute

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/growth"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// odd lists texts whose marks or layout are not what they should be, with
// attributions that must be found all the same and the problem that must be
// reported, if one must.
var odd = []struct {
	name, text string
	want       []string
	problem    string
}{
	{"opened and never closed",
		"“The dam is safe, Mayor Ines Falk told reporters.\n\nThe council met. “We have no money,” councillor Omar Lind said.",
		[]string{"councillor Omar Lind | said | “We have no money,”"}, "never closed"},
	{"opened twice",
		"“The dam is safe. “It was checked,” Falk said.", []string{"Falk | said | “The dam is safe. … “It was checked,”"}, "opened again"},
	{"closed and never opened",
		"The dam is safe,” Mayor Ines Falk told reporters on Monday.", nil, "never opened"},
	{"a straight mark that only closes",
		"Lind said the vote was lost.\" Nobody asked why.", nil, "never opened"},
	{"three levels",
		"“My father told me, ‘Your uncle shouted “Run!” and nobody ran,’ and I left,” said Ada Moss.",
		[]string{"Ada Moss | said | “My father told me, ‘Your uncle shouted “Run!” and nobody ran,’ and I left,”"}, ""},
	{"apostrophes beside single marks",
		"'It's the bosses' fault,' said Ada Moss, 'and they've known it since '98.'", []string{"Ada Moss | said | 'It's the bosses' fault,' … 'and they've known it since '98.'"}, ""},
	{"apostrophes alone", "The dockers' pay wasn't enough in the '90s, the workers' union said.",
		[]string{"the workers' union | said | The dockers' pay wasn't enough in the '90s"}, ""},
	{"inches", "The pipe was 6\" wide, Brink said.", []string{"Brink | said | The pipe was 6\" wide"}, ""},
	{"dialogue without speakers",
		"“Did you see the boat at night?”\n\n“No. It was far too dark.”\n\n“Then who rang the bell?”", nil, "does not say who is quoted"},
	{"questions and answers",
		"Q: Is the bridge safe?\n\nA: It was never safe.\n\nQ: Who knew?\n\nA: We all did.",
		[]string{"Q | : | Is the bridge safe?", "A | : | It was never safe."}, ""},
	{"a briefing, questions without a colon",
		"Q Is the bridge safe?\n\nMS. HOLM: It was safe on Friday.\n\nQ And now?\n\nMS. HOLM: I have nothing to add.",
		[]string{" | Q | Is the bridge safe?", "MS. HOLM | : | It was safe on Friday."}, ""},
	{"capitals alone", "MAYOR INES FALK SAID THAT THE DAM WAS SAFE. \"WE HAVE CHECKED IT TWICE,\" SHE TOLD REPORTERS.",
		[]string{"MAYOR INES FALK | SAID | THAT THE DAM WAS SAFE", "SHE | TOLD | \"WE HAVE CHECKED IT TWICE,\""}, ""},
	{"items of a list", "- Ines Falk: “It is safe.”\n\n* Omar Lind: “It must go.”\n\n• Petra Holm: wants a second report",
		[]string{"Ines Falk | : | “It is safe.”", "Omar Lind | : | “It must go.”", "Petra Holm | : | wants a second report"}, ""},
}

func TestOddTexts(t *testing.T) {
	for _, tt := range odd {
		t.Run(tt.name, func(t *testing.T) {
			sents := segment.New(language.English()).Split(tt.text)
			atts, problems := find(tt.text, sents, Input{})
			check(t, tt.text, atts)
			reported := slices.ContainsFunc(problems, func(p readout.Problem) bool { return strings.Contains(p.Text, tt.problem) })
			if tt.problem == "" && len(problems) > 0 || tt.problem != "" && !reported {
				t.Errorf("problems %v, want %q", problems, tt.problem)
			}
		})
	}
}

// TestOddTextsWithNetwork reads them as the program does.
func TestOddTextsWithNetwork(t *testing.T) {
	net, known := network(t), golden.KnownFailures(t, knownFile)
	for _, tt := range odd {
		atts := readWith(net, tt.text)
		check(t, tt.text, atts)
		known.Case(tt.name, unlike(tt.want, shown(atts), nearly))
	}
}

// TestLongOddTexts reads texts that could make a search over marks or cues
// grow with the square of their length.
func TestLongOddTexts(t *testing.T) {
	for _, unit := range []string{"“", "” ", "\" a", "‘a ", "'s ", "“a ‘b “c” ", "said ", "that he said ", "according to ", "X: ", "- ", "reports of claims by critics that ",
		"\n\n“a", "Q: a\n\n", "He said, “a ”b, “", "(", "asked whether ", "“No,” he said, according to "} {
		t.Run(unit, func(t *testing.T) {
			growth.Linear(t, 5000/len(unit), func(n int) func() {
				text := strings.Repeat(unit, n)
				return func() {
					atts, _ := find(text, segment.New(language.English()).Split(text), Input{})
					for _, a := range atts {
						for _, sp := range slices.Concat(a.Speaker.Spans, a.Cue.Spans, a.Content.Spans) {
							if !sp.Fits(text) {
								t.Fatalf("%q: %v does not fit", unit, sp)
							}
						}
					}
				}
			})
		})
	}
}
