package claim

import (
	"fmt"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// kindWords are the words for kinds of speaker that a reader must not miss.
var kindWords = map[readout.SpeakerKind]string{
	readout.RoleSpeaker: "no name given", readout.UnnamedOfficial: "unnamed official", readout.UnnamedOther: "unnamed", readout.DocumentSpeaker: "document",
	readout.PollSpeaker: "poll", readout.OutletSpeaker: "outlet", readout.AuthorSpeaker: "the story itself", readout.NoSpeaker: "nobody is named",
}

// KindText returns a kind of speaker in words, "" for somebody who is named.
func KindText(k readout.SpeakerKind) string { return kindWords[k] }

// Unnamed reports whether speakers of a kind are people whom a story gives no name.
func Unnamed(k readout.SpeakerKind) bool {
	return k == readout.UnnamedOfficial || k == readout.UnnamedOther
}

// statusWords say how far something is said to be so, each with a mark of its
// own, so that neither colour nor a code word has to be known.
var statusWords = map[readout.Status][2]string{
	readout.Denied: {"✕", "denied"}, readout.Probable: {"≈", "probable"}, readout.Possible: {"?", "possible"}, readout.Planned: {"»", "planned"},
	readout.Demanded: {"!", "demanded"}, readout.Hypothetical: {"∼", "only supposed"}, readout.Open: {"?", "left open"}, readout.Generic: {"∗", "in general"},
}

// StatusText returns a status as a mark and a word, "" for what is asserted. Of
// a statement it is about the saying: "has not said" is no denial of anything.
func StatusText(s readout.Status, statement bool) string {
	if s == readout.Denied && statement {
		return "✕ did not say so"
	}
	if w, ok := statusWords[s]; ok {
		return w[0] + " " + w[1]
	}
	if s == readout.Asserted {
		return ""
	}
	return string(s)
}

// StatusText returns the status of a row as a mark and words, "" for what is
// asserted. It names what it is of where the row's own words tell the status:
// "✕ “meeting” denied" beside "cancelled the meeting".
func (r *Row) StatusText() string { return statusOf(r.Status, r.Statement, r.Of) }

// StatusText returns the status of a row as [Row.StatusText] does; a row for
// programs has it beside it.
func (f *Fields) StatusText(s readout.Status, statement bool) string {
	return statusOf(s, statement, f.StatusOf)
}

func statusOf(s readout.Status, statement bool, of string) string {
	text := StatusText(s, statement)
	mark, word, ok := strings.Cut(text, " ")
	if of == "" || !ok || statement {
		return text
	}
	return mark + " “" + of + "” " + word
}

// Sure returns a probability in words, as ICD 203 has them, "" for 0, which
// means that no confidence is known.
func Sure(p float64) string {
	switch {
	case p <= 0:
		return ""
	case p < 0.05:
		return "almost no chance"
	case p < 0.20:
		return "very unlikely"
	case p < 0.45:
		return "unlikely"
	case p < 0.55:
		return "even chance"
	case p < 0.80:
		return "likely"
	case p < 0.95:
		return "very likely"
	}
	return "almost certain"
}

// SureText returns a confidence in words and as a number.
func SureText(p float64) string {
	if p <= 0 {
		return ""
	}
	return fmt.Sprintf("%s %.2f", Sure(p), p)
}

// Basis returns what fixes a date, in words.
func Basis(b readout.DateBasis) string {
	switch b {
	case readout.DateFromText:
		return "from these words alone"
	case readout.DateRelative:
		return "counted from another date of the text"
	case readout.DateFromDateline:
		return "counted from the dateline"
	case readout.DateFromPublished:
		return "counted from the day of publication"
	case readout.DateFromReview:
		return "a person said so in a review"
	}
	return "the text does not fix it"
}

// WhenText returns a date for people and how it is known: "Tue 12 Mar 2024" and
// "“on Tuesday”, counted from the day of publication".
func WhenText(d *readout.Date) (days, known string) {
	if d == nil {
		return "", ""
	}
	words := ""
	if d.Text != "" {
		words = "“" + oneLine(d.Text) + "”"
	}
	if days = Days(d.From, d.To); days == "" {
		return words, Basis(readout.DateUnfixed)
	}
	if d.Basis == readout.DateFromText {
		return days, words
	}
	return days, strings.TrimPrefix(words+", "+Basis(d.Basis), ", ")
}

// WhereText returns a place in words and how exactly it is known.
func WhereText(p *readout.Place) (name, known string) {
	if p == nil {
		return "", ""
	}
	name = oneLine(p.Text)
	if p.Name != "" && !holds(name, p.Name) {
		name = p.Name
		if !holds(p.Name, p.Text) {
			name += " (“" + oneLine(p.Text) + "”)"
		}
	}
	if p.Name == "" {
		return name, "not found on the map"
	}
	return name, string(p.Precision)
}

// ByText says who told something: "Solheim, as told by a senior official".
func ByText(steps []Step) string {
	var parts []string
	for i := range steps {
		parts = append(parts, steps[i].String())
	}
	return strings.Join(parts, ", as told by ")
}

// Names returns parties in words, parted by commas.
func Names(list []Party) string {
	var parts []string
	for i := range list {
		parts = append(parts, list[i].String())
	}
	return strings.Join(parts, ", ")
}

// Nobody stands where a story does not say who does something.
const Nobody = "(not said who)"

// Prose returns a row as one sentence: who, the words, to whom or what is said.
func (r *Row) Prose() string {
	who := Names(r.Who)
	if who == "" {
		who = Nobody
	}
	if r.Statement {
		content := oneLine(r.Content)
		if r.Quoted == readout.Direct && !strings.ContainsAny(content, "“\"") {
			content = "“" + content + "”"
		}
		return strings.TrimSuffix(who+" "+r.Words+": "+content, ": ")
	}
	text := who + " → “" + r.Words + "”"
	if to := Names(r.Whom); to != "" {
		text += " → " + to
	}
	return text
}

// Days writes dates for people: a day, a whole month or year, or from … to ….
func Days(from, to string) string {
	switch {
	case from == "":
		return ""
	case to == "" || to == from:
		return Day(from)
	case strings.HasSuffix(from, "-01-01") && len(from) == 10 && to == from[:4]+"-12-31":
		return from[:4]
	case len(from) == 10 && strings.HasSuffix(from, "-01") && to == monthEnd(from):
		return Day(from[:7])
	}
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil || a.Year() != b.Year() {
		return Day(from) + " to " + Day(to)
	}
	form := "Mon 2 Jan" // the year once, and the month where it is one
	if a.Month() == b.Month() {
		form = "Mon 2"
	}
	return a.Format(form) + " to " + Day(to)
}

// monthEnd returns the last day of a day's month.
func monthEnd(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 1, -1).Format(time.DateOnly)
}

// Day writes an ISO date or a part of it for people.
func Day(day string) string {
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		return t.Format("Mon 2 Jan 2006")
	}
	if t, err := time.Parse("2006-01", day); err == nil {
		return t.Format("Jan 2006")
	}
	return strings.Replace(day, "T", " ", 1)
}

// Plain returns a reason with the words that it quotes from the story, which
// stand between stars, in quotation marks.
func Plain(why string) string {
	parts := strings.Split(why, "*")
	out := parts[0]
	for i, part := range parts[1:] {
		switch {
		case i == len(parts)-2 && i%2 == 0: // a star without a partner
			out += "*" + part
		case i%2 == 0:
			out += "“" + part
		default:
			out += "”" + part
		}
	}
	return out
}
