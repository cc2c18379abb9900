package mcp

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

const first = `Norland agrees to talks

Eva Strand said that Norland has agreed to talks. “Ålesund is fine,” Olga Brandt said.`

// record makes a record by finding words.
func record(text, content string) *readout.Record {
	at := func(words string) readout.Span {
		i := strings.LastIndex(text, words)
		return readout.Span{Start: i, End: i + len(words)}
	}
	words := func(s string) readout.Words { return readout.WordsOf(text, at(s)) }
	headline, _, _ := strings.Cut(text, "\n")
	rec := &readout.Record{Format: readout.Format, Pipeline: "test", Version: readout.Version{URL: "https://news.example/a", Outlet: "Post", Headline: headline,
		Language: "en", Text: text, Published: &readout.Time{Text: "2030-06-04", Value: "2030-06-04", Basis: readout.TimeFromPage}}}
	rec.Version.Seal()
	rec.Mentions = []readout.Mention{
		{ID: "m1", Span: at("Eva Strand"), Text: "Eva Strand", Type: "PER", Form: "name", Actor: "u1"},
		{ID: "m2", Span: at("Olga Brandt"), Text: "Olga Brandt", Type: "PER", Form: "name", Actor: "u2"},
	}
	rec.Actors = []readout.Actor{
		{ID: "u1", Name: "Eva Strand", Kind: "person", Country: "NOR", Public: true, Basis: "story", Office: &readout.Office{Title: "foreign minister"}},
		{ID: "u2", Name: "Olga Brandt", Kind: "person", Basis: "story"},
	}
	rec.Attributions = []readout.Attribution{
		{ID: "a1", Speaker: readout.Speaker{Words: words("Eva Strand"), Actor: "u1", Kind: readout.NamedSpeaker}, Cue: words("said that"), Content: words(content),
			Quoted: readout.Indirect, Act: readout.Say, Status: readout.Asserted, Confidence: 0.9},
		{ID: "a2", Speaker: readout.Speaker{Words: words("Olga Brandt"), Actor: "u2", Kind: readout.NamedSpeaker}, Cue: words("Brandt said"), Content: words("Ålesund is fine"),
			Quoted: readout.Direct, Act: readout.Say, Status: readout.Asserted, Confidence: 0.9},
	}
	rec.Events = []readout.Event{{ID: "e1", Type: "CONSULT", CAMEO: "036", Trigger: words("talks"), Sentence: at(content), Actor: []readout.Role{{Text: "Norland"}},
		Status: readout.Asserted, By: []readout.AttributionID{"a1"}, Confidence: 0.5}}
	return rec
}

// archive makes an archive of one story with two versions.
func archive(t *testing.T) *store.Store {
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		story, err := tx.AddStory("Post", []string{"a:news.example/a"})
		if err != nil {
			return err
		}
		for _, rec := range []*readout.Record{record(first, "Norland has agreed to talks"),
			record(strings.Replace(first, "has agreed to", "is weighing", 1), "Norland is weighing talks")} {
			change := store.Changed
			if rec.Version.Text == first {
				change = store.First
			}
			ref, err := tx.AddVersion(story, &store.Arrival{Capture: store.Capture{Kind: "text", Data: []byte(rec.Version.Text)}, Version: &rec.Version, Change: change})
			if err != nil {
				return err
			}
			if err := tx.PutRecord(ref, rec); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// connect returns a client of a server with these options.
func connect(t *testing.T, o Options) *sdk.ClientSession {
	ctx := t.Context()
	there, here := sdk.NewInMemoryTransports()
	server, err := New(o).Connect(ctx, there, nil)
	if err != nil {
		t.Fatal(err)
	}
	client, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(ctx, here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(); _ = server.Wait() })
	return client
}

// call calls a tool and returns its answer, or the words of its error.
func call(t *testing.T, c *sdk.ClientSession, name string, in, out any) string {
	t.Helper()
	res, err := c.CallTool(context.Background(), &sdk.CallToolParams{Name: name, Arguments: in})
	if err != nil {
		return err.Error()
	}
	text := res.Content[0].(*sdk.TextContent).Text
	if res.IsError {
		return text
	}
	if err := json.Unmarshal([]byte(text), out); err != nil {
		t.Fatalf("%s: %v: %s", name, err, text)
	}
	return ""
}

func TestToolsOnlyRead(t *testing.T) {
	c := connect(t, Options{Store: archive(t)})
	list, err := c.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		if !tool.Annotations.ReadOnlyHint || *tool.Annotations.DestructiveHint || tool.OutputSchema == nil {
			t.Errorf("%s: %+v", tool.Name, tool.Annotations)
		}
	}
	slices.Sort(names)
	if want := []string{"actor", "conflicts", "diff", "happening", "happenings", "options", "positions", "read", "record", "search", "story", "timeline"}; !slices.Equal(names, want) {
		t.Errorf("tools %v, want %v", names, want)
	}
}

