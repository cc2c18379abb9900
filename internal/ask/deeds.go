package ask

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// This file says who did something to whom most. A list of counts leads with whatever
// is misread most often; a page that begins with it must lead with what its own
// sentences bear out, so the acts of each pair are looked at before it is named.

const (
	deedPairs = 32  // pairs of most texts whose acts are looked at
	deedActs  = 8   // the newest acts of each
	plainSure = .65 // least confidence of what is plain to see
)

// A Deed is who did something to whom, with acts of his that are plain to see.
type Deed struct {
	store.Pair
	// Plain are acts of different lines of reporting whose sentences bear out who did
	// something to whom ([claim.Reader.Tied]), the plainest first.
	Plain []Hit
}

// Deeds are who did something to whom most: in the month before the newest story's day,
// and, where that has too few, of a longer time.
type Deeds struct {
	Month []Deed
	Since string // the day from which on Items are, "" for any time
	Items []Deed // of those who are not in Month
	// Counted is false while they are counted behind the pages.
	Counted bool
}

// Deeds returns who of a question's events did something to whom most, by texts in which
// it is said to have happened: two parties, of whose newest acts at least half are likely
// and one stands in a sentence that bears it out. The answer is shared: nobody may change it.
func (s *Service) Deeds(ctx context.Context, words string, limit int) (*Deeds, error) {
	f := EventFilter{Words: words, Status: string(readout.Asserted)}
	q, err := f.query()
	if err != nil {
		return nil, err
	}
	newest, err := s.Newest(ctx)
	if err != nil {
		return nil, err
	}
	out, ok, err := later(ctx, s, memoKey(fmt.Sprint("deeds", limit), q), func(ctx context.Context) (*Deeds, error) {
		return s.deedsOf(ctx, f, &newest, limit)
	})
	if err == nil && !ok {
		out = &Deeds{}
	}
	return out, err
}

// deedsOf looks at the newest month, and at longer times until the rest of limit is there.
func (s *Service) deedsOf(ctx context.Context, f EventFilter, newest *Newest, limit int) (*Deeds, error) {
	out := Deeds{Counted: true}
	var err error
	f.From, f.Published = newest.Month, newest.Month != ""
	if f.Published {
		if out.Month, err = s.deeds(ctx, f, limit); err != nil {
			return nil, err
		}
	}
	left := limit - len(out.Month)
	if left == 0 {
		return &out, nil
	}
	for _, since := range newest.longer {
		if len(out.Items) >= left && out.Items[0].Lines > 1 {
			break
		}
		f.From, f.Published = since, since != ""
		list, err := s.deeds(ctx, f, limit)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(d Deed) bool {
			return slices.ContainsFunc(out.Month, func(m Deed) bool { return m.Actor == d.Actor && m.Recipient == d.Recipient })
		})
		if list = list[:min(len(list), left)]; texts(list) > texts(out.Items) {
			out.Since, out.Items = since, list
		}
	}
	return &out, nil
}

// texts counts the texts of pairs that several tell of; those that one tells of count for
// little, however many they are.
func texts(list []Deed) (n float64) {
	for i := range list {
		n += float64(list[i].Lines-1) + 1/float64(deedPairs)
	}
	return n
}

// A weighed deed has the texts that are left where those that are not plain are taken off.
type weighed struct {
	Deed
	texts  float64
	likely int // lines of reporting of those that were looked at with a likely act
}

