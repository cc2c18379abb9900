package attribute

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A nounCue is a noun that attributes: "his claim that", "reports of".
type nounCue struct {
	act   readout.Act
	preps []string // what links it to its content besides "that"
	alone bool     // attributes without a speaker too: "allegations that"
}

// An adjCue is an adjective that attributes: "is confident that".
type adjCue struct {
	act   readout.Act
	links []string // words that may follow: "that" "to" "of" "about"
}

// nounCues lists nouns by act; the second column says what links them to
// their content, "*" marks nouns that attribute without a speaker.
var nounCues = []struct {
	act   readout.Act
	links string
	nouns string
}{
	{readout.Claim, "of *", "allegation accusation rumor rumour speculation"},
	{readout.Say, "of *", "report"},
	{readout.Claim, "of", "claim assertion contention"},
	{readout.Say, "", "statement belief argument view opinion conclusion finding announcement insistence admission acknowledgment " +
		"acknowledgement suggestion notion assurance idea theory hint confession testimony complaint impression feeling"},
	{readout.Predict, "of", "prediction forecast estimate expectation"},
	{readout.Threaten, "of to", "threat warning"},
	{readout.Promise, "to", "promise pledge vow commitment plan"},
	{readout.Demand, "for", "demand"},
	{readout.Demand, "for", "call"},
	{readout.Wish, "of for", "hope"},
	{readout.Doubt, "about", "doubt suspicion skepticism scepticism fear"},
	{readout.Doubt, "about over", "concern worry"},
	{readout.Criticize, "of for about over *", "criticism condemnation denunciation critique complaint"},
	{readout.Criticize, "on", "attack"},
	{readout.Ask, "about of over *", "question"},
	{readout.Support, "for among *", "support"},
	{readout.Support, "of for", "praise endorsement"},
	{readout.Oppose, "to *", "opposition objection"},
	{readout.Say, "of on about", "description characterization understanding view opinion remark comment"},
	{readout.Decree, "to", "decision"},
	{readout.Wish, "to for", "desire wish"},
	{readout.Oppose, "of", "rejection"},
	{readout.Deny, "of", "denial"},
}

// adjectiveCues lists adjectives by act, with what may follow them.
var adjectiveCues = []struct {
	act   readout.Act
	links string
	words string
}{
	{readout.Say, "that of", "confident certain convinced sure adamant positive mindful"},
	{readout.Confirm, "that of", "aware unaware"},
	{readout.Wish, "that about to", "hopeful optimistic pessimistic eager anxious keen"},
	{readout.Doubt, "that about of", "skeptical sceptical doubtful wary unsure uncertain unconvinced suspicious"},
	{readout.Doubt, "that about by", "concerned worried afraid fearful nervous"},
	{readout.Criticize, "of about with", "critical dismissive disappointed dismayed outraged furious angry"},
	{readout.Support, "of to that", "supportive proud glad pleased grateful thankful"},
	{readout.Support, "to", "open"},
	{readout.Oppose, "to", "opposed unwilling reluctant hesitant"},
	{readout.Promise, "to", "willing prepared determined committed inclined"},
}

// addNounCues enters the nouns with their plurals.
func addNounCues(lex map[string]*entry) {
	for _, list := range nounCues {
		preps, alone := strings.CutSuffix(list.links, "*")
		cue := &nounCue{act: list.act, preps: strings.Fields(preps), alone: alone}
		for w := range strings.FieldsSeq(list.nouns) {
			entryOf(lex, w).noun = cue
			entryOf(lex, plural(w)).noun = cue
		}
	}
}

// addAdjectiveCues enters the adjectives.
func addAdjectiveCues(lex map[string]*entry) {
	for _, list := range adjectiveCues {
		cue := &adjCue{act: list.act, links: strings.Fields(list.links)}
		for w := range strings.FieldsSeq(list.words) {
			entryOf(lex, w).adj = cue
		}
	}
}

// plural returns the regular plural of a noun.
func plural(w string) string {
	if strings.HasSuffix(w, "y") && !strings.HasSuffix(w, "ay") {
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}
