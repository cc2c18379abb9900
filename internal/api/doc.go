// Package api is what Readout gives to programs over HTTP, and the questions
// behind it. A [Service] answers them from an archive; [Handler] puts them
// under /api/v1 with an OpenAPI description made from the code; package web
// shows the same answers as pages.
package api
