package pipeline

import (
	"context"
	"fmt"
	"path"
	"runtime"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// layers say what a record lacks without a stage.
var layers = map[string]string{
	"segment":   "nothing is read",
	"analyze":   "names are found by capitals and lists alone, and there are no events",
	"names":     "the text has no names",
	"chains":    "noun phrases are joined by rule",
	"mention":   "there are no mentions and no actors",
	"link":      "there are no actors",
	"where":     "there are no places",
	"when":      "there are no dates",
	"attribute": "there are no statements",
	"voice":     "“I” and “we” are whom the words before them suggest",
	"event":     "there are no events",
	"digest":    "it is joined with no other story",
}

// stage runs work, the stage of that name, and reports whether it came to its
// end. A panic, which only a bug can cause, costs the stage's own layer: work
// sets it last. It becomes a problem of the record, and the other stages run.
// After the end of ctx no stage is begun.
func (r *Reader) stage(ctx context.Context, rec *readout.Record, name string, work func()) (done bool) {
	if ctx.Err() != nil {
		return false
	}
	defer func() {
		if p := recover(); p != nil {
			rec.Problems = append(rec.Problems, readout.Problem{Stage: readout.Stage(name), Text: fmt.Sprintf(
				"A fault in readout (%v, in %s): %s. Please report it with this story.", p, faultPlace(), layers[name])})
		}
	}()
	if r.fault != nil {
		r.fault(name)
	}
	work()
	return true
}

// faultPlace returns the first function of ours below a panic, with its line.
func faultPlace() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") && f.Function != "" {
			return fmt.Sprintf("%s:%d", path.Base(f.File), f.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
