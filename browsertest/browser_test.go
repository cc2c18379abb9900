package browsertest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// program is the built readout, made once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "readout-browser")
	if err != nil {
		return "", err
	}
	out := filepath.Join(dir, "readout")
	build := exec.Command("go", "build", "-o", out, "./cmd/readout")
	build.Dir = ".."
	if text, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building readout: %w: %s", err, text)
	}
	return out, nil
})

// browser finds the browser; without one the test skips and says so.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium: apt-get install chromium runs this test")
	return ""
}

// serve starts readout on an archive of its own with the sample stories in it,
// and returns its address.
func serve(t *testing.T, full bool) string {
	t.Helper()
	if full {
		return serveOf(t, []string{"../examples/talks.jsonl", "../examples/versions.jsonl", "../examples/wire.txt", "../examples/speech.txt"})
	}
	return serveOf(t, nil)
}

// serveOf starts readout with flags on an archive of its own with stories in
// it, and returns its address.
func serveOf(t *testing.T, stories []string, flags ...string) string {
	t.Helper()
	browser(t)
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "a.db")
	if len(stories) > 0 {
		add := exec.Command(bin, append([]string{"add", "--quiet", "--archive", db}, stories...)...)
		if out, err := add.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	cmd := exec.Command(bin, append([]string{"serve", "--archive", db, "--listen", "127.0.0.1:0"}, flags...)...)
	errs, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			t.Errorf("readout serve did not stop in peace: %v", err)
		}
	})
	line, err := bufio.NewReader(errs).ReadString('\n')
	if err != nil || !strings.Contains(line, "no account needed on this machine") {
		t.Fatalf("readout serve says %q (%v)", line, err)
	}
	return strings.Fields(line)[0]
}

// open starts a browser.
func open(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser(t)), chromedp.NoSandbox, chromedp.WindowSize(1280, 900))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	run(t, ctx, chromedp.Navigate("about:blank"))
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// run does what a person would do, and ends the test where that fails.
func run(t *testing.T, ctx context.Context, actions ...step) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// A step is something a person does.
type step = chromedp.Action[chromedp.Void]

// text returns the words of an element.
func text(t *testing.T, ctx context.Context, selector string) string {
	t.Helper()
	out, err := chromedp.Run(ctx, chromedp.Text(selector))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// html returns an element as it stands in the page.
func html(t *testing.T, ctx context.Context, selector string) string {
	t.Helper()
	out, err := chromedp.Run(ctx, chromedp.OuterHTML(selector, chromedp.NodeReady))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// send sends a command to the browser.
func send[P any](command cdp.Command[P, cdp.Empty], params P) step {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, params)
		return err
	})
}

// eval returns what a script gives.
func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// look sets the width and the colours.
func look(width, height int64, dark bool) step {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	return chromedp.Steps(
		send(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600}),
		send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}))
}

