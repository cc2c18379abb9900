package attribute

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// speakerWords tells kinds of speaker by the head of the phrase.
var speakerWords = map[string]readout.SpeakerKind{}

func init() {
	for kind, words := range map[readout.SpeakerKind]string{
		readout.PollSpeaker: "poll polls survey surveys polling pollsters",
		readout.DocumentSpeaker: "report reports study studies memo document documents letter filing filings indictment lawsuit complaint book email emails " +
			"data records record analysis audit statement transcript bill law order resolution amendment tweet article editorial story stories " +
			"affidavit review figures statistics findings investigation act plan proposal ruling decision website press-release",
		readout.OutletSpeaker: "times post journal tribune herald gazette news cnn ap reuters bbc afp bloomberg politico magazine newspaper newspapers " +
			"guardian telegraph media outlet outlets network msnbc nbc abc cbs npr pbs fox television radio broadcaster agency-tass xinhua interfax " +
			"buzzfeed breitbart vox axios huffpost mirror globe daily examiner observer",
		readout.UnnamedOfficial: "official officials diplomat diplomats officer officers aide aides adviser advisers advisor advisors authorities " +
			"prosecutors prosecutor investigators police administration-official staffer staffers lawmaker lawmakers source sources insider insiders",
		readout.RoleSpeaker: "spokesman spokeswoman spokesperson",
	} {
		for w := range strings.FieldsSeq(words) {
			speakerWords[w] = kind
		}
	}
}

// kindOf says what is known of a speaker with the given head.
func (s *story) kindOf(r rng, head int) readout.SpeakerKind {
	form := s.form(head)
	low := strings.ToLower(form)
	switch {
	case s.is(head, subjectWord) && (low == "i" || low == "we") && s.words[head].quote < 0 && r.to-r.from == 1:
		return readout.AuthorSpeaker
	case s.is(head, subjectWord|relative) && r.to-r.from == 1:
		if low == "he" || low == "she" || low == "it" || low == "who" {
			return readout.NamedSpeaker
		}
		return readout.UnnamedOther
	}
	kind, known := speakerWords[low]
	indefinite := s.is(r.from, quantifier) || low != "" && (s.low(r.from) == "a" || s.low(r.from) == "an" || s.low(r.from) == "another")
	if s.is(head, capital) && !(head == r.from && s.words[head].low != "" && !s.is(head, titleWord)) && (!known || kind == readout.UnnamedOfficial || kind == readout.RoleSpeaker) {
		if kind == readout.UnnamedOfficial && head == r.from {
			return kind
		}
		if s.lowerWord(head, r) {
			return readout.UnnamedOther
		}
		return readout.NamedSpeaker
	}
	if known && kind == readout.OutletSpeaker && !s.is(head, capital) && indefinite {
		return readout.OutletSpeaker
	}
	if known {
		return kind
	}
	if s.is(head, capital) {
		return readout.NamedSpeaker
	}
	if indefinite || strings.HasSuffix(low, "s") || s.is(head, quantifier) || low == "people" {
		return readout.UnnamedOther
	}
	return readout.RoleSpeaker
}

// lowerWord reports whether the head has its capital only because it begins
// the sentence: a plain plural such as "Critics".
func (s *story) lowerWord(head int, r rng) bool {
	if head != s.sentence(head).from || r.to-r.from != 1 {
		return false
	}
	w := s.form(head)
	return strings.HasSuffix(w, "s") && plainPlurals[strings.ToLower(w)]
}

// plainPlurals are groups that are no names.
var plainPlurals = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq("critics analysts experts supporters opponents voters residents activists scientists researchers economists lawyers " +
		"witnesses doctors workers protesters observers historians rebels locals farmers students parents teachers allies rivals skeptics " +
		"campaigners advocates strategists pollsters donors readers viewers neighbors neighbours relatives colleagues friends members others") {
		plainPlurals[w] = true
	}
}
