package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A route answers the requests of one operation. It does what huma.Register
// does for what this API has, values in path and query and bodies of JSON, as
// one piece of code for all operations: huma.Register is compiled anew for each,
// at 40 kB a time. What values mean, how they are checked and described stays
// huma's.
type route struct {
	api    huma.API
	op     *huma.Operation
	in     reflect.Type
	params []param
	known  map[string]bool // names that the query may have
	body   *huma.Schema    // nil: it takes none
	heads  []head
	do     func(context.Context, any) (any, error)
}

// A param is a value of the path or of the query.
type param struct {
	at       []int // the field
	name, in string
	usual    string
	required bool
	schema   *huma.Schema
}

// A head is a header of the answer.
type head struct {
	at   int
	name string
}

// add registers an operation: how it is described, and who answers it. in and
// out are structs as huma.Register takes them.
func add(a huma.API, op *huma.Operation, in, out reflect.Type, do func(context.Context, any) (any, error)) {
	r := &route{api: a, op: op, in: in, known: map[string]bool{}, do: do}
	op.Responses = map[string]*huma.Response{}
	r.addParams(in, nil)
	if f, ok := in.FieldByName("Body"); ok {
		r.addBody(f)
	}
	r.addAnswer(out)
	r.addErrors()
	a.OpenAPI().AddOperation(op)
	a.Adapter().Handle(op, r.serve)
}

// schemas are those of all operations.
func (r *route) schemas() huma.Registry { return r.api.OpenAPI().Components.Schemas }

// addParams adds the values that the fields of t, which stands at a path, take.
func (r *route) addParams(t reflect.Type, at []int) {
	for f := range t.Fields() {
		here := append(slices.Clone(at), f.Index...)
		if f.Anonymous {
			r.addParams(f.Type, here)
			continue
		}
		p := param{at: here, usual: f.Tag.Get("default"), required: f.Tag.Get("required") == "true"}
		var explode *bool
		if p.name = f.Tag.Get("path"); p.name != "" {
			p.in, p.required = "path", true
		} else if p.name = f.Tag.Get("query"); p.name != "" {
			p.in, explode = "query", new(bool)
			r.known[p.name] = true
		} else {
			continue // the body
		}
		p.schema = huma.SchemaFromField(r.schemas(), f, "")
		r.params = append(r.params, p)
		r.op.Parameters = append(r.op.Parameters, &huma.Param{Name: p.name, In: p.in, Description: p.schema.Description, Explode: explode, Required: p.required, Schema: p.schema})
	}
}

// hint is the name of a type that has none of its own.
func hint(t reflect.Type, field, other string) string {
	if t.Name() != "" {
		return t.Name() + field
	}
	return other
}

// jsonOf is a body of JSON.
func jsonOf(s *huma.Schema) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/json": {Schema: s}}
}

// bodyTime is how long a body may take to arrive.
const bodyTime = 5 * time.Second

// addBody adds the body that the operation takes.
func (r *route) addBody(f reflect.StructField) {
	r.body = huma.SchemaFromField(r.schemas(), f, hint(r.in, f.Name, r.op.OperationID+"Request"))
	r.body.PrecomputeMessages()
	r.op.BodyReadTimeout = bodyTime
	r.op.RequestBody = &huma.RequestBody{Required: true, Content: jsonOf(r.body)}
}

// addAnswer adds what the operation answers: a body, and headers.
func (r *route) addAnswer(out reflect.Type) {
	if r.op.DefaultStatus == 0 {
		r.op.DefaultStatus = http.StatusOK
	}
	status := strconv.Itoa(r.op.DefaultStatus)
	res := &huma.Response{Description: http.StatusText(r.op.DefaultStatus), Headers: map[string]*huma.Header{}}
	r.op.Responses[status] = res
	f, _ := out.FieldByName("Body")
	res.Content = jsonOf(huma.SchemaFromField(r.schemas(), f, hint(out, f.Name, r.op.OperationID+"Response")))
	for i := range out.NumField() {
		if f := out.Field(i); f.Name != "Body" {
			name := f.Tag.Get("header")
			r.heads = append(r.heads, head{i, name})
			res.Headers[name] = &huma.Header{Schema: huma.SchemaFromField(r.schemas(), f, hint(out, f.Name, r.op.OperationID+status+name))}
		}
	}
}

// addErrors adds what the operation may answer besides.
func (r *route) addErrors() {
	t := reflect.TypeFor[Problem]()
	schema := r.schemas().Schema(t, true, hint(t, "", "Error"))
	if len(r.params) > 0 || r.body != nil {
		r.op.Errors = append(r.op.Errors, http.StatusUnprocessableEntity)
	}
	r.op.Errors = append(r.op.Errors, http.StatusInternalServerError)
	for _, code := range r.op.Errors {
		r.op.Responses[strconv.Itoa(code)] = &huma.Response{Description: http.StatusText(code), Content: map[string]*huma.MediaType{new(Problem).ContentType(""): {Schema: schema}}}
	}
}

// invalid is what a request with wrong values is told.
const invalid = "validation failed"

// serve answers a request.
func (r *route) serve(ctx huma.Context) {
	in := reflect.New(r.in)
	pb, wrong := huma.NewPathBuffer(make([]byte, 0, 128), 0), &huma.ValidateResult{}
	if r.unknown(ctx, pb, wrong); len(wrong.Errors) > 0 {
		_ = huma.WriteErr(r.api, ctx, http.StatusBadRequest, invalid, wrong.Errors...)
		return
	}
	for i := range r.params {
		r.params[i].take(ctx, r.schemas(), in.Elem(), pb, wrong)
	}
	status := http.StatusUnprocessableEntity
	if r.body != nil {
		given, err := r.readBody(ctx)
		if err != nil {
			_ = huma.WriteErr(r.api, ctx, err.GetStatus(), err.Error())
			return
		}
		status = r.takeBody(ctx, given, in.Elem().FieldByName("Body"), pb, wrong)
	}
	if len(wrong.Errors) > 0 {
		_ = huma.WriteErr(r.api, ctx, status, invalid, wrong.Errors...)
		return
	}
	out, err := r.do(ctx.Context(), in.Interface())
	if err != nil {
		_ = huma.WriteErr(r.api, ctx, http.StatusInternalServerError, "unexpected error occurred", Explain(err))
		return
	}
	r.answer(ctx, reflect.ValueOf(out).Elem())
}

