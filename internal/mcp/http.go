package mcp

import (
	"net/http"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// Handler answers assistants over HTTP, each request by itself: it keeps no
// session and sends nothing that was not asked for. Who may ask, and for which
// host, is its caller's to say: behind a proxy on the same machine that host is
// not this machine's name.
func Handler(o Options) http.Handler {
	// Labels of private persons are the same for all requests of a server.
	server := New(o)
	h := sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return server }, &sdk.StreamableHTTPOptions{Stateless: true, JSONResponse: true, DisableLocalhostProtection: true})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxMessage)
		h.ServeHTTP(w, r)
	})
}
