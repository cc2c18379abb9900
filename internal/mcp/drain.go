package mcp

import (
	"context"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// A drain is a transport whose connections end only when all that was asked
// is answered: a client that writes its requests and closes its side at once,
// as a pipe in a shell does, still gets every answer.
type drain struct{ sdk.Transport }

// Connect connects the transport beneath.
func (d drain) Connect(ctx context.Context) (sdk.Connection, error) {
	c, err := d.Transport.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &draining{Connection: c, waiting: map[jsonrpc.ID]bool{}, settled: make(chan struct{}, 1)}, nil
}

// A draining connection knows which calls wait for an answer.
type draining struct {
	sdk.Connection
	mu      sync.Mutex
	waiting map[jsonrpc.ID]bool
	settled chan struct{} // has a token after an answer
}

// Read returns the next message; after the last one it waits for the answers
// that are still to be written, then returns the error that ended the input.
func (d *draining) Read(ctx context.Context) (jsonrpc.Message, error) {
	m, err := d.Connection.Read(ctx)
	if r, ok := m.(*jsonrpc.Request); ok && r.IsCall() {
		d.mu.Lock()
		d.waiting[r.ID] = true
		d.mu.Unlock()
	}
	for err != nil && d.open() > 0 {
		select {
		case <-d.settled:
		case <-ctx.Done():
			return m, err
		}
	}
	return m, err
}

// Write writes a message and notes which call it answers.
func (d *draining) Write(ctx context.Context, m jsonrpc.Message) error {
	err := d.Connection.Write(ctx, m)
	if r, ok := m.(*jsonrpc.Response); ok {
		d.mu.Lock()
		delete(d.waiting, r.ID)
		d.mu.Unlock()
		select {
		case d.settled <- struct{}{}:
		default:
		}
	}
	return err
}

// open returns the number of calls without an answer.
func (d *draining) open() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.waiting)
}
