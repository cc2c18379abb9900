package courier

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/mailer"
	"github.com/seed-f92ea4cf/readout/internal/many"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestMain runs a process that a test kills, or the tests.
func TestMain(m *testing.M) {
	if path := os.Getenv("COURIER_ARCHIVE"); path != "" {
		if err := work(path, os.Getenv("COURIER_SMTP"), os.Getenv("COURIER_HOOK"), os.Getenv("COURIER_FROM")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// work takes in stories, each in a change of its own, and brings what alerts tell
// of them, until it is killed.
func work(path, smtpAddress, hookHost, from string) error {
	s, err := store.Open(path)
	if err != nil {
		return err
	}
	c, err := sinksCourier(s, smtpAddress, hookHost)
	if err != nil {
		return err
	}
	next := 0
	fmt.Sscan(from, &next)
	go func() {
		for {
			_, _ = c.Once(context.Background())
			time.Sleep(time.Millisecond)
		}
	}()
	source := many.Samples()
	for ; ; next++ {
		if err := bring(s, source, next); err != nil {
			return err
		}
		fmt.Println(next)
		time.Sleep(2 * time.Millisecond)
	}
}

// bring takes in the story of a number.
func bring(s *store.Store, source *many.Source, n int) error {
	rec := source.Record(n)
	return s.Update(context.Background(), func(tx *store.Tx) error {
		v := rec.Version
		v.URL = fmt.Sprintf("https://news.example/%d", n)
		v.Text += fmt.Sprintf(" Report %d.", n)
		v.Seal()
		known, err := tx.StoriesOf("a:" + v.URL)
		if err != nil || len(known) > 0 {
			return err // a process that was killed had it in
		}
		story, err := tx.AddStory(v.Outlet, []string{"a:" + v.URL})
		if err != nil {
			return err
		}
		ref, err := tx.AddVersion(story, &store.Arrival{Capture: store.Capture{Kind: "text", Meta: []byte(v.URL), Data: []byte(v.Text)}, Version: &v, Change: store.First})
		if err != nil {
			return err
		}
		own := *rec
		own.Version = v
		return tx.PutReading(ref, &own, nil)
	})
}

// sinksCourier returns a courier to sinks, which is fast to lose patience, and
// whose clock makes what failed due again at once.
func sinksCourier(s *store.Store, smtpAddress, hookHost string) (*Courier, error) {
	server, err := mailer.Parse("smtp://"+smtpAddress, "", "readout@example.org")
	if err != nil {
		return nil, err
	}
	server.Patience = 150 * time.Millisecond
	return &Courier{Store: s, Mail: server, From: server.From, Post: fetch.New(fetch.Config{AllowHosts: []string{hookHost}, Limits: fetch.Limits{Header: 150 * time.Millisecond, Total: 200 * time.Millisecond}}),
		Now: func() time.Time { return time.Now().Add(time.Hour) }, Base: "https://readout.example.org"}, nil
}

// sinks take what a courier brings, badly until they are mended.
type sinks struct {
	mu     sync.Mutex
	random *rand.Rand
	mended bool
	got    map[alert.Way]map[string][]string // parcels by way: what each had in it, whenever it was taken
	again  int
	bad    int
}

// mood says how a sink takes the next one: well, with an error, or not at all; it
// may hang, or take it and not say so.
func (k *sinks) mood() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.mended {
		return "well"
	}
	mood := []string{"well", "well", "error", "hang", "silent"}[k.random.IntN(5)]
	if mood != "well" {
		k.bad++
	}
	return mood
}

// take notes a parcel that was taken.
func (k *sinks) take(t testing.TB, way alert.Way, id string, ids []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	slices.Sort(ids)
	if old, ok := k.got[way][id]; ok {
		k.again++
		if !slices.Equal(old, ids) {
			t.Errorf("%s: parcel %s had %d alerts, and has %d when it comes again", way, id, len(old), len(ids))
		}
	}
	k.got[way][id] = ids
}

// hook takes webhooks.
func (k *sinks) hook(t testing.TB, secret func() string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // killed on the way
		}
		var l alert.Letter
		var sec int64
		fmt.Sscan(r.Header.Get("X-Readout-Time"), &sec)
		if err := json.Unmarshal(body, &l); err != nil || r.Header.Get("X-Readout-Id") != l.ID || !alert.Fits(alert.Sign(secret(), time.Unix(sec, 0), body), r.Header.Get("X-Readout-Signature")) {
			t.Errorf("a post that is not whole, or not signed: %v, %.100s", err, body)
		}
		var ids []string
		for _, n := range l.Notices {
			ids = append(ids, n.ID)
		}
		switch k.mood() {
		case "error":
			w.WriteHeader(http.StatusInternalServerError)
			return
		case "hang":
			<-r.Context().Done()
			return
		case "silent": // taken, and the line breaks
			k.take(t, alert.Hook, l.ID, ids)
			panic(http.ErrAbortHandler)
		}
		k.take(t, alert.Hook, l.ID, ids)
	})
}

// A session takes mail.
type session struct {
	t testing.TB
	k *sinks
}

