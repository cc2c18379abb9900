package segment

import (
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// count counts the words of a text's first sentences.
func count(text string, most int) (words int, last string, end int) {
	sents, end := english.SplitFirst(text, most)
	for _, s := range sents {
		words += len(s.Tokens)
		last = s.In(text)
	}
	return words, last, end
}

func TestTheFirstWordsEndWithASentence(t *testing.T) {
	text := strings.Repeat("It rained on Monday. The ferry ran, he said.\n", 100) // 5 and 7 words
	words, last, end := count(text, 320)
	if words != 12*26+5 || last != "It rained on Monday." || !strings.HasPrefix(text[end:], "The ferry") {
		t.Errorf("%d words up to %q, then %.20q", words, last, text[end:])
	}
}

func TestALongSentenceIsCutBetweenWords(t *testing.T) {
	text := "It rained. " + strings.Repeat("and they didn't go ", 100) // 5 words each, "n't" is one
	for most := 50; most < 60; most++ {
		words, _, end := count(text, most)
		if words > most || words < most-1 || strings.HasPrefix(text[end:], "n't") || text[end-1] != ' ' {
			t.Errorf("%d words of %d, then %.20q", words, most, text[end:])
		}
	}
}

func TestAShortTextIsWhole(t *testing.T) {
	text := "It rained on Monday.\n\nThe ferry didn't run, he said. Nobody asked.\n"
	want := Split(text)
	for _, most := range []int{17, 1000} {
		if got, end := english.SplitFirst(text, most); end != len(text) || !reflect.DeepEqual(got, want) {
			t.Errorf("at most %d words: not what Split gives", most)
		}
	}
}

// TestWhatIsNotWantedIsNotScanned counts the memory that a text without blanks
// and line breaks takes when few of its words are wanted.
func TestWhatIsNotWantedIsNotScanned(t *testing.T) {
	for _, part := range []string{"(", "a-", "a ", "3,", "“"} {
		text := strings.Repeat(part, 1<<20)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		words, _, end := count(text, 1000)
		runtime.ReadMemStats(&after)
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<20 || words > 1000 || end >= len(text) {
			t.Errorf("%q: %d words up to %d took %d bytes", part, words, end, taken)
		}
	}
}
