package when

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// words makes one sentence of a text whose tokens are parted by blanks.
func words(text string) []readout.Sentence {
	sent := readout.Sentence{Span: readout.Span{End: len(text)}}
	at := 0
	for w := range strings.SplitSeq(text, " ") {
		sent.Tokens = append(sent.Tokens, readout.Token{Span: readout.Span{Start: at, End: at + len(w)}, Head: -1})
		at += len(w) + 1
	}
	return []readout.Sentence{sent}
}

// show writes expressions as "words = value (from to)".
func show(dates []readout.TimeExpr) string {
	var out []string
	for _, d := range dates {
		s := d.Text + " = " + d.Value
		if d.From != "" && d.From != d.Value {
			s += " (" + d.From + " to " + d.To + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

var english = New(language.English())

var grammar = syntax.NewGrammar(language.English())

// find reads a text in English.
func find(text string, sents []readout.Sentence, ctx Context) []readout.TimeExpr {
	return english.Find(grammar.View(text, sents), ctx)
}

// TestTheVerbAboveDecides gives trees, so that the verb that a date hangs on
// decides and not the nearest one.
func TestTheVerbAboveDecides(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"ahead within a report", "He/2 said/0 that/8 on/5 Saturday/8 he/8 will/8 attend/2", "Saturday = 2024-03-16"},
		{"of the report", "On/2 Saturday/4 he/4 said/0 he/7 will/7 attend/4", "Saturday = 2024-03-09"},
		{"planned", "He/2 hoped/0 to/4 attend/2 on/6 Saturday/4", "Saturday = 2024-03-16"},
	} {
		rel := map[string]string{"He": "nsubj", "he": "nsubj", "will": "aux", "on": "case", "On": "case", "Saturday": "obl", "said": "root", "hoped": "root", "that": "mark", "to": "mark", "attend": "ccomp"}
		if c.name == "planned" {
			rel["attend"] = "xcomp"
		}
		var plain []string
		var heads []int
		for w := range strings.FieldsSeq(c.text) {
			form, head, _ := strings.Cut(w, "/")
			plain = append(plain, form)
			heads = append(heads, int(head[0]-'1'))
		}
		text := strings.Join(plain, " ")
		sents := words(text)
		for i := range sents[0].Tokens {
			tok := &sents[0].Tokens[i]
			tok.Head, tok.Rel, tok.UPOS = heads[i], rel[plain[i]], "VERB"
			switch plain[i] {
			case "said", "hoped":
				tok.XPOS = "VBD"
			}
			tok.Lemma = strings.TrimSuffix(plain[i], "d")
		}
		if got := show(find(text, sents, published)); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.name, text, got, c.want)
		}
	}
}

// published is a Wednesday.
var published = Context{Published: &readout.Time{Value: "2024-03-13"}}

