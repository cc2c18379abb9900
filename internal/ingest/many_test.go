package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// setting returns a number from the environment.
func setting(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

// manyRows writes n rows of JSON Lines: mostly stories of their own, some new
// versions, some copies in another outlet, some of all again.
func manyRows(n int) []string {
	rnd := rand.New(rand.NewPCG(7, 11))
	text := func(i int) string {
		var b strings.Builder
		fmt.Fprintf(&b, "Tomas Arendt said that the ferry number %d would run again.", i)
		for range 60 {
			fmt.Fprintf(&b, " word%d", rnd.IntN(20000))
		}
		return b.String() + " Eva Lind denied that it had been sold."
	}
	var rows, texts []string
	for i := range n {
		url, words := fmt.Sprintf("https://news%d.example/%d", i%17, i), text(i)
		switch {
		case i > 20 && i%10 == 3:
			url, words = fmt.Sprintf("https://news%d.example/%d", (i-3)%17, i-3), texts[i-3]+" More on this later."
		case i > 20 && i%10 == 7:
			words = texts[i-7]
		case i > 20 && i%10 == 9:
			rows = append(rows, rows[i-9])
			texts = append(texts, texts[i-9])
			continue
		}
		rows = append(rows, row(url, fmt.Sprintf("Ferry %d", i), words))
		texts = append(texts, words)
	}
	return rows
}

// rowsFile writes rows to a file of the test.
func rowsFile(t testing.TB, rows []string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rows.jsonl")
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// fingerprint is recordsOf and the counts of the archive at path.
func fingerprint(t testing.TB, path string) string {
	t.Helper()
	s, err := store.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return recordsOf(t, s) + joinsOf(t, s) + rowCounts(t, s)
}

// joinsOf is a hash of what the stories of an archive tell together.
func joinsOf(t testing.TB, s *store.Store) string {
	t.Helper()
	list, total, err := s.FindHappenings(context.Background(), store.Happenings{Limit: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	joined := 0
	var lines []string
	for _, h := range list {
		line := fmt.Sprint(h.Final, h.Lines, h.Stories)
		for _, m := range h.Mentions {
			line += " " + string(m.ID())
		}
		if h.Stories > 1 {
			joined++
		}
		lines = append(lines, line)
	}
	sort.Strings(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return fmt.Sprintf("%d happenings, %d of several stories, %s, ", total, joined, hex.EncodeToString(sum[:8]))
}

// recordsOf is a hash of all stories, versions and records of an archive.
func recordsOf(t testing.TB, s *store.Store) string {
	t.Helper()
	refs, err := s.Queue(t.Context(), "no pipeline has this name", nil, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, ref := range refs {
		rec, err := s.Record(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		group := ""
		if g, err := s.GroupOf(t.Context(), ref); err != nil {
			t.Fatal(err)
		} else if g != nil {
			group = fmt.Sprint(g.ID, len(g.Members))
		}
		data, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%s %s %d %s %s", ref.Story, ref.ID, ref.N, group, data))
	}
	sort.Strings(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return fmt.Sprintf("%d versions, %s, ", len(refs), hex.EncodeToString(sum[:8]))
}
