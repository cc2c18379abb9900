package event

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// The rules by which acts and triggers go.
var (
	toldWithin    = trace.Rule{Name: "told-within"}
	nobodyInIt    = trace.Rule{Name: "nobody-in-it"}
	nobodyDemands = trace.Rule{Name: "nobody-demands"}
	asksHimself   = trace.Rule{Name: "asks-himself"}
	unlikely      = trace.Rule{Name: "unlikely-event"}
	sharesWord    = trace.Rule{Name: "shares-word"}
	unheard       = trace.Rule{Name: "unheard"}
	courtesy      = trace.Rule{Name: "courtesy"}
)

// stays reports whether an act stays.
func (f *finder) stays(a *act) bool {
	return f.view.Trace.Keep(a.drop, func() trace.Candidate {
		c := trace.Candidate{Layer: trace.Events, Sentence: f.t.Number, Spans: f.t.spans(a.words), Kind: string(a.kind), Proposer: "rules of events" + a.how,
			Scored: a.conf > 0, Score: a.conf, Features: a.features, Decisions: a.decisions}
		if a.proposer != "" {
			c.Proposer = a.proposer
		}
		var parts []string
		for _, r := range []struct {
			name  string
			heads []int
		}{{"actor", a.actor}, {"recipient", a.recipient}} {
			for _, h := range r.heads {
				parts = append(parts, r.name+" “"+f.t.Form(h)+"”")
			}
		}
		if a.roles == nil {
			c.Detail = strings.Join(parts, " ")
		}
		if a.status != "" {
			c.Detail = strings.TrimSpace(c.Detail + " status " + string(a.status))
		}
		for i, cue := range a.cues {
			c.Detail += map[bool]string{true: " by “", false: " “"}[i == 0] + cue.In(f.text) + "”"
		}
		return c
	})
}

// tellsOf reports whether a trigger stays whose likeliest type is number best
// with probabilities p.
func (f *finder) tellsOf(tr *scores.Trigger, proposed []*act, p []float64, best int) bool {
	least, rule := f.least(tr.Token, proposed), unlikely
	if f.courtesy(tr.Token) {
		rule = courtesy
	} else if p[best] >= least {
		return true
	}
	return f.view.Trace.Keep(rule, func() trace.Candidate {
		a := &act{words: []int{tr.Token}, kind: lexicon.EventTypes[best-1], conf: p[best]}
		f.traceType(a, tr, proposed, p, best)
		why := fmt.Sprintf("it is %.2f, and this word needs %.2f", p[best], least)
		if rule == courtesy {
			why = ""
		} else if least >= 1 {
			why = "names and words of time tell of no event by themselves"
		}
		return trace.Candidate{Layer: trace.Events, Sentence: f.t.Number, Spans: f.t.spans(a.words), Kind: string(a.kind), Proposer: a.proposer,
			Scored: true, Score: a.conf, Features: a.features, Decisions: a.decisions, Verdict: trace.Verdict{Why: why}}
	})
}

// mostTypes is how many types of a word a trace shows.
const mostTypes = 4

// traceType sets what a trace says of the type of an act, if there is one.
func (f *finder) traceType(a *act, tr *scores.Trigger, proposed []*act, p []float64, best int) {
	if !f.view.Trace.On() {
		return
	}
	who := []string{"network, head of triggers"}
	tok := &f.t.Tokens[tr.Token]
	var listed []string
	for _, v := range lexicon.TriggerVotes(tok.UPOS, f.t.Form(tr.Token), tok.Lemma) {
		listed = append(listed, string(lexicon.EventTypes[v/2]))
	}
	if len(listed) > 0 {
		who = append(who, "list of triggers ("+strings.Join(slices.Compact(listed), ", ")+")")
	}
	a.features = []trace.Feature{{Name: "the network's reading of “" + f.t.Form(tr.Token) + "”", Weight: float64(tr.Types[best] - tr.Types[0])}}
	for _, r := range proposed {
		if k := typeNumber(r.kind); k >= 0 {
			row := f.scorer.ruleVote[k*len(tr.Types):]
			a.features = append(a.features, trace.Feature{Name: string("the rules say " + r.kind), Weight: float64(row[best] - row[0])})
			who = append(who, string("rules of events ("+r.kind+")"))
		}
	}
	a.features = trace.Top(a.features, len(a.features))
	a.proposer = strings.Join(who, ", ")
	choice := f.view.Trace.Choose(0, p[0])
	for k := 1; k < len(p); k++ {
		choice.Offer(k, p[k])
	}
	d := choice.Decision("type", func(n int, o *trace.Option) {
		if o.Text = "no event"; n > 0 {
			o.Text = string(lexicon.EventTypes[n-1])
		}
		o.Taken = false
	})
	d.Options = d.Options[:min(len(d.Options), mostTypes)]
	a.decisions = append(a.decisions, d)
}

// roleNames are the names of the roles in the order of the scorer.
var roleNames = [...]string{actorRole: "actor", recipientRole: "recipient"}

// traceRole takes down who may have a role in an act, if there is a trace.
func (f *finder) traceRole(st *seenStory, tr *scores.Trigger, a *act, role int, choice *trace.Choice, score []float64, nobody float64, phrases []phraseAt, proposed []*act) {
	if !f.view.Trace.On() {
		return
	}
	total := math.Exp(min(nobody, 80))
	for _, x := range score {
		total += math.Exp(min(x, 80))
	}
	a.decisions = append(a.decisions, choice.Decision(roleNames[role], func(n int, o *trace.Option) {
		o.Score /= total
		if n < 0 {
			o.Text = "nobody"
			return
		}
		p := phrases[n]
		o.Span = p.s.Tokens[p.head].Span
		o.Text = o.Span.In(f.text)
		if m := p.s.Mention(p.head); m != nil {
			o.Span, o.Text = m.Span, m.Text
		}
		if o.Taken {
			o.Features = f.reasons(st, tr, role, p, proposed)
		}
	}))
}

// unheardOf takes down the acts of the rules at whose words the network sees no
// trigger: nobody judges them.
func (f *finder) unheardOf(ruled []*act, triggers []*scores.Trigger) {
	if !f.view.Trace.On() {
		return
	}
	for _, a := range ruled {
		if a.code == "" && !slices.ContainsFunc(triggers, func(tr *scores.Trigger) bool { return slices.Contains(a.words, tr.Token) }) {
			own := *a
			own.drop = unheard
			f.stays(&own)
		}
	}
}

// became says which events of the record the acts are.
func became(tr *trace.Recorder, events []readout.Event) {
	if !tr.On() {
		return
	}
	for i := range events {
		ev := &events[i]
		tr.Became(trace.Events, ev.Trigger.Cover(), string(ev.Type), string(ev.ID))
		for _, m := range ev.Mentions {
			tr.Became(trace.Events, m.Trigger.Cover(), string(ev.Type), string(ev.ID))
		}
	}
}
