package ask

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// Given is a story that somebody hands in to be read.
type Given struct {
	Text      string `json:"text,omitempty" maxLength:"15728640" doc:"plain text; one of text, html and url"`
	HTML      string `json:"html,omitempty" maxLength:"15728640" doc:"a page"`
	URL       string `json:"url,omitempty" maxLength:"2048" doc:"where it stands; alone: the page there is fetched"`
	Title     string `json:"title,omitempty" maxLength:"2000"`
	Outlet    string `json:"outlet,omitempty" maxLength:"300"`
	Published string `json:"published,omitempty" maxLength:"100" doc:"RFC 3339 or a day, for stories that carry no date"`
}

// A Service answers the questions that pages and API ask. Its fields are set
// before use.
type Service struct {
	Store *store.Store
	// Pipeline is the name of what reads.
	Pipeline string
	// Reading makes the record of a story without keeping it.
	Reading func(context.Context, *Given) (*readout.Record, error)
	// Keeping takes a story into the archive and reads it, and waits for the reading
	// as long as patience lasts, 0 for ever; nil where the archive is open for reading only.
	Keeping func(ctx context.Context, in *Given, patience time.Duration) (*store.VersionRef, error)
	// MayPost says why an address of a webhook would be refused; nil where nobody knows.
	MayPost func(ctx context.Context, address string) error

	memos    memos
	counting counting
	stats    struct {
		sync.Mutex
		at    time.Time
		value *Health
	}
}

// Read makes the record of a story without keeping it.
func (s *Service) Read(ctx context.Context, in *Given) (*readout.Record, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return s.Reading(ctx, in)
}

