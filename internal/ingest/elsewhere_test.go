package ingest

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestAnotherAddressOfTheSameWordsIsKept adds words that the archive has, at an
// address that it has not: the story is known by both, and it is said once.
func TestAnotherAddressOfTheSameWordsIsKept(t *testing.T) {
	g := newIngester(t)
	first, second := row("https://news.example/ferry", "Ferry", longText), row("https://www.news.example/sea/ferry?id=7", "Ferry", longText)
	addRows(t, g, first)
	if c := addRows(t, g, second); c.Addresses != 1 || c.Known != 0 || c.Sum() != 1 {
		t.Errorf("the second address: %+v", c)
	}
	if c := addRows(t, g, second, first); c.Known != 2 {
		t.Errorf("both again: %+v", c)
	}
	list, err := g.Store.NewStories(context.Background(), 0, 9)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	st, err := g.Store.Story(t.Context(), string(list[0].Story))
	if err != nil || !slices.Equal(st.Addresses, []string{"news.example/ferry", "news.example/sea/ferry?id=7"}) {
		t.Errorf("the story stands at %v, %v", st.Addresses, err)
	}
	if c := addRows(t, g, row("https://news.example/sea/ferry?id=7", "Ferry", longText+" The vote was called off.")); c.Versions != 1 {
		t.Errorf("a change at the second address: %+v", c)
	}
}

// inFolder adds a folder whose one file holds a text.
func inFolder(t *testing.T, g *Ingester, folder, text string) Counts {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, "ferry.txt"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	counts, err := g.Add(context.Background(), []string{folder}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// TestAChangedFileIsANewVersion changes a file that holds a story: its words are a
// new version, unless another story stands there now.
func TestAChangedFileIsANewVersion(t *testing.T) {
	g, folder := newIngester(t), t.TempDir()
	text := "Ferry to run again\n\n" + longText
	if c := inFolder(t, g, folder, text); c.Stories != 1 {
		t.Fatalf("%+v", c)
	}
	if c := inFolder(t, g, folder, text+" The vote was called off."); c.Versions != 1 || c.Sum() != 1 {
		t.Errorf("a sentence more: %+v", c)
	}
	if c := inFolder(t, g, folder, text); c.Known != 1 {
		t.Errorf("as it was: %+v", c)
	}
	other := "Chess\n\nThe young champion from the mountain village won the final game after eleven hours on Sunday evening. Her opponent resigned when both of his rooks were trapped behind the pawns. Thousands of spectators had followed the tournament in the theatre, where tickets were sold out within minutes. The prize money goes to the village school, whose roof collapsed under heavy snow last winter."
	if c := inFolder(t, g, folder, other); c.Stories != 1 {
		t.Errorf("another story in the same file: %+v", c)
	}
	if c := inFolder(t, g, folder, text+" It rained."); c.Versions != 1 {
		t.Errorf("the first one again: %+v", c)
	}
	list, err := g.Store.NewStories(context.Background(), 0, 9)
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	for _, b := range list { // what is forgotten keeps no other story out of the file
		if err := g.Store.Update(t.Context(), func(tx *store.Tx) error { _, err := tx.ForgetStory(string(b.Story)); return err }); err != nil {
			t.Fatal(err)
		}
	}
	if c := inFolder(t, g, folder, strings.ReplaceAll(other, "Sunday", "Monday")); c.Stories != 1 {
		t.Errorf("after forgetting: %+v", c)
	}
}

// TestAStoryWithAnAddressIsNotKnownByItsFile puts pages of two outlets into one
// file, one after the other.
func TestAStoryWithAnAddressIsNotKnownByItsFile(t *testing.T) {
	g, folder := newIngester(t), t.TempDir()
	page := func(address string) string {
		return `<html><head><link rel="canonical" href="` + address + `"><title>Ferry</title></head><body><article><h1>Ferry to run again</h1><p>` + longText + `</p></article></body></html>`
	}
	if c := inFolder(t, g, folder, page("https://news.example/ferry")); c.Stories != 1 {
		t.Fatalf("%+v", c)
	}
	if c := inFolder(t, g, folder, page("https://other.example/ferry")); c.Stories != 1 {
		t.Errorf("%+v", c)
	}
}

// TestAnOldArchiveLearnsItsFiles takes a story in as archives of old did, without
// its file, and then looks at the file unchanged and changed.
func TestAnOldArchiveLearnsItsFiles(t *testing.T) {
	g, folder := newIngester(t), t.TempDir()
	text := "Ferry to run again\n\n" + longText
	if _, err := g.Add(context.Background(), []string{"-"}, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	if c := inFolder(t, g, folder, text); c.Known != 1 {
		t.Fatalf("%+v", c)
	}
	if c := inFolder(t, g, folder, text+" The vote was called off."); c.Versions != 1 {
		t.Errorf("%+v", c)
	}
}