func TestFindWithPublicationDate(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a weekday in the past", "He spoke on Monday .", "Monday = 2024-03-11"},
		{"the weekday of publication", "He spoke on Wednesday .", "Wednesday = 2024-03-13"},
		{"a weekday ahead", "He will speak on Monday .", "Monday = 2024-03-18"},
		{"a fronted weekday ahead", "On Saturday , the mayor , who lost , will attend .", "Saturday = 2024-03-16"},
		{"a fronted day ahead", "On April 2 , Colombians will go to the polls .", "April 2 = 2024-04-02"},
		{"a fronted weekday that has been", "On Saturday , he met those who will pay .", "Saturday = 2024-03-09"},
		{"a weekday that fixes the year", "On Thursday , May 2 , she won .", "Thursday , May 2 = 2024-05-02"},
		{"a passive ahead", "The plan would be raised by her on Friday .", "Friday = 2024-03-15"},
		{"the weekend before", "Shells fell over the weekend .", "the weekend = 2024-W10-WE (2024-03-09 to 2024-03-10)"},
		{"a week", "They meet next week .", "next week = 2024-W12 (2024-03-18 to 2024-03-24)"},
		{"yesterday", "It rained yesterday .", "yesterday = 2024-03-12"},
		{"a month that has been", "It rained in October .", "October = 2023-10 (2023-10-01 to 2023-10-31)"},
		{"a month as recent as it gets", "as recently as February .", "recently = PAST_REF; February = 2024-02 (2024-02-01 to 2024-02-29)"},
		{"months of last year", "late last month", "late last month = 2024-02 (2024-02-01 to 2024-02-29)"},
		{"years ago", "It closed two years ago .", "two years ago = 2022 (2022-01-01 to 2022-12-31)"},
		{"a quarter", "in the first quarter of this year", "the first quarter of this year = 2024-Q1 (2024-01-01 to 2024-03-31)"},
		{"last quarter crosses the year", "Profits fell last quarter .", "last quarter = 2023-Q4 (2023-10-01 to 2023-12-31)"},
		{"a time of day", "at 6:40 p.m. on Monday", "6:40 p.m. = 2024-03-13T18:40; Monday = 2024-03-11"},
		{"a weekday of a month", "on the first Friday of next month", "the first Friday of next month = 2024-04-05"},
		{"the last weekday of a month", "on the last Sunday of May", "the last Sunday of May = 2023-05-28"},
		{"a fifth weekday that is none", "the fifth Monday of June 2024", "the fifth Monday of June 2024 = XXXX-XX-XX"},
		{"a day in words", "He died on September the twenty-first , 1978 .", "September the twenty-first , 1978 = 1978-09-21"},
		{"a day of next month", "They vote on the 20th of next month .", "the 20th of next month = 2024-04-20"},
		{"a bare day of the month", "They will vote on the 27th .", "the 27th = 2024-03-27"},
		{"a rank is no day", "He was on the 27th floor .", ""},
		{"a weekday of another week", "He left on Tuesday of last week .", "Tuesday of last week = 2024-03-05"},
		{"a weekday with its day", "It happened on Friday the 8th .", "Friday the 8th = 2024-03-08"},
		{"an ordinal after a weekday that is no day", "On Tuesday the first shells fell .", "Tuesday = 2024-03-12"},
		{"days after a day", "two days after tomorrow", "two days after tomorrow = 2024-03-16"},
		{"days before a day", "Two days before yesterday it fell .", "Two days before yesterday = 2024-03-10"},
		{"a week of a month", "in the first week of May 2024", "the first week of May 2024 = 2024-W18 (2024-04-29 to 2024-05-05)"},
		{"weeks in a row", "for the fourth week in a row", ""},
		{"a sum of units", "one year and two months ago", "one year and two months ago = 2023-01 (2023-01-01 to 2023-01-31)"},
		{"half a unit", "two and a half years", "two and a half years = P2.5Y"},
		{"another", "It lasts another week .", "another week = P1W"},
		{"every other", "Every other Friday they march .", "Every other Friday = XXXX-WXX-5"},
		{"a holiday that has been", "They fought over Christmas .", "Christmas = 2023-12-25"},
		{"a holiday to come", "He will resign before Easter .", "Easter = 2024-03-31"},
		{"a holiday with its year", "On Good Friday 1998 they signed .", "Good Friday 1998 = 1998-04-10"},
		{"a holiday as part of a name", "Christmas Island and Easter sales", ""},
		{"a leap day in a year that has none", "Ships that left on Feb. 29 , 2023 .", "Feb. 29 , 2023 = XXXX-XX-XX"},
		{"a length to come", "The truce holds for the next three days .", "the next three days = P3D (2024-03-14 to 2024-03-16)"},
		{"a length that has been", "It rained in the past two weeks .", "the past two weeks = P2W (2024-02-28 to 2024-03-12)"},
		{"a length at the end of a year", "Sales fell in the last four months of 2021 .", "the last four months of 2021 = P4M (2021-09-01 to 2021-12-31)"},
		{"weeks after a holiday", "She will resign two weeks after Easter .", "two weeks after Easter = 2024-04-14"},
		{"days before a date", "It began three days before May 2 , 2020 .", "three days before May 2 , 2020 = 2020-04-29"},
		{"weeks ahead", "They will meet in two weeks .", "two weeks = 2024-W13 (2024-03-25 to 2024-03-31)"},
		{"the middle of a month", "It snowed in mid-January .", "mid-January = 2024-01 (2024-01-01 to 2024-01-31)"},
		{"the end of the month", "He will be back by the end of the month .", "the end of the month = 2024-03 (2024-03-01 to 2024-03-31)"},
		{"the week of a day", "The trial opens the week of April 10 .", "the week of April 10 = 2024-W15 (2024-04-08 to 2024-04-14)"},
		{"a range across two years", "from November to March 2020", "November = 2019-11 (2019-11-01 to 2019-11-30); March 2020 = 2020-03 (2020-03-01 to 2020-03-31)"},
		{"a number of units that is too large", "for the next 99999 years", "the next 99999 years = P99999Y"},
		{"counted from the text", "On May 3 , 2020 he left . Two days later he was back .", "May 3 , 2020 = 2020-05-03; Two days later = 2020-05-05"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(find(tt.text, words(tt.text), published)); got != tt.want {
				t.Errorf("%q gives %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestFindInventsNothing(t *testing.T) {
	for _, text := range []string{
		"He spoke on Monday .", "Shells fell over the weekend .", "They meet next week .", "It rained yesterday .", "It rained in October .",
		"It closed two years ago .", "at 6:40 p.m. today", "in the third quarter", "last summer", "on June 16 he left",
	} {
		dates := find(text, words(text), Context{})
		if len(dates) == 0 {
			t.Errorf("%q gives nothing", text)
		}
		for _, d := range dates {
			if d.From != "" || d.To != "" || d.Precision != readout.NoPrecision || d.Basis != readout.DateUnfixed {
				t.Errorf("%q without a date gives %+v, want no day", text, d)
			}
		}
	}
}

func TestFindStatedDates(t *testing.T) {
	tests := []struct{ text, want string }{
		{"on June 16 , 2014 he left", "June 16 , 2014 = 2014-06-16"},
		{"on 16 June 2014 he left", "16 June 2014 = 2014-06-16"},
		{"on Monday , June 16 , 2014 he left", "Monday , June 16 , 2014 = 2014-06-16"},
		{"since 2003", "2003 = 2003 (2003-01-01 to 2003-12-31)"},
		{"in June 2014", "June 2014 = 2014-06 (2014-06-01 to 2014-06-30)"},
		{"on 2014-06-16", "2014-06-16 = 2014-06-16"},
		{"in the 1990s", "the 1990s = 199 (1990-01-01 to 1999-12-31)"},
		{"for two weeks", "two weeks = P2W"},
		{"40 million a year", "a year = P1Y"},
		{"every Monday", "every Monday = XXXX-WXX-1"},
		{"He is 43 years old", ""},
		{"It may rain and they march on", ""},
		{"2000 troops left", ""},
		{"on 31 June 2014", "31 June 2014 = XXXX-XX-XX"},
		{"on 2014-13-45", "2014-13-45 = XXXX-XX-XX"},
		{"in the year 20014", ""},
		{"on 30 February 2020", "30 February 2020 = XXXX-XX-XX"},
	}
	for _, tt := range tests {
		if got := show(find(tt.text, words(tt.text), Context{})); got != tt.want {
			t.Errorf("%q gives %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestFindKnowsWhereTheDayIsFrom: a day that is the dateline's is its word, and
// one of a capture fixes nothing.
func TestFindKnowsWhereTheDayIsFrom(t *testing.T) {
	const text = "He spoke on Monday ."
	for _, test := range []struct {
		published readout.Time
		want      readout.DateBasis
	}{
		{readout.Time{Text: "March 12, 2024", Value: "2024-03-12", Basis: readout.TimeFromText}, readout.DateFromDateline},
		{readout.Time{Text: "2024-03-13", Value: "2024-03-13", Basis: readout.TimeFromFeed}, readout.DateFromPublished},
		{readout.Time{Text: "2024-03-14T10:00:00Z", Value: "2024-03-14T10:00:00Z", Basis: readout.TimeFromCapture}, readout.DateFromDateline},
	} {
		got := find(text, words(text), Context{Published: &test.published, Dateline: "OSLO, March 12, 2024"})
		if len(got) != 1 || got[0].Value != "2024-03-11" || got[0].Basis != test.want {
			t.Errorf("%+v: %+v", test.published, got)
		}
	}
	capture := readout.Time{Value: "2024-03-14T10:00:00Z", Basis: readout.TimeFromCapture}
	if got := find(text, words(text), Context{Published: &capture}); len(got) != 1 || got[0].From != "" {
		t.Errorf("a capture alone: %+v", got)
	}
}

func TestFindTakesTheDatelineForAnchor(t *testing.T) {
	text := "He spoke on Tuesday ."
	got := find(text, words(text), Context{Dateline: "OSLO, March 12, 2024"})
	if len(got) != 1 || got[0].From != "2024-03-12" || got[0].Basis != readout.DateFromDateline {
		t.Errorf("got %+v, want 2024-03-12 from the dateline", got)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("on June 31 , 2014 at 25:99 p.m. every 99999 years ago", "2024-02-29")
	f.Add("the the last last past few", "")
	f.Fuzz(func(t *testing.T, text, day string) {
		for _, d := range find(text, words(text), Context{Published: &readout.Time{Value: day}}) {
			if !d.Span.Fits(text) || d.Span.Empty() || d.Span.In(text) != d.Text {
				t.Errorf("%q: bad span %v", text, d.Span)
			}
		}
	})
}

// BenchmarkFind measures finding alone, on one sentence that is split already.
func BenchmarkFind(b *testing.B) {
	text := "The minister said on Tuesday that the talks , which began two weeks ago , would go on until June 16 , 2024 in Geneva ."
	sents := words(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		find(text, sents, published)
	}
}

// TestAnniversariesAreNotNew: who counts years from a day does not mean the last
// such day, and what is counted from no day of the text has none.
func TestAnniversariesAreNotNew(t *testing.T) {
	june := Context{Published: &readout.Time{Value: "2022-06-16"}}
	september := Context{Published: &readout.Time{Value: "2021-09-10"}}
	for _, c := range []struct {
		text string
		ctx  Context
		want string
	}{
		{"It is 22 years since the terrorist attacks of September 11 .", june, "22 years = P22Y; September 11 = XXXX-09-11"},
		{"It is 20 years since the terrorist attacks of September 11 .", september, "20 years = P20Y; September 11 = 2001-09-11"},
		{"We mark the 20th anniversary of the September 11 attacks .", september, "September 11 = 2001-09-11"},
		{"We mark the anniversary of the September 11 attacks .", june, "September 11 = XXXX-09-11"},
		{"One year ago today , the city fell .", june, "One year ago today = 2021-06-16"},
		{"The ferry sank . A year later , the port was shut .", june, "A year later = FUTURE_REF"},
		{"On May 3 , 2020 it sank . A year later it was raised .", june, "May 3 , 2020 = 2020-05-03; A year later = 2021 (2021-01-01 to 2021-12-31)"},
	} {
		if got := show(find(c.text, words(c.text), c.ctx)); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// TestADayInThePastIsNotAhead gives trees: a day without a year that is told of in
// the past tense is the last one, however near the next.
func TestADayInThePastIsNotAhead(t *testing.T) {
	june := Context{Published: &readout.Time{Value: "2022-06-16"}}
	for _, c := range []struct {
		text string
		rels string // relation and head of each word
		want string
	}{
		{"The July 11 protests shook Cuba .", "det/4 compound/4 nummod/2 nsubj/5 root/0 obj/5 punct/5", "July 11 = 2021-07-11"},
		{"People protested on July 11 .", "nsubj/2 root/0 case/4 obl/2 nummod/4 punct/2", "July 11 = 2021-07-11"},
		{"She called a July 11 hearing .", "nsubj/2 root/0 det/6 compound/6 nummod/4 obj/2 punct/2", "July 11 = 2022-07-11"},
		{"It was scheduled for July 11 .", "nsubj:pass/3 aux:pass/3 root/0 case/5 obl/3 nummod/5 punct/3", "July 11 = 2022-07-11"},
	} {
		sents := words(c.text)
		for i, rel := range strings.Fields(c.rels) {
			tok := &sents[0].Tokens[i]
			name, head, _ := strings.Cut(rel, "/")
			tok.Rel, tok.Head, tok.UPOS = name, int(head[0]-'1'), "NOUN"
			switch tok.Form(c.text) {
			case "shook", "protested", "called":
				tok.UPOS, tok.XPOS = "VERB", "VBD"
			case "scheduled":
				tok.UPOS, tok.XPOS = "VERB", "VBN"
			case "was":
				tok.UPOS, tok.XPOS = "AUX", "VBD"
			case "on", "for":
				tok.UPOS = "ADP"
			}
			tok.Lemma = tok.Form(c.text)
		}
		if got := show(find(c.text, sents, june)); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}
