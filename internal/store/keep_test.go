package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
)

// findings checks an archive and returns what is wrong.
func findings(t *testing.T, s *Store) []Finding {
	t.Helper()
	var list []Finding
	if _, err := s.Check(context.Background(), func(f Finding) { list = append(list, f) }, nil); err != nil {
		t.Fatal(err)
	}
	return list
}

// testPrints stands for the fingerprints of a text, two of which are kept.
func testPrints(v *readout.Version) []uint64 { return []uint64{8, 9, 3, uint64(len(v.Text)) * 8} }

// filled returns an archive of n stories with records, closed, and its path.
func filled(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(path, WithClock(newClock().now))
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		text := ferryText + fmt.Sprintf("\n\nThis is story %d. %s", i, strings.Repeat(fmt.Sprintf("Word%d of harbour news and %x tides. ", i*7, i*i*9173), 60))
		in := arrival(fmt.Sprintf("https://news.example/%d", i), "news.example", text)
		ref := add(t, s, in)
		rec := record(in.Version, "hand 1", "Tomas Arendt", "denied", "the ferry had been sold")
		rec.Events[0].By, rec.Events[0].Place = []readout.AttributionID{"a1"}, "p1"
		rec.Places = []readout.Place{{ID: "p1", Span: readout.Span{Start: 0, End: 5}, Text: "Ferry", Place: "pl_1", Name: "Ferry", Feature: "PPL", Admin1: "Sale", Country: "NOR", Precision: "town"}}
		put(t, s, ref, rec)
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.AddPrints(ref, testPrints(in.Version)) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAWholeArchiveHasNoFindings(t *testing.T) {
	s, err := OpenReader(filled(t, 5))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// TestADamagedPage overwrites pages of an archive in turn: each time the
// check either names what is wrong or the archive is whole (a free page), and
// it says what can be done about it.
func TestADamagedPage(t *testing.T) {
	if testing.Short() {
		t.Skip("reads an archive some thirty times")
	}
	path := filled(t, 40)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page, step = 4096, 3
	touched, quiet := 0, 0
	for at := page; at+page <= len(whole); at += step * page {
		damaged := bytes.Clone(whole)
		for i := range page {
			damaged[at+i] ^= 0x5a
		}
		copyPath := filepath.Join(t.TempDir(), "damaged.db")
		if err := os.WriteFile(copyPath, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := OpenReader(copyPath)
		if err != nil {
			continue // said at once
		}
		list := findings(t, s)
		s.Close()
		if len(list) == 0 {
			quiet++
			continue
		}
		for _, f := range list {
			if f.Recover == "" || f.Err == "" {
				t.Errorf("page %d: %+v", at/page, f)
			}
			if f.Story != "" {
				touched++
				break
			}
		}
	}
	pages := len(whole) / page / step
	t.Logf("%d pages: %d touch stories that are named, %d touch nothing", pages, touched, quiet)
	if touched == 0 || quiet > pages/4 {
		t.Errorf("of %d pages %d touch stories and %d were not noticed", pages, touched, quiet)
	}
}

func TestTheCheckSaysWhatIsTouched(t *testing.T) {
	for _, test := range []struct{ name, damage, what, remedy string }{
		{"a text", `UPDATE versions SET body = x'00' WHERE vid = 2`, "version", "its capture is whole"},
		{"a capture", `UPDATE captures SET data = x'00' WHERE cid = 2`, "capture", "the clean text stands"},
		{"a record", `UPDATE records SET body = x'00' WHERE vid = 2`, "record", "readout reread --all"},
		{"a version that is gone", `DELETE FROM versions WHERE vid = 2`, "reference", "readout"},
		{"a record that is gone", `DELETE FROM records WHERE vid = 2`, "reference", "readout reread"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filled(t, 3)
			db, err := openDB(path, false)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(`DROP TRIGGER versions_never_change; DROP TRIGGER captures_never_change; ` + test.damage); err != nil {
				t.Fatal(err)
			}
			db.Close()
			s, err := OpenReader(path)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			list := findings(t, s)
			if len(list) == 0 || list[0].What != test.what || !strings.Contains(list[0].Recover, test.remedy) || list[0].Story+list[0].ID == "" {
				t.Errorf("%+v", list)
			}
		})
	}
}

// TestTheIndexIsCheckedAndMadeAgain damages what searches read, in each of its
// tables: the check notices, and a repair makes the index that there was.
func TestTheIndexIsCheckedAndMadeAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("damages and mends archives")
	}
	ctx := context.Background()
	for _, test := range []struct{ name, damage string }{
		{"texts emptied", `DELETE FROM texts`},
		{"said emptied", `DELETE FROM said`},
		{"done emptied", `DELETE FROM done`},
		{"a text's words", `DELETE FROM texts WHERE rowid = 3`},
		{"pages of the index of words", `DELETE FROM texts_data WHERE id > 10`},
		{"words of another text", `DELETE FROM texts WHERE rowid = 3; INSERT INTO texts (rowid, headline, body) VALUES (3, 'x', 'y')`},
		{"statements emptied", `DELETE FROM statements`},
		{"a statement", `UPDATE statements SET act = 'say' WHERE rid = 2`},
		{"events emptied", `DELETE FROM events`},
		{"an event", `UPDATE events SET country = 'FRA' WHERE rid = 2`},
		{"roles emptied", `DELETE FROM event_roles`},
		{"a role", `UPDATE event_roles SET country = 'FRA' WHERE rid = 2`},
		{"actors emptied", `DELETE FROM actors`},
		{"an actor", `UPDATE actors SET public = 1`},
		{"an actor too many", `INSERT INTO actors (id, name, kind, country, basis, public) VALUES ('ac_00', 'Nobody', 'person', '', 'story', 0)`},
		{"who says it emptied", `DELETE FROM event_by`},
		{"places emptied", `DELETE FROM places`},
		{"a place", `UPDATE events SET place_id = 'pl_0' WHERE vid = 2`},
		{"another key of an actor", `UPDATE actor_versions SET own = 'ac_00' WHERE vid = 2`},
		{"names emptied", `DELETE FROM actor_versions`},
		{"a name", `UPDATE actor_versions SET name = 'Eva Lind' WHERE vid = 2`},
		{"what is shown emptied", `DELETE FROM served`},
		{"fingerprints emptied", `DELETE FROM prints`},
		{"all of it", `DELETE FROM texts; DELETE FROM said; DELETE FROM done; DELETE FROM statements; DELETE FROM events; DELETE FROM event_roles; DELETE FROM actors; DELETE FROM actor_versions; DELETE FROM served`},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filled(t, 6)
			want := indexOf(t, path)
			execAt(t, path, test.damage)
			s, err := Open(path, WithPrints(testPrints))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			list := findings(t, s)
			if len(list) == 0 || !strings.Contains(list[len(list)-1].Recover, "check --repair") {
				t.Errorf("the check finds %+v", list)
			}
			done, err := s.Repair(ctx, nil)
			if err != nil || done.Texts != 6 || done.Records != 6 || done.Unread+done.Lost != 0 {
				t.Fatalf("%+v, %v", done, err)
			}
			if list := findings(t, s); len(list) != 0 {
				t.Errorf("after the repair: %+v", list)
			}
			if got := indexOf(t, path); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if n, err := s.QueueLen(ctx, "hand 1"); n != 0 || err != nil {
				t.Errorf("%d are to be read, %v", n, err)
			}
		})
	}
}

