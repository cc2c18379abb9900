package subprocess

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Limits of a helper. The zero value of each means none.
type Limits struct {
	Memory int64 // bytes of heap and stacks
	Stack  int   // bytes of one stack
	// Time is the most that one request may take, for a helper whose program
	// is no longer there to end it.
	Time time.Duration
}

// What a helper says when it ends itself.
const (
	tooMuch = "more memory than a helper may have"
	tooLong = "more time than a helper may take"
)

// Serve answers the requests that come from r on w, one after the other, until
// r ends. It sets the limits of the whole process: it is for processes that do
// nothing else. A panic is the answer to its request.
func Serve(r io.Reader, w io.Writer, limits Limits, handle func(request []byte) ([]byte, error)) error {
	signal.Ignore(os.Interrupt) // the terminal's goes to all; the program decides
	limits.set()
	in, out := bufio.NewReader(r), bufio.NewWriter(w)
	for {
		_, request, err := readFrame(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		late := time.AfterFunc(max(limits.Time, 0), func() {
			if limits.Time > 0 {
				die(tooLong)
			}
		})
		kind, answer := answered, []byte(nil)
		if answer, err = guarded(handle, request); err != nil {
			kind, answer = refused, []byte(err.Error())
		}
		late.Stop()
		if err := writeFrame(out, kind, answer); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
}

// guarded turns a panic, which only a bug can cause, into an error.
func guarded(handle func([]byte) ([]byte, error), request []byte) (answer []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a fault in readout (%v): please report it with this document", p)
		}
	}()
	return handle(request)
}

// set puts the limits into force.
func (l Limits) set() {
	if l.Stack > 0 {
		debug.SetMaxStack(l.Stack)
	}
	if l.Memory > 0 {
		debug.SetMemoryLimit(l.Memory * 3 / 4) // from there on the collector works harder
		limitData(l.Memory)
		go watchMemory(l.Memory)
	}
}

// watchMemory ends the process when it has more memory than it may.
func watchMemory(most int64) {
	use := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	for range time.Tick(10 * time.Millisecond) {
		metrics.Read(use)
		if use[0].Value.Uint64()+use[1].Value.Uint64() > uint64(most) {
			die(tooMuch)
		}
	}
}

// die ends the process and says why.
func die(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(3)
}
