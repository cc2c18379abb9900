package compare

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/ulikunitz/xz"
)

// releases is the corpus that testdata/copies.tsv names texts of.
const releases = "../../../shared/data/stories/congress-press.jsonl.xz"

// A markedPair is a line of testdata/copies.tsv.
type markedPair struct {
	copy bool
	kind string
	a, b string // addresses
}

func markedPairs(t *testing.T) (list []markedPair, wanted map[string]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/copies.tsv")
	if err != nil {
		t.Fatal(err)
	}
	wanted = make(map[string]string)
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cols := append(strings.Split(strings.TrimRight(line, "\n"), "\t"), "")
		p := markedPair{cols[0] == "copy", cols[1], cols[2], cols[3]}
		wanted[p.a], wanted[p.b] = "", ""
		list = append(list, p)
	}
	return list, wanted
}

// fillTexts reads the texts that are wanted out of the corpus.
func fillTexts(t *testing.T, wanted map[string]string) {
	t.Helper()
	f, err := os.Open(releases)
	if err != nil {
		t.Skip("the corpus of releases is not here:", err)
	}
	defer f.Close()
	r, err := xz.NewReader(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, 16<<20)
	for scanner.Scan() {
		var row struct{ URL, Title, Text string }
		if err := json.Unmarshal(scanner.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if text, ok := wanted[row.URL]; ok && text == "" {
			wanted[row.URL] = row.Title + "\n\n" + row.Text
		}
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
}

// others are words that desks put in the place of others.
var others = strings.NewReplacer(" said ", " stated ", " announced ", " made known ", "legislation", "draft law", " introduced ", " brought in ",
	" also ", " too ", " because ", " since ", " big ", " large ", " help ", " assist ", " will ", " is to ", " would ", " is to ", "funding", "money")

// remake makes a copy of a text as desks do.
func remake(kind, text string) string {
	headline, body, _ := strings.Cut(text, "\n\n")
	paras := strings.Split(body, "\n\n")
	var words []string
	switch kind {
	case "wire": // another headline, a date line, the end cut off
		return "In brief: " + strings.ToLower(headline) + "\n\nWASHINGTON (Wire) — " + strings.Join(paras[:max(1, len(paras)-1)], "\n\n") + "\n\nCopyright 2024. All rights reserved."
	case "brief": // the first 130 words
		words = strings.Fields(body)
		return "News in brief\n\n" + strings.Join(words[:min(130, len(words))], " ") + "."
	case "rewrite": // words replaced, every fifth sentence left out, two paragraphs exchanged
		if len(paras) > 2 {
			paras[1], paras[2] = paras[2], paras[1]
		}
		return "A desk's own headline\n\n" + others.Replace(thin(strings.Join(paras, "\n\n"), 5))
	}
	// half: every third sentence left out, words replaced, a paragraph of the desk's own
	return "Another headline\n\nThe matter has been before the committee for years, and few expected it to move this month.\n\n" + others.Replace(thin(body, 3))
}

// thin leaves every nth sentence out.
func thin(text string, n int) string {
	var kept []string
	for i, s := range strings.SplitAfter(text, ". ") {
		if i%n != n-1 {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, "")
}

// TestCopiesOnMarkedPairs measures copy grouping on 200 pairs that were marked
// by hand; only their addresses are here, the texts are in a corpus.
func TestCopiesOnMarkedPairs(t *testing.T) {
	list, texts := markedPairs(t)
	fillTexts(t, texts)
	var hit, miss, wrong int
	kinds := make(map[string][2]int)
	for _, p := range list {
		a := texts[p.a]
		b := texts[p.b]
		if p.b == "" {
			b = remake(p.kind, a)
		}
		if a == "" || b == "" {
			t.Fatalf("%s or %s is not in the corpus", p.a, p.b)
		}
		o := Shared(&readout.Version{Text: a}, &readout.Version{Text: b})
		n := kinds[p.kind]
		n[1]++
		if o.Copy() == p.copy {
			n[0]++
		} else if testing.Verbose() {
			t.Logf("%s, %d runs, %.2f of all words, %.2f of the names: %s %s", p.kind, o.Runs, o.All, o.Names, p.a, p.b)
		}
		kinds[p.kind] = n
		switch {
		case p.copy && o.Copy():
			hit++
		case p.copy:
			miss++
		case o.Copy():
			wrong++
		}
	}
	precision, recall := float64(hit)/float64(hit+wrong), float64(hit)/float64(hit+miss)
	t.Logf("%d pairs: precision %.3f, recall %.3f; right of all, by kind: %s", len(list), precision, recall, fmt.Sprint(kinds))
	if len(list) != 200 || precision < 0.98 || recall < 0.90 {
		t.Errorf("want 200 pairs, precision 0.98 at recall 0.90")
	}
}