// deeds looks at pairs, those of most texts first, until no further one can weigh more
// than those that were found.
func (s *Service) deeds(ctx context.Context, f EventFilter, limit int) ([]Deed, error) {
	q, err := f.query()
	if err != nil {
		return nil, err
	}
	pairs, _, err := s.Store.Pairs(ctx, q, deedPairs)
	if err != nil {
		return nil, err
	}
	var list []weighed
	for _, pair := range pairs {
		if len(list) >= limit && list[limit-1].texts >= float64(pair.Lines) {
			break
		}
		d, err := s.deed(ctx, f, pair)
		if err != nil {
			return nil, err
		}
		if d.texts > 0 {
			list = append(list, d)
			slices.SortStableFunc(list, func(a, b weighed) int { return cmp.Compare(b.texts, a.texts) })
		}
	}
	var out []Deed
	for _, d := range list {
		if len(out) == limit {
			break
		}
		one := d.likely == 1 && list[0].likely > 1 // what one text tells is not done most
		told := slices.ContainsFunc(out, func(o Deed) bool { return sameSentence(&o.Plain[0], &d.Plain[0]) })
		if !one && !told {
			out = append(out, d.Deed)
		}
	}
	return out, nil
}

// sameSentence reports whether two acts stand in one sentence.
func sameSentence(a, b *Hit) bool { return a.Version == b.Version && a.Span == b.Span }

// deed looks at the newest acts of a pair. It weighs nothing where fewer than half of
// the lines of reporting that were looked at have a plain one.
func (s *Service) deed(ctx context.Context, f EventFilter, pair store.Pair) (weighed, error) {
	f.Actor, f.Recipient = pair.Actor, pair.Recipient
	q, err := f.query()
	if err != nil {
		return weighed{}, err
	}
	found, _, err := s.Store.SearchPage(ctx, q, store.Page{Limit: deedActs}, true, nil)
	if err != nil {
		return weighed{}, err
	}
	d := s.describer(q)
	if err := d.describe(ctx, found); err != nil {
		return weighed{}, err
	}
	hits, err := d.hits(ctx, found)
	if err != nil {
		return weighed{}, err
	}
	records := make(map[readout.VersionID]*readout.Record)
	for _, h := range found {
		if records[h.ID], err = s.Store.RecordOf(ctx, h); err != nil && !errors.Is(err, store.ErrNotFound) {
			return weighed{}, err
		}
	}
	return weigh(pair, hits, records), nil
}

// weigh weighs a pair by acts of it, with their records; nil of one that went meanwhile.
// It weighs nothing where no sentence bears it out.
func weigh(pair store.Pair, hits []Hit, records map[readout.VersionID]*readout.Record) weighed {
	out, lines, likely, plain := weighed{Deed: Deed{Pair: pair}}, make(map[string]bool), make(map[string]bool), make(map[string]bool)
	slices.SortStableFunc(hits, plainer)
	for i := range hits {
		h := &hits[i]
		line := cmp.Or(h.Group, string(h.Story))
		lines[line] = true
		rec := records[h.Version]
		e := likelyAct(rec, h, &pair)
		if e == nil {
			continue
		}
		likely[line] = true
		if plain[line] {
			continue
		}
		if who, whom := claim.Read(rec).Tied(e); who && whom {
			plain[line] = true
			out.Plain = append(out.Plain, *h)
		}
	}
	out.likely = len(likely)
	if 2*len(likely) >= len(lines) && len(plain) > 0 {
		out.texts = float64(pair.Lines*len(likely)) / float64(len(lines))
	}
	return out
}

// plainer orders acts: those whose day the text tells, those that the outlet tells
// itself, the surest.
func plainer(a, b Hit) int {
	undated := func(h *Hit) int {
		if h.When == nil || h.When.From == "" {
			return 1
		}
		return 0
	}
	return cmp.Or(undated(&a)-undated(&b), min(len(a.AccordingTo), 1)-min(len(b.AccordingTo), 1), cmp.Compare(b.Confidence, a.Confidence))
}

