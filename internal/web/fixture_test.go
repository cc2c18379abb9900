package web

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// storyText is a story whose record is made by hand.
const storyText = "Minister denies ferry deal\n\nHarbour Minister Eva Strand denied on Tuesday that a deal was signed, a senior official told the Courier.\n\nStrand met the islanders in Holm, and the crews withdrew the boats."

// recordOf makes the record of a story by hand: a chain, an event, a date, a place.
func recordOf(v *readout.Version) *readout.Record {
	return recordWith(v, "Eva Strand", "Strand", "Holm")
}

// recordWith makes it with another name of the minister, in whole and in short, and of the place.
func recordWith(v *readout.Version, name, called, place string) *readout.Record {
	text := v.Text
	at := func(words string) readout.Span {
		i := strings.Index(text, words)
		if i < 0 {
			panic(words)
		}
		return readout.Span{Start: i, End: i + len(words)}
	}
	words := func(w string) readout.Words { return readout.WordsOf(text, at(w)) }
	date := readout.TimeExpr{ID: "d1", Span: at("on Tuesday"), Text: "on Tuesday", Type: "date", Value: "2024-03-12", From: "2024-03-12", To: "2024-03-12", Precision: readout.Day, Basis: readout.DateFromPublished}
	return &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *v,
		Removed:  []readout.Removed{{Kind: readout.Caption, Text: "Boats in " + place + ". Photo: A. Berg"}},
		Problems: []readout.Problem{{Span: at("the islanders"), Stage: "link", Text: "Nobody says which islanders."}},
		Mentions: []readout.Mention{
			{ID: "m1", Span: at("Harbour Minister " + name), Text: "Harbour Minister " + name, Type: "PER", Form: "name", Actor: "u1"},
			{ID: "m2", Span: at("the islanders"), Text: "the islanders", Type: "NORP", Form: "name", Actor: "u2"},
			{ID: "m3", Span: at("a senior official"), Text: "a senior official", Type: "PER", Form: "nominal"},
			{ID: "m4", Span: readout.Span{Start: at(called + " met").Start, End: at(called+" met").Start + len(called)}, Text: called, Type: "PER", Form: "name", Actor: "u1"}},
		Actors: []readout.Actor{{ID: "u1", Name: name, Kind: "person", Country: "NOR", Sectors: []string{"GOV"}, Public: true, Basis: "story", Office: &readout.Office{Title: "harbour minister", Of: "Norway", From: "2022"}},
			{ID: "u2", Name: "islanders", Kind: "group", Country: "NOR", Basis: "story"}},
		Dates:  []readout.TimeExpr{date},
		Places: []readout.Place{{ID: "p1", Span: at(place), Text: place, Name: place, Country: "NOR", Precision: "town", Confidence: .8}},
		Attributions: []readout.Attribution{
			{ID: "a1", Speaker: readout.Speaker{Words: words("Harbour Minister " + name), Actor: "u1", Kind: readout.NamedSpeaker}, Cue: words("denied"), Content: words("a deal was signed"),
				Quoted: readout.Indirect, Act: readout.Deny, Date: date.AsDate(), Within: "a2", Status: readout.Asserted, Confidence: .91, Why: "denied is a verb of denial."},
			{ID: "a2", Speaker: readout.Speaker{Words: words("a senior official"), Kind: readout.UnnamedOfficial}, Cue: words("told"), Content: words("Harbour Minister " + name + " denied on Tuesday that a deal was signed"),
				Quoted: readout.Indirect, Act: readout.Say, Status: readout.Asserted, Confidence: .97}},
		Events: []readout.Event{
			{ID: "e1", Type: "CONSULT", Modes: []string{"visit"}, CAMEO: "042", Quad: 1, Goldstein: 1.9, Trigger: words("met"), Sentence: at(called + " met the islanders in " + place + ", and the crews withdrew the boats."),
				Actor: []readout.Role{{Mention: "m4", Text: called, Actor: "u1", Country: "NOR"}}, Recipient: []readout.Role{{Mention: "m2", Text: "the islanders", Actor: "u2", Country: "NOR"}},
				Date: date.AsDate(), Place: "p1", Status: readout.Asserted, Confidence: .7, Why: "met is a verb of meeting."},
			{ID: "e2", Type: "AGREE", CAMEO: "057", Quad: 1, Trigger: words("signed"), Sentence: at(text[strings.Index(text, "Harbour Minister") : strings.Index(text, ".\n\n"+called)+1]),
				Status: readout.Denied, By: []readout.AttributionID{"a1", "a2"}, Confidence: .8}},
	}
}

// A bench is a server over an archive in the test's folder.
type bench struct {
	t     testing.TB
	store *store.Store
	http.Handler
	itself  bool   // outlets of reports say themselves what others tell
	private bool   // reports tell of a private person
	key     string // of the story of reports; "": the outlet has one
	day     string // on which reports are published; "": that of the story
}

