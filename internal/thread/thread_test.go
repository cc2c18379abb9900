package thread

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// story makes a story of one line whose mentions are told with a status each,
// all as events of the record.
func story(id, posted string, statuses ...Status) *Story {
	s := &Story{ID: "st_" + id, Version: "ve_" + id, Line: "st_" + id, Outlet: id, Posted: posted, Digest: &Digest{Terms: []Term{{Key: 1, Weight: 1}}}}
	for i, status := range statuses {
		span := readout.Span{Start: 10 * i, End: 10*i + 9}
		s.Sentences = append(s.Sentences, Sentence{Span: span, Terms: []Term{{Key: 1, Weight: 1}}, Hash: uint64(i) + 1000*uint64(len(s.Version)) + uint64(s.Version[3])<<20})
		s.Mentions = append(s.Mentions, Mention{Event: "e1", Sentence: i, Trigger: span, Type: "ASSAULT", Sure: 1, Status: status})
	}
	return s
}

// told returns all mentions of stories.
func told(stories ...*Story) (out []Told) {
	for _, s := range stories {
		for i := range s.Mentions {
			out = append(out, Told{Story: s, Mention: &s.Mentions[i]})
		}
	}
	return out
}

// link links mentions by their stories' letters and numbers from 0: "a0", "b1".
func link(p float64, a, b string) Link {
	id := func(s string) MentionID { return IDOf("ve_"+s[:1], 10*int(s[1]-'0')) }
	x, y := id(a), id(b)
	return Link{A: min(x, y), B: max(x, y), P: p}
}

// partition prints which mentions happenings hold.
func partition(hs []Happening) (out []string) {
	for _, h := range hs {
		row := ""
		for _, t := range h.Mentions {
			row += fmt.Sprintf("%s%d ", t.Story.Version[3:], t.Trigger.Start/10)
		}
		out = append(out, row[:len(row)-1])
	}
	return out
}

func TestHappenings(t *testing.T) {
	a, b, c := story("a", "2033-10-01", "asserted", "asserted"), story("b", "2033-10-02", "asserted", "asserted"), story("c", "2033-10-03", "asserted")
	id := func(s string) MentionID { return link(1, s, s).A }
	apart := func(a, b string) Link { l := link(0, a, b); l.Apart = true; return l }
	tests := []struct {
		name      string
		links     []Link
		decisions []Decision
		want      []string
	}{
		{"nothing links them", nil, nil, []string{"a0", "a1", "b0", "b1", "c0"}},
		{"likely links join", []Link{link(.9, "a0", "b0"), link(.8, "b0", "c0"), link(.7, "a0", "c0")}, nil, []string{"a0 b0 c0", "a1", "b1"}},
		{"one link of many does not", []Link{link(.9, "a0", "b0"), link(.55, "b0", "c0")}, nil, []string{"a0 b0", "a1", "b1", "c0"}},
		{"what is apart stays so through others", []Link{link(.9, "a0", "b0"), link(.85, "b0", "c0"), apart("a0", "c0")}, nil, []string{"a0 b0", "a1", "b1", "c0"}},
		{"a person joins", nil, []Decision{{A: id("a0"), B: id("c0")}}, []string{"a0 c0", "a1", "b0", "b1"}},
		{"a person joins what is apart", []Link{apart("a0", "c0")}, []Decision{{A: id("a0"), B: id("c0")}}, []string{"a0 c0", "a1", "b0", "b1"}},
		{"a person joins what others of them are apart from", []Link{link(.9, "a0", "b0"), link(.9, "a1", "b1"), apart("a0", "b1"), apart("b0", "a1"), apart("a0", "a1"), apart("b0", "b1")},
			[]Decision{{A: id("a0"), B: id("b0")}, {A: id("a0"), B: id("a1")}, {A: id("a0"), B: id("b1")}}, []string{"a0 a1 b0 b1", "c0"}},
		{"what a person parted stays so through others", nil, []Decision{{A: id("a0"), B: id("b0")}, {A: id("b0"), B: id("c0")}, {A: id("a0"), B: id("c0"), Part: true}}, []string{"a0 b0", "a1", "b1", "c0"}},
		{"a person parts", []Link{link(.99, "a0", "c0")}, []Decision{{A: id("a0"), B: id("c0"), Part: true}}, []string{"a0", "a1", "b0", "b1", "c0"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := partition(Happenings(told(a, b, c), tt.links, tt.decisions)); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestTheOrderOfStoriesDoesNotMatter shuffles mentions and links at random.
func TestTheOrderOfStoriesDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var stories []*Story
	for i := range 20 {
		stories = append(stories, story(string(rune('a'+i)), fmt.Sprintf("2033-10-%02d", 1+i%9), "asserted", "denied", "planned"))
	}
	all := told(stories...)
	var links []Link
	for i := range all {
		for k := range i {
			if p := r.Float64(); p > 0.6 {
				l := Link{A: min(all[i].ID(), all[k].ID()), B: max(all[i].ID(), all[k].ID()), P: float64(int(8*p)) / 8}
				l.Apart = r.IntN(9) == 0
				links = append(links, l)
			}
		}
	}
	want := Happenings(all, links, nil)
	if n := len(want); n == len(all) || n < 2 {
		t.Fatalf("%d happenings of %d mentions show nothing", n, len(all))
	}
	for range 10 {
		r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		r.Shuffle(len(links), func(i, k int) { links[i], links[k] = links[k], links[i] })
		if got := Happenings(slices.Clone(all), links, nil); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %q, want %q", partition(got), partition(want))
		}
	}
	var parts []Happening
	for _, c := range Components(all, links, nil) {
		parts = append(parts, Happenings(c, links, nil)...)
	}
	slices.SortFunc(parts, func(x, y Happening) int { return Before(x.Mentions[0], y.Mentions[0]) })
	if !reflect.DeepEqual(partition(parts), partition(want)) {
		t.Errorf("a component at a time: %q, want %q", partition(parts), partition(want))
	}
}

func TestFinal(t *testing.T) {
	tests := []struct {
		name string
		told []Status // one a line, by posting
		want Final
	}{
		{"told", []Status{"asserted", "asserted"}, FinalAsserted},
		{"told and denied", []Status{"asserted", "denied"}, FinalDisputed},
		{"one denial among many may be a slip", []Status{"asserted", "asserted", "asserted", "asserted", "denied", "asserted"}, FinalAsserted},
		{"planned, then done", []Status{"planned", "asserted"}, FinalAsserted},
		{"planned, then called off", []Status{"planned", "planned", CalledOff}, FinalCalledOff},
		{"planned, then denied", []Status{"planned", "open", "denied"}, FinalDenied},
		{"only possible", []Status{"possible"}, FinalOpen},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var stories []*Story
			for i, s := range tt.told {
				stories = append(stories, story(string(rune('a'+i)), fmt.Sprintf("2033-10-%02d", i+1), s))
			}
			if got := final(told(stories...)); got != tt.want {
				t.Errorf("final(%v) = %s, want %s", tt.told, got, tt.want)
			}
		})
	}
}

