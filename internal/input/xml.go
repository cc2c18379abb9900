package input

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Limits of an XML document: what a reader of feeds spends its memory and its
// stack on. No feed comes near them.
const (
	maxXML        = 32 << 20  // bytes in UTF-8
	maxDepth      = 64        // elements inside each other
	maxElements   = 1_000_000 // in all
	maxAttributes = 256       // of the elements that are open
)

// xmlHead finds the declaration of an XML document, and in it the encoding.
var xmlHead = regexp.MustCompile(`^\s*<\?xml(?:[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["'])?[^>]*\?>`)

// safeXML returns a document in UTF-8, without a declaration and without what
// XML has no place for, so that what is checked here is what is read after. It
// refuses documents that bring entities of their own or are beyond the limits.
func safeXML(data []byte) ([]byte, error) {
	text, err := decodeXML(data)
	if err != nil {
		return nil, err
	}
	if len(text) > maxXML {
		return nil, fmt.Errorf("the document has more than %d MiB, which no feed has", maxXML>>20)
	}
	return text, checkXML(text)
}

// decodeXML decodes a document by its byte order mark or its declaration.
func decodeXML(data []byte) ([]byte, error) {
	name := ""
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("<\x00")):
		name = "utf-16le"
	case bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.HasPrefix(data, []byte("\x00<")):
		name = "utf-16be"
	default:
		if m := xmlHead.FindSubmatch(data[:min(len(data), headSize)]); m != nil {
			name = strings.ToLower(string(m[1]))
		}
		if strings.HasPrefix(name, "utf-16") { // it could be read as bytes: it is not
			name = ""
		}
	}
	if name != "" && name != "utf-8" {
		r, err := charsetReader(name, bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("%w: convert the document, for example with iconv -t UTF-8", err)
		}
		if data, err = io.ReadAll(io.LimitReader(r, maxXML+1)); err != nil {
			return nil, err
		}
	}
	text := bytes.Map(xmlRune, bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	return text[len(xmlHead.Find(text)):], nil
}

// xmlRune maps bytes that are no UTF-8 to a sign, and drops runes that XML has
// no place for.
func xmlRune(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000 && r <= utf8.MaxRune && r&0xFFFE != 0xFFFE:
		return r
	}
	return -1
}

// checkXML holds a document against the limits, token by token, as the reader
// of feeds will read it; what is broken is an error here already.
func checkXML(text []byte) error {
	dec := newXMLDecoder(text)
	var open []int // the attributes of the elements that are open
	elements, attributes := 0, 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("XML that can't be read (%w): fetch it again", err)
		}
		switch t := tok.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
				return errors.New("the document brings entities of its own, which are not read: fetch it again, or take them out")
			}
		case xml.StartElement:
			elements++
			attributes += len(t.Attr)
			open = append(open, len(t.Attr))
			switch {
			case len(open) > maxDepth:
				return fmt.Errorf("the document nests deeper than %d elements, which no feed does", maxDepth)
			case elements > maxElements:
				return fmt.Errorf("the document has more than %d elements, which no feed has", maxElements)
			case attributes > maxAttributes:
				return fmt.Errorf("an element of the document has more than %d attributes, which none of a feed has", maxAttributes)
			}
		case xml.EndElement:
			if n := len(open) - 1; n >= 0 {
				attributes -= open[n]
				open = open[:n]
			}
		}
	}
}

// newXMLDecoder returns a decoder of a document that [decodeXML] returned. It
// reads what feeds in the wild have, as the reader of feeds does.
func newXMLDecoder(text []byte) *xml.Decoder {
	dec := xml.NewDecoder(bytes.NewReader(text))
	dec.Strict = false
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return dec
}
