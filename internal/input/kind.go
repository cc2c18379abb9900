package input

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Kind is what an input's content is.
type Kind int

// The kinds of content. The zero Kind is told by the content itself.
const (
	AnyKind Kind = iota
	textKind
	htmlKind
	rowsKind // JSON Lines
	feedKind // RSS, Atom, JSON Feed
	listKind // OPML
	mailKind // mbox, or one message
	warcKind
	arrowKind // rows as Apache Arrow's IPC stream or file; never told by the content, see readArrow
)

// kindNames are the kinds that a user may fix, as [ParseKind] takes them.
var kindNames = []struct {
	name string
	kind Kind
}{{"jsonl", rowsKind}, {"text", textKind}, {"html", htmlKind}, {"warc", warcKind}, {"mbox", mailKind}, {"feed", feedKind}, {"arrow", arrowKind}}

// KindNames returns the names that [ParseKind] takes.
func KindNames() []string {
	var names []string
	for _, k := range kindNames {
		names = append(names, k.name)
	}
	return names
}

// ParseKind returns the kind of a name; "" is [AnyKind].
func ParseKind(name string) (Kind, error) {
	if name == "" {
		return AnyKind, nil
	}
	for _, k := range kindNames {
		if k.name == name {
			return k.kind, nil
		}
	}
	return AnyKind, fmt.Errorf("want one of %s", strings.Join(KindNames(), ", "))
}

// signatures are the first bytes of files that people give by mistake.
var signatures = []struct{ magic, what, do string }{
	{"%PDF-", "a PDF", "extract its text first, for example with pdftotext"},
	{"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as text or HTML"},
	{"\xd0\xcf\x11\xe0", "an old office document", "save it as text or HTML"},
	{"{\\rtf", "an RTF document", "save it as text or HTML"},
	{"\x89PNG", "a picture", "give the story's text"},
	{"\xff\xd8\xff", "a picture", "give the story's text"},
	{"GIF8", "a picture", "give the story's text"},
	{"BZh", "a bzip2 file", "unpack it first, with bunzip2"},
	{"\xfd7zXZ", "an xz file", "unpack it first, with xz -d"},
	{"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first, with zstd -d"},
	{"SQLite format 3", "a database", "an archive is read with readout search and readout show"},
	{"ARROW1", "a file of Apache Arrow", "name its kind, with --in arrow, if you trust who wrote it"},
	{"\xff\xff\xff\xff", "a stream of Apache Arrow", "name its kind, with --in arrow, if you trust who wrote it"},
	{"\x7fELF", "a program", "give the story's text"},
}

// refuse returns an error for content that no reader takes, by its first bytes.
func refuse(head []byte) error {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.magic)) {
			return fmt.Errorf("this is %s: %s", s.what, s.do)
		}
	}
	if jsonList.Match(head) {
		return errors.New("this is one JSON list: write one object a line, for example with jq -c '.[]'")
	}
	return nil
}

// kindOf tells what content begins with head, at most a few kilobytes.
func kindOf(head []byte) Kind {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if isUTF16(head) { // a feed or list, perhaps
		if k, ok := xmlKind(bytes.ReplaceAll(head[2:], []byte{0}, nil)); ok {
			return k
		}
	}
	if len(head) == 0 {
		return textKind
	}
	if bytes.HasPrefix(head, []byte("WARC/1.")) {
		return warcKind
	}
	if head[0] == '{' && isJSONFeed(head) {
		return feedKind
	}
	if head[0] == '<' {
		if k, ok := xmlKind(head); ok {
			return k
		}
	}
	if isMail(head) {
		return mailKind
	}
	if head[0] == '{' {
		line, _, _ := bytes.Cut(head, []byte("\n"))
		if bytes.Contains(line, []byte(`"`)) || len(bytes.TrimSpace(line)) == 1 {
			return rowsKind
		}
	}
	if looksLikeHTML(head) {
		return htmlKind
	}
	if rowLine.Match(head) {
		return rowsKind
	}
	return textKind
}

// rowLine is the begin of a line of JSON Lines with a key that rows have. Such
// a line behind others that are none is a file whose first rows are broken.
var rowLine = regexp.MustCompile(`(?m)^\{\s*"(?:ref|url|outlet|title|published|updated|text|html)"\s*:`)

// jsonList is the begin of a list of objects, which is no JSON Lines.
var jsonList = regexp.MustCompile(`^(?:\xef\xbb\xbf)?\s*\[\s*\{\s*"`)

// htmlTags are the openings by which a page is known.
var htmlTags = []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<article", "<title", "<div", "<p>", "<p ", "<!--", "<?xml", "<script", "<section", "<main", "<h1"}

// looksLikeHTML reports whether head, which has no leading white space, opens a page.
func looksLikeHTML(head []byte) bool {
	if head[0] != '<' && !isUTF16(head) {
		return false
	}
	// a page in UTF-16 has a NUL in every second byte
	text := strings.ToLower(string(bytes.ReplaceAll(head[:min(len(head), 2048)], []byte{0}, nil)))
	text = strings.TrimLeftFunc(strings.TrimPrefix(strings.TrimPrefix(text, "\xff\xfe"), "\xfe\xff"), unicode.IsSpace)
	for _, tag := range htmlTags {
		if strings.HasPrefix(text, tag) {
			return true
		}
	}
	return false
}

// isUTF16 reports a byte order mark of UTF-16.
func isUTF16(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
}

// checkText says why data can't be a story's text.
func checkText(data []byte) error {
	switch {
	case isUTF16(data):
		return errors.New("the text is UTF-16: convert it, for example with iconv -f UTF-16 -t UTF-8")
	case bytes.IndexByte(data, 0) >= 0:
		return errors.New("the file holds NUL bytes, so it is no text: give text, HTML or JSON Lines")
	case !utf8.Valid(data):
		return errors.New("the text is not UTF-8: convert it, for example with iconv -f WINDOWS-1252 -t UTF-8")
	case len(bytes.TrimSpace(data)) == 0:
		return errors.New("the file is empty: nothing to read")
	}
	return nil
}
