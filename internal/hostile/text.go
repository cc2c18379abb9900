package hostile

import "math/rand/v2"

// byteForms are bytes that are no text, or barely.
func byteForms() []Form {
	random := func(from, to int) func(*rand.Rand, int) []byte {
		return func(r *rand.Rand, size int) []byte {
			data := make([]byte, size)
			for i := range data {
				data[i] = byte(from + r.IntN(to-from))
			}
			return data
		}
	}
	return []Form{
		{Name: "any", Make: random(0, 256)},
		{Name: "controls", Make: random(1, 32)},
		{Name: "high", Make: random(128, 256)},
		{Name: "ascii", Make: random(32, 127)},
		{Name: "NUL", Make: fill("", "\x00", "")},
		{Name: "a byte order mark of UTF-16 and bytes", Make: func(r *rand.Rand, size int) []byte { return append([]byte("\xff\xfe"), random(0, 256)(r, size-2)...) }},
		{Name: "UTF-32", Make: fill("\xff\xfe\x00\x00", "A\x00\x00\x00", "")},
		{Name: "half a rune", Make: fill("The ferry ran. ", "\xe2\x80", "")},
		{Name: "runes too long", Make: fill("", "\xf8\x88\x80\x80\x80\xc0\xaf", "")},
		{Name: "surrogates", Make: fill("", "\xed\xa0\x80\xed\xb0\x80", "")},
		{Name: "byte order marks", Make: fill("", "\ufeff", "")},
		{Name: "a PDF", Make: fill("%PDF-1.7\n", "0 0 obj ", "")},
	}
}

// signForms are signs without end.
func signForms() []Form {
	var forms []Form
	for _, sign := range []string{"—", "“", "”", "\"", "'", "’", "(", ")", "[", "]", "{", "<", ">", "&", ".", ",", ";", ":", "!", "?", "…", "-", "_", "*", "#", "|", "/", "\\", "%", "$", "€", "0", "9", "I", "É", "é", "ß", "ﬁ",
		"漢", "ا", "\u202e", "\u200b", "\u0301", "\U0001f600", "\u00a0", "\u2028"} {
		forms = append(forms, Form{Name: "sign " + sign, Make: fill("", sign, "")})
	}
	return plain(append(forms,
		Form{Name: "quotations in each other", Make: pair("", "“He said ", "no", "”", "")},
		Form{Name: "brackets in each other", Make: pair("", "(He said ", "no", ")", "")},
		Form{Name: "quotations that open", Make: fill("", "“He said. ", "")},
		Form{Name: "marks at random", Make: draw("", "", "“", "”", "\"", "(", ")", "—", ", ", ". ", " said ", "he", "Ruiz ", "\n")},
	)...)
}

// wordForms are words that patterns and look-ups spend their time on.
func wordForms() []Form {
	return plain(
		Form{Name: "one word", Make: fill("", "a", "")},
		Form{Name: "one capital", Make: fill("", "A", "")},
		Form{Name: "doubled names", Make: fill("", "Ana RuizAna Ruiz ", "")},
		Form{Name: "doubled names and words", Make: fill("", "Ana RuizAna RuizDam MORE said ", "")},
		Form{Name: "capitalised words", Make: fill("", "Ana ", "")},
		Form{Name: "names in a list", Make: fill("", "Ana Ruiz and Pavel Dorn, ", "")},
		Form{Name: "a contributor's note", Make: fill("", "Ana Ruiz, ", "contributed to this report.")},
		Form{Name: "initials", Make: fill("", "A. ", "")},
		Form{Name: "said", Make: fill("", "said ", "")},
		Form{Name: "said that", Make: fill("He ", "said that he ", "")},
		Form{Name: "not", Make: fill("He did ", "not ", "go.")},
		Form{Name: "and", Make: fill("He went ", "and went ", "")},
		Form{Name: "of the", Make: fill("The head ", "of the head ", "left.")},
		Form{Name: "dates", Make: fill("", "on March 12, 2024 ", "")},
		Form{Name: "numbers", Make: fill("", "1,000,000 ", "")},
		Form{Name: "one number", Make: fill("", "1", "")},
		Form{Name: "an address", Make: fill("https://news.example/", "a/", "")},
		Form{Name: "hyphens", Make: fill("", "non-", "")},
		Form{Name: "the day before", Make: fill("", "the day before ", "yesterday")},
		Form{Name: "words at random", Make: draw("", "", "The ", "minister ", "said ", "that ", "Ana ", "Ruiz ", "denied ", "killing ", "14 ", "people ", "on ", "Monday ", "in ", "Oslo", ". ", ", ", "“", "”", "\n\n")},
		Form{Name: "read more", Make: fill("", "It ran (Read more: abc). ", "")},
		Form{Name: "read more that does not end", Make: fill("", "(Read more: ", "")},
	)
}

// lineForms are lines that layouts are made of.
func lineForms() []Form {
	return plain(
		Form{Name: "short lines", Make: fill("", "a\n", "")},
		Form{Name: "blank lines", Make: fill("a", "\n", "b")},
		Form{Name: "blanks", Make: fill("a", " ", "b")},
		Form{Name: "tabs and returns", Make: fill("a", "\t\r\n", "b")},
		Form{Name: "returns", Make: fill("", "The ferry ran.\r", "")},
		Form{Name: "front matter that does not end", Make: fill("---\n", "title: a\n", "")},
		Form{Name: "front matter", Make: fill("---\n", "a: b\n", "---\nThe ferry ran.")},
		Form{Name: "wrapped", Make: fill("", "The ferry to the island will run again, the harbour office said on a Monday\n", "")},
		Form{Name: "bylines", Make: fill("", "By Ana Ruiz\n\n", "")},
		Form{Name: "datelines", Make: fill("", "OSLO, March 12, 2024 (Northern Wire) — ", "")},
		Form{Name: "one paragraph", Make: fill("", "The ferry ran on Monday, he said. ", "")},
		Form{Name: "paragraphs", Make: fill("", "The ferry ran on Monday, he said.\n\n", "")},
	)
}
