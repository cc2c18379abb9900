package lexicon

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/data"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// votes maps part of speech (V, N or A) and lemma to columns.
var votes = sync.OnceValue(func() map[string][]uint8 {
	out := map[string][]uint8{}
	for _, r := range data.Rows("triggers") {
		at := slices.Index(EventTypes[:], readout.EventType(r[0]))
		if at < 0 {
			continue
		}
		for item := range strings.SplitSeq(r[5], ", ") {
			words, need, _ := strings.Cut(item, "+")
			parts := strings.Fields(words)
			key, column := parts[0], uint8(2*at)
			if need != "" || len(parts) > 1 {
				column++
			}
			if r[3] == "N" && len(parts) > 1 && !NounFollowed(parts[1]) {
				key = parts[len(parts)-1]
			}
			if list := out[r[3]+key]; !slices.Contains(list, column) {
				out[r[3]+key] = append(list, column)
			}
		}
	}
	return out
})

// nounFollowed are the second words before which a noun of the list stands first.
var nounFollowed = sync.OnceValue(func() map[string]bool { return language.English().Set("event.noun-followed") })

// NounFollowed reports whether a word is one before which a noun of the list of
// triggers stands first: "call for". Else a noun's last word is its head.
func NounFollowed(second string) bool { return nounFollowed()[second] }

// EventTypes are PLOVER's types of event in the order in which the network's
// outputs and the columns of [TriggerVotes] have them.
var EventTypes = [...]readout.EventType{readout.AgreeEvent, readout.ConsultEvent, readout.SupportEvent, readout.ConcedeEvent, readout.CooperateEvent, readout.AidEvent, readout.RetreatEvent, readout.RequestEvent, readout.AccuseEvent, readout.RejectEvent,
	readout.ThreatenEvent, readout.ProtestEvent, readout.SanctionEvent, readout.MobilizeEvent, readout.CoerceEvent, readout.AssaultEvent}

// TriggerVotes returns the columns of the list of triggers that hold a word by
// its part of speech (of Universal Dependencies), form and lemma: twice the
// number of a type for a word that tells of it alone, and one more for one that
// needs others beside it.
func TriggerVotes(upos, form, lemma string) []uint8 {
	low := strings.ToLower(lemma)
	switch upos {
	case "VERB", "AUX":
		return votes()["V"+low]
	case "ADJ":
		return votes()["A"+low]
	case "NOUN", "PROPN":
		own := votes()["N"+low]
		if f := strings.ToLower(form); f != low {
			if more := votes()["N"+f]; len(more) > 0 {
				return append(own[:len(own):len(own)], more...)
			}
		}
		return own
	}
	return nil
}

// HeadSectors are the sectors that the list of heads gives, in an order that
// stays: weights are trained on it.
func HeadSectors() []string { return headSectors[:] }

var headSectors = [...]string{"AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "OPP", "PTY", "REB", "REF", "REL", "SOC", "SPY"}
