package timeline

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// What an entry says of a story that is no longer what it was.
const (
	Forgotten = "its story was taken out of the archive"
	NoLonger  = "its outlet has changed the story and no longer has this sentence"
	NoEvent   = "no report tells of this event any more"
	Changed   = "its words were changed in the archive after the entry was made"
)

// notices say what was done to a story.
var notices = map[thread.NoticeKind]string{thread.Correction: "its story was corrected", thread.Retraction: "its outlet took the story back",
	thread.Kill: "its agency asked all to take the story back", thread.Editorial: "its story has an editor's note"}

// NoticeText says what was done to a story.
func NoticeText(kind thread.NoticeKind) string { return notices[kind] }

// Says reports whether a text has a sentence, however its white space runs.
func Says(text, sentence string) bool {
	return strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(sentence), " "))
}
