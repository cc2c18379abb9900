package hostile

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
)

// feedForms are feeds and lists of them.
func feedForms() []Form {
	const rss, end = `<?xml version="1.0"?><rss version="2.0"><channel><title>Lamp</title>`, "</channel></rss>"
	const item = "<item><title>Ferry</title><link>https://lamp.example/a</link><description>" + sentence + "</description></item>"
	return []Form{
		{Name: "depth", Make: fill(rss, "<x>", "")},
		{Name: "depth behind Latin-1", Make: fill("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>Caf\xe9</title>", "<x>", "")},
		{Name: "depth behind a wrong byte", Make: fill("<rss><channel><title>Caf\xe9</title>", "<x>", "")},
		{Name: "an unknown charset", Make: fill(`<?xml version="1.0" encoding="x-none"?><rss><channel>`, item, end)},
		{Name: "entries", Make: fill(rss, item, end)},
		{Name: "empty entries", Make: fill(rss, "<item/>", end)},
		{Name: "elements", Make: fill(rss, "<x/>", end)},
		{Name: "elements of others", Make: fill(rss+"<item>", "<m:x>a</m:x>", "</item>"+end)},
		{Name: "names", Make: fill(rss+"<x ", `xmlns:a="b" `, "/>"+end)},
		{Name: "scopes", Make: fill(rss, `<x xmlns:a="b" xmlns:c="d"/>`, end)},
		{Name: "attributes", Make: fill(rss+"<x ", `a="b" `, "/>"+end)},
		{Name: "a text", Make: fill(rss+"<item><description>", sentence+" ", "</description></item>"+end)},
		{Name: "CDATA", Make: fill(rss+"<item><description>", "<![CDATA[x]]>", "</description></item>"+end)},
		{Name: "tags in a text", Make: fill(rss+"<item><description>", "&lt;p&gt;x", "</description></item>"+end)},
		{Name: "entities of its own", Make: fill(`<!DOCTYPE rss [`, `<!ENTITY a "b">`, `]><rss><channel><title>&a;</title></channel></rss>`)},
		{Name: "a DOCTYPE that does not end", Make: fill(`<!DOCTYPE rss [`, `<`, ``)},
		{Name: "a remark that does not end", Make: fill("<!--", "-", "<rss>")},
		{Name: "Atom", Make: fill(`<feed xmlns="http://www.w3.org/2005/Atom">`, `<entry><id>a</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content></entry>`, "</feed>")},
		{Name: "links of Atom", Make: fill(`<feed xmlns="http://www.w3.org/2005/Atom"><entry>`, `<link href="a" rel="b"/>`, "</entry></feed>")},
		{Name: "a JSON Feed", Make: fill(`{"version": "https://jsonfeed.org/version/1.1", "items": [`, `{"id": "a"},`, `{}]}`)},
		{Name: "a deep JSON Feed", Make: fill(`{"version": "https://jsonfeed.org/version/1.1", "items": `, `[`, "")},
		{Name: "OPML", Make: fill(`<opml version="2.0"><body>`, `<outline xmlUrl="https://lamp.example/a"/>`, "</body></opml>")},
	}
}