// unknown finds names in the query that the operation does not take, or that stand
// there twice.
func (r *route) unknown(ctx huma.Context, pb *huma.PathBuffer, wrong *huma.ValidateResult) {
	u := ctx.URL()
	query := u.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		pb.Reset()
		pb.Push("query")
		pb.Push(name)
		if len(query[name]) > 1 {
			wrong.Add(pb, "", "stands there twice")
		}
		if !r.known[name] {
			wrong.Add(pb, "", store.UnknownName(name, slices.Sorted(maps.Keys(r.known))).Error())
		}
	}
}

// take puts the value of a request into its field, and says what is wrong with it.
func (p *param) take(ctx huma.Context, schemas huma.Registry, in reflect.Value, pb *huma.PathBuffer, wrong *huma.ValidateResult) {
	pb.Reset()
	pb.Push(p.in)
	pb.Push(p.name)
	given := ctx.Query(p.name)
	if p.in == "path" {
		given = ctx.Param(p.name)
	}
	if given == "" {
		given = p.usual
	}
	if given == "" {
		if p.required {
			wrong.Add(pb, "", "required "+p.in+" parameter is missing")
		}
		return
	}
	value, err := set(in.FieldByIndex(p.at), given)
	if err != nil {
		wrong.Add(pb, given, err.Error())
		return
	}
	huma.Validate(schemas, p.schema, pb, huma.ModeWriteToServer, value, wrong)
}

// set puts a value into a field of one of the kinds that params have, and
// returns it for checking.
func set(f reflect.Value, given string) (any, error) {
	switch f.Kind() {
	case reflect.String:
		f.SetString(given)
		return given, nil
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(given, 10, 64)
		if err != nil {
			return nil, errors.New("invalid integer")
		}
		f.SetInt(n)
		return n, nil
	case reflect.Bool:
		is, err := strconv.ParseBool(given)
		if err != nil {
			return nil, errors.New("invalid boolean")
		}
		f.SetBool(is)
		return is, nil
	}
	panic("api: a parameter is " + f.Type().String()) // found by any test that opens the API
}

// readBody returns the body of a request.
func (r *route) readBody(ctx huma.Context) ([]byte, *Problem) {
	_ = ctx.SetReadDeadline(time.Now().Add(r.op.BodyReadTimeout)) // tests have no connection
	var given bytes.Buffer
	n, err := io.Copy(&given, io.LimitReader(ctx.BodyReader(), r.op.MaxBodyBytes))
	status, detail := 0, ""
	var slow net.Error
	switch {
	case n == r.op.MaxBodyBytes:
		status, detail = http.StatusRequestEntityTooLarge, fmt.Sprintf("request body is too large limit=%d bytes", n)
	case errors.As(err, &slow) && slow.Timeout():
		status, detail = http.StatusRequestTimeout, "request body read timeout"
	case err != nil:
		status, detail = http.StatusInternalServerError, "cannot read request body: "+err.Error()
	case n == 0:
		status, detail = http.StatusBadRequest, "request body is required"
	default:
		return given.Bytes(), nil
	}
	return nil, NewProblem(status, detail, advice[status])
}

// takeBody checks a body and puts it into its field. It returns the status of
// an answer that says what is wrong with it.
func (r *route) takeBody(ctx huma.Context, given []byte, field reflect.Value, pb *huma.PathBuffer, wrong *huma.ValidateResult) int {
	kind := ctx.Header("Content-Type")
	if kind == "" {
		kind = "application/json"
	}
	pb.Reset()
	pb.Push("body")
	var parsed any
	if err := r.api.Unmarshal(kind, given, &parsed); err != nil {
		wrong.Add(pb, string(given), err.Error())
		if errors.Is(err, huma.ErrUnknownContentType) {
			return http.StatusUnsupportedMediaType
		}
		return http.StatusBadRequest
	}
	before := len(wrong.Errors)
	huma.Validate(r.schemas(), r.body, pb, huma.ModeWriteToServer, parsed, wrong)
	if err := r.api.Unmarshal(kind, given, field.Addr().Interface()); err != nil && len(wrong.Errors) == before {
		wrong.Add(pb, string(given), err.Error())
	}
	return http.StatusUnprocessableEntity
}

// answer writes headers and body. A body that can't be written is a bug, or a
// client that went away.
func (r *route) answer(ctx huma.Context, out reflect.Value) {
	for _, h := range r.heads {
		if value := out.Field(h.at).String(); value != "" {
			ctx.SetHeader(h.name, value)
		}
	}
	kind, err := r.api.Negotiate(ctx.Header("Accept"))
	if err != nil {
		_ = huma.WriteErr(r.api, ctx, http.StatusNotAcceptable, "unable to marshal response", err)
		return
	}
	ctx.SetHeader("Content-Type", kind)
	ctx.SetStatus(r.op.DefaultStatus)
	if err := r.api.Marshal(ctx.BodyWriter(), kind, out.FieldByName("Body").Interface()); err != nil && ctx.Context().Err() == nil {
		panic(fmt.Errorf("%s %s: %w", r.op.Method, r.op.Path, err))
	}
}
