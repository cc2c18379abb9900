package syntax

import "github.com/seed-f92ea4cf/readout"

// A Voice is a stretch of the text in which one speaks for himself: "I" is the
// speaker there, and "we" his side.
type Voice struct {
	Kind    VoiceKind
	Span    readout.Span
	Speaker *readout.Mention // nil for one whom the text does not say
}

// A VoiceKind says what shows who speaks.
type VoiceKind uint8

// The kinds of voices. A voice that lies in another's is heard alone in its span.
const (
	SignedVoice VoiceKind = iota // a text with a name and an office above or below it
	TurnVoice                    // a turn of a transcript
	QuotedVoice                  // a quotation
)
