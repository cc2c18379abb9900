// Package pipeline reads a story: it runs every stage in order and returns
// the record. Open it once, then call Read from as many goroutines as wanted;
// a Reader keeps nothing between stories.
package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/learn"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/modality"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/stage/attribute"
	"github.com/seed-f92ea4cf/readout/internal/stage/digest"
	"github.com/seed-f92ea4cf/readout/internal/stage/event"
	"github.com/seed-f92ea4cf/readout/internal/stage/link"
	"github.com/seed-f92ea4cf/readout/internal/stage/mention"
	"github.com/seed-f92ea4cf/readout/internal/stage/segment"
	"github.com/seed-f92ea4cf/readout/internal/stage/stand"
	"github.com/seed-f92ea4cf/readout/internal/stage/voice"
	"github.com/seed-f92ea4cf/readout/internal/stage/when"
	"github.com/seed-f92ea4cf/readout/internal/stage/where"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// Version is the program's version, the first part of [readout.Record.Pipeline].
const Version = "0.1.0"

// A Reader reads stories. It is safe for use by several goroutines.
type Reader struct {
	lex *lexicon.Lexicon
	net *analyze.Network // nil if there are no weights
	words
	// joins joins noun phrases; nil if there are no weights for it
	joins *mention.Resolver
	// actors joins those that refer to actors; nil if there are no weights for it
	actors *mention.Resolver
	// codes judges events; nil if there are no weights for it
	codes *event.Scorer
	// sides reads how somebody stands to a word; nil if there are no weights for it
	sides *stand.Head
	// pairs says who is for or against whom; nil if the language has no weights for it
	pairs *stand.Pairs
	// learned is what an archive's corrections taught; nil for nothing
	learned *learn.Set
	name    string
	own     Dictionaries
	// trace keeps what the stages consider; nil but where one is asked for
	trace *trace.Recorder
	// fault is called within each stage before its work; nil but in tests
	fault func(stage string)
}

// words are what the stages take from a language. They are of one language and
// made once.
type words struct {
	lang       *language.Language
	splitter   *segment.Splitter
	grammar    *syntax.Grammar
	modality   *modality.Rules
	namer      *analyze.Namer
	mentions   *mention.Words
	linker     *link.Words
	places     *where.Words
	dates      *when.Words
	attributes *attribute.Finder
	voices     *voice.Words
	events     *event.Words
	digests    *digest.Words
	claims     *stand.Words
	asker      *question.Asker
}

// wordsOf makes the words of a language.
func wordsOf(l *language.Language) words {
	return words{lang: l, splitter: segment.New(l), grammar: syntax.NewGrammar(l), modality: modality.New(l), namer: analyze.NewNamer(l),
		mentions: mention.New(l), linker: link.New(l), places: where.New(l), dates: when.New(l), attributes: attribute.New(l), voices: voice.New(l), events: event.New(l), digests: digest.New(l), claims: stand.New(l), asker: question.New(l)}
}

// The models that the program knows. Rules is none: lists and rules alone.
const (
	Accurate = "accurate"
	Fast     = "fast"
	Rules    = "rules"
)

// Read returns the record of one version. It does no I/O, and what it cannot
// read it reports in the record's problems. It returns an error only when ctx
// ends before the record is made: the cause of that, and no record. It stops
// between two stages, and in the network between two windows.
func (r *Reader) Read(ctx context.Context, v *readout.Version) (*readout.Record, error) {
	rec := r.record(v)
	if r.readable(v, rec) {
		r.read(ctx, r.split(ctx, rec), rec, r.net.Analyze)
	}
	return unlessStopped(ctx, rec)
}

// record returns a record of one version with nothing read.
func (r *Reader) record(v *readout.Version) *readout.Record {
	return &readout.Record{Format: readout.Format, Pipeline: r.name, Version: *v}
}

// unlessStopped returns what was made if ctx did not end while it was.
func unlessStopped[T any](ctx context.Context, made T) (T, error) {
	if ctx.Err() != nil {
		var none T
		return none, context.Cause(ctx)
	}
	return made, nil
}