// indexOf returns what searches find, and the rows behind it.
func indexOf(t *testing.T, path string) string {
	t.Helper()
	s, err := OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b strings.Builder
	for _, text := range []string{"harbour news", "speaker:arendt act:deny", "type:REJECT country:NOR", "actor:arendt"} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		res, err := s.Search(context.Background(), q, 100)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %d;", text, res.Found)
		for _, h := range res.Hits {
			fmt.Fprintf(&b, " %s", h.Ref())
		}
	}
	for _, query := range []string{`SELECT group_concat(vid || local || id || actor) FROM statements`, `SELECT group_concat(vid || local || id || type) FROM events`,
		`SELECT group_concat(id || name || public) FROM actors`, `SELECT group_concat(vid || pid) FROM served`} {
		var text string
		if _, err := s.row(t.Context(), []any{&text}, query); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n%s", text)
	}
	return b.String()
}

// TestARepairLeavesWhatIsDamaged repairs an archive in which a record and a text
// can't be read: the record waits to be made again, the text is named.
func TestARepairLeavesWhatIsDamaged(t *testing.T) {
	path := filled(t, 4)
	execAt(t, path, `UPDATE records SET body = x'00' WHERE vid = 2; DROP TRIGGER versions_never_change; UPDATE versions SET body = x'00' WHERE vid = 3; DELETE FROM prints`)
	s, err := Open(path, WithPrints(testPrints))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Repair(stopped, nil); err == nil {
		t.Error("a stopped repair went well")
	}
	done, err := s.Repair(context.Background(), nil)
	if err != nil || done != (Repaired{Texts: 3, Records: 2, Unread: 1, Lost: 1}) {
		t.Fatalf("%+v, %v", done, err)
	}
	if queue, err := s.Queue(t.Context(), "hand 1", nil, 10); err != nil || len(queue) != 2 {
		t.Errorf("to be read: %d, %v", len(queue), err)
	}
	for _, f := range findings(t, s) {
		if f.What != "version" && !strings.Contains(f.Err, "not in the index of words") {
			t.Errorf("%+v", f)
		}
	}
	if st, err := s.Stats(t.Context()); err != nil || st.Prints != 9 {
		t.Errorf("%d fingerprints, %v", st.Prints, err)
	}
}

