package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// everything is an input with all that inputs of this API have.
type everything struct {
	ByID
	Paging
	Word  string `query:"word" required:"true" maxLength:"5" doc:"a word"`
	Kind  string `query:"kind" enum:"a,b"`
	All   bool   `query:"all"`
	Since int64  `query:"since" minimum:"0"`
	Body  struct {
		Text string `json:"text" minLength:"2"`
		N    int    `json:"n,omitempty"`
	}
}

// said is an answer with a header.
type said struct {
	Link string `header:"Link" doc:"what is next"`
	Body struct {
		Limit int    `json:"limit"`
		Text  string `json:"text"`
	}
}

// echo answers with what it was given, or with a problem.
func echo(_ context.Context, in *everything) (*said, error) {
	if in.ID == "missing" {
		return nil, Explain(&ask.Error{Fault: ask.Missing, Detail: "It is not there.", Do: "Search."})
	}
	out := &said{Link: in.Cursor}
	out.Body.Limit, out.Body.Text = in.Limit, in.ID+in.Word+in.Kind+in.Body.Text
	return out, nil
}

// TestUnknownNamesAreNamed holds that a name which an operation does not take, or
// that stands twice, is a mistake that says which it takes.
func TestUnknownNamesAreNamed(t *testing.T) {
	mux := http.NewServeMux()
	add(humago.New(mux, huma.DefaultConfig("Test", "1")), &huma.Operation{OperationID: "echo", Method: http.MethodGet, Path: "/echo/{id}"}, reflect.TypeFor[struct {
		ByID
		Paging
	}](), reflect.TypeFor[said](), nil)
	for address, want := range map[string]string{"/echo/x?colour=red": "there is no \"colour\" here; want one of cursor limit", "/echo/x?limits=3": "perhaps limit", "/echo/x?limit=3&limit=4": "stands there twice"} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		if got := strings.ReplaceAll(w.Body.String(), `\"`, `"`); w.Code != http.StatusBadRequest || !strings.Contains(got, want) {
			t.Errorf("%s: %d without %q: %s", address, w.Code, want, got)
		}
	}
}

// TestARouteDoesWhatHumaDoes holds an operation's description and answers to
// those of huma.Register.
func TestARouteDoesWhatHumaDoes(t *testing.T) {
	made := func(put func(huma.API, huma.Operation)) (http.Handler, string) {
		mux := http.NewServeMux()
		config := huma.DefaultConfig("Test", "1")
		config.CreateHooks, config.RejectUnknownQueryParameters = nil, true
		a := humago.New(mux, config)
		put(a, huma.Operation{OperationID: "echo", Method: http.MethodPost, Path: "/echo/{id}", Summary: "Echo", DefaultStatus: http.StatusCreated, MaxBodyBytes: 1000, Errors: []int{400, 404, 413}})
		doc, err := json.Marshal(a.OpenAPI())
		if err != nil {
			t.Fatal(err)
		}
		return mux, string(doc)
	}
	theirs, their := made(func(a huma.API, op huma.Operation) { huma.Register(a, op, echo) })
	ours, our := made(func(a huma.API, op huma.Operation) {
		add(a, &op, reflect.TypeFor[everything](), reflect.TypeFor[said](), func(ctx context.Context, in any) (any, error) { return echo(ctx, in.(*everything)) })
	})
	if our != their {
		t.Errorf("it is described as\n%s\nand huma has\n%s", our, their)
	}
	const body = `{"text":"words"}`
	for _, tt := range []struct{ path, kind, body string }{
		{"/echo/x?word=w", "application/json", body},
		{"/echo/x?word=w", "", body},
		{"/echo/x?word=w&cursor=c&limit=7&kind=b&all=true&since=9", "application/json", body},
		{"/echo/missing?word=w", "application/json", body},
		{"/echo/x", "application/json", body},
		{"/echo/x?word=", "application/json", body},
		{"/echo/x?word=longer&limit=0&kind=c&all=perhaps&since=-1", "application/json", body},
		{"/echo/x?word=w&limit=many", "application/json", body},
		{"/echo/x?word=w&limit=many", "application/json", `{`},
		{"/echo/x?word=w", "application/json", ""},
		{"/echo/x?word=w", "application/json", `{"text":5}`},
		{"/echo/x?word=w", "application/json", `{"text":"words","n":"1"}`},
		{"/echo/x?word=w", "application/json", `[]`},
		{"/echo/x?word=w", "text/plain", body},
		{"/echo/x?word=w", "application/json", strings.Repeat(" ", 2000)},
		{"/echo/" + strings.Repeat("x", 101) + "?word=w", "application/json", body},
	} {
		answer := func(h http.Handler) *httptest.ResponseRecorder {
			r, w := httptest.NewRequest(http.MethodPost, tt.path, strings.NewReader(tt.body)), httptest.NewRecorder()
			if tt.kind != "" {
				r.Header.Set("Content-Type", tt.kind)
			}
			h.ServeHTTP(w, r)
			return w
		}
		got, want := answer(ours), answer(theirs)
		if got.Code != want.Code || got.Body.String() != want.Body.String() || !reflect.DeepEqual(got.Header(), want.Header()) {
			t.Errorf("%s %q %q: %d %v %s\nwant %d %v %s", tt.path, tt.kind, tt.body, got.Code, got.Header(), got.Body, want.Code, want.Header(), want.Body)
		}
	}
}
