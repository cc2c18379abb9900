package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// This file holds the lists of work as files have them: what waits for review, who
// publishes, what alerts and studies there are, and who takes which side.

// queueFile lists what is to be reviewed, as far as it was found.
func (s *site) queueFile(r *http.Request, of share) (*listing, error) {
	text := param(r, "q")
	q, err := queueQuery(text)
	if err != nil {
		return nil, err
	}
	found, err := s.queue.get(r.Context(), s, text, q)
	if err != nil {
		return nil, err
	}
	skip, _ := strconv.Atoi(param(r, "skip"))
	list := found.items[min(max(skip, 0), len(found.items)):]
	m := s.masks()
	rows, err := s.Service.DoubtfulRows(m.seeing(r.Context()), list[:min(len(list), of.limit)])
	if err != nil {
		return nil, err
	}
	l := &listing{Title: "to review", Body: &filePage[ask.DoubtfulRow]{Items: rows, Total: len(found.items)},
		Head: []string{"layer", "who", "words", "what_is_said", "to_whom", "status", "confidence", "uses", "doubt", "code", "sentence", "outlet", "published", "story", "version", "id", "label"}}
	for i := range rows {
		d := &rows[i]
		mask, err := m.of(r.Context(), readout.VersionID(d.Version))
		if err != nil {
			return nil, err
		}
		d.Doubtful = masked(d.Doubtful, mask)
		maskFields(&d.Fields, mask)
		l.Rows = append(l.Rows, []string{d.Layer, names(parties(d.Who)), d.Words, d.Content, names(parties(d.Whom)), d.Status, fmt.Sprintf("%.2f", d.Confidence), fmt.Sprint(d.Uses), fmt.Sprintf("%.2f", d.Doubt), d.Code,
			d.Sentence, d.Outlet, d.Day, d.Story, d.Version, d.ID, d.Label.String()})
	}
	return l, nil
}

// masked returns a doubtful value, which others share, with its words masked.
func masked(d *ask.Doubtful, mask func(string) string) *ask.Doubtful {
	own := *d
	own.What, own.Sentence = mask(d.What), mask(d.Sentence)
	return &own
}

// sourcesFile lists outlets and kinds of speakers with what people say of them; a feed
// has those that somebody has graded.
func (s *site) sourcesFile(r *http.Request, _ share) (*listing, error) {
	list, err := s.Service.Sources(r.Context())
	if err != nil {
		return nil, err
	}
	l := &listing{Title: "sources", Body: list, Head: []string{"kind", "source", "stories", "grade", "why", "by", "at"}}
	add := func(kind store.GradeKind, name, stories string, g *store.Grade) {
		row := []string{string(kind), name, stories, "", "", "", ""}
		if g != nil {
			copy(row[3:], []string{g.Grade, g.Why, g.By, moment(g.At)})
			l.Entries = append(l.Entries, atomEntry{Title: name + ": " + orText(g.Grade, "no grade"), ID: "urn:readout:grade:" + string(kind) + ":" + url.PathEscape(name), Updated: stamp("", g.At),
				Link: atomLink{Href: "/sources"}, Summary: orText(g.Why, "no reason") + " (" + g.By + ")"})
		}
		l.Rows = append(l.Rows, row)
	}
	for i := range list.Outlets {
		o := &list.Outlets[i]
		add(store.OfOutlet, o.Outlet, fmt.Sprint(o.Stories), o.Grade)
	}
	for i := range list.Speakers {
		add(store.OfSpeaker, list.Speakers[i].Kind, "", list.Speakers[i].Grade)
	}
	return l, nil
}

// An alertItem is an alert as files have it: without the secrets by which its feed is
// read and its webhook is signed.
type alertItem struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Search   string    `json:"search,omitempty"`
	Question string    `json:"question,omitempty"`
	Reasons  []string  `json:"reasons"`
	Pace     string    `json:"pace"`
	Mail     string    `json:"mail,omitempty"`
	MadeAt   time.Time `json:"made_at"`
	Paused   bool      `json:"paused"`
	Told     int       `json:"told"`
	Dead     int       `json:"dead"`
	Error    string    `json:"error,omitempty"`
}

// alertsFile lists the alerts of who asks.
func (s *site) alertsFile(r *http.Request, _ share) (*listing, error) {
	list, err := s.Service.Alerts(r.Context())
	if err != nil {
		return nil, err
	}
	items := []alertItem{}
	l := &listing{Title: "alerts", Head: []string{"id", "name", "search", "question", "reasons", "pace", "mail", "made_at", "paused", "told", "dead", "error"}}
	for _, a := range list {
		it := alertItem{ID: a.ID, Name: a.Name, Search: a.Search, Question: a.Question, Reasons: []string{}, Pace: string(a.Pace), Mail: a.Mail, MadeAt: a.MadeAt, Paused: a.Paused(), Told: a.Told, Dead: a.Dead, Error: a.Error}
		for _, reason := range a.Reasons {
			it.Reasons = append(it.Reasons, string(reason))
		}
		items = append(items, it)
		l.Rows = append(l.Rows, []string{it.ID, it.Name, it.Search, it.Question, strings.Join(it.Reasons, " "), it.Pace, it.Mail, moment(it.MadeAt), fmt.Sprint(it.Paused), fmt.Sprint(it.Told), fmt.Sprint(it.Dead), it.Error})
	}
	l.Body = &filePage[alertItem]{Items: items, Total: len(items)}
	return l, nil
}