// Explain is [Reader.Read] with a trace: tr keeps what the stages considered,
// by whose proposal, with which score, and what became of it.
func (r *Reader) Explain(ctx context.Context, v *readout.Version, tr *trace.Recorder) (*readout.Record, error) {
	traced := *r
	traced.trace = tr
	return traced.Read(ctx, v)
}

// ReadDigest is [Reader.Read] that also returns what joining needs of the
// version, which is not nil. given are the words that tell of events where they
// are given; nil leaves that to the record and the network.
func (r *Reader) ReadDigest(ctx context.Context, v *readout.Version, given []readout.Span) (*readout.Record, *thread.Digest, error) {
	rec := r.record(v)
	out := &thread.Digest{Format: thread.DigestFormat, Pipeline: r.name}
	if r.readable(v, rec) {
		seen, view := r.read(ctx, r.split(ctx, rec), rec, r.net.AnalyzeVectors)
		r.stage(ctx, rec, "digest", func() {
			in := digest.Input{Record: rec, View: view, Lexicon: r.lex, Modality: r.modality, Triggers: seen.Triggers, Given: given}
			if seen.HasVectors() {
				in.Vector = seen.Vector
			}
			out = r.digests.Make(in)
			out.Issuer = r.linker.Issuer(v)
		})
		r.stage(ctx, rec, "stand", func() {
			in := stand.Input{Record: rec, View: view, Country: r.country}
			if r.sides != nil && seen.HasVectors() {
				in.Head, in.Rows = r.sides, seen.Rows
			}
			out.Stand = r.claims.Claims(in)
		})
	}
	rec, err := unlessStopped(ctx, rec)
	if err != nil {
		return nil, nil, err
	}
	return rec, out, nil
}

// Asker returns what understands questions of stories that r has read.
func (r *Reader) Asker() *question.Asker { return r.asker }

// country returns the country that a word names, itself, its capital or its people, "" for none.
func (r *Reader) country(word string) string {
	if e, ok := r.lex.Entry(word); ok && (e.Kind == lexicon.KindCountry || e.Kind == lexicon.KindCapital) {
		return e.Country
	}
	return r.lex.Demonym(strings.ToLower(word))
}

// Parse returns the record of one version with its sentences, their words and
// its chains alone. It fails as [Reader.Read] does.
func (r *Reader) Parse(ctx context.Context, v *readout.Version) (*readout.Record, error) {
	rec := r.record(v)
	if r.readable(v, rec) {
		r.parse(ctx, r.split(ctx, rec), rec, false)
	}
	return unlessStopped(ctx, rec)
}

// ParseSentences is [Reader.Parse] of a text whose sentences and words are given
// and stay as they are, as CoNLL-U gives them.
func (r *Reader) ParseSentences(ctx context.Context, v *readout.Version, sents []readout.Sentence) (*readout.Record, error) {
	rec := r.record(v)
	rec.Sentences = sents
	r.parse(ctx, v.Text, rec, true)
	return unlessStopped(ctx, rec)
}

// parse sets the analysis and the chains of rec. Without a resolver these are
// its mentions, those of one actor a chain.
func (r *Reader) parse(ctx context.Context, text string, rec *readout.Record, keep bool) {
	seen := r.analyze(ctx, text, rec, keep, r.net.Parse)
	view := r.grammar.View(text, rec.Sentences)
	var joined []mention.Chain
	var chains []int
	r.stage(ctx, rec, "chains", func() { joined = r.join(view, rec, seen) })
	if joined != nil {
		return
	}
	r.stage(ctx, rec, "mention", func() { rec.Mentions, chains = r.mentions.Find(view, r.lex, nil, nil) })
	r.stage(ctx, rec, "link", func() { r.link(rec, chains) })
}

