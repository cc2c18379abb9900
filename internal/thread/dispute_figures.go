package thread

import (
	"fmt"
	"math"
	"strings"
)

// figures returns the pairs of figures of two tellers that may contradict each
// other.
func (p *pair) figures() (out []Dispute) {
	choiceA, choiceB := map[int]int{}, map[int]int{}
	var list []numbered
	for x := range p.a.Figures {
		for y := p.first(x); y < len(p.b.Figures); y++ {
			if p.comparable(&p.a.Figures[x], &p.b.Figures[y]) {
				list = append(list, numbered{x, y})
				choiceA[x]++
				choiceB[y]++
			}
		}
	}
	for _, at := range list {
		x, y := &p.a.Figures[at.x], &p.b.Figures[at.y]
		if x.By == nil && y.By == nil || p.oneVoice(x, y) || p.bothTold(x, y) || p.unlike(x, y) || p.ofOneMind(x, y) {
			continue
		}
		d := Dispute{Conflict: Conflict{Kind: ByNumber, A: figureSide(p.a, x), B: figureSide(p.b, y), About: p.idOf(p.a, x)}}
		d.What = fmt.Sprintf("%s: %s against %s", x.counts(y), voiced(d.A), voiced(d.B))
		p.ground(&d, said{x.Sentence, d.A.By, x.When, x.Where}, said{y.Sentence, d.B.By, y.When, y.Where})
		p.counts(&d, x, y)
		if d.Features[dThing] < leastThing {
			continue
		}
		d.Features[dChoice] = 1 / float32(min(choiceA[at.x], choiceB[at.y]))
		d.Features[dChoiceMore] = 1 / float32(max(choiceA[at.x], choiceB[at.y]))
		out = append(out, d)
	}
	return out
}

// leastThing is how well it must be known that two figures count one thing.
const leastThing = 0.3

// comparable reports whether two figures exclude each other and may count one thing.
func (p *pair) comparable(x, y *Figure) bool {
	switch {
	case x.hour() || y.hour() || x.teller() || y.teller() || min(x.High, y.High) <= 1 || max(x.Low, y.Low) < fewest || x.High >= y.Low && y.High >= x.Low:
		return false
	case x.Unit != y.Unit || p.a.mends(x) || p.b.mends(y) || p.a.Version == p.b.Version && x.Sentence == y.Sentence:
		return false
	case x.What == y.What && x.What != "":
		return true
	case x.Unit != "" || x.What == "" && y.What == "":
		return false
	}
	return x.Alone || y.Alone || p.j.persons[x.What] && p.j.persons[y.What]
}

// hour reports a figure that may be a time of day: nothing beside it says what it
// counts, and no verb is about it, as in "nine were killed".
func (f *Figure) hour() bool { return f.clock() && f.What != "people" }

// teller reports a figure that counts those who tell it: "two residents said".
func (f *Figure) teller() bool { return f.By != nil && strings.Contains(f.By.Name, f.Text) }

// oneVoice reports whether one teller gives two figures.
func (p *pair) oneVoice(x, y *Figure) bool {
	if x.By == nil || y.By == nil {
		return false
	}
	return oneTeller(x.By, y.By) && (x.By.Country == "" || y.By.Country == "" || x.By.Country == y.By.Country)
}

// counts returns what two figures count, as far as one says it.
func (f *Figure) counts(g *Figure) string {
	if f.What == "" || f.Alone && !g.Alone && g.What != "" {
		return g.What
	}
	return f.What
}

// idOf returns the id of the mention that a figure stands with, "" if there is none.
func (p *pair) idOf(s *Story, f *Figure) MentionID {
	if f.Trigger < 0 {
		return ""
	}
	return IDOf(s.Version, s.Mentions[f.Trigger].Trigger.Start)
}

// counts sets the features of two figures.
func (p *pair) counts(d *Dispute, x, y *Figure) {
	f := &d.Features
	d.set(dWhat, x.What == y.What && x.What != "")
	d.set(dPeople, p.j.persons[x.What] && p.j.persons[y.What])
	d.both(dAlone, x.Alone, y.Alone)
	d.set(dUnit, x.Unit != "")
	d.set(dAct, x.Act != "" && (x.Act == y.Act || sameStem(x.Act, y.Act)))
	f[dActKin] = f[dAct]
	if f[dAct] == 0 {
		f[dActKin] = p.j.acts.akin(x.Act, y.Act)
	}
	if x.Trigger >= 0 && y.Trigger >= 0 {
		m, n := &p.a.Mentions[x.Trigger], &p.b.Mentions[y.Trigger]
		f[dTypes], f[dCast] = sameType(m, n), p.between().ownCast(m.Args, n.Args)
		d.set(dJoined, p.same(p.idOf(p.a, x), p.idOf(p.b, y)))
	}
	u, v := x.middle(), y.middle()
	f[dRatio] = float32(min(math.Abs(math.Log(u/v))/math.Log(100), 1))
	f[dSize] = float32(min(math.Log10(1+min(u, v))/6, 1))
	d.set(dFew, min(u, v) < 10)
	d.set(dBounds, x.Low < x.High || y.Low < y.High)
	d.set(dTotal, x.Total != y.Total)
	d.set(dGiven, p.a.gives(y) || p.b.gives(x))
	f[dThing] = p.oneThing(d, x, y)
	f[dThingVoices] = f[dThing] * f[dVoices]
	f[dThingDay] = f[dThing] * max(f[dLikelyDay], f[dDay])
}

// oneThing says how well it is known that two figures count one thing, by hand: a
// feature, which the judge weighs.
func (p *pair) oneThing(d *Dispute, x, y *Figure) float32 {
	f := &d.Features
	switch {
	case f[dWhat] > 0 && !p.j.people[x.What]:
		return 1
	case x.Alone != y.Alone && f[dDistance] >= 0.5:
		return 0.8
	case f[dPeople] > 0 || x.Alone && p.j.persons[y.What] || y.Alone && p.j.persons[x.What]:
		return 0.3 + 0.5*max(f[dActKin], f[dTypes])
	}
	return 0
}

// middle returns about how many a figure says.
func (f *Figure) middle() float64 {
	if f.High == math.MaxFloat64 {
		return max(f.Low, 1)
	}
	return max((f.Low+f.High)/2, 1)
}
