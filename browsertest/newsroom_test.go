package browsertest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A newsroom is a server with accounts, and what stands around it on this machine.
type newsroom struct {
	t             *testing.T
	bin, db, file string
	config        string // of the file, without the feeds
	site          string
	process       *os.Process
}

// freePort returns a port that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// readout runs the program on the newsroom's archive and returns what it prints.
func (n *newsroom) readout(args ...string) string {
	n.t.Helper()
	cmd := exec.Command(n.bin, args...)
	cmd.Env = append(os.Environ(), "READOUT_DATA="+n.db)
	out, err := cmd.CombinedOutput()
	if err != nil {
		n.t.Fatalf("readout %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// configure writes the config file.
func (n *newsroom) configure(feeds string) {
	n.t.Helper()
	if err := os.WriteFile(n.file, []byte(n.config+feeds), 0o600); err != nil {
		n.t.Fatal(err)
	}
}

// start starts the server and waits until it answers.
func (n *newsroom) start() {
	n.t.Helper()
	cmd := exec.Command(n.bin, "serve", "--config", n.file)
	log, err := os.Create(filepath.Join(n.t.TempDir(), "log"))
	if err != nil {
		n.t.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		n.t.Fatal(err)
	}
	n.process = cmd.Process
	n.t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			n.t.Errorf("readout serve did not stop in peace: %v", err)
		}
		if text, _ := os.ReadFile(log.Name()); n.t.Failed() {
			n.t.Logf("log of the server: %s", text)
		}
	})
	n.wait("the server answers", func() bool {
		res, err := http.Get(n.site + "/readyz")
		if err == nil {
			res.Body.Close()
		}
		return err == nil && res.StatusCode == http.StatusOK
	})
}

// wait waits until something is so.
func (n *newsroom) wait(what string, so func() bool) {
	n.t.Helper()
	for end := time.Now().Add(2 * time.Minute); !so(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			n.t.Fatalf("two minutes, and it is not so: %s", what)
		}
	}
}

// linkIn returns the one-time link that a text has.
func (n *newsroom) linkIn(text string) string {
	n.t.Helper()
	for word := range strings.FieldsSeq(text) {
		if strings.Contains(word, "/welcome/") {
			return word
		}
	}
	n.t.Fatalf("no one-time link in %q", text)
	return ""
}

// password is what everybody of the newsroom chooses.
const password = "ferries cross at dawn"

// welcome opens a one-time link in a browser of its own and chooses a password.
func (n *newsroom) welcome(link string) context.Context {
	n.t.Helper()
	ctx := open(n.t)
	run(n.t, ctx, chromedp.Navigate(link), chromedp.WaitReady(`input[name=password]`), chromedp.SendKeys(`input[name=password]`, password), chromedp.SendKeys(`input[name=again]`, password),
		chromedp.Submit(`input[name=password]`), chromedp.WaitReady(`a.acct`))
	return ctx
}

// add makes an account on the page of people and returns its one-time link.
func (n *newsroom) add(admin context.Context, name, role, clearance string) string {
	n.t.Helper()
	run(n.t, admin, chromedp.Navigate(n.site+"/people"), chromedp.WaitReady(`#pn`), chromedp.SendKeys(`#pn`, name), chromedp.SetValue(`#pr`, role), chromedp.SetValue(`#pc`, clearance),
		chromedp.Submit(`#pn`), chromedp.WaitReady(`code.secret`))
	return n.linkIn(text(n.t, admin, `code.secret`))
}

// story is what the feed's only item holds.
const story = `<html><head><title>Kesh accuses Tarvia of moving troops</title></head><body><article><h1>Kesh accuses Tarvia of moving troops</h1>
<p>The government of Kesh on Monday accused Tarvia of moving troops to the border river. Kesh's foreign minister, Lena Oras, said 2,000 soldiers had crossed the Duna at night.</p>
<p>Tarvia's army denied the charge and said it was holding an exercise. President Milos Adan of Tarvia will meet European Union envoys in Vienna on Thursday.</p>
<p>The United Nations urged both sides to pull back. Residents of the border town of Oram said they had heard engines through the night, and a school was closed on Tuesday.</p></article></body></html>`