// read runs the stages over rec.Sentences, the sentences of text, and returns
// what the network says and the view of the sentences. A stage that panics
// costs its own layer, see [Reader.stage]. with is how the network reads.
func (r *Reader) read(ctx context.Context, text string, rec *readout.Record, with func(context.Context, string, []readout.Sentence, bool) analyze.Result) (*analyze.Result, *syntax.Text) {
	v := &rec.Version
	seen := r.analyze(ctx, text, rec, false, with)
	view := r.grammar.View(text, rec.Sentences)
	view.Trace = r.trace
	var joined []mention.Chain
	var chains []int
	r.stage(ctx, rec, "chains", func() { joined = r.join(view, rec, seen) })
	r.stage(ctx, rec, "mention", func() { rec.Mentions, chains = r.mentions.Find(view, r.lex, joined, seen.Claims) })
	r.stage(ctx, rec, "link", func() { r.link(rec, chains) })
	view.SetMentions(rec.Mentions)
	r.stage(ctx, rec, "where", func() { rec.Places = r.places.Find(v, rec.Sentences, rec.Mentions, rec.Actors, r.lex) })
	r.stage(ctx, rec, "when", func() {
		rec.Dates = r.dates.Find(view, when.Context{Published: v.Published, Dateline: v.Dateline})
	})
	var said *attribute.Statements
	r.stage(ctx, rec, "attribute", func() { said = r.attributes.Settle(view, attribute.Parts{Tags: seen.Parts, Sure: seen.Sure}) })
	if said != nil {
		r.stage(ctx, rec, "voice", func() { r.voices.Hear(rec, voice.Input{View: view, Voices: said.Voices(), Issuer: r.linker.Issuer(v)}) })
		r.stage(ctx, rec, "attribute", func() {
			atts, problems := said.Attributions(rec.Dates)
			rec.Attributions, rec.Problems = atts, append(rec.Problems, problems...)
		})
	}
	r.stage(ctx, rec, "event", func() { rec.Events = r.events.Find(rec, view, r.lex, r.modality, r.eventOptions(rec, seen)) })
	if r.learned != nil {
		r.stage(ctx, rec, "learned", func() { r.learned.Apply(rec) })
	}
	return seen, view
}

// link sets rec's actors. The mentions take theirs only once all are known.
func (r *Reader) link(rec *readout.Record, chains []int) {
	mentions := slices.Clone(rec.Mentions)
	actors := r.linker.Actors(&rec.Version, rec.Sentences, mentions, chains, r.lex)
	link.Recode(actors, r.coder(rec))
	rec.Mentions, rec.Actors = mentions, actors
}

// analyze labels the words of rec and finds its sentences anew unless keep is
// set. It returns what the network says besides by read, a method of its own,
// which is nothing without a network.
func (r *Reader) analyze(ctx context.Context, text string, rec *readout.Record, keep bool, read func(context.Context, string, []readout.Sentence, bool) analyze.Result) *analyze.Result {
	var seen analyze.Result
	done := r.net != nil && r.stage(ctx, rec, "analyze", func() {
		seen = read(ctx, text, rec.Sentences, keep)
		rec.Sentences = seen.Sentences
		rec.Problems = append(rec.Problems, seen.Problems...)
	})
	if !done {
		seen = analyze.Result{}
		r.stage(ctx, rec, "names", func() { r.namer.Find(text, rec.Sentences, r.lex) })
	}
	return &seen
}

// join sets rec's chains of noun phrases and returns them as tokens, nil if
// the model does not join any.
func (r *Reader) join(view *syntax.Text, rec *readout.Record, seen *analyze.Result) []mention.Chain {
	resolver := r.joins
	if len(seen.Claims) > 0 {
		resolver = r.actors
	}
	if resolver == nil || seen.Nominals.Cols == 0 {
		return nil
	}
	chains := resolver.Chains(r.mentions, view, r.lex, &seen.Nominals, seen.Claims)
	rec.Chains = make([][]readout.Span, len(chains))
	for i, c := range chains {
		for _, p := range c {
			toks := rec.Sentences[p.Sentence].Tokens
			rec.Chains[i] = append(rec.Chains[i], readout.Span{Start: toks[p.From].Start, End: toks[p.To-1].End})
		}
	}
	return chains
}

// readable reports whether the version's text is in the language that is read;
// if not, rec's problems say so.
func (r *Reader) readable(v *readout.Version, rec *readout.Record) bool {
	if v.Language == r.lang.Code() {
		return true
	}
	what := "in the language " + v.Language
	if v.Language == "und" || v.Language == "" {
		what = "in no language that Readout can tell"
	}
	rec.Problems = append(rec.Problems, readout.Problem{Stage: Unread,
		Text: fmt.Sprintf("The text is %s; it is kept, but only %s is read.", what, r.lang.Name())})
	return false
}
