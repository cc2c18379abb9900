package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/internal/people"
)

// An answer is what a request came to, before it is sent.
type answer struct {
	status  int
	header  http.Header
	body    []byte
	pattern string // of the route
	tag     func() string
	small   func() []byte // the body, packed
}

// A recorder takes an answer down.
type recorder struct {
	header http.Header
	body   bytes.Buffer
	status int
}

// Header returns the headers of the answer.
func (rec *recorder) Header() http.Header { return rec.header }

// WriteHeader keeps the status.
func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 {
		rec.status = status
	}
}

// Write keeps the bytes.
func (rec *recorder) Write(p []byte) (int, error) {
	rec.WriteHeader(http.StatusOK)
	return rec.body.Write(p)
}

// answerOf has a request answered.
func answerOf(next http.Handler, r *http.Request) *answer {
	rec := &recorder{header: make(http.Header)}
	next.ServeHTTP(rec, r)
	rec.WriteHeader(http.StatusOK)
	return newAnswer(rec.status, rec.header, rec.body.Bytes(), r.Pattern)
}

// newAnswer returns an answer whose tag and packed form are made when they are
// first asked for.
func newAnswer(status int, header http.Header, body []byte, pattern string) *answer {
	a := &answer{status: status, header: header, body: body, pattern: pattern}
	a.tag = sync.OnceValue(func() string {
		sum := sha256.Sum256(body)
		return `W/"` + hex.EncodeToString(sum[:12]) + `"`
	})
	a.small = sync.OnceValue(func() []byte { return gzipped(body) })
	return a
}

var gzips = sync.Pool{New: func() any { zw, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed+2); return zw }}

// gzipped packs bytes.
func gzipped(body []byte) []byte {
	var small bytes.Buffer
	zw := gzips.Get().(*gzip.Writer)
	zw.Reset(&small)
	zw.Write(body)
	zw.Close()
	gzips.Put(zw)
	return small.Bytes()
}

// send sends the answer: an ETag with it, 304 where the client has it, packed
// where the client takes that.
func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	for name, values := range a.header {
		header[name] = append([]string(nil), values...)
	}
	if a.status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		header.Set("ETag", a.tag())
		if strings.Contains(r.Header.Get("If-None-Match"), a.tag()) {
			header.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	header.Add("Vary", "Accept-Encoding")
	if people.Of(r.Context()) != nil { // nobody else's proxy may keep it
		header.Set("Cache-Control", "private, "+header.Get("Cache-Control"))
	}
	body := a.body
	if len(body) > 1000 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		body = a.small()
	}
	header.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// packed gives answers an ETag, answers 304 where the client has them, and packs them.
func packed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answerOf(next, r).send(w, r) })
}
