package input

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// gather reads one input and returns its rows and errors as lines.
func gather(data []byte) (rows []Row, bad []string) {
	Read([]string{"-"}, bytes.NewReader(data), Sink{
		Row: func(r Row) bool { rows = append(rows, r); return true },
		Bad: func(err *Error) { bad = append(bad, err.Error()) },
	})
	return rows, bad
}

// record writes one record of a WARC file; cut bytes of its block are missing.
func record(kind, uri, media, block string, cut int) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-05-14T10:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, media, len(block), block[:len(block)-cut])
}

// answer writes what a server answered.
func answer(headers, body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + headers + "\r\n" + body
}

// gz packs text, each part a member of its own.
func gz(parts ...string) []byte {
	var b bytes.Buffer
	for _, part := range parts {
		zw := gzip.NewWriter(&b)
		_, _ = zw.Write([]byte(part))
		zw.Close()
	}
	return b.Bytes()
}

const page = "<html><body><p>The ferry is back.</p></body></html>"

func TestWARC(t *testing.T) {
	records := []string{
		record("warcinfo", "", "application/warc-fields", "software: by hand", 0),
		record("request", "https://news.example/a", "application/http; msgtype=request", "GET /a HTTP/1.1\r\n\r\n", 0),
		record("response", "https://news.example/a", "application/http; msgtype=response", answer("", page), 0),
		record("response", "https://news.example/b", "application/http; msgtype=response", answer("Content-Encoding: gzip\r\n", string(gz(page))), 0),
		record("response", "https://news.example/c", "application/http; msgtype=response", answer("Transfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page), page)), 0),
		record("response", "https://news.example/d", "application/http; msgtype=response", answer("Transfer-Encoding: chunked\r\n", page), 0), // stored unpacked
		record("response", "https://news.example/e", "application/http; msgtype=response", "HTTP/1.1 404 Not Found\r\n\r\n", 0),
		record("conversion", "https://news.example/f", "text/plain", "The ferry is back.", 0),
	}
	for name, data := range map[string][]byte{"plain": []byte(strings.Join(records, "")), "gzip": gz(records...)} {
		rows, bad := gather(data)
		if len(rows) != 5 || len(bad) != 0 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), bad)
		}
		for i, r := range rows[:4] {
			if string(r.HTML) != page || r.URL != "https://news.example/"+string(rune('a'+i)) || r.Captured != "2024-05-14T10:00:00Z" || !r.Seen.Equal(time.Date(2024, 5, 14, 10, 0, 0, 0, time.UTC)) {
				t.Errorf("%s: row %d: %s %q %v", name, i, r.URL, r.HTML, r.Seen)
			}
		}
		if rows[4].Text != "The ferry is back." {
			t.Errorf("%s: %q", name, rows[4].Text)
		}
	}
}

func TestWARCRecordsCutShort(t *testing.T) {
	whole := record("response", "https://news.example/a", "application/http", answer("", page), 0)
	short := record("response", "https://news.example/b", "application/http", answer("", page), 20)
	noLength := "WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n"
	tests := []struct {
		name      string
		data      []byte
		rows, bad int
	}{
		{"in the middle", []byte(whole + short + whole), 2, 1},
		{"at the end", []byte(whole + short), 1, 1},
		{"no length", []byte(whole + noLength + whole), 2, 1},
		{"inside a header", []byte(whole + whole[:60]), 1, 1},
		{"a gzip member cut short", gz(whole, whole)[:len(gz(whole, whole))-30], 1, 1},
		{"noise between", []byte(whole + "noise\n\n" + whole), 2, 1},
		{"a line without end between", []byte(whole + strings.Repeat("x", 200_000) + "\n" + whole), 2, 1},
	}
	for _, test := range tests {
		rows, bad := gather(test.data)
		if len(rows) != test.rows || len(bad) < test.bad || test.bad == 0 && len(bad) > 0 {
			t.Errorf("%s: %d rows, errors %q", test.name, len(rows), bad)
		}
	}
}

const (
	mailOne = "From: The Daily Lamp <news@lamp.example>\nTo: you@example.org\nSubject: =?utf-8?q?Ferry_=E2=80=93_back?=\nDate: Tue, 14 May 2024 10:00:00 +0200\nMessage-ID: <1@lamp.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThe ferry to =C5land is back.\n"
	mailTwo = "From: news@lamp.example\nSubject: Loan\nDate: Wed, 15 May 2024 10:00:00 +0200\nMessage-ID: <2@lamp.example>\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/html\n\n<style>p{}</style><p>The council <b>said</b> no.</p><p>It meets again.</p>\n--x--\n"
)

