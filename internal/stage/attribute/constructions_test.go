package attribute

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
)

// A construction is a text with the attributions that must be found in it,
// each as "speaker | cue | content", contents of several pieces parted by "…".
// What else is found is no fault.
type construction struct {
	name string
	text string
	want []string
}

// constructions are hard cases of attribution in news, in sentences written
// for this test.
var constructions = []construction{
	{"01 inverted cue, long apposition, quotation goes on in the next paragraph",
		"“There is a real appetite for change,” said Dana Orlov of the harbour union.\n\n“Who is left to complain? It was their idea.”",
		[]string{"Dana Orlov of the harbour union | said | “There is a real appetite for change,” … “Who is left to complain? It was their idea.”"}},
	{"02 quotation, cue, quotation",
		"“We will find out,” she said. “I looked up the name of the bank.”",
		[]string{"she | said | “We will find out,” … “I looked up the name of the bank.”"}},
	{"03 indirect speech split by the cue",
		"It is no surprise, Mr. Falk said, that the ferry lost money in the winter.",
		[]string{"Mr. Falk | said | It is no surprise … that the ferry lost money in the winter"}},
	{"04 paraphrase, then quotation",
		"Orlov said that 40 boats would be accepted.\n\n“That makes 85 boats in two years.”",
		[]string{"Orlov | said | that 40 boats would be accepted … “That makes 85 boats in two years.”"}},
	{"05 an attitude that a quotation goes on",
		"Orlov supports the new pier. “I am a fisherman, but I have debts to pay.”",
		[]string{"Orlov | supports | the new pier … “I am a fisherman, but I have debts to pay.”"}},
	{"06 content in three pieces around the author's asides",
		"A recent study by the port found that the “Marta,” a boat built in 1911, and the “Inga,” which sank in 2002, were the best known.",
		[]string{"A recent study by the port | found | that the “Marta,” … and the “Inga,” … were the best known"}},
	{"07 cue far from the speaker",
		"Petra Holm, in a statement released by the council on Thursday, said she “respects the vote.”",
		[]string{"Petra Holm | said | she “respects the vote.”"}},
	{"08 adverbial between speaker and cue",
		"Falk, for her part, has denied that the council had anything to do with the leak.",
		[]string{"Falk | has denied | that the council had anything to do with the leak"}},
	{"09 addressee between cue and content",
		"Mayor Ines Falk last month joked to harbour master Olaf Brink that the sea did not want a bridge.",
		[]string{"Mayor Ines Falk | joked | that the sea did not want a bridge"}},
	{"10 what a quotation is about",
		"“Perpetual motion!” Falk said of the traffic on the bridge.",
		[]string{"Falk | said | “Perpetual motion!”"}},
	{"11 one speaker of several cues",
		"Holm began the meeting by attacking the plan and said it would ruin the harbour, but added that a smaller bridge was possible.",
		[]string{"Holm | said | it would ruin the harbour", "Holm | added | that a smaller bridge was possible"}},
	{"12 relative pronoun as the speaker",
		"Transport Minister Leo Marsh, who said he expects the work to end in May, opened the site.",
		[]string{"who | said | he expects the work to end in May"}},
	{"13 clause that only adds something",
		"Orlov, who is standing for the council this year, praised Falk for her patience.",
		[]string{"Orlov | praised | Falk for her patience"}},
	{"14 two speakers",
		"The difference would be clear by autumn, said Lind and others.",
		[]string{"Lind and others | said | The difference would be clear by autumn"}},
	{"15 unnamed with a reason",
		"The cables had snapped twice, according to a senior port official who spoke on condition of anonymity.",
		[]string{"a senior port official who spoke on condition of anonymity | according to | The cables had snapped twice"}},
	{"16 the request for anonymity",
		"The engineer, who requested anonymity, left the room.",
		[]string{"who | requested | anonymity"}},
	{"17 a crowd",
		"“Shame!” the crowd shouted as she left.",
		[]string{"the crowd | shouted | “Shame!”"}},
	{"18 the author",
		"I promised that I would never write about bridges again.",
		[]string{"I | promised | that I would never write about bridges again"}},
	{"19 possessive and noun",
		"Falk's claim Monday that more ferries were needed drew laughter.",
		[]string{"Falk | claim | that more ferries were needed drew laughter"}},
	{"20 speaker behind by",
		"She is disliked by supporters of her rival, Omar Lind.",
		[]string{"supporters of her rival | is disliked | She"}},
	{"21 a poll",
		"In a Harlow Courier poll released last week, 62 percent of traders said they were satisfied.",
		[]string{"a Harlow Courier poll | In | 62 percent of traders said they were satisfied"}},
	{"22 a share of people",
		"About 30 percent say the bridge should never open again.",
		[]string{"About 30 percent | say | the bridge should never open again"}},
	{"23 a document",
		"Harlow County land records indicate that a firm called Brinkport sold the yard.",
		[]string{"Harlow County land records | indicate | that a firm called Brinkport sold the yard"}},
	{"24 a chain: outlet over speaker",
		"“One has to ask who gains,” Marsh said at a news conference, according to the Harlow Courier.",
		[]string{"Marsh | said | “One has to ask who gains,”",
			"the Harlow Courier | according to | “One has to ask who gains,” Marsh said at a news conference"}},
	{"25 a chain: reporter over speaker",
		"Lind pointed out that the Courier had reported in June that the council was broke.",
		[]string{"Lind | pointed out | that the Courier had reported in June that the council was broke",
			"the Courier | had reported | that the council was broke"}},
	{"26 a chain: document over two speakers",
		"According to a summary of the inquiry, Brink and Orlov told investigators they were unaware of the leak.",
		[]string{"a summary of the inquiry | According to | Brink and Orlov told investigators they were unaware of the leak",
			"Brink and Orlov | told | they were unaware of the leak"}},
	{"27 two who say so, the second behind the content",
		"As this newspaper revealed, Brink is not even a member of the guild, according to its own records.",
		[]string{"its own records | according to | Brink is not even a member of the guild"}},
	{"28 a quotation in a quotation",
		"“She said that ‘I know what a leaking boat looks like,’” engineer Ada Moss said.",
		[]string{"engineer Ada Moss | said | “She said that ‘I know what a leaking boat looks like,’”",
			"She | said | that ‘I know what a leaking boat looks like,’"}},
	{"29 a document over testimony",
		"The driver told police he was blinded by the sun, a court filing indicates.",
		[]string{"a court filing | indicates | The driver told police he was blinded by the sun",
			"The driver | told | he was blinded by the sun"}},
	{"30 passive expectation",
		"Two more boats are expected to leave the port next week.",
		[]string{" | are expected | Two more boats … to leave the port next week"}},
	{"31 reportedly",
		"The smugglers have reportedly hidden more than 40 crates of rum.",
		[]string{" | reportedly | The smugglers have … hidden more than 40 crates of rum"}},
	{"32 noun of allegation without a speaker",
		"The firm fell apart over allegations that it had bribed an inspector.",
		[]string{" | allegations | that it had bribed an inspector"}},
	{"33 a denied allegation",
		"The allegations that he beat a sailor, which he has denied, were made in May.",
		[]string{" | allegations | that he beat a sailor", "he | has denied | which"}},
	{"34 unclear whether",
		"It was unclear whether the ferry would run on Sunday.",
		[]string{" | It was unclear | whether the ferry would run on Sunday"}},
	{"35 appears to",
		"Holm appears to have a small lead in the race.",
		[]string{" | appears | Holm … to have a small lead in the race"}},
	{"36 asked, and an answer",
		"Asked whether the bridge was safe, Brink said it was “as safe as a church.”",
		[]string{" | Asked | whether the bridge was safe", "Brink | said | it was “as safe as a church.”"}},
	{"37 a terse answer",
		"Falk shook her head and said, “No.”",
		[]string{"Falk | said | “No.”"}},
	{"38 silence",
		"The council would not say whether Brink had been questioned.",
		[]string{"The council | would not say | whether Brink had been questioned"}},
	{"39 declined to comment",
		"Through a spokesman, Brink declined to comment for this article.",
		[]string{"Brink | declined | to comment for this article"}},
	{"40 called X Y",
		"Lind called the tender “a farce.”",
		[]string{"Lind | called | the tender “a farce.”"}},
	{"41 accused of",
		"Traders accused the mayor of hiding the report.",
		[]string{"Traders | accused | the mayor of hiding the report"}},
	{"42 free relative inside",
		"She criticized what she called the lazy planning of the port.",
		[]string{"She | criticized | what she called the lazy planning of the port"}},
	{"43 support as a participle",
		"A group of retired captains supporting Holm's campaign met on the quay.",
		[]string{"A group of retired captains | supporting | Holm's campaign"}},
	{"44 decree",
		"Prosecutors charged the captain with fraud.",
		[]string{"Prosecutors | charged | the captain with fraud"}},
	{"45 a bill",
		"The bill, also put forward by the greens, would require the port to hire more divers.",
		[]string{"The bill | would require | the port to hire more divers"}},
	{"46 a view brought by a preposition",
		"For many who lived through the flood, the word dam has another sound.",
		[]string{"many who lived through the flood | For | the word dam has another sound"}},
	{"47 content that stands for what was said before",
		"So says a voice at the end of the film.",
		[]string{"a voice at the end of the film | says | So"}},
	{"48 name and colon",
		"Poll: Three harbour races are close\n\nLind: ‘We Were Never Asked’",
		[]string{"Poll | : | Three harbour races are close", "Lind | : | ‘We Were Never Asked’"}},
	{"48 questions and answers",
		"Q: Was the bridge safe?\n\nMS. HOLM: It was never safe, and they knew it.",
		[]string{"Q | : | Was the bridge safe?", "MS. HOLM | : | It was never safe, and they knew it."}},
	{"48 dash and name",
		"“Harbours are worried about their future.”\n\n— Petra Holm",
		[]string{"Petra Holm | — | “Harbours are worried about their future.”"}},
}

