package claim

import (
	"slices"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout"
)

// This file finds the words of a story that say what was done. A record has
// the trigger, which is often one word ("offered"); read alone it may say the
// opposite of the story ("send troops" of "should not send troops"). The words
// of a row reach from the one who does it to the one it is done to, or to the
// end of the clause, and always hold the negation and the auxiliaries.

// Limits of the words of a row, in words.
const (
	maxBefore = 6  // between the actor and the trigger
	maxAfter  = 10 // between the trigger and the recipient
	maxObject = 8  // after the trigger where no recipient follows
)

// deed returns the story's words of an event and where they stand.
func (r *Reader) deed(e *readout.Event) (string, []readout.Span) {
	text, at := r.rec.Version.Text, e.Trigger.Cover()
	if !at.Fits(text) || at.Empty() {
		return oneLine(e.Trigger.Text), e.Trigger.Spans
	}
	frame := e.Sentence
	if !frame.Fits(text) || !frame.Contains(at) {
		frame = at
	}
	actors, recipients := r.spans(e.Actor, frame, at), r.spans(e.Recipient, frame, at)
	if w := e.StatusCue; w != nil {
		if cue := w.Cover(); cue.Fits(text) && frame.Contains(cue) && cue.End <= at.Start && near(text[cue.End:at.Start], maxBefore) && !between(actors, cue.End, at.Start) {
			at.Start = cue.Start
		}
	}
	start, ahead := begins(text, frame, at, actors, recipients)
	if !ahead {
		start = r.afterDates(text, start, at.Start)
	}
	if denied := negation(text, frame.Start, start); denied < start && negation(text, start, at.Start) == at.Start {
		start = denied
	}
	end, more := r.ends(text, frame, at, actors, recipients)
	if ahead && end > at.End { // what follows a passive is the one who does it
		end = max(at.End, cutAgent(text, at.End, end))
	}
	words := oneLine(strings.Trim(text[start:end], ", \n\t"))
	if more {
		words += " …"
	}
	start += len(text[start:end]) - len(strings.TrimLeft(text[start:end], ", \n\t"))
	return words, []readout.Span{{Start: start, End: max(start, end)}}
}

// maxOf is how many runes of the words that a status is of a row has.
const maxOf = 40

// statusOf returns the words that the status of an event is of, where the words
// of its row hold more than them and with it what tells the status: "cancelled
// the meeting" is not denied, the meeting is. It is "" where the status can be
// read with all words of the row.
func (r *Reader) statusOf(e *readout.Event, words []readout.Span) string {
	text, at := r.rec.Version.Text, e.Trigger.Cover()
	if e.Status == "" || e.Status == readout.Asserted || len(words) == 0 || !words[0].Fits(text) || !words[0].Contains(at) || at.Empty() {
		return ""
	}
	tells := e.Status == readout.Denied && negation(text, words[0].Start, at.Start) < at.Start
	if w := e.StatusCue; w != nil {
		cue := w.Cover()
		tells = tells || words[0].Contains(cue) && !slices.ContainsFunc(e.Trigger.Spans, func(s readout.Span) bool { return s.Start < cue.End && cue.Start < s.End })
	}
	if !tells {
		return ""
	}
	return clip(oneLine(e.Trigger.Text), maxOf)
}

// spans returns where roles are named inside a sentence: by their mentions, or
// by their words nearest to the trigger where the mention stands elsewhere.
func (r *Reader) spans(roles []readout.Role, in, trigger readout.Span) []readout.Span {
	text := r.rec.Version.Text
	var out []readout.Span
	for i := range roles {
		words := roles[i].Text
		if m := r.index.Mention(roles[i].Mention); m != nil && in.Contains(m.Span) {
			out = append(out, widened(text, in, m.Span, words))
			continue
		}
		if words == "" {
			continue
		}
		if i := strings.LastIndex(text[in.Start:trigger.Start], words); i >= 0 {
			out = append(out, readout.Span{Start: in.Start + i, End: in.Start + i + len(words)})
		} else if i := strings.Index(text[trigger.End:in.End], words); i >= 0 {
			out = append(out, readout.Span{Start: trigger.End + i, End: trigger.End + i + len(words)})
		}
	}
	return out
}

