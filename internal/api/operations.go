package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// Paging is what lists take.
type Paging struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"next of the page before, exactly as received"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"30" doc:"items on a page"`
}

// ByID is what names one thing.
type ByID struct {
	ID string `path:"id" maxLength:"100"`
}

type listInput struct{ Paging }

type storyInput struct{ ByID }

type diffInput struct {
	ByID
	From string `query:"from" maxLength:"40" doc:"a version: 2, v2 or its id; missing: the one before"`
	To   string `query:"to" maxLength:"40" doc:"missing: the current one"`
}

type searchInput struct {
	Paging
	Q      string `query:"q" required:"true" maxLength:"4096" doc:"words, “phrases”, beginnings*, OR, -without, and fields such as act:deny"`
	All    bool   `query:"all" doc:"older versions too"`
	Newest bool   `query:"newest" doc:"by the day of the story, the newest first, not by fit"`
}

type timelineInput struct {
	Q         string      `query:"q" required:"true" maxLength:"4096" doc:"as /search takes it"`
	All       bool        `query:"all" doc:"older versions too"`
	Scale     store.Scale `query:"scale" enum:"day,week,month" doc:"missing: by how long the time is"`
	Published bool        `query:"published" doc:"by the day of publication, not by the date of the statement or event itself"`
}

type actorsInput struct {
	Paging
	Name string `query:"name" maxLength:"200" doc:"words of the name; missing: all actors, those of most stories first"`
	Kind string `query:"kind" maxLength:"40" doc:"person, organization, government, country, group, place, role or unnamed; missing: any"`
}

type partInput struct {
	ByID
	Paging
	Part string `path:"part" enum:"said,did,done-to,about,unnamed" doc:"unnamed: what unnamed officials of its country said, never its own words"`
}

// FilterIn is what lists of events take.
type FilterIn struct {
	Type      string `query:"type" maxLength:"40" doc:"PLOVER type"`
	Status    string `query:"status" maxLength:"40"`
	Country   string `query:"country" maxLength:"40" doc:"ISO 3166-1 alpha-3, of an actor, a recipient or the place"`
	Place     string `query:"place" maxLength:"200"`
	Actor     string `query:"actor" maxLength:"200" doc:"name or id"`
	Recipient string `query:"recipient" maxLength:"200" doc:"name or id"`
	From      string `query:"from" maxLength:"10" doc:"a day, month or year: it happened then or later, as far as the text fixes that"`
	To        string `query:"to" maxLength:"10" doc:"it happened then or before"`
	Published bool   `query:"published" doc:"from, to and bins are of the day of publication, not of the event's own date"`
	Q         string `query:"q" maxLength:"1000" doc:"words of what happens"`
}

func (in *FilterIn) filter() ask.EventFilter {
	return ask.EventFilter{Type: in.Type, Status: in.Status, Country: in.Country, Place: in.Place, Actor: in.Actor, Recipient: in.Recipient, From: in.From, To: in.To, Published: in.Published, Words: in.Q}
}

type eventsInput struct {
	Paging
	FilterIn
	Scale store.Scale `query:"scale" enum:"day,week,month" doc:"of bins; missing: by how long the time is"`
}

type placesInput struct{ FilterIn }

type happeningsInput struct {
	Paging
	Q      string `query:"q" maxLength:"4096" doc:"words of what happened, and fields of events; missing: all"`
	Newest bool   `query:"newest" doc:"those that were reported last first"`
}

type storylinesInput struct {
	Paging
	Q string `query:"q" maxLength:"4096" doc:"as /search takes it: a story of the storyline answers it; missing: all"`
}

type conflictsInput struct {
	Paging
	Q       string `query:"q" maxLength:"4096" doc:"of the happening that they are about, as /happenings takes it"`
	Updates bool   `query:"updates" doc:"updates and other scopes too, which are no conflicts"`
	Newest  bool   `query:"newest" doc:"those that were found last first"`
}

// Older is where the page with older ones begins.
type Older struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"next of the page before, exactly as received"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"1000" doc:"items on a page; the first has the newest"`
}

