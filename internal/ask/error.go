package ask

import "fmt"

// A Fault is what kind of thing is wrong with a question.
type Fault string

// The faults.
const (
	Mistaken  Fault = "mistaken"  // it asks for what can't be; correct it
	Missing   Fault = "missing"   // the archive does not have it
	Private   Fault = "private"   // it is about a private person
	Unusable  Fault = "unusable"  // what was handed in holds no story
	Closed    Fault = "closed"    // the archive takes nothing in
	Overtaken Fault = "overtaken" // somebody else changed it meanwhile
)

// An Error says what is wrong with a question and what to do about it. Both are
// for the one who asked.
type Error struct {
	Fault  Fault
	Detail string // what happened, in one sentence
	Do     string // what to do about it
}

// Error returns the detail.
func (e *Error) Error() string { return e.Detail }

// mistaken returns the error of a question that asks for what can't be.
func mistaken(do, format string, args ...any) *Error {
	return &Error{Mistaken, fmt.Sprintf(format, args...), do}
}