// rowForms are JSON Lines.
func rowForms() []Form {
	row := func(key, value string) string { return fmt.Sprintf("{%q: %s}\n", key, value) }
	return []Form{
		{Name: "broken", Make: fill("", `{"ref": 1, "text": "a`+"\n", "")},
		{Name: "the first broken", Make: fill(`"text": "a"}`+"\n", row("text", `"The ferry ran."`), "")},
		{Name: "empty", Make: fill("", "{}\n", "")},
		{Name: "blank", Make: fill(row("text", `"a"`), "\n", row("text", `"b"`))},
		{Name: "short", Make: fill("", row("text", `"The ferry ran, he said."`), "")},
		{Name: "deep", Make: fill(`{"text": "a", "x": `, "[", "}\n")},
		{Name: "deep and closed", Make: pair(`{"text": "a", "x": `, "[", "", "]", "}\n")},
		{Name: "keys", Make: func(_ *rand.Rand, size int) []byte {
			var b strings.Builder
			b.WriteString(`{"text": "a"`)
			for i := 0; b.Len() < size; i++ {
				fmt.Fprintf(&b, `, "k%d": %d`, i, i)
			}
			return []byte(b.String() + "}\n")
		}},
		{Name: "a key twice", Make: fill(`{"text": "a"`, `, "text": "b"`, "}\n")},
		{Name: "a number", Make: fill(`{"text": "a", "ref": 1`, "0", "}\n")},
		{Name: "surrogates", Make: fill(`{"text": "`, `\ud83d`, `"}`+"\n")},
		{Name: "escapes", Make: fill(`{"text": "`, `\u0000\u202e\n`, `"}`+"\n")},
		{Name: "pages", Make: fill("", row("html", `"<p>The ferry ran, he said.</p>"`), "")},
		{Name: "wrong types", Make: draw("", "", row("text", "1"), row("text", "[]"), row("text", "null"), row("html", "{}"), "[]\n", "1\n", "null\n", "\"a\"\n", "{\n")},
		{Name: "a list", Make: fill("[", `{"text": "a"},`, "{}]")},
		{Name: "a row without end", Make: fill(`{"text": "`, "a", "")},
	}
}