func TestAnswersCarryIDsWordsAndOffsets(t *testing.T) {
	c := connect(t, Options{Store: archive(t)})
	var hits Hits
	if e := call(t, c, "search", SearchInput{Query: "speaker:strand weighing"}, &hits); e != "" || len(hits.Hits) != 1 || hits.Lines != 1 {
		t.Fatal(e, hits)
	}
	hit := hits.Hits[0]
	if hit.Speaker != "Eva Strand" || hit.Act != "say" || hit.Sentence == nil {
		t.Errorf("%+v", hit)
	}
	var rec Record
	if e := call(t, c, "record", RecordInput{ID: hit.ID}, &rec); e != "" || len(rec.Statements) != 1 {
		t.Fatal(e, rec)
	}
	s := rec.Statements[0]
	text := []rune(strings.Replace(first, "has agreed to", "is weighing", 1))
	if got := string(text[s.Content.Start:s.Content.End]); s.ID != hit.ID || s.Content.Text != "Norland is weighing talks" || got != s.Content.Text {
		t.Errorf("%+v: the text has %q there", s, got)
	}
	if e := call(t, c, "record", RecordInput{ID: hit.Story}, &rec); e != "" || len(rec.Events) != 1 || rec.Events[0].By[0] != hit.ID {
		t.Errorf("%s %+v", e, rec.Events)
	}
	var story StoryAnswer
	if e := call(t, c, "story", StoryInput{ID: hit.Story}, &story); e != "" || len(story.Versions) != 2 || story.Versions[1].Name != "v2" || !story.Versions[1].Current {
		t.Errorf("%s %+v", e, story)
	}
	var diff DiffAnswer
	if e := call(t, c, "diff", DiffInput{Story: hit.Story}, &diff); e != "" || len(diff.Differences) == 0 || diff.To != strings.TrimSuffix(hit.ID, ":a1") {
		t.Errorf("%s %+v", e, diff)
	}
	var actor ActorAnswer
	if e := call(t, c, "actor", ActorInput{Actor: "Eva Strand"}, &actor); e != "" || actor.Country != "NOR" || len(actor.Statements) != 1 {
		t.Errorf("%s %+v", e, actor)
	}
}

func TestPrivatePersonsHaveNoNamesAndNoProfiles(t *testing.T) {
	s := archive(t)
	c := connect(t, Options{Store: s})
	var rec Record
	for _, query := range []string{"speaker:brandt", "fine"} {
		var hits Hits
		if e := call(t, c, "search", SearchInput{Query: query}, &hits); e != "" || len(hits.Hits) != 1 {
			t.Fatal(e, hits)
		}
		if e := call(t, c, "record", RecordInput{ID: hits.Hits[0].Story}, &rec); e != "" {
			t.Fatal(e)
		}
		for _, answer := range []any{hits, rec} {
			if b, _ := json.Marshal(answer); strings.Contains(string(b), "Brandt") {
				t.Errorf("%s", b)
			}
		}
	}
	st, err := s.Story(t.Context(), rec.Version.Story)
	if err != nil {
		t.Fatal(err)
	}
	label := ""
	for _, v := range st.Versions { // the mask of one person is the same in all versions
		var of Record
		if e := call(t, c, "record", RecordInput{ID: string(v.ID)}, &of); e != "" {
			t.Fatal(e)
		}
		for _, a := range of.Actors {
			if strings.HasPrefix(a.Name, "[person ") {
				if label != "" && a.Name != label {
					t.Errorf("%s is %s in v%d", label, a.Name, v.N)
				}
				label = a.Name
			}
		}
	}
	if label == "" {
		t.Error("nobody is masked")
	}
	if e := call(t, c, "actor", ActorInput{Actor: "Olga Brandt"}, nil); !strings.Contains(e, "no public role") {
		t.Errorf("%q", e)
	}
	if e := call(t, c, "record", RecordInput{ID: rec.Version.ID, Layers: []string{"text"}}, nil); !strings.Contains(e, "--with-text") {
		t.Errorf("%q", e)
	}
	open := connect(t, Options{Store: s, Unmask: true, Whole: true})
	if e := call(t, open, "record", RecordInput{ID: rec.Version.ID, Layers: []string{"text"}}, &rec); e != "" || !strings.Contains(rec.Version.Text, "Olga Brandt") {
		t.Errorf("%s %+v", e, rec.Version)
	}
}

