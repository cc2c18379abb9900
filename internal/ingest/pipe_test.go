//go:build unix

package ingest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestAPipeStopsNothing: a pipe that nobody writes to is passed over in a
// folder, and one that is named is left when the user stops.
func TestAPipeStopsNothing(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "a.fifo")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "b.txt"), []byte("Ferry to run again\n\n"+longText), 0o600); err != nil {
		t.Fatal(err)
	}
	g := newIngester(t)
	ended := make(chan error, 1)
	var counts Counts
	add := func(ctx context.Context, name string) {
		var err error
		counts, err = g.Add(ctx, []string{name}, nil)
		ended <- err
	}
	wait := func(what string) (err error) {
		select {
		case err = <-ended:
		case <-time.After(20 * time.Second):
			t.Fatal(what + " hangs")
		}
		return err
	}
	go add(context.Background(), dir)
	if err := wait("a folder with a pipe"); err != nil || counts.Stories != 1 || counts.Bad != 1 {
		t.Errorf("%+v, %v", counts, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	go add(ctx, pipe)
	time.Sleep(20 * time.Millisecond)
	stop()
	if err := wait("a stop"); !errors.Is(err, context.Canceled) {
		t.Errorf("the end of a stopped run: %v", err)
	}
	if f, err := os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil { // let the reader go
		f.Close()
	}
}