// mailForms are messages and boxes of them.
func mailForms() []Form {
	const head = "From: a@b.example\nTo: c@d.example\nSubject: Ferry\nDate: Tue, 14 May 2024 10:00:00 +0200\nMessage-ID: <1@b.example>\nMIME-Version: 1.0\n"
	const envelope = "From a@b.example Tue May 14 10:00:00 2024\n"
	nested := func(_ *rand.Rand, size int) []byte {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		return []byte(b.String() + "\nThe ferry ran.\n")
	}
	return []Form{
		{Name: "headers", Make: fill(head, "X-A: b\n", "\nThe ferry ran.\n")},
		{Name: "a header", Make: fill(head+"X-A: ", "b ", "\n\nThe ferry ran.\n")},
		{Name: "encoded words", Make: fill(head+"X-A: b\nSubject: ", "=?utf-8?q?=E2?= ", "\n\nThe ferry ran.\n")},
		{Name: "addresses", Make: fill("From: ", "a <a@b.example>, ", "\nSubject: x\nDate: x\nTo: x\n\nThe ferry ran.\n")},
		{Name: "parts in each other", Make: nested},
		{Name: "parts", Make: fill(head+"Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nThe ferry ran.\n", "--b--\n")},
		{Name: "boundaries", Make: fill(head+"Content-Type: multipart/mixed; boundary=b\n\n", "--b\n", "")},
		{Name: "base64", Make: func(r *rand.Rand, size int) []byte {
			return []byte(head + "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(widthForms()[0].Make(r, size*3/4)))
		}},
		{Name: "quoted-printable", Make: fill(head+"Content-Transfer-Encoding: quoted-printable\n\n", "=E2=80=", "\n")},
		{Name: "a page", Make: fill(head+"Content-Type: text/html\n\n", "<div>x", "\n")},
		{Name: "empty messages", Make: fill("", envelope+"\n", "")},
		{Name: "messages", Make: fill("", envelope+head+"\nThe ferry ran, he said.\n\n", "")},
		{Name: "a line", Make: fill(envelope+head+"\n", "x", "")},
		{Name: "quoted envelopes", Make: fill(envelope+head+"\n", ">From x\n", "")},
	}
}

// warcForms are web archives that lie.
func warcForms() []Form {
	record := func(length int, block string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n.example/a\r\nWARC-Date: 2024-05-14T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", length, block)
	}
	const page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferry ran, he said.</p>"
	return []Form{
		{Name: "records", Make: fill("", record(len(page), page), "")},
		{Name: "too long", Make: fill("", record(len(page)+50, page), "")},
		{Name: "too short", Make: fill("", record(len(page)-20, page), "")},
		{Name: "far too long", Make: fill("", record(1<<40, page), "")},
		{Name: "less than nothing", Make: fill("", record(-5, page), "")},
		{Name: "a line without end", Make: fill("WARC/1.0\r\n\r\n", "x", "")},
		{Name: "a header without end", Make: fill("WARC/1.0\r\n", "X-A: b\r\n", "")},
		{Name: "a header's line without end", Make: fill("WARC/1.0\r\nX-A: ", "b", "")},
		{Name: "no headers", Make: fill("", "WARC/1.0\r\n\r\n", "")},
		{Name: "chunks that lie", Make: fill("", record(100, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nffffffff\r\n<p>x"), "")},
		{Name: "headers of a server", Make: func(_ *rand.Rand, size int) []byte {
			block := "HTTP/1.1 200 OK\r\n" + strings.Repeat("X-A: b\r\n", size/8) + "\r\n<p>x"
			return []byte(record(len(block), block))
		}},
		{Name: "a page", Make: func(r *rand.Rand, size int) []byte {
			block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + string(depthForms()[0].Make(r, size-400))
			return []byte(record(len(block), block))
		}},
		{Name: "packed pages", Make: func(_ *rand.Rand, size int) []byte {
			block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + string(pack(60_000, []byte("<p>"+sentence)))
			one := record(len(block), block)
			return []byte(strings.Repeat(one, max(1, size/len(one))))
		}},
	}
}

// pack returns parts in gzip, the last one n times.
func pack(n int, parts ...[]byte) []byte {
	var buf bytes.Buffer
	zw, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression) // a level that there is
	for i, part := range parts {
		for range 1 + (n-1)*((i+1)/len(parts)) {
			_, _ = zw.Write(part)
		}
	}
	_ = zw.Close()
	return buf.Bytes()
}

// gzipForms are packed.
func gzipForms() []Form {
	// bomb packs what a part makes, again and again, up to size packed bytes
	bomb := func(head, part string) func(*rand.Rand, int) []byte {
		return func(_ *rand.Rand, size int) []byte {
			block := strings.Repeat(part, max(1, min(size, 1<<20)/len(part)))
			return pack(300, []byte(head), []byte(block))
		}
	}
	return []Form{
		{Name: "blanks", Make: bomb("Ferry", " ")},
		{Name: "one line", Make: bomb("", "x")},
		{Name: "sentences", Make: bomb("", sentence+"\n\n")},
		{Name: "rows", Make: bomb("", `{"text": "The ferry ran, he said."}`+"\n")},
		{Name: "a page", Make: bomb("<html>", "<p>"+sentence)},
		{Name: "a page's depth", Make: bomb("<html>", "<div>")},
		{Name: "a WARC line", Make: bomb("WARC/1.0\r\n\r\n", "x")},
		{Name: "a feed", Make: bomb("<rss><channel>", "<item/>")},
		{Name: "a box of mail", Make: bomb("From a@b.example Tue May 14 10:00:00 2024\n", ">From x\n")},
		{Name: "gzip in gzip", Make: func(r *rand.Rand, size int) []byte {
			return pack(1, pack(100, bytes.Repeat([]byte("x"), min(size, 1<<20))))
		}},
		{Name: "empty members", Make: func(_ *rand.Rand, size int) []byte {
			one := pack(1, nil)
			return bytes.Repeat(one, max(1, size/len(one)))
		}},
		{Name: "cut short", Make: func(r *rand.Rand, size int) []byte {
			data := pack(1, draw("", "", "The ferry ", "ran ", "again", ". ", "\n\n")(r, size*3))
			return data[:len(data)*2/3]
		}},
		{Name: "damaged", Make: func(r *rand.Rand, size int) []byte {
			data := pack(1, draw("", "", "The ferry ", "ran ", "again", ". ", "\n\n")(r, size*3))
			data[len(data)/2] ^= 0x5a
			return data
		}},
		{Name: "a head alone", Make: func(r *rand.Rand, size int) []byte {
			return append([]byte{0x1f, 0x8b, 8, 0x1f}, byteForms()[3].Make(r, size)...)
		}},
	}
}