// TestTheFirstMinute does what a new user does, from an empty folder.
func TestTheFirstMinute(t *testing.T) {
	ctx := open(t)
	if _, err := program(); err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	site := serve(t, false)
	run(t, ctx, chromedp.Navigate(site), chromedp.WaitVisible(`#story`), chromedp.Click(`.samples li:nth-child(1) a`), chromedp.WaitVisible(`.card`))
	hint := text(t, ctx, `.hint`)
	took := time.Since(started)
	t.Logf("from readout serve to the sample story on screen: %v", took.Round(time.Millisecond))
	if took > 5*time.Second {
		t.Errorf("the first sample took %v", took)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll(".card").length`); n < 5 {
		t.Errorf("the sample has %d cards, want at least 5", n)
	}
	if hint != "Point at a card, or press j: its sentence lights up." {
		t.Errorf("the hint is %q", hint)
	}
	run(t, ctx, chromedp.Navigate(site), chromedp.Click(`.samples li:nth-child(2) a`), chromedp.WaitVisible(`.changes li`))
	if text := eval[string](t, ctx, `document.querySelector(".changes").innerText`); !strings.Contains(text, "no longer says") {
		t.Errorf("the second sample opens on %q", text)
	}
	run(t, ctx, chromedp.Navigate(site), chromedp.Click(`.samples li:nth-child(3) a`), chromedp.WaitVisible(`.timeline`))
	if mail := eval[string](t, ctx, `document.querySelector("a[href^=mailto]").href`); len(mail) > 4000 || !strings.Contains(mail, "body=") {
		t.Errorf("the timeline can't be mailed: %q", mail)
	}
}

// TestKeys goes through the tasks with the keyboard alone.
func TestKeys(t *testing.T) {
	site := serve(t, true)
	ctx := open(t)
	held := `(document.querySelector(".card.on") || {}).id || ""`
	run(t, ctx, look(1280, 900, false), chromedp.Navigate(site+"/sample/wire"), chromedp.WaitVisible(`.card`), chromedp.KeyEvent("j"))
	first := eval[string](t, ctx, held)
	if first == "" || eval[int](t, ctx, `document.querySelectorAll(".lit").length`) == 0 {
		t.Fatalf("j lights up no words (card %q)", first)
	}
	run(t, ctx, chromedp.KeyEvent("j"))
	if second := eval[string](t, ctx, held); second == first {
		t.Error("j does not go on")
	}
	run(t, ctx, chromedp.KeyEvent("k"), chromedp.KeyEvent("o"))
	if !eval[bool](t, ctx, `document.querySelector(".card.on").open`) || eval[string](t, ctx, held) != first {
		t.Error("k and o do not open the first card")
	}
	run(t, ctx, chromedp.KeyEvent("\u001b"))
	if eval[string](t, ctx, held) != "" {
		t.Error("Esc does not let go")
	}
	run(t, ctx, chromedp.KeyEvent("/"))
	if eval[string](t, ctx, `document.activeElement.id`) != "q" {
		t.Error("/ does not lead to the search box")
	}
	eval[string](t, ctx, `document.getElementById("q").value = ""`) // the driver types the slash, which a person's browser does not
	run(t, ctx, chromedp.KeyEvent("act:deny\r"), chromedp.WaitVisible(`.hit`))
	run(t, ctx, chromedp.Focus(`.hit a`), chromedp.KeyEvent("\r"), chromedp.WaitVisible(`.text`))
	if !eval[bool](t, ctx, `document.querySelector(".card.on").open`) {
		t.Error("a hit does not open its card")
	}
	run(t, ctx, chromedp.KeyEvent("g"), chromedp.KeyEvent("h"), chromedp.WaitVisible(`.p-health`), chromedp.KeyEvent("?"), chromedp.WaitVisible(`#nokeys`),
		chromedp.Click(`#nokeys`), chromedp.Navigate(site+"/sample/wire"), chromedp.WaitVisible(`.card`), chromedp.KeyEvent("j"))
	if eval[string](t, ctx, held) != "" {
		t.Error("keys that were switched off still work")
	}
}

// TestWithoutScripts reads, keeps and searches with scripts off.
func TestWithoutScripts(t *testing.T) {
	site := serve(t, false)
	ctx := open(t)
	story := "Ferry back\n\nThe harbour office said on Monday that the boat would sail again."
	run(t, ctx, send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}), chromedp.Navigate(site), chromedp.WaitReady(`#story`),
		chromedp.KeyEvent(strings.Repeat("\t", 17)), chromedp.KeyEvent(story), chromedp.KeyEvent("\t\t\t\t\t\r"), chromedp.WaitReady(`.card`))
	page := html(t, ctx, `.text`)
	run(t, ctx, chromedp.Navigate(site+"/search?q=ferry"), chromedp.WaitReady(`.empty`))
	found := html(t, ctx, `main`)
	if !strings.Contains(page, "harbour office") || !strings.Contains(found, "Nothing found") {
		t.Errorf("the story's page is %q, the search's %q", page, found)
	}
}

