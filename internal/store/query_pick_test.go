package store

import (
	"maps"
	"strings"
	"testing"
)

func TestPickTakesFieldsOutOfAQuery(t *testing.T) {
	tests := []struct {
		name, text, rest, picked string
	}{
		{"fields among words", `ferry act:deny "old boats" country:NOR -crew`, `ferry "old boats" -crew`, "act=deny country=NOR"},
		{"a short name of a field", `since:2024-01 ferry`, `ferry`, "after=2024-01"},
		{"a value in quotation marks", `date:"2024-05..2024-08"`, ``, "date=2024-05..2024-08"},
		{"several values stay", `act:deny,doubt ferry`, `act:deny,doubt ferry`, ""},
		{"a field that stands there twice stays", `act:deny act:doubt`, `act:deny act:doubt`, ""},
		{"other fields stay as they were written", `speaker:"Eva Strand" act:deny`, `speaker:"Eva Strand"`, "act=deny"},
		{"parentheses and OR stay", `(ferry OR boat) status:denied`, `( ferry OR boat )`, "status=denied"},
		{"what can't be read is left whole", `"ferry act:deny`, `"ferry act:deny`, ""},
		{"nothing", ``, ``, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rest, picked := Pick(tt.text, "act", "country", "after", "date", "status")
			want := make(map[string]string)
			for _, part := range strings.Fields(tt.picked) {
				name, value, _ := strings.Cut(part, "=")
				want[name] = value
			}
			if rest != tt.rest || !maps.Equal(picked, want) {
				t.Errorf("Pick(%q) = %q, %v, want %q, %v", tt.text, rest, picked, tt.rest, want)
			}
		})
	}
}

func TestHalfOfIsTheWordThatIsWritten(t *testing.T) {
	tests := []struct {
		name, text string
		want       Half
	}{
		{"nothing", "", Half{}},
		{"a word", "ferry sp", Half{Before: "ferry ", Value: "sp"}},
		{"after a blank", "ferry ", Half{Before: "ferry "}},
		{"a value", "ferry act:de", Half{Before: "ferry act:", Field: "act", Value: "de"}},
		{"the second value", "act:deny,do", Half{Before: "act:deny,", Field: "act", Value: "do"}},
		{"a short name", "by:ar", Half{Before: "by:", Field: "speaker", Value: "ar"}},
		{"open quotation marks", `act:deny speaker:"eva st`, Half{Before: `act:deny speaker:`, Field: "speaker", Value: "eva st"}},
		{"no field", "http:x", Half{Value: "http:x"}},
		{"in parentheses", "(ferry OR bo", Half{Before: "(ferry OR ", Value: "bo"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := HalfOf(tt.text); got != tt.want {
				t.Errorf("HalfOf(%q) = %+v, want %+v", tt.text, got, tt.want)
			}
		})
	}
}

// TestAQuerySaysWhatIsWrongWithIt holds that an error names what was meant.
func TestAQuerySaysWhatIsWrongWithIt(t *testing.T) {
	for text, want := range map[string]string{
		"kind:banana": "want one of named role", "kind:unamed-official": "perhaps unnamed-official", "act:denny": "perhaps deny", "type:protests": "perhaps PROTEST", "country:Norway": "Norway is NOR",
		"speeker:x": "there is no field speeker: perhaps speaker", "outlets:x": "perhaps outlet", "qqqqqq:x": "use one of speaker",
		"date:2022-13": "there is no month 13", "date:2023-02-30": "the last day of February 2023 is the 28", "after:2024-00-10": "there is no month 0", "before:2024-06-31": "the last day of June 2024 is the 30",
		"date:2022-01..2022-13": "there is no month 13", "date:2022-05..2021-01": "it ends before it begins", "date:May": "want a day, month or year",
	} {
		if _, err := ParseQuery(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// FuzzPick takes any query apart: it does not panic, and picks nothing that a
// query does not say.
func FuzzPick(f *testing.F) {
	f.Add(`ferry act:deny "old`)
	f.Add(`(-act:"x" OR by:y,"z)`)
	f.Fuzz(func(t *testing.T, text string) {
		_, picked := Pick(text, FieldNames()...)
		for name, value := range picked {
			if value == "" || FieldAbout(name) == "" {
				t.Errorf("%q: %s is %q", text, name, value)
			}
		}
		if h := HalfOf(text); !strings.HasPrefix(text, h.Before) {
			t.Errorf("%q: %+v", text, h)
		}
	})
}
