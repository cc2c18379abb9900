package ask

import (
	"context"
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// An Actor is somebody whom the archive's stories speak of.
type Actor struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Country string `json:"country,omitempty"`
	Basis   string `json:"basis" doc:"list: a list knows it; story: stories alone do"`
	Public  bool   `json:"public" doc:"holds or held office, speaks for or leads a body"`
	Stories int    `json:"stories"`
}

// Private reports whether the actor is a private person, who has no profile.
func (a *Actor) Private() bool { return a.Kind == "person" && !a.Public }

// A Profile is an actor with what the stories say about it.
type Profile struct {
	Actor
	Aliases  []string     `json:"aliases" doc:"other names in the newest stories"`
	Wikidata string       `json:"wikidata,omitempty"`
	CAMEO    string       `json:"cameo,omitempty"`
	Sectors  []string     `json:"sectors"`
	Offices  []OfficeLine `json:"offices"`
	Why      string       `json:"why,omitempty" doc:"what ties the newest story's words to this actor"`
	Does     []store.Pair `json:"does" doc:"to whom it does something most"`
	Suffers  []store.Pair `json:"suffers" doc:"who does something to it most"`
	// Joined are those that the actor was made of, 40 at most.
	Joined []store.JoinedKey `json:"joined" doc:"other names by which stories call it, as a rule or a person says; what decides on one can be taken back"`
	Acts   []store.Facet     `json:"acts" doc:"how often it says, denies, …; copies of one text count once"`
}

// An OfficeLine is an office with the story that states it.
type OfficeLine struct {
	readout.Office
	Version   readout.VersionID `json:"version"`
	Published string            `json:"published,omitempty"`
}

// An ActorList is one page of actors.
type ActorList struct {
	Items []Actor
	Skip  int    // actors before it
	Total int    // actors that fit
	Next  string // cursor of the next page, "" after the last
}

// A Naming says which actors are wanted.
type Naming struct {
	Words string // of their names; "": all of them
	Kind  string // person, organization …; "": any
}

// Kinds are the kinds of actors that can have a page.
func Kinds() []string {
	var out []string
	for _, k := range readout.AllActorKinds {
		out = append(out, string(k))
	}
	return out
}

// Actors returns actors, those of most stories first. Private persons are left out.
func (s *Service) Actors(ctx context.Context, what Naming, cur string, limit int) (*ActorList, error) {
	what.Kind = strings.ToLower(what.Kind)
	if what.Kind != "" && !readout.ActorKind(what.Kind).Valid() {
		return nil, mistaken("Choose one of them, or leave it out.", "%v", store.Unknown("kind", what.Kind, Kinds()))
	}
	c, err := parseCursor(strings.TrimSpace("actors "+what.Words+" "+what.Kind), cur)
	if err != nil {
		return nil, err
	}
	return remembered(ctx, s, fmt.Sprintf("actors|%s|%s|%d|%d", what.Words, what.Kind, c.a, limit), func() (*ActorList, error) {
		infos, total, err := s.Store.ActorsLike(ctx, what.Words, what.Kind, int(c.a), limit)
		out := &ActorList{Items: []Actor{}, Skip: int(c.a), Total: total}
		for _, a := range infos {
			out.Items = append(out.Items, actorOf(a))
		}
		if n := out.Skip + len(infos); n < total && len(infos) > 0 {
			out.Next = cursor{c.list, int64(n), 0}.String()
		}
		return out, err
	})
}

func actorOf(a *store.ActorInfo) Actor {
	return Actor{ID: a.ID, Name: a.Name, Kind: a.Kind, Country: a.Country, Basis: a.Basis, Public: a.Public, Stories: a.Stories}
}

// actorInfo returns an actor of the archive; its stories are counted once.
func (s *Service) actorInfo(ctx context.Context, id string) (*store.ActorInfo, error) {
	return remembered(ctx, s, "actor|"+id, func() (*store.ActorInfo, error) { return s.Store.Actor(ctx, id) })
}

// actorRecords is how many of the newest stories make an actor's profile.
const actorRecords = 40