func TestNumbersThatExcludeEachOther(t *testing.T) {
	of := func(id string, low, high float64, by string) *Story {
		s := story(id, "2033-10-0"+id[:1], "asserted")
		f := Figure{Span: readout.Span{Start: 2, End: 4}, Text: fmt.Sprint(low), Low: low, High: high, What: "worker"}
		if by != "" {
			f.By = &Actor{Name: by}
		}
		s.Figures = append(s.Figures, f)
		return s
	}
	alone := func(s *Story) *Story { s.Figures[0].Alone = true; return s }
	tests := []struct {
		name string
		a, b *Story
		want ConflictKind
	}{
		{"two speakers", of("1", 200, 200, "the company"), of("2", 900, 900, "the union"), ByNumber},
		{"one within the other", of("1", 200, 400, ""), of("2", 300, 300, ""), ""},
		{"a time of day", of("1", 40, 40, "the company"), alone(of("2", 7, 7, "a grocer")), ""},
		{"a number that stands alone and is no hour", of("1", 40, 40, "the company"), alone(of("2", 700, 700, "a grocer")), ByNumber},
		{"one of them", of("1", 30, 40, "the company"), of("2", 1, 1, "the union"), ""},
		{"one speaker, a day later", of("1", 3, 3, "the ministry"), of("2", 5, 5, "the ministry"), Update},
	}
	j, err := New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, pair := range [][2]*Story{{tt.a, tt.b}, {tt.b, tt.a}} {
				got := j.Conflicts(pair[0], pair[1], func(x, y MentionID) bool { return true })
				got = append(got, conflictsOf(j.Disputes(pair[0], pair[1], func(x, y MentionID) bool { return true }))...)
				kind := ConflictKind("")
				if len(got) > 0 {
					kind = got[0].Kind
				}
				if kind != tt.want || len(got) > 0 && got[0].A.Story != tt.a {
					t.Errorf("got %+v, want kind %q", got, tt.want)
				}
			}
		})
	}
}