func TestABackupIsCheckedAndComesBack(t *testing.T) {
	path := filled(t, 5)
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	to := filepath.Join(t.TempDir(), "deep", "backup.db")
	if _, err := s.Backup(ctx, to, false); err == nil || !strings.Contains(err.Error(), "there is no folder") {
		t.Errorf("into a folder that is not there: %v", err)
	}
	if err := os.Mkdir(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(ctx, to, false); err != nil { // while it is open for writing
		t.Fatal(err)
	}
	if _, err := s.Backup(ctx, to, false); err == nil {
		t.Error("a backup was written over")
	}
	if err := s.TryRestore(ctx, to); err != nil {
		t.Error(err)
	}
	for _, key := range []string{"backup_at", "restore_tried_at"} {
		if at, err := s.Meta(ctx, key); at == "" || err != nil {
			t.Errorf("%s: %q, %v", key, at, err)
		}
	}
	lost := add(t, s, arrival("https://news.example/later", "news.example", "Later\n\nThis came after the backup."))
	if _, err := Restore(ctx, path, to, How{}); err == nil {
		t.Error("an archive in use was replaced")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var newer *NewerError
	if _, err := Restore(ctx, path, to, How{}); !errors.As(err, &newer) || newer.Changes != 2 {
		t.Errorf("newer data: %v", err)
	}
	kept, err := Restore(ctx, path, to, How{Force: true})
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]bool{path: false, kept: true} {
		s, err := OpenReader(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Version(ctx, string(lost.ID)); (err == nil) != want {
			t.Errorf("%s: %v", file, err)
		}
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%s: %+v", file, list)
		}
		if at, err := s.Meta(ctx, "backup_at"); at == "" || err != nil {
			t.Errorf("%s: no backup is known of what came from one: %v", file, err)
		}
		s.Close()
	}
}

func TestADamagedBackupIsNotBroughtBack(t *testing.T) {
	path := filled(t, 40)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string][]byte{"cut short": data[:len(data)*2/3], "no archive": []byte("hello"), "empty": nil} {
		from := filepath.Join(t.TempDir(), "b.db")
		if err := os.WriteFile(from, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(context.Background(), path, from, How{Force: true}); err == nil {
			t.Errorf("%s: brought back", name)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(after, data) {
		t.Error("the archive was touched")
	}
}

// TestAnImperfectArchiveIsSaved damages an archive in several ways: the backup
// holds what can be read, says what is wrong, and does not push out a good one.
func TestAnImperfectArchiveIsSaved(t *testing.T) {
	ctx := context.Background()
	for _, test := range []struct {
		name   string
		damage func(t *testing.T, path string)
	}{
		{"a record that is gone", func(t *testing.T, path string) { execAt(t, path, `DELETE FROM records WHERE vid = 2`) }},
		{"a damaged page", func(t *testing.T, path string) {
			var root int64
			db, err := openDB(path, false)
			if err != nil {
				t.Fatal(err)
			}
			if err := db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'captures'`).Scan(&root); err != nil {
				t.Fatal(err)
			}
			db.Close()
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := range 4096 {
				data[(root-1)*4096+int64(i)] ^= 0x5a
			}
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filled(t, 20)
			to := filepath.Join(t.TempDir(), "backup.db")
			backup := func() Saved {
				t.Helper()
				s, err := OpenReader(path)
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				saved, err := s.Backup(ctx, to, true)
				if err != nil {
					t.Fatal(err)
				}
				return saved
			}
			if saved := backup(); saved.Faults != 0 || saved.Kept != "" {
				t.Errorf("a whole archive: %+v", saved)
			}
			test.damage(t, path)
			saved := backup()
			if saved.Faults == 0 || len(saved.Findings) == 0 || saved.Kept == "" {
				t.Fatalf("%+v", saved)
			}
			if err := Verify(ctx, saved.Kept); err != nil {
				t.Errorf("the good backup: %v", err)
			}
			s, err := OpenReader(to)
			if err != nil {
				t.Fatal(err)
			}
			if v, err := s.Queue(ctx, "none", nil, 100); err != nil || len(v) != 20 {
				t.Errorf("the copy has %d versions, %v", len(v), err)
			}
			s.Close()
			var imperfect *ImperfectError
			if _, err := Restore(ctx, path, to, How{Force: true}); !errors.As(err, &imperfect) || imperfect.Path != to {
				t.Errorf("brought back unasked: %v", err)
			}
			if _, err := Restore(ctx, path, to, How{Force: true, Imperfect: true}); err != nil {
				t.Errorf("not brought back: %v", err)
			}
		})
	}
}

// execAt runs SQL on the archive at a path, behind the program's back.
func execAt(t *testing.T, path, query string) {
	t.Helper()
	db, err := openDB(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

// TestAKilledBackupIsClearedAway leaves parts in a folder as a killed program
// does: the next backup there takes them away, those of a running one stay.
func TestAKilledBackupIsClearedAway(t *testing.T) {
	dir := t.TempDir()
	dead, alive := filepath.Join(dir, "monday.db"+partName), filepath.Join(dir, "tuesday.db"+partName)
	if err := os.WriteFile(dead, []byte("half a backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	release, err := holdPart(alive)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	s, err := OpenReader(filled(t, 2))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Backup(context.Background(), filepath.Join(dir, "wednesday.db"), false); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{dead: false, alive: true, filepath.Join(dir, "wednesday.db"): true, filepath.Join(dir, "wednesday.db"+partName): false} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	trial := filepath.Join(filepath.Dir(s.path), trialName+"1") // a trial that was killed
	if err := os.MkdirAll(trial, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(trial, "running"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.TryRestore(context.Background(), filepath.Join(dir, "wednesday.db")); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.path), trialName+"*")); len(left) != 0 {
		t.Errorf("trials left %v", left)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Backup(stopped, filepath.Join(dir, "thursday.db"), false); err == nil {
		t.Error("a stopped backup went well")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "thursday*")); len(left) != 0 {
		t.Errorf("a stopped backup left %v", left)
	}
}

// holds reports whether a name is anywhere in the archive's files or in what
// they unpack to.
func holds(t *testing.T, path, name string) bool {
	t.Helper()
	for _, tail := range []string{"", "-wal"} {
		if data, err := os.ReadFile(path + tail); err == nil && bytes.Contains(bytes.ToLower(data), []byte(strings.ToLower(name))) {
			return true
		}
	}
	s, err := OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	found := false
	for _, query := range []string{`SELECT body FROM versions`, `SELECT data FROM captures`, `SELECT body FROM records`} {
		err := s.rows(context.Background(), func(scan func(...any) error) error {
			var data []byte
			if err := scan(&data); err != nil {
				return err
			}
			text, err := unpack(data)
			found = found || bytes.Contains(bytes.ToLower(text), []byte(strings.ToLower(name)))
			return err
		}, query)
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func TestAStoryIsForgotten(t *testing.T) {
	path := filled(t, 3)
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	in := arrival("https://news.example/secret", "news.example", "Secret\n\nQuillon Zebedee denied that the ferry had been sold to Xanthippe.")
	ref := add(t, s, in)
	put(t, s, ref, record(in.Version, "hand 1", "Quillon Zebedee", "denied", "the ferry had been sold"))
	if err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ForgetStory(string(ref.Story)); return err }); err != nil {
		t.Fatal(err)
	}
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	var gone *ForgottenError
	for _, id := range []string{string(ref.ID), string(ref.Story)} {
		if _, err := s.Story(t.Context(), id); !errors.As(err, &gone) {
			t.Errorf("%s: %v", id, err)
		}
	}
	err = s.Update(t.Context(), func(tx *Tx) error { _, err := tx.StoriesOf("a:https://news.example/secret"); return err })
	if !errors.As(err, &gone) {
		t.Errorf("its address: %v", err)
	}
	err = s.Update(t.Context(), func(tx *Tx) error { _, err := tx.CaptureSeen(in.Capture.Sum()); return err })
	if !errors.As(err, &gone) {
		t.Errorf("its capture: %v", err)
	}
	changes, err := s.Changes(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	deleted := 0
	for _, c := range changes {
		if c.Op == "delete" && c.Reason == "forget" {
			deleted++
		}
	}
	if deleted != 3 { // story, version, actor
		t.Errorf("%d deletions in the change feed", deleted)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Zebedee", "Xanthippe"} {
		if holds(t, path, name) {
			t.Errorf("%s is still there", name)
		}
	}
}

func TestANameIsForgotten(t *testing.T) {
	path := filled(t, 2)
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	in := arrival("https://news.example/quillon-zebedee-speaks", "news.example", "Quillon Zebedee speaks\n\nQuillon Zebedee denied that the ferry had been sold. “I am Quillon\nZebedee’s son,” he said.")
	ref := add(t, s, in)
	put(t, s, ref, record(in.Version, "hand 1", "Quillon Zebedee", "denied", "the ferry had been sold"))
	var done Forgot
	if err := s.Update(t.Context(), func(tx *Tx) error { done, err = tx.ForgetName("quillon zebedee"); return err }); err != nil {
		t.Fatal(err)
	}
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if done.Masked != 1 || done.Actors != 1 {
		t.Errorf("%+v", done)
	}
	stored, err := s.Version(t.Context(), string(ref.ID)) // the old id resolves
	if err != nil || stored.N != 1 || stored.ID == ref.ID || !strings.HasPrefix(stored.Version.Text, "███████ ███████ speaks\n\n███████ ███████ denied") {
		t.Fatalf("%v %+v %q", err, stored, stored.Version.Text)
	}
	if queue, err := s.Queue(t.Context(), "hand 1", nil, 10); err != nil || len(queue) != 1 {
		t.Errorf("to be read again: %v, %v", queue, err)
	}
	later := arrival("https://other.example/x", "other.example", "News\n\nThe mayor and Quillon Zebedee met.")
	masked := false
	if err := s.Update(t.Context(), func(tx *Tx) error { masked, err = tx.MaskForgotten(later); return err }); err != nil || !masked {
		t.Fatal(masked, err)
	}
	if strings.Contains(later.Version.Text, "Zebedee") || bytes.Contains(later.Capture.Data, []byte("Zebedee")) {
		t.Errorf("%q", later.Version.Text)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if holds(t, path, "Zebedee") {
		t.Error("the name is still there")
	}
}

// TestOpeningWaitsForTheDatabase opens an archive while another connection has
// the database for itself for longer than a statement waits.
func TestOpeningWaitsForTheDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	db, err := openDB(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT"); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(2500*time.Millisecond, func() { db.Close() }) // a statement waits a second
	if s, err = Open(path); err != nil {
		t.Fatal(err)
	}
	add(t, s, arrival("https://news.example/", "A", ferryText))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
