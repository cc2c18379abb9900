package mcp

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestItAnswersBehindAProxy asks over a connection of this machine for the name that
// people know the server by, as a proxy beside it does.
func TestItAnswersBehindAProxy(t *testing.T) {
	server := httptest.NewServer(Handler(Options{Version: "1"}))
	defer server.Close()
	const ask = `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(ask))
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "readout.example.org"
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json, text/event-stream")
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), `"name":"read"`) {
		t.Errorf("%d, %v: %.300s", res.StatusCode, err, body)
	}
}
