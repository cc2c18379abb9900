package input

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// envelope is the line that begins a message of an mbox.
var envelope = regexp.MustCompile(`^From \S+.*\d\d:\d\d.*\d{4}\s*$`)

// headerLine is a line of a message's header.
var headerLine = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9-]*):`)

// isMail reports an mbox or a message by its first lines: an envelope, names of
// headers that only mail has, or a sender with a subject or a date and a blank
// line under them, as messages are saved by hand.
func isMail(head []byte) bool {
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if envelope.Match(bytes.TrimRight(first, "\r")) {
		return true
	}
	names := make(map[string]bool)
	closed, address := false, false
	for i, line := range bytes.Split(head, []byte("\n")) {
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			closed = i > 0
			break
		}
		if i > 0 && (line[0] == ' ' || line[0] == '\t') {
			continue
		}
		m := headerLine.FindSubmatch(line)
		if m == nil {
			return false
		}
		name := strings.ToLower(string(m[1]))
		names[name] = true
		if name == "from" {
			address = bytes.IndexByte(line, '@') > 0
		}
	}
	sure := names["message-id"] || names["mime-version"] || names["received"] || names["return-path"]
	either, both := names["subject"] || names["date"], names["subject"] && names["date"]
	return names["from"] && (sure && either || both && (closed || names["to"]) || either && closed && address)
}

// readMail sends the messages of an mbox, or the one message that the input
// is. Where no envelopes part the messages, a new one begins after a blank
// line with the header that the first one began with.
func readMail(place string, r *bufio.Reader, sink Sink) error {
	var message bytes.Buffer
	var opening string // the name of the first header, in a file without envelopes
	n, blank, enveloped := 0, true, false
	flush := func() error {
		defer message.Reset()
		if len(bytes.TrimSpace(message.Bytes())) == 0 {
			if message.Len() == 0 { // before the first envelope
				return nil
			}
			n++
			return sink.bad(fmt.Sprintf("%s: message %d", place, n), errors.New("the message is empty"))
		}
		n++
		at := fmt.Sprintf("%s: message %d", place, n)
		row, err := parseMessage(message.Bytes())
		if err != nil {
			return sink.bad(at, err)
		}
		row.Place = at
		return sink.row(row)
	}
	for {
		line, size, err := readLine(r)
		if err == nil && len(line) == 0 && n == 0 && message.Len() == 0 && !enveloped {
			continue // before the first header
		}
		if size > maxRow || message.Len() > maxStory {
			return sink.bad(place, fmt.Errorf("message %d has more than %d MiB: split the file", n+1, maxStory>>20))
		}
		isEnvelope := blank && envelope.Match(line)
		switch {
		case isEnvelope:
			enveloped = true
			if stop := flush(); stop != nil {
				return stop
			}
		case blank && !enveloped && len(line) > 0:
			m := headerLine.FindSubmatch(line)
			if opening == "" && m != nil {
				opening = string(m[1])
			} else if m != nil && string(m[1]) == opening {
				if stop := flush(); stop != nil {
					return stop
				}
			}
		}
		if !isEnvelope {
			if enveloped && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) && bytes.HasPrefix(line, []byte(">")) {
				line = line[1:] // quoted by the writer of the mbox
			}
			message.Write(line)
			message.WriteByte('\n')
		}
		blank = len(line) == 0
		if err == io.EOF {
			return flush()
		}
		if err != nil {
			if stop := flush(); stop != nil {
				return stop
			}
			return sink.bad(place, fmt.Errorf("broken off in message %d (%w): fetch it again", n+1, err))
		}
	}
}

// words decodes what headers hold in other charsets.
var words = mime.WordDecoder{CharsetReader: charsetReader}

// charsetReader reads text in a named charset as UTF-8.
func charsetReader(charset string, r io.Reader) (io.Reader, error) {
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return nil, fmt.Errorf("the charset %q is not known", charset)
	}
	return enc.NewDecoder().Reader(r), nil
}

// parseMessage makes a row of one message.
func parseMessage(data []byte) (Row, error) {
	var row Row
	msg, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return row, fmt.Errorf("a message that can't be read (%w)", err)
	}
	decode := func(name string) string {
		value := msg.Header.Get(name)
		if text, err := words.DecodeHeader(value); err == nil {
			value = text
		}
		return strings.TrimSpace(value)
	}
	var plain, rich []string
	if err := mailParts(textproto.MIMEHeader(msg.Header), msg.Body, 0, &plain, &rich); err != nil && len(plain)+len(rich) == 0 {
		return row, err
	}
	text := strings.TrimSpace(strings.Join(plain, "\n\n"))
	if text == "" {
		text = plainText(strings.Join(rich, "\n"))
	}
	if text == "" {
		return row, errors.New("the message holds no text: only what is attached, perhaps")
	}
	row.Title, row.Published, row.Text = decode("Subject"), msg.Header.Get("Date"), text
	row.Ref = strings.Trim(strings.TrimSpace(msg.Header.Get("Message-Id")), "<>")
	if from, err := (&mail.AddressParser{WordDecoder: &words}).Parse(msg.Header.Get("From")); err == nil {
		if row.Outlet = from.Name; row.Outlet == "" {
			row.Outlet = from.Address
		}
	}
	return row, nil
}

// maxParts is how deeply parts of a message may nest.
const maxParts = 16

// mailParts collects the texts of a message.
func mailParts(header textproto.MIMEHeader, body io.Reader, depth int, plain, rich *[]string) error {
	media, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		media, params = "text/plain", nil
	}
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	if strings.HasPrefix(media, "multipart/") && params["boundary"] != "" && depth < maxParts {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("the message is cut short (%w)", err)
			}
			if err := mailParts(part.Header, part, depth+1, plain, rich); err != nil {
				return err
			}
		}
	}
	if media != "text/plain" && media != "text/html" || strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
		return nil
	}
	return mailText(media, params["charset"], body, plain, rich)
}

// mailText reads one text of a message.
func mailText(media, charset string, body io.Reader, plain, rich *[]string) error {
	if charset != "" && !strings.EqualFold(charset, "utf-8") {
		if r, err := charsetReader(charset, body); err == nil {
			body = r
		}
	}
	data, err := io.ReadAll(io.LimitReader(body, maxStory))
	text := strings.ReplaceAll(strings.ToValidUTF8(strings.ReplaceAll(string(data), "\x00", ""), "\uFFFD"), "\r\n", "\n")
	if media == "text/html" {
		*rich = append(*rich, text)
	} else {
		*plain = append(*plain, text)
	}
	return err
}