// TestAHitOpensWithItsWordsInView opens what searches find on a desktop, a phone
// and without scripts: the words that answer stand in the window, above what
// covers its foot, and are lit.
func TestAHitOpensWithItsWordsInView(t *testing.T) {
	site := serve(t, true)
	ctx := open(t)
	for _, l := range []struct {
		name          string
		width, height int64
		noScript      bool
	}{{"desktop", 1400, 900, false}, {"phone", 390, 844, false}, {"without scripts", 1400, 900, true}, {"phone without scripts", 390, 844, true}} {
		for _, query := range []string{"act:deny", "type:REQUEST", "talks", "catch"} {
			run(t, ctx, look(l.width, l.height, false), send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.noScript}),
				chromedp.Navigate(site+"/search?q="+query), chromedp.WaitReady(`.hit .sentence a`), chromedp.Click(`.hit:last-child .sentence a`), chromedp.WaitReady(`#hit`), chromedp.Sleep(300*time.Millisecond))
			box, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`(() => { const b = document.getElementById("hit").getBoundingClientRect(); const c = document.querySelector(".card.on"); const foot = c && getComputedStyle(c).position === "fixed" ? c.getBoundingClientRect().top : innerHeight; const bar = document.querySelector(".bar"); return [b.top, b.top + 20, getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0, foot, document.querySelectorAll(".lit").length] })()`))
			if err != nil {
				t.Fatal(err)
			}
			if box[0] < box[2] || box[1] > box[3] || box[4] == 0 {
				t.Errorf("%s, %s: the words stand at %.0f of %.0f to %.0f, %.0f stretches are lit", l.name, query, box[0], box[2], box[3], box[4])
			}
		}
	}
}

// fiveQuestions are what a reader who has never seen the pages wants to know: the row
// of the desk's head that answers at once, its words, and where a click on them leads;
// and the part of the desk that says more.
var fiveQuestions = []struct {
	question    string
	row         int
	answer      []string
	click, open string
	part        string
	more        []string
	link, says  string
}{
	{"who did what to whom most this month", 1, []string{"Who did what to whom most", "this month", "to Tue 14 May 2024", "Norway", "Denmark", "text", "kattegatreview.example", "2024"}, "dd a.verb", ".p-happening .sentence, #hit",
		"#most", []string{"Most reported", "since Sun 14 Apr 2024", "Tomas Arendt → has agreed", "told and denied", "independent line"}, "#most .claim a.verb", ".p-happening .sentence"},
	{"who denies it", 2, []string{"Who denies what", "Tomas Arendt", "denied"}, "dd a.verb", "#hit", "#denied", []string{"Tomas Arendt", "denied"}, "#denied .hit .sentence a", "#hit"},
	{"what is known only from unnamed sources", 3, []string{"Only unnamed sources say", "unnamed", "known from 1 report: no named source and no other outlet says it"}, "dd a.verb", "#hit",
		"#unnamed", []string{"Known only from sources without a name", "had already met twice in secret", "unnamed", "known from 1 report"}, "#unnamed .hit .sentence a", "#hit"},
	{"what changed since yesterday", 4, []string{"Changed since yesterday", "2 stories have new words", "is weighing", "denied on Tuesday"}, "dd a", ".changes li", "#changed", []string{"2 within the last day", "no longer says"}, "#changed .hl", ".changes li"},
	{"where it happened, and how exactly that is known", 5, []string{"Where", "island of Sale (not found on the map)"}, "dd a", ".p-happening .sentence, .p-events .hit",
		"#most", []string{"where island of Sale (not found on the map)"}, "#most .hit .sentence a", "#hit"},
}

// firstWords bounds the first answer of each row, without the sentence that bears it
// out: at four to five words a second it is read in five seconds. proofWords bounds that
// sentence.
const (
	firstWords = 25
	proofWords = 60
)

// phoneHead is how many pixels of a phone the head of the desk takes at most, all five
// answers: a window and a sixth of the next one.
const phoneHead = 1000

