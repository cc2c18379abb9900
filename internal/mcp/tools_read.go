package mcp

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// ReadInput is what the tool read takes.
type ReadInput struct {
	Text      string   `json:"text" jsonschema:"the story: headline, blank line, paragraphs; 200000 characters at most"`
	URL       string   `json:"url,omitempty" jsonschema:"its address"`
	Published string   `json:"published,omitempty" jsonschema:"day of publication, YYYY-MM-DD; without it, 'on Monday' stays open"`
	Layers    []string `json:"layers,omitempty" jsonschema:"some of statements, events, actors, dates, places; all if there are none"`
}

// read reads a text.
func (t *tools) read(ctx context.Context, in ReadInput) (*Record, error) {
	switch {
	case strings.TrimSpace(in.Text) == "":
		return nil, errors.New("text: there is nothing to read")
	case utf8.RuneCountInString(in.Text) > maxText:
		return nil, fmt.Errorf("text: longer than %d characters; give one story", maxText)
	}
	if _, err := time.Parse(time.DateOnly, in.Published); in.Published != "" && err != nil {
		return nil, fmt.Errorf("published: %q is no day such as 2014-06-16", in.Published)
	}
	rec, err := t.o.Read(ctx, strings.ToValidUTF8(in.Text, "\ufffd"), in.URL, in.Published)
	if err != nil {
		return nil, said(err)
	}
	return t.tell(ctx, rec, true).all(in.Layers, 0)
}

// RecordInput is what the tool record takes.
type RecordInput struct {
	ID     string   `json:"id" jsonschema:"ve_…, st_…, or a part of a version: ve_…:a3"`
	Layers []string `json:"layers,omitempty" jsonschema:"some of statements, events, actors, dates, places, text; all but text if there are none"`
	Offset int      `json:"offset,omitempty" jsonschema:"how many of each list to pass over"`
}

// record returns what a version says.
func (t *tools) record(ctx context.Context, in RecordInput) (*Record, error) {
	id, part, _ := strings.Cut(in.ID, ":")
	rec, err := t.load(ctx, id)
	if err != nil {
		return nil, err
	}
	r := t.tell(ctx, rec, false)
	if part == "" {
		return r.all(in.Layers, max(in.Offset, 0))
	}
	out := &Record{Version: r.version(), Pipeline: r.rec.Pipeline}
	for i := range r.rec.Attributions {
		if a := &r.rec.Attributions[i]; string(a.ID) == part {
			out.Statements = append(out.Statements, r.statement(a))
		}
	}
	for i := range r.rec.Events {
		if e := &r.rec.Events[i]; string(e.ID) == part {
			out.Events = append(out.Events, r.event(e))
		}
	}
	if out.Statements == nil && out.Events == nil {
		return nil, fmt.Errorf("%s: the record has no %s", in.ID, part)
	}
	return out, nil
}

// load returns the record of a version, or of a story's current one.
func (t *tools) load(ctx context.Context, id string) (*readout.Record, error) {
	rec, err := t.ask.ReadRecord(ctx, id)
	return rec, said(err)
}

// said puts an error into words for an assistant: no paths of this machine.
func said(err error) error {
	var gone *store.ForgottenError
	var fault *ask.Error
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &fault):
		return errors.New(fault.Detail + " " + fault.Do)
	case errors.As(err, &gone):
		return errors.New("it was taken out of the archive")
	case errors.Is(err, store.ErrNotFound):
		return errors.New("the archive has nothing of this id, or it is not read yet")
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("the search took too long: ask for less")
	}
	return errors.New("the archive could not be read; the person who runs it can see why with readout show")
}

// all returns the layers of a record that were asked for, from offset on.
func (r *teller) all(layers []string, offset int) (*Record, error) {
	want := map[string]bool{}
	for _, l := range layers {
		want[l] = true
	}
	if len(layers) == 0 {
		want = map[string]bool{"statements": true, "events": true, "actors": true, "dates": true, "places": true}
	}
	out := &Record{Version: r.version(), Pipeline: r.rec.Pipeline, Left: map[string]int{}}
	take := func(layer string, n int, each func(i int)) {
		if !want[layer] {
			return
		}
		delete(want, layer)
		for i := offset; i < min(n, offset+maxItems); i++ {
			each(i)
		}
		if left := n - offset - maxItems; left > 0 {
			out.Left[layer] = left
		}
	}
	take("statements", len(r.rec.Attributions), func(i int) { out.Statements = append(out.Statements, r.statement(&r.rec.Attributions[i])) })
	take("events", len(r.rec.Events), func(i int) { out.Events = append(out.Events, r.event(&r.rec.Events[i])) })
	take("actors", len(r.rec.Actors), func(i int) {
		a := &r.rec.Actors[i]
		who := Actor{Name: a.Name, Kind: string(a.Kind), Country: a.Country, Sectors: a.Sectors, Why: a.Why}
		if a.Office != nil {
			who.Office = strings.TrimSpace(a.Office.Title + " " + a.Office.Of)
		}
		out.Actors = append(out.Actors, who)
	})
	take("dates", len(r.rec.Dates), func(i int) {
		d := &r.rec.Dates[i]
		out.Dates = append(out.Dates, Value{r.span(d.Span), days(d.From, d.To), string(d.Basis)})
	})
	take("places", len(r.rec.Places), func(i int) {
		p := &r.rec.Places[i]
		out.Places = append(out.Places, Value{r.span(p.Span), strings.Trim(p.Name+", "+p.Country, ", "), string(p.Precision)})
	})
	if want["text"] {
		delete(want, "text")
		if !r.whole {
			return nil, errors.New("text: this server gives quotations only; readout mcp --with-text gives texts")
		}
		out.Version.Text = r.rec.Version.Text
	}
	for l := range want {
		return nil, fmt.Errorf("layers: %q is none of statements, events, actors, dates, places, text", l)
	}
	for i := range r.rec.Problems[:min(len(r.rec.Problems), 20)] {
		out.Problems = append(out.Problems, r.rec.Problems[i].Text)
	}
	return out, nil
}