func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(m.Body)
	if err != nil {
		return err
	}
	id, _, _ := strings.Cut(strings.Trim(m.Header.Get("Message-Id"), "<>"), "@")
	// the number of reports in it stands for their ids, which mails do not show
	ids := []string{fmt.Sprint(strings.Count(string(body), "Why: "))}
	switch s.k.mood() {
	case "error":
		return &smtp.SMTPError{Code: 451, Message: "later"}
	case "hang":
		time.Sleep(300 * time.Millisecond)
		return &smtp.SMTPError{Code: 451, Message: "later"}
	case "silent":
		s.k.take(s.t, alert.Mail, id, ids)
		time.Sleep(300 * time.Millisecond) // taken, and said too late
		return nil
	}
	s.k.take(s.t, alert.Mail, id, ids)
	return nil
}

// TestKills kills a process that takes in stories and brings alerts, again and
// again, between any two steps, while mail server and webhook fail, hang, take and
// do not say so: each alert arrives by both ways, and what arrives again has the
// same id and the same in it.
func TestKills(t *testing.T) {
	kills := 200
	if testing.Short() {
		kills = 6
	}
	path := filepath.Join(t.TempDir(), "a.db")
	k := &sinks{random: rand.New(rand.NewPCG(1, 2)), got: map[alert.Way]map[string][]string{alert.Mail: {}, alert.Hook: {}}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	// the alert is whole before a sink starts: its handlers read the key, and what
	// another process sends orders nothing between this one's goroutines
	a := &store.Alert{Query: "Report", Reasons: []alert.Reason{alert.New}}
	hooks := httptest.NewUnstartedServer(k.hook(t, func() string { return a.Key.HookSecret() }))
	host := hooks.Listener.Addr().String()
	a.Plan = alert.Plan{Mail: "desk@example.org", Hook: "http://" + host + "/x", Old: true}
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutAlert(a) }); err != nil {
		t.Fatal(err)
	}
	s.Close()

	hooks.Start()
	defer hooks.Close()
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{t, k}, nil }))
	server.AllowInsecureAuth = true
	go server.Serve(l)
	defer server.Close()

	from, when := 0, rand.New(rand.NewPCG(3, 4)) // the sinks have their own, behind their lock
	for range kills {
		from = max(from, runAndKill(t, path, l.Addr().String(), host, from, time.Duration(20+when.IntN(180))*time.Millisecond))
	}
	k.mu.Lock()
	k.mended = true
	k.mu.Unlock()
	checkAll(t, path, l.Addr().String(), host, a, k, kills)
}

// runAndKill runs a worker, kills it some time after its first story, and returns
// the number of the next one.
func runAndKill(t *testing.T, path, smtpAddress, host string, from int, after time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "COURIER_ARCHIVE="+path, "COURIER_SMTP="+smtpAddress, "COURIER_HOOK="+host, fmt.Sprint("COURIER_FROM=", from))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var wrong strings.Builder
	cmd.Stderr = &wrong
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := from
	if _, err := fmt.Fscan(out, &last); err != nil {
		t.Fatalf("the worker did not begin: %v: %s", err, wrong.String())
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	for {
		if _, err := fmt.Fscan(out, &last); err != nil {
			break
		}
	}
	var ended *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &ended) {
		t.Fatalf("the worker ended by itself: %v: %s", err, wrong.String())
	}
	return last + 1
}

// checkAll brings what is left and compares what arrived with what is to be told.
func checkAll(t *testing.T, path, smtpAddress, host string, a *store.Alert, k *sinks, kills int) {
	t.Helper()
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c, err := sinksCourier(s, smtpAddress, host)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), func(tx *store.Tx) error { _, err := tx.Revive(""); return err }); err != nil {
		t.Fatal(err)
	}
	for ahead := time.Hour; ; ahead += 12 * time.Hour { // past all retries
		c.Now = func() time.Time { return time.Now().Add(ahead) }
		if _, err := c.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		st, err := s.Outbox(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if st.Waiting == 0 && st.Dead == 0 {
			break
		}
		if ahead > 1000*time.Hour {
			t.Fatalf("%+v", st)
		}
	}
	tips, err := s.Tips(t.Context(), a, 0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	stories, err := s.Stats(t.Context())
	if err != nil || len(tips) != stories.Versions {
		t.Errorf("%d alerts of %d stories, %v", len(tips), stories.Versions, err)
	}
	k.mu.Lock() // a connection of a process that was killed may still be open
	defer k.mu.Unlock()
	arrived := make(map[string]int)
	for _, ids := range k.got[alert.Hook] {
		for _, id := range ids {
			arrived[id]++
		}
	}
	for _, tip := range tips {
		if arrived[tip.ID] != 1 {
			t.Errorf("%s is in %d parcels for the webhook, want 1", tip.ID, arrived[tip.ID])
		}
	}
	mailed := 0
	for _, ids := range k.got[alert.Mail] {
		n := 0
		fmt.Sscan(ids[0], &n)
		mailed += n / 2 // each stands in plain text and in HTML
	}
	if mailed != len(tips) {
		t.Errorf("%d alerts came by mail, want %d", mailed, len(tips))
	}
	t.Logf("%d kills, %d alerts, %d parcels by mail and %d by webhook; %d came again; sinks failed %d times", kills, len(tips), len(k.got[alert.Mail]), len(k.got[alert.Hook]), k.again, k.bad)
}
