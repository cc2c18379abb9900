package mcp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// session sends lines to a server and returns its answers, one a line.
func session(t *testing.T, send ...string) []string {
	t.Helper()
	in, client := io.Pipe()
	answers, out := io.Pipe()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- serve(ctx, Options{Version: "test"}, in, out); out.Close() }()
	go func() {
		for _, line := range send {
			if _, err := io.WriteString(client, line+"\n"); err != nil {
				return
			}
		}
		client.Close()
	}()
	var got []string
	for lines := bufio.NewScanner(answers); lines.Scan(); {
		if !json.Valid(lines.Bytes()) {
			t.Errorf("the answer is no JSON: %s", lines.Text())
		}
		got = append(got, lines.Text())
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	return got
}

const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}`

// TestALineThatIsNoMessageIsAnswered sends what is no message between messages:
// each gets the error that JSON-RPC has for it, and the session goes on.
func TestALineThatIsNoMessageIsAnswered(t *testing.T) {
	for _, test := range []struct{ name, line, want string }{
		{"words", "hello", `"id":null,"error":{"code":-32700`},
		{"half a message", `{"jsonrpc":"2.0","id":7,`, `"id":null,"error":{"code":-32700`},
		{"two messages in a line", `{"jsonrpc":"2.0","id":7,"method":"ping"} {"jsonrpc":"2.0","id":8,"method":"ping"}`, `-32700`},
		{"no request", `{"id":7,"what":1}`, `"id":7,"error":{"code":-32600`},
		{"another version of JSON-RPC", `{"jsonrpc":"1.0","id":"x","method":"ping"}`, `"id":"x","error":{"code":-32600`},
		{"a number", "17", `"id":null,"error":{"code":-32600`},
		{"a batch", `[{"jsonrpc":"2.0","id":7,"method":"ping"}]`, `-32600`},
		{"control characters", "\x00\xff\x1b", `-32700`},
		{"a line without end in sight", `{"jsonrpc":"2.0","id":7,"method":"` + strings.Repeat("x", maxMessage) + `"}`, `longer than 4 MiB`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := session(t, fmt.Sprintf(hello, "2025-06-18"), "", test.line, `{"jsonrpc":"2.0","id":2,"method":"ping"}`)
			all := strings.Join(got, "\n")
			if len(got) != 3 || !strings.Contains(all, test.want) || !strings.Contains(all, `"id":2,"result"`) && !strings.Contains(all, `"result":{},"id":2`) || !strings.Contains(all, `"name":"readout"`) {
				t.Errorf("%d answers: %s", len(got), all)
			}
		})
	}
}

// TestABatchIsTakenWhereTheProtocolHasIt asks twice in one line.
func TestABatchIsTakenWhereTheProtocolHasIt(t *testing.T) {
	got := session(t, fmt.Sprintf(hello, batches), `[{"jsonrpc":"2.0","id":7,"method":"ping"},{"jsonrpc":"2.0","id":8,"method":"ping"}]`, `[]`, `[1]`,
		`[{"jsonrpc":"2.0","id":7,"method":"ping"},{"jsonrpc":"2.0","id":7,"method":"ping"}]`, `{"jsonrpc":"2.0","id":9,"method":"ping"}`)
	all := strings.Join(got, "\n")
	for _, want := range []string{`"id":7`, `"id":8`, `"id":9`} {
		if !strings.Contains(all, want) {
			t.Errorf("no answer %s: %s", want, all)
		}
	}
	if strings.Count(all, "-32600") != 3 {
		t.Error(all)
	}
}