// conflictsOf returns what disputes are about.
func conflictsOf(list []Dispute) (out []Conflict) {
	for _, d := range list {
		out = append(out, d.Conflict)
	}
	return out
}

// TestFiguresOfOneAccount checks that numbers are no dispute where those who tell
// one tell the other as well, or are what it counts.
func TestFiguresOfOneAccount(t *testing.T) {
	fig := func(n float64, act, by string) Figure {
		f := Figure{Text: fmt.Sprint(n), Low: n, High: n, What: "worker", Act: act}
		if by != "" {
			f.By = &Actor{Name: by}
		}
		return f
	}
	of := func(id string, figures ...Figure) *Story {
		s := story(id, "2033-10-01", "asserted")
		s.Figures = figures
		return s
	}
	tests := []struct {
		name string
		a, b *Story
		want int // disputes
	}{
		{"two accounts", of("1", fig(200, "strike", "the company")), of("2", fig(900, "strike", "the union")), 1},
		{"both texts give both", of("1", fig(200, "strike", "the company"), fig(900, "strike", "")), of("2", fig(900, "strike", "the union"), fig(200, "strike", "")), 0},
		{"one teller gives both", of("1", fig(200, "strike", "the company")), of("2", fig(900, "strike", "the union"), fig(200, "strike", "the union")), 0},
		{"another's number beside one's own", of("1", fig(200, "strike", "the company")), of("2", fig(900, "strike", "the union"), fig(200, "strike", "the company")), 1},
		{"those who tell count themselves", of("1", fig(2, "say", "2 workers")), of("2", fig(900, "strike", "the union")), 0},
		{"a notice of the outlet's own", of("1", fig(200, "strike", "")), of("2", fig(900, "strike", "")), 0},
	}
	j, err := New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range j.Disputes(tt.a, tt.b, func(x, y MentionID) bool { return true }) {
				got = append(got, d.What)
			}
			if len(got) != tt.want {
				t.Errorf("%q, want %d", got, tt.want)
			}
		})
	}
}

// TestWhoDidItOfTwo checks whose word against whose is a conflict about who did it.
func TestWhoDidItOfTwo(t *testing.T) {
	of := func(id, kind, doer, by string) *Story {
		s := story(id, "2033-10-01", "asserted")
		m := &s.Mentions[0]
		m.Type, m.By, m.Lemma, m.Text = kind, []string{by}, "strike", "strike"
		m.Args = []Argument{{Part: Doer, Actor: Actor{ID: doer, Name: doer, Named: true}}, {Part: Undergoer, Actor: Actor{ID: "Lom", Name: "Lom", Named: true}}}
		return s
	}
	j, err := New(language.English())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		a, b *Story
		want int
	}{
		{"two accuse others", of("1", "COERCE", "Ostra", "Vale"), of("2", "COERCE", "Kestria", "Dorn"), 1},
		{"each tells of himself", of("1", "COERCE", "Ostra", "Ostra"), of("2", "COERCE", "Kestria", "Kestria"), 0},
		{"two claim one attack", of("1", "ASSAULT", "Ostra", "Ostra"), of("2", "ASSAULT", "Kestria", "Kestria"), 1},
		{"a brawl", of("1", "PROTEST", "Ostra", "Vale"), of("2", "PROTEST", "Kestria", "Dorn"), 1},
		{"what many do", of("1", "SUPPORT", "Ostra", "Vale"), of("2", "SUPPORT", "Kestria", "Dorn"), 0},
	} {
		got := j.Disputes(tt.a, tt.b, func(x, y MentionID) bool { return true })
		if len(got) != tt.want || tt.want > 0 && got[0].Kind != ByWho {
			t.Errorf("%s: %+v, want %d", tt.name, got, tt.want)
		}
	}
}

// TestEachLinkIsLookedAtInItsGroup checks that groups get the links within them,
// in order, and that those between groups are nobody's.
func TestEachLinkIsLookedAtInItsGroup(t *testing.T) {
	a, b, c := story("a", "2033-10-01", "asserted", "asserted"), story("b", "2033-10-02", "asserted"), story("c", "2033-10-03", "asserted")
	groups := [][]Told{told(a), told(b, c)}
	links := []Link{link(0.9, "a0", "a1"), link(0.8, "a0", "b0"), link(0.7, "b0", "c0"), link(0.6, "a0", "a1")}
	got := sortLinks(groups, links)
	want := [][]Link{{links[0], links[3]}, {links[2]}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