func TestConstructions(t *testing.T) {
	known := golden.KnownFailures(t, knownFile)
	for _, c := range constructions {
		known.Case(c.name, unlike(c.want, shown(readText(c.text)), func(want, got string) bool { return want == got }))
	}
}

// knownFile lists the cases that are known to fail, with the reasons.
const knownFile = "testdata/known-failures.txt"

// TestConstructionsWithNetwork reads the same cases as the program does.
// Spans may differ by a word or two.
func TestConstructionsWithNetwork(t *testing.T) {
	net, known := network(t), golden.KnownFailures(t, knownFile)
	for _, c := range constructions {
		known.Case(c.name, unlike(c.want, shown(readWith(net, c.text)), nearly))
	}
}

// unlike says which of the attributions in want, as shown, got has nothing
// alike for, or "".
func unlike(want, got []string, alike func(want, got string) bool) string {
	missing := slices.DeleteFunc(slices.Clone(want), func(w string) bool {
		return slices.ContainsFunc(got, func(g string) bool { return alike(w, g) })
	})
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("missing\n\t%s\ngot\n\t%s", strings.Join(missing, "\n\t"), strings.Join(got, "\n\t"))
}

// nearly reports whether two attributions as shown agree in speaker and cue,
// one within the other, and in most words of the content.
func nearly(a, b string) bool {
	x, y := strings.SplitN(a, "|", 3), strings.SplitN(b, "|", 3)
	for i := range 2 {
		p, q := strings.TrimSpace(x[i]), strings.TrimSpace(y[i])
		if (p == "") != (q == "") || !strings.Contains(p, q) && !strings.Contains(q, p) {
			return false
		}
	}
	both, words := 0, strings.Fields(x[2])
	for _, w := range words {
		if slices.Contains(strings.Fields(y[2]), w) {
			both++
		}
	}
	return 2*both*10 >= 8*(len(words)+len(strings.Fields(y[2])))
}

// shown returns attributions as constructions write them.
func shown(atts []readout.Attribution) (out []string) {
	for _, a := range atts {
		out = append(out, fmt.Sprintf("%s | %s | %s", a.Speaker.Text, a.Cue.Text, a.Content.Text))
	}
	return out
}

// TestWhatNobodySaysIsSilence checks that a cue whose subject is nobody is denied
// as one with "not" is.
func TestWhatNobodySaysIsSilence(t *testing.T) {
	for _, text := range []string{"Nobody confirmed that the ferry had sailed.", "No official confirmed that the ferry had sailed.", "The port did not confirm that the ferry had sailed."} {
		atts := readText(text)
		if len(atts) != 1 || atts[0].Act != readout.Silent || atts[0].Status != readout.Denied || atts[0].StatusCue == nil {
			t.Errorf("%s: %+v", text, atts)
		}
	}
}