// Actor returns an actor's profile. A private person has none.
func (s *Service) Actor(ctx context.Context, id string) (*Profile, error) {
	info, err := s.actorInfo(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &Profile{Actor: actorOf(info), Aliases: []string{}, Sectors: []string{}, Offices: []OfficeLine{}, Acts: []store.Facet{}, Joined: []store.JoinedKey{}, Does: []store.Pair{}, Suffers: []store.Pair{}}
	if p.Private() {
		return nil, &Error{Private, "This is a private person: there is no profile across stories.", "Open the story itself; it shows what it says."}
	}
	ins, err := s.Store.ActorRecords(ctx, info.ID, actorRecords)
	if err != nil {
		return nil, err
	}
	p.describe(ins)
	acts, _, err := later(s.waiting(ctx, bySpeaker(info.ID)), s, "acts|"+info.ID, func(ctx context.Context) ([]store.Facet, error) { return s.Store.ActsOf(ctx, info.ID) })
	if err != nil {
		return nil, err
	}
	p.Acts = append(p.Acts, acts...)
	p.Joined, err = remembered(ctx, s, "joined|"+info.ID, func() ([]store.JoinedKey, error) { return s.Store.JoinedFrom(ctx, info.ID, actorRecords) })
	if err != nil {
		return nil, err
	}
	return p, s.counterparts(ctx, p)
}

// maxCounterparts is how many of those to whom an actor does something, and of
// those who do something to it, its profile names.
const maxCounterparts = 8

// counterparts fills in with whom an actor deals most.
func (s *Service) counterparts(ctx context.Context, p *Profile) error {
	for field, list := range map[string]*[]store.Pair{"actor": &p.Does, "recipient": &p.Suffers} {
		pairs, err := s.pairs(ctx, &store.Query{Kind: store.Events, Fields: map[string][]string{field: {p.ID}}}, 2*maxCounterparts)
		if err != nil {
			return err
		}
		for _, pair := range pairs.Items { // an event of several has pairs of others too
			if (field == "actor" && pair.Actor == p.ID || field == "recipient" && pair.Recipient == p.ID) && len(*list) < maxCounterparts {
				*list = append(*list, pair)
			}
		}
	}
	return nil
}

// ActorOverTime counts a part of what stories say about an actor over time.
func (s *Service) ActorOverTime(ctx context.Context, id, part string, by Binning) (*store.Timeline, error) {
	info, err := s.actorInfo(ctx, id)
	if err != nil {
		return nil, err
	}
	q, err := partQuery(info, part)
	if err != nil || q == nil {
		return &store.Timeline{}, err
	}
	return s.overTime(ctx, q, by)
}

func bySpeaker(id string) *store.Query {
	return &store.Query{Kind: store.Statements, Fields: map[string][]string{"speaker": {id}}}
}

// The parts of an actor's page.
const (
	PartSaid     = "said"    // what it said
	PartDid      = "did"     // what it did
	PartDoneTo   = "done-to" // what was done to it
	PartAbout    = "about"   // what others say with its name in it
	PartUnnamed  = "unnamed" // what unnamed officials of its country said; never its own words
	actorPartDoc = "said, did, done-to, about or unnamed"
)

// ActorPart returns a part of what stories say about an actor, the newest first.
func (s *Service) ActorPart(ctx context.Context, id, part, cur string, limit int) (*Found, error) {
	info, err := s.actorInfo(ctx, id)
	if err != nil {
		return nil, err
	}
	if a := actorOf(info); a.Private() {
		return nil, &Error{Private, "This is a private person: there is no profile across stories.", "Open the story itself; it shows what it says."}
	}
	q, err := partQuery(info, part)
	if err != nil {
		return nil, err
	}
	if q == nil {
		return &Found{Kind: store.Statements, Items: []Hit{}}, nil
	}
	return s.find(ctx, q, Search{Q: part + " " + info.ID, Cursor: cur, Limit: limit, Newest: true})
}

// partQuery returns the question of a part of an actor's page, nil for a part
// that can have nothing.
func partQuery(info *store.ActorInfo, part string) (*store.Query, error) {
	switch part {
	case PartSaid:
		return bySpeaker(info.ID), nil
	case PartDid:
		return &store.Query{Kind: store.Events, Fields: map[string][]string{"actor": {info.ID}}}, nil
	case PartDoneTo:
		return &store.Query{Kind: store.Events, Fields: map[string][]string{"recipient": {info.ID}}}, nil
	case PartAbout:
		return &store.Query{Kind: store.Statements, Fields: map[string][]string{"about": {info.Name}}}, nil
	case PartUnnamed:
		if info.Country == "" {
			return nil, nil
		}
		return &store.Query{Kind: store.Statements, Fields: map[string][]string{"kind": {"unnamed-official"}, "country": {info.Country}}}, nil
	}
	return nil, mistaken("Ask for "+actorPartDoc+".", "an actor has no part %.40q", part)
}