// studiesFile lists the samples that several people judge apart.
func (s *site) studiesFile(r *http.Request, of share) (*listing, error) {
	list, err := s.Service.Studies(r.Context())
	if err != nil {
		return nil, err
	}
	if list == nil {
		list = []*store.Study{}
	}
	l := &listing{Title: "studies", Body: &filePage[*store.Study]{Items: list, Total: len(list)}, Head: []string{"id", "title", "made", "by", "query", "seed", "blank", "values", "coders", "settled", "label"}}
	for _, st := range list {
		var coders []string
		for _, c := range st.Coders {
			coders = append(coders, fmt.Sprintf("%s %d/%d", c.Name, c.Done, st.Items))
		}
		l.Rows = append(l.Rows, []string{st.ID, st.Title, moment(st.At), st.By, st.Query, fmt.Sprint(st.Seed), fmt.Sprint(st.Blank), fmt.Sprint(st.Items), strings.Join(coders, "; "), fmt.Sprint(st.Settled), st.Label.String()})
		if len(l.Entries) < maxFeed {
			l.Entries = append(l.Entries, atomEntry{Title: st.Title, ID: "urn:readout:" + st.ID, Updated: stamp("", st.At), Link: atomLink{Href: "/studies/" + st.ID}, Label: shared(st.Label),
				Summary: plural(st.Items, "value", "values") + " judged by " + strings.Join(coders, ", ")})
		}
	}
	return l, nil
}

var positionHead = []string{"question", "who", "stance", "was", "day", "voice", "according_to", "confidence", "why", "sentence", "outlet", "story", "version", "label"}

// positionsFile lists who takes which side of one or several questions, or the sides
// that somebody takes, the newest first.
func (s *site) positionsFile(r *http.Request, of share) (*listing, error) {
	asked, skip := questionsOf(param(r, "on")), 0
	if len(asked) == 0 && param(r, "actor") == "" {
		return nil, api.NewProblem(http.StatusBadRequest, "There is no question.", "Add on=… to the address, a question such as “opening the border”, or actor=…, a name.")
	}
	if len(asked) <= 1 {
		asked = []string{strings.Join(asked, "")}
		skip, _ = strconv.Atoi(param(r, "skip"))
	}
	body := &filePage[joined.PositionRow]{Items: []joined.PositionRow{}}
	l := &listing{Title: "positions", Body: body, Head: positionHead}
	m := s.masks()
	for _, on := range asked {
		list, err := s.Service.PositionsFrom(r.Context(), ask.PositionsQuestion{On: on, Actor: param(r, "actor"), At: param(r, "at"), Limit: of.limit - len(body.Items)}, skip)
		if err != nil {
			return nil, err
		}
		body.Total += list.Total
		for i := range list.Items {
			it := &list.Items[i]
			if err := m.position(r.Context(), it); err != nil {
				return nil, err
			}
			body.Items = append(body.Items, *it)
			l.position(it)
		}
	}
	if len(asked) == 1 {
		body.Next = l.goOn(skip+len(body.Items), body.Total, len(body.Items))
	}
	return l, nil
}

// position adds a position to a list.
func (l *listing) position(it *joined.PositionRow) {
	day := ""
	if it.Day != nil {
		day = it.Day.From
	}
	l.Rows = append(l.Rows, []string{it.Question, it.Actor.Name, string(it.Stance), string(it.Was), day, string(it.Voice), strings.Join(it.By, ", as told by "), fmt.Sprintf("%.2f", it.Confidence), it.Why, it.Text, it.Outlet, it.Story, it.Version, it.Label})
	at := url.Values{"at": {fmt.Sprintf("%d-%d", it.Sentence[0], it.Sentence[1])}}
	l.Entries = append(l.Entries, atomEntry{Title: it.Actor.Name + ": " + string(it.Stance) + " " + it.Question, ID: fmt.Sprintf("urn:readout:%s:%d-%d:%s", it.Version, it.Sentence[0], it.Sentence[1], it.Stance), Updated: stamp(day),
		Link: atomLink{Href: address("/story/"+it.Version, at) + "#hit"}, Summary: oneLine(it.Text) + " (" + it.Outlet + ")", Label: sharedAs(it.Label)})
}