// TestAMessageWithFewHeadersIsMail: as people save or paste them, without an
// address to, an identity, or with blank lines above.
func TestAMessageWithFewHeadersIsMail(t *testing.T) {
	for _, head := range []string{
		"From: Vara Lund <vl@lamp.example>\nSubject: Loan\nDate: Wed, 15 May 2024 10:00:00 +0200\n",
		"From: Vara Lund <vl@lamp.example>\r\nDate: Wed, 15 May 2024 10:00:00 +0200\r\nSubject: Loan\r\n",
		"\n\nFrom: Vara Lund <vl@lamp.example>\nSubject: Loan\nDate: Wed, 15 May 2024 10:00:00 +0200\nTo: x@y.example\n",
		"From: Vara Lund <vl@lamp.example>\nSubject: Loan\n",
	} {
		rows, bad := gather([]byte(head + "\nThe council said no.\n"))
		if len(bad) != 0 || len(rows) != 1 || rows[0].Title != "Loan" || rows[0].Text != "The council said no." {
			t.Errorf("%q: rows %v, bad %v", head, rows, bad)
		} else if strings.Contains(head, "Date") && rows[0].Published == "" {
			t.Errorf("%q has no date", head)
		}
	}
	for _, text := range []string{
		"From: the harbour office\n\nThe council said no.\n",
		"From: Oslo\nTo: Bergen\nThe ferry is back.\n\nDate: not yet known.\n",
	} {
		if rows, _ := gather([]byte(text)); len(rows) != 1 || !strings.HasPrefix(rows[0].Text, "From:") {
			t.Errorf("%q is read as %v", text, rows)
		}
	}
}

func TestMail(t *testing.T) {
	envelopes := "From news@lamp.example Tue May 14 10:00:00 2024\n" + mailOne + "\n>From now on it runs daily.\n\nFrom news@lamp.example Wed May 15 10:00:00 2024\n" + mailTwo
	for name, data := range map[string]string{"mbox": envelopes, "mbox without From lines": mailOne + "\n" + mailTwo, "mbox with CRLF": strings.ReplaceAll(envelopes, "\n", "\r\n")} {
		rows, bad := gather([]byte(data))
		if len(rows) != 2 || len(bad) != 0 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), bad)
		}
		if rows[0].Title != "Ferry – back" || !strings.HasPrefix(rows[0].Text, "The ferry to Åland is back.") || rows[0].Outlet != "The Daily Lamp" || rows[0].Ref != "1@lamp.example" {
			t.Errorf("%s: %+v", name, rows[0])
		}
		if name == "mbox" && !strings.HasSuffix(rows[0].Text, "\nFrom now on it runs daily.") {
			t.Errorf("%s: %q", name, rows[0].Text)
		}
		if rows[1].Text != "The council said no.\n\nIt meets again." {
			t.Errorf("%s: %q", name, rows[1].Text)
		}
	}
	rows, bad := gather([]byte("From: a@b.example\nMessage-ID: <3>\nSubject: scan\nContent-Type: application/pdf\n\n%PDF"))
	if len(rows) != 0 || len(bad) != 1 {
		t.Errorf("a message without text: %v %v", rows, bad)
	}
	if rows, _ := gather([]byte("From: the harbour, with love\n\nA story that begins like a letter.")); len(rows) != 1 || rows[0].Title != "" {
		t.Errorf("a story was taken for mail: %+v", rows)
	}
}

