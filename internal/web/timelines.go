package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/mailer"
	"github.com/seed-f92ea4cf/readout/internal/timeline"
)

// A Sender hands mail in; nil where the user has named no server.
type Sender interface {
	Send(ctx context.Context, to []*mail.Address, data []byte) error
}

type timelinesPage struct {
	chrome
	Items []ask.MadeLine
	Total int
	Next  string
	Query string
	Most  int
}

// timelines lists the timelines that people made.
func (s *site) timelines(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Service.Timelines(r.Context(), param(r, "cursor"), perPage)
	if err != nil {
		return err
	}
	p := &timelinesPage{chrome: chrome{Title: "Timelines", Files: files(r)}, Items: list.Items, Total: list.Total, Next: nextPage(r, list.Next), Query: param(r, "q"), Most: timeline.Usual}
	s.show(w, r, http.StatusOK, "timelines", p)
	return nil
}

// perPage is how many timelines a list shows.
const perPage = 30

// field returns a field of a form as text that is valid.
func field(r *http.Request, name string) string {
	return strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(strings.ReplaceAll(r.PostForm.Get(name), "\x00", ""), "\r\n", "\n"), "\uFFFD"))
}

// maxForm is how many bytes a form of a timeline has.
const maxForm = 1 << 20

// form reads a form that was sent.
func form(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return api.NewProblem(http.StatusBadRequest, "The form can't be read: "+err.Error(), "Send it from its page, with shorter texts.")
	}
	return nil
}

// makeTimeline makes a timeline and goes to its page.
func (s *site) makeTimeline(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	most := timeline.Usual
	if text := field(r, "most"); text != "" {
		var err error
		if most, err = strconv.Atoi(text); err != nil {
			return api.NewProblem(http.StatusBadRequest, "The number of entries is none.", "Write one from 1 to 2000.")
		}
	}
	id, err := s.Service.MakeTimeline(r.Context(), &ask.Making{Title: field(r, "title"), Q: field(r, "q"), Most: cmp.Or(most, -1)})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/timelines/"+id, http.StatusSeeOther)
	return nil
}

// A makerEntry is an entry with what a person may do to it.
type makerEntry struct {
	timeline.Entry
	N, Up, Down int // its place, and those it may go to; 0: none
	Href        string
	Choices     []makerChoice
}

// A makerChoice is a sentence that may tell an entry.
type makerChoice struct {
	ask.Choice
	Here bool
}

type makerPage struct {
	chrome
	M                    *ask.Made
	Axis                 *timeline.Axis
	Entries              []makerEntry
	Offers               []timeline.Entry
	Older, Newer         string // other pages of entries
	From                 int
	Forms                []timeline.Form
	CanMail              bool
	To                   string
	Notice, Lost, Wanted string // what was done; what was written and not taken; of which
	History              []timeline.Step
	Label                *labelForm
}

// perMaker is how many entries one page of the maker has.
const perMaker = 50

// maker shows a timeline with the forms that change it.
func (s *site) maker(w http.ResponseWriter, r *http.Request) error {
	p, err := s.makerPage(r, param(r, "from"))
	if err != nil {
		return err
	}
	if to := param(r, "sent"); to != "" {
		p.Notice = "The mail was handed in for " + short(to, 200) + "."
	}
	s.show(w, r, http.StatusOK, "maker", p)
	return nil
}

