package web

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A sideSaid is a sentence in which somebody takes a side of the bridge.
type sideSaid struct {
	who    string
	stance question.Stance
	text   string
}

// addSides puts stories into the archive, one a day from the first of January
// 2033 on, in one change; each has the sentences of its list.
func (b *bench) addSides(ctx context.Context, stories [][]sideSaid) {
	b.t.Helper()
	n := uint64(0)
	err := b.store.Update(ctx, func(tx *store.Tx) error {
		for i, list := range stories {
			v := &readout.Version{Outlet: "courier.example", URL: fmt.Sprintf("https://courier.example/%d", i), Language: "en", Published: &readout.Time{Value: fmt.Sprintf("2033-%02d-%02d", 1+i/28%12, 1+i%28)}}
			stand := &question.Stand{}
			for _, s := range list {
				n++
				at := len(v.Text)
				v.Text += s.text + " "
				who := question.Who{Name: s.who, Kind: "person"}
				if strings.ToLower(s.who) == s.who {
					who.Kind = "unnamed"
				}
				stand.Claims = append(stand.Claims, question.Claim{Sentence: readout.Span{Start: at, End: at + len(s.text)}, Hash: n, Actor: who, Speaker: who, Voice: question.Own,
					Words: []question.Word{{Lemma: "reopen"}, {Lemma: "bridge"}}, Anchors: []question.Anchor{{To: 2, Stance: s.stance, Why: "must"}}})
			}
			v.Seal()
			story, err := tx.AddStory(v.Outlet, []string{v.URL})
			if err != nil {
				return err
			}
			ref, err := tx.AddVersion(story, &store.Arrival{Version: v})
			if err != nil {
				return err
			}
			if err := tx.PutReading(ref, &readout.Record{Format: readout.Format, Pipeline: "hand 1", Version: *v}, &thread.Digest{Format: thread.DigestFormat, Stand: stand}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// page returns a page that has to be there.
func (b *bench) page(address string) string {
	b.t.Helper()
	w := b.get(address)
	if w.Code != 200 {
		b.t.Fatalf("%s: %d %s", address, w.Code, w.Body)
	}
	return w.Body.String()
}

// TestAQuestionHasAPage: who stands where is on top, the picture has a lane
// for each with its table, who changed sides is told, and names are no HTML.
func TestAQuestionHasAPage(t *testing.T) {
	b := newBench(t)
	b.addSides(t.Context(), [][]sideSaid{
		{{"Ana Ruiz", question.Against, "The bridge must not be reopened, Ana Ruiz said."}, {"Leo <b>Marin</b>", question.For, "The bridge must be reopened, Leo Marin said."}},
		{{"Ana Ruiz", question.For, "The bridge must be reopened now, Ana Ruiz said."}, {"Ida Berg", question.Conditional, "Ida Berg would reopen the bridge if it held."}},
	})
	body := b.page("/positions?on=" + url.QueryEscape("reopening the bridge"))
	order := 0
	for _, want := range []string{"Who stands where, as last heard", "Open, on a condition, undecided", "Ida Berg", "Along time", `<text class="name" x="0" y="13" dy="4">Ana Ruiz</text>`, "The same as a table", "against, 1 claim on 1 line of reporting, until Sun 2 Jan 2033", "Who changed sides", "was against, now for", "All claims", "/story/ve_", "The bridge must be reopened now, Ana Ruiz said."} {
		at := strings.Index(body[order:], want)
		if at < 0 {
			t.Fatalf("no %q behind the rest:\n%s", want, body)
		}
		order += at
	}
	if strings.Contains(body, "<b>Marin") {
		t.Error("a name is taken for HTML")
	}
	if then := b.page("/positions?at=2033-01-01&on=" + url.QueryEscape("reopening the bridge")); strings.Contains(then, "changed sides") || !strings.Contains(then, "against") {
		t.Error("the page of the first day tells of the second")
	}
	if one := b.page("/positions?actor=Berg"); !strings.Contains(one, "reopen bridge") || strings.Contains(one, "Ana Ruiz") {
		t.Errorf("the page of an actor:\n%s", one)
	}
	several := b.page("/positions?at=2033-01-01&on=" + url.QueryEscape("reopening the bridge; closing the bridge"))
	if !strings.Contains(several, "Who stands with whom") || !strings.Contains(several, "No camps: without one of the stories they would be others.") {
		t.Errorf("the page of two questions:\n%s", several)
	}
}

// TestThoseWithoutANameStandApart holds that a list of who takes a side begins with those
// whom a story names.
func TestThoseWithoutANameStandApart(t *testing.T) {
	b := newBench(t)
	b.addSides(t.Context(), [][]sideSaid{{{"Ana Ruiz", question.For, "The bridge must be reopened, Ana Ruiz said."}}, {{"few people", question.For, "Few people said the bridge must be reopened."}}})
	side := part(b.page("/positions?on="+url.QueryEscape("reopening the bridge")), "<h3>For</h3>", "</div>")
	if named, rest, ok := strings.Cut(side, "1 not called by name"); !ok || !strings.Contains(named, "Ana Ruiz") || strings.Contains(named, "few people") || !strings.Contains(rest, "few people") {
		t.Errorf("for it are %s", side)
	}
}

// TestOddQuestionsHaveAnAnswer: what nothing answers, with near ones; what is
// no question, and what is no day.
func TestOddQuestionsHaveAnAnswer(t *testing.T) {
	b := newBench(t)
	b.addSides(t.Context(), [][]sideSaid{{{"Ana Ruiz", question.For, "The bridge must be reopened, Ana Ruiz said. Nobody painted it."}}})
	if body := b.page("/positions?on=" + url.QueryEscape("painting the bridge")); !strings.Contains(body, "No story takes a side of this") || !strings.Contains(body, ">reopen bridge</bdi>") {
		t.Errorf("what nothing answers:\n%s", body)
	}
	for address, want := range map[string]string{"/positions?on=the+of": "has no word to look for", "/positions?on=bridge&at=soon": "is no day"} {
		if w := b.get(address); w.Code != 400 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
	if body := b.page("/positions?on=" + url.QueryEscape("reopening the bridge") + "&skip=999999999999"); !strings.Contains(body, "No more claims.") {
		t.Error("behind the last page")
	}
}

// TestManyPositionsHavePages: five thousand positions of one actor in more
// stories than are asked come thirty a page, each once, the newest first, and
// the page says that the newest stories were asked.
func TestManyPositionsHavePages(t *testing.T) {
	b := newBench(t)
	var stories [][]sideSaid
	for i := range store.MaxStands + 10 {
		var list []sideSaid
		for k := range 13 {
			list = append(list, sideSaid{"Ana Ruiz", question.For, fmt.Sprintf("The bridge must be reopened, Ana Ruiz said for the %dth time of day %d.", k, i)})
		}
		stories = append(stories, list)
	}
	b.addSides(t.Context(), stories)
	const total = 13 * store.MaxStands
	for _, address := range []string{"/positions?on=" + url.QueryEscape("reopening the bridge"), "/positions?actor=Ana+Ruiz"} {
		first := b.page(address)
		if !strings.Contains(first, fmt.Sprintf("1 to 30 of %s, the newest first", thousands(total))) || !strings.Contains(first, "the newest 400 were asked") {
			t.Errorf("%s does not say how many there are", address)
		}
		if len(first) > 150_000 {
			t.Errorf("%s has %d bytes", address, len(first))
		}
		second := b.page(address + "&skip=30")
		for _, line := range strings.Split(first, "\n") {
			if strings.Contains(line, "time of day") && strings.Contains(second, line) {
				t.Errorf("%s: both pages have %s", address, line)
			}
		}
		if last := b.page(fmt.Sprintf("%s&skip=%d", address, total-5)); strings.Count(last, `<li class="hit">`) != 5 || strings.Contains(last, "Next page") {
			t.Errorf("%s: the last page has %d", address, strings.Count(last, `<li class="hit">`))
		}
	}
}
