package ingest

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// stubReader reads "NAME said|denied that …." and nothing else: the archive's
// tests do not depend on how well stories are read.
type stubReader struct{ name string }

func (r stubReader) Name() string { return r.name }

var stubStatement = regexp.MustCompile(`([A-Z]\w+ [A-Z]\w+) (said|denied) that ([^.]+)\.`)

func (r stubReader) Read(_ context.Context, v *readout.Version) (*readout.Record, error) {
	rec := &readout.Record{Format: readout.Format, Pipeline: r.name, Version: *v}
	actors := map[string]readout.ActorID{}
	for i, m := range stubStatement.FindAllStringSubmatchIndex(v.Text, -1) {
		at := func(k int) readout.Span { return readout.Span{Start: m[2*k], End: m[2*k+1]} }
		name := at(1).In(v.Text)
		if actors[name] == "" {
			actors[name] = readout.ActorID(fmt.Sprintf("u%d", len(actors)+1))
			rec.Actors = append(rec.Actors, readout.Actor{ID: actors[name], Name: name, Kind: "person", Basis: "story"})
		}
		act := map[string]readout.Act{"said": readout.Say, "denied": readout.Deny}[at(2).In(v.Text)]
		rec.Attributions = append(rec.Attributions, readout.Attribution{ID: readout.AttributionID(fmt.Sprintf("a%d", i+1)),
			Speaker: readout.Speaker{Words: readout.WordsOf(v.Text, at(1)), Actor: actors[name], Kind: readout.NamedSpeaker},
			Cue:     readout.WordsOf(v.Text, at(2)), Content: readout.WordsOf(v.Text, at(3)),
			Quoted: readout.Indirect, Act: act, Status: readout.Asserted, Confidence: 0.9})
	}
	return rec, nil
}

// ReadDigest gives what is said as what is told: copies and versions tell the same.
func (r stubReader) ReadDigest(ctx context.Context, v *readout.Version, _ []readout.Span) (*readout.Record, *thread.Digest, error) {
	rec, err := r.Read(ctx, v)
	d := &thread.Digest{Format: thread.DigestFormat, Pipeline: r.name}
	seen := make(map[uint64]bool)
	for _, w := range strings.FieldsFunc(v.Text, func(r rune) bool { return r == ' ' || r == '.' }) {
		h := fnv.New64a()
		h.Write([]byte(w))
		if strings.HasPrefix(w, "word") && !seen[h.Sum64()] {
			seen[h.Sum64()] = true
			d.Terms = append(d.Terms, thread.Term{Key: h.Sum64(), Weight: 0.12})
		}
	}
	slices.SortFunc(d.Terms, func(a, b thread.Term) int { return cmp.Compare(a.Key, b.Key) })
	for i, a := range rec.Attributions {
		h := fnv.New64a()
		h.Write([]byte(a.Content.Text))
		d.Sentences = append(d.Sentences, thread.Sentence{Span: a.Content.Cover(), Hash: h.Sum64()})
		d.Mentions = append(d.Mentions, thread.Mention{Event: readout.EventID(fmt.Sprint("e", i+1)), Sentence: i, Trigger: a.Cue.Cover(), Text: a.Cue.Text, Lemma: a.Cue.Text, Type: "CONSULT", Sure: 1, Status: a.Status})
	}
	return rec, d, err
}

// newIngester opens an archive in the test's folder.
func newIngester(t testing.TB) *Ingester {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &Ingester{Store: s, Reader: stubReader{"stub 1"}, Cleaner: DefaultCleaner(), Bad: func(err *input.Error) { t.Log(err) }}
}