// TestMain lets pages take longer until they are shown as they were: a test that
// changes the archive asks for what is new, however busy its machine is.
func TestMain(m *testing.M) {
	slowPage = 2 * time.Second
	os.Exit(m.Run())
}

// newBench opens an empty archive and serves it.
func newBench(t testing.TB, options ...store.Option) *bench {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"), options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	b := &bench{t: t, store: s}
	service := &ask.Service{Store: s, Pipeline: "hand 1", Reading: func(_ context.Context, in *ask.Given) (*readout.Record, error) {
		v := &readout.Version{Text: in.Text + in.HTML, Headline: strings.SplitN(in.Text, "\n", 2)[0], Language: "en"}
		v.Seal()
		if v.Text == storyText {
			return recordOf(v), nil
		}
		return &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *v}, nil
	}}
	service.Keeping = func(ctx context.Context, in *ask.Given, _ time.Duration) (*store.VersionRef, error) {
		rec, err := service.Reading(ctx, in)
		if err != nil {
			return nil, err
		}
		return b.add(ctx, "courier.example", rec.Version.ID, rec), nil
	}
	sample := Sample{Name: "ferry", Title: "A ferry", About: "Two versions.", Given: []ask.Given{{Text: storyText}, {Text: storyText + " More on this later."}}}
	b.Handler = New(Options{Service: service, Samples: []Sample{sample}, API: api.Handler(service)})
	return b
}

// add puts a record into the archive as a version of the story that key names.
func (b *bench) add(ctx context.Context, outlet string, key any, rec *readout.Record) (ref *store.VersionRef) {
	b.t.Helper()
	err := b.store.Update(ctx, func(tx *store.Tx) error {
		k := fmt.Sprint("r:", key)
		change := store.Changed
		stories, err := tx.StoriesOf(k)
		if err != nil {
			return err
		}
		if len(stories) == 0 {
			st, err := tx.AddStory(outlet, []string{k})
			if err != nil {
				return err
			}
			stories, change = []*store.StoryRef{st}, store.First
		}
		v := rec.Version
		ref, err = tx.AddVersion(stories[0], &store.Arrival{Capture: store.Capture{Kind: "text", Meta: []byte("{}"), Data: []byte(v.Text + fmt.Sprint(key))}, Version: &v, Removed: rec.Removed,
			Change: change, SeenAt: time.Date(2024, 3, 12, 10, len(stories), 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		return tx.PutRecord(ref, rec)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return ref
}

// version makes a sealed version.
func version(address, text string) *readout.Version {
	v := &readout.Version{URL: address, Headline: strings.SplitN(text, "\n", 2)[0], Language: "en", Text: text, Published: &readout.Time{Text: "2024-03-12", Value: "2024-03-12", Basis: readout.TimeFromPage}}
	v.Seal()
	return v
}

// addStory puts the hand-made story into the archive.
func (b *bench) addStory(ctx context.Context) *store.VersionRef {
	return b.add(ctx, "courier.example", 1, recordOf(version("https://courier.example/1", storyText)))
}

// addPairs puts n stories into the archive, each with another who meets the islanders.
func (b *bench) addPairs(ctx context.Context, n int) {
	for i := range n {
		rec := recordOf(version(fmt.Sprint("https://courier.example/pair/", i), fmt.Sprint(storyText, " Report ", i, ".")))
		rec.Actors[0].Name = "Eva " + strings.Map(func(r rune) rune { return 'a' + r%26 }, fmt.Sprintf("%x", sha256.Sum256([]byte{byte(i)})))[:10]
		b.add(ctx, "courier.example", fmt.Sprint("pair ", i), rec)
	}
}

// get asks for a page as a browser does.
func (b *bench) get(address string, headers ...string) *httptest.ResponseRecorder {
	return b.do(httptest.NewRequest("GET", "http://127.0.0.1:8090"+address, nil), headers...)
}

// shows asks for a page and checks that it says all that is wanted. It returns
// the page.
func (b *bench) shows(address string, want ...string) string {
	b.t.Helper()
	w := b.get(address)
	page := w.Body.String()
	if w.Code != http.StatusOK {
		b.t.Fatalf("%s: %d\n%s", address, w.Code, page)
	}
	for _, s := range want {
		if !strings.Contains(page, s) {
			b.t.Errorf("%s does not say %q:\n%s", address, s, page)
		}
	}
	return page
}

func (b *bench) do(r *http.Request, headers ...string) *httptest.ResponseRecorder {
	r.Header.Set("Accept", "text/html")
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return w
}

// post sends a form as the start page does.
func (b *bench) post(address string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "http://127.0.0.1:8090"+address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r, append([]string{"Sec-Fetch-Site", "same-origin"}, headers...)...)
}

// requestOf makes a request, or says that no client could send it.
func requestOf(method string, u *url.URL, body string) (*http.Request, error) {
	r, err := http.NewRequest(method, u.String(), strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.RequestURI = u.RequestURI()
	return r, nil
}

// recordOfText makes the record of a text in which nothing is found.
func recordOfText(v *readout.Version) *readout.Record {
	return &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *v}
}