// press serves a feed with one story, published today.
func press(t *testing.T, asked *atomic.Int32) *httptest.Server {
	mux := http.NewServeMux()
	var address string
	mux.HandleFunc("GET /feed.xml", func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title><link>%[1]s</link><description>News</description>
<item><title>Kesh accuses Tarvia of moving troops</title><link>%[1]s/kesh.html</link><guid>%[1]s/kesh.html</guid><pubDate>%[2]s</pubDate></item></channel></rss>`, address, time.Now().UTC().Format(time.RFC1123Z))
	})
	mux.HandleFunc("GET /kesh.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, story)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	address = server.URL
	return server
}

// TestANewsroom walks doc/server.md from an empty folder: the first admin, two
// editors and a reader; an alert; a feed that the config file names and a reload
// takes up; the alert's mail; a correction that another reading leaves in place;
// and a story labelled RED, which the reader does not see.
func TestANewsroom(t *testing.T) {
	browser(t)
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int32
	feed := press(t, &asked)
	host := strings.TrimPrefix(feed.URL, "http://")
	address, mails := sink(t)
	dir, listen := t.TempDir(), freePort(t)
	n := &newsroom{t: t, bin: bin, db: filepath.Join(dir, "readout.db"), file: filepath.Join(dir, "readout.toml"), site: "http://" + listen}
	n.config = fmt.Sprintf("archive = %q\nlisten = %q\npublic_url = %q\nallow_hosts = [%q]\nsmtp = %q\nsender = \"desk@example.org\"\n", n.db, listen, n.site, host, "smtp://"+address)
	n.configure("")
	link := n.linkIn(n.readout("user", "add", "ines", "--role", "admin", "--public-url", n.site))
	n.start()

	admin := n.welcome(link)
	editor := n.welcome(n.add(admin, "bo", "editor", ""))
	n.add(admin, "eve", "editor", "")
	reader := n.welcome(n.add(admin, "kim", "reader", "GREEN"))
	n.captures("bo")

	run(t, editor, chromedp.Navigate(n.site+"/alerts/new?q=type:ACCUSE+actor:Kesh"), chromedp.WaitReady(`#am`), chromedp.SendKeys(`#am`, "bo@example.org"), chromedp.Submit(`#am`), chromedp.WaitReady(`code.secret`))
	alertPage := eval[string](t, editor, `location.pathname`)
	if asked.Load() != 0 {
		t.Fatal("the feed was asked before anybody named it")
	}
	n.configure(fmt.Sprintf("feeds = [%q]\n", feed.URL+"/feed.xml"))
	if err := n.process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}

	select {
	case mail := <-mails:
		got := parts(t, mail)
		if got["to"] != "<bo@example.org>" || !strings.Contains(got["text/plain"], "Kesh") || !strings.Contains(got["text/plain"], "Why: a story that fits your search") || !strings.Contains(got["text/html"], n.site+"/story/") || !strings.Contains(mail, "List-Unsubscribe") {
			t.Errorf("the alert's mail: %q", got)
		}
	case <-time.After(3 * time.Minute):
		t.Fatal("no mail of the alert came")
	}
	n.wait("the page of the alert says that it was sent", func() bool {
		run(t, editor, chromedp.Navigate(n.site+alertPage), chromedp.WaitReady(`.hit`))
		got := text(t, editor, "main")
		return strings.Contains(got, "accused") && strings.Contains(got, "sent")
	})

	path := n.correct(editor)
	n.label(admin, path)
	n.unseen(reader, path)
}

// correct gives the first event of the only story another type, and looks whether
// it has that after all was read again. It returns the story's page.
func (n *newsroom) correct(editor context.Context) (path string) {
	n.t.Helper()
	run(n.t, editor, chromedp.Navigate(n.site+"/stories"), chromedp.WaitReady(`.sl .hl`), chromedp.Click(`.sl .hl`), chromedp.WaitReady(`.card, article, main`))
	path = eval[string](n.t, editor, `location.pathname`)
	card := path + "?show=e1&review=1#e1"
	run(n.t, editor, chromedp.Navigate(n.site+card), chromedp.WaitReady(`form.review [name=why]`))
	run(n.t, editor, chromedp.SetValue(`select[name="f.type"]`, "THREATEN"), chromedp.SendKeys(`form.review [name=why]`, "the minister threatens"), chromedp.Click(`form.review button[value=correct]`), chromedp.WaitReady(`table.said`))
	has := func(when string) {
		n.t.Helper()
		run(n.t, editor, chromedp.Navigate(n.site+path+"?show=e1#e1"), chromedp.WaitReady(`table.said`))
		if got := text(n.t, editor, "table.said"); !strings.Contains(got, "ACCUSE") || !strings.Contains(got, "THREATEN") || !strings.Contains(got, "the minister threatens") || !strings.Contains(got, "bo") {
			n.t.Errorf("%s: %q", when, got)
		}
		run(n.t, editor, chromedp.Navigate(n.site+"/search?q=type:THREATEN"), chromedp.WaitReady(`main`))
		if got := text(n.t, editor, "main"); !strings.Contains(got, "Kesh") {
			n.t.Errorf("%s: the corrected type is not found: %q", when, got)
		}
	}
	has("after the correction")
	n.readout("reread", "--all")
	has("after another reading")
	return path
}

// label labels a story RED.
func (n *newsroom) label(admin context.Context, path string) {
	n.t.Helper()
	run(n.t, admin, chromedp.Navigate(n.site+path), chromedp.WaitReady(`#tlp`), chromedp.SetValue(`#tlp`, "RED"), chromedp.Submit(`#tlp`), chromedp.WaitReady(`#tlp`))
}

// captures presses the bookmark with words marked where nobody has signed in yet: after
// signing in the words are there.
func (n *newsroom) captures(name string) {
	n.t.Helper()
	ctx := open(n.t)
	run(n.t, ctx, chromedp.Navigate(n.site+"/capture?url=https%3A%2F%2Fnews.example%2Fa&title=T#marked%20words"), chromedp.WaitReady(`input[name=password]`), chromedp.SendKeys(`input[name=name]`, name),
		chromedp.SendKeys(`input[name=password]`, password), chromedp.Submit(`input[name=password]`), chromedp.WaitReady(`#cw`))
	if got := eval[string](n.t, ctx, `document.querySelector("#cw").value`); got != "marked words" {
		n.t.Errorf("after signing in the page to be taken in has %q", got)
	}
}

// unseen looks for a story that the reader may not see.
func (n *newsroom) unseen(reader context.Context, path string) {
	n.t.Helper()
	run(n.t, reader, chromedp.Navigate(n.site+"/stories"), chromedp.WaitReady("main"))
	if got := text(n.t, reader, "main"); strings.Contains(got, "Kesh") {
		n.t.Errorf("a reader sees the story labelled RED in the list: %q", got)
	}
	run(n.t, reader, chromedp.Navigate(n.site+path), chromedp.WaitReady("main"))
	if got := text(n.t, reader, "main"); strings.Contains(got, "Kesh") {
		n.t.Errorf("a reader sees the story labelled RED: %q", got)
	}
}
