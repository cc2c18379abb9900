package subprocess

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestMain lets the test program be its own helper.
func TestMain(m *testing.M) {
	if os.Getenv("READOUT_TEST_HELPER") != "" {
		if err := Serve(os.Stdin, os.Stdout, Limits{Memory: 64 << 20, Stack: 1 << 20, Time: 30 * time.Second}, answer); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// answer does what a request names.
func answer(request []byte) ([]byte, error) {
	switch string(request) {
	case "memory":
		var all [][]byte
		for {
			all = append(all, make([]byte, 1<<20))
			all[len(all)-1][0] = 1
			time.Sleep(time.Millisecond / 4)
		}
	case "at once":
		big := make([]byte, 4<<30)
		for i := 0; i < len(big); i += 4096 {
			big[i] = 1
		}
	case "stack":
		return nil, dig(1)
	case "time":
		for i := 0; ; i++ {
		}
	case "panic":
		panic("a fault")
	case "error":
		return nil, errors.New("no feed")
	case "exit":
		os.Exit(1)
	}
	return append([]byte("re: "), request...), nil
}

func dig(n int) error {
	var room [1024]byte
	room[n%1024] = 1
	//lint:ignore SA5007 the stack is meant to run full
	if err := dig(n + int(room[0]) + 1); err != nil {
		return err
	}
	return errors.New(string(room[:1]))
}

func newPool(t *testing.T, patience time.Duration) *Pool {
	p := &Pool{Patience: patience, Command: func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "READOUT_TEST_HELPER=1")
		return cmd
	}}
	t.Cleanup(p.Close)
	return p
}

func TestAHelperDiesAlone(t *testing.T) {
	p := newPool(t, time.Minute)
	var died *DiedError
	for _, test := range []struct{ request, want string }{
		{"memory", "too much memory"}, {"at once", "too much memory"}, {"stack", "too deeply"}, {"exit", "ended"},
	} {
		if _, err := p.Call(context.Background(), []byte(test.request)); !errors.As(err, &died) || !strings.Contains(died.Why, test.want) {
			t.Errorf("%s: %v", test.request, err)
		}
	}
	for _, test := range []struct{ request, want string }{{"panic", "a fault"}, {"error", "no feed"}} {
		if _, err := p.Call(context.Background(), []byte(test.request)); err == nil || errors.As(err, &died) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.request, err)
		}
	}
	if got, err := p.Call(context.Background(), []byte("x")); string(got) != "re: x" {
		t.Errorf("after the others: %q, %v", got, err)
	}
	if len(p.idle) != 1 {
		t.Errorf("%d helpers wait", len(p.idle))
	}
}

func TestAHelperIsNotWaitedForForEver(t *testing.T) {
	p := newPool(t, 300*time.Millisecond)
	var died *DiedError
	if _, err := p.Call(context.Background(), []byte("time")); !errors.As(err, &died) || !strings.Contains(died.Why, "longer than 300ms") {
		t.Errorf("a helper without end: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	p.Patience = time.Minute
	if _, err := p.Call(ctx, []byte("time")); !errors.Is(err, context.Canceled) {
		t.Errorf("a stop: %v", err)
	}
	p.Command = func() *exec.Cmd { return exec.Command("/nowhere/readout") }
	var start *StartError
	if _, err := p.Call(context.Background(), nil); !errors.As(err, &start) {
		t.Errorf("no program: %v", err)
	}
}

func TestManyAskAtTheSameTime(t *testing.T) {
	p := newPool(t, time.Minute)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, request := range []string{"a", strings.Repeat("b", 1<<20), "error", ""} {
				got, err := p.Call(context.Background(), []byte(request))
				if request == "error" && err == nil || request != "error" && string(got) != "re: "+request {
					t.Errorf("%.10s: %.20q, %v", request, got, err)
				}
			}
		})
	}
	group.Wait()
}