const (
	rss      = `<?xml version="1.0"?><!-- x --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lamp</title><item><title>Ferry &amp; loan</title><link>https://lamp.example/a</link><guid>g1</guid><pubDate>Tue, 14 May 2024 10:00:00 +0200</pubDate><description>Short.</description><content:encoded><![CDATA[<p>The ferry is back.</p><p>It is.</p>]]></content:encoded></item></channel></rss>`
	atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Lamp</title><entry><title>Ferry &amp; loan</title><id>g1</id><link href="https://lamp.example/a"/><published>2024-05-14T10:00:00+02:00</published><content type="html">&lt;p&gt;The ferry is back.&lt;/p&gt;&lt;p&gt;It is.&lt;/p&gt;</content></entry></feed>`
	jf       = `{"version": "https://jsonfeed.org/version/1.1", "title": "Lamp", "items": [{"id": "g1", "url": "https://lamp.example/a", "title": "Ferry & loan", "date_published": "2024-05-14T10:00:00+02:00", "content_html": "<p>The ferry is back.</p><p>It is.</p>"}]}`
)

func TestFeeds(t *testing.T) {
	for name, data := range map[string]string{"RSS": rss, "Atom": atomFeed, "JSON Feed": jf} {
		rows, bad := gather([]byte(data))
		if len(rows) != 1 || len(bad) != 0 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), bad)
		}
		r := rows[0]
		if r.Text != "The ferry is back.\n\nIt is." || r.URL != "https://lamp.example/a" || r.Title != "Ferry & loan" || r.Outlet != "Lamp" || !strings.Contains(r.Published, "2024") || string(r.Extra["feed_id"]) != `"g1"` {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestFeedsInOtherCharsets(t *testing.T) {
	const head = `<rss version="2.0"><channel><item><title>Café “Œuvre”</title><description>Ça va.</description></item></channel></rss>`
	latin := "<?xml version='1.0' encoding='windows-1252'?>" + strings.NewReplacer("é", "\xe9", "“", "\x93", "”", "\x94", "Œ", "\x8c", "Ç", "\xc7").Replace(head)
	wide := "\xff\xfe"
	for _, u := range utf16.Encode([]rune(`<?xml version="1.0" encoding="UTF-16"?>` + head)) {
		wide += string([]byte{byte(u), byte(u >> 8)})
	}
	marked := "\xef\xbb\xbf<?xml version=\"1.0\"?>" + head
	for name, data := range map[string]string{"Windows-1252": latin, "UTF-16": wide, "a byte order mark": marked, "a control character": strings.Replace(head, "Café", "Café\x02", 1)} {
		f, err := ParseFeed([]byte(data))
		if err != nil || len(f.Entries) != 1 || f.Entries[0].Title != "Café “Œuvre”" || f.Entries[0].Text != "Ça va." {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

func TestFeedsThatHarm(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`
	outside := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title><description>&x;</description></item></channel></rss>`
	deep := `<rss><channel>` + strings.Repeat("<x>", 5000) + strings.Repeat("</x>", 5000) + `</channel></rss>`
	for name, data := range map[string]string{"bomb": bomb, "outside": outside, "deep": deep} {
		if rows, bad := gather([]byte(data)); len(rows) != 0 || len(bad) != 1 {
			t.Errorf("%s: %d rows, %q", name, len(rows), bad)
		}
	}
	// a byte outside UTF-8 must not hide from the check what the reader sees
	hidden := "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>Caf\xe9</title>" + strings.Repeat("<x>", 200_000)
	scopes := `<rss><channel><x ` + strings.Repeat(`xmlns:a="b" `, 5000) + `></x></channel></rss>`
	many := `<rss><channel>` + strings.Repeat("<x/>", maxElements) + `</channel></rss>`
	for name, data := range map[string]string{"hidden": hidden, "scopes": scopes, "many": many} {
		if _, err := ParseFeed([]byte(data)); err == nil || !strings.Contains(err.Error(), "the document") {
			t.Errorf("%s: %v", name, err)
		}
	}
	long := `<rss><channel>` + strings.Repeat(`<item><link>https://lamp.example/a</link><description>Ferry.</description></item>`, maxEntries+5) + `</channel></rss>`
	if rows, bad := gather([]byte(long)); len(rows) != maxEntries || len(bad) != 1 || !strings.Contains(bad[0], "5 entries") {
		t.Errorf("%d rows, %q", len(rows), bad)
	}
}

func TestListsOfFeeds(t *testing.T) {
	opml := `<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline text="Lamp" type="rss" xmlUrl="https://lamp.example/feed"/><outline xmlUrl="https://lamp.example/feed"/></outline><outline xmlUrl="https://other.example/atom.xml"/></body></opml>`
	list, err := ParseList([]byte(opml))
	if err != nil || fmt.Sprint(list) != "[https://lamp.example/feed https://other.example/atom.xml]" {
		t.Errorf("%v, %v", list, err)
	}
	if _, bad := gather([]byte(opml)); len(bad) != 1 || !strings.Contains(bad[0], "readout watch") {
		t.Errorf("%q", bad)
	}
}

func TestFoldersLeaveOutWhatIsNoStory(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a\nb.txt", ".hidden", "README.md", "build.go", ".git/config"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("The ferry is back."), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var places []string
	Read([]string{dir}, nil, Sink{Row: func(r Row) bool { places = append(places, filepath.Base(r.Place)); return true }, Bad: func(err *Error) { t.Error(err) }})
	if fmt.Sprintf("%q", places) != `["a\nb.txt"]` {
		t.Errorf("%q", places)
	}
}

func TestLoneSurrogatesBecomeASign(t *testing.T) {
	rows, bad := gather([]byte(`{"text": "A \ud83d lone \udc00 surrogate.", "title": "B\ud800"}` + "\n"))
	if len(rows) != 1 || len(bad) != 0 || rows[0].Text != "A \uFFFD lone \uFFFD surrogate." || rows[0].Title != "B\uFFFD" {
		t.Errorf("%+q, %v", rows, bad)
	}
}

func FuzzKinds(f *testing.F) {
	for _, seed := range []string{rss, atomFeed, jf, mailOne, mailTwo, record("response", "https://news.example/a", "application/http", answer("", page), 3)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { gather(data) })
}
