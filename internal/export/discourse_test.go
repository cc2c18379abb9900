package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/golden"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// discourse is two questions on which a minister changes sides, her government is
// heard through others, and a private person says something.
func discourse(t *testing.T, unmask string) *Discourse {
	t.Helper()
	d := &Discourse{Program: "readout test", Unmask: unmask}
	rec := harbour()
	minister := question.Who{Name: "Eva Strand", Kind: "person", Country: "NLX"}
	country, government := question.Who{ID: "ac_NLD", Name: "Norland", Kind: "country", Country: "NLX"}, question.Who{Name: "Norland’s government", Kind: "government", Country: "NLX"}
	witness := question.Who{Name: "Olga Brandt", Kind: "person", Others: []string{"Brandt"}}
	at := func(day, line string, sentence int, actor, speaker question.Who, v question.Voice, s question.Stance) question.Position {
		return question.Position{Told: question.Told{Version: string(rec.Version.ID), Posted: day, Line: line,
			Claim: &question.Claim{Sentence: rec.Sentences[sentence].Span, Actor: actor, Speaker: speaker, Voice: v}}, Stance: s, Confidence: 0.8, Why: "Olga Brandt"}
	}
	for q, list := range map[string][]question.Position{
		"talks with “Sudria”": {
			at("2030-06-03", "l1", 1, country, minister, question.Own, question.Against),
			at("2030-06-03", "l2", 0, country, country, question.Reported, question.Against),
			at("2030-06-04", "l3", 3, witness, witness, question.Own, question.For),
			at("2030-06-05", "l4", 0, government, government, question.Reported, question.Open),
			at("2030-06-07", "l5", 1, country, minister, question.Own, question.For),
			at("2030-06-09", "l6", 1, government, minister, question.Own, question.Against),
			at("", "l7", 0, question.Who{Name: "<some>", Kind: "unnamed"}, question.Who{Name: "<some>", Kind: "unnamed"}, question.Reported, question.Undecided),
		},
	} {
		if err := d.Add(q, list, func(string) (*readout.Record, Who, error) { return rec, Who{}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Add("the arrest", []question.Position{at("2030-06-04", "l3", 2, country, minister, question.Own, question.For)},
		func(string) (*readout.Record, Who, error) { return rec, Who{}, nil }); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSidesHaveTheirGoldenFiles holds all three forms, with the private person masked.
func TestSidesHaveTheirGoldenFiles(t *testing.T) {
	d := discourse(t, "")
	var b strings.Builder
	if err := d.WriteGEXF(&b); err != nil {
		t.Fatal(err)
	}
	golden.File(t, "testdata/sides.gexf", b.String())
	b.Reset()
	if err := d.WriteGraphML(&b); err != nil {
		t.Fatal(err)
	}
	golden.File(t, "testdata/sides.graphml", b.String())
	b.Reset()
	folder := filepath.Join(t.TempDir(), "dna")
	files, left, err := d.WriteDNA(folder, false)
	if err != nil || left != 2 || len(files) != 6 {
		t.Fatalf("%d files, %d positions left out, %v", len(files), left, err)
	}
	for _, f := range files {
		b.WriteString("-- " + f.Name + ".csv --\n" + read(t, f.Path))
	}
	golden.File(t, "testdata/sides.dna.txt", b.String())
	if _, _, err := d.WriteDNA(folder, false); err == nil {
		t.Error("files that are there were written over")
	}
	if left, err := filepath.Glob(filepath.Join(folder, ".readout-*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestSidesNamePrivatePersonsForAReason writes names, and the reason in the graph.
func TestSidesNamePrivatePersonsForAReason(t *testing.T) {
	for _, unmask := range []string{"", "a study of fish"} {
		d := discourse(t, unmask)
		var b strings.Builder
		if err := d.WriteGEXF(&b); err != nil {
			t.Fatal(err)
		}
		if err := d.WriteGraphML(&b); err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		if _, _, err := d.WriteDNA(folder, true); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"documents", "statements", "person"} {
			b.WriteString(read(t, folder, name+".csv"))
		}
		if got := strings.Contains(b.String(), "Brandt"); got != (unmask != "") {
			t.Errorf("unmask %q: named: %v", unmask, got)
		}
		if unmask != "" && strings.Count(b.String(), unmask) != 2 {
			t.Error("the reason does not stand in both graphs")
		}
	}
}

// TestOffsetsOfStatementsAreInTheirDocuments slices the documents of DNA.
func TestOffsetsOfStatementsAreInTheirDocuments(t *testing.T) {
	tables, _ := discourse(t, "").dna()
	docs, statements := tables[0], tables[1]
	text := []rune(docs.rows[0][2])
	for _, row := range statements.rows {
		start, stop := atoi(t, row[2]), atoi(t, row[3])
		words := string(text[start:stop])
		if strings.Contains(words, "\n") || !strings.HasSuffix(words, ".") && !strings.HasSuffix(words, "treaty") {
			t.Errorf("statement %s is %q", row[0], words)
		}
	}
}

func atoi(t *testing.T, s string) (n int) {
	t.Helper()
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

// readSides reads both graphs with networkx and prints what is in them.
const readSides = `
import sys
try:
    import networkx
except ImportError:
    print("no networkx")
    sys.exit()
g = networkx.read_gexf(sys.argv[1], version="1.3")
m = networkx.read_graphml(sys.argv[2], force_multigraph=True)
assert set(g.nodes) == set(m.nodes), (set(g.nodes), set(m.nodes))
for g in (g, m):
    assert g.is_directed() and all(g.nodes[b]["type"] == "question" and g.nodes[a]["type"] == "actor" for a, b, *_ in g.edges)
signs = {(m.nodes[a]["label"], m.nodes[b]["label"], d["sign"], d["start"] if "start" in d else "", d.get("end", "")) for a, b, d in m.edges(data=True)}
spells = {(g.nodes[a]["label"], g.nodes[b]["label"], s) for g in [networkx.read_gexf(sys.argv[1], version="1.3")] for a, b, d in g.edges(data=True) for s in d.get("spells", [])}
for row in sorted(signs):
    print("|".join(str(c) for c in row))
print(len(spells), "spells")
`

// TestSidesAreReadByNetworkx lets networkx read both graphs; the test is skipped
// where Python or networkx is not installed.
func TestSidesAreReadByNetworkx(t *testing.T) {
	interpreter, dir := python(t), t.TempDir()
	d := discourse(t, "")
	for name, write := range map[string]func(f *os.File) error{
		"sides.gexf": func(f *os.File) error { return d.WriteGEXF(f) }, "sides.graphml": func(f *os.File) error { return d.WriteGraphML(f) },
	} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := write(f); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	out, err := exec.Command(interpreter, "-c", readSides, filepath.Join(dir, "sides.gexf"), filepath.Join(dir, "sides.graphml")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if strings.HasPrefix(string(out), "no networkx") {
		t.Skip("networkx is not installed")
	}
	want := `<some>|talks with “Sudria”|0||
Eva Strand|talks with “Sudria”|-1|2030-06-03|2030-06-07
Eva Strand|talks with “Sudria”|-1|2030-06-09|
Eva Strand|talks with “Sudria”|1|2030-06-07|2030-06-09
Eva Strand|the arrest|1|2030-06-04|
Norland|talks with “Sudria”|-1|2030-06-03|2030-06-05
Norland|talks with “Sudria”|0|2030-06-05|
[person 1]|talks with “Sudria”|1|2030-06-04|
`
	if got := string(out); !strings.HasPrefix(got, want) || !strings.Contains(got, "spells") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	t.Logf("%s", out)
}
