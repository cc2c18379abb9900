package digest

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// noticeWords open notices: each list by what it tells.
type noticeWords struct {
	opening map[string]string // how a paragraph begins, and what kind of notice it is
	within  map[string]string // what stands in it, and what kind that makes it
	was, is []string          // what stands before the words that were wrong, and that are right
	about   []string          // what stands before the headline of the story that it is about
}

// newNoticeWords takes the words from a language.
func newNoticeWords(l *language.Language) noticeWords {
	return noticeWords{opening: l.Table("digest.notice-opening"), within: l.Table("digest.notice-within"),
		was: l.Words("digest.notice-was"), is: l.Words("digest.notice-is"), about: l.Words("digest.notice-about")}
}

// findNotice returns the notice that a text holds, nil if it has none: a
// paragraph that begins as a correction, a retraction, a kill or an editor's
// note does. The gravest of several counts.
func (m *maker) findNotice() *thread.Notice {
	var best *thread.Notice
	at := 0
	for line := range strings.Lines(m.View.Text) {
		span := readout.Span{Start: at, End: at + len(strings.TrimRight(line, "\r\n \t"))}
		at += len(line)
		if n := m.notice.read(span.In(m.View.Text)); n != nil && (best == nil || grave[n.Kind] > grave[best.Kind]) {
			n.Span = span
			best = n
		}
	}
	return best
}

// grave orders the kinds of notice.
var grave = map[thread.NoticeKind]int{thread.Editorial: 0, thread.Correction: 1, thread.Retraction: 2, thread.Kill: 3}

// read returns the notice that a paragraph is, or nil.
func (w *noticeWords) read(text string) *thread.Notice {
	low := strings.ToLower(strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "‘", "'").Replace(text))
	kind := ""
	for opening, k := range w.opening {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(low, " *[(_-—"), opening); ok && !letter(rest) && (kind == "" || grave[thread.NoticeKind(k)] > grave[thread.NoticeKind(kind)]) {
			kind = k
		}
	}
	if kind == "" {
		return nil
	}
	for words, k := range w.within {
		if strings.Contains(low, words) && grave[thread.NoticeKind(k)] > grave[thread.NoticeKind(kind)] {
			kind = k
		}
	}
	n := &thread.Notice{Kind: thread.NoticeKind(kind)}
	n.Headline = quotedAfter(text, low, w.about)
	n.Was, n.Is = after(text, low, w.was), after(text, low, w.is)
	return n
}

// letter reports whether text goes on with a letter: "corrections officers".
func letter(rest string) bool {
	return rest != "" && (rest[0] >= 'a' && rest[0] <= 'z')
}

// maxHeadline bounds the length of a headline that a notice names.
const maxHeadline = 300

// quotedAfter returns the quotation, or the rest of the line, behind the first
// of the words that stands in the text.
func quotedAfter(text, low string, words []string) string {
	if len(low) != len(text) { // the marks that were made plain are longer
		text = strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "‘", "'").Replace(text)
	}
	for _, w := range words {
		at := strings.Index(low, w)
		if at < 0 || at+len(w) > len(text) {
			continue
		}
		rest := strings.TrimLeft(text[at+len(w):], " ,:")
		if rest == "" {
			continue
		}
		if q := rest[0]; q == '"' || q == '\'' {
			if end := strings.IndexByte(rest[1:], q); end > 0 && end < maxHeadline {
				return strings.Trim(rest[1:1+end], " ,.")
			}
			continue
		}
		if end := strings.IndexAny(rest, ".;\n"); end > 0 && end < maxHeadline {
			return strings.TrimSpace(rest[:end])
		}
	}
	return ""
}

// after returns the words behind the first of the words that stands in the
// text, to the end of the clause.
func after(text, low string, words []string) string {
	if len(low) != len(text) {
		text = strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "‘", "'").Replace(text)
	}
	for _, w := range words {
		at := strings.Index(low, w)
		if at < 0 || at+len(w) > len(text) {
			continue
		}
		rest := text[at+len(w):]
		if end := strings.IndexAny(rest, ".;"); end >= 0 {
			rest = rest[:end]
		}
		return strings.Trim(rest, " ,:")
	}
	return ""
}
