package ask

import (
	"context"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// HappeningList is one page of what stories tell together.
type HappeningList struct {
	Items []joined.EventRow `json:"items"`
	Total int               `json:"total"`
	Next  string            `json:"next,omitempty" doc:"pass it back as cursor; missing on the last page"`
	Unfinished
}

// ConflictList is one page of pairs of sentences that contradict each other.
type ConflictList struct {
	Items []joined.ConflictRow `json:"items"`
	Total int                  `json:"total" doc:"copies and versions of a pair included"`
	Next  string               `json:"next,omitempty"`
	Unfinished
}

// Unfinished says of what stories tell together how far they are joined.
type Unfinished struct {
	Joining *store.Joining `json:"joining,omitempty" doc:"only while stories wait to be joined: what the others tell is not here yet"`
}

// Unfinished says it of the archive as it is now.
func (s *Service) Unfinished(ctx context.Context) (u Unfinished, err error) {
	j, err := s.Store.Joining(ctx)
	if j != (store.Joining{}) {
		u.Joining = &j
	}
	return u, err
}

// A Happening is one happening with what contradicts what in it, and who tells what.
type Happening struct {
	joined.EventRow
	Conflicts []joined.ConflictRow `json:"conflicts" doc:"updates and other scopes are among them, as kinds of their own"`
	Told      joined.Table         `json:"told" doc:"who tells what, who had it first, who left it out"`
	Credible  *Credibility         `json:"credibility" doc:"how far it is borne out by what is on record: no measure of truth"`
}

// across asks what words and fields name of happenings; nil for all.
func acrossQuery(q string) (*store.Query, error) {
	if strings.TrimSpace(q) == "" {
		return nil, nil
	}
	query, err := store.ParseQuery(q)
	if err != nil {
		return nil, mistaken("Correct the query; readout search --help lists the fields.", "query: %v", err)
	}
	if query.Kind == store.Statements {
		return nil, mistaken("Use words, or fields of events such as type:, actor: or place:.", "query: fields of statements find no happenings")
	}
	return query, nil
}

// Happenings returns what stories tell together, those on most lines of
// reporting first, or those that were reported last.
func (s *Service) Happenings(ctx context.Context, q string, newest bool, cur string, limit int) (*HappeningList, error) {
	query, err := acrossQuery(q)
	if err != nil {
		return nil, err
	}
	c, err := parseCursor("happenings", cur)
	if err != nil {
		return nil, err
	}
	list, total, err := s.Store.FindHappenings(ctx, store.Happenings{Query: query, Newest: newest, Skip: int(c.a), Limit: limit})
	if err != nil {
		return nil, err
	}
	out := &HappeningList{Items: []joined.EventRow{}, Total: total}
	texts := s.texts(ctx)
	for _, h := range list {
		out.Items = append(out.Items, eventRow(h, texts))
	}
	if next := int(c.a) + len(list); next < total && len(list) == limit {
		out.Next = cursor{"happenings", int64(next), 0}.String()
	}
	out.Unfinished, err = s.Unfinished(ctx)
	return out, err
}

// texts returns what gives the text of a version, each read once.
func (s *Service) texts(ctx context.Context) func(version string) string {
	known := make(map[string]string)
	return func(version string) string {
		text, ok := known[version]
		if !ok {
			if st, err := s.Store.Version(ctx, version); err == nil && string(st.ID) == version {
				text = st.Version.Text
			}
			known[version] = text
		}
		return text
	}
}

// eventRow returns a happening of the archive as a row.
func eventRow(h *store.Happening, texts func(string) string) joined.EventRow {
	row := joined.Event(&h.Happening, func(key thread.MentionID) string {
		if key == h.Key {
			return h.ID
		}
		return string(key) // what may be the same is named by its id
	}, texts)
	row.Label = h.Label.String()
	who, whom, others := Parties(h)
	row.Actor, row.Recipient, row.Others = actorRows(who), actorRows(whom), actorRows(others)
	return row
}

// actorRows returns those who have a part in a happening as rows.
func actorRows(list []thread.Actor) []joined.ActorRow {
	out := []joined.ActorRow{}
	for _, a := range list {
		out = append(out, joined.ActorRow{ID: a.ID, Name: a.Name})
	}
	return out
}

// conflictRow returns a conflict of the archive as a row.
func conflictRow(c *store.Conflict, texts func(string) string) joined.ConflictRow {
	row := joined.Conflict(&c.Conflict, func(thread.MentionID) string { return "" }, texts)
	row.ID, row.Label = c.ID, c.Label.String()
	if c.Event != "" {
		row.Event = &c.Event
	}
	return row
}

// Happening returns one happening.
func (s *Service) Happening(ctx context.Context, id string) (*Happening, error) {
	h, _, err := s.HappeningTold(ctx, id)
	return h, err
}

// Text returns the text of a version, "" if there is none.
func (s *Service) Text(ctx context.Context, version string) string { return s.texts(ctx)(version) }

// HappeningTold is [Service.Happening] with what it was made of.
func (s *Service) HappeningTold(ctx context.Context, id string) (*Happening, *store.Happening, error) {
	h, err := s.Store.Happening(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	conflicts, err := s.Store.ConflictsOf(ctx, h)
	if err != nil {
		return nil, nil, err
	}
	texts := s.texts(ctx)
	out := &Happening{EventRow: eventRow(h, texts), Conflicts: []joined.ConflictRow{}, Told: joined.Claims(&h.Happening, texts)}
	for _, c := range conflicts {
		out.Conflicts = append(out.Conflicts, conflictRow(c, texts))
	}
	if out.Credible, err = s.Credible(ctx, h); err != nil {
		return nil, nil, err
	}
	return out, h, nil
}

// Conflicts returns pairs of sentences that contradict each other, the surest
// first, or those that were found last.
func (s *Service) Conflicts(ctx context.Context, q string, updates, newest bool, cur string, limit int) (*ConflictList, error) {
	query, err := acrossQuery(q)
	if err != nil {
		return nil, err
	}
	c, err := parseCursor("conflicts", cur)
	if err != nil {
		return nil, err
	}
	list, total, err := s.Store.FindConflicts(ctx, store.Conflicts{Query: query, Updates: updates, Newest: newest, Skip: int(c.a), Limit: limit})
	if err != nil {
		return nil, err
	}
	out := &ConflictList{Items: []joined.ConflictRow{}, Total: total}
	texts := s.texts(ctx)
	for _, c := range list {
		out.Items = append(out.Items, conflictRow(c, texts))
	}
	if next := int(c.a) + limit; next < total {
		out.Next = cursor{"conflicts", int64(next), 0}.String()
	}
	out.Unfinished, err = s.Unfinished(ctx)
	return out, err
}

// A Deciding is what a person decides of happenings and actors.
type Deciding struct {
	Do    string `json:"do" enum:"join,part,undo"`
	ID    string `json:"id" maxLength:"100" doc:"ev_… or ac_…"`
	Other string `json:"other,omitempty" maxLength:"200" doc:"join: the other one; part: a mention (ve_…:17, the byte of its word), a story (st_…) or an actor whom a rule joined"`
	Why   string `json:"why" minLength:"1" maxLength:"1000"`
}

// Decide keeps what a person decides and returns the id that stands today.
func (s *Service) Decide(ctx context.Context, d *Deciding) (string, error) {
	if strings.TrimSpace(d.Why) == "" {
		return "", mistaken("Say why, in a sentence that others can check.", "why is empty")
	}
	if err := s.sees(ctx, d.ID, d.Other); err != nil {
		return "", err
	}
	people.Did(ctx, "%s %s %s", d.Do, d.ID, d.Other)
	if err := s.Store.Update(ctx, func(tx *store.Tx) error { return Decide(tx, d) }); err != nil {
		return "", err
	}
	return s.Store.Resolve(ctx, d.ID)
}

// Decide keeps what a person decides.
func Decide(tx *store.Tx, d *Deciding) error {
	kind := func(id string) string { kind, _, _ := strings.Cut(id, "_"); return kind }
	switch {
	case d.Do == "undo":
		_, err := tx.Undo(d.ID, d.Why)
		return err
	case d.Do == "join" && kind(d.ID) == "ev" && kind(d.Other) == "ev":
		return tx.JoinEvents(d.ID, d.Other, d.Why)
	case d.Do == "join" && kind(d.ID) == "ac" && kind(d.Other) == "ac":
		return tx.JoinActors(d.ID, d.Other, d.Why)
	case d.Do == "part" && kind(d.ID) == "ev" && kind(d.Other) == "ve":
		return tx.PartEvent(d.ID, thread.MentionID(d.Other), d.Why)
	case d.Do == "part" && kind(d.ID) == "ac" && kind(d.Other) == "ac":
		return tx.PartActors(d.ID, d.Other, d.Why)
	case d.Do == "part" && kind(d.ID) == "ac" && kind(d.Other) == "st":
		return tx.PartActorIn(d.ID, readout.StoryID(d.Other), d.Why)
	}
	return mistaken("Join two events (ev_…) or two actors (ac_…); part an event and a mention (ve_…:17), an actor and a story (st_…), or two actors.",
		"This can't be %s: %s %s", past[d.Do], d.ID, d.Other)
}

// past are the words for what was asked.
var past = map[string]string{"join": "joined", "part": "parted"}
