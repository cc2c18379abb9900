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
		readout.NamedSpeaker: "administration government council ministry department agency guard court party committee commission " +
			"parliament senate congress cabinet company firm bank union association organization organisation institute university " +
			"campaign office army navy military board church fund foundation federation league alliance coalition embassy " +
			"legislature assembly tribunal bureau authority white-house kremlin pentagon",
	} {
		for w := range strings.FieldsSeq(words) {
			speakerWords[w] = kind
		}
	}
}

// whoseWords returns the speaker behind words that stand for him: of "the
// comments from Minister Lind" and of "Lind's remarks" the minister.
func (s *story) whoseWords(r rng) rng {
	head := s.headOf(r)
	if !saidWords[strings.ToLower(s.form(head))] {
		return r
	}
	if l := s.low(head + 1); (l == "from" || l == "by" || l == "of") && head+2 < r.to {
		return rng{head + 2, r.to}
	}
	if s.is(head-1, genitive) && head-1 > r.from {
		return rng{r.from, head - 1}
	}
	return r
}

// saidWords are nouns for what somebody has said.
var saidWords = setOf("comment comments remark remarks words statement statements speech testimony")

// kindOf says what is known of a speaker with the given head.
func (s *story) kindOf(r rng, head int) readout.SpeakerKind {
	low := strings.ToLower(s.form(head))
	if r.to-r.from == 1 && s.is(head, subjectWord|relative|objectWord) {
		return s.pronounKind(head, low)
	}
	kind, known := speakerWords[low]
	indefinite := s.is(r.from, quantifier) || s.low(r.from) == "a" || s.low(r.from) == "an" || s.low(r.from) == "another"
	switch {
	case low == "nobody" || low == "none" || s.low(r.from) == "no" && r.to-r.from > 1:
		return readout.NoSpeaker
	case known && kind == readout.NamedSpeaker:
		if indefinite {
			return readout.UnnamedOther
		}
		return kind // a body: the valley's council
	case s.is(head, capital) && !s.lowerWord(head, r) && !(known && s.plainHead(head, r)) && !(known && kind == readout.OutletSpeaker):
		if indefinite && strings.HasSuffix(low, "s") {
			return readout.UnnamedOther // some Republicans
		}
		return readout.NamedSpeaker
	case known:
		return kind
	case indefinite, strings.HasSuffix(low, "s"), s.is(head, quantifier), low == "people":
		return readout.UnnamedOther
	}
	return readout.RoleSpeaker
}

// pronounKind says what a pronoun tells of who speaks; the actor it stands for
// may tell more.
func (s *story) pronounKind(i int, low string) readout.SpeakerKind {
	switch low {
	case "i", "we":
		if s.words[i].quote < 0 {
			return readout.AuthorSpeaker
		}
		return readout.NamedSpeaker
	case "he", "she", "it", "who", "him", "her":
		return readout.NamedSpeaker
	}
	return readout.UnnamedOther
}

// plainHead reports whether the head has a capital only because it opens the
// sentence, as in "Officials said" or "A senior official".
func (s *story) plainHead(head int, r rng) bool {
	return head == s.sentence(head).from && r.to-r.from == 1
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