// widened returns where the words of a role stand that hold its mention:
// "President Putin" of the mention "Putin".
func widened(text string, in, at readout.Span, words string) readout.Span {
	i := strings.Index(words, at.In(text))
	if i < 0 {
		return at
	}
	s := readout.Span{Start: at.Start - i, End: at.Start - i + len(words)}
	if in.Contains(s) && s.Fits(text) && s.In(text) == words {
		return s
	}
	return at
}

// afterDates returns where the words begin behind a time that stands between
// the actor and the verb ("Norway on Tuesday offered"): rows say when by
// itself. Prepositions before the verb go too.
func (r *Reader) afterDates(text string, start, verb int) int {
	for _, s := range r.datesIn(start, verb) {
		if s.End <= verb && s.Start >= start {
			start = s.End
		}
	}
	for _, genitive := range []string{"’s ", "'s "} {
		if strings.HasPrefix(text[start:verb], genitive) {
			start += len(genitive)
		}
	}
	for start < verb {
		rest := strings.TrimLeft(text[start:verb], " ,\n")
		word, _, _ := strings.Cut(rest, " ")
		if !prepositions[strings.ToLower(word)] {
			break
		}
		start = verb - len(rest) + len(word)
	}
	return start
}

// between reports whether one of some spans begins between two places.
func between(spans []readout.Span, from, to int) bool {
	for _, s := range spans {
		if from <= s.Start && s.Start < to {
			return true
		}
	}
	return false
}

// near reports whether the words between two things are few and of one clause.
func near(gap string, most int) bool {
	words := strings.Fields(gap)
	for i, w := range words {
		w = strings.ToLower(w)
		if clauseWords[w] || i == len(words)-1 && joins[w] {
			return false
		}
	}
	return len(words) <= most && breakIn(gap) < 0
}

// breakIn returns where a sign stands that ends a clause, -1 if none does. The
// point of "$8.25" or "U.S." and the comma of "3,000" end none.
func breakIn(text string) int {
	for i, r := range text {
		if !strings.ContainsRune(".,;:!?—–()\n“”\"", r) {
			continue
		}
		rest := text[i+1:]
		switch {
		case r == ',' && i+1 < len(text) && rest[0] >= '0' && rest[0] <= '9':
		case r == '.' && rest != "" && rest[0] != ' ' && rest[0] != '\n':
		case r == '.' && i > 0 && unicode.IsUpper(rune(text[i-1])) && (i < 2 || !unicode.IsLetter(rune(text[i-2]))):
		default:
			return i
		}
	}
	return -1
}

// begins returns where the words begin: behind the actor before the trigger;
// with the recipient where it stands there instead ("two villages were hit"),
// and ahead is true; else before the auxiliaries.
func begins(text string, frame, at readout.Span, actors, recipients []readout.Span) (start int, ahead bool) {
	by, to := lastBefore(text, actors, at.Start), lastBefore(text, recipients, at.Start)
	switch {
	case by.End > to.End && by.End > frame.Start:
		return by.End, false
	case !to.Empty():
		return withDeterminer(text, frame.Start, to.Start), true
	}
	start = at.Start
	for range 4 {
		word, from := wordBefore(text, frame.Start, start)
		if !auxiliaries[strings.ToLower(word)] {
			break
		}
		start = from
	}
	return start, false
}

// maxDenied is how many words before the words of a row a negation may stand that
// holds for them.
const maxDenied = 10

// negation returns where a negation stands before a place, in the same clause or
// in the one above a "that" ("I don't have anything to offer", "did not say that
// they attacked"), with the auxiliaries before it; the place itself if none does.
func negation(text string, from, place int) int {
	at := place
	for range maxDenied {
		word, start := wordBefore(text, from, at)
		low := strings.ToLower(word)
		if word == "" || breakIn(text[start+len(word):at]) >= 0 || clauseWords[low] && !reporting[low] {
			return place
		}
		if at = start; !negations[low] && !strings.HasSuffix(low, "n't") && !strings.HasSuffix(low, "n’t") {
			continue
		}
		for { // "has not", "will never"
			word, start := wordBefore(text, from, at)
			if !auxiliaries[strings.ToLower(word)] || breakIn(text[start+len(word):at]) >= 0 {
				return at
			}
			at = start
		}
	}
	return place
}

// lastBefore returns the last of some spans that ends shortly before a place.
func lastBefore(text string, spans []readout.Span, place int) (last readout.Span) {
	for _, s := range spans {
		if s.End <= place && s.End > last.End && near(text[s.End:place], maxBefore) {
			last = s
		}
	}
	return last
}