func TestBadQuestionsAreAnsweredInWords(t *testing.T) {
	c := connect(t, Options{Store: archive(t), Read: func(_ context.Context, text, _, day string) (*readout.Record, error) {
		return record(first, "Norland has agreed to talks"), nil
	}})
	for _, q := range []struct {
		tool string
		in   any
		want string
	}{
		{"read", ReadInput{Text: " \n"}, "nothing to read"},
		{"read", ReadInput{Text: strings.Repeat("a", maxText+1)}, "longer than"},
		{"read", ReadInput{Text: "x", Published: "yesterday"}, "no day"},
		{"read", map[string]any{"text": 7}, "text"},
		{"search", SearchInput{Query: "colour:red"}, "query"},
		{"search", SearchInput{Query: "kind:banana"}, "want one of named role"},
		{"search", SearchInput{Query: "type:PROTST"}, "perhaps PROTEST"},
		{"search", SearchInput{Query: "country:Ukraine"}, "Ukraine is UKR"},
		{"search", SearchInput{Query: "speaker:ac_00"}, "nothing of this id"},
		{"search", SearchInput{Query: strings.Repeat("a", 5000)}, "longer than"},
		{"record", RecordInput{ID: "ve_none"}, "nothing of this id"},
		{"record", RecordInput{ID: "'; DROP TABLE versions; --"}, "nothing of this id"},
		{"record", RecordInput{}, "nothing of this id"},
		{"story", StoryInput{ID: "st_none"}, "nothing of this id"},
		{"diff", DiffInput{Story: "st_none"}, "nothing of this id"},
		{"actor", ActorInput{Actor: "nobody"}, "no actor"},
		{"forget", map[string]any{}, "unknown tool"},
	} {
		var out any
		if got := call(t, c, q.tool, q.in, &out); !strings.Contains(got, q.want) {
			t.Errorf("%s %v: %.200q, want %q", q.tool, q.in, got, q.want)
		}
	}
	var rec Record
	if e := call(t, c, "read", ReadInput{Text: first}, &rec); e != "" || len(rec.Statements) != 2 || rec.Statements[1].Speaker != "Olga Brandt" {
		t.Errorf("a text of one's own is not masked: %s %+v", e, rec.Statements)
	}
}

func TestWithoutAnArchiveTextsAreRead(t *testing.T) {
	c := connect(t, Options{Read: func(context.Context, string, string, string) (*readout.Record, error) {
		return record(first, "Norland has agreed to talks"), nil
	}})
	list, err := c.ListTools(t.Context(), nil)
	if err != nil || len(list.Tools) != 1 || list.Tools[0].Name != "read" {
		t.Error(list, err)
	}
}

// TestATimelineIsTold gives what answers a query and what a person made, in the
// words of masked records.
func TestATimelineIsTold(t *testing.T) {
	s := archive(t)
	c := connect(t, Options{Store: s})
	var got TimelineAnswer
	if e := call(t, c, "timeline", TimelineInput{}, &got); e != "" {
		t.Fatal(e)
	}
	st, err := s.NewStories(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var id string
	if err := s.Update(t.Context(), func(tx *store.Tx) (err error) {
		body := `{"title":"Made","items":[`
		for i, b := range st {
			if i > 0 {
				body += ","
			}
			body += fmt.Sprintf(`{"story":%q,"version":%q,"sentence":[0,12],"day":{"from":"2024-05-01","to":"2024-05-01","precision":"day"}}`, b.Story, b.ID)
		}
		id, err = tx.AddTimeline("make", []byte(body+`]}`))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if e := call(t, c, "timeline", TimelineInput{Query: id, Most: 1}, &got); e != "" || got.ID != id || len(got.Entries) != 1 || got.Left != len(st)-1 || got.Entries[0].Sentence == nil || got.Entries[0].Sentence.End != 12 {
		t.Errorf("%s %+v", e, got)
	}
	if e := call(t, c, "timeline", TimelineInput{Query: id, Most: 50}, &got); e != "" {
		t.Error(e)
	}
	if b, _ := json.Marshal(got); strings.Contains(string(b), "Brandt") {
		t.Errorf("%s", b)
	}
	for _, wrong := range []string{"tl_none", "speaker:brandt", `"open`} {
		if e := call(t, c, "timeline", TimelineInput{Query: wrong}, nil); e == "" {
			t.Errorf("%q is answered", wrong)
		}
	}
}
