package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Problem says what went wrong and what to do, as RFC 9457 has it.
type Problem struct {
	Type   string   `json:"type" doc:"always about:blank: the status and the title say the kind"`
	Title  string   `json:"title"`
	Status int      `json:"status"`
	Detail string   `json:"detail" doc:"what happened, in one sentence"`
	Do     string   `json:"do" doc:"what to do about it"`
	Errors []string `json:"errors,omitempty" doc:"each value that was wrong, and why"`
}

// Error returns the detail.
func (p *Problem) Error() string { return p.Detail }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType returns the media type of problem documents.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// NewProblem returns a problem of a status.
func NewProblem(status int, detail, do string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Do: do}
}

// statusClosed is what logs show for a client that went away.
const statusClosed = 499

// statuses are the HTTP statuses of faults.
var statuses = map[ask.Fault]int{ask.Mistaken: http.StatusBadRequest, ask.Missing: http.StatusNotFound, ask.Private: http.StatusForbidden,
	ask.Unusable: http.StatusUnprocessableEntity, ask.Closed: http.StatusServiceUnavailable, ask.Overtaken: http.StatusConflict}

// Explain turns an error of an [ask.Service] into a problem.
func Explain(err error) *Problem {
	var p *Problem
	var fault *ask.Error
	var gone *store.ForgottenError
	var left *store.GoneError
	var busy *store.BusyError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &fault):
		return NewProblem(statuses[fault.Fault], fault.Detail, fault.Do)
	case errors.As(err, &gone):
		return NewProblem(http.StatusGone, err.Error(), "Nothing: it was taken out on purpose. The change feed lists the deletion.")
	case errors.As(err, &left):
		return NewProblem(http.StatusGone, err.Error(), "Search for it: another one may tell of the same.")
	case errors.Is(err, store.ErrNotFound):
		return NewProblem(http.StatusNotFound, err.Error(), "Check the id, or search for the story.")
	case errors.As(err, &busy):
		return NewProblem(http.StatusServiceUnavailable, err.Error(), "Try again when the other process is done.")
	case errors.Is(err, context.DeadlineExceeded):
		return NewProblem(http.StatusServiceUnavailable, "This was not answered in time: the archive is busy, or much is asked of it.", "Ask again in a minute, or for less: more words, a shorter time, one outlet.")
	case errors.Is(err, context.Canceled):
		return NewProblem(statusClosed, "The client went away.", "Nothing.")
	}
	return NewProblem(http.StatusInternalServerError, "The archive could not be read: "+err.Error(), "Run readout check; the server's log has the same line.")
}

// advice says what to do about a status that the framework found.
var advice = map[int]string{
	http.StatusNotFound:              "See /api/v1/openapi.json for the addresses there are.",
	http.StatusMethodNotAllowed:      "Use one of the methods that the Allow header names.",
	http.StatusNotAcceptable:         "Accept application/json.",
	http.StatusRequestEntityTooLarge: "Send a smaller body.",
	http.StatusUnsupportedMediaType:  "Send application/json.",
	http.StatusUnprocessableEntity:   "Correct the values that errors names; /api/v1/openapi.json has what is allowed.",
	http.StatusBadRequest:            "Correct the values that errors names; /api/v1/openapi.json has what is allowed.",
}

// init makes the framework's own errors problems of ours.
func init() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		p := NewProblem(status, msg, advice[status])
		for _, err := range errs {
			var inner *Problem
			if errors.As(err, &inner) {
				return inner
			}
			if err != nil {
				p.Errors = append(p.Errors, err.Error())
			}
		}
		return p
	}
}