// TestFiveQuestions holds that the desk answers five questions as it opens, on a
// wide window, on a phone and without scripts, each in a row of few words, and that each
// answer leads to the words that say it.
func TestFiveQuestions(t *testing.T) {
	site := serve(t, true)
	ctx := open(t)
	for _, l := range []struct {
		name          string
		width, height int64
		noScript      bool
	}{{"phone", 390, 844, false}, {"without scripts", 1400, 900, true}, {"desktop", 1400, 900, false}} {
		run(t, ctx, look(l.width, l.height, false), send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.noScript}), chromedp.Navigate(site), chromedp.WaitReady(`.desk`))
		for _, q := range fiveQuestions {
			row := fmt.Sprintf(`document.querySelector("#glance > div:nth-child(%d)")`, q.row)
			holdsAll(t, l.name+", "+q.question+", head", eval[string](t, ctx, row+`.innerText`), q.answer)
			holdsAll(t, l.name+", "+q.question, eval[string](t, ctx, `document.querySelector("`+q.part+`").innerText`), q.more)
			const words = `((d) => { const li = (d.querySelector("li") ?? d), proof = li.querySelector(".proof")?.innerText ?? ""; return [proof, li.innerText.replace(proof, "")].map(x => x.trim().split(/\s+/).length); })`
			if n := eval[[]int](t, ctx, words+`(`+row+`.querySelector("dd"))`); n[0] > proofWords || n[1] > firstWords {
				t.Errorf("%s, %s: the first answer has %d words, its sentence %d", l.name, q.question, n[1], n[0])
			}
		}
		if end := eval[float64](t, ctx, `document.querySelector("#glance").getBoundingClientRect().bottom`); end > float64(max(l.height, phoneHead)) {
			t.Errorf("%s: the head of the desk ends at %.0f pixels", l.name, end)
		}
		if wide := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
			t.Errorf("%s: the desk is %d pixels wider than the window", l.name, wide)
		}
	}
	for _, q := range fiveQuestions {
		run(t, ctx, chromedp.Navigate(site), chromedp.WaitReady(`.desk`), chromedp.Click(fmt.Sprintf("#glance > div:nth-child(%d) %s", q.row, q.click)), chromedp.WaitReady(q.open))
		run(t, ctx, chromedp.Navigate(site), chromedp.WaitReady(`.desk`), chromedp.Click(q.link), chromedp.WaitReady(q.says))
	}
}

// holdsAll reports what a text lacks.
func holdsAll(t *testing.T, what, got string, want []string) {
	t.Helper()
	for _, words := range want {
		if !strings.Contains(got, words) {
			t.Errorf("%s: no %q: %q", what, words, got)
		}
	}
}

// TestASearchIsCompletedAndSaved writes half a query, takes what it may become,
// and finds the search on the desk after saving it.
func TestASearchIsCompletedAndSaved(t *testing.T) {
	site := serve(t, true)
	ctx := open(t)
	run(t, ctx, look(1280, 900, false), chromedp.Navigate(site), chromedp.WaitReady(`#q`), chromedp.Focus(`#q`), chromedp.KeyEvent("act:de"), chromedp.Sleep(time.Second))
	if got := eval[[]string](t, ctx, `Array.from(document.querySelectorAll("#q-may option")).map(o => o.value)`); strings.Join(got, " ") != "act:deny act:demand act:decree act:decline" {
		t.Errorf("what is written may become %v", got)
	}
	run(t, ctx, chromedp.KeyEvent("ny\r"), chromedp.WaitReady(`.save button`), chromedp.Click(`.save button`), chromedp.WaitReady(`.save button[value="drop"]`), chromedp.Navigate(site), chromedp.WaitReady(`.saved li`))
	if got := eval[string](t, ctx, `document.querySelector(".saved").innerText`); !strings.Contains(got, "act:deny") || !strings.Contains(got, "nothing new") {
		t.Errorf("the desk has %q", got)
	}
	run(t, ctx, chromedp.Click(`.saved li:nth-child(2) a`), chromedp.WaitReady(`#denied .hit`), chromedp.Click(`.saved li:nth-child(2) button`), chromedp.WaitNotPresent(`.saved li`))
}

// TestNoOtherHostIsAsked watches what the browser asks for.
func TestNoOtherHostIsAsked(t *testing.T) {
	site := serve(t, true)
	ctx := open(t)
	for _, path := range pages {
		run(t, ctx, chromedp.Navigate(site+path), chromedp.WaitReady("main"))
		asked := eval[[]string](t, ctx, `performance.getEntries().map(e => e.name).filter(n => n.includes("://"))`)
		if len(asked) < 3 {
			t.Errorf("%s: only %v was asked for", path, asked)
		}
		for _, address := range asked {
			if !strings.HasPrefix(address, site) {
				t.Errorf("%s asks for %s", path, address)
			}
		}
	}
}
