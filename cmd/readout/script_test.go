package main

import (
	"compress/gzip"
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/seed-f92ea4cf/readout/internal/golden"
)

// TestMain lets the test program be its own helper, too.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == helperVerb || os.Getenv("READOUT_TEST_MAIN") != "" {
		if n, err := strconv.Atoi(os.Getenv("READOUT_TEST_COMMIT")); err == nil {
			commitRows = n
		}
		os.Exit(run())
	}
	testscript.Main(m, map[string]func(){"readout": main})
}

// TestScripts runs the manual: testdata/script/*.txtar.
func TestScripts(t *testing.T) { runScripts(t, "testdata/script") }

// TestLongScripts runs those chapters of the manual that start the program dozens
// of times.
func TestLongScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program dozens of times a script")
	}
	runScripts(t, "testdata/script-long")
}

// runScripts runs the scripts of a folder.
func runScripts(t *testing.T, dir string) {
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Setup: func(env *testscript.Env) error {
			root, err := filepath.Abs("../..")
			env.Setenv("ROOT", root)
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"makefile": makeFile, "socket": makeSocket, "maxlines": maxLines, "lines": lines, "damage": damage, "emptyindex": emptyIndex,
		},
	})
}

// makeFile writes a large file: makefile NAME COUNT TEXT repeats TEXT; a name
// that ends in .gz is packed.
func makeFile(ts *testscript.TestScript, _ bool, args []string) {
	var count int
	for _, c := range args[1] {
		count = 10*count + int(c-'0')
	}
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	text := strings.NewReplacer(`\n`, "\n", `\0`, "\x00", `\xff`, "\xff", `\s`, " ").Replace(args[2])
	block := strings.Repeat(text, max(1, min(count, 1<<20/len(text))))
	if strings.HasSuffix(args[0], ".gz") {
		zw := gzip.NewWriter(f)
		for n := 0; n < count; n += len(block) / len(text) {
			_, err := zw.Write([]byte(block))
			ts.Check(err)
		}
		ts.Check(zw.Close())
		return
	}
	for n := 0; n < count; n += len(block) / len(text) {
		_, err := f.WriteString(block)
		ts.Check(err)
	}
}

// makeSocket makes a socket of the given name.
func makeSocket(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("unix", ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(func() { l.Close() })
}

// lines checks that a file has as many lines as patterns and each line matches
// its own: lines out.jsonl FIRST SECOND.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	got := strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	if len(got) != len(args)-1 {
		ts.Fatalf("%s has %d lines, want %d", args[0], len(got), len(args)-1)
	}
	for i, pattern := range args[1:] {
		if !regexp.MustCompile(pattern).MatchString(got[i]) {
			ts.Fatalf("line %d of %s is %s, want %s", i+1, args[0], got[i], pattern)
		}
	}
}

// emptyIndex empties tables of an archive that are derived.
func emptyIndex(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(`DELETE FROM said; DELETE FROM events; DELETE FROM actors`)
	ts.Check(err)
}

// damage overwrites part of a file from its middle on.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	for i := len(data) / 2; i < len(data)*3/4; i++ {
		data[i] ^= 0x5a
	}
	ts.Check(os.WriteFile(path, data, 0o600))
}

// maxLines checks that a file has at most so many lines: maxlines stderr 3.
func maxLines(ts *testscript.TestScript, _ bool, args []string) {
	if got := strings.Count(ts.ReadFile(args[0]), "\n"); got > int(args[1][0]-'0') {
		ts.Fatalf("%s has %d lines, want at most %s", args[0], got, args[1])
	}
}

// TestScores holds what "readout eval" prints; "go test -update" rewrites it.
func TestScores(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the gold stories")
	}
	got, err := evaluate(t.Context(), "../../eval/gold", defaultModel)
	if err != nil {
		t.Fatal(err)
	}
	golden.File(t, "../../eval/scores.txt", got)
}
