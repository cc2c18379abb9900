package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A reviewPart is what a card shows of people's reviews: the machine's value, the person's
// and why, side by side, and the form for another.
type reviewPart struct {
	Said []saidLine
	Open string      // address that opens the form, "" where who looks may not review
	Form *reviewForm // nil until it is asked for
}

// A saidLine is what a person said of a value.
type saidLine struct {
	ID, Field, Do, Machine, Value, By, Why, State, When string
	MayUndo                                             bool
}

// A reviewForm asks what a value should be.
type reviewForm struct {
	Version, ID, Layer, Back string
	Seen                     int64
	Fields                   []reviewField
	Add                      bool
	AskWho                   bool // nobody signs in: the person gives a name
}

// A reviewField is a field of a value: what the machine read, and what is shown today.
type reviewField struct {
	Name, Machine, Now string
	Choices            []string
	Need               bool
}

// stateWords say what has become of a review.
var stateWords = map[review.State]string{review.Applies: "stands in place of the machine's", review.Agrees: "the machine reads the same",
	review.Restored: "the machine does not read it: it was put back", review.Gone: "fits no longer, and nothing is done"}

// reviewLayer returns the layer that an id of a record is of, "" for none that is reviewed.
func reviewLayer(local string) review.Layer {
	switch strings.TrimRight(local, "0123456789") {
	case "a":
		return review.Statement
	case "e":
		return review.Event
	case "u":
		return review.Actor
	}
	return ""
}

// reviews fills in what people said of the values of a version, and the form that the
// address asks for.
func (s *site) reviews(r *http.Request, p *storyPage, version string) error {
	done, err := s.Service.Store.Reviewed(r.Context(), version)
	if err != nil {
		return err
	}
	said := make(map[string][]saidLine)
	for i := range done.Fits {
		f := &done.Fits[i]
		line := saidLine{ID: f.Review.ID, Field: orText(f.Review.Field, "the whole"), Do: string(f.Review.Do), Machine: f.Machine, Value: f.Review.Value, By: f.Review.By, Why: f.Review.Why,
			State: stateWords[f.State], When: f.Review.At.Format(time.DateOnly), MayUndo: mayWrite(r)}
		if f.Why != "" {
			line.State += ": " + f.Why
		}
		if f.Local == "" {
			p.Lost = append(p.Lost, line)
			continue
		}
		said[f.Local] = append(said[f.Local], line)
	}
	for _, c := range p.Cards {
		layer := reviewLayer(c.ID)
		if layer == "" {
			continue
		}
		c.Review = &reviewPart{Said: said[c.ID]}
		if !mayWrite(r) {
			continue
		}
		c.Review.Open = p.Self("show", c.ID) + "&review=1#" + c.ID
		if c.Open && param(r, "review") != "" {
			c.Review.Form = s.reviewForm(r, done, c.ID, layer)
			c.Review.Form.Back = p.Self("show", c.ID) + "#" + c.ID
		}
	}
	if mayWrite(r) {
		p.Add = s.addForm(r, done, review.Layer(param(r, "add")))
		for _, layer := range []review.Layer{review.Statement, review.Event} {
			p.Adds = append(p.Adds, navLink{Href: p.Self("add", string(layer)) + "#add", Text: string(layer)})
		}
	}
	return nil
}

// reviewForm returns the form for a value.
func (s *site) reviewForm(r *http.Request, done *store.Reviewed, local string, layer review.Layer) *reviewForm {
	f := &reviewForm{Version: string(done.Ref.ID), ID: local, Layer: string(layer), Seen: done.Last, AskWho: people.Of(r.Context()) == nil}
	for _, name := range review.Fields(layer) {
		machine, _ := review.Value(done.Machine, local, name)
		now, _ := review.Value(done.Record, local, name)
		f.Fields = append(f.Fields, reviewField{Name: name, Machine: machine, Now: now, Choices: valuesOf(layer, name, now)})
	}
	return f
}

// valuesOf returns what a field may be, none first; nil for one that may be anything.
func valuesOf(layer review.Layer, name, now string) []string {
	list := review.Choices(layer, name)
	if list == nil {
		return nil
	}
	if !slices.Contains(list, now) {
		list = append([]string{now}, list...)
	}
	return list
}

// addForm returns the form for what is missing; nil for a layer of which nothing is added here.
func (s *site) addForm(r *http.Request, done *store.Reviewed, layer review.Layer) *reviewForm {
	own := map[review.Layer]string{review.Statement: "cue", review.Event: "trigger"}[layer]
	if own == "" {
		return nil
	}
	f := &reviewForm{Version: string(done.Ref.ID), Layer: string(layer), Seen: done.Last, Add: true, AskWho: people.Of(r.Context()) == nil, Back: "/story/" + string(done.Ref.ID)}
	need := map[string]bool{"content": true, "trigger": true, "type": true}
	for _, name := range append([]string{own}, review.Fields(layer)...) {
		f.Fields = append(f.Fields, reviewField{Name: name, Need: need[name], Choices: valuesOf(layer, name, "")})
	}
	return f
}

// takeReview keeps what a form says of a value, and goes back to it.
func (s *site) takeReview(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	version, local, do := r.PathValue("id"), field(r, "id"), field(r, "do")
	seen, err := strconv.ParseInt(field(r, "seen"), 10, 64)
	if err != nil {
		return api.NewProblem(http.StatusBadRequest, "The form does not say what was seen.", "Send it from its page.")
	}
	in := ask.Reviewing{Version: version, ID: local, Do: do, Layer: field(r, "layer"), By: field(r, "by"), Why: field(r, "why"), Seen: &seen}
	if do == "confirm" && in.Why == "" {
		in.Why = "Looked at beside its sentence, and found right."
	}
	switch do {
	case "correct":
		err = s.correct(r, &in)
	case "add":
		in.ID, in.Values = "", make(map[string]string)
		for name := range r.PostForm {
			if plain, ok := strings.CutPrefix(name, "f."); ok && field(r, name) != "" {
				in.Values[plain] = field(r, name)
			}
		}
		_, err = s.Service.Review(r.Context(), &in)
	default:
		_, err = s.Service.Review(r.Context(), &in)
	}
	if err != nil {
		return err
	}
	s.queue.drop(version, local)
	http.Redirect(w, r, safeNext(cmp.Or(field(r, "back"), "/story/"+version)), http.StatusSeeOther)
	return nil
}

// correct keeps a correction of each field that a form has another value for than is shown.
func (s *site) correct(r *http.Request, in *ask.Reviewing) error {
	done, err := s.Service.Store.Reviewed(r.Context(), in.Version)
	if err != nil {
		return err
	}
	n := 0
	for _, name := range review.Fields(reviewLayer(in.ID)) {
		now, ok := review.Value(done.Record, in.ID, name)
		if !ok || !r.PostForm.Has("f."+name) || field(r, "f."+name) == now {
			continue
		}
		one := *in
		one.Field, one.Value = name, field(r, "f."+name)
		if _, err := s.Service.Review(r.Context(), &one); err != nil {
			return err
		}
		n++
	}
	if n == 0 {
		return api.NewProblem(http.StatusBadRequest, "No value of the form differs from what is shown.", "Change the value that is wrong, or confirm it.")
	}
	return nil
}

// undoReview takes a review back.
func (s *site) undoReview(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	old, err := s.Service.UndoReview(r.Context(), r.PathValue("id"), field(r, "by"), cmp.Or(field(r, "why"), "Taken back on the story's page."))
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/story/"+string(old.Version), http.StatusSeeOther)
	return nil
}