// addRows adds JSON Lines and returns the counts.
func addRows(t testing.TB, g *Ingester, rows ...string) Counts {
	t.Helper()
	counts, err := g.Add(context.Background(), []string{"-"}, strings.NewReader(strings.Join(rows, "\n")+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// row writes a row of JSON Lines.
func row(url, title, text string) string {
	return fmt.Sprintf(`{"url": %q, "title": %q, "published": "2024-05-14", "text": %q}`, url, title, text)
}

// rowCounts returns the number of rows of every table that stories fill.
func rowCounts(t testing.TB, s *store.Store) string {
	t.Helper()
	st, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	st.Size = 0
	return fmt.Sprintf("%+v", *st)
}

const longText = `Harbour minister Tomas Arendt said that the ferry across the sound would run again by the end of May. The boat had been laid up since a fire broke out in its engine room in March, and the island's farmers have had to send their milk by air. Eva Lind denied that the company had known of the fault before. The regional council meets on Friday to vote on a loan for a second boat, which the yard at Holm has offered to build within two years.`

func TestTheSameInputTwiceAddsNoRow(t *testing.T) {
	g := newIngester(t)
	rows := []string{
		row("https://news.example/ferry", "Ferry to run again", longText),
		row("https://other.example/a", "Ferry is back", longText+" More on this later."),
		row("https://news.example/ferry", "Ferry to run again", longText+" The vote was called off."),
		`{"title": "No address", "text": "A short note without an address."}`,
	}
	if c := addRows(t, g, rows...); c.Stories != 3 || c.Versions != 1 {
		t.Fatalf("first time: %+v", c)
	}
	if _, err := g.Read(context.Background()); err != nil {
		t.Fatal(err)
	}
	before := rowCounts(t, g.Store)
	if c := addRows(t, g, rows...); c.Known != 4 || c.Sum() != 4 {
		t.Errorf("second time: %+v", c)
	}
	if c, err := g.Read(context.Background()); err != nil || c.Read != 0 {
		t.Errorf("second reading: %+v, %v", c, err)
	}
	if after := rowCounts(t, g.Store); after != before {
		t.Errorf("rows before %s\nafter %s", before, after)
	}
}

func TestStoriesAndVersionsAreToldApart(t *testing.T) {
	tests := []struct {
		name string
		rows []string
		want Counts
	}{
		{"one story with three addresses", []string{
			row("https://www.news.example/2024/ferry?utm_source=feed", "Ferry", longText),
			row("http://m.news.example/2024/ferry/#comments", "Ferry", longText),
			row("https://news.example/print/2024/ferry", "Ferry", longText),
		}, Counts{Stories: 1, Known: 1, Addresses: 1}},
		{"two stories with one address", []string{
			row("https://news.example/latest", "Ferry", longText),
			row("https://news.example/latest", "Chess", `The young champion from the mountain village won the final game after eleven hours on Sunday evening. Her opponent resigned when both of his rooks were trapped behind the pawns. Thousands of spectators had followed the tournament in the town's theatre, where tickets were sold out within minutes. The prize money goes to the village school, whose roof collapsed under heavy snow last winter.`),
		}, Counts{Stories: 2}},
		{"the words changed", []string{
			row("https://news.example/ferry", "Ferry", longText),
			row("https://news.example/ferry", "Ferry", strings.Replace(longText, "end of May", "end of June", 1)),
		}, Counts{Stories: 1, Versions: 1}},
		{"only signs, white space and case changed", []string{
			row("https://news.example/ferry", "Ferry", longText),
			row("https://news.example/ferry", "FERRY", strings.ReplaceAll(strings.Replace(longText, "island's", "island’s", 1), ". ", ".\n\n")),
		}, Counts{Stories: 1, Trivial: 1}},
		{"the caller's ref within one outlet", []string{
			`{"ref": "7", "outlet": "A", "text": "One text of seven words is here."}`,
			`{"ref": "7", "outlet": "A", "text": "Another text, with the same ref."}`,
			`{"ref": "7", "outlet": "B", "text": "The ref of another outlet is another."}`,
		}, Counts{Stories: 2, Versions: 1}},
		{"the same words of two outlets, no address", []string{
			`{"outlet": "A", "text": "The same words without an address."}`,
			`{"outlet": "B", "text": "The same words without an address."}`,
		}, Counts{Stories: 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := addRows(t, newIngester(t), test.rows...); got != test.want {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func TestATextThatComesBackIsASighting(t *testing.T) {
	g := newIngester(t)
	a := row("https://news.example/ferry", "Ferry to run again", longText)
	b := row("https://news.example/ferry", "Ferry may run again", longText)
	at := time.Date(2024, 5, 14, 8, 0, 0, 0, time.UTC)
	var got Counts
	for i, line := range []string{a, b, a, a, b} {
		in, err := input.ParseRow([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		it := newItem(input.Row{Input: in}, "")
		it.seenAt = at.Add(time.Duration(i) * time.Hour)
		it.clean(context.Background(), g.Cleaner)
		if err := g.commit(context.Background(), []*item{it}, &got); err != nil {
			t.Fatal(err)
		}
	}
	if want := (Counts{Stories: 1, Versions: 1, Back: 2, Known: 1}); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	changes, err := g.Store.Changes(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	st, err := g.Store.Story(t.Context(), changes[0].ID)
	if err != nil || len(st.Versions) != 2 || st.Flips != 2 || st.Current().N != 2 {
		t.Errorf("the story is %+v, %v; want two versions, two flips, the second current", st, err)
	}
}

func TestCopiesInOtherOutletsAreOneGroup(t *testing.T) {
	g := newIngester(t)
	var refs []*store.VersionRef
	g.Accepted = func(_ string, _ Outcome, ref *store.VersionRef) { refs = append(refs, ref) }
	brief := strings.SplitAfter(longText, ". ")
	addRows(t, g,
		row("https://one.example/1", "Ferry to run again", longText+" The harbour master expects no delay. Tickets will cost what they did."),
		row("https://two.example/1", "Boat is back", "ARNHOLM (NordWire) — "+longText),
		row("https://three.example/1", "In brief", brief[0]+brief[1]),
		row("https://four.example/1", "Ferries in trouble", "The ferry across the sound has been laid up since a fire in March. Its owner, Eva Lind, says that she knew nothing of a fault. Farmers on the island are angry about the price of sending milk by air, and want the council to pay for a second boat. The minister is more hopeful than they are about the month of May."),
	)
	group, err := g.Store.GroupOf(t.Context(), refs[0])
	if err != nil || group == nil {
		t.Fatalf("group of the first: %v, %v", group, err)
	}
	if group.Outlets() != 3 || len(group.Members) != 3 {
		t.Errorf("the group has %d members of %d outlets, want 3 of 3", len(group.Members), group.Outlets())
	}
	if other, err := g.Store.GroupOf(t.Context(), refs[3]); other != nil || err != nil {
		t.Errorf("another text on the same matter is in group %v, %v", other, err)
	}
}

func TestAFaultOfTheReaderSetsOneVersionAside(t *testing.T) {
	g := newIngester(t)
	addRows(t, g, row("https://news.example/1", "Good", longText), row("https://news.example/2", "Bad", "PANIC please."))
	g.Reader = panicReader{g.Reader}
	counts, err := g.Read(context.Background())
	if err != nil || counts.Read != 1 || counts.SetAside != 1 {
		t.Errorf("%+v, %v: want one read, one set aside", counts, err)
	}
	if n, err := g.Store.QueueLen(t.Context(), "stub 1"); n != 0 || err != nil {
		t.Errorf("queue %d, %v: want it empty", n, err)
	}
}

// panicReader has a bug.
type panicReader struct{ Reader }

func (r panicReader) Read(ctx context.Context, v *readout.Version) (*readout.Record, error) {
	if strings.Contains(v.Text, "PANIC") {
		panic("index out of range")
	}
	return r.Reader.Read(ctx, v)
}

func TestAStopKeepsWhatWasAcceptedAndGoesOn(t *testing.T) {
	g := newIngester(t)
	path := filepath.Join(t.TempDir(), "rows.jsonl")
	var rows strings.Builder
	for i := range 300 {
		rows.WriteString(row(fmt.Sprintf("https://news.example/%d", i), fmt.Sprint("Story ", i), fmt.Sprintf("Story number %d. %s", i, longText)) + "\n")
	}
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	g.Accepted = func(string, Outcome, *store.VersionRef) { cancel() }
	first, err := g.Add(ctx, []string{path}, nil)
	if err == nil || first.Stories == 0 || first.Stories == 300 {
		t.Fatalf("a stopped run: %+v, %v", first, err)
	}
	second, err := g.Add(context.Background(), []string{path}, nil)
	if err != nil || second.Known != first.Stories || second.Stories != 300-first.Stories {
		t.Errorf("after %+v the next run did %+v, %v", first, second, err)
	}
}