// Keep takes a story into the archive and reads it. It waits for the reading as
// long as patience lasts, 0 for ever: the story is safe then, and is read all the same.
func (s *Service) Keep(ctx context.Context, in *Given, patience time.Duration) (*store.VersionRef, error) {
	if s.Keeping == nil {
		return nil, &Error{Closed, "The archive is open for reading only, as another process had it for itself when readout serve began.", "Stop the other process and start readout serve again."}
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	ref, err := s.Keeping(ctx, in, patience)
	if err != nil {
		return nil, err
	}
	if err := s.sees(ctx, string(ref.ID)); err != nil {
		return nil, &Error{Missing, "It was taken in, and belongs to a story that is not shown to you.", "Nothing: those who may see it have it."}
	}
	return ref, nil
}

// check reports a story that says nothing.
func (in *Given) check() error {
	if in.Text == "" && in.HTML == "" && in.URL == "" {
		return mistaken("Paste a story, or give its address.", "there is no story: text, html and url are empty")
	}
	return nil
}

// A StoryLine is a story in a list, with one of its versions.
type StoryLine struct {
	Story      readout.StoryID   `json:"story"`
	Version    readout.VersionID `json:"version"`
	N          int               `json:"n" doc:"number of the version in its story"`
	Versions   int               `json:"versions" doc:"of the story, trivial edits aside"`
	Outlet     string            `json:"outlet"`
	Agency     string            `json:"agency,omitempty"`
	Published  string            `json:"published,omitempty" doc:"the day that the story states"`
	Headline   string            `json:"headline"`
	Opening    string            `json:"opening,omitempty" doc:"first words of a story without a headline"`
	Words      int               `json:"words"`
	Statements int               `json:"statements"`
	Events     int               `json:"events"`
	Read       bool              `json:"read" doc:"false: it waits to be read"`
	SeenAt     time.Time         `json:"seen_at,omitzero"`
	AddedAt    time.Time         `json:"added_at"`
	Label      people.Label      `json:"label" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol"`
}

// A List is one page of a list of stories.
type List struct {
	Items []StoryLine `json:"items"`
	Next  string      `json:"next,omitempty" doc:"pass it back as cursor; missing on the last page"`
}

// Stories returns the stories that came in last.
func (s *Service) Stories(ctx context.Context, cur string, limit int) (*List, error) {
	return s.list(ctx, "stories", cur, limit, s.Store.NewStories)
}

// Changed returns the versions whose words changed since the version before.
func (s *Service) Changed(ctx context.Context, cur string, limit int) (*List, error) {
	return s.list(ctx, "changed", cur, limit, s.Store.ChangedVersions)
}

func (s *Service) list(ctx context.Context, name, cur string, limit int, ask func(context.Context, int64, int) ([]*store.Brief, error)) (*List, error) {
	c, err := parseCursor(name, cur)
	if err != nil {
		return nil, err
	}
	briefs, err := ask(ctx, c.a, limit)
	if err != nil {
		return nil, err
	}
	out := &List{}
	if out.Items, err = s.linesOf(ctx, briefs); err != nil {
		return nil, err
	}
	if n := len(briefs); n == limit {
		out.Next = cursor{name, briefs[n-1].Row, 0}.String()
	}
	return out, nil
}

// linesOf returns versions as lists show them.
func (s *Service) linesOf(ctx context.Context, briefs []*store.Brief) ([]StoryLine, error) {
	out := []StoryLine{}
	for _, b := range briefs {
		opening, err := s.opening(ctx, b)
		if err != nil {
			return nil, err
		}
		out = append(out, StoryLine{Opening: opening, Story: b.Story, Version: b.ID, N: b.N, Versions: b.Versions, Outlet: b.Outlet, Agency: b.Agency, Published: b.Day,
			Headline: clip(b.Headline, maxLine), Words: b.Words, Statements: b.Statements, Events: b.Events, Read: b.Read, SeenAt: b.SeenAt, AddedAt: b.AddedAt})
	}
	return out, s.label(ctx, len(out), func(i int) (readout.VersionID, *people.Label) { return out[i].Version, &out[i].Label })
}

// maxOpening bounds the first words of a story without a headline, in runes.
const maxOpening = 110

// opening returns the first words of a story without a headline, behind its dateline.
func (s *Service) opening(ctx context.Context, b *store.Brief) (string, error) {
	if strings.TrimSpace(b.Headline) != "" {
		return "", nil
	}
	st, err := s.Store.Load(ctx, &b.VersionRef)
	if gone(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(st.Version.Text)
	if d := st.Version.Dateline; d != "" {
		text = strings.TrimPrefix(text, d)
	}
	line, _, _ := strings.Cut(strings.TrimLeft(bracketed.ReplaceAllString(text, ""), " \n–—-:.()[]"), "\n")
	if line = oneLine(line); utf8.RuneCountInString(line) <= maxOpening {
		return line, nil
	}
	line = string([]rune(line)[:maxOpening])
	return line[:max(strings.LastIndexByte(line, ' '), 0)] + " …", nil
}

// bracketed is a dateline in brackets: "[Holm] –".
var bracketed = regexp.MustCompile(`^[(\[][^)\]\n]{2,40}[)\]]\s*[–—-]+`)

// label fills in the labels of n things, each of a version.
func (s *Service) label(ctx context.Context, n int, of func(i int) (readout.VersionID, *people.Label)) error {
	ids := make([]string, n)
	for i := range n {
		id, _ := of(i)
		ids[i] = string(id)
	}
	labels, err := s.Store.Labels(ctx, ids)
	for i := range n {
		_, to := of(i)
		*to = labels[ids[i]]
	}
	return err
}

// labelRows fills in the labels of n rows, each of a version, by name.
func (s *Service) labelRows(ctx context.Context, n int, of func(i int) (version string, to *string)) error {
	labels := make([]people.Label, n)
	err := s.label(ctx, n, func(i int) (readout.VersionID, *people.Label) {
		version, _ := of(i)
		return readout.VersionID(version), &labels[i]
	})
	for i, label := range labels {
		_, to := of(i)
		*to = label.String()
	}
	return err
}

// A Story is what the archive knows of a story beside its records.
type Story struct {
	ID      readout.StoryID `json:"id"`
	Outlet  string          `json:"outlet"`
	AddedAt time.Time       `json:"added_at"`
	Flips   int             `json:"flips" doc:"times that an older text came back"`
	Grade   *store.Grade    `json:"grade,omitempty" doc:"how reliable people say that the outlet is, A to F"`
	// Addresses are there for all to see that the same words stand in several places.
	Addresses []string      `json:"addresses,omitempty" doc:"at which the outlet was found to show it, without scheme and www."`
	Versions  []VersionLine `json:"versions"`
	Copies    *Copies       `json:"copies,omitempty" doc:"who else carries the same words"`
}

// A VersionLine is what the archive knows of a version beside its text.
type VersionLine struct {
	ID        readout.VersionID `json:"id"`
	N         int               `json:"n"`
	Change    store.Change      `json:"change" enum:"first,words,trivial"`
	Published string            `json:"published,omitempty"`
	Posted    *readout.Time     `json:"posted,omitempty" doc:"as the outlet states it; of stories with several versions"`
	Updated   *readout.Time     `json:"updated,omitempty" doc:"as the outlet states it; of stories with several versions"`
	SeenAt    time.Time         `json:"seen_at,omitzero"`
	AddedAt   time.Time         `json:"added_at"`
	URL       string            `json:"url,omitempty"`
	Headline  string            `json:"headline"`
	Words     int               `json:"words"`
	Pipeline  string            `json:"pipeline,omitempty" doc:"of its record; missing: not read yet"`
	Current   bool              `json:"current" doc:"the outlet showed it last"`
	Label     people.Label      `json:"label" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol"`
}

// Copies are stories of the same words: one line of reporting.
type Copies struct {
	ID      string     `json:"id"`
	Outlets int        `json:"outlets"`
	Origin  string     `json:"origin,omitempty" doc:"the agency that most of them credit"`
	Members []CopyLine `json:"members" doc:"in the order in which they came in, 100 at most"`
}

// A CopyLine is one story of the same words.
type CopyLine struct {
	Story     readout.StoryID   `json:"story"`
	Version   readout.VersionID `json:"version"`
	Outlet    string            `json:"outlet"`
	Agency    string            `json:"agency,omitempty"`
	Published string            `json:"published,omitempty"`
	Headline  string            `json:"headline"`
	Of        readout.VersionID `json:"of,omitempty" doc:"the member that it resembles most"`
	Share     float64           `json:"share" doc:"of one that stands in the other, 0 to 1"`
}

// Story returns what the archive knows of a story.
func (s *Service) Story(ctx context.Context, id string) (*Story, error) {
	st, err := s.Store.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &Story{ID: st.ID, Outlet: st.Outlet, AddedAt: st.AddedAt, Flips: st.Flips, Addresses: st.Addresses}
	for _, v := range st.Versions {
		out.Versions = append(out.Versions, VersionLine{ID: v.ID, N: v.N, Change: v.Change, Published: v.Day, SeenAt: v.SeenAt, AddedAt: v.AddedAt,
			URL: v.URL, Headline: clip(v.Headline, maxLine), Words: v.Words, Pipeline: v.Pipeline, Current: v.Current})
	}
	if err := s.stated(ctx, st, out.Versions); err != nil {
		return nil, err
	}
	if err := s.label(ctx, len(out.Versions), func(i int) (readout.VersionID, *people.Label) { return out.Versions[i].ID, &out.Versions[i].Label }); err != nil {
		return nil, err
	}
	if out.Grade, err = s.Store.GradeOf(ctx, store.OfOutlet, st.Outlet); err != nil {
		return nil, err
	}
	group, err := s.Store.GroupOf(ctx, &st.Current().VersionRef)
	if err == nil && group != nil {
		out.Copies = copiesOf(group)
	}
	return out, err
}

// maxStated bounds the versions whose texts are opened for the times that the
// outlet states; the first ones have no need of it in a story that goes on for years.
const maxStated = 40

// stated fills in when the outlet says that it posted and updated the last
// versions of a story: with one version there is nothing to tell apart.
func (s *Service) stated(ctx context.Context, st *store.Story, lines []VersionLine) error {
	if len(lines) < 2 {
		return nil
	}
	for i := max(0, len(lines)-maxStated); i < len(lines); i++ {
		stored, err := s.Store.Load(ctx, &st.Versions[i].VersionRef)
		if err != nil {
			return err
		}
		lines[i].Posted, lines[i].Updated = stored.Version.Published, stored.Version.Updated
	}
	return nil
}

// maxCopies bounds the members of a copy group that are listed.
const maxCopies = 100

func copiesOf(g *store.Group) *Copies {
	out := &Copies{ID: g.ID, Outlets: g.Outlets(), Origin: g.Origin()}
	for _, m := range g.Members[:min(len(g.Members), maxCopies)] {
		out.Members = append(out.Members, CopyLine{Story: m.Story, Version: m.ID, Outlet: m.Outlet, Agency: m.Agency, Published: m.Day, Headline: clip(m.Headline, maxLine), Of: m.Of, Share: m.Share})
	}
	return out
}

// A StoredVersion is a stored text with what was cut from it.
type StoredVersion struct {
	readout.Version
	N        int               `json:"n"`
	Removed  []readout.Removed `json:"removed"`
	Problems []readout.Problem `json:"-"`
}

// Version returns a version, or the current one of a story.
func (s *Service) Version(ctx context.Context, id string) (*StoredVersion, error) {
	stored, err := s.Store.Version(ctx, id)
	if err != nil {
		return nil, err
	}
	if stored.Removed == nil {
		stored.Removed = []readout.Removed{}
	}
	return &StoredVersion{Version: *stored.Version, N: stored.N, Removed: stored.Removed, Problems: stored.Problems}, nil
}

// Record returns the record of a version, or of a story's current one, and
// the ids in the archive of the actors that have a profile. While the version waits
// to be read, the record holds what cleaning found, and read is false.
func (s *Service) Record(ctx context.Context, id string) (rec *readout.Record, ids map[readout.ActorID]string, read bool, err error) {
	stored, err := s.Store.Version(ctx, id)
	if err != nil {
		return nil, nil, false, err
	}
	rec, err = s.Store.RecordWith(ctx, stored)
	if errors.Is(err, store.ErrNotFound) {
		return &readout.Record{Format: readout.Format, Version: *stored.Version, Removed: stored.Removed, Problems: stored.Problems}, nil, false, nil
	}
	if err != nil {
		return nil, nil, false, err
	}
	var known Known
	if known.Actors, known.Public, err = s.Store.ActorIDs(ctx, &stored.VersionRef); err != nil {
		return nil, nil, false, err
	}
	return rec, profiles(rec, known), true, nil
}

// Limits of words in lists, in runes. Versions and records have all of them.
const (
	maxLine     = 300  // a headline
	maxSentence = 2000 // a sentence that answers
)

// clip cuts text after n runes and says so.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for i := range text {
		if n--; n < 0 {
			return text[:i] + " …"
		}
	}
	return text
}
