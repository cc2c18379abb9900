package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// Release is the version of the API. Within v1, addresses, names, types and
// the behaviour of cursors stay; fields may be added.
const Release = "1.0.0"

// Handler answers below /api/v1.
func Handler(s *ask.Service) http.Handler {
	mux := http.NewServeMux()
	newAPI(mux, s)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p := NewProblem(http.StatusNotFound, "There is nothing at this address.", advice[http.StatusNotFound])
		writeProblem(w, p)
	})
	return methods(mux)
}

// recordType is the type of records, for the description of the API.
var recordType = reflect.TypeFor[readout.Record]()

// newAPI registers all operations.
func newAPI(mux *http.ServeMux, s *ask.Service) huma.API {
	config := huma.DefaultConfig("Readout", Release)
	config.Info.Description = "Who said and did what to whom, when, where, according to whom, and how sure, each value tied to its words. Spans count Unicode code points of the version's text, half open."
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	config.OpenAPIPath, config.DocsPath, config.SchemasPath, config.CreateHooks = "/api/v1/openapi", "", "", nil
	config.RejectUnknownQueryParameters = true
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	for _, t := range []reflect.Type{reflect.TypeFor[readout.Span](), reflect.TypeFor[readout.Sentence]()} {
		config.Components.Schemas.RegisterTypeAlias(t, reflect.TypeFor[[2]int]())
	}
	a := humago.New(mux, config)
	register(a, s)
	return a
}

// schemaName names the schema of a type. Parts of a record are told from the
// API's own types.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if t.PkgPath() == recordType.PkgPath() && t != recordType {
		return "Record" + name
	}
	return name
}

// body is an answer with a body.
type body[T any] struct{ Body T }

// linked is an answer that may have a next page.
type linked[T any] struct {
	Link string `header:"Link" doc:"the next page, rel=next"`
	Body T
}

// get registers a question.
func get[I, O any](a huma.API, path, id, summary string, ask func(context.Context, *I) (*O, error), statuses ...int) {
	add(a, &huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api/v1" + path, Summary: summary, Errors: append(statuses, 400, 403, 422, 503)},
		reflect.TypeFor[I](), reflect.TypeFor[O](), func(ctx context.Context, in any) (any, error) { return ask(ctx, in.(*I)) })
}

// maxBody is how many bytes a body may have.
const maxBody = 16 << 20

// post registers a request with a body.
func post[I, O any](a huma.API, path, id, summary string, status int, do func(context.Context, *I) (*O, error)) {
	add(a, &huma.Operation{OperationID: id, Method: http.MethodPost, Path: "/api/v1" + path, Summary: summary, DefaultStatus: status, MaxBodyBytes: maxBody, Errors: []int{400, 403, 413, 415, 422, 503}},
		reflect.TypeFor[I](), reflect.TypeFor[O](), func(ctx context.Context, in any) (any, error) { return do(ctx, in.(*I)) })
}
