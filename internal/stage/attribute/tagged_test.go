package attribute

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
)

// TestNoSpeakerGoesOnFromAByline: the tagger gives the byline and the subject of
// the first sentence one run of tags; the speaker is the subject alone.
func TestNoSpeakerGoesOnFromAByline(t *testing.T) {
	const text = "Ana Ruiz, Harbour Secretary\n\nMayor Vale believes that the ferry sails."
	tags := strings.Fields("B-SOURCE I-SOURCE I-SOURCE I-SOURCE I-SOURCE I-SOURCE I-SOURCE B-CUE B-CONTENT I-CONTENT I-CONTENT I-CONTENT O")
	sents := segment.New(language.English()).Split(text)
	var parts Parts
	for _, s := range sents {
		sure := make([]float32, len(s.Tokens))
		for i := range sure {
			sure[i] = 0.9
		}
		parts.Tags, parts.Sure = append(parts.Tags, tags[:len(s.Tokens)]), append(parts.Sure, sure)
		tags = tags[len(s.Tokens):]
	}
	atts, _ := find(text, sents, Input{Parts: parts})
	if len(atts) != 1 || atts[0].Speaker.Text != "Mayor Vale" {
		t.Errorf("%+v, want what Mayor Vale believes", atts)
	}
}
