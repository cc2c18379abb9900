package modality

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// single lists words that bear on the predicate they stand beside.
var single = listOf(map[readout.Status]string{
	readout.Denied:   "not n't never neither nor no nobody none nothing without cannot",
	readout.Possible: "may might could can possibly perhaps maybe potentially conceivably unconfirmed",
	readout.Probable: "likely probably apparently presumably seemingly evidently",
	readout.Planned:  "will 'll wo shall",
	readout.Demanded: "should must ought",
	readout.Generic:  "always usually often routinely regularly typically generally",
})

// governor lists words whose complement has the status: "plans to leave".
var governor = listOf(map[readout.Status]string{
	readout.Denied: "fail fails failed failing refuse refuses refused refusing decline declines declined declining deny denies denied denying " +
		"prevent prevents prevented preventing avoid avoids avoided avoiding stop stops stopped block blocks blocked blocking avert averted " +
		"reject rejects rejected rejecting rule ruled rules ruling halt halted cancel cancelled canceled abandon abandoned",
	readout.Possible: "consider considers considered considering weigh weighs weighed weighing mull mulls mulled mulling explore explores exploring " +
		"contemplate contemplates contemplating try tries tried trying seek seeks sought seeking attempt attempts attempted attempting " +
		"risk risks able possible possibility chance",
	readout.Probable: "expect expects expected expecting anticipated likely appear appears appeared seem seems seemed believed thought suspected feared",
	readout.Planned: "plan plans planned planning intend intends intended intending agree agrees agreed agreeing vow vows vowed vowing promise " +
		"promises promised promising pledge pledges pledged pledging scheduled due set poised prepare prepares prepared preparing ready decide " +
		"decides decided threaten threatens threatened threatening offer offers offered offering going about willing willingness open hope hopes " +
		"hoped hoping aim aims aimed aiming plan",
	readout.Demanded: "urge urges urged urging demand demands demanded demanding want wants wanted wanting ask asks asked asking call calls called " +
		"calling need needs needed order orders ordered ordering tell press pressed request requested require requires required appeal " +
		"appealed beg begged recommend recommended insist insists insisted",
})

// opening lists words that open a clause whose content they leave undecided.
var opening = listOf(map[readout.Status]string{
	readout.Hypothetical: "if unless provided lest",
	readout.Open:         "whether",
})

// clauseBorders end the words that bear on a predicate.
const clauseBorders = "that because while although though when after before since who which whom where why but and or ; : “ ” \" —"

var border = setOf(clauseBorders)

// listOf inverts lists of words by status.
func listOf(lists map[readout.Status]string) map[string]readout.Status {
	out := map[string]readout.Status{}
	for status, words := range lists {
		for w := range strings.FieldsSeq(words) {
			out[w] = status
		}
	}
	return out
}

// setOf returns the words as a set.
func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
