//go:build unix

package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/web"
)

// openDesk opens an archive in the test's folder and what serves it.
func openDesk(t *testing.T) (*store.Store, *ask.Service) {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := newDesk(t.Context(), s, defaultModel)
	if err != nil {
		t.Fatal(err)
	}
	return s, d.service(true)
}

func TestServeReadsTheSamplesAndKeepsOnRequest(t *testing.T) {
	s, service := openDesk(t)
	list, err := samples()
	if err != nil || len(list) != 3 || len(list[1].Given) != 3 {
		t.Fatalf("%d samples, %v", len(list), err)
	}
	ctx := context.Background()
	for _, sample := range list {
		for _, given := range sample.Given {
			rec, err := service.Read(ctx, &given)
			if err != nil || len(rec.Attributions) < 3 || rec.Version.Published.Day() == "" {
				t.Errorf("sample %s: %v", sample.Name, err)
			}
		}
	}
	if st, err := s.Stats(ctx); err != nil || st.Stories != 0 {
		t.Errorf("reading kept %d stories (%v)", st.Stories, err)
	}
	for range 2 {
		for _, given := range list[1].Given {
			if _, err := service.Keep(ctx, &given, 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	if st, err := s.Stats(ctx); err != nil || st.Stories != 1 || st.Versions != 3 || st.Records != 3 {
		t.Errorf("keeping one story twice gives %+v (%v)", st, err)
	}
	for _, address := range []string{"http://127.0.0.1:1/secret", "HTTP://LOCALHOST:1/secret", "file:///etc/passwd", "javascript:alert(1)"} {
		if _, err := service.Read(ctx, &ask.Given{URL: address}); err == nil || !strings.Contains(err.Error(), "could not be fetched") {
			t.Errorf("%s gives %v", address, err)
		}
	}
}

func TestServeFinishesWhatItAnswersBeforeItStops(t *testing.T) {
	_, service := openDesk(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	begun := make(chan struct{})
	read := service.Reading
	service.Reading = func(ctx context.Context, in *ask.Given) (rec *readout.Record, err error) {
		close(begun)
		time.Sleep(300 * time.Millisecond)
		return read(ctx, in)
	}
	ctx, stop := untilStopped()
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- answerUntilStopped(ctx, l, web.New(web.Options{Service: service}), slog.New(slog.DiscardHandler))
	}()
	go func() {
		<-begun
		syscall.Kill(syscall.Getpid(), syscall.SIGTERM)
	}()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.PostForm("http://"+l.Addr().String()+"/read", url.Values{"story": {"Ferry back\n\nThe office said that the boat sails."}})
	if err != nil {
		t.Fatalf("the request that was being answered: %v", err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Error(err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the end: %v", err)
		}
	case <-time.After(15 * time.Second):
		t.Error("the server does not stop")
	}
}

// TestServeAndAddWorkSideBySide opens an archive with serve and with add: each
// keeps stories while the other is there and idle.
func TestServeAndAddWorkSideBySide(t *testing.T) {
	archive := &archiveFlag{path: filepath.Join(t.TempDir(), "a.db")}
	served, writable, err := archive.serve()
	if err != nil || !writable {
		t.Fatal(writable, err)
	}
	defer served.Close()
	d, err := newDesk(t.Context(), served, "rules")
	if err != nil {
		t.Fatal(err)
	}
	service := d.service(writable)
	if _, err := service.PutAlert(t.Context(), "", &ask.Alerting{Search: "ferry", Hook: "http://127.0.0.1:9/x"}); err == nil || !strings.Contains(err.Error(), "allow_hosts") {
		t.Errorf("a webhook inside the network: %v", err)
	}
	file := filepath.Join(t.TempDir(), "one.txt")
	if err := os.WriteFile(file, []byte("The lamp was lit again, the harbour master said."), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := archive.write()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := add(t.Context(), s, &inputFlags{ofArchive: true, jobs: 1, model: "rules", quiet: true}, []string{file}, nil, false); err != nil {
		t.Errorf("add beside serve: %v", err)
	}
	if _, err := service.Keep(context.Background(), &ask.Given{Text: "Ferry back\n\nThe office said that the boat sails."}, 0); err != nil {
		t.Errorf("keeping beside add: %v", err)
	}
	again, writable, err := archive.serve()
	if err != nil || !writable {
		t.Errorf("serve beside add: writable %v, %v", writable, err)
	}
	again.Close()
	if st, err := served.Stats(t.Context()); err != nil || st.Stories != 2 || st.Records != 2 {
		t.Errorf("%+v, %v", st, err)
	}
}
