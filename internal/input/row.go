package input

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/article"
)

// A Row is one story as an input gives it.
type Row struct {
	article.Input
	// Place is where the row stands, for messages: a file's name, and the
	// line in a file of many rows.
	Place string
	// File is the path of the file that the story fills, "" for a part of a file
	// and for a stream.
	File string
	// Seen is when the outlet showed it, where the input says so.
	Seen time.Time
}

// An Error says which input could not be read, why, and what to do.
type Error struct {
	Place string // file, and line where there are lines
	Err   error
	Row   bool   // it is a row of JSON Lines, which a result is awaited for
	Ref   string // the row's own id, if it can be told
}

// Error returns "place: reason".
func (e *Error) Error() string { return e.Place + ": " + e.Err.Error() }

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// stringKeys are the keys of a row that Readout knows, and where they go.
func stringKeys(in *article.Input) map[string]*string {
	return map[string]*string{
		"ref": &in.Ref, "url": &in.URL, "outlet": &in.Outlet, "title": &in.Title,
		"published": &in.Published, "updated": &in.Updated, "text": &in.Text,
	}
}

// ParseRow reads one JSON object: {"ref", "url", "outlet", "title" (or "headline"),
// "published", "updated", "text" or "html"}; other keys are kept in Extra.
func ParseRow(line []byte) (article.Input, error) {
	var in article.Input
	if !utf8.Valid(line) {
		return in, errors.New("the row is not UTF-8: convert the file, for example with iconv -f WINDOWS-1252 -t UTF-8")
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line, &keys); err != nil {
		return in, fmt.Errorf("the row is not a JSON object (%w): write one object a line", err)
	}
	known := stringKeys(&in)
	var html string
	known["html"] = &html
	for key, raw := range keys {
		field, ok := known[key]
		if !ok {
			if in.Extra == nil {
				in.Extra = make(map[string]json.RawMessage)
			}
			in.Extra[key] = raw
			continue
		}
		if err := parseString(raw, field); err != nil {
			return in, fmt.Errorf("key %q of the row: %w", key, err)
		}
	}
	in.HTML = []byte(html)
	takeHeadline(&in)
	return in, checkRow(&in)
}

// takeHeadline has a row without a title take the one that it calls its headline, as the
// heads of text files may.
func takeHeadline(in *article.Input) {
	var title string
	if in.Title != "" || json.Unmarshal(in.Extra["headline"], &title) != nil || title == "" {
		return
	}
	in.Title = title
	if delete(in.Extra, "headline"); len(in.Extra) == 0 {
		in.Extra = nil
	}
}

// checkRow says why no story can be in a row.
func checkRow(in *article.Input) error {
	switch {
	case in.Text == "" && len(in.HTML) == 0:
		return errors.New(`the row has neither "text" nor "html": give one of them`)
	case strings.ContainsRune(in.Text, 0):
		return errors.New("the text holds NUL bytes: take them out")
	case !utf8.ValidString(in.Text):
		return errors.New("the text is not UTF-8: convert it")
	}
	return nil
}

// refOf returns the "ref" of a row that may be broken behind it, or "".
func refOf(line []byte) string {
	dec := json.NewDecoder(bytes.NewReader(bytes.ToValidUTF8(line, []byte("\uFFFD"))))
	dec.UseNumber()
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return ""
	}
	for {
		key, err := dec.Token()
		var raw json.RawMessage
		if err != nil || dec.Decode(&raw) != nil {
			return ""
		}
		if key == "ref" {
			var ref string
			if parseString(raw, &ref) != nil {
				return ""
			}
			return ref
		}
	}
}

// parseString reads a string, a number (an id, say) or null into field.
func parseString(raw json.RawMessage, field *string) error {
	raw = bytes.TrimSpace(raw)
	if len(raw) > 0 && raw[0] != '"' {
		if string(raw) == "null" {
			return nil
		}
		var n json.Number
		if err := json.Unmarshal(raw, &n); err != nil {
			return errors.New("want a string")
		}
		*field = n.String()
		return nil
	}
	return json.Unmarshal(raw, field)
}
