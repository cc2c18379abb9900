package segment

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode"

	readout "github.com/seed-f92ea4cf/readout"
	"github.com/ulikunitz/xz"
)

// show prints what differs from a treebank: "go test -run Corpus -show 200".
var show = flag.Int("show", 0, "print this many differences from each treebank")

// part chooses the part of the treebanks to score.
var part = flag.String("part", "dev", "the part of the treebanks to score: dev or train")

// A treebank is running text with the spans of its tokens and sentences,
// counted in characters that are no white space.
type treebank struct {
	text      string
	paragraph [][]goldSentence
}

type goldSentence struct {
	text   string
	tokens []goldToken
}

// A goldToken is a surface token with its words.
type goldToken struct {
	form  string
	words []string
}

// corpus opens a file of the shared corpora, or skips the test.
func corpus(t testing.TB, name string) io.Reader {
	t.Helper()
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = "../../../../shared"
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Skipf("the corpora are not here: %v; set READOUT_SHARED", err)
	}
	t.Cleanup(func() { f.Close() })
	r, err := xz.NewReader(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// readTreebank reads CoNLL-U as "raw text" is made from it: sentences joined
// by a space, paragraphs by a blank line.
func readTreebank(t testing.TB, name string) treebank {
	var tb treebank
	var sent goldSentence
	fresh, last := true, 0
	sc := bufio.NewScanner(corpus(t, name))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line := sc.Text()
		switch {
		case strings.HasPrefix(line, "# newpar"), strings.HasPrefix(line, "# newdoc"):
			fresh = true
		case strings.HasPrefix(line, "# text = "):
			sent.text = line[len("# text = "):]
		case line == "":
			if fresh {
				tb.paragraph = append(tb.paragraph, nil)
			}
			p := &tb.paragraph[len(tb.paragraph)-1]
			*p = append(*p, sent)
			sent, fresh, last = goldSentence{}, false, 0
		case line[0] != '#':
			var id, to int
			col := strings.SplitN(line, "\t", 3)
			if n, _ := fmt.Sscanf(col[0], "%d-%d", &id, &to); n == 2 {
				last = to
				sent.tokens = append(sent.tokens, goldToken{form: col[1]})
			} else if strings.Contains(col[0], ".") {
				continue
			} else if fmt.Sscan(col[0], &id); id <= last {
				tok := &sent.tokens[len(sent.tokens)-1]
				tok.words = append(tok.words, col[1])
			} else {
				sent.tokens = append(sent.tokens, goldToken{form: col[1], words: []string{col[1]}})
			}
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, par := range tb.paragraph {
		if i > 0 {
			b.WriteString("\n\n")
		}
		for k, s := range par {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(s.text)
		}
	}
	tb.text = b.String() + "\n"
	return tb
}

// A spanSet holds spans in characters, each with a number that tells the
// words of one surface token apart.
type spanSet map[[3]int]bool

// facts are the tokens, words and sentences of a text.
type facts struct{ tokens, words, sents spanSet }

func newFacts() facts { return facts{spanSet{}, spanSet{}, spanSet{}} }

// gold returns the facts of the treebank.
func (tb treebank) gold() facts {
	f, at := newFacts(), 0
	for _, par := range tb.paragraph {
		for _, s := range par {
			start := at
			for _, t := range s.tokens {
				n := visible(t.form)
				f.tokens[[3]int{at, at + n}] = true
				for k := range t.words {
					f.words[[3]int{at, at + n, len(t.words) - 1 - k}] = true
				}
				at += n
			}
			f.sents[[3]int{start, at}] = true
		}
	}
	return f
}

// factsOf returns the facts that sents state of text.
func factsOf(text string, sents []readout.Sentence) facts {
	f, at := newFacts(), 0
	for _, s := range sents {
		start := at
		for i := 0; i < len(s.Tokens); {
			j := i + 1
			for j < len(s.Tokens) && s.Tokens[j].Glued {
				j++
			}
			n := visible(text[s.Tokens[i].Start:s.Tokens[j-1].End])
			f.tokens[[3]int{at, at + n}] = true
			for k := i; k < j; k++ {
				f.words[[3]int{at, at + n, j - 1 - k}] = true
			}
			at += n
			i = j
		}
		f.sents[[3]int{start, at}] = true
	}
	return f
}

// f1 returns the F1 of got in per cent.
func f1(want, got spanSet) float64 {
	hit := 0
	for k := range got {
		if want[k] {
			hit++
		}
	}
	return 200 * float64(hit) / float64(len(want)+len(got))
}

// TestCorpus measures the splitting of raw text. The floors lie a little below
// what is reached: a change that loses more shall be seen.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("reads two treebanks")
	}
	tests := []struct {
		name                 string
		tokens, words, sents float64
	}{
		{"en_ewt-ud", 99.5, 99.4, 88.5},
		{"en_gum-clean-ud", 99.8, 99.8, 96.2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tb := readTreebank(t, "data/ud/"+tt.name+"-"+*part+".conllu.xz")
			sents := Split(tb.text)
			want, got := tb.gold(), factsOf(tb.text, sents)
			toks, words, ends := f1(want.tokens, got.tokens), f1(want.words, got.words), f1(want.sents, got.sents)
			t.Logf("tokens %.2f  words %.2f  sentences %.2f", toks, words, ends)
			if toks < tt.tokens || words < tt.words || ends < tt.sents {
				t.Errorf("below tokens %.1f, words %.1f, sentences %.1f", tt.tokens, tt.words, tt.sents)
			}
			if *show > 0 {
				differences(t, tb.text, want.tokens, got.tokens)
			}
		})
	}
}

// differences prints the places where tokens differ, most frequent first.
func differences(t *testing.T, text string, want, got spanSet) {
	var chars []rune
	for _, r := range text {
		if !unicode.IsSpace(r) {
			chars = append(chars, r)
		}
	}
	ends := func(s spanSet) map[int]bool {
		m := map[int]bool{}
		for k := range s {
			m[k[1]] = true
		}
		return m
	}
	w, g := ends(want), ends(got)
	count := map[string]int{}
	for i, same := 0, 0; i < len(chars); i++ {
		if !w[i] || !g[i] {
			continue
		}
		var a, b strings.Builder
		differ := false
		for k := same; k < i; k++ {
			a.WriteRune(chars[k])
			b.WriteRune(chars[k])
			if w[k+1] && k+1 < i {
				a.WriteByte(' ')
			}
			if g[k+1] && k+1 < i {
				b.WriteByte(' ')
			}
			differ = differ || w[k+1] != g[k+1]
		}
		if differ {
			after := string(chars[i:min(len(chars), i+8)])
			count["want "+a.String()+"  got "+b.String()+"   _"+after]++
		}
		same = i
	}
	var keys []string
	for k := range count {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return count[keys[i]] > count[keys[j]] || count[keys[i]] == count[keys[j]] && keys[i] < keys[j]
	})
	for _, k := range keys[:min(len(keys), *show)] {
		t.Logf("%d %s", count[k], k)
	}
}