// likelyAct returns the event of an act that is likely, said to have happened, on a day or
// by the day of publication, and of two parties whom the sentence calls; nil for others.
func likelyAct(rec *readout.Record, h *Hit, pair *store.Pair) *readout.Event {
	if rec == nil || h.Published == "" && (h.When == nil || h.When.From == "") {
		return nil
	}
	e := eventIn(rec, h.ID)
	if e == nil || e.Status != readout.Asserted || e.Confidence < plainSure {
		return nil
	}
	called := func(roles []readout.Role, id string, named func(i int) string) *readout.Actor {
		for i := range roles {
			if named(i) == id && calledIn(rec, e.Sentence, &roles[i]) {
				return actorIn(rec, roles[i].Actor)
			}
		}
		return nil
	}
	who := called(e.Actor, pair.Actor, func(i int) string { return h.Who[i].Actor })
	whom := called(e.Recipient, pair.Recipient, func(i int) string { return h.Whom[i].Actor })
	if who == nil || whom == nil || !twoParties(who, whom) {
		return nil
	}
	return e
}

// eventIn returns an event of a record, nil if it has none of that id.
func eventIn(rec *readout.Record, id string) *readout.Event {
	for i := range rec.Events {
		if string(rec.Events[i].ID) == id {
			return &rec.Events[i]
		}
	}
	return nil
}

// calledIn reports whether a sentence calls somebody by a name or a noun: who a pronoun
// means is a guess more.
func calledIn(rec *readout.Record, sentence readout.Span, role *readout.Role) bool {
	for i := range rec.Mentions {
		if m := &rec.Mentions[i]; m.ID == role.Mention && m.Form == readout.PronounForm {
			return false
		}
	}
	text := rec.Version.Text
	return sentence.Fits(text) && role.Text != "" && strings.Contains(text[sentence.Start:sentence.End], role.Text)
}

// actorIn returns an actor of a record, nil if it has none of that id.
func actorIn(rec *readout.Record, id readout.ActorID) *readout.Actor {
	for i := range rec.Actors {
		if rec.Actors[i].ID == id {
			return &rec.Actors[i]
		}
	}
	return nil
}

// ofState are the sectors of those who act for a state, of which each is one body.
var ofState = []string{"GOV", "MIL", "LEG", "JUD", "COP", "SPY"}

// twoParties reports whether two actors can be parties to an act, and are not one: not
// somebody and the country or government that he is of, nor a body and a part or a
// member of it. States in a body of states are parties of their own. Whom a story calls
// "countries" or "all parties" is nobody in particular.
func twoParties(a, b *readout.Actor) bool {
	if a.Kind == readout.UnnamedActor || b.Kind == readout.UnnamedActor || within(a.Name, b.Name) || within(b.Name, a.Name) || holdsOffice(a, b) || holdsOffice(b, a) {
		return false
	}
	if a.Country == "" || a.Country != b.Country {
		return true
	}
	if isOf(a, b) || isOf(b, a) {
		return false
	}
	both := a.Kind == readout.PersonActor && b.Kind == readout.PersonActor
	return both || sector(a) == "" || sector(a) != sector(b) || !slices.Contains(ofState, sector(a))
}

// sector returns an actor's primary sector, "" if none is known.
func sector(a *readout.Actor) string {
	if len(a.Sectors) == 0 {
		return ""
	}
	return a.Sectors[0]
}

// isOf reports whether an actor is one of those for whom another stands, a country or
// its government: a parliament and courts are not the government's, and rebels, parties
// and firms are parties of their own in any case.
func isOf(a, state *readout.Actor) bool {
	if sector(a) == "" && a.Kind == readout.OrganizationActor || sector(a) != "" && !slices.Contains(ofState, sector(a)) {
		return false
	}
	return state.Kind == readout.CountryActor || state.Kind == readout.GovernmentActor && sector(a) != "LEG" && sector(a) != "JUD"
}

// holdsOffice reports whether an actor holds an office of another.
func holdsOffice(a, of *readout.Actor) bool {
	return a.Office != nil && a.Office.Of != "" && strings.EqualFold(a.Office.Of, of.Name)
}

// within reports whether all words of a name stand in another, one after the other:
// "Harbour Police" is of the harbour.
func within(name, in string) bool {
	plain := func(text string) string { return " " + strings.ToLower(strings.Join(strings.Fields(text), " ")) + " " }
	return strings.TrimSpace(name) != "" && strings.Contains(plain(in), plain(name))
}
