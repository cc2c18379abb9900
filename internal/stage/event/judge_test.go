package event

import (
	"math"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// TestOneActorsPhrasesCountTogether checks that of one actor all phrases speak
// for a role together, and the best of them has it.
func TestOneActorsPhrasesCountTogether(t *testing.T) {
	for _, tt := range []struct {
		name   string
		score  []float64
		who    []readout.ActorID
		nobody float64
		want   int
	}{
		{"no phrases", nil, nil, 0, -1},
		{"nobody is likelier", []float64{1, 2}, []readout.ActorID{"a", "b"}, 3, -1},
		{"the best phrase", []float64{1, 2}, []readout.ActorID{"a", "b"}, 0, 1},
		{"two of one actor outweigh one", []float64{2, 1.6, 1.7}, []readout.ActorID{"a", "b", "b"}, 0, 2},
		{"phrases of no actor stand alone", []float64{2, 1.7, 1.7}, []readout.ActorID{"a", "", ""}, 0, 0},
		{"one that is ruled out", []float64{math.Inf(-1), 1}, []readout.ActorID{"a", "b"}, 0, 1},
	} {
		choice := (*trace.Recorder)(nil).Choose(-1, math.Exp(tt.nobody))
		if likeliest(&choice, tt.score, tt.who); choice.Best != tt.want {
			t.Errorf("%s: phrase %d, want %d", tt.name, choice.Best, tt.want)
		}
	}
}

// TestOnceKeepsTheSurer checks that of two acts of one word the surer stays.
func TestOnceKeepsTheSurer(t *testing.T) {
	f := &finder{coder: &coder{view: &syntax.Text{}}}
	got := f.once([]*act{{words: []int{1, 2}, conf: 0.5, kind: "THREATEN"}, {words: []int{2}, conf: 0.7, kind: "ACCUSE"}, {words: []int{5}, conf: 0.4, kind: "AID"}})
	if len(got) != 2 || got[0].kind != "ACCUSE" || got[1].kind != "AID" {
		t.Errorf("acts %+v, want ACCUSE and AID", got)
	}
}

// TestWhoUndergoesADeedDidNotDoIt checks that the subject of a passive is no
// candidate for who did it; that of an active verb is.
func TestWhoUndergoesADeedDidNotDoIt(t *testing.T) {
	const conllu = "# text = Guards were shot as rebels fled.\n1\tGuards\tguard\tNOUN\tNNS\t_\t3\tnsubj:pass\t_\t_\n2\twere\tbe\tAUX\tVBD\t_\t3\taux:pass\t_\t_\n" +
		"3\tshot\tshoot\tVERB\tVBN\t_\t0\troot\t_\t_\n4\tas\tas\tSCONJ\tIN\t_\t6\tmark\t_\t_\n5\trebels\trebel\tNOUN\tNNS\t_\t6\tnsubj\t_\t_\n" +
		"6\tfled\tflee\tVERB\tVBD\t_\t3\tadvcl\t_\tSpaceAfter=No\n7\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n"
	text, sents := trees(t, conllu)
	s := &sentence{&syntax.NewGrammar(language.English()).View(text, sents).Sentences[0]}
	f := &finder{t: s}
	for _, tt := range []struct {
		trigger, phrase int
		want            bool
	}{{2, 0, true}, {2, 4, false}, {5, 4, false}, {5, 0, false}} {
		if got := f.undergoes(tt.trigger, phraseAt{s: s, head: tt.phrase}); got != tt.want {
			t.Errorf("%s undergoes “%s”: %v, want %v", s.Form(tt.phrase), s.Form(tt.trigger), got, tt.want)
		}
	}
}