// makerPage returns the page of a timeline that begins with an entry.
func (s *site) makerPage(r *http.Request, from string) (*makerPage, error) {
	m, err := s.Service.Made(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	label, err := s.labelOf(r, m.ID)
	if err != nil {
		return nil, err
	}
	p := &makerPage{Label: label, chrome: chrome{Title: "Timeline: " + short(m.Title, 200)}, M: m, Axis: m.Axis(), Forms: timeline.Forms(), CanMail: s.Mail != nil}
	if n, err := strconv.Atoi(from); err == nil && n > 0 && n < len(m.Entries) {
		p.From = n / perMaker * perMaker
	}
	last := min(p.From+perMaker, len(m.Entries))
	base := "/timelines/" + m.ID
	if p.From > 0 {
		p.Older = fmt.Sprintf("%s?from=%d", base, p.From-perMaker)
	}
	if last < len(m.Entries) {
		p.Newer = fmt.Sprintf("%s?from=%d", base, last)
	}
	var events []string
	for i := p.From; i < last; i++ {
		events = append(events, m.Entries[i].Event)
	}
	choices, err := s.Service.Choices(r.Context(), events)
	if err != nil {
		return nil, err
	}
	for i := p.From; i < last; i++ {
		e := makerEntry{Entry: m.Entries[i], N: i + 1, Up: i}
		if i+1 < len(m.Entries) {
			e.Down = i + 2
		}
		if e.Text != "" {
			e.Href = address("/story/"+e.Version, url.Values{"at": {fmt.Sprintf("%d-%d", e.Sentence[0], e.Sentence[1])}}) + "#hit"
		}
		for _, c := range choices[e.Event] {
			e.Choices = append(e.Choices, makerChoice{c, c.From == fmt.Sprintf("%s:%d-%d", e.Version, e.Sentence[0], e.Sentence[1])})
		}
		p.Entries = append(p.Entries, e)
	}
	p.History = slices.Clone(m.Steps[max(0, len(m.Steps)-maxHistory):])
	slices.Reverse(p.History)
	return p, s.offer(r.Context(), p)
}

// maxHistory and maxOffers are how many steps and further happenings a page shows.
const (
	maxHistory = 50
	maxOffers  = 12
)

// offer adds what the archive has beside the entries of a timeline.
func (s *site) offer(ctx context.Context, p *makerPage) error {
	in := make(map[string]bool)
	for _, list := range [][]timeline.Entry{p.M.Entries, p.M.Dropped} {
		for i := range list {
			in[list[i].Event] = true
		}
	}
	if len(in) > 4*maxOffers { // a long one has what matters
		return nil
	}
	t, _, err := s.Service.Chronology(ctx, p.M.Query, len(in)+maxOffers)
	var mistaken *ask.Error
	if errors.As(err, &mistaken) { // the query names what is gone
		return nil
	}
	if err != nil {
		return err
	}
	for i := range t.Entries {
		if e := &t.Entries[i]; !in[e.Event] && len(p.Offers) < maxOffers {
			p.Offers = append(p.Offers, *e)
		}
	}
	return nil
}

// editTimeline does to a timeline what its page's forms ask for.
func (s *site) editTimeline(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	id := r.PathValue("id")
	in := &ask.Editing{Do: field(r, "do"), Entry: field(r, "entry"), Title: field(r, "title"), Note: field(r, "note"), From: field(r, "from")}
	in.Since, _ = strconv.Atoi(field(r, "since"))
	if to := field(r, "move"); to != "" {
		in.Do = timeline.DoMove
		in.To, _ = strconv.Atoi(to)
	}
	if in.Do == "delete" && field(r, "sure") == "" {
		return api.NewProblem(http.StatusBadRequest, "The timeline was not taken out: nothing says that you are sure.", "Go back and mark the box.")
	}
	_, err := s.Service.EditTimeline(r.Context(), id, in)
	var overtaken *ask.Error
	if errors.As(err, &overtaken) && overtaken.Fault == ask.Overtaken {
		return s.overtaken(w, r, in, overtaken)
	}
	if err != nil {
		return err
	}
	if in.Do == "delete" {
		http.Redirect(w, r, "/timelines", http.StatusSeeOther)
		return nil
	}
	to := "/timelines/" + url.PathEscape(id)
	if from := field(r, "page"); from != "" && from != "0" {
		to += "?from=" + url.QueryEscape(from)
	}
	if in.Entry != "" && in.Do != timeline.DoDrop {
		to += "#" + url.PathEscape(in.Entry)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// overtaken shows the timeline as it is with what its writer has written and
// somebody else's change has kept out.
func (s *site) overtaken(w http.ResponseWriter, r *http.Request, in *ask.Editing, why *ask.Error) error {
	p, err := s.makerPage(r, field(r, "page"))
	if err != nil {
		return err
	}
	p.Notice, p.Wanted = why.Detail+" "+why.Do, in.Title
	p.Lost = in.Note
	s.show(w, r, http.StatusConflict, "maker", p)
	return nil
}

// publicPolicy is the policy of a timeline's public page, which brings its style.
const publicPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// printTimeline shows a timeline as it is published and printed.
func (s *site) printTimeline(w http.ResponseWriter, r *http.Request) error {
	return s.writeTimeline(w, r, "page", false)
}

// timelineFile gives a timeline as a file.
func (s *site) timelineFile(w http.ResponseWriter, r *http.Request) error {
	return s.writeTimeline(w, r, r.PathValue("form"), true)
}

// writeTimeline writes a timeline in a form.
func (s *site) writeTimeline(w http.ResponseWriter, r *http.Request, name string, file bool) error {
	f, ok := timeline.FormNamed(name)
	if !ok {
		return api.NewProblem(http.StatusNotFound, fmt.Sprintf("%.40q is no form of a timeline.", name), "Use one of "+timeline.FormNames()+".")
	}
	m, err := s.Service.Made(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	data, _, err := f.Write(m.Timeline)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", f.Media)
	h.Set("Content-Security-Policy", publicPolicy)
	if file {
		h.Set("Content-Disposition", `attachment; filename="timeline-`+m.ID+f.Ext+`"`)
	}
	_, err = w.Write(data)
	return err
}

// mailTimeline hands a timeline in as a mail.
func (s *site) mailTimeline(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	if s.Mail == nil {
		return api.NewProblem(http.StatusServiceUnavailable, "No mail server is known.", "Start readout serve with --smtp and --sender, or download the mail and send it yourself.")
	}
	to, err := mailer.Addresses(field(r, "to"))
	if err != nil {
		return api.NewProblem(http.StatusBadRequest, err.Error(), "Correct the addresses.")
	}
	m, err := s.Service.Made(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	data, err := timeline.Mail(m.Timeline, timeline.Envelope{From: s.MailFrom, To: to, Date: time.Now()})
	if err == nil {
		err = s.Mail.Send(r.Context(), to, data)
	}
	if err != nil {
		return api.NewProblem(http.StatusBadGateway, err.Error(), "The timeline is as it was; send it again when that is mended.")
	}
	var names []string
	for _, a := range to {
		names = append(names, a.Address)
	}
	http.Redirect(w, r, address("/timelines/"+m.ID, url.Values{"sent": {strings.Join(names, ", ")}}), http.StatusSeeOther)
	return nil
}

// stepWords say what people do to timelines.
var stepWords = map[string]string{timeline.DoMake: "made", timeline.DoHead: "headline and note of the whole", timeline.DoEdit: "headline, note or sentence of", timeline.DoDrop: "dropped",
	timeline.DoKeep: "kept again", timeline.DoMove: "moved", timeline.DoAdd: "added an entry", timeline.DoUndo: "took the last step back"}
