package browsertest

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// sink takes mail in on this machine and hands each on.
func sink(t *testing.T) (address string, mails chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	mails = make(chan string, 1)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go take(conn, mails)
		}
	}()
	return l.Addr().String(), mails
}

// take speaks with one client of a sink.
func take(conn net.Conn, mails chan string) {
	defer conn.Close()
	fmt.Fprint(conn, "220 sink\r\n")
	in := bufio.NewScanner(conn)
	for in.Scan() {
		if !strings.HasPrefix(strings.ToUpper(in.Text()), "DATA") {
			fmt.Fprint(conn, "250 fine\r\n")
			continue
		}
		fmt.Fprint(conn, "354 go on\r\n")
		var body strings.Builder
		for in.Scan() && in.Text() != "." {
			body.WriteString(strings.TrimPrefix(in.Text(), ".") + "\r\n")
		}
		mails <- body.String()
		fmt.Fprint(conn, "250 fine\r\n")
	}
}

// parts returns the texts of a mail by their media type.
func parts(t *testing.T, data string) map[string]string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"to": m.Header.Get("To"), "subject": m.Header.Get("Subject")}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextPart() // decodes quoted-printable
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		media, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		out[media] = string(text)
	}
}

// TestATimelineGoesOut makes a timeline without scripts, words and drops
// entries, mails it to a sink, prints it on one page and publishes it as one
// file, which is opened by itself.
func TestATimelineGoesOut(t *testing.T) {
	address, mails := sink(t)
	site := serveOf(t, []string{"../examples/press"}, "--smtp", "smtp://"+address, "--sender", "Desk <desk@example.org>")
	ctx := open(t)
	noScript := func(on bool) step {
		return send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: on})
	}
	run(t, ctx, look(1400, 1000, false), noScript(true), chromedp.Navigate(site+"/timelines"), chromedp.WaitReady(`#mt`), chromedp.SendKeys(`#mt`, "The Aurelia"),
		chromedp.Click(`button.main`), chromedp.WaitReady(`.made`))
	run(t, ctx, chromedp.Click(`#n1 details summary`), chromedp.WaitVisible(`#t-n1`), chromedp.SendKeys(`#t-n1`, "The arrest"), chromedp.SendKeys(`#n-n1`, "Seen from <b>two</b> sides."),
		chromedp.Click(`#n1 button[value="edit"]`), chromedp.WaitReady(`#n1 h3.own`),
		chromedp.Click(`#n2 button[value="drop"]`), chromedp.WaitNotPresent(`#n2`))
	run(t, ctx, chromedp.SendKeys(`#to`, "ana@example.org"), chromedp.Click(`form[action$="/mail"] button`), chromedp.WaitReady(`.note`))
	if said := html(t, ctx, `.note`); !strings.Contains(said, "ana@example.org") {
		t.Fatalf("after the mail: %s", said)
	}
	sent := parts(t, <-mails)
	made := regexp.MustCompile(`/timelines/tl_[0-9a-f]+`).FindString(html(t, ctx, `main`))
	run(t, ctx, chromedp.Navigate(site+made+"/print"), chromedp.WaitReady(`ol li`))
	links := regexp.MustCompile(`href="(https://[^"]+)"`).FindAllStringSubmatch(html(t, ctx, `ol`), -1)
	if len(links) < 8 || !strings.Contains(sent["to"], "ana@example.org") || sent["subject"] != "The Aurelia" {
		t.Errorf("%d links, mail to %s: %s", len(links), sent["to"], sent["subject"])
	}
	for media, want := range map[string]string{"text/plain": "<b>two</b>", "text/html": "&lt;b&gt;two&lt;/b&gt;"} {
		if !strings.Contains(sent[media], want) || !strings.Contains(strings.ToUpper(sent[media]), "THE ARREST") {
			t.Errorf("%s has no note or headline:\n%s", media, sent[media])
		}
		for _, link := range links {
			if !strings.Contains(sent[media], link[1]) {
				t.Errorf("%s lacks %s", media, link[1])
			}
		}
	}
	styled := true
	pdf, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &styled})
	if err != nil {
		t.Fatal(err)
	}
	if n := regexp.MustCompile(`/Type ?/Pages\s[^>]*/Count (\d+)`).FindSubmatch(pdf.Data); n == nil || string(n[1]) != "1" {
		t.Errorf("the print has %q pages of %d bytes", n, len(pdf.Data))
	}
	res, err := http.Get(site + made + "/as/page")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	file := filepath.Join(t.TempDir(), "aurelia.html")
	if err == nil {
		err = os.WriteFile(file, data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	run(t, ctx, noScript(false), chromedp.Navigate("file://"+file), chromedp.WaitReady(`ol li`))
	if title := text(t, ctx, `h1`); title != "The Aurelia" {
		t.Errorf("the file is called %q", title)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll("ol > li").length`); n != len(links) {
		t.Errorf("%d entries of %d in the file", n, len(links))
	}
	if asked := eval[[]string](t, ctx, `performance.getEntriesByType("resource").map(e => e.name)`); len(asked) != 0 {
		t.Errorf("the file asks for %v", asked)
	}
}
