package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/compare"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// mostLines is how many lines a notice has at most, and longestLine how long each
// is, in runes.
const (
	mostLines   = 8
	longestLine = 400
)

// Notice says in words what an alert tells of; nil if it may not be told any more:
// it is gone, or above what is seen here.
func (s *Service) Notice(ctx context.Context, a *store.Alert, t *store.Tip) (*alert.Notice, error) {
	n := &alert.Notice{ID: t.ID, Reason: t.Reason, At: t.At, Label: "CLEAR"}
	if t.Reason == alert.Test {
		n.Why, n.Lines = "somebody asked for a test of this alert", []string{"This is a test: the alert works."}
		return n, nil
	}
	st, err := s.Store.Version(ctx, string(t.Version))
	if t.Version == "" || gone(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	label, err := s.Store.Label(ctx, string(t.Version))
	if err != nil {
		return nil, err
	}
	v := st.Version
	n.Label, n.Story, n.Version, n.Outlet = label.String(), string(st.Story), string(st.ID), v.Outlet
	n.Headline = oneLine(v.Headline)
	if v.Published != nil {
		n.Published = v.Published.Day()
	}
	n.Path = fmt.Sprintf("/story/%s?v=%d", st.Story, st.N)
	told, err := s.tell(ctx, a, t, st, n)
	if err != nil || !told {
		return nil, err
	}
	for i, line := range n.Lines {
		n.Lines[i] = clipped(oneLine(line), longestLine)
	}
	if more := len(n.Lines) - mostLines; more > 0 {
		n.Lines = append(n.Lines[:mostLines], fmt.Sprintf("… and %d more", more))
	}
	return n, nil
}

// gone reports an error for what is not there, or not seen here.
func gone(err error) bool { return errors.Is(err, store.ErrNotFound) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func clipped(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return text
}

// inMarks puts a sentence in quotation marks.
func inMarks(text string) string { return "“" + strings.Trim(oneLine(text), "“”\"") + "”" }

// tell fills in why one is told and what; false if there is nothing to be told.
func (s *Service) tell(ctx context.Context, a *store.Alert, t *store.Tip, st *store.Stored, n *alert.Notice) (bool, error) {
	search := "your search " + inMarks(a.Query)
	switch t.Reason {
	case alert.New:
		n.Why = "a story that fits " + search + " has come in"
		return s.tellFound(ctx, a, t, st, n)
	case alert.Denied:
		n.Why = "what fits " + search + " is denied here"
		return s.tellFound(ctx, a, t, st, n)
	case alert.Changed:
		n.Why = "a story that fits " + search + " says something else than before"
		return s.tellChange(ctx, t, st, n)
	case alert.Line:
		n.Why = "another independent source tells of what fits " + search
		return s.tellLine(ctx, t, st, n)
	case alert.Conflict:
		n.Why = "reports of what fits " + search + " contradict each other"
		return s.tellConflict(ctx, t, n)
	case alert.Withdrawn:
		n.Why = "a story that fits " + search + " is corrected or taken back"
		return s.tellNotice(ctx, st, n)
	case alert.Position:
		n.Why = "somebody takes another side of your question " + inMarks(a.Question)
		return s.tellPosition(ctx, a, st, n)
	}
	return false, nil
}

// tellFound tells a statement or an event, or the sentence of a text, that a search finds.
func (s *Service) tellFound(ctx context.Context, a *store.Alert, t *store.Tip, st *store.Stored, n *alert.Notice) (bool, error) {
	if t.Fact == "" {
		n.Lines = []string{inMarks(s.fitting(ctx, a, st))}
		return true, nil
	}
	rec, err := s.Store.Record(ctx, &st.VersionRef)
	if gone(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	row := claim.Read(rec).Row(t.Fact)
	if row == nil { // read again since, otherwise
		return false, nil
	}
	line := row.Prose()
	if status := row.StatusText(); status != "" {
		line += " (" + status + ")"
	}
	n.Lines = []string{line}
	n.Path += "&show=" + t.Fact + "#" + t.Fact
	return true, nil
}

// fitting returns the sentence of a story that fits a search best, or its first.
func (s *Service) fitting(ctx context.Context, a *store.Alert, st *store.Stored) string {
	q, err := store.ParseQuery(a.Query)
	if err == nil {
		q.Fields["story"] = []string{string(st.Story)}
		if res, err := s.Store.Search(ctx, q, 1); err == nil && len(res.Hits) > 0 && res.Hits[0].ID == st.ID {
			return res.Hits[0].Sentence
		}
	}
	body := strings.TrimSpace(strings.TrimPrefix(st.Version.Text, st.Version.Headline))
	first, _, _ := strings.Cut(body, "\n")
	return first
}

// tellChange tells what a version says otherwise than the one before.
func (s *Service) tellChange(ctx context.Context, t *store.Tip, st *store.Stored, n *alert.Notice) (bool, error) {
	before, err := s.Store.Version(ctx, string(t.Since))
	if t.Since == "" || gone(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var recs [2]*readout.Record
	for i, v := range []*store.Stored{before, st} {
		rec, err := s.Store.Record(ctx, &v.VersionRef)
		if gone(err) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		rec.Removed = v.Removed
		recs[i] = rec
	}
	for _, p := range compare.Weigh(recs[0], recs[1]) {
		was, is := inMarks(p.Old.In(before.Version.Text)), inMarks(p.New.In(st.Version.Text))
		switch p.Kind {
		case compare.IsAdded:
			n.Lines = append(n.Lines, "It adds: "+is)
		case compare.IsDropped:
			n.Lines = append(n.Lines, "It no longer says: "+was)
		default:
			n.Lines = append(n.Lines, "It says "+is+" where it said "+was)
		}
	}
	n.Path = fmt.Sprintf("/story/%s/versions?from=%d&to=%d", st.Story, before.N, st.N)
	return len(n.Lines) > 0, nil
}

// tellLine tells a happening that one more line of reporting has.
func (s *Service) tellLine(ctx context.Context, t *store.Tip, st *store.Stored, n *alert.Notice) (bool, error) {
	h, err := s.Store.Happening(ctx, t.Fact)
	if gone(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if h.Lines < 2 { // the others are above what is seen here, or were forgotten
		return false, nil
	}
	for _, m := range h.Mentions {
		if m.Story.Version == string(st.ID) && m.Sentence < len(m.Story.Sentences) {
			n.Lines = append(n.Lines, inMarks(sentenceOf(st.Version.Text, m.Story.Sentences[m.Sentence].Span)))
			break
		}
	}
	n.Lines = append(n.Lines, fmt.Sprintf("%d independent lines of reporting tell of it now.", h.Lines))
	n.Happening, n.Path = h.ID, "/happening/"+h.ID
	return true, nil
}

func sentenceOf(text string, at readout.Span) string {
	if !at.Fits(text) {
		return ""
	}
	return at.In(text)
}

// tellConflict tells two sentences that contradict each other.
func (s *Service) tellConflict(ctx context.Context, t *store.Tip, n *alert.Notice) (bool, error) {
	c, err := s.Store.Conflict(ctx, t.Fact)
	if gone(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if c.What != "" {
		n.Lines = append(n.Lines, c.What)
	}
	for _, side := range []thread.Side{c.A, c.B} {
		text := s.Text(ctx, side.Story.Version)
		n.Lines = append(n.Lines, strings.TrimPrefix(side.Story.Outlet+": ", ": ")+inMarks(sentenceOf(text, side.Sentence)))
	}
	n.Conflict = c.ID
	if n.Path = "/conflicts"; c.Event != "" {
		n.Path, n.Happening = "/happening/"+c.Event, c.Event
	}
	return true, nil
}

// tellNotice tells the words with which an outlet corrects or takes back.
func (s *Service) tellNotice(ctx context.Context, st *store.Stored, n *alert.Notice) (bool, error) {
	list, err := s.Store.NoticesIn(ctx, &st.VersionRef)
	if err != nil || len(list) == 0 {
		return false, err
	}
	for _, notice := range list {
		n.Lines = append(n.Lines, inMarks(sentenceOf(st.Version.Text, notice.Span)))
		if notice.Headline != "" {
			n.Lines = append(n.Lines, "It is about the story "+inMarks(notice.Headline))
		}
	}
	return true, nil
}

// tellPosition tells who takes another side in a version.
func (s *Service) tellPosition(ctx context.Context, a *store.Alert, st *store.Stored, n *alert.Notice) (bool, error) {
	c, err := s.Claims(ctx, PositionsQuestion{On: a.Question, Changes: true})
	if err != nil {
		return false, err
	}
	for _, p := range slices.Backward(c.Positions) {
		if p.Version != string(st.ID) {
			continue
		}
		who := p.Claim.Actor.Name
		if p.Claim.Speaker.Named() {
			who = p.Claim.Speaker.Name
		}
		n.Lines = append(n.Lines, fmt.Sprintf("%s: %s, and was: %s", who, p.Stance, p.Was), inMarks(sentenceOf(st.Version.Text, p.Claim.Sentence)))
	}
	return len(n.Lines) > 0, nil
}

// Letter returns what goes out of an alert: what it tells of, as far as that may
// be told. Base is the server's address, "" if it is not known.
func (s *Service) Letter(ctx context.Context, a *store.Alert, id string, tips []*store.Tip, base string) (*alert.Letter, error) {
	l := &alert.Letter{ID: id, Alert: a.ID, Name: a.Name, Search: a.Query + a.Question, Base: base, When: a.Plan.When(), Notices: []*alert.Notice{}}
	if base != "" {
		l.Stop = base + "/alerts/" + a.ID + "/stop?token=" + a.Key.StopToken()
	}
	for _, t := range tips {
		n, err := s.Notice(ctx, a, t)
		if err != nil {
			return nil, err
		}
		if n == nil {
			continue
		}
		if base != "" && n.Path != "" {
			n.Link = base + n.Path
		}
		l.Notices = append(l.Notices, n)
	}
	return l, nil
}