type positionsInput struct {
	Older
	On    string `query:"on" required:"true" maxLength:"300" doc:"the question: words for what is done and to what"`
	Actor string `query:"actor" maxLength:"200" doc:"only claims of the actor or speaker of this name"`
	At    string `query:"at" pattern:"^\\d{4}-\\d\\d-\\d\\d$" doc:"as it stood at the end of this day"`
	Show  string `query:"show" enum:"all,changes,sides" default:"all" doc:"all claims, those who changed their minds, or each actor's last stance"`
}

type optionsInput struct {
	Older
	On    string `query:"on" maxLength:"300" doc:"only options about this: words for what is done and to what"`
	Actor string `query:"actor" maxLength:"200" doc:"only options of the actor or speaker of this name"`
	At    string `query:"at" pattern:"^\\d{4}-\\d\\d-\\d\\d$" doc:"as it stood at the end of this day"`
}

type decidingInput struct{ Body ask.Deciding }

// A Decided is the id that stands today for what was decided about.
type Decided struct {
	ID string `json:"id"`
}

type pairsInput struct {
	FilterIn
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"30"` // MaxPairs
}

type changesInput struct {
	Since int64 `query:"since" minimum:"0" doc:"since of the answer before; 0: from the beginning"`
	Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}

type givenInput struct{ Body ask.Given }

// A RecordBody is a record as doc/record.md describes it.
type RecordBody struct{ *readout.Record }

// MarshalJSON writes the record with spans that count code points.
func (r RecordBody) MarshalJSON() ([]byte, error) { return r.Record.AppendJSON(nil) }

// Schema says that the body is a record.
func (RecordBody) Schema(r huma.Registry) *huma.Schema {
	s := r.Schema(recordType, true, "Record")
	return s
}

// A Kept is a story that was taken in.
type Kept struct {
	Story   readout.StoryID   `json:"story"`
	Version readout.VersionID `json:"version"`
	N       int               `json:"n"`
}

type keptOutput struct {
	Location string `header:"Location" doc:"of the version's record"`
	Body     Kept
}

// versionOutput is a version, which never changes.
type versionOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         *ask.StoredVersion
}

// register adds all operations.
func register(a huma.API, s *ask.Service) {
	get(a, "/stories", "stories", "Stories, the newest first", func(ctx context.Context, in *listInput) (*linked[*ask.List], error) {
		list, err := s.Stories(ctx, in.Cursor, in.Limit)
		return page(list, err, "/stories", nil, in.Paging)
	})
	get(a, "/stories/changed", "changed", "Versions whose words changed, the newest first", func(ctx context.Context, in *listInput) (*linked[*ask.List], error) {
		list, err := s.Changed(ctx, in.Cursor, in.Limit)
		return page(list, err, "/stories/changed", nil, in.Paging)
	})
	get(a, "/stories/{id}", "story", "A story, its versions and its copies, by the id of the story or of a version", func(ctx context.Context, in *storyInput) (*body[*ask.Story], error) {
		st, err := s.Story(ctx, in.ID)
		return &body[*ask.Story]{st}, err
	}, http.StatusNotFound, http.StatusGone)
	get(a, "/stories/{id}/diff", "diff", "How one version of a story differs from another: record and words", func(ctx context.Context, in *diffInput) (*body[*ask.Diff], error) {
		d, err := s.Diff(ctx, in.ID, in.From, in.To)
		return &body[*ask.Diff]{d}, err
	}, http.StatusNotFound, http.StatusGone)
	get(a, "/versions/{id}", "version", "A version's text and what was cut from it; a story's id gives its current version", func(ctx context.Context, in *storyInput) (*versionOutput, error) {
		v, err := s.Version(ctx, in.ID)
		out := &versionOutput{CacheControl: "no-cache", Body: v}
		if err == nil && string(v.ID) == in.ID {
			out.CacheControl = "max-age=31536000, immutable"
		}
		return out, err
	}, http.StatusNotFound, http.StatusGone)
	get(a, "/versions/{id}/record", "record", "The record of a version, as readout read --json prints it", func(ctx context.Context, in *storyInput) (*body[RecordBody], error) {
		rec, _, read, err := s.Record(ctx, in.ID)
		if err == nil && !read {
			err = &ask.Error{Fault: ask.Missing, Detail: "This version waits to be read.", Do: "Run readout reread, or ask again later."}
		}
		return &body[RecordBody]{RecordBody{rec}}, err
	}, http.StatusNotFound, http.StatusGone)
	registerFinds(a, s)
	registerPosts(a, s)
	registerTimelines(a, s)
	registerAlerts(a, s)
	registerReviews(a, s)
	registerStudies(a, s)
	registerNotes(a, s)
	registerLabels(a, s)
}

// registerFinds adds what searches.
func registerFinds(a huma.API, s *ask.Service) {
	get(a, "/search", "search", "Sentences by words, statements and events by fields", func(ctx context.Context, in *searchInput) (*linked[*ask.Found], error) {
		found, err := s.Search(ctx, ask.Search{Q: in.Q, Cursor: in.Cursor, Limit: in.Limit, All: in.All, Newest: in.Newest})
		q := url.Values{"q": {in.Q}, "all": {fmt.Sprint(in.All)}, "newest": {fmt.Sprint(in.Newest)}}
		return page(found, err, "/search", q, in.Paging)
	})
	get(a, "/timeline", "timeline", "How many results a search has over time", func(ctx context.Context, in *timelineInput) (*body[*store.Timeline], error) {
		t, err := s.OverTime(ctx, ask.Search{Q: in.Q, All: in.All}, ask.Binning{Scale: in.Scale, Published: in.Published})
		return &body[*store.Timeline]{t}, err
	})
	get(a, "/actors", "actors", "Actors by name; private persons are left out", func(ctx context.Context, in *actorsInput) (*linked[[]ask.Actor], error) {
		list, err := s.Actors(ctx, ask.Naming{Words: in.Name, Kind: in.Kind}, in.Cursor, in.Limit)
		if err != nil {
			return nil, err
		}
		return &linked[[]ask.Actor]{Link: linkOf("/actors", list.Next, url.Values{"name": {in.Name}, "kind": {in.Kind}}, in.Paging), Body: list.Items}, nil
	})
	get(a, "/actors/{id}", "actor", "An actor's profile: offices, names, what it does in speaking", func(ctx context.Context, in *storyInput) (*body[*ask.Profile], error) {
		p, err := s.Actor(ctx, in.ID)
		return &body[*ask.Profile]{p}, err
	}, http.StatusNotFound, http.StatusGone)
	get(a, "/actors/{id}/{part}", "actor-part", "What an actor said, did, or had done to it", func(ctx context.Context, in *partInput) (*linked[*ask.Found], error) {
		found, err := s.ActorPart(ctx, in.ID, in.Part, in.Cursor, in.Limit)
		return page(found, err, "/actors/"+url.PathEscape(in.ID)+"/"+in.Part, nil, in.Paging)
	}, http.StatusNotFound, http.StatusGone)
	get(a, "/events", "events", "Events, the newest first, and how many there are over time", func(ctx context.Context, in *eventsInput) (*linked[*ask.EventList], error) {
		f := in.filter()
		list, err := s.Events(ctx, f, ask.Binning{Scale: in.Scale, Published: in.Published}, in.Cursor, in.Limit)
		return page(list, err, "/events", f.Values(), in.Paging)
	})
	get(a, "/happenings", "happenings", "What stories tell together: one happening from many reports, those on most independent lines first", func(ctx context.Context, in *happeningsInput) (*linked[*ask.HappeningList], error) {
		list, err := s.Happenings(ctx, in.Q, in.Newest, in.Cursor, in.Limit)
		return page(list, err, "/happenings", url.Values{"q": {in.Q}, "newest": {fmt.Sprint(in.Newest)}}, in.Paging)
	})
	get(a, "/happenings/{id}", "happening", "A happening: its reports, its history, its conflicts, and who tells what", func(ctx context.Context, in *storyInput) (*body[*ask.Happening], error) {
		h, err := s.Happening(ctx, in.ID)
		return &body[*ask.Happening]{h}, err
	}, http.StatusNotFound, http.StatusGone)
	get(a, "/storylines", "storylines", "Stories of one matter over days, of the 1,500 stories that were posted last: the storylines that went on last first", func(ctx context.Context, in *storylinesInput) (*linked[*ask.StorylineList], error) {
		list, err := s.Storylines(ctx, in.Q, in.Cursor, in.Limit)
		return page(list, err, "/storylines", url.Values{"q": {in.Q}}, in.Paging)
	})
	get(a, "/storylines/{id}", "storyline", "A storyline: its stories, each with the one that it goes on with, and what they tell together", func(ctx context.Context, in *storyInput) (*body[*ask.Storyline], error) {
		l, err := s.Storyline(ctx, in.ID)
		return &body[*ask.Storyline]{l}, err
	}, http.StatusNotFound, http.StatusGone)
	get(a, "/conflicts", "conflicts", "Pairs of sentences that contradict each other, the surest first", func(ctx context.Context, in *conflictsInput) (*linked[*ask.ConflictList], error) {
		list, err := s.Conflicts(ctx, in.Q, in.Updates, in.Newest, in.Cursor, in.Limit)
		return page(list, err, "/conflicts", url.Values{"q": {in.Q}, "updates": {fmt.Sprint(in.Updates)}, "newest": {fmt.Sprint(in.Newest)}}, in.Paging)
	})
	get(a, "/positions", "positions", "Who takes which side of a question, since when, in which words", func(ctx context.Context, in *positionsInput) (*linked[*ask.PositionList], error) {
		list, err := s.Positions(ctx, ask.PositionsQuestion{On: in.On, Actor: in.Actor, At: in.At, Cursor: in.Cursor, Limit: in.Limit, Changes: in.Show == "changes", Sides: in.Show == "sides"})
		return page(list, err, "/positions", url.Values{"on": {in.On}, "actor": {in.Actor}, "at": {in.At}, "show": {in.Show}}, Paging(in.Older))
	})
	get(a, "/options", "options", "What actors consider, offer, plan, rule out or have done", func(ctx context.Context, in *optionsInput) (*linked[*ask.OptionList], error) {
		list, err := s.Options(ctx, ask.PositionsQuestion{On: in.On, Actor: in.Actor, At: in.At, Cursor: in.Cursor, Limit: in.Limit})
		return page(list, err, "/options", url.Values{"on": {in.On}, "actor": {in.Actor}, "at": {in.At}}, Paging(in.Older))
	})
	get(a, "/pairs", "pairs", "Who did what to whom most: pairs of actor and recipient in the events that fit", func(ctx context.Context, in *pairsInput) (*body[*ask.PairList], error) {
		list, err := s.Pairs(ctx, in.filter(), in.Limit)
		return &body[*ask.PairList]{list}, err
	})
	get(a, "/places", "places", "Where the events that fit were: each counts once, at the most exact place that its story tells", func(ctx context.Context, in *placesInput) (*body[*store.Places], error) {
		places, err := s.Places(ctx, in.filter())
		return &body[*store.Places]{places}, err
	})
	get(a, "/changes", "changes", "The change feed, deletions included: what a copy of the archive needs to stay in step", func(ctx context.Context, in *changesInput) (*body[*ask.Changes], error) {
		c, err := s.Changes(ctx, in.Since, in.Limit)
		return &body[*ask.Changes]{c}, err
	})
	get(a, "/health", "health", "Feeds, queue, pipeline, counts; at most 15 seconds old", func(ctx context.Context, _ *struct{}) (*body[*ask.Health], error) {
		h, err := s.Health(ctx)
		return &body[*ask.Health]{h}, err
	})
}

// registerPosts adds what takes a story.
func registerPosts(a huma.API, s *ask.Service) {
	post(a, "/read", "read", "Read a story without keeping it", http.StatusOK, func(ctx context.Context, in *givenInput) (*body[RecordBody], error) {
		rec, err := s.Read(ctx, &in.Body)
		return &body[RecordBody]{RecordBody{rec}}, err
	})
	post(a, "/decisions", "decide", "Join or part happenings or actors, or take that back", http.StatusOK, func(ctx context.Context, in *decidingInput) (*body[Decided], error) {
		id, err := s.Decide(ctx, &in.Body)
		return &body[Decided]{Decided{id}}, err
	})
	post(a, "/stories", "keep", "Take a story into the archive and read it; sending it again changes nothing", http.StatusCreated, func(ctx context.Context, in *givenInput) (*keptOutput, error) {
		ref, err := s.Keep(ctx, &in.Body, 0)
		if err != nil {
			return nil, err
		}
		return &keptOutput{Location: "/api/v1/versions/" + string(ref.ID) + "/record", Body: Kept{ref.Story, ref.ID, ref.N}}, nil
	})
}

// paged is a list that may have a next page.
type paged interface{ After() string }

// page returns one page with the link to the next.
func page[T paged](list T, err error, path string, q url.Values, p Paging) (*linked[T], error) {
	if err != nil {
		return nil, err
	}
	return &linked[T]{Link: linkOf(path, list.After(), q, p), Body: list}, nil
}

// linkOf returns the link to the next page, "" after the last.
func linkOf(path, next string, q url.Values, p Paging) string {
	if next == "" {
		return ""
	}
	if q == nil {
		q = url.Values{}
	}
	q.Set("cursor", next)
	q.Set("limit", fmt.Sprint(p.Limit))
	return "</api/v1" + path + "?" + q.Encode() + `>; rel="next"`
}

// writeProblem answers with a problem where the framework is not asked.
func writeProblem(w http.ResponseWriter, p *Problem) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}

// methods answers requests with methods that an address does not have, and
// with text that is not UTF-8, before the framework sees them.
func methods(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.ToValidUTF8(r.URL.Path, "") != r.URL.Path || strings.ContainsRune(r.URL.Path, 0) || !validQuery(r.URL.RawQuery) {
			writeProblem(w, NewProblem(http.StatusBadRequest, "The address is not UTF-8.", "Encode it as UTF-8 and escape it with percent signs."))
			return
		}
		if _, pattern := mux.Handler(r); pattern == "/" {
			var allowed []string
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				other := r.Clone(r.Context())
				other.Method = method
				if _, pattern := mux.Handler(other); pattern != "/" {
					allowed = append(allowed, method)
				}
			}
			if len(allowed) > 0 {
				w.Header().Set("Allow", strings.Join(allowed, ", "))
				writeProblem(w, NewProblem(http.StatusMethodNotAllowed, fmt.Sprintf("%.20q is not answered at this address.", r.Method), advice[http.StatusMethodNotAllowed]))
				return
			}
		}
		mux.ServeHTTP(w, r)
	})
}

// validQuery reports whether a query can be read and is UTF-8 without NUL.
func validQuery(raw string) bool {
	q, err := url.ParseQuery(raw)
	if err != nil {
		return false
	}
	for key, values := range q {
		text := key + strings.Join(values, "")
		if strings.ToValidUTF8(text, "") != text || strings.ContainsRune(text, 0) {
			return false
		}
	}
	return true
}
