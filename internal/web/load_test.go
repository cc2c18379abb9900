package web

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// setting returns a number from the environment.
func setting(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

// fill puts n stories of about 250 words with four statements and two events
// each into the archive, and returns the ids of some.
func (b *bench) fill(ctx context.Context, n int) []string {
	rnd := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 8000)
	for i := range words {
		words[i] = fmt.Sprintf("%c%c%c%d", 'a'+rnd.IntN(26), 'a'+rnd.IntN(26), 'a'+rnd.IntN(26), i%97)
	}
	zipf := rand.NewZipf(rnd, 1.1, 3, uint64(len(words)-1))
	var ids []string
	for i := 0; i < n; {
		err := b.store.Update(ctx, func(tx *store.Tx) error {
			for range min(500, n-i) {
				rec := b.synthetic(i, func() string { return words[zipf.Uint64()] })
				st, err := tx.AddStory(fmt.Sprintf("outlet%d.example", i%200), []string{fmt.Sprint("r:", i)})
				if err != nil {
					return err
				}
				v := rec.Version
				ref, err := tx.AddVersion(st, &store.Arrival{Capture: store.Capture{Kind: "text", Meta: []byte("{}"), Data: []byte(v.Text)}, Version: &v, Change: store.First})
				if err != nil {
					return err
				}
				if err := tx.PutRecord(ref, rec); err != nil {
					return err
				}
				if i%(n/50+1) == 0 {
					ids = append(ids, string(st.ID))
				}
				i++
			}
			return nil
		})
		if err != nil {
			b.t.Fatal(err)
		}
	}
	return ids
}

// synthetic makes a story of words that somebody draws.
func (b *bench) synthetic(i int, word func() string) *readout.Record {
	var text strings.Builder
	fmt.Fprintf(&text, "Story %d of %s\n\n", i, word())
	rec := &readout.Record{Format: readout.Format, Pipeline: "hand 1"}
	for s := range 25 {
		start := text.Len()
		if s < 4 {
			fmt.Fprintf(&text, "Minister Number%d denied that ", (i+s)%300)
		}
		body := text.Len()
		for range 9 {
			text.WriteString(word() + " ")
		}
		end := text.Len() - 1
		text.WriteString(".\n\n"[:1+2*(s%2)])
		if s >= 4 {
			continue
		}
		name := fmt.Sprintf("Number%d", (i+s)%300)
		id := readout.ActorID(fmt.Sprint("u", s+1))
		rec.Actors = append(rec.Actors, readout.Actor{ID: id, Name: name, Kind: "person", Public: true, Country: "NOR", Basis: "story"})
		span := readout.Span{Start: start + 9, End: start + 9 + len(name)}
		rec.Mentions = append(rec.Mentions, readout.Mention{ID: readout.MentionID(fmt.Sprint("m", s+1)), Span: span, Text: name, Type: "PER", Form: "name", Actor: id})
		rec.Attributions = append(rec.Attributions, readout.Attribution{ID: readout.AttributionID(fmt.Sprint("a", s+1)), Speaker: readout.Speaker{Words: readout.Words{Spans: []readout.Span{span}, Text: name}, Actor: id, Kind: readout.NamedSpeaker},
			Cue: readout.Words{Spans: []readout.Span{{Start: span.End + 1, End: span.End + 7}}, Text: "denied"}, Content: readout.Words{Spans: []readout.Span{{Start: body, End: end}}, Text: text.String()[body:end]},
			Quoted: readout.Indirect, Act: []readout.Act{readout.Deny, readout.Say, readout.Say, readout.Promise}[s], Status: readout.Asserted, Confidence: .9})
		if s < 2 {
			day := time.Date(2020, 1, 1+i%1500, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			rec.Events = append(rec.Events, readout.Event{ID: readout.EventID(fmt.Sprint("e", s+1)), Type: []readout.EventType{"PROTEST", "CONSULT"}[s], Trigger: rec.Attributions[s].Cue, Sentence: readout.Span{Start: start, End: end},
				Actor: []readout.Role{{Text: name, Actor: id, Country: "NOR"}}, Date: &readout.Date{From: day, To: day, Precision: readout.Day, Basis: readout.DateFromText}, Status: readout.Asserted, Confidence: .8})
		}
	}
	rec.Version = *version(fmt.Sprintf("https://outlet%d.example/%d", i%200, i), text.String())
	rec.Version.Published.Value = time.Date(2020, 1, 1+i%1500, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	return rec
}

// TestLoad sends a steady mix of requests to an archive: none may fail.
// READOUT_LOAD_STORIES, _RATE and _SECONDS make it the load of a newsroom
// (100000, 200 and 60), and then the times are held too.
func TestLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("a load of some seconds")
	}
	b := newBench(t)
	ids := b.fill(t.Context(), setting("READOUT_LOAD_STORIES", 1000))
	server := httptest.NewServer(b)
	defer server.Close()
	addresses := []string{"/story/" + ids[0], "/story/" + ids[len(ids)/2], "/story/" + ids[0] + "?layers=wt", "/api/v1/stories?limit=30", "/search?q=act:deny", "/search?q=aaa1+OR+story", "/api/v1/search?q=number7", "/events?type=PROTEST", "/", "/api/v1/versions/" + ids[len(ids)-1] + "/record"}
	for i := range 40 {
		addresses = append(addresses, "/story/"+ids[i%len(ids)])
	}
	rate, seconds := setting("READOUT_LOAD_RATE", 50), setting("READOUT_LOAD_SECONDS", 2)
	times := map[string][]time.Duration{}
	var mu sync.Mutex
	var wait sync.WaitGroup
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}, Timeout: 20 * time.Second}
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	for i := range rate * seconds {
		<-tick.C
		address := addresses[i%len(addresses)]
		wait.Go(func() {
			started := time.Now()
			res, err := client.Get(server.URL + address)
			if err != nil {
				t.Errorf("%s: %v", address, err)
				return
			}
			n, _ := io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode != 200 || n == 0 {
				t.Errorf("%s gives %d", address, res.StatusCode)
			}
			mu.Lock()
			defer mu.Unlock()
			kind := strings.SplitN(strings.TrimPrefix(strings.TrimPrefix(address, "/api/v1"), "/"), "/", 2)[0]
			times["all"] = append(times["all"], time.Since(started))
			times[kind] = append(times[kind], time.Since(started))
		})
	}
	wait.Wait()
	for kind, list := range times {
		slices.Sort(list)
		at := func(p float64) time.Duration { return list[int(p*float64(len(list)-1))].Round(100 * time.Microsecond) }
		t.Logf("%-24s %6d requests, p50 %v, p95 %v, p99 %v, most %v", kind, len(list), at(.5), at(.95), at(.99), at(1))
		if kind == "all" && os.Getenv("READOUT_LOAD_STORIES") != "" && at(.99) > 500*time.Millisecond {
			t.Errorf("p99 is %v, want at most 500 ms", at(.99))
		}
	}
}

// BenchmarkStoryPage measures one page.
func BenchmarkStoryPage(b *testing.B) {
	bn := newBench(b)
	ref := bn.addStory(b.Context())
	w := bn.get("/story/" + string(ref.Story))
	b.SetBytes(int64(w.Body.Len()))
	for b.Loop() {
		bn.get("/story/" + string(ref.Story))
	}
}