// withDeterminer returns where a noun phrase begins with its article and the
// capitalized words of a name that the role has the end of: "The European Union".
func withDeterminer(text string, from, start int) int {
	for range 5 {
		word, at := wordBefore(text, from, start)
		article := determiners[strings.ToLower(word)]
		if word == "" || strings.TrimSpace(text[at+len(word):start]) != "" || !article && !unicode.IsUpper([]rune(word)[0]) {
			break
		}
		if start = at; article {
			break
		}
	}
	return start
}

// wordBefore returns the word before a place and where it begins, after from.
func wordBefore(text string, from, place int) (string, int) {
	head := strings.TrimRightFunc(text[from:place], unicode.IsSpace)
	i := strings.LastIndexFunc(head, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
	if i >= 0 {
		i += len(string([]rune(head[i:])[:1]))
	} else {
		i = 0
	}
	return head[i:], from + i
}

// ends returns where the words end: before the recipient that follows, else
// with the object, at the end of the clause; more says that the clause goes on.
func (r *Reader) ends(text string, frame, at readout.Span, actors, recipients []readout.Span) (end int, more bool) {
	to := frame.End
	for _, s := range recipients {
		if s.Start >= at.End && s.Start < to && near(text[at.End:s.Start], maxAfter) {
			to = s.Start
		}
	}
	if to < frame.End {
		return trimmed(text, at.End, to, true), false
	}
	stop := frame.End
	for _, s := range r.datesIn(at.End, stop) { // rows say when by itself; "agreed on Tuesday to share" goes on
		if trimmed(text, at.End, s.Start, false) > at.End {
			stop = s.Start
			break
		}
	}
	for _, s := range actors {
		if s.Start >= at.End {
			stop = min(stop, s.Start)
		}
	}
	end, more = clause(text, at.End, stop)
	return trimmed(text, at.End, end, false), more
}

// clause returns where the clause that goes on at a place ends, after
// maxObject words at most; more says that these were too few.
func clause(text string, from, to int) (end int, more bool) {
	rest := text[from:to]
	if i := breakIn(rest); i >= 0 {
		rest = rest[:i]
	}
	words := strings.Fields(rest)
	end = from
	for n, w := range words {
		low := strings.ToLower(w)
		another := joins[low] && (n == 0 || n+1 < len(words) && unicode.IsUpper([]rune(words[n+1])[0]))
		if clauseWords[low] || another {
			return end, false
		}
		if n == maxObject {
			return end, true
		}
		end += strings.Index(text[end:], w) + len(w)
	}
	return end, false
}

// trimmed takes articles and prepositions off the end of words, down to from.
// A preposition stays where the one it leads to follows.
func trimmed(text string, from, to int, follows bool) int {
	for to > from {
		to = from + len(strings.TrimRight(text[from:to], " ,"))
		word, at := wordBefore(text, from, to)
		word = strings.ToLower(word)
		if word == "" || !determiners[word] && (follows || !prepositions[word]) {
			break
		}
		to = at
	}
	return max(from, from+len(strings.TrimRight(text[from:max(from, to)], " ,")))
}

// cutAgent returns where words end before "by", which names the one who does it.
func cutAgent(text string, from, to int) int {
	if i := strings.Index(text[from:to]+" ", " by "); i >= 0 && strings.TrimSpace(text[from+i:to]) == "by" {
		return from + i
	}
	return to
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// The closed classes of English words that decide where the words of a row
// begin and end.
var (
	auxiliaries = set("will would shall should can could may might must ought cannot not never no longer have has had is are was were be been being am do does did to going " +
		"won't wouldn't shouldn't can't couldn't mustn't haven't hasn't hadn't isn't aren't wasn't weren't don't doesn't didn't " +
		"won’t wouldn’t shouldn’t can’t couldn’t mustn’t haven’t hasn’t hadn’t isn’t aren’t wasn’t weren’t don’t doesn’t didn’t")
	determiners  = set("a an the this that these those its their his her our my your both all some any")
	prepositions = set("on in at by of to from for with over under during since until into onto between among about against as and or near after before within through")
	joins        = set("and or")
	reporting    = set("that say says said told")
	negations    = set("not never cannot no nobody none nothing without neither nor")
	clauseWords  = set("but while after before as when whenever who whom whose which that because although though since until unless if where whereas so than said says say told")
)
