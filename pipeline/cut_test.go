package pipeline

import (
	"strings"
	"testing"
	"unicode"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/models"
)

// cutStories are sentences as news has them; between them they use each kind
// of cue, quotation, date and event that the stages know. Cut after any word
// they are what a stream, a feed's teaser or a limit leaves of a story.
var cutStories = []string{
	"They pointed out that the bridge had been closed since Monday, according to two officials briefed on the repairs.",
	"“We will not leave,” Mayor Ana Brandt told reporters in Lund on May 3, 2021. “If they come, we fight,” she added.",
	"Asked whether the truce would hold, the Kestrian foreign minister, who is visiting Oslo, declined to rule out new talks next week.",
	"The army shelled two villages near the river on Friday, killing at least 14 people, including three children, the Red Cross said.",
	"Prosecutors accused the former governor of taking 2.5 million euros from builders between 2014 and 2016, charges he has denied.",
	"It is unclear why the ship turned back; a spokesman said only that “the captain's decision” was being reviewed.",
	"As the union put it: “No pay, no trains.” Its chairman, Pedro Lima (Labour), called for a strike by the end of the month.",
	"In a poll for the Harbour Post, 41 percent of voters supported the ban, up from 35 percent three years ago.",
	"Norway and Denmark agreed to send observers, offered $20 million in aid and urged both sides to release their prisoners.",
	"Neither the ministry's claim that rebels had fired first nor reports of a retreat could be confirmed by Saturday evening.",
	"QUESTION: Did you meet him?\n\nMS. HOLM: I did not. I think he's said what he means to, and that's that.",
	"WASHINGTON, March 12 (Northern Wire) — The Senate voted 52-48 on Tuesday to censure the judge, citing her refusal to testify.",
	"The letter, seen by the Gazette, says the company knew of the leak, warned no one, and hoped to",
	"Had the guards not opened the gates, dozens would have died, said Dr. Lee, quoting a nurse as saying \"it was a miracle\".",
	"Reportedly, the king was believed to be ill; his aides' denial, his doctors' silence and rumours of a coup said otherwise.",
}

// TestCutAnywhere reads each story up to each of its words, and from each of
// its words on, with each model.
func TestCutAnywhere(t *testing.T) {
	for _, model := range []string{Rules, Fast, Accurate} {
		t.Run(model, func(t *testing.T) {
			t.Parallel()
			r, err := Open(models.FS(), model)
			if err != nil {
				t.Fatal(err)
			}
			for _, story := range cutStories {
				for _, at := range cuts(story) {
					whole(t, r, story[:at])
					if model == Rules || at%3 == 0 { // the network sees little new from behind
						whole(t, r, story[at:])
					}
				}
			}
		})
	}
}

// FuzzCut reads any part of any text, with lists and rules alone.
func FuzzCut(f *testing.F) {
	for _, story := range cutStories {
		f.Add(story, 0, len(story)/2)
	}
	r := open(f)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		if 0 <= from && from <= to && to <= len(text) {
			whole(t, r, text[from:to])
		}
	})
}

// cuts returns where words and marks end in text.
func cuts(text string) []int {
	var out []int
	last := ' '
	for i, c := range text {
		if kind(c) != kind(last) || kind(c) == 2 {
			out = append(out, i)
		}
		last = c
	}
	return append(out, len(text))
}

// kind tells blanks, letters and marks apart.
func kind(c rune) int {
	switch {
	case unicode.IsSpace(c):
		return 0
	case unicode.IsLetter(c), unicode.IsDigit(c):
		return 1
	}
	return 2
}

// whole checks that text is read without a fault and that what is read fits it.
func whole(t *testing.T, r *Reader, text string) {
	t.Helper()
	rec := must(r.Read(t.Context(), &readout.Version{Language: "en", Text: text, Published: &readout.Time{Value: "2024-03-13"}}))
	if err := rec.Check(); err != nil {
		t.Errorf("%q: %v", text, err)
	}
	for _, p := range rec.Problems {
		if strings.Contains(p.Text, "fault") {
			t.Errorf("%q: %s: %s", text, p.Stage, p.Text)
		}
	}
	for _, a := range rec.Attributions {
		if !strings.ContainsFunc(a.Content.Text, wordly) {
			t.Errorf("%q: %s says %q by %q: no word of content", text, a.ID, a.Content.Text, a.Cue.Text)
		}
	}
}

// wordly reports runes that words are made of.
func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
