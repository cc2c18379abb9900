package store

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// maskRune stands for each letter of a name that was forgotten.
const maskRune = '█'

// maxNameWords is the length of the longest name that is known again.
const maxNameWords = 6

// A masker takes names out of texts.
type masker struct{ patterns []*regexp.Regexp }

// newMasker returns a masker of names: in any case, and as addresses spell
// them.
func newMasker(names []string) *masker {
	m := new(masker)
	for _, name := range names {
		var words []string
		for word := range strings.FieldsSeq(name) {
			words = append(words, "("+regexp.QuoteMeta(word)+")")
		}
		m.patterns = append(m.patterns, regexp.MustCompile(`(?i)`+strings.Join(words, `(?:\s|[-_+.]|%20|&nbsp;)+`)))
	}
	return m
}

// whole reports whether text[start:end] stands as words of its own.
func whole(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	letter := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	return !letter(before) && !letter(after)
}

// in reports whether text holds one of the names.
func (m *masker) in(text string) bool {
	for _, p := range m.patterns {
		for _, at := range p.FindAllStringIndex(text, -1) {
			if whole(text, at[0], at[1]) {
				return true
			}
		}
	}
	return false
}

// count returns how often one of the names stands in text.
func (m *masker) count(text string) (n int) {
	for _, p := range m.patterns {
		for _, at := range p.FindAllStringIndex(text, -1) {
			if whole(text, at[0], at[1]) {
				n++
			}
		}
	}
	return n
}

// mask returns text with a block for each letter of the names.
func (m *masker) mask(text string) string {
	for _, p := range m.patterns {
		var b strings.Builder
		last := 0
		for _, at := range p.FindAllStringSubmatchIndex(text, -1) {
			if !whole(text, at[0], at[1]) {
				continue
			}
			for word := 2; word < len(at); word += 2 { // what stands between the words stays
				b.WriteString(text[last:at[word]])
				b.WriteString(strings.Map(block, text[at[word]:at[word+1]]))
				last = at[word+1]
			}
		}
		b.WriteString(text[last:])
		text = b.String()
	}
	return text
}

// maskJSON masks the strings of a JSON value and reports whether one held a
// name.
func (m *masker) maskJSON(data []byte) (masked []byte, found bool, err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var value any
	if err := dec.Decode(&value); err != nil {
		return nil, false, err
	}
	value = m.walk(value, &found)
	masked, err = json.Marshal(value)
	return masked, found, err
}

func (m *masker) walk(value any, found *bool) any {
	switch v := value.(type) {
	case string:
		masked := m.mask(v)
		*found = *found || masked != v
		return masked
	case []any:
		for i := range v {
			v[i] = m.walk(v[i], found)
		}
	case map[string]any:
		for key := range v {
			v[key] = m.walk(v[key], found)
		}
	}
	return value
}

// block returns what stands for a rune of a name.
func block(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return maskRune
	}
	return r
}

// MaskForgotten takes names that were forgotten out of an arrival, before it
// comes in, and reports whether there were any. The capture that goes with
// such a version must be that of its masked text.
func (tx *Tx) MaskForgotten(in *Arrival) (bool, error) {
	if tx.s.names == nil {
		tx.s.names = make(map[string]bool)
		err := tx.rows(func(scan func(...any) error) error {
			var hash []byte
			err := scan(&hash)
			tx.s.names[string(hash)] = true
			return err
		}, `SELECT hash FROM forgotten WHERE kind = 'name'`)
		if err != nil {
			tx.s.names = nil
			return false, err
		}
	}
	if len(tx.s.names) == 0 {
		return false, nil
	}
	names, err := tx.knownNames(in.Version)
	if err != nil || len(names) == 0 {
		return false, err
	}
	m := newMasker(names)
	masked, err := m.body(&body{Version: *in.Version, Removed: in.Removed, Problems: in.Problems})
	if err != nil {
		return false, err
	}
	*in.Version, in.Removed, in.Problems = masked.Version, masked.Removed, masked.Problems
	in.Capture, in.packed = maskedCapture(in.Version), packedArrival{}
	return true, nil
}

// knownNames returns the names of a version that were forgotten.
func (tx *Tx) knownNames(v *readout.Version) ([]string, error) {
	text := v.Headline + "\n" + v.Text + "\n" + strings.Join(v.Bylines, "\n") + "\n" + strings.Join(v.Contributors, "\n") + "\n" + v.URL
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-'
	})
	var names []string
	seen := make(map[string]bool)
	for i := range words {
		for n := 1; n <= maxNameWords && i+n <= len(words); n++ {
			name := strings.Join(words[i:i+n], " ")
			for _, form := range []string{name, strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s"), strings.ReplaceAll(name, "-", " ")} {
				if seen[form] {
					continue
				}
				seen[form] = true
				hashes, err := tx.saltedHashes("name", []byte(fold(form)))
				if err != nil {
					return nil, err
				}
				if slices.ContainsFunc(hashes, func(h []byte) bool { return tx.s.names[string(h)] }) {
					names = append(names, form)
				}
			}
		}
	}
	return names, nil
}
