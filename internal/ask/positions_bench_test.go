//go:build unix

package ask

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// acts and things are what the stories of the benchmark tell of: each tells of
// one act in the words of many stories.
var (
	acts   = []string{"reopen", "close", "repair", "paint", "sell", "guard"}
	things = []string{"bridge", "school", "harbour", "market", "road", "mine", "border", "tower", "canal", "hospital"}
)

// manyStands fills an archive with n stories of 60 words, each with six claims.
func manyStands(tb testing.TB, n int) *store.Store {
	s, err := store.Open(filepath.Join(tb.TempDir(), "readout.db"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	for from := 0; from < n; from += 2000 {
		err := s.Update(tb.Context(), func(tx *store.Tx) error {
			for i := from; i < min(from+2000, n); i++ {
				if err := addStand(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return s
}

// addStand adds the i-th story.
func addStand(tx *store.Tx, i int) error {
	day := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/100).Format(time.DateOnly)
	v := readout.Version{Outlet: "example", URL: fmt.Sprintf("https://example.org/%d", i), Language: "en", Published: &readout.Time{Value: day}}
	stand := &question.Stand{}
	for k := range 6 {
		act, thing := acts[(i+k)%len(acts)], things[(i/7+k)%len(things)]
		text := fmt.Sprintf("The council must %s the %s in the town of Holm%d, Ana Ruiz%d said. ", act, thing, i%500, i%300)
		at := len(v.Text)
		v.Text += text
		who := question.Who{Name: fmt.Sprintf("Ana Ruiz%d", i%300), Kind: "person"}
		stand.Claims = append(stand.Claims, question.Claim{Sentence: readout.Span{Start: at, End: at + len(text)}, Hash: uint64(i*10 + k), Actor: who, Speaker: who, Voice: question.Own, By: []string{who.Name},
			Words:   []question.Word{{Lemma: "council"}, {Lemma: act}, {Lemma: thing}, {Lemma: "town"}, {Lemma: "holm"}},
			Anchors: []question.Anchor{{Word: 1, From: 1, To: 3, Stance: question.For, Why: "must"}, {Word: 2, From: 2, To: 3, Head: []byte{200, 10, 10, 10, 10, 15}}}})
		stand.Pool = append(stand.Pool, act, thing)
	}
	v.Seal()
	story, err := tx.AddStory(v.Outlet, []string{v.URL})
	if err != nil {
		return err
	}
	ref, err := tx.AddVersion(story, &store.Arrival{Version: &v})
	if err != nil {
		return err
	}
	return tx.PutReading(ref, &readout.Record{Format: readout.Format, Pipeline: "test", Version: v}, &thread.Digest{Format: thread.DigestFormat, Stand: stand})
}

// cpu returns the time that the process has computed.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// stories is how many stories the benchmark asks.
var stories = flag.Int("stories", 2000, "of the benchmark of questions")

// BenchmarkAQuestionOfManyStories asks questions that many and all stories answer. It reports the time
// computed at the 95th percentile, which others on the machine do not change.
func BenchmarkAQuestionOfManyStories(b *testing.B) {
	service := &Service{Store: manyStands(b, *stories)}
	for _, on := range []string{"painting the tower", "reopening the bridge", "repairing the road in Holm7", "closing the town", "the council"} {
		b.Run(on, func(b *testing.B) {
			var took []time.Duration
			var found int
			for b.Loop() {
				began := cpu()
				list, err := service.Positions(b.Context(), PositionsQuestion{On: on, Limit: 50})
				if err != nil {
					b.Fatal(err)
				}
				found = list.Found
				took = append(took, cpu()-began)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-cpu-ms")
			b.ReportMetric(float64(found), "stories")
		})
	}
}

// BenchmarkTwentyQuestionsOfManyStories asks twenty different questions, and each for its
// sides, one after the other as readers do who ask for what nobody asked before.
func BenchmarkTwentyQuestionsOfManyStories(b *testing.B) {
	service := &Service{Store: manyStands(b, *stories)}
	var took []time.Duration
	for b.Loop() {
		for i := range 20 {
			on := fmt.Sprintf("%s the %s", acts[i%len(acts)], things[(i/2+i)%len(things)])
			if i%4 == 3 {
				on += fmt.Sprintf(" in Holm%d", i)
			}
			if i == 19 {
				on = "the council"
			}
			for _, sides := range []bool{false, true} {
				began := cpu()
				if _, err := service.Positions(b.Context(), PositionsQuestion{On: on, Limit: 50, Sides: sides}); err != nil {
					b.Fatal(err)
				}
				took = append(took, cpu()-began)
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-cpu-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-cpu-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "longest-cpu-ms")
}
