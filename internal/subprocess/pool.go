package subprocess

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// A Pool hands requests to helpers. Helpers are started when they are needed
// and kept for the next request. Set Command before use.
type Pool struct {
	// Command returns the command that starts a helper, which runs [Serve].
	Command func() *exec.Cmd
	// Patience is how long a helper may work on a request, and longer by a
	// second for each MiB of it; 0: 10 s.
	Patience time.Duration

	mu     sync.Mutex
	idle   []*helper
	closed bool
}

// A DiedError says that a helper did not live to answer.
type DiedError struct{ Why string }

// Error says why.
func (e *DiedError) Error() string {
	return "the document was given up (" + e.Why + "): no page or feed needs as much; save its text and add the file"
}

// A StartError says that no helper could be started.
type StartError struct{ Err error }

// Error returns the reason.
func (e *StartError) Error() string { return "no helper process: " + e.Err.Error() }

// Unwrap returns the reason.
func (e *StartError) Unwrap() error { return e.Err }

// A helper is one process.
type helper struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out io.Reader
	log *head
}

// Call has a helper answer a request. An error that the helper answered comes
// back as an error of its text; a helper that died is a [DiedError].
func (p *Pool) Call(ctx context.Context, request []byte) ([]byte, error) {
	h, err := p.take()
	if err != nil {
		return nil, &StartError{err}
	}
	patience := p.Patience
	if patience == 0 {
		patience = 10 * time.Second
	}
	patience += time.Duration(len(request)>>20) * time.Second
	late := time.AfterFunc(patience, h.kill)
	stop := context.AfterFunc(ctx, h.kill)
	var kind byte
	var answer []byte
	if err = writeFrame(h.in, answered, request); err == nil {
		kind, answer, err = readFrame(h.out)
	}
	inTime := late.Stop()
	if stopped := !stop(); err != nil || stopped || !inTime {
		h.kill()
		_ = h.cmd.Wait()
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case !inTime:
			return nil, &DiedError{fmt.Sprintf("it took longer than %v", patience)}
		}
		return nil, &DiedError{h.log.reason()}
	}
	p.giveBack(h)
	if kind == refused {
		return nil, errors.New(string(answer))
	}
	return answer, nil
}

// take returns a helper that waits, or a new one.
func (p *Pool) take() (*helper, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		h := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return h, nil
	}
	p.mu.Unlock()
	h := &helper{cmd: p.Command(), log: new(head)}
	h.cmd.Stderr = h.log
	var err error
	if h.in, err = h.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if h.out, err = h.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	return h, h.cmd.Start()
}

// giveBack keeps a helper for the next request.
func (p *Pool) giveBack(h *helper) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		h.end()
		return
	}
	p.idle = append(p.idle, h)
}

// Close ends the helpers that wait; those at work end with their request.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, h := range p.idle {
		h.end()
	}
	p.idle = nil
}

func (h *helper) kill() { _ = h.cmd.Process.Kill() }

// end lets a helper that waits go.
func (h *helper) end() {
	h.in.Close()
	_ = h.cmd.Wait()
}

// A head keeps the first bytes of what a helper says on standard error.
type head struct {
	mu   sync.Mutex
	data bytes.Buffer
}

// Write keeps what there is room for.
func (w *head) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.data.Write(p[:max(0, min(len(p), 4096-w.data.Len()))])
	return len(p), nil
}

// reason tells from what the runtime said why a helper died.
func (w *head) reason() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	text := w.data.String()
	for _, r := range []struct{ sign, why string }{
		{"out of memory", "it took too much memory"}, {"cannot allocate", "it took too much memory"}, {"failed to allocate", "it took too much memory"}, {tooMuch, "it took too much memory"},
		{"stack overflow", "it nests too deeply"}, {tooLong, "it took too long"},
	} {
		if strings.Contains(text, r.sign) {
			return r.why
		}
	}
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if line == "" {
		line = "the process that read it ended"
	}
	return line
}
